#include "catalogue/responsibility_index.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

// A service whose entries count; the first is the one that was asked for.
struct ResponsibilityIndex::Asked {
    std::int64_t ref;
    const SourceId* id;
};

ResponsibilityIndex::ResponsibilityIndex(std::int64_t change, Blocks blocks,
                                         std::shared_ptr<const KeyedServices> keyed)
    : change_(change), blocks_(std::move(blocks)), keyed_(std::move(keyed)) {}

std::span<const KeyedService> ResponsibilityIndex::with_key(const ServiceKey& key) const {
    const auto digits = static_cast<std::uint64_t>(*parse_integer(key.digits()));
    const auto range = std::ranges::equal_range(*keyed_, digits, {}, &KeyedService::key);
    return {range.begin(), range.end()};
}

std::vector<ResponsibilityIndex::Asked> ResponsibilityIndex::asked(const Service& service) const {
    std::vector<Asked> services{{ref_of(service.id), &service.id}};
    for (const ServiceKey& key : service.keys) {
        for (const KeyedService& other : with_key(key)) {
            const bool known = std::ranges::any_of(
                services, [&](const Asked& one) { return one.ref == other.ref; });
            if (!known) services.push_back({other.ref, &other.id});
        }
    }
    return services;
}

std::vector<Candidate> ResponsibilityIndex::candidates(const std::vector<Asked>& services,
                                                       const Ars& place) const {
    std::vector<Candidate> found;
    for (const std::int64_t area : area_numbers_up(place)) {
        const auto block = blocks_.find(area);
        if (block == blocks_.end()) continue;
        for (const Asked& one : services) block->second->add_candidates(one.ref, *one.id, found);
    }
    return found;
}

Competence ResponsibilityIndex::competent(const Service& service, const Ars& place,
                                          Date day) const {
    return resolve_for(service.id, candidates(asked(service), place), place, day);
}

Competence ResponsibilityIndex::competent(const ServiceKey& key, const Ars& place, Date day) const {
    std::vector<Asked> services;
    for (const KeyedService& one : with_key(key)) services.push_back({one.ref, &one.id});
    return resolve(candidates(services, place), place, day);
}

// The most specific level with anybody in charge decides; on it the service's own entries count
// alone (competent.h).
std::vector<SourceId> ResponsibilityIndex::in_charge(const Service& service, const Ars& place,
                                                     Date day) const {
    const auto services = asked(service);
    std::vector<SourceId> holders;
    for (const std::int64_t area : area_numbers_up(place)) {
        const auto block = blocks_.find(area);
        if (block == blocks_.end()) continue;
        for (const Asked& one : services) {
            block->second->add_in_charge(one.ref, day, holders);
            const bool own = &one == &services.front();
            if (own && !holders.empty()) break;
        }
        if (!holders.empty()) break;
    }
    if (holders.size() > 1) {
        std::ranges::sort(holders);
        const auto twice = std::ranges::unique(holders);
        holders.erase(twice.begin(), twice.end());
    }
    return holders;
}

std::vector<std::int64_t> ResponsibilityIndex::offered(const Ars& place) const {
    std::vector<std::int64_t> all;
    for (const std::int64_t area : area_numbers_up(place)) {
        const auto block = blocks_.find(area);
        if (block == blocks_.end()) continue;
        const auto some = block->second->offered();
        const auto middle = static_cast<std::ptrdiff_t>(all.size());
        all.insert(all.end(), some.begin(), some.end());
        std::ranges::inplace_merge(all, all.begin() + middle);
    }
    const auto twice = std::ranges::unique(all);
    all.erase(twice.begin(), twice.end());
    return all;
}

std::size_t ResponsibilityIndex::size() const {
    std::size_t sum = 0;
    for (const auto& [area, block] : blocks_) sum += block->size();
    return sum;
}

std::size_t ResponsibilityIndex::bytes() const {
    constexpr std::size_t node = 64;  // of the table of blocks
    std::size_t sum = keyed_->capacity() * sizeof(KeyedService);
    for (const auto& [area, block] : blocks_) sum += node + block->bytes();
    return sum;
}

}  // namespace dw::catalogue
