#include "catalogue/catalogue_api_schemas.h"

#include "web/openapi.h"

namespace dw::catalogue {

namespace {

using web::schema::described, web::schema::extended, web::schema::integer, web::schema::list_of,
    web::schema::object, web::schema::one_of, web::schema::or_null, web::schema::page_of,
    web::schema::reference, web::schema::text, web::schema::text_like,
    web::schema::texts_by_language, web::schema::truth;

// Ids are AGENCY.VALUE; the two parts stand beside it as the source wrote them.
Json with_id(std::initializer_list<JsonMember> members,
             std::initializer_list<std::string_view> optional = {}) {
    return extended(object({{"id", text()}, {"agency", text()}, {"sourceId", text()}}), members,
                    optional);
}

Json area() {
    return object({{"ars", described(text(), "12 digits")},
                   {"ags", described(or_null(text()), "8 digits, of municipalities and cities")},
                   {"name", or_null(text())},
                   {"officialName", or_null(text())},
                   {"kind", described(or_null(text()), "Stadt, Landkreis, Amt …")},
                   {"level", one_of({"country", "land", "region", "district", "association",
                                     "municipality"})}});
}

Json place() {
    return extended(area(),
                    {{"explanation", described(text(), "tells it from places of the same name")},
                     {"postcodes", list_of(text())}});
}

Json understood() {
    const auto correction = object({{"typed", text()}, {"meant", text()}});
    return described(
        object({{"words", described(text(), "what was looked for")},
                {"place", described(or_null(reference("Place")),
                                    "that was among the words, when no area was given")},
                {"places", described(list_of(reference("Place")),
                                     "which ones it may be, when that is not clear")},
                {"corrections", described(list_of(correction), "words taken for other ones")},
                {"suggestion", or_null(text())}}),
        "how the words were taken");
}

Json services() {
    return extended(page_of("ServiceHit"),
                    {{"complete", described(truth(),
                                            "false while the index is being built: "
                                            "services are missing; otherwise absent")},
                     {"understood", understood()}},
                    {"complete"});
}

Json service_hit() {
    return with_id({{"title", text()},
                    {"language", described(text(), "of title and teaser")},
                    {"teaser", text()},
                    {"keys", list_of(text())},
                    {"offeredHere", truth()},
                    {"because", object({{"kind", one_of({"listed", "title", "otherWord", "text"})},
                                        {"word", or_null(text())}})}});
}

Json link() {
    return object({{"address", text()},
                   {"title", text()},
                   {"description", text()},
                   {"language", or_null(text())}});
}

Json times_of_part() {
    return described(list_of(reference("Validity")), "when this part holds; empty: always");
}

Json cost() {
    return object({{"kind", one_of({"fixed", "range", "free"})},
                   {"amount", described(or_null(text()), "decimal: 150.00")},
                   {"lower", or_null(text())},
                   {"upper", or_null(text())},
                   {"currency", text()},
                   {"description", texts_by_language()},
                   {"validity", times_of_part()}});
}

Json period() {
    return object({{"type", or_null(text())},
                   {"value", or_null(integer())},
                   {"unit", described(or_null(text()), "TAG, WOCHE, MONAT …")},
                   {"upper", or_null(integer())},
                   {"upperUnit", or_null(text())},
                   {"from", described(or_null(text()), "2026-03-31 or --03-31")},
                   {"until", or_null(text())},
                   {"description", texts_by_language()},
                   {"validity", times_of_part()}});
}

Json validity() {
    return object({{"from", or_null(text_like("date"))}, {"until", or_null(text_like("date"))}});
}

Json key_source() {
    return object({{"key", text()},
                   {"leikaList2019", truth()},
                   {"publicPrograms", truth()},
                   {"seenOn", text_like("date")},
                   {"checked", truth()}});
}

Json online_service() {
    return with_id({{"name", texts_by_language()},
                    {"links", list_of(reference("Link"))},
                    {"assuranceLevel", or_null(text())}});
}

// Parts an administration says in its own words, in place of the source's.
Json own_words() {
    return list_of(object({{"part", described(text(), "code of the text, or name of the field")},
                           {"by", described(text(), "name of the administration")},
                           {"checkedOn", text_like("date")}}));
}

Json organisation() {
    const auto address = object({{"type", or_null(text())},
                                 {"street", text()},
                                 {"houseNumber", text()},
                                 {"postcode", text()},
                                 {"town", text()},
                                 {"extra", or_null(text())},
                                 {"stepFreeAccess", or_null(text())},
                                 {"line", described(text(), "all of it for reading")}});
    const auto contact = object({{"channel", described(text(), "01 e-mail, 02 phone …")},
                                 {"value", text()},
                                 {"note", or_null(text())}});
    return with_id({{"name", text()},
                    {"names", texts_by_language()},
                    {"description", texts_by_language()},
                    {"addresses", list_of(address)},
                    {"contacts", list_of(contact)},
                    {"openingHours", texts_by_language()},
                    {"parent", or_null(text())},
                    {"ownWords", own_words()}});
}

Json reason() {
    return object({{"responsibility", described(text(), "its id")},
                   {"service", described(text(), "id of the service it is for")},
                   {"organisation", described(text(), "id of who holds it")},
                   {"organisationName", or_null(texts_by_language())},
                   {"area", reference("Area")},
                   {"role", described(text(), "01 and 02 in charge, 03 gives advice only")},
                   {"validity", list_of(reference("Validity"))},
                   {"source", described(text(), "the file it was imported from")},
                   {"date", described(text_like("date"), "of the import")},
                   {"verdict", one_of({"competent", "less_specific", "contact_only",
                                       "not_yet_valid", "no_longer_valid", "holder_unknown",
                                       "other_service", "switched_off", "holder_gone"})},
                   {"text", object({{"de", text()}, {"en", text()}})}});
}

Json competence() {
    return object(
        {{"organisation", described(or_null(reference("Organisation")),
                                    "the first of organisations; null when nobody is known")},
         {"organisations", list_of(reference("Organisation"))},
         {"because", described(list_of(reference("Reason")),
                               "every responsibility that was looked at, the most specific first")},
         {"place", reference("Area")}});
}

Json competence_answer() {
    const auto name = object({{"id", text()}, {"title", text()}});
    return extended(competence(), {{"service", name},
                                   {"services", described(list_of(name), "at most 100")},
                                   {"date", text_like("date")}});
}

Json service() {
    const auto module = object({{"code", described(text(), "XZuFi Leistungstextmodul")},
                                {"content", texts_by_language()},
                                {"links", list_of(reference("Link"))},
                                {"validity", times_of_part()}});
    const auto document = object({{"name", texts_by_language()},
                                  {"description", texts_by_language()},
                                  {"validity", times_of_part()}});
    return with_id(
        {{"title", texts_by_language()},
         {"keys", described(list_of(text()), "LeiKa keys of 14 digits")},
         {"keySources", list_of(key_source())},
         {"texts", list_of(module)},
         {"costs", list_of(cost())},
         {"deadlines", list_of(period())},
         {"processingTimes", list_of(period())},
         {"documents", list_of(document)},
         {"keywords", list_of(texts_by_language())},
         {"topics", list_of(text())},
         {"areas", list_of(text())},
         {"assuranceLevel", or_null(text())},
         {"validity", list_of(reference("Validity"))},
         {"approvedOn", or_null(text_like("date"))},
         {"changedAt", or_null(text_like("date-time"))},
         {"origins", described(list_of(reference("TextOrigin")),
                               "texts of other services with the same key; at a place only")},
         {"ownWords", own_words()},
         {"competent", described(reference("Competence"), "with an area only")},
         {"onlineServices", described(list_of(reference("OnlineService")), "with an area only")}},
        {"competent", "onlineServices"});
}

Json text_origin() {
    return object({{"part", described(text(), "code of the text, or costs, deadlines …")},
                   {"service", text()},
                   {"area", described(text(), "for which it was written; 12 digits")}});
}

std::initializer_list<JsonMember> counts() {
    static const std::initializer_list<JsonMember> members{{"municipalities", integer()},
                                                           {"covered", integer()},
                                                           {"residents", integer()},
                                                           {"covered_residents", integer()}};
    return members;
}

Json coverage_line() {
    return extended(object(counts()), {{"area", text()}, {"name", text()}});
}

Json coverage_month() {
    return extended(object(counts()), {{"measured_on", text_like("date")}});
}

Json coverage() {
    return extended(object(counts()), {{"service", text()},
                                       {"day", text_like("date")},
                                       {"lands", list_of(reference("CoverageLine"))},
                                       {"districts", list_of(reference("CoverageLine"))},
                                       {"months", list_of(reference("CoverageMonth"))}});
}

Json coverage_of_service() {
    return object({{"service", text()},
                   {"title", text()},
                   {"last", described(or_null(reference("CoverageMonth")),
                                      "null: never measured, because it is online nowhere")}});
}

Json change() {
    return object({{"kind", one_of({"service", "organisation", "responsibilities"})},
                   {"id", described(text(), "of responsibilities the regional key they are for")},
                   {"change", described(integer(), "grows with every change of the catalogue")},
                   {"deleted", truth()},
                   {"title", text()}},
                  {"title"});
}

Json changes() {
    return object({{"items", list_of(reference("CatalogueChange"))},
                   {"next", described(text(), "cursor; also of the last page, to ask later")},
                   {"complete", described(truth(), "nothing more at the moment")}});
}

}  // namespace

void describe_schemas() {
    using web::add_schema;
    add_schema("Area", area());
    add_schema("Place", place());
    add_schema("Places", page_of("Place"));
    add_schema("ServiceHit", service_hit());
    add_schema("Services", services());
    add_schema("Link", link());
    add_schema("Validity", validity());
    add_schema("OnlineService", online_service());
    add_schema("Organisation", organisation());
    add_schema("Reason", reason());
    add_schema("Competence", competence());
    add_schema("CompetenceAnswer", competence_answer());
    add_schema("TextOrigin", text_origin());
    add_schema("Service", service());
    add_schema("CoverageLine", coverage_line());
    add_schema("CoverageMonth", coverage_month());
    add_schema("Coverage", coverage());
    add_schema("CoverageOfService", coverage_of_service());
    add_schema("CoverageList", page_of("CoverageOfService"));
    add_schema("CatalogueChange", change());
    add_schema("CatalogueChanges", changes());
}

}  // namespace dw::catalogue
