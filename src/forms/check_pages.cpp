// Check answers: everything on one page, each part with a way back, and the button that sends.
#include "forms/finding_text.h"
#include "forms/journey.h"
#include "forms/package_names.h"
#include "forms/page_routes.h"
#include "forms/question_view.h"
#include "forms/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

Html file_names(const Draft& draft, const FormField& field, Language language) {
    std::string names;
    for (const Upload& each : draft.uploads) {
        if (each.field != field.id) continue;
        if (!names.empty()) names += ", ";
        names += each.file_name;
    }
    if (names.empty()) names = texts::check_not_given.in(language);
    return web::escape(names);
}

std::vector<web::SummarySection> sections_of(const Package& package, const Draft& draft,
                                             Language language) {
    std::vector<web::SummarySection> sections;
    for (const QuestionGroup* group : shown_groups(package, draft.answers)) {
        web::SummarySection section;
        section.title = group->title.in(language);
        section.change_path = path_of(draft, group->id) + "?pruefen=1";
        for (const FormField* field : shown_fields(package, *group, draft.answers)) {
            if (field->type == FieldType::File) {
                section.rows.push_back(
                    {field->label.in(language), file_names(draft, *field, language)});
                continue;
            }
            section.rows.push_back(
                {field->label.in(language),
                 web::escape(answer_in_words(*field, draft.answers[field->id], language))});
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

// Asked of those who can be told that there is something to open.
Html online_field(const web::Request& request, const Package& package, const Draft& draft) {
    const bool by_code = package.level_to_read == AssuranceLevel::Basis && web::site().sends_mail;
    if (!by_code || !package.announcement.by_retrieval ||
        applicant_of(package, draft.answers).email.empty())
        return {};
    const Language language = request.language;
    web::Field online;
    online.id = "online";
    online.label = texts::check_online.in(language);
    online.hint =
        format(texts::check_online_hint, language, {package.announcement.source.in(language)});
    std::vector<std::string> chosen;
    if (reads_online_in(request)) chosen.emplace_back("yes");
    return web::checkbox_field(
        online, {{"yes", std::string(texts::check_online_yes.in(language)), ""}}, chosen, language);
}

Html send_form(const web::Request& request, const Package& package, const Draft& draft,
               const Findings& findings) {
    const Language language = request.language;
    web::Field declaration;
    declaration.id = "declaration";
    declaration.label = texts::check_declaration.in(language);
    for (const Finding& finding : findings) {
        if (finding.place == "declaration") {
            declaration.error = sentence(finding, package, language);
        }
    }
    const std::string noun(noun_of(package.kind).in(language));
    const Html body =
        online_field(request, package, draft) +
        web::checkbox_field(declaration, {{"yes", package.declaration.in(language), ""}}, {},
                            language) +
        web::button(format(texts::check_send, language, {noun}));
    return web::post_form(request, path_of(draft, "absenden"), body);
}

// A finding about a question leads to its page, the one about the declaration to its box.
Html findings_box(const Findings& findings, const Package& package, const Draft& draft,
                  Language language) {
    Findings here;
    Html links;
    for (const Finding& finding : findings) {
        const QuestionGroup* group = group_of(package, finding.place);
        if (!group) {
            here.push_back(finding);
            continue;
        }
        links += html<"<li>{}</li>">(web::link(path_of(draft, group->id) + "?pruefen=1",
                                               sentence(finding, package, language)));
    }
    if (links.empty()) {
        return web::error_summary(summary_errors(here, package, language), language);
    }
    for (const Finding& finding : here) {
        links += html<"<li>{}</li>">(
            web::link("#" + finding.place, sentence(finding, package, language)));
    }
    return web::alert(web::Tone::Danger, texts::check_incomplete.in(language),
                      html<"<ul class=\"kern-list kern-list--bullet\">{}</ul>">(links),
                      web::Live::Yes);
}

web::Response check_page(const web::Request& request, const Forms& forms, const Draft& draft,
                         const Findings& findings) {
    const Language language = request.language;
    const Package& package = *forms.package(draft.package_name);
    const std::string title(texts::check_title.in(language));
    Html main = findings_box(findings, package, draft, language);
    const auto groups = shown_groups(package, draft.answers);
    const int last = static_cast<int>(groups.size()) + 1;
    main += web::progress(last, last, language);
    main += web::heading(1, title) + web::paragraph(texts::check_intro.in(language));
    if (!package.caution.de.empty())
        main += web::alert(web::Tone::Warning, package.caution.in(language), {});
    main += web::summary(sections_of(package, draft, language), language);
    if (const auto office = forms.catalogue().organisation(draft.organisation)) {
        main += web::paragraph(format(texts::check_reader, language,
                                      {std::string(catalogue::in(office->name, language))}));
    }
    if (draft.clerk) {
        main += web::alert(web::Tone::Info, texts::check_for_somebody.in(language),
                           web::paragraph(texts::check_for_somebody_more.in(language)));
    } else {
        main += forms.proof_part(request, package.level_to_apply, path_of(draft, "pruefen"));
    }
    main += send_form(request, package, draft, findings);
    auto options = draft_frame(request, draft, title);
    options.has_errors = !findings.empty();
    if (!groups.empty())
        options.back_path =
            path_of(draft, draft.clerk ? std::string_view("alles") : groups.back()->id);
    return web::page_response(web::page(request, options, main), findings.empty() ? 200 : 422);
}

web::Response show(const web::Request& request, const Forms& forms) {
    const auto draft = forms.draft(request);
    if (!draft) return draft_error(request, draft.error());
    const Package& package = *forms.package(draft->package_name);
    const std::string next = next_path(package, *draft);
    if (next != path_of(*draft, "pruefen")) return web::see_other(next);
    return check_page(request, forms, *draft, {});
}

}  // namespace

web::Response Forms::refusal(const web::Request& request, const Draft& draft,
                             const Findings& findings) const {
    return check_page(request, *this, draft, findings);
}

void add_check_routes(web::Router& router, const Forms& forms) {
    router.add({.method = web::Method::Get,
                .path = "/antrag/{draft}/pruefen",
                .act = "public",
                .handler = [&forms](web::Request& request) { return show(request, forms); }});
}

}  // namespace dw::forms
