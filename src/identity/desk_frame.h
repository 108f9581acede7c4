// The frame of the pages of identity behind the login: who came, and what the header offers.
#pragma once

#include <string>
#include <vector>

#include "identity/identity.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::identity {

// Title, name, way out, and of the desk's navigation what this person may do.
web::PageOptions desk_frame(const Principal& principal, const std::string& title);

// One visit to a page of the own account or of the people's.
struct OwnVisit {
    web::Request& request;
    Identity& identity;
    const Principal& principal;
    Language language;

    std::string say(Text text) const { return std::string(text.in(language)); }
    std::string say(Text text, const std::vector<std::string>& arguments) const {
        return format(text, language, arguments);
    }
    std::string_view sent(std::string_view field) const { return request.form.get(field); }
    OrganisationPlace place() const { return {principal.tenant, principal.organisation, {}}; }
};

struct OwnPage {
    std::string title;
    web::Html main;
    std::vector<web::SummaryError> errors = {};
    std::string back_path = {};
    int status = 200;  // 422 comes by itself with errors
};
web::Response own_page(const OwnVisit& visit, const OwnPage& page);

using OwnHandler = web::Response (*)(const OwnVisit&);
struct OwnRoute {
    web::Method method;
    const char* path;
    const char* act;
    OwnHandler handler;
};
void add_own_route(web::Router& router, Identity& identity, const OwnRoute& route);

std::string role_word(Role role, Language language);
// "Anna Beispiel" for somebody of this organisation; words for who is not known.
std::string name_of(const OwnVisit& visit, const std::vector<Member>& members, PersonId person);
web::Field password_field(const OwnVisit& visit, std::string_view id, Text label);
// A secret that is shown this one time.
web::Html shown_once(const OwnVisit& visit, const std::string& explanation,
                     const std::vector<std::string>& secrets);
// What somebody is told whose password, login or name is not taken; "" when it is another error.
std::string refused_sentence(const Error& error, Language language);

// Who stands in for a person, and the form that names somebody. Posts to `path` and to
// `path`-ending.
struct SubstituteForm {
    PersonId person;
    std::string path;
    std::vector<web::SummaryError> errors = {};
};
Result<web::Html> substitute_form(const OwnVisit& visit, const SubstituteForm& form);
// Reads and records it; what is wrong comes back as errors of the form.
Result<std::vector<web::SummaryError>> name_substitute(const OwnVisit& visit, PersonId person);

}  // namespace dw::identity
