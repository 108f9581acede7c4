#include "cases/desk_conflict_page.h"

#include "base/text.h"
#include "cases/desk_history.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

Html own_version(const Visit& visit, const Error& error, const CaseFile& file, const OwnInput& own,
                 const Html& form) {
    if (error.code == "cases.stale" && !form.empty()) return form;
    Html out = web::paragraph(visit.say(file.state.is_open() ? texts::desk_conflict_refused
                                                             : texts::desk_conflict_closed));
    if (!trim(own.text).empty())
        out += web::html<"<blockquote class=\"dw-quote\">{}</blockquote>">(written_text(own.text));
    return out;
}

Html new_version(const Visit& visit, const CaseFile& file, const Directory& directory,
                 const OwnInput& own) {
    const std::string holder =
        file.holder.empty() ? visit.say(texts::desk_holder_nobody) : file.holder;
    return web::timeline(history_of(visit, file, directory, {.after = own.seen})) +
           web::description_list({{visit.say(texts::desk_column_state),
                                   state_mark(shown_of(visit.cases, file.state), visit.language)},
                                  {visit.say(texts::desk_column_holder), web::escape(holder)}});
}

}  // namespace

web::Response failed_act(const Visit& visit, const Error& error, const OwnInput& own,
                         const FormAgain& form) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const bool overtaken = error.kind == ErrorKind::Denied && own.seen != file->state.sequence;
    if (error.kind != ErrorKind::Conflict && !overtaken)
        return web::error_response(visit.request, error);
    const auto directory = Directory::read(visit, *file);
    if (!directory) return web::error_response(visit.request, directory.error());

    const Html again = form(*file, *directory);
    const Html notice =
        web::alert(web::Tone::Warning, visit.say(texts::desk_conflict_title),
                   web::paragraph(visit.say(texts::desk_conflict_lead)), web::Live::Yes);
    const Html main = web::heading(1, file->state.opened.subject) + web::lead(file->service_title) +
                      notice +
                      web::two_columns(web::heading(2, visit.say(texts::desk_conflict_new)) +
                                           new_version(visit, *file, *directory, own),
                                       web::heading(2, visit.say(texts::desk_conflict_yours)) +
                                           own_version(visit, error, *file, own, again)) +
                      web::html<"<p class=\"kern-body\">{}</p>">(
                          web::link(case_path(file->id), visit.say(texts::desk_back_to_case)));
    return desk_page(visit,
                     {.title = visit.say(texts::desk_conflict_title), .main = main, .status = 409});
}

}  // namespace dw::cases
