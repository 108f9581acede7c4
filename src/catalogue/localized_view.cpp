#include "catalogue/localized_view.h"

#include <algorithm>

#include "web/components.h"

namespace dw::catalogue {

namespace {

// Reduced markup holds headings as <h1> to <h6> without attributes, and "<" nowhere else.
std::string with_third_level_headings(std::string_view content) {
    std::string out;
    out.reserve(content.size());
    for (std::size_t i = 0; i < content.size(); ++i) {
        out += content[i];
        const bool start = content[i] == '<';
        const std::size_t name = start && content.substr(i + 1, 1) == "/" ? i + 2 : i + 1;
        const bool heading = start && name + 2 < content.size() && content[name] == 'h' &&
                             content[name + 1] >= '1' && content[name + 1] <= '6' &&
                             content[name + 2] == '>';
        if (!heading) continue;
        out += content.substr(i + 1, name - i);
        out += '3';
        i = name + 1;
    }
    return out;
}

}  // namespace

Chosen chosen(const Localized& text, Language language) {
    const auto wanted = in(text, language);
    for (const auto& [code, content] : text) {
        if (content.data() == wanted.data() && !wanted.empty()) return {wanted, code};
    }
    return {};
}

web::Html in_language(std::string_view code, Language page, const web::Html& inner) {
    if (code.empty() || code == code_of(page)) return inner;
    return web::html<"<div lang=\"{}\">{}</div>">(code, inner);
}

web::Html shown(const Localized& text, Language language) {
    const auto [content, code] = chosen(text, language);
    if (code.empty() || code == code_of(language)) return web::escape(content);
    return web::html<"<span lang=\"{}\">{}</span>">(code, content);
}

web::Html shown_content(const Localized& content, Language language) {
    const auto [text, code] = chosen(content, language);
    if (text.empty()) return {};
    const auto markup = web::Html::trusted(with_third_level_headings(text));
    return in_language(code, language, web::prose(markup));
}

bool has_foreign_texts(const Service& service, Language language) {
    const auto foreign = [&](const Localized& text) {
        const auto found = chosen(text, language);
        return !found.empty() && found.code != code_of(language);
    };
    return std::any_of(service.modules.begin(), service.modules.end(),
                       [&](const TextModule& module) { return foreign(module.content); });
}

}  // namespace dw::catalogue
