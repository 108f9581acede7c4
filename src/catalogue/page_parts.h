// Parts that several of the catalogue's pages have.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue/asked_place.h"
#include "catalogue/search.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::catalogue {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;
// A path with its query; empty values are left out.
std::string path_with(std::string_view path, const Parameters& parameters);
std::string service_path(const SourceId& id, const AskedPlace& place);
std::string organisation_path(const SourceId& id);
// The same with the way back to the service.
std::string organisation_path(const SourceId& id, const SourceId& service, const AskedPlace& place);

// Search field, place field and button.
web::Html search_form(std::string_view text, const AskedPlace& place, Language language);
// Only the place, for a page that stays the same otherwise; the button says what comes.
web::Html place_form(std::string_view action, const AskedPlace& place, Text button,
                     Language language);
// "Ihr Ort: Bremerhaven" with a link that asks again.
web::Html chosen_place(const AskedPlace& place, std::string_view change_path, Language language);

// The question which of several places is meant; its links lead back to `path` with `kept`.
web::Response place_question(const web::Request& request, const AskedPlace& place,
                             std::string_view path, const Parameters& kept);

// "Nur auf Deutsch" where a text is in another language than the page; nothing where it is not.
web::Html language_badge(Language has, Language wanted);
// A service in a list of links; marked where its title is in another language than the page.
web::Html service_link(const SearchHit& hit, const AskedPlace& place, Language language);
// How to pass the page on, and that it can be printed; by its plain address, without a script.
web::Html sharing(std::string_view path, std::string_view title, Language language);

// From what everybody reads to where editors put it right; they sign in there.
web::Html way_for_editors(const std::string& path, const AskedPlace& place, Language language);

// `offices`: who is in charge of them at the place, as far as it was looked up.
web::Html result_list(const std::vector<SearchHit>& hits, const AskedPlace& place,
                      const std::map<SourceId, std::string>& offices, Language language);

}  // namespace dw::catalogue
