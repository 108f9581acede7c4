// The frame of every page: skip link, header, main, footer. Components are in components.h.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/html.h"
#include "web/http.h"

namespace dw::web {

// What the operator says about itself on imprint, contact, privacy and accessibility pages.
struct Operator {
    struct Words {
        std::string german, english;
        std::string_view in(Language language) const {
            return language == Language::German || english.empty() ? german : english;
        }
    };
    Words office, address, hours, represented, supervision, data_protection, arbitration;
    std::string phone, mail;
};

// What the whole installation shows; set once at start (Router and server only read it).
struct Site {
    std::string name = "Dienstweg";
    bool example = false;         // every page says that it is an example
    std::string public_url;       // for mails; the program's own address unless one was given
    bool has_public_url = false;  // one was given
    bool sends_mail = true;       // without a mail server people get letters instead
    std::optional<Operator> run_by = {};  // nothing: nobody filled it in, or the example
};
void set_site(Site site);
const Site& site();

// "https://dienst.example": under which the person who asks reaches these pages.
std::string address_of_site(const Request& request);

struct NavigationEntry {
    std::string path;
    Text label;
    std::string icon{};  // a name of assets/kern/icons; shown by the small links at the top only
    std::string act{};   // who may not do this does not see the entry; "": everybody sees it
    bool is_seldom = false;  // stands under "more" where there are many
};
// Entries of the public navigation and of the desk's; added by the modules' wiring at start.
void add_navigation(NavigationEntry entry);
void add_desk_navigation(NavigationEntry entry);
// More than so many that wait are not counted: "99+".
inline constexpr int desk_count_most = 99;
// The field to search for, in the header of each desk page for who may do `act`. What is typed is
// posted: it is never part of an address.
struct DeskSearch {
    std::string path;
    std::string field;  // its name in the form
    Text label, button;
    std::string act;
};
void set_desk_search(DeskSearch search);
// Small links at the top of every page, e.g. to the login, after "Leichte Sprache" and the
// languages.
void add_service_navigation(NavigationEntry entry);

struct PageOptions {
    std::string title;          // plain text; " – Dienstweg" is added
    bool has_errors = false;    // title starts with "Fehler: "
    bool desk = false;          // wide layout with the desk's navigation
    std::string person{};       // name shown in the desk's header
    std::string logout_path{};  // the desk's header posts there to end the session; "" for none
    std::function<bool(std::string_view)> may{};  // which acts the person has; empty: all
    std::string back_path{};                      // back link above the heading; "" for none
    bool no_index = false;                        // robots
    // Where the language links lead when the page answers a POST; "" for no such links then. For
    // pages on which nothing was typed.
    std::string language_path{};
    // The page's own address for search engines, as a path: without what only changes how it looks.
    // Said when the installation has a public address; "" for none.
    std::string canonical_path{};
};
// A whole document. German or English by request.language; `main` goes into <main id="inhalt">.
Html page(const Request& request, const PageOptions& options, const Html& main);
// An error page for people with a way out; also used by the router for 403, 404, 405, 413, 500,
// 503.
Response error_page(const Request& request, int status, std::string_view detail = {});
// A form whose token does not fit any more, mostly because its page was open for long; 403.
Response outdated_form_page(const Request& request);
// 429 with Retry-After. A page holds what was typed and a button that sends it again.
Response too_many_response(const Request& request, std::chrono::seconds wait);
// problem+json for API routes, an error page otherwise; logs Unavailable and Corrupt with the
// request id.
Response error_response(const Request& request, const Error& error);

}  // namespace dw::web
