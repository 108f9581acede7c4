// An office on a page: where it is, how it is reached, when it is open.
#pragma once

#include <string>
#include <vector>

#include "catalogue/service.h"
#include "web/components.h"

namespace dw::catalogue {

std::string name_of(const Organisation& organisation, Language language);
// A phone number or an address as a link, with its note.
web::Html contact_in_words(const Contact& contact);
// "Beispielstraße 1, 28195 Bremen"
std::string one_line(const Address& address);
// Rows of a description list: addresses, step-free access, contacts, opening hours.
std::vector<web::ListRow> office_rows(const Organisation& organisation, Language language);
// What to do where nothing goes online: the ways that are known, as sentences.
std::vector<web::Html> other_ways(const Organisation& organisation, Language language);

}  // namespace dw::catalogue
