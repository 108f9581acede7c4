// The pages with questions, one group each. Every step is saved before the next page opens.
#include "forms/asked_page.h"
#include "forms/draft_visit.h"
#include "forms/journey.h"
#include "forms/question_view.h"
#include "forms/texts.h"
#include "web/components.h"
#include "web/default_button.h"
#include "web/page.h"

namespace dw::forms {

using web::Html;

namespace {

bool from_check_page(const web::Request& request) {
    return request.query.get("pruefen") == "1";
}

Html button_of(std::string_view value, Text label, web::Weight weight, Language language) {
    return web::named_button(
        {std::string(button_field), std::string(value), std::string(label.in(language)), weight});
}

// Who records for somebody may change to the one page anywhere, everybody else before it begins.
Html buttons(bool with_upload, bool with_all, Language language) {
    std::vector<Html> row;
    if (with_upload)
        row.push_back(
            button_of(pressed::upload, texts::button_upload, web::Weight::Secondary, language));
    row.push_back(web::button(texts::button_next.in(language)));
    // After the one that Enter presses; it saves like the others.
    row.push_back(button_of(pressed::back, texts::button_back, web::Weight::Secondary, language));
    row.push_back(button_of(pressed::later, texts::button_later, web::Weight::Tertiary, language));
    if (with_all)
        row.push_back(button_of(pressed::all, texts::all_title, web::Weight::Tertiary, language));
    return web::button_group(row);
}

web::Response question_page(const web::Request& request, const Forms& forms,
                            const Position& position, const Shown& shown) {
    const Language language = request.language;
    const QuestionGroup& group = *position.group;
    const Draft& draft = shown.draft;
    const Package& package = *forms.package(draft.package_name);
    const bool files = takes_files({request, forms, {&group}}, draft);
    Html questions;
    if (files) questions += web::default_button(button_field, pressed::next);
    for (const FormField* field : shown_fields(package, group, draft.answers)) {
        questions += question(*field, package, shown, language);
        if (field->type == FieldType::File) questions += uploaded_files(draft, *field, 2, language);
    }
    questions += buttons(files, draft.clerk || !position.before, language);
    std::string action = path_of(draft, group.id);
    if (from_check_page(request)) action += "?pruefen=1";
    Html main = web::error_summary(summary_errors(shown.findings, package, language), language);
    main += web::progress(position.step, position.steps + 1, language);  // the check page is one
    main += web::heading(1, group.title.in(language));
    if (!group.intro.de.empty()) main += web::paragraph(group.intro.in(language));
    main += web::post_form(request, action, questions,
                           files ? web::Encoding::Multipart : web::Encoding::Form);
    main += saved_note(draft, language);
    const bool faulty = !shown.findings.empty();
    auto options =
        draft_frame(request, draft, group.title.in(language) + " – " + package.title.in(language));
    options.has_errors = faulty;
    return web::page_response(web::page(request, options, main), faulty ? 422 : 200);
}

std::string page_before(const web::Request& request, const Draft& draft, const Position& position) {
    if (from_check_page(request)) return path_of(draft, "pruefen");
    return position.before ? path_of(draft, position.before->id) : start_path(draft);
}

// One visit to one page of one draft.
class Visit {
  public:
    Visit(const web::Request& request, const Forms& forms, Draft draft)
        : request_(request),
          forms_(forms),
          draft_(std::move(draft)),
          package_(*forms.package(draft_.package_name)),
          position_(position_of(package_, draft_, request.parameter("group"))) {}

    web::Response show() const {
        if (draft_.was_sent() || !position_.group)
            return web::see_other(next_path(package_, draft_));
        return question_page(request_, forms_, position_,
                             {.draft = draft_, .prefilled = prefilled(page(), draft_)});
    }

    Result<web::Response> save() {
        if (draft_.was_sent() || !position_.group)
            return web::see_other(next_path(package_, draft_));
        const std::string_view button = request_.form.get(button_field);
        if (button.starts_with(pressed::remove_prefix)) {
            DW_TRY_DO(remove_file(forms_, draft_, button));
            return web::see_other(path_of(draft_, position_.group->id));
        }
        DW_TRY(auto saved, save_page(page(), draft_));
        return answer(button, std::move(saved.findings));
    }

  private:
    AskedPage page() const { return {request_, forms_, {position_.group}}; }

    Result<web::Response> answer(std::string_view button, Findings findings) const {
        if (button == pressed::later) return web::see_other(path_of(draft_, "code"));
        if (button == pressed::all) return web::see_other(path_of(draft_, "alles"));
        if (button == pressed::back)
            return web::see_other(page_before(request_, draft_, position_));
        if (!findings.empty()) {
            return question_page(
                request_, forms_, position_,
                {.draft = draft_, .sent = &request_.form.pairs(), .findings = std::move(findings)});
        }
        if (button == pressed::upload) return web::see_other(path_of(draft_, position_.group->id));
        if (from_check_page(request_)) {
            const std::string next = next_path(package_, draft_);
            const bool more = next != path_of(draft_, "pruefen");
            return web::see_other(more ? next + "?pruefen=1" : next);
        }
        const Position now = position_of(package_, draft_, position_.group->id);
        return web::see_other(path_of(draft_, now.after ? now.after->id : "pruefen"));
    }

    const web::Request& request_;
    const Forms& forms_;
    Draft draft_;
    const Package& package_;
    Position position_;
};

}  // namespace

void add_question_routes(web::Router& router, const Forms& forms) {
    add_visit_routes<Visit>(router, forms, "/antrag/{draft}/{group}");
}

}  // namespace dw::forms
