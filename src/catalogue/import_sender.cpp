#include "catalogue/import_sender.h"

#include <algorithm>

#include "base/limits.h"

namespace dw::catalogue {

using std::chrono::steady_clock;

namespace {

// Rows of many objects share pages of the indexes, so large groups write much less.
constexpr std::chrono::milliseconds group_time_alone{100};
constexpr std::chrono::seconds remembered_company{30};
constexpr std::size_t largest_in_company = 512, largest_group = 8192;

}  // namespace

ImportSender::~ImportSender() {
    static_cast<void>(finish());
}

Outcome ImportSender::finish() {
    std::unique_lock lock(mutex_);
    committed_.wait(lock, [this] { return !is_writing_; });
    if (failed_) return *failed_;
    return Nothing{};
}

bool ImportSender::is_writing() {
    const std::lock_guard lock(mutex_);
    return is_writing_;
}

Outcome ImportSender::send(store::Change change, std::size_t weight) {
    const auto time = time_of_a_group();
    DW_TRY_DO(finish());
    adapt(time);
    sent_weight_ = weight;
    is_writing_ = true;
    const auto begin = steady_clock::now();
    store_.commit_async(std::move(change), [this, begin](const Result<store::Receipt>& result) {
        const std::lock_guard lock(mutex_);
        if (!result) failed_ = result.error();
        took_ = steady_clock::now() - begin;
        is_writing_ = false;
        committed_.notify_all();
    });
    return Nothing{};
}

// Asked while a group before is mostly still being written: who wants to write stands in line now.
std::chrono::milliseconds ImportSender::time_of_a_group() {
    if (mode_ != WriteMode::WriteAlone) return limits::import_group_time;
    const auto now = steady_clock::now();
    if (store_.database().somebody_waits()) somebody_waited_ = now;
    const bool company = now - somebody_waited_ < remembered_company;
    if (company) full_weight_ = std::min(full_weight_.load(), largest_in_company);
    return company ? limits::import_group_time : group_time_alone;
}

// A short group says nothing about the time of a full one.
void ImportSender::adapt(std::chrono::milliseconds time) {
    const std::size_t full = full_weight_;
    if (sent_weight_ * 2 < full) return;
    if (took_ > time) full_weight_ = std::max(smallest_group, full * 2 / 3);
    if (took_ * 2 < time) full_weight_ = std::min(largest_group, full * 3 / 2);
}

}  // namespace dw::catalogue
