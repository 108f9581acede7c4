// How a page will look with the words of a version.
#include "catalogue/asked_place.h"
#include "catalogue/edit_offices.h"
#include "catalogue/edit_pages.h"
#include "catalogue/edit_version.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/service_sections.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

// The object with the version's words, as it would be read at the place.
Result<Service> service_with(const EditVisit& visit, const Edit& edit, const Ars& place) {
    DW_TRY(Service service,
           visit.desk.catalogue.service_for(edit.target.object, place, visit.desk.today()));
    if (!edit.target.area.contains(place)) return service;
    Overlay words{.target = edit.target, .by = visit.editor.administration};
    words.at = visit.desk.clock.now();
    if (edit.content) {
        words.content = *edit.content;
    } else {
        DW_TRY(words.content, visit.desk.editing.source_part(edit.target));
    }
    DW_TRY_DO(apply_overlays(service, {std::move(words)}));
    return service;
}

// Where the words do not hold the page stays as it is.
Html where_it_holds(const EditVisit& visit, const Edit& edit, const Ars& place) {
    const auto here = area_name(visit, place);
    if (edit.target.area.contains(place))
        return web::alert(web::Tone::Info, visit.say(texts::edit_preview),
                          web::paragraph(visit.say(texts::edit_preview_text, {here})));
    return web::alert(web::Tone::Warning, visit.say(texts::edit_preview_elsewhere, {here}),
                      web::paragraph(visit.say(texts::edit_preview_elsewhere_text,
                                               {area_name(visit, edit.target.area), here})));
}

Html shown_service(const EditVisit& visit, const Service& service) {
    const Language language = visit.language();
    Html main;
    for (const char* code : {"24", "05"}) {
        const TextModule* module = service.module(code);
        if (module == nullptr) continue;
        const auto text = chosen(module->content, language);
        if (text.empty()) continue;
        main += in_language(text.code, language, web::lead(text_of_html(text.text).html));
        break;
    }
    return main + key_facts(service, language) + service_sections(service, language);
}

Result<EditView> preview_of_service(const EditVisit& visit, const Edit& edit, const Ars& place) {
    DW_TRY(const Service service, service_with(visit, edit, place));
    EditView view{.title = std::string(in(service.title(), visit.language())),
                  .back_path = path_of(edit.id),
                  .main = {}};
    if (view.title.empty()) view.title = service.id.to_string();
    auto asked = asked_place(visit.desk.catalogue.areas(), visit.request.query.get("ort"));
    if (asked.written.empty()) asked = asked_place(visit.desk.catalogue.areas(), place.padded());
    if (asked.is_unknown()) view.status = 422;
    view.main = where_it_holds(visit, edit, place) +
                place_form(path_of(edit.id) + "/preview", asked, texts::edit_preview_other,
                           visit.language()) +
                shown_service(visit, service);
    return view;
}

Result<EditView> preview_of_office(const EditVisit& visit, const Edit& edit) {
    DW_TRY(Organisation office, visit.desk.catalogue.organisation(edit.target.object));
    Overlay words{.target = edit.target, .by = visit.editor.administration};
    words.at = visit.desk.clock.now();
    if (edit.content) {
        words.content = *edit.content;
    } else {
        DW_TRY(words.content, visit.desk.editing.source_part(edit.target));
    }
    DW_TRY_DO(apply_overlays(office, {std::move(words)}));
    return EditView{.title = name_of(office, visit.language()),
                    .back_path = path_of(edit.id),
                    .main = web::alert(web::Tone::Info, visit.say(texts::edit_preview), {}) +
                            web::description_list(office_rows(office, visit.language())) +
                            shown_content(office.description, visit.language())};
}

// The offices residents will read there, as they are shown.
Result<EditView> preview_of_responsibility(const EditVisit& visit, const Edit& edit) {
    OwnResponsibilities own;
    if (edit.content) {
        DW_TRY(own, responsibilities_from(*edit.content));
    }
    DW_TRY(const OfficesThen offices, offices_then(visit, edit.target, own));
    Html main = where_it_holds(visit, edit, edit.target.area);
    for (const OfficeThen& one : offices.then) {
        main += web::heading(2, name_of(one.office, visit.language())) +
                web::description_list(office_rows(one.office, visit.language()));
    }
    return EditView{
        .title = object_name(visit, edit.target), .back_path = path_of(edit.id), .main = main};
}

}  // namespace

web::Response preview_page(const EditVisit& visit) {
    const auto edit = asked_edit(visit);
    if (!edit) return web::error_response(visit.request, edit.error());
    const auto asked = asked_place(visit.desk.catalogue.areas(), visit.request.query.get("ort"));
    if (!asked.choices.empty())
        return place_question(visit.request, asked, path_of(edit->id) + "/preview", {});
    const Ars place = asked.area ? asked.area->ars : edit->target.area;
    const auto warnings = warnings_of(visit, *edit);
    if (!warnings) return web::error_response(visit.request, warnings.error());
    auto view = edit->target.kind == EditKind::Text ? preview_of_service(visit, *edit, place)
                : edit->target.kind == EditKind::Organisation
                    ? preview_of_office(visit, *edit)
                    : preview_of_responsibility(visit, *edit);
    if (!view) return web::error_response(visit.request, view.error());
    view->main = *warnings + view->main;
    return show(visit, *view);
}

}  // namespace dw::catalogue
