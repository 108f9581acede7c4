#include "web/page.h"

#include <array>
#include <map>
#include <utility>

#include "base/text.h"
#include "web/components.h"
#include "web/element.h"
#include "web/static_files.h"
#include "web/texts.h"

namespace dw::web {

namespace {

struct Frame {
    Site site;
    std::vector<NavigationEntry> navigation, desk_navigation, service_navigation;
    std::optional<DeskSearch> desk_search;
};

// Written while the program starts, before the first request; only read afterwards.
Frame& frame() {
    static Frame instance;
    return instance;
}

// The six links that every page must offer (§ 5 DDG, Art. 13 DSGVO, §§ 4 and 7 BITV 2.0).
struct FooterLink {
    std::string_view path;
    const Text& label;
};
const std::array<FooterLink, 7> footer_links{{
    {"/impressum", texts::footer_imprint},
    {"/datenschutz", texts::footer_privacy},
    {"/barrierefreiheit", texts::footer_accessibility},
    {"/barriere-melden", texts::footer_report_barrier},
    {"/leichte-sprache", texts::footer_easy_language},
    {"/kontakt", texts::footer_contact},
    {"/anmelden", texts::footer_staff},
}};

constexpr std::string_view sign_in_path = "/anmelden";

// More than so many are too many to look through; then what is seldom used is folded away.
constexpr std::size_t entries_in_a_row = 6;

bool is_below(std::string_view path, std::string_view entry) {
    return path == entry || (entry.size() > 1 && path.size() > entry.size() &&
                             path.substr(0, entry.size()) == entry && path[entry.size()] == '/');
}

// The entry whose path is the longest start of the page's path is the current one.
using Counts = std::map<std::string, int>;

// " 12", for ears "12 wartend".
Html count_mark(const Counts& counts, const std::string& path, Language language) {
    const auto found = counts.find(path);
    if (found == counts.end() || found->second <= 0) return {};
    const std::string number = found->second > desk_count_most
                                   ? std::string(texts::navigation_many.in(language))
                                   : std::to_string(found->second);
    return html<
        " <span class=\"dw-count\" aria-hidden=\"true\">{}</span><span "
        "class=\"kern-sr-only\">, {}</span>">(
        number, format(texts::navigation_waiting, language, {number}));
}

Html main_navigation(const Request& request, const std::vector<NavigationEntry>& entries,
                     const Counts& counts) {
    if (entries.empty()) return {};
    const NavigationEntry* current = nullptr;
    for (const auto& entry : entries) {
        if (is_below(request.path, entry.path) &&
            (current == nullptr || entry.path.size() > current->path.size())) {
            current = &entry;
        }
    }
    Html links, seldom;
    for (const auto& entry : entries) {
        Element anchor("a");
        anchor.set("href", url(entry.path));
        if (&entry == current)
            anchor.set("aria-current", entry.path == request.path ? "page" : "true");
        Html& place = entry.is_seldom && entries.size() > entries_in_a_row ? seldom : links;
        place += html<"<li>{}</li>">(anchor.with(escape(entry.label.in(request.language)) +
                                                 count_mark(counts, entry.path, request.language)));
    }
    if (!seldom.empty())
        links +=
            html<"<li><details class=\"dw-more\"><summary>{}</summary><ul>{}</ul></details></li>">(
                texts::navigation_more.in(request.language), seldom);
    return html<"<nav class=\"dw-nav\" aria-label=\"{}\"><ul>{}</ul></nav>">(
        texts::navigation_label.in(request.language), links);
}

// This page in another language. The rest of the query stays.
std::string address_in(const Request& request, Language language) {
    std::string query;
    for (const auto& [name, value] : request.query.pairs()) {
        if (name == "lang") continue;
        query += percent_encode(name) + "=" + percent_encode(value) + "&";
    }
    std::string path;
    std::string_view rest = request.path;
    while (!rest.empty()) {
        const std::size_t slash = rest.find('/', 1);
        path += "/" + percent_encode(rest.substr(1, slash == rest.npos ? slash : slash - 1));
        rest = slash == rest.npos ? std::string_view{} : rest.substr(slash);
    }
    return path + "?" + query + "lang=" + std::string(code_of(language));
}

// The language is added to an address that may have a query and a language already.
std::string with_language(std::string_view address, Language language) {
    const std::size_t question = address.find('?');
    std::string path(address.substr(0, question));
    char separator = '?';
    const auto query = question == address.npos ? std::string_view() : address.substr(question + 1);
    for (const std::string_view pair : split(query, '&')) {
        if (pair.empty() || pair.starts_with("lang=")) continue;
        path += std::exchange(separator, '&') + std::string(pair);
    }
    return path + separator + "lang=" + std::string(code_of(language));
}

// After a POST the address may not answer a GET, and a switch would lose what was typed: no links
// then, unless the page says where they lead.
Html language_links(const Request& request, const PageOptions& options) {
    const bool answers_get = request.method == Method::Get;
    if (!answers_get && options.language_path.empty()) return {};
    Html links;
    const auto add = [&](Language language, std::string_view own_name) {
        Element anchor("a");
        anchor.set("href", url(answers_get ? address_in(request, language)
                                           : with_language(options.language_path, language)));
        anchor.set("lang", code_of(language)).set("hreflang", code_of(language));
        if (request.language == language) anchor.set("aria-current", "true");
        links += html<"<li>{}</li>">(anchor.with(escape(own_name)));
    };
    add(Language::German, texts::language_german.in(request.language));
    add(Language::English, texts::language_english.in(request.language));
    return html<"<ul class=\"dw-languages\" aria-label=\"{}\">{}</ul>">(
        texts::language_label.in(request.language), links);
}

Html small_link(std::string_view path, std::string_view icon_name, std::string_view label) {
    return html<"<li><a href=\"{}\">{}{}</a></li>">(
        url(path), icon_name.empty() ? Html{} : icon(icon_name), label);
}

Html service_links(const Request& request, const PageOptions& options) {
    Html items = small_link("/leichte-sprache", "easy-language",
                            texts::footer_easy_language.in(request.language));
    if (options.person.empty()) {
        for (const auto& entry : frame().service_navigation) {
            items += small_link(entry.path, entry.icon, entry.label.in(request.language));
        }
    } else {
        items += html<"<li class=\"dw-person\">{}{}</li>">(icon("account-circle"), options.person);
    }
    Html out = html<"<ul>{}</ul>">(items);
    out += language_links(request, options);
    if (!options.logout_path.empty()) {
        out += post_form(request, options.logout_path,
                         html<"<button class=\"dw-plain-button\" type=\"submit\">{}{}</button>">(
                             icon("logout"), texts::logout.in(request.language)));
    }
    return html<"<nav class=\"dw-service-nav\" aria-label=\"{}\">{}</nav>">(
        texts::service_navigation_label.in(request.language), out);
}

// Not where the page itself asks the same.
Html desk_search_form(const Request& request, const PageOptions& options) {
    const auto& search = frame().desk_search;
    if (!options.desk || !search || request.path == search->path) return {};
    if (!search->act.empty() && options.may && !options.may(search->act)) return {};
    const Language language = request.language;
    return html<"<div class=\"dw-container dw-desk-search\" role=\"search\">{}</div>">(
        post_form(request, search->path,
                  html<"<label class=\"kern-label\" for=\"kopf-suche\">{}</label>"
                       "<input class=\"kern-form-input__input\" id=\"kopf-suche\" name=\"{}\" "
                       "type=\"search\" maxlength=\"200\" autocomplete=\"off\">{}">(
                      search->label.in(language), search->field,
                      button(search->button.in(language), Weight::Secondary))));
}

Html header(const Request& request, const PageOptions& options) {
    const Language language = request.language;
    Html example;
    if (site().example) {
        example = html<
            "<div class=\"dw-example\"><p class=\"dw-container\"><strong>{}</strong> {}</p></div>">(
            texts::example_banner.in(language), texts::example_banner_explained.in(language));
    }
    const Html subtitle =
        options.desk
            ? html<"<span class=\"dw-brand__desk\">{}</span>">(texts::desk_name.in(language))
            : Html{};
    const Html close = html<
        "<button class=\"kern-btn kern-btn--tertiary dw-menu__close\" type=\"button\" "
        "popovertarget=\"menue\" popovertargetaction=\"hide\">{}<span "
        "class=\"kern-label\">{}</span>"
        "</button>">(icon("close"), texts::menu_close.in(language));
    auto entries = options.desk ? frame().desk_navigation : frame().navigation;
    std::erase_if(entries, [&](const NavigationEntry& entry) {
        return !entry.act.empty() && options.may && !options.may(entry.act);
    });
    const bool counted = options.desk && request.desk_counts && *request.desk_counts;
    const Counts counts = counted ? (*request.desk_counts)(request) : Counts{};
    return html<
        "<header class=\"dw-header\">{}<div class=\"dw-container dw-header__row\">"
        "<a class=\"dw-brand\" href=\"{}\"><span class=\"dw-brand__name\">{}</span>{}</a>"
        "<button class=\"kern-btn kern-btn--secondary dw-menu-button\" type=\"button\" "
        "popovertarget=\"menue\">{}<span class=\"kern-label\">{}</span></button>"
        "<div class=\"dw-menu\" id=\"menue\" popover>{}{}{}</div></div>{}</header>">(
        example, url(options.desk ? "/desk" : "/"), site().name, subtitle, icon("dehaze"),
        texts::menu.in(language), close, main_navigation(request, entries, counts),
        service_links(request, options), desk_search_form(request, options));
}

Html footer(const Request& request, const PageOptions& options) {
    Html links;
    for (const auto& entry : footer_links) {
        // Whoever is signed in need not sign in.
        if (!options.person.empty() && entry.path == sign_in_path) continue;
        Element anchor("a");
        anchor.set("href", url(entry.path));
        if (entry.path == request.path) anchor.set("aria-current", "page");
        links += html<"<li>{}</li>">(anchor.with(escape(entry.label.in(request.language))));
    }
    return html<
        "<footer class=\"dw-footer\"><div class=\"dw-container\">"
        "<nav aria-label=\"{}\"><ul class=\"dw-footer__links\">{}</ul></nav>"
        "<p class=\"dw-footer__note\">{}</p></div></footer>">(
        texts::footer_label.in(request.language), links, texts::footer_note.in(request.language));
}

// Never made from the host that was asked for: anybody can ask with any.
Html canonical_link(const Request& request, const PageOptions& options) {
    if (options.canonical_path.empty() || !site().has_public_url) return {};
    std::string address = site().public_url + options.canonical_path;
    if (request.language == Language::English)
        address += (address.find('?') == address.npos ? "?lang=" : "&lang=") +
                   std::string(code_of(Language::English));
    return html<"<link rel=\"canonical\" href=\"{}\">">(url(address));
}

Html head(const Request& request, const PageOptions& options) {
    std::string title = options.title + " – " + site().name;
    if (options.has_errors) {
        title = std::string(texts::error_prefix.in(request.language)) + " " + title;
    }
    const Html robots = options.no_index || options.desk
                            ? html<"<meta name=\"robots\" content=\"noindex\">">()
                            : Html{};
    const Html canonical = canonical_link(request, options);
    return html<
        "<head><meta charset=\"utf-8\"><title>{}</title>"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\">{}{}"
        "<link rel=\"icon\" type=\"image/svg+xml\" href=\"{}\">"
        "<link rel=\"stylesheet\" href=\"{}\"><link rel=\"stylesheet\" href=\"{}\"></head>">(
        title, robots, canonical, url(asset_path("favicon.svg")), url(asset_path("kern/kern.css")),
        url(asset_path("dw.css")));
}

}  // namespace

void set_site(Site site) {
    frame().site = std::move(site);
}
const Site& site() {
    return frame().site;
}

std::string address_of_site(const Request& request) {
    if (request.host.empty()) return site().public_url;
    return (request.secure ? "https://" : "http://") + request.host;
}

void add_navigation(NavigationEntry entry) {
    frame().navigation.push_back(std::move(entry));
}
void add_desk_navigation(NavigationEntry entry) {
    frame().desk_navigation.push_back(std::move(entry));
}
void set_desk_search(DeskSearch search) {
    frame().desk_search = std::move(search);
}
void add_service_navigation(NavigationEntry entry) {
    frame().service_navigation.push_back(std::move(entry));
}

Html page(const Request& request, const PageOptions& options, const Html& main) {
    Html back;
    if (!options.back_path.empty()) {
        back = html<"<p class=\"dw-back\"><a class=\"dw-link\" href=\"{}\">{}{}</a></p>">(
            url(options.back_path), icon("arrow-back"), texts::back.in(request.language));
    }
    return html<
        "<!doctype html>\n<html lang=\"{}\" dir=\"ltr\">{}<body class=\"{}\">"
        "<a class=\"dw-skip\" href=\"#inhalt\">{}</a>{}"
        "<main class=\"dw-main dw-container\" id=\"inhalt\" tabindex=\"-1\">{}{}</main>{}"
        "</body></html>\n">(code_of(request.language), head(request, options),
                            options.desk ? "dw-desk" : "dw-public",
                            texts::skip_link.in(request.language), header(request, options), back,
                            main, footer(request, options));
}

}  // namespace dw::web
