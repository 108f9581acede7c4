#include "catalogue/search_places.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t remembered_places = 256;

Result<Offered> read(const SearchSource& source, const Snapshot& snapshot, const Ars& area) {
    DW_TRY(const auto services, source.offered(area));
    auto marks = std::make_shared<std::vector<Marks>>();
    for (const auto& layer : snapshot.layers()) marks->emplace_back(layer.segment->documents());
    for (const auto& service : services) {
        if (const auto place = snapshot.find(service.to_string())) {
            (*marks)[place->layer][place->document] = true;
        }
    }
    return Offered(std::move(marks));
}

}  // namespace

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
    ours.set_value(read(source, *snapshot, area));
    if (answer.get()) return answer.get();
    // A failure is not remembered.
    std::lock_guard lock(mutex_);
    if (computed_for_.lock() == snapshot) answers_.erase(key);
    return answer.get();
}

}  // namespace dw::catalogue
