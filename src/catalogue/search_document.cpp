#include "catalogue/search_document.h"

#include "base/text.h"
#include "catalogue/html_reduction.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t teaser_bytes = 240;
constexpr std::size_t text_bytes =
    32 * 1024;  // of one language; what is behind it is not looked up

// XZuFi Leistungstextmodul: 02 and 03 are titles, 24 is the teaser, 05 the short text, 06 the full
// text.
constexpr std::string_view title_codes[] = {"02", "03"};
constexpr std::string_view teaser_codes[] = {"24", "05", "06"};

bool is_title(std::string_view code) {
    return code == title_codes[0] || code == title_codes[1];
}

std::string plain(std::string_view html) {
    return text_of_html(html).html;
}

// Whole words, and whole sentences where one ends soon enough.
std::string shortened(std::string text) {
    if (text.size() <= teaser_bytes) return text;
    const auto start = std::string_view(text).substr(0, teaser_bytes);
    const auto sentence = start.rfind(". ");
    if (sentence != start.npos && sentence > teaser_bytes / 3) return text.substr(0, sentence + 1);
    const auto space = start.rfind(' ');
    const auto end = space == start.npos ? cut(text, teaser_bytes).size() : space;
    return text.substr(0, end) + " …";
}

std::string exactly(const Localized& text, std::string_view code) {
    const auto found = text.find(code);
    return found == text.end() ? std::string() : found->second;
}

std::string teaser(const Service& service, std::string_view language) {
    for (const auto code : teaser_codes) {
        const auto* module = service.module(code);
        if (module == nullptr) continue;
        auto text = plain(exactly(module->content, language));
        if (!text.empty()) return shortened(std::move(text));
    }
    return {};
}

void add(Localized& sum, const Localized& more) {
    for (const auto& [language, text] : more) {
        auto& all = sum[language];
        if (all.size() < text_bytes) all += ' ' + text;
    }
}

void add_plain(Localized& sum, const Localized& html) {
    for (const auto& [language, text] : html) {
        auto& all = sum[language];
        if (all.size() < text_bytes) all += ' ' + plain(cut(text, text_bytes));
    }
}

}  // namespace

void add_words(SearchDocument& document, const TextModule& module) {
    // The other of the two titles is what people may know the service by.
    if (is_title(module.code)) {
        add(document.keywords, module.content);
    } else {
        add_plain(document.text, module.content);
    }
}

SearchDocument document_of(const Service& service, bool has_responsibility) {
    SearchDocument document;
    const auto title = service.title();
    document.service = service.id;
    document.title_de = exactly(title, "de");
    document.title_en = exactly(title, "en");
    if (document.title_de.empty() && document.title_en.empty()) {
        document.title_de = in(title, Language::German);
    }
    document.teaser_de = teaser(service, "de");
    document.teaser_en = teaser(service, "en");
    for (const auto& key : service.keys) document.keys.push_back(key.digits());
    for (std::size_t i = 0; i < service.topics.size(); ++i) {
        const Localized name =
            i < service.topic_names.size() ? service.topic_names[i] : Localized{};
        auto german = std::string(in(name, Language::German));
        if (german.empty()) german = service.topics[i];
        document.topics.push_back({service.topics[i], std::move(german), exactly(name, "en")});
    }
    for (const auto& area : service.areas) document.areas.emplace_back(area.key());
    document.validity = service.validity;
    document.other_ids = service.secondary_ids;
    document.has_responsibility = has_responsibility;

    for (const auto& keyword : service.keywords) add(document.keywords, keyword);
    for (const auto& module : service.modules) add_words(document, module);
    for (const auto& needed : service.documents) {
        add(document.text, needed.name);
        add_plain(document.text, needed.description);
    }
    return document;
}

}  // namespace dw::catalogue
