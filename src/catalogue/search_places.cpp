#include "catalogue/search_places.h"

#include <algorithm>

namespace dw::catalogue {

namespace {

constexpr std::size_t remembered_places = 256;
constexpr std::size_t most_numbers = 2'000'000;  // of services at all places: 16 MB

void mark(const Refs& refs, const std::vector<std::int64_t>& services, Marks& marks) {
    // A few documents are looked up; of many, both are gone through.
    const bool few = refs.size() * 8 < services.size();
    auto at = services.begin();
    for (const auto& [ref, document] : refs) {
        if (few) at = std::lower_bound(at, services.end(), ref);
        while (at != services.end() && *at < ref) ++at;
        if (at == services.end()) return;
        if (*at == ref) marks.set(document);
    }
}

}  // namespace

Result<OfferedAtPlaces::Services> OfferedAtPlaces::services(const SearchSource& source,
                                                            const Ars& area) {
    // Asked first: what changes while the list is read makes it an old one.
    DW_TRY(const std::int64_t change, source.offered_change());
    const std::string key(area.key());
    {
        std::lock_guard lock(mutex_);
        if (read_at_ != change || kept_numbers_ > most_numbers) {
            services_.clear();
            kept_numbers_ = 0;
            read_at_ = change;
        }
        if (const auto found = services_.find(key); found != services_.end()) return found->second;
    }
    DW_TRY(auto read, source.offered(area));
    const auto services = std::make_shared<const std::vector<std::int64_t>>(std::move(read));
    std::lock_guard lock(mutex_);
    if (read_at_ == change && services_.emplace(key, services).second)
        kept_numbers_ += services->size();
    return services;
}

Result<Offered> OfferedAtPlaces::make(const SearchSource& source, const Snapshot& snapshot,
                                      const Ars& area) {
    DW_TRY(const Services found, services(source, area));
    auto marks = std::make_shared<std::vector<Marks>>();
    for (const auto& layer : snapshot.layers()) {
        marks->emplace_back(layer.segment->documents());
        mark(*layer.refs, *found, marks->back());
    }
    return Offered(std::move(marks));
}

Result<Offered> OfferedAtPlaces::at(const SearchSource& source,
                                    const std::shared_ptr<const Snapshot>& snapshot,
                                    const Ars& area) {
    const std::string key(area.key());
    std::promise<Result<Offered>> ours;
    Answer answer;
    bool is_first = false;
    {
        std::lock_guard lock(mutex_);
        if (computed_for_.lock() != snapshot || answers_.size() >= remembered_places) {
            answers_.clear();
            computed_for_ = snapshot;
        }
        const auto [entry, is_new] = answers_.try_emplace(key);
        if (is_new) entry->second = ours.get_future().share();
        is_first = is_new;
        answer = entry->second;
    }
    if (!is_first) return answer.get();
    ours.set_value(make(source, *snapshot, area));
    if (answer.get()) return answer.get();
    // A failure is not remembered.
    std::lock_guard lock(mutex_);
    if (computed_for_.lock() == snapshot) answers_.erase(key);
    return answer.get();
}

}  // namespace dw::catalogue
