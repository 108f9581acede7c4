#include "cases/desk_opinion_pages.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_day.h"
#include "cases/desk_due.h"
#include "cases/desk_fold.h"
#include "cases/desk_text_block_field.h"
#include "cases/opinions.h"
#include "cases/texts.h"
#include "terms/written_date.h"
#include "web/default_button.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

constexpr const char* list_path = "/desk/opinions";

struct Input {
    std::string office, question, law;
    std::vector<std::string> documents;
    web::DateValue day;
    std::string office_error = {}, question_error = {}, day_error = {};
    BlockInserted block = {};
    bool has_errors() const {
        return !office_error.empty() || !question_error.empty() || !day_error.empty();
    }
};

Input input_in(const Visit& visit) {
    const auto& form = visit.request.form;
    Input input{.office = std::string(form.get("amt")),
                .question = std::string(form.get("frage")),
                .law = std::string(form.get("gesetz")),
                .documents = {},
                .day = day_typed(visit.request, "bis")};
    for (const auto& [name, value] : form.pairs())
        if (name == "unterlagen") input.documents.push_back(value);
    return input;
}

BlockChoice block_choice(const Visit& visit) {
    return {"baustein", {{"frage", visit.say(texts::desk_opinion_question)}}};
}

Html standing(const Visit& visit, const Opinion& opinion) {
    if (opinion.given) return web::badge(web::Tone::Success, visit.say(texts::desk_opinion_given));
    if (opinion.is_deemed_consent())
        return web::badge(web::Tone::Success, visit.say(texts::desk_opinion_deemed));
    if (opinion.is_silent)
        return web::badge(web::Tone::Warning, visit.say(texts::desk_opinion_silent));
    return due_mark(opinion.asked.until, visit.today, visit.language);
}

Html opinion_part(const Visit& visit, const Opinion& opinion) {
    Html out = web::heading(3, office_name_of(visit, opinion.asked.office)) +
               web::html<"<p class=\"kern-body\">{}</p>">(standing(visit, opinion)) +
               written_text(opinion.asked.question);
    if (opinion.given)
        out += web::html<"<p class=\"kern-body kern-body--bold\">{}</p>">(
                   visit.say(texts::desk_opinion_says)) +
               written_text(opinion.given->text);
    return out;
}

Html law_field(const Visit& visit, const CaseState& state, const Input& input) {
    const auto laws = consent_laws(visit.cases, state, visit.today);
    if (laws.empty()) return web::paragraph(visit.say(texts::desk_opinion_no_law));
    web::Field field;
    field.id = "gesetz";
    field.label = visit.say(texts::desk_opinion_law);
    field.hint = visit.say(texts::desk_opinion_law_hint);
    field.value = input.law;
    field.optional = true;
    std::vector<web::Option> options{{"", visit.say(texts::desk_opinion_law_none), ""}};
    for (const auto& each : laws) {
        const auto& name = visit.language == Language::German ? each.law.name_de : each.law.name_en;
        options.push_back(
            {each.law.law,
             visit.say(texts::desk_opinion_law_option,
                       {name, each.law.citation, written_date(each.last_day, visit.language)}),
             ""});
    }
    return web::select_field(field, options, visit.language);
}

Html document_field(const Visit& visit, const CaseState& state, const Input& input) {
    if (state.documents.empty()) return {};
    web::Field field;
    field.id = "unterlagen";
    field.label = visit.say(texts::desk_opinion_documents);
    field.hint = visit.say(texts::desk_opinion_documents_hint);
    field.optional = true;
    std::vector<web::Option> options;
    for (const auto& document : state.documents)
        options.push_back({document.document.to_string(), document.file_name, ""});
    return web::checkbox_field(field, options, input.documents, visit.language);
}

Html ask_form(const Visit& visit, const CaseFile& file,
              const std::vector<identity::OrganisationPlace>& offices, const Input& input,
              const std::vector<ChosenBlock>& blocks) {
    web::Field office;
    office.id = "amt";
    office.label = visit.say(texts::desk_opinion_office);
    office.value = input.office;
    office.error = input.office_error;
    std::vector<web::Option> options{{"", visit.say(texts::desk_opinion_choose), ""}};
    for (const auto& each : offices)
        options.push_back({each.organisation.to_string(), each.name, ""});
    web::Field question;
    question.id = "frage";
    question.label = visit.say(texts::desk_opinion_question);
    question.hint = visit.say(texts::desk_opinion_question_hint);
    question.value = input.question;
    question.error = input.question_error;
    web::Field day;
    day.id = "bis";
    day.label = visit.say(texts::desk_opinion_until);
    day.error = input.day_error;
    return web::post_form(
        visit.request, case_path(file.id, "opinions"),
        web::default_button("schritt", "vorschau") +
            web::select_field(office, options, visit.language) +
            block_fields(visit, of_office(blocks), block_choice(visit), input.block.error) +
            web::text_area(question, 6, visit.language) + gap_box(visit, {input.question}) +
            document_field(visit, file.state, input) +
            web::date_field(day, input.day, visit.language) + law_field(visit, file.state, input) +
            web::named_button({"schritt", "vorschau", visit.say(texts::desk_outcome_preview),
                               web::Weight::Primary}));
}

web::Response case_page_of(const Visit& visit, const CaseFile& file, const Input& input) {
    const auto offices = offices_to_ask(visit.cases, visit.principal);
    if (!offices) return web::error_response(visit.request, offices.error());
    const auto blocks = text_blocks_for(visit, file.state);
    if (!blocks) return web::error_response(visit.request, blocks.error());
    std::vector<web::SummaryError> errors;
    if (!input.office_error.empty()) errors.push_back({"amt", input.office_error});
    if (!input.question_error.empty()) errors.push_back({"frage", input.question_error});
    if (!input.day_error.empty()) errors.push_back({"bis-day", input.day_error});
    if (!input.block.error.empty()) errors.push_back({"baustein", input.block.error});
    Html main = web::error_summary(errors, visit.language) + input.block.notice;
    main += web::heading(1, visit.say(texts::desk_opinions_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    for (const auto& opinion : file.state.opinions) main += opinion_part(visit, opinion);
    if (can(file, Act::WorkOnCase)) {
        main += web::heading(2, visit.say(texts::desk_opinion_new));
        main += offices->empty() ? web::paragraph(visit.say(texts::desk_opinion_nobody))
                                 : ask_form(visit, file, *offices, input, *blocks);
    }
    return desk_page(visit, {.title = visit.say(texts::desk_opinions_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

std::optional<OpinionWish> check(const Visit& visit, Input& input) {
    const auto office = identity::OrganisationId::parse(input.office);
    if (!office) input.office_error = visit.say(texts::desk_opinion_office_missing);
    input.question_error =
        text_error(visit, input.question, Needed::Yes, texts::desk_opinion_question_missing);
    if (input.question_error.empty()) input.question_error = gap_error(visit, input.question);
    const auto day = day_in(input.day);
    // A law that counts silence sets the day itself.
    if (input.law.empty() && (!day || *day <= visit.today))
        input.day_error = visit.say(texts::desk_message_day_wrong);
    else if (input.law.empty() && is_too_far(*day, visit.today))
        input.day_error = visit.say(texts::desk_day_far);
    if (input.has_errors()) return std::nullopt;
    OpinionWish wish{.office = *office,
                     .question = input.question,
                     .documents = {},
                     .until = day.value_or(visit.today),
                     .law = input.law};
    for (const auto& written : input.documents)
        if (const auto id = DocumentId::parse(written)) wish.documents.push_back(*id);
    return wish;
}

// --- what the other office sees ------------------------------------------------------------------

Html documents_of(const Visit& visit, const OpinionView& view, const std::string& path) {
    if (view.documents.empty()) return web::paragraph(visit.say(texts::desk_case_no_documents));
    std::vector<Html> links;
    for (const auto& document : view.documents)
        links.push_back(web::link(path + "/documents/" + document.document.to_string(),
                                  visit.say(texts::desk_case_document_open, {document.file_name})));
    return web::bullet_list(links);
}

// What the asked office sees, with its documents below `path`.
Html asked_part(const Visit& visit, const OpinionView& view, const std::string& path) {
    Html out = web::lead(visit.say(texts::desk_opinion_asks, {view.asked_by, view.service_title}));
    out += web::html<"<p class=\"kern-body\">{}</p>">(standing(visit, view.opinion));
    if (!view.opinion.asked.law.empty() && !view.opinion.given)
        out += web::paragraph(visit.say(texts::desk_opinion_counts));
    out += web::heading(2, visit.say(texts::desk_opinion_question)) +
           written_text(view.opinion.asked.question);
    out += web::heading(2, visit.say(texts::desk_case_documents)) + documents_of(visit, view, path);
    return out + web::paragraph(visit.say(texts::desk_opinion_compartment));
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html confirm_form(const Visit& visit, CaseId id, const Input& input,
                  const std::vector<Html>& buttons) {
    Html fields = hidden("amt", input.office) + hidden("frage", input.question) +
                  hidden("gesetz", input.law) + hidden("bis-day", input.day.day) +
                  hidden("bis-month", input.day.month) + hidden("bis-year", input.day.year);
    for (const auto& document : input.documents) fields += hidden("unterlagen", document);
    fields += gap_kept(visit);
    return web::post_form(visit.request, case_path(id, "opinions"),
                          fields + web::button_group(buttons));
}

Html after_due(const Visit& visit, const CaseState& state, Date until) {
    if (until <= state.due) return {};
    return web::alert(
        web::Tone::Warning,
        visit.say(texts::desk_opinion_after_due, {written_date(state.due, visit.language)}), {});
}

// The other office's page, before it has one.
web::Response preview_page(const Visit& visit, const CaseFile& file, const Input& input,
                           const OpinionWish& wish) {
    const auto view = opinion_to_come(visit.cases, visit.principal, file, wish);
    if (!view) return web::error_response(visit.request, view.error());
    const std::string title =
        visit.say(texts::desk_opinion_preview_title, {office_name_of(visit, wish.office)});
    Html main = confirm_form(visit, file.id, input, {change_button(visit, web::Weight::Tertiary)});
    main +=
        web::heading(1, title) + after_due(visit, file.state, view->opinion.asked.until) +
        web::paragraph(visit.say(texts::desk_opinion_preview_lead)) +
        web::paragraph(visit.say(texts::desk_opinion_title, {view->number})) +
        asked_part(visit, *view, case_path(file.id)) +
        confirm_form(visit, file.id, input,
                     {web::named_button({"schritt", "fragen", visit.say(texts::desk_opinion_ask),
                                         web::Weight::Primary}),
                      change_button(visit, web::Weight::Secondary)});
    return desk_page(visit, {.title = title, .main = main});
}

// --- the asked office ----------------------------------------------------------------------------

std::string path_of(const OpinionView& view) {
    return std::string(list_path) + "/" + view.id.to_string() + "/" +
           view.opinion.asked.opinion.to_string();
}

Result<OpinionView> view_of(const Visit& visit) {
    const auto id = CaseId::parse(visit.request.parameter("id"));
    const auto opinion = OpinionId::parse(visit.request.parameter("opinion"));
    if (!id || !opinion) return not_found("cases.none", "the path names nothing");
    DW_TRY(auto view, opinion_view(visit.cases, visit.principal, *id, *opinion));
    note_reading(visit, *id);
    return view;
}

Html answer_part(const Visit& visit, const OpinionView& view, const std::string& error) {
    if (view.opinion.given)
        return web::heading(2, visit.say(texts::desk_opinion_own)) +
               written_text(view.opinion.given->text);
    if (!view.is_open) return web::paragraph(visit.say(texts::desk_opinion_closed));
    web::Field field;
    field.id = "stellungnahme";
    field.label = visit.say(texts::desk_opinion_own);
    field.value = std::string(visit.request.form.get("stellungnahme"));
    field.error = error;
    return web::post_form(visit.request, path_of(view),
                          web::text_area(field, 10, visit.language) +
                              web::button(visit.say(texts::desk_opinion_send)));
}

web::Response view_page(const Visit& visit, const OpinionView& view, const std::string& error) {
    Html main;
    if (!error.empty()) main += web::error_summary({{"stellungnahme", error}}, visit.language);
    if (view.opinion.given && visit.request.query.get("getan") == "gegeben")
        main += web::alert(web::Tone::Success, visit.say(texts::desk_done_opinion_given), {},
                           web::Live::Yes);
    main += web::heading(1, visit.say(texts::desk_opinion_title, {view.number}));
    main += asked_part(visit, view, path_of(view));
    main += answer_part(visit, view, error);
    return desk_page(visit, {.title = visit.say(texts::desk_opinion_title, {view.number}),
                             .main = main,
                             .back_path = list_path,
                             .status = error.empty() ? 200 : 422});
}

}  // namespace

std::string office_name_of(const Visit& visit, identity::OrganisationId office) {
    const auto found =
        visit.cases.neighbours().identity.organisation(visit.principal.tenant, office);
    return found ? found->name : visit.say(texts::desk_opinion_office_gone);
}

Html opinions_that_came(const Visit& visit, const CaseFile& file) {
    std::vector<Html> came;
    for (const auto& opinion : file.state.opinions) {
        const auto office = office_name_of(visit, opinion.asked.office);
        if (opinion.given)
            came.push_back(web::escape(visit.say(texts::desk_history_opinion_given, {office})));
        else if (opinion.is_deemed_consent())
            came.push_back(web::escape(visit.say(texts::desk_opinion_came_deemed, {office})));
        else if (opinion.is_silent)
            came.push_back(web::escape(visit.say(texts::desk_history_opinion_silent, {office})));
    }
    if (came.empty()) return {};
    return web::alert(web::Tone::Info, visit.say(texts::desk_opinion_came),
                      web::bullet_list(came) + web::link(case_path(file.id, "opinions"),
                                                         visit.say(texts::desk_opinion_read)));
}

Html opinions_part(const Visit& visit, const CaseFile& file) {
    if (!file.state.is_open() && file.state.opinions.empty()) return {};
    std::vector<Html> lines;
    for (const auto& opinion : file.state.opinions)
        lines.push_back(web::html<"{}: {}">(office_name_of(visit, opinion.asked.office),
                                            standing(visit, opinion)));
    const auto there = std::ranges::any_of(file.state.opinions,
                                           [](const Opinion& opinion) { return !opinion.waits(); });
    const Fold fold = there && file.state.is_open() ? Fold::Open : Fold::Closed;
    return folded(
        visit,
        {visit.say(texts::desk_opinions_title), count_words(visit, lines.size(), fold), fold},
        (lines.empty() ? Html{} : web::bullet_list(lines)) +
            web::html<"<p class=\"kern-body\">{}</p>">(web::link(
                case_path(file.id, "opinions"),
                visit.say(lines.empty() ? texts::desk_opinion_new : texts::desk_opinions_all))));
}

web::Response opinions_of_case_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (file->state.is_destroyed()) return web::see_other(case_path(file->id));
    Input input;
    input.day = date_value(std::chrono::sys_days{visit.today} + std::chrono::days{14});
    return case_page_of(visit, *file, input);
}

web::Response ask_opinion_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::WorkOnCase)) return web::see_other(case_path(file->id));
    Input input = input_in(visit);
    const auto step = visit.request.form.get("schritt");
    if (step == "aendern") return case_page_of(visit, *file, input);
    const auto choice = block_choice(visit);
    if (const auto* target = pressed_target(visit, choice)) {
        auto inserted = insert_block(visit, file->state, choice, *target, input.question);
        if (!inserted) return web::error_response(visit.request, inserted.error());
        input.block = *std::move(inserted);
        return case_page_of(visit, *file, input);
    }
    const auto wish = check(visit, input);
    if (!wish) return case_page_of(visit, *file, input);
    if (step != "fragen") return preview_page(visit, *file, input, *wish);
    const auto asked = visit.cases.ask_opinion(visit.principal, file->id, *wish);
    if (asked) return web::see_other(case_path(file->id) + "?getan=gefragt");
    if (asked.error().kind == ErrorKind::Conflict)
        return web::see_other(case_path(file->id, "opinions"));
    return web::error_response(visit.request, asked.error());
}

web::Response opinion_list_route(const Visit& visit) {
    const auto views = opinions_to_give(visit.cases, visit.principal);
    if (!views) return web::error_response(visit.request, views.error());
    Html main = web::heading(1, visit.say(texts::desk_opinions_asked)) +
                web::lead(visit.say(texts::desk_opinions_lead));
    web::Table table;
    table.caption = visit.say(texts::desk_opinions_asked);
    table.hide_caption = true;
    for (const auto& label : {texts::desk_column_number, texts::desk_column_service,
                              texts::desk_opinion_from, texts::desk_column_due})
        table.columns.push_back({.label = visit.say(label)});
    for (const auto& view : *views)
        table.rows.push_back({web::link(path_of(view), view.number),
                              web::escape(view.service_title), web::escape(view.asked_by),
                              standing(visit, view.opinion)});
    main +=
        views->empty() ? web::paragraph(visit.say(texts::desk_opinions_none)) : web::table(table);
    return desk_page(visit, {.title = visit.say(texts::desk_opinions_asked), .main = main});
}

web::Response opinion_route(const Visit& visit) {
    const auto view = view_of(visit);
    if (!view) return web::error_response(visit.request, view.error());
    return view_page(visit, *view, {});
}

web::Response give_opinion_route(const Visit& visit) {
    const auto view = view_of(visit);
    if (!view) return web::error_response(visit.request, view.error());
    const std::string text(visit.request.form.get("stellungnahme"));
    const auto error = text_error(visit, text, Needed::Yes, texts::desk_opinion_missing);
    if (!error.empty()) return view_page(visit, *view, error);
    const auto given = give_opinion(visit.cases, visit.principal, *view, text);
    // Somebody of the office was faster, or the case was closed: the page shows how it is now.
    if (given) return web::see_other(path_of(*view) + "?getan=gegeben");
    if (given.error().kind != ErrorKind::Conflict)
        return web::error_response(visit.request, given.error());
    return web::see_other(path_of(*view));
}

web::Response opinion_document_route(const Visit& visit) {
    const auto view = view_of(visit);
    if (!view) return web::error_response(visit.request, view.error());
    const auto id = DocumentId::parse(visit.request.parameter("document"));
    if (!id) return web::error_page(visit.request, 404);
    auto content = opinion_document(visit.cases, visit.principal, *view, *id);
    if (!content) return web::error_response(visit.request, content.error());
    return web::file_response(std::move(content->bytes), content->media_type, content->file_name);
}

}  // namespace dw::cases
