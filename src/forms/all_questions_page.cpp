// All questions of a form on one page, saved at once: for a clerk who records a case for somebody,
// and for whoever prefers it. A question that depends on an answer comes when that was saved.
#include <algorithm>

#include "forms/asked_page.h"
#include "forms/draft_visit.h"
#include "forms/journey.h"
#include "forms/question_view.h"
#include "forms/texts.h"
#include "web/components.h"
#include "web/default_button.h"
#include "web/page.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

// In the address after a save that brought questions.
constexpr std::string_view more_mark = "neu";

Html buttons(bool with_upload, Language language) {
    std::vector<Html> row;
    const auto add = [&](std::string_view value, Text label, web::Weight weight) {
        row.push_back(web::named_button({std::string(button_field), std::string(value),
                                         std::string(label.in(language)), weight}));
    };
    if (with_upload) add(pressed::upload, texts::button_upload, web::Weight::Secondary);
    add(pressed::next, texts::button_next, web::Weight::Primary);
    add(pressed::later, texts::button_later, web::Weight::Tertiary);
    add(pressed::one_by_one, texts::all_one_by_one, web::Weight::Tertiary);
    return web::button_group(row);
}

// The questions of the groups nobody has answered yet, with the way to each; those without an
// answer where there are some.
Html new_questions(const Package& package, const Draft& draft, Language language) {
    std::vector<Html> all, open;
    for (const QuestionGroup* group : shown_groups(package, draft.answers)) {
        if (std::ranges::find(draft.answered, group->id) != draft.answered.end()) continue;
        for (const FormField* field : shown_fields(package, *group, draft.answers)) {
            all.push_back(web::link("#" + field->id, field->label.in(language)));
            if (draft.answers[field->id].is_null()) open.push_back(all.back());
        }
    }
    if (all.empty()) return {};
    return web::alert(web::Tone::Info, texts::all_new.in(language),
                      web::bullet_list(open.empty() ? all : open));
}

// One visit to the page of one draft.
class Visit {
  public:
    Visit(const web::Request& request, const Forms& forms, Draft draft)
        : request_(request),
          forms_(forms),
          draft_(std::move(draft)),
          package_(*forms.package(draft_.package_name)) {}

    web::Response show() const {
        if (draft_.was_sent()) return web::see_other(next_path(package_, draft_));
        const bool more = !request_.query.get(more_mark).empty();
        return page({.draft = draft_, .prefilled = prefilled(asked(), draft_)}, more);
    }

    Result<web::Response> save() {
        if (draft_.was_sent()) return web::see_other(next_path(package_, draft_));
        const std::string_view button = request_.form.get(button_field);
        if (button.starts_with(pressed::remove_prefix)) {
            DW_TRY_DO(remove_file(forms_, draft_, button));
            return web::see_other(path_of(draft_, "alles"));
        }
        const AskedPage sent = asked();
        std::vector<const FormField*> had;
        for (const QuestionGroup* group : sent.groups)
            for (const FormField* field : shown_fields(package_, *group, draft_.answers))
                had.push_back(field);
        DW_TRY(auto saved, save_page(sent, draft_));
        if (button == pressed::later) return web::see_other(path_of(draft_, "code"));
        if (button == pressed::one_by_one) return web::see_other(one_by_one());
        if (!saved.findings.empty())
            return page({.draft = draft_,
                         .sent = &request_.form.pairs(),
                         .findings = std::move(saved.findings)},
                        saved.asks_more, had);
        const std::string here = path_of(draft_, "alles");
        if (saved.asks_more) return web::see_other(here + "?" + std::string(more_mark) + "=1");
        if (button == pressed::upload || first_open_group(package_, draft_))
            return web::see_other(here);
        return web::see_other(path_of(draft_, "pruefen"));
    }

  private:
    AskedPage asked() const { return {request_, forms_, shown_groups(package_, draft_.answers)}; }

    std::string one_by_one() const {
        const QuestionGroup* open = first_open_group(package_, draft_);
        const auto groups = shown_groups(package_, draft_.answers);
        return path_of(draft_, open ? open->id : groups.front()->id);
    }

    // A question that was not on the page that was sent shows what the draft has.
    Html group_part(const QuestionGroup& group, const Shown& shown,
                    const std::vector<const FormField*>& had) const {
        const Language language = request_.language;
        Html part = web::heading(2, group.title.in(language));
        if (!group.intro.de.empty()) part += web::paragraph(group.intro.in(language));
        for (const FormField* field : shown_fields(package_, group, draft_.answers)) {
            Shown own = shown;
            if (std::ranges::find(had, field) == had.end()) own.sent = nullptr;
            part += question(*field, package_, own, language);
            if (field->type == FieldType::File) part += uploaded_files(draft_, *field, 3, language);
        }
        return part;
    }

    web::Response page(const Shown& shown, bool asks_more,
                       const std::vector<const FormField*>& had = {}) const {
        const Language language = request_.language;
        const std::string title(texts::all_title.in(language));
        const bool files = takes_files(asked(), draft_);
        Html questions = web::default_button(button_field, pressed::next);
        for (const QuestionGroup* group : asked().groups)
            questions += group_part(*group, shown, had);
        questions += buttons(files, language);
        Html main =
            web::error_summary(summary_errors(shown.findings, package_, language), language);
        main += web::heading(1, title) + web::lead(package_.title.in(language));
        if (draft_.clerk) main += web::paragraph(texts::all_for_somebody.in(language));
        main += asks_more ? new_questions(package_, draft_, language)
                          : web::paragraph(texts::all_intro.in(language));
        main += web::post_form(request_, path_of(draft_, "alles"), questions,
                               files ? web::Encoding::Multipart : web::Encoding::Form);
        main += saved_note(draft_, language);
        const bool faulty = !shown.findings.empty();
        auto options = draft_frame(request_, draft_, title + " – " + package_.title.in(language));
        options.has_errors = faulty;
        return web::page_response(web::page(request_, options, main), faulty ? 422 : 200);
    }

    const web::Request& request_;
    const Forms& forms_;
    Draft draft_;
    const Package& package_;
};

}  // namespace

void add_all_questions_routes(web::Router& router, const Forms& forms) {
    add_visit_routes<Visit>(router, forms, "/antrag/{draft}/alles");
}

}  // namespace dw::forms
