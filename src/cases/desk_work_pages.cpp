#include "cases/desk_work_pages.h"

#include "cases/desk_case_page.h"
#include "cases/desk_conflict_page.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

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
        const std::int64_t seen = seen_sequence(visit.request);
        const auto noted = visit.cases.add_note(visit.principal, file->id, text,
                                                seen > 0 ? std::optional(seen) : std::nullopt);
        if (!noted && noted.error().code == "case.note_there") return done(*file, "notiert");
        if (!noted) return web::error_response(visit.request, noted.error());
        return done(*file, "notiert");
    }
    const auto directory = Directory::read(visit, *file);
    if (!directory) return web::error_response(visit.request, directory.error());
    return case_page(visit,
                     {.file = *file, .directory = *directory, .note = text, .note_error = error});
}

}  // namespace dw::cases
