// The pages of editing: find a part of the catalogue, write other words, approve those of others.
#pragma once

#include "catalogue/edit_visit.h"
#include "web/router.h"

namespace dw::catalogue {

// /desk/catalogue and below, for the act "catalogue.edit". Refers to its arguments.
void add_edit_routes(web::Router& router, const Catalogue& catalogue, const SearchIndex& search,
                     const identity::Identity& identity, Clock& clock, Hooks hooks);

// One file each: the list, a service, an office, a version.
web::Response edit_list_page(const EditVisit& visit);
web::Response publications_page(const EditVisit& visit);
web::Response edit_service_page(const EditVisit& visit);
web::Response edit_text_form(const EditVisit& visit);
web::Response write_text(const EditVisit& visit);
web::Response edit_responsibility_form(const EditVisit& visit);
web::Response write_responsibility(const EditVisit& visit);
web::Response edit_organisation_page(const EditVisit& visit);
web::Response edit_field_form(const EditVisit& visit);
web::Response write_field(const EditVisit& visit);
web::Response version_page(const EditVisit& visit);
web::Response preview_page(const EditVisit& visit);
web::Response submit_version(const EditVisit& visit);
web::Response approve_version(const EditVisit& visit);
web::Response return_version(const EditVisit& visit);
web::Response discard_version(const EditVisit& visit);
web::Response restore_version(const EditVisit& visit);
web::Response restore_source_words(const EditVisit& visit);
web::Response keep_words(const EditVisit& visit);

// The versions of a part, and the way back to the source's words; for below its form.
Result<web::Html> versions_of(const EditVisit& visit, const EditTarget& target);

}  // namespace dw::catalogue
