#include "cases/desk_transfer_pages.h"

#include "base/text.h"
#include "cases/desk_case_content.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_deadline_pages.h"
#include "cases/desk_inbox_page.h"
#include "cases/desk_opinion_pages.h"
#include "cases/desk_text_block_field.h"
#include "cases/texts.h"
#include "cases/transfer.h"
#include "terms/written_date.h"
#include "web/default_button.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

struct Input {
    std::string to, legal_basis;
    std::string to_error = {}, basis_error = {};
    BlockInserted block = {};
    bool has_errors() const {
        return !to_error.empty() || !basis_error.empty() || !block.error.empty();
    }
};

using Desks = std::vector<identity::OrganisationPlace>;
using Blocks = std::vector<ChosenBlock>;

BlockChoice block_choice(const Visit& visit) {
    return {"baustein", {{"grundlage", visit.say(texts::desk_transfer_basis)}}};
}

Html form(const Visit& visit, const CaseFile& file, const Desks& desks, const Input& input,
          const Blocks& blocks) {
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
    return web::post_form(
        visit.request, case_path(file.id, "transfer"),
        web::default_button("schritt", "vorschau") + seen_field(file.state.sequence) +
            web::select_field(to, options, visit.language) +
            block_fields(visit, of_office(blocks), block_choice(visit), input.block.error) +
            web::text_area(basis, 3, visit.language) +
            web::named_button({"schritt", "vorschau", visit.say(texts::desk_outcome_preview),
                               web::Weight::Primary}));
}

web::Response transfer_page(const Visit& visit, const CaseFile& file, const Input& input) {
    const auto desks = desks_to_transfer_to(visit.cases, visit.principal);
    if (!desks) return web::error_response(visit.request, desks.error());
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    std::vector<web::SummaryError> errors;
    if (!input.to_error.empty()) errors.push_back({"amt", input.to_error});
    if (!input.basis_error.empty()) errors.push_back({"grundlage", input.basis_error});
    if (!input.block.error.empty()) errors.push_back({"baustein", input.block.error});
    Html main = web::error_summary(errors, visit.language) + input.block.notice;
    main += web::heading(1, visit.say(texts::desk_transfer_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += web::paragraph(visit.say(texts::desk_transfer_what));
    main += web::paragraph(visit.say(texts::desk_transfer_deadlines));
    main += desks->empty() ? web::paragraph(visit.say(texts::desk_transfer_nobody))
                           : form(visit, file, *desks, input, *blocks);
    return desk_page(visit, {.title = visit.say(texts::desk_transfer_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html confirm_form(const Visit& visit, const CaseFile& file, const Input& input,
                  const std::vector<Html>& buttons) {
    return web::post_form(visit.request, case_path(file.id, "transfer"),
                          seen_field(file.state.sequence) + hidden("amt", input.to) +
                              hidden("grundlage", input.legal_basis) + web::button_group(buttons));
}

// The file as the other desk opens it, with nothing to act on.
Result<Html> file_to_come(const Visit& visit, const CaseFile& file) {
    DW_TRY(const auto directory, Directory::read(visit, file));
    CaseFile read_only = file;
    read_only.acts = 0;
    Html out = case_content(visit, {.file = read_only, .directory = directory});
    out += deadlines_part(visit, read_only);
    if (!file.state.opinions.empty()) out += opinions_part(visit, read_only);
    return out;
}

// Where the catalogue says that another office is in charge there; nothing where it does not say.
Html not_in_charge(const Visit& visit, const CaseState& state, const TransferToCome& coming) {
    const auto errand = visit.cases.neighbours().forms.errand(state.opened.service.to_string(),
                                                              state.opened.place.padded());
    if (!errand || errand->organisation.id == coming.transfer.office) return {};
    return web::alert(
        web::Tone::Warning,
        visit.say(texts::desk_transfer_not_in_charge,
                  {std::string(catalogue::in(errand->organisation.name, visit.language))}),
        {});
}

// Everything that goes, before it does.
web::Response preview_page(const Visit& visit, const CaseFile& file, const Input& input,
                           const TransferToCome& coming) {
    const auto content = file_to_come(visit, file);
    if (!content) return web::error_response(visit.request, content.error());
    const std::string title = visit.say(texts::desk_transfer_preview_title, {coming.to});
    const bool by_post =
        reading_way(file.state, visit.cases.package_of(file.state)) == ReadingWay::Post;
    std::vector<web::ListRow> rows{{visit.say(texts::desk_transfer_to), web::escape(coming.to)}};
    if (!coming.team.empty())
        rows.push_back({visit.say(texts::desk_transfer_team), web::escape(coming.team)});
    rows.push_back({visit.say(texts::desk_transfer_basis), web::escape(input.legal_basis)});
    Html main = confirm_form(visit, file, input, {change_button(visit, web::Weight::Tertiary)});
    main += web::heading(1, title) + web::lead(visit.say(texts::desk_transfer_preview_lead));
    main += web::description_list(rows) + not_in_charge(visit, file.state, coming);
    if (file.state.draft)
        main += web::alert(web::Tone::Warning, visit.say(texts::desk_transfer_dropped), {});
    main += web::heading(2, visit.say(texts::desk_outcome_person_reads)) +
            written_text(coming.notice) +
            web::paragraph(
                visit.say(by_post ? texts::desk_transfer_by_post : texts::desk_transfer_online));
    main +=
        confirm_form(visit, file, input,
                     {web::named_button({"schritt", "abgeben", visit.say(texts::desk_transfer_do),
                                         web::Weight::Primary}),
                      change_button(visit, web::Weight::Secondary)});
    main += web::heading(2, visit.say(texts::desk_transfer_file)) +
            web::paragraph(visit.say(texts::desk_transfer_what)) +
            web::paragraph(visit.say(texts::desk_transfer_deadlines)) + *content;
    return desk_page(visit, {.title = title, .main = main});
}

// The page again for a button that only changes what is on it; nothing for one that goes on.
std::optional<web::Response> page_again(const Visit& visit, const CaseFile& file, Input& input) {
    if (visit.request.form.get("schritt") == "aendern") return transfer_page(visit, file, input);
    const auto choice = block_choice(visit);
    const auto* target = pressed_target(visit, choice);
    if (!target) return std::nullopt;
    auto inserted = insert_block(visit, file.state, choice, *target, input.legal_basis);
    if (!inserted) return web::error_response(visit.request, inserted.error());
    input.block = *std::move(inserted);
    return transfer_page(visit, file, input);
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
    if (auto again = page_again(visit, *file, input)) return *std::move(again);
    const auto to = identity::OrganisationId::parse(input.to);
    if (!to) input.to_error = visit.say(texts::desk_opinion_office_missing);
    input.basis_error =
        text_error(visit, input.legal_basis, Needed::Yes, texts::desk_transfer_basis_missing);
    if (input.has_errors()) return transfer_page(visit, *file, input);
    const auto seen = seen_sequence(visit.request);
    const auto failed = [&](const Error& error) {
        return failed_act(visit, error, {.seen = seen, .text = input.legal_basis},
                          [&](const CaseFile& now, const Directory&) {
                              const auto desks = desks_to_transfer_to(visit.cases, visit.principal);
                              const bool possible = desks && can(now, Act::HandOverCase);
                              return possible ? form(visit, now, *desks, input, {}) : Html{};
                          });
    };
    if (seen != file->state.sequence)
        return failed(conflict("cases.stale", "more happened meanwhile"));
    const Transfer wish{*to, input.legal_basis};
    if (visit.request.form.get("schritt") != "abgeben") {
        const auto coming = transfer_to_come(visit.cases, visit.principal, file->state, wish);
        if (!coming) return failed(coming.error());
        return preview_page(visit, *file, input, *coming);
    }
    const auto done = visit.cases.transfer(visit.principal, file->id, seen, wish);
    // The case is another office's now; its page says where it went.
    if (done) return web::see_other(case_path(file->id) + "?getan=abgegeben");
    return failed(done.error());
}

std::optional<web::Response> given_away_page(const Visit& visit) {
    const auto id = CaseId::parse(visit.request.parameter("id"));
    if (!id) return std::nullopt;
    const auto trace = transfer_trace(visit.cases, visit.principal, *id);
    if (!trace) return web::error_response(visit.request, trace.error());
    if (!*trace) return std::nullopt;
    const TransferTrace& told = **trace;
    const std::string title = visit.say(texts::desk_given_away_title, {told.number});
    Html main;
    if (visit.request.query.get("getan") == "abgegeben") {
        const auto next = next_case_path(visit, *id);
        if (!next) return web::error_response(visit.request, next.error());
        main += web::alert(web::Tone::Success, visit.say(texts::desk_done_given_away),
                           next->empty()
                               ? web::link_button("/desk", visit.say(texts::desk_back_to_inbox))
                               : web::link_button(*next, visit.say(texts::desk_done_next)),
                           web::Live::Yes);
    }
    main += web::heading(1, title) +
            web::description_list({{visit.say(texts::desk_transfer_to), web::escape(told.to)},
                                   {visit.say(texts::desk_transferred_on),
                                    web::escape(written_date(told.on, visit.language))}}) +
            web::paragraph(visit.say(texts::desk_given_away_what)) +
            web::html<"<p class=\"kern-body\">{}</p>">(
                web::link("/desk/transferred", visit.say(texts::desk_transferred_title)));
    return desk_page(visit, {.title = title, .main = main, .back_path = "/desk"});
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
