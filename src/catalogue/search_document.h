// What the search index keeps of one service.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/service.h"

namespace dw::catalogue {

struct DocumentTopic {
    std::string code, de, en;
    bool operator==(const DocumentTopic&) const = default;
};

struct SearchDocument {
    SourceId service;
    std::string title_de, title_en;    // en: "" where the source has none
    std::string teaser_de, teaser_en;  // plain, one or two sentences
    std::vector<std::string> keys;     // 14 digits each
    std::vector<DocumentTopic> topics;
    std::vector<std::string> areas;   // keys of the areas it is valid in; empty: everywhere
    std::vector<Validity> validity;   // empty: always
    std::vector<SourceId> other_ids;  // addresses with them lead to the service as well
    bool has_responsibility = false;  // somebody, somewhere, is in charge of it
    // Only looked up, not kept.
    Localized keywords, text;  // plain, by language
};

SearchDocument document_of(const Service& service, bool has_responsibility);
// Makes the service be found by the words of a module it does not have itself.
void add_words(SearchDocument& document, const TextModule& module);

}  // namespace dw::catalogue
