#include "cases/desk_scan_pages.h"

#include "cases/texts.h"
#include "forms/upload_rules.h"

namespace dw::cases {

namespace {

using web::Html;

bool may_add(const CaseFile& file) {
    return file.allows(identity::Act::WorkOnCase);
}

web::Response scan_page(const Visit& visit, const CaseFile& file, const std::string& error) {
    web::Field scan;
    scan.id = "datei";
    scan.label = visit.say(texts::desk_scan_file);
    scan.hint = visit.say(texts::desk_scan_hint);
    scan.error = error;
    Html main;
    if (!error.empty()) main += web::error_summary({{"datei", error}}, visit.language);
    main += web::heading(1, visit.say(texts::desk_scan_title)) +
            web::lead(file.state.opened.subject + ", " + file.service_title) +
            web::post_form(visit.request, case_path(file.id, "scan"),
                           web::file_field(scan, ".pdf,.jpg,.jpeg,.png", visit.language) +
                               web::button(visit.say(texts::desk_scan_do)),
                           web::Encoding::Multipart);
    return desk_page(visit, {.title = visit.say(texts::desk_scan_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = error.empty() ? 200 : 422});
}

}  // namespace

web::Response scan_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!may_add(*file)) return web::see_other(case_path(file->id));
    return scan_page(visit, *file, {});
}

web::Response scan_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const web::UploadedFile* scan = nullptr;
    for (const auto& each : visit.request.files)
        if (each.field == "datei" && !each.content.empty()) scan = &each;
    if (!scan) return scan_page(visit, *file, visit.say(texts::desk_scan_missing));
    const auto& forms = visit.cases.neighbours().forms;
    if (const auto finding = forms::check_upload("datei", scan->name, as_bytes(scan->content)))
        return scan_page(visit, *file, forms.sentence(*finding, nullptr, visit.language));
    const auto added = visit.cases.add_paper(visit.principal, file->id, *scan);
    if (added) return web::see_other(case_path(file->id) + "?getan=gescannt");
    if (added.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file->id));
    return web::error_response(visit.request, added.error());
}

}  // namespace dw::cases
