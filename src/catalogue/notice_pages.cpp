#include "catalogue/notice_pages.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/notice_table.h"
#include "catalogue/page_parts.h"
#include "catalogue/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

struct Written {
    std::string subject, words;
};
struct Wrong {
    std::string subject, words;  // sentences; "" when all is well
    bool any() const { return !subject.empty() || !words.empty(); }
};

std::string notice_path(const SourceId& id, const AskedPlace& place) {
    return path_with(service_path(id, {}) + "/hinweis", {{"ort", place.in_links()}});
}

Result<Service> service_of(const Rooms& rooms, const web::Request& request) {
    const auto id = SourceId::parse(request.parameter("id"));
    if (!id) return not_found("catalogue.unknown_service", "no service id");
    return rooms.catalogue.service(*id);
}

web::Response no_service(const web::Request& request, const Error& error) {
    if (error.kind != ErrorKind::NotFound) return web::error_response(request, error);
    return web::error_page(request, 404, texts::service_missing.in(request.language));
}

Wrong check(const Written& written, Language language) {
    Wrong wrong;
    if (!notice_subject(written.subject))
        wrong.subject = texts::notice_subject_missing.in(language);
    // What is wrong tells the editors where to look; “something else” tells nothing.
    if (written.words.empty() && written.subject == "other")
        wrong.words = texts::notice_words_missing.in(language);
    if (!is_plain_text(written.words)) wrong.words = texts::notice_words_characters.in(language);
    if (written.words.size() > notice_bytes) {
        wrong.words = format(texts::notice_words_long, language, {std::to_string(notice_bytes)});
    }
    return wrong;
}

web::Response form(const web::Request& request, const Service& service, const AskedPlace& place,
                   const Written& written, const Wrong& wrong) {
    const auto language = request.language;
    web::Field subject;
    subject.id = "subject";
    subject.label = texts::notice_subject.in(language);
    subject.error = wrong.subject;
    subject.value = written.subject;
    std::vector<web::Option> options;
    for (const auto value : notice_subjects) {
        options.push_back(
            {std::string(value), std::string(notice_subject(value)->in(language)), {}});
    }
    web::Field words;
    words.id = "words";
    words.label = texts::notice_words.in(language);
    words.hint = texts::notice_words_hint.in(language);
    words.optional = written.subject != "other";
    words.error = wrong.words;
    words.value = written.words;

    std::vector<web::SummaryError> errors;
    if (!wrong.subject.empty()) errors.push_back({"subject", wrong.subject});
    if (!wrong.words.empty()) errors.push_back({"words", wrong.words});
    const auto title = texts::notice_title.in(language);
    const auto name = std::string(in(service.title(), language));
    web::Html main;
    if (!errors.empty()) main += web::error_summary(errors, language);
    main += web::heading(1, title) + web::lead(texts::notice_lead.in(language)) +
            web::paragraph(format(texts::notice_about, language, {name}));
    const auto fields = web::radio_field(subject, options, language) +
                        web::text_area(words, 6, language) +
                        web::button(texts::notice_send.in(language));
    main += web::post_form(request, notice_path(service.id, place), fields);
    main += web::paragraph(texts::notice_too_late_office.in(language));
    web::PageOptions page;
    page.title = title;
    page.has_errors = wrong.any();
    page.back_path = service_path(service.id, place);
    page.no_index = true;
    return web::page_response(web::page(request, page, main), wrong.any() ? 422 : 200);
}

// Whom the page showed, so that the editors see what the person saw; "" for an office that nobody
// works for here: then the administrators read it, or nobody would.
std::string shown_organisation(const Rooms& rooms, const Service& service,
                               const AskedPlace& place) {
    if (place.area == nullptr) return {};
    const auto offices = rooms.catalogue.in_charge(service, place.area->ars, rooms.today());
    if (!offices || offices->empty()) return {};
    const SourceId& office = offices->front();
    const bool read_here = rooms.hooks.has_desk && rooms.hooks.has_desk(office);
    return read_here ? office.to_string() : "";
}

}  // namespace

std::optional<Text> notice_subject(std::string_view value) {
    if (value == "office") return texts::notice_subject_office;
    if (value == "contact") return texts::notice_subject_contact;
    if (value == "text") return texts::notice_subject_text;
    if (value == "other") return texts::notice_subject_other;
    return std::nullopt;
}

web::Response notice_form(const Rooms& rooms, const web::Request& request) {
    const auto service = service_of(rooms, request);
    if (!service) return no_service(request, service.error());
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    return form(request, *service, place, {}, {});
}

web::Response take_notice(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto service = service_of(rooms, request);
    if (!service) return no_service(request, service.error());
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    const Written written{std::string(request.form.get("subject")),
                          std::string(trim(request.form.get("words")))};
    const auto wrong = check(written, language);
    if (wrong.any()) return form(request, *service, place, written, wrong);
    const Instant now = rooms.clock.now();
    auto& store = rooms.catalogue.store();
    const auto stored =
        store_notice(store, {.id = NoticeId::make(rooms.clock, store.random()),
                             .at = now,
                             .service = service->id,
                             .place = place.area != nullptr ? place.area->ars.padded() : "",
                             .organisation = shown_organisation(rooms, *service, place),
                             .subject = written.subject,
                             .words = written.words});
    if (!stored) return web::error_response(request, stored.error());
    return web::see_other(
        path_with(service_path(service->id, {}) + "/hinweis/danke", {{"ort", place.in_links()}}));
}

web::Response notice_thanks(const Rooms& rooms, const web::Request& request) {
    const auto language = request.language;
    const auto service = service_of(rooms, request);
    if (!service) return no_service(request, service.error());
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    const auto title = texts::notice_thanks.in(language);
    const auto main = web::heading(1, title) + web::lead(texts::notice_thanks_text.in(language)) +
                      web::button_group({web::link_button(service_path(service->id, place),
                                                          texts::notice_back.in(language))});
    web::PageOptions options;
    options.title = title;
    options.no_index = true;
    return web::page_response(web::page(request, options, main));
}

}  // namespace dw::catalogue
