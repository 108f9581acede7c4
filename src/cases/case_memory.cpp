#include "cases/case_memory.h"

#include <algorithm>

#include "base/limits.h"
#include "store/event_log.h"

namespace dw::cases {

namespace {

bool lost_content(const std::vector<store::StoredEvent>& events) {
    return std::ranges::any_of(events, [](const auto& event) { return !event.payload; });
}

}  // namespace

Result<LoadedCase> CaseMemory::load(store::Connection& connection, store::KeyRing& ring,
                                    store::TenantId tenant, CaseId id, Instant now) {
    const Key key{tenant, id};
    if (const auto known = find(key, now)) {
        // The last event that is known comes along: it must be there still, and the same.
        const auto sequence = known->loaded->state.sequence;
        DW_TRY(auto newer, store::load_stream_from(connection, ring, tenant, id, sequence));
        const bool same =
            !newer.empty() && newer[0].sequence == sequence && newer[0].hash == known->last;
        if (same && newer.size() == 1) return *known->loaded;
        auto grown = same ? *known->loaded : LoadedCase{};
        const auto last = newer.empty() ? Digest{} : newer.back().hash;
        if (same) newer.erase(newer.begin());
        if (same && !lost_content(newer)) {
            DW_TRY_DO(fold_on(grown, newer));
            if (!grown.state.is_destroyed()) {
                keep(key, {std::make_shared<const LoadedCase>(grown), last, known->until});
                return grown;
            }
        }
        drop(key);
    }
    DW_TRY(const auto events, store::load_stream(connection, ring, tenant, id));
    DW_TRY(auto loaded, fold(events));
    if (events.size() >= least_events_ && !lost_content(events))
        keep(key, {std::make_shared<const LoadedCase>(loaded), events.back().hash,
                   now + limits::cached_key_time});
    return loaded;
}

std::size_t CaseMemory::size() const {
    const std::lock_guard lock(mutex_);
    return kept_.size();
}

std::optional<CaseMemory::Kept> CaseMemory::find(const Key& key, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key);
    if (found == kept_.end()) return std::nullopt;
    if (found->second.until > now) return found->second;
    kept_.erase(found);
    return std::nullopt;
}

void CaseMemory::keep(const Key& key, Kept kept) {
    const std::lock_guard lock(mutex_);
    kept_.insert_or_assign(key, std::move(kept));
    if (kept_.size() <= remembered_cases) return;
    kept_.erase(
        std::ranges::min_element(kept_, {}, [](const auto& entry) { return entry.second.until; }));
}

void CaseMemory::drop(const Key& key) {
    const std::lock_guard lock(mutex_);
    kept_.erase(key);
}

}  // namespace dw::cases
