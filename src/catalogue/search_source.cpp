#include "catalogue/search_source.h"

#include "base/bytes.h"
#include "catalogue/catalogue.h"
#include "catalogue/piece_store.h"
#include "catalogue/responsibility_table.h"

namespace dw::catalogue {

namespace {

// Local words are found everywhere; who looks from elsewhere reads the source's there.
SearchDocument document_of(const ServiceState& state) {
    SearchDocument document = catalogue::document_of(*state.service, state.offered);
    for (const TextModule& module : state.local_words) add_words(document, module);
    return document;
}

}  // namespace

SearchSource search_source(const Catalogue& catalogue) {
    const auto* from = &catalogue;
    SearchSource source;
    source.change_number = [from] { return from->change_number(); };
    source.stamp = [from]() -> Result<std::string> {
        DW_TRY(const auto id, from->catalogue_id());
        return std::string(as_text(id));
    };
    source.each = [from](const std::function<Outcome(const SearchDocument&)>& each) {
        return from->each_service([&](const ServiceState& state) -> Outcome {
            if (!state.service) return Nothing{};
            return each(document_of(state));
        });
    };
    source.touched = [from](std::int64_t change,
                            std::size_t limit) -> Result<std::vector<TouchedService>> {
        DW_TRY(const auto states, from->changes_since(change, limit));
        std::vector<TouchedService> touched;
        for (const auto& state : states) {
            std::optional<SearchDocument> document;
            if (state.service) document = document_of(state);
            touched.push_back({state.id, state.change, std::move(document)});
        }
        return touched;
    };
    source.offered = [from](const Ars& place) { return from->service_refs_offered_at(place); };
    source.offered_change = [from]() -> Result<std::int64_t> {
        DW_TRY(const store::Reader reader, from->store().reader());
        return responsibilities_change(*reader);
    };
    return source;
}

}  // namespace dw::catalogue
