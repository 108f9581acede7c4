#include "forms/errand_memory.h"

namespace dw::forms {

namespace {

constexpr std::size_t most_offers = 1000;  // some kilobytes each; beyond, all are forgotten

}  // namespace

Offers ErrandMemory::find(const std::string& key, const CatalogueState& state) {
    std::lock_guard lock(mutex_);
    if (state != state_) return nullptr;
    const auto found = offers_.find(key);
    return found == offers_.end() ? nullptr : found->second;
}

void ErrandMemory::keep(const std::string& key, const CatalogueState& state, Offers offers) {
    std::lock_guard lock(mutex_);
    if (state != state_ || offers_.size() >= most_offers) offers_.clear();
    state_ = state;
    offers_[key] = std::move(offers);
}

}  // namespace dw::forms
