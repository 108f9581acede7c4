#include "catalogue/quality_reports.h"

#include <sys/resource.h>

#include <algorithm>

#include "terms/berlin.h"

namespace dw::catalogue {

namespace {

constexpr std::chrono::milliseconds moment{1500};  // a town's report takes less
constexpr std::size_t kept_reports = 64;
constexpr int background_niceness = 10;

}  // namespace

QualityReports::QualityReports(const Catalogue& catalogue, Clock& clock)
    : catalogue_(catalogue), clock_(clock) {}

QualityReports::~QualityReports() {
    worker_.request_stop();
    changed_.notify_all();
}

Result<QualityReports::Answer> QualityReports::report(const Ars& area) {
    DW_TRY(const std::int64_t change, catalogue_.change_number());
    const CatalogueState now{.change = change, .day = berlin_date(clock_.now())};
    const std::string key(area.key());
    std::unique_lock lock(mutex_);
    const auto is_there = [&] {
        const auto found = kept_.find(key);
        return found != kept_.end() && found->second.state == now;
    };
    if (!is_there()) {
        const bool asked = std::ranges::any_of(
            wanted_, [&](const auto& one) { return one.first == area && one.second == now; });
        if (!asked && wanted_.size() < kept_reports) wanted_.emplace_back(area, now);
        if (!worker_.joinable())
            worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
        changed_.notify_all();
        changed_.wait_for(lock, moment, is_there);
    }
    const auto found = kept_.find(key);
    if (found == kept_.end()) return Answer{};
    return Answer{.report = found->second.report, .is_current = found->second.state == now};
}

void QualityReports::work(const std::stop_token& stop) {
    // On Linux niceness belongs to a thread.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, background_niceness));
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !wanted_.empty(); })) {
        const auto [area, state] = wanted_.front();
        lock.unlock();
        auto report = read_quality(catalogue_, {.area = area, .day = state.day},
                                   [&] { return !stop.stop_requested(); });
        lock.lock();
        wanted_.pop_front();
        // What fails is asked for again by the next visit.
        if (!report || stop.stop_requested()) continue;
        if (kept_.size() >= kept_reports) kept_.clear();
        kept_[std::string(area.key())] = {
            state, std::make_shared<const QualityReport>(*std::move(report))};
        changed_.notify_all();
    }
}

}  // namespace dw::catalogue
