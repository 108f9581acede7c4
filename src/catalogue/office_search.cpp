#include "catalogue/office_search.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/content.h"
#include "catalogue/overlays_by_object.h"
#include "catalogue/search_words.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_words = 12;

std::vector<std::string> words_of(const Organisation& office) {
    std::vector<std::string> words;
    const auto add = [&](std::string_view text) {
        for (std::string& word : folded_words(text)) words.push_back(std::move(word));
    };
    for (const auto& [language, name] : office.name) add(name);
    for (const Address& address : office.addresses) add(address.town);
    return words;
}

bool has_all(const Organisation& office, const std::vector<std::string>& asked) {
    const auto words = words_of(office);
    return std::ranges::all_of(asked, [&](const std::string& beginning) {
        return std::ranges::any_of(
            words, [&](const std::string& word) { return word.starts_with(beginning); });
    });
}

std::string shown_name(const Organisation& office) {
    return std::string(in(office.name, Language::German));
}

}  // namespace

Result<FoundOffices> offices_named(const Catalogue& catalogue, std::string_view words,
                                   std::size_t limit) {
    auto asked = folded_words(words);
    if (asked.size() > most_words) asked.resize(most_words);
    FoundOffices found;
    if (asked.empty()) return found;
    {
        DW_TRY(const store::Reader reader, catalogue.store().reader());
        DW_TRY(const auto own, OverlaysByObject::load(*reader, EditKind::Organisation));
        DW_TRY_DO(reader->for_each(
            "select content from catalogue_organisation where tenant = $1",
            {store::of(store::shared_tenant())}, [&](const store::Row& row) -> Outcome {
                DW_TRY(Organisation office, organisation_from_content(row.bytes(0)));
                DW_TRY_DO(own.put_into(office));
                if (has_all(office, asked)) found.offices.push_back(std::move(office));
                return Nothing{};
            }));
    }
    std::ranges::sort(found.offices, {}, [](const Organisation& office) {
        const auto name = shown_name(office);
        return std::tuple(name.size(), sort_key(name), office.id);
    });
    found.more = found.offices.size() > limit;
    if (found.more) found.offices.resize(limit);
    return found;
}

bool is_named(const Organisation& office, std::string_view words) {
    const auto asked = folded_words(words);
    return std::ranges::any_of(
        office.name, [&](const auto& name) { return folded_words(name.second) == asked; });
}

}  // namespace dw::catalogue
