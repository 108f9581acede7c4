#include "cases/desk_transfer_pages.h"

#include "base/text.h"
#include "cases/desk_conflict_page.h"
#include "cases/texts.h"
#include "cases/transfer.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

struct Input {
    std::string to, legal_basis;
    std::string to_error = {}, basis_error = {};
    bool has_errors() const { return !to_error.empty() || !basis_error.empty(); }
};

Html form(const Visit& visit, const CaseFile& file,
          const std::vector<identity::OrganisationPlace>& desks, const Input& input) {
    web::Field to;
    to.id = "amt";
    to.label = visit.say(texts::desk_transfer_to);
    to.value = input.to;
    to.error = input.to_error;
    std::vector<web::Option> options{{"", visit.say(texts::desk_opinion_choose), ""}};
    for (const auto& desk : desks)
        options.push_back({desk.organisation.to_string(), desk.name, ""});
    web::Field basis;
    basis.id = "grundlage";
    basis.label = visit.say(texts::desk_transfer_basis);
    basis.hint = visit.say(texts::desk_transfer_basis_hint);
    basis.value = input.legal_basis;
    basis.error = input.basis_error;
    return web::post_form(visit.request, case_path(file.id, "transfer"),
                          seen_field(file.state.sequence) +
                              web::select_field(to, options, visit.language) +
                              web::text_area(basis, 3, visit.language) +
                              web::button(visit.say(texts::desk_transfer_do)));
}

web::Response transfer_page(const Visit& visit, const CaseFile& file, const Input& input) {
    const auto desks = desks_to_transfer_to(visit.cases, visit.principal);
    if (!desks) return web::error_response(visit.request, desks.error());
    std::vector<web::SummaryError> errors;
    if (!input.to_error.empty()) errors.push_back({"amt", input.to_error});
    if (!input.basis_error.empty()) errors.push_back({"grundlage", input.basis_error});
    Html main = web::error_summary(errors, visit.language);
    main += web::heading(1, visit.say(texts::desk_transfer_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += web::paragraph(visit.say(texts::desk_transfer_what));
    main += web::paragraph(visit.say(texts::desk_transfer_deadlines));
    main += desks->empty() ? web::paragraph(visit.say(texts::desk_transfer_nobody))
                           : form(visit, file, *desks, input);
    return desk_page(visit, {.title = visit.say(texts::desk_transfer_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

}  // namespace

bool can_transfer(const Visit& visit, const CaseFile& file) {
    if (!can(file, Act::HandOverCase)) return false;
    const auto desks = desks_to_transfer_to(visit.cases, visit.principal);
    return desks && !desks->empty();
}

web::Response transfer_page_with(const Visit& visit, const CaseFile& file,
                                 const std::string& legal_basis) {
    return transfer_page(visit, file, {.to = {}, .legal_basis = legal_basis});
}

web::Response transfer_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::HandOverCase)) return web::see_other(case_path(file->id));
    return transfer_page(visit, *file, {});
}

web::Response transfer_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::HandOverCase)) return web::see_other(case_path(file->id));
    Input input{.to = std::string(visit.request.form.get("amt")),
                .legal_basis = std::string(trim(visit.request.form.get("grundlage")))};
    const auto to = identity::OrganisationId::parse(input.to);
    if (!to) input.to_error = visit.say(texts::desk_opinion_office_missing);
    input.basis_error =
        text_error(visit, input.legal_basis, Needed::Yes, texts::desk_transfer_basis_missing);
    if (input.has_errors()) return transfer_page(visit, *file, input);
    const auto seen = seen_sequence(visit.request);
    const auto done =
        visit.cases.transfer(visit.principal, file->id, seen, {*to, input.legal_basis});
    // The case is another office's now.
    if (done) return web::see_other("/desk/transferred");
    return failed_act(
        visit, done.error(), {.seen = seen, .text = input.legal_basis},
        [&](const CaseFile& now, const Directory&) {
            const auto desks = desks_to_transfer_to(visit.cases, visit.principal);
            return desks && can(now, Act::HandOverCase) ? form(visit, now, *desks, input) : Html{};
        });
}

web::Response transferred_route(const Visit& visit) {
    const auto traces = transferred_by(visit.cases, visit.principal);
    if (!traces) return web::error_response(visit.request, traces.error());
    web::Table table;
    table.caption = visit.say(texts::desk_transferred_title);
    table.hide_caption = true;
    for (const auto& label :
         {texts::desk_column_number, texts::desk_transfer_to, texts::desk_transferred_on})
        table.columns.push_back({.label = visit.say(label)});
    for (const auto& trace : *traces)
        table.rows.push_back({web::escape(trace.number), web::escape(trace.to),
                              web::escape(written_date(trace.on, visit.language))});
    const Html main = web::heading(1, visit.say(texts::desk_transferred_title)) +
                      web::lead(visit.say(texts::desk_transferred_lead)) +
                      (traces->empty() ? web::paragraph(visit.say(texts::desk_transferred_none))
                                       : web::table(table));
    return desk_page(
        visit,
        {.title = visit.say(texts::desk_transferred_title), .main = main, .back_path = "/desk"});
}

}  // namespace dw::cases
