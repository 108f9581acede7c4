#include "cases/desk_filing_pages.h"

#include <map>

#include "base/text.h"
#include "cases/filing_plan.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* page_path = "/desk/filing-plan";

// What is wrong, by the id of the field.
using Errors = std::map<std::string, std::string>;

FilingPlace place_of(const Visit& visit) {
    return {visit.principal.tenant, visit.principal.organisation};
}

std::string field_of(const forms::Package& package) {
    return "zeichen-" + package.name;
}

std::string error_at(const Errors& errors, const std::string& field) {
    const auto found = errors.find(field);
    return found == errors.end() ? std::string() : found->second;
}

Html plan_form(const Visit& visit, const FilingPlan& plan, const Errors& errors) {
    web::Field pattern;
    pattern.id = "muster";
    pattern.label = visit.say(texts::desk_filing_pattern);
    pattern.hint = visit.say(texts::desk_filing_pattern_hint);
    pattern.value = plan.pattern;
    pattern.error = error_at(errors, pattern.id);
    pattern.left_to_right = true;
    pattern.max_length = filing_pattern_bytes;
    Html fields = web::text_field(pattern, visit.language);
    for (const auto& package : visit.cases.neighbours().forms.packages()) {
        web::Field key;
        key.id = field_of(package);
        key.label = package.title.in(visit.language);
        key.hint = visit.say(texts::desk_filing_key_hint);
        key.error = error_at(errors, key.id);
        key.optional = true;
        key.left_to_right = true;
        key.width = 20;
        key.max_length = filing_key_bytes;
        const auto known = plan.keys.find(package.name);
        if (known != plan.keys.end()) key.value = known->second;
        fields += web::text_field(key, visit.language);
    }
    return web::post_form(visit.request, page_path,
                          fields + web::button(visit.say(texts::desk_filing_save)));
}

web::Response plan_page(const Visit& visit, const FilingPlan& plan, const Errors& errors) {
    std::vector<web::SummaryError> summary;
    for (const auto& [field, sentence] : errors) summary.push_back({field, sentence});
    Html main = web::error_summary(summary, visit.language);
    if (visit.request.query.get("getan") == "gespeichert")
        main +=
            web::alert(web::Tone::Success, visit.say(texts::desk_filing_saved), {}, web::Live::Yes);
    main += web::heading(1, visit.say(texts::desk_filing_title)) +
            web::lead(visit.say(texts::desk_filing_lead)) +
            web::paragraph(visit.say(texts::desk_filing_numbers)) + plan_form(visit, plan, errors);
    return desk_page(visit, {.title = visit.say(texts::desk_filing_title),
                             .main = main,
                             .status = errors.empty() ? 200 : 422});
}

}  // namespace

web::Response filing_plan_page_route(const Visit& visit) {
    const auto reader = visit.cases.neighbours().store.reader();
    if (!reader) return web::error_response(visit.request, reader.error());
    const auto plan = read_filing_plan(**reader, place_of(visit));
    if (!plan) return web::error_response(visit.request, plan.error());
    return plan_page(visit, *plan, {});
}

web::Response filing_plan_route(const Visit& visit) {
    const auto& form = visit.request.form;
    FilingPlan plan{.pattern = std::string(trim(form.get("muster"))), .keys = {}};
    Errors errors;
    if (!is_filing_pattern(plan.pattern))
        errors["muster"] = visit.say(texts::desk_filing_pattern_wrong);
    for (const auto& package : visit.cases.neighbours().forms.packages()) {
        const std::string key(trim(form.get(field_of(package))));
        if (key.empty()) continue;
        if (!is_filing_key(key))
            errors[field_of(package)] = visit.say(texts::desk_filing_key_wrong);
        plan.keys[package.name] = key;
    }
    if (!errors.empty()) return plan_page(visit, plan, errors);
    const auto saved = visit.cases.neighbours().store.commit(
        {.tenant = visit.principal.tenant,
         .events = {},
         .statements = {write_filing_plan(place_of(visit), plan)}});
    if (!saved) return web::error_response(visit.request, saved.error());
    return web::see_other(std::string(page_path) + "?getan=gespeichert");
}

}  // namespace dw::cases
