#include "cases/desk_work_pages.h"

#include "cases/desk_case_page.h"
#include "cases/desk_conflict_page.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

struct MessageInput {
    std::string text, kind = "antwort";
    std::string text_error = {};
};

Html message_form(const Visit& visit, const CaseFile& file, const MessageInput& input) {
    web::Field text;
    text.id = "nachricht";
    text.label = visit.say(texts::desk_message_label);
    const bool by_post =
        reading_way(file.state, visit.cases.package_of(file.state)) == ReadingWay::Post;
    text.hint = visit.say(by_post ? texts::desk_message_hint_post : texts::desk_message_hint);
    text.value = input.text;
    text.error = input.text_error;
    web::Field kind;
    kind.id = "art";
    kind.label = visit.say(texts::desk_message_kind);
    kind.value = input.kind;
    return web::post_form(
        visit.request, case_path(file.id, "messages"),
        seen_field(file.state.sequence) + web::text_area(text, 8, visit.language) +
            web::radio_field(kind,
                             {{"antwort", visit.say(texts::desk_message_asks), ""},
                              {"information", visit.say(texts::desk_message_informs), ""}},
                             visit.language) +
            web::button(visit.say(texts::desk_message_send)));
}

web::Response message_page(const Visit& visit, const CaseFile& file, const MessageInput& input) {
    Html main;
    if (!input.text_error.empty())
        main += web::error_summary({{"nachricht", input.text_error}}, visit.language);
    main += web::heading(1, visit.say(texts::desk_message_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    main += message_form(visit, file, input);
    return desk_page(visit, {.title = visit.say(texts::desk_message_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = input.text_error.empty() ? 200 : 422});
}

web::Response done(const CaseFile& file, std::string_view what) {
    return web::see_other(case_path(file.id) + "?getan=" + std::string(what));
}

}  // namespace

web::Response take_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto seen = seen_sequence(visit.request);
    const auto taken = visit.cases.take(visit.principal, file->id, seen);
    if (taken) return done(*file, "uebernommen");
    return failed_act(
        visit, taken.error(), {.seen = seen, .text = {}},
        [&](const CaseFile& now, const Directory&) {
            if (now.state.assignee || !can(now, Act::WorkOnCase)) return Html{};
            return web::post_form(
                visit.request, case_path(now.id, "assignment"),
                seen_field(now.state.sequence) + web::button(visit.say(texts::desk_conflict_take)));
        });
}

web::Response note_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const std::string text(visit.request.form.get("notiz"));
    const auto error = text_error(visit, text, Needed::Yes, texts::desk_note_missing);
    if (error.empty()) {
        const auto noted = visit.cases.add_note(visit.principal, file->id, text);
        if (!noted) return web::error_response(visit.request, noted.error());
        return done(*file, "notiert");
    }
    const auto directory = Directory::read(visit);
    if (!directory) return web::error_response(visit.request, directory.error());
    return case_page(visit,
                     {.file = *file, .directory = *directory, .note = text, .note_error = error});
}

web::Response message_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::WorkOnCase)) return web::see_other(case_path(file->id));
    return message_page(visit, *file, {});
}

web::Response message_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    MessageInput input{.text = std::string(visit.request.form.get("nachricht")),
                       .kind = std::string(visit.request.form.get("art"))};
    input.text_error = text_error(visit, input.text, Needed::Yes, texts::desk_message_missing);
    if (!input.text_error.empty()) return message_page(visit, *file, input);
    const auto awaits = input.kind == "information" ? AnswerWanted::No : AnswerWanted::Yes;
    const auto seen = seen_sequence(visit.request);
    const auto sent = visit.cases.send_message(visit.principal, file->id, seen, input.text, awaits);
    if (sent) return done(*file, "gesendet");
    return failed_act(visit, sent.error(), {.seen = seen, .text = input.text},
                      [&](const CaseFile& now, const Directory&) {
                          return can(now, Act::WorkOnCase) ? message_form(visit, now, input)
                                                           : Html{};
                      });
}

}  // namespace dw::cases
