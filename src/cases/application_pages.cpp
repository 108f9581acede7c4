#include "cases/application_pages.h"

#include "cases/desk_record_pages.h"
#include "cases/desk_visit.h"
#include "cases/receipt_letter.h"
#include "cases/status_access.h"
#include "cases/texts.h"
#include "forms/copy.h"
#include "forms/page_routes.h"
#include "forms/privacy_notice.h"
#include "identity/provider_pages.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

// What the confirmation page needs after the draft was sent.
Json confirmation_json(const Cases& cases, const Opened& opened) {
    return Json::object({{"number", opened.number},
                         {"code", opened.code},
                         {"due", to_string(opened.due)},
                         {"case", opened.id.to_string()},
                         {"reference", opened.reference},
                         {"received_at", to_microseconds(cases.neighbours().store.clock().now())}});
}

Response no_draft(const Request& request, const Error& error) {
    if (error.kind != ErrorKind::NotFound) return web::error_response(request, error);
    return web::error_page(request, 404);
}

// The draft stays as it is; whoever has proved it sends it again from the page before.
Response prove_first(Cases& cases, const Request& request, const forms::Draft& draft,
                     AssuranceLevel wanted) {
    const std::string title(texts::proof_title.in(request.language));
    web::PageOptions options;
    options.title = title;
    options.no_index = true;
    const Html main =
        web::heading(1, title) +
        web::lead(format(texts::proof_needed, request.language,
                         {std::string(forms::name_in_words(wanted).in(request.language))})) +
        web::paragraph(texts::proof_kept.in(request.language)) +
        identity::proof_buttons(cases.neighbours().identity, request, wanted,
                                path_of(draft, "pruefen")) +
        web::html<"<p>{}</p>">(
            web::link(path_of(draft, "pruefen"), texts::proof_back.in(request.language)));
    return web::page_response(web::page(request, options, main), 403);
}

// Nothing: a clerk's draft whose recording cannot be read.
std::optional<OpenOptions> options_of(const Request& request, const forms::Draft& draft,
                                      const std::optional<identity::Resident>& resident) {
    if (draft.clerk) {
        const auto* clerk = identity::principal_of(request);
        return clerk ? recording_options(draft.recording, *clerk) : std::nullopt;
    }
    OpenOptions options;
    if (resident) options.proof = proof_of(*resident);
    return options;
}

Response send(Cases& cases, Request& request) {
    const auto& forms = cases.neighbours().forms;
    const auto draft = forms.draft(request);
    if (!draft) return no_draft(request, draft.error());
    if (draft->was_sent()) return web::see_other(path_of(*draft, "gesendet"));
    const auto checked = forms.check(*draft, forms::declaration_in(request));
    if (!checked) return web::error_response(request, checked.error());
    if (const auto* findings = std::get_if<Findings>(&*checked))
        return forms.refusal(request, *draft, *findings);
    const auto* package = forms.package(draft->package_name);
    const auto resident = cases.neighbours().identity.resident(request);
    if (!resident) return web::error_response(request, resident.error());
    auto options = options_of(request, *draft, *resident);
    if (!options) return web::error_page(request, 404);
    options->also = [&](const Opened& opened) {
        return forms.mark_sent(*draft, confirmation_json(cases, opened));
    };
    auto submission = std::get<forms::Submission>(*checked);
    submission.reads_online = forms::reads_online_in(request);
    const auto opened = cases.open(submission, *options);
    if (!opened && opened.error().code == "cases.level" && draft->clerk)
        return web::error_page(request, 403, texts::desk_record_level.in(request.language));
    if (!opened && opened.error().code == "cases.level")
        return prove_first(cases, request, *draft, package->level_to_apply);
    // Conflict: sent by the same click before, or changed in another window.
    if (!opened && opened.error().kind != ErrorKind::Conflict)
        return web::error_response(request, opened.error());
    return web::see_other(path_of(*draft, opened ? "gesendet" : "pruefen"));
}

std::string office_name(const Cases& cases, const forms::Draft& draft, Language language) {
    const auto office = cases.neighbours().catalogue.organisation(draft.organisation);
    return office ? std::string(catalogue::in(office->name, language))
                  : draft.organisation.to_string();
}

Html caution(const Cases& cases, const forms::Draft& draft, Language language) {
    const auto* package = cases.neighbours().forms.package(draft.package_name);
    if (!package || package->caution.de.empty()) return {};
    return web::alert(web::Tone::Warning, package->caution.in(language), {});
}

Html next_steps(const Cases& cases, const forms::Draft& draft, Language language) {
    std::vector<Html> items;
    if (const auto* package = cases.neighbours().forms.package(draft.package_name))
        for (const auto& step : package->next_steps)
            items.push_back(web::escape(step.in(language)));
    const auto due = parse_date((*draft.confirmation)["due"].text_or(""));
    Html list = web::numbered_list(items);
    if (due)
        list += web::paragraph(
            format(texts::sent_by, language,
                   {office_name(cases, draft, language), written_date(*due, language)}));
    return list;
}

bool takes_sheet_along(const forms::Draft& draft) {
    const auto channel = channel_from(draft.recording["channel"].text_or(""));
    return channel && is_present(*channel);
}

// For the clerk: the paper for the person, and the way to the case.
Response recorded_page(const Request& request, const forms::Draft& draft) {
    const Language language = request.language;
    const auto say = [&](Text text) { return text.in(language); };
    const auto& kept = *draft.confirmation;
    const auto id = CaseId::parse(kept["case"].text_or(""));
    Html main = web::confirmation(say(texts::recorded_title), say(texts::sent_number),
                                  kept["number"].text_or(""));
    const auto reference = kept["reference"].text_or("");
    if (!reference.empty())
        main += web::description_list(
            {{std::string(say(texts::desk_case_reference)), web::escape(reference)}});
    if (!takes_sheet_along(draft)) {
        main += web::paragraph(say(texts::recorded_by_post)) +
                web::link_button("/desk/post", say(texts::desk_post_room));
    } else {
        main += web::paragraph(say(texts::recorded_sheet_why)) +
                web::link_button(path_of(draft, "gesendet/blatt.pdf"), say(texts::recorded_sheet));
    }
    if (id)
        main += web::link_button(case_path(*id), say(texts::recorded_open), web::Weight::Secondary);
    main += web::link_button("/desk/record", say(texts::recorded_next), web::Weight::Secondary);
    const auto options =
        forms::draft_frame(request, draft, std::string(say(texts::recorded_title)));
    return web::page_response(web::page(request, options, main));
}

Response confirmation_page(Cases& cases, Request& request) {
    const auto draft = cases.neighbours().forms.draft(request);
    if (!draft) return no_draft(request, draft.error());
    if (!draft->was_sent()) return web::see_other(path_of(*draft, "pruefen"));
    if (draft->clerk) return recorded_page(request, *draft);
    const Language language = request.language;
    const auto say = [&](Text text) { return text.in(language); };
    const std::string number((*draft->confirmation)["number"].text_or(""));
    const Html code = web::html<"<strong class=\"dw-code\" dir=\"ltr\">{}</strong>">(
        (*draft->confirmation)["code"].text_or(""));
    const Html main =
        web::confirmation(say(texts::sent_title), say(texts::sent_number), number) +
        caution(cases, *draft, language) +
        web::description_list({{std::string(say(texts::sent_code)), code}}) +
        web::paragraph(say(texts::sent_keep)) + web::heading(2, say(texts::sent_next)) +
        next_steps(cases, *draft, language) +
        web::html<"<p>{}</p>">(web::link_button("/status?nummer=" + web::percent_encode(number),
                                                say(texts::sent_status))) +
        web::heading(2, say(texts::sent_copy)) +
        web::bullet_list(
            {web::link(path_of(*draft, "gesendet/kopie.pdf"), say(texts::sent_pdf)),
             web::link(path_of(*draft, "gesendet/kopie.json"), say(texts::sent_json))}) +
        web::heading(2, say(texts::sent_forget)) + web::paragraph(say(texts::sent_forget_hint)) +
        web::post_form(request, path_of(*draft, "vergessen"),
                       web::html<"<input type=\"hidden\" name=\"was\" value=\"geraet\">">() +
                           web::button(say(texts::sent_forget), web::Weight::Secondary));
    web::PageOptions options;
    options.title = say(texts::sent_title);
    options.no_index = true;
    return web::page_response(web::page(request, options, main));
}

// Number and code on paper, as long as the draft knows the code.
Response sheet(Cases& cases, Request& request) {
    const auto& forms = cases.neighbours().forms;
    const auto draft = forms.draft(request);
    if (!draft) return no_draft(request, draft.error());
    const auto* clerk = identity::principal_of(request);
    const auto* package = forms.package(draft->package_name);
    if (!draft->was_sent() || !draft->clerk || !clerk || !package || !takes_sheet_along(*draft))
        return web::error_page(request, 404);
    const auto checked = forms.check(*draft, forms::Declaration::Given);
    if (!checked) return web::error_response(request, checked.error());
    const auto* submission = std::get_if<forms::Submission>(&*checked);
    const auto& kept = *draft->confirmation;
    const auto due = parse_date(kept["due"].text_or(""));
    const auto received = parse_date(draft->recording["received"].text_or(""));
    if (!submission || !due || !received) return web::error_page(request, 404);
    const auto service = cases.neighbours().catalogue.service(draft->service);
    const auto letter = receipt_letter(
        cases,
        {.office = draft->organisation,
         .office_name = office_name(cases, *draft, draft->language),
         .service_title = service ? std::string(catalogue::in(service->title(), draft->language))
                                  : package->title.in(draft->language),
         .writer = clerk->name,
         .applicant = submission->applicant,
         .language = draft->language,
         .number = std::string(kept["number"].text_or("")),
         .reference = std::string(kept["reference"].text_or("")),
         .code = std::string(kept["code"].text_or("")),
         .received = *received,
         .due = *due,
         .at = from_microseconds(kept["received_at"].as_integer().value_or(0))});
    const auto pdf = forms::pdf_document(letter);
    if (!pdf) return web::error_response(request, pdf.error());
    return web::file_response(std::string(as_text(*pdf)), "application/pdf",
                              std::string(kept["number"].text_or("")) + ".pdf");
}

enum class CopyFormat { Pdf, Json };

Response copy(Cases& cases, Request& request, CopyFormat wanted) {
    const auto& forms = cases.neighbours().forms;
    const auto draft = forms.draft(request);
    if (!draft) return no_draft(request, draft.error());
    const auto* package = forms.package(draft->package_name);
    if (!draft->was_sent() || !package) return web::error_page(request, 404);
    const auto checked = forms.check(*draft, forms::Declaration::Given);
    if (!checked) return web::error_response(request, checked.error());
    const auto* submission = std::get_if<forms::Submission>(&*checked);
    if (!submission) return web::error_page(request, 404);
    const auto& kept = *draft->confirmation;
    const std::string number(kept["number"].text_or(""));
    const Instant at = from_microseconds(kept["received_at"].as_integer().value_or(0));
    const forms::CopyHead head{.case_number = number,
                               .organisation_name = office_name(cases, *draft, request.language),
                               .received = written_time(at, request.language),
                               .received_at = at};
    if (wanted == CopyFormat::Json)
        return web::file_response(forms::submission_json(*package, *submission, head),
                                  "application/json", number + ".json");
    const auto pdf = forms::submission_pdf(*package, *submission, head, request.language);
    if (!pdf) return web::error_response(request, pdf.error());
    return web::file_response(std::string(as_text(*pdf)), "application/pdf", number + ".pdf");
}

}  // namespace

void add_application_routes(web::Router& router, Cases& cases) {
    const auto add = [&](web::Method method, std::string path, web::Handler handler) {
        router.add({.method = method,
                    .path = std::move(path),
                    .act = "public",
                    .handler = std::move(handler)});
    };
    router.add({.method = web::Method::Post,
                .path = "/antrag/{draft}/absenden",
                .act = "public",
                .handler = [&cases](Request& request) { return send(cases, request); },
                .volume = web::Volume::Application});
    add(web::Method::Get, "/antrag/{draft}/gesendet",
        [&cases](Request& request) { return confirmation_page(cases, request); });
    add(web::Method::Get, "/antrag/{draft}/gesendet/blatt.pdf",
        [&cases](Request& request) { return sheet(cases, request); });
    add(web::Method::Get, "/antrag/{draft}/gesendet/kopie.pdf",
        [&cases](Request& request) { return copy(cases, request, CopyFormat::Pdf); });
    add(web::Method::Get, "/antrag/{draft}/gesendet/kopie.json",
        [&cases](Request& request) { return copy(cases, request, CopyFormat::Json); });
}

}  // namespace dw::cases
