// The pages with questions, one group each. Every step is saved before the next page opens.
#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "forms/journey.h"
#include "forms/page_routes.h"
#include "forms/question_view.h"
#include "forms/texts.h"
#include "forms/upload_rules.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

constexpr std::string_view button_field = "schritt";  // which button was pressed
constexpr std::string_view later = "spaeter";
constexpr std::string_view back = "zurueck";
constexpr std::string_view upload = "hochladen";
constexpr std::string_view remove_prefix = "entfernen:";
constexpr std::size_t unknown_name_bytes = 60;  // of a field that the page does not have
constexpr std::size_t typed_bytes = 20'000;     // of a field that could not be taken

bool from_check_page(const web::Request& request) {
    return request.query.get("pruefen") == "1";
}

bool takes_files(const Package& package, const QuestionGroup& group, const Json& answers) {
    const auto fields = shown_fields(package, group, answers);
    return std::any_of(fields.begin(), fields.end(),
                       [](const FormField* each) { return each->type == FieldType::File; });
}

Html uploaded_files(const Draft& draft, const FormField& field, Language language) {
    Html items;
    for (const Upload& each : draft.uploads) {
        if (each.field != field.id) continue;
        const std::string words = format(texts::uploaded_size, language,
                                         {each.file_name, std::to_string(each.size / 1024 + 1)});
        const web::NamedButton button{
            std::string(button_field), std::string(remove_prefix) + each.blob.to_string(),
            format(texts::button_remove, language, {each.file_name}), web::Weight::Tertiary};
        items += html<"<li>{} {}</li>">(words, web::named_button(button));
    }
    if (items.empty()) return {};
    return web::heading(2, texts::uploaded_title.in(language)) +
           html<"<ul class=\"kern-list\">{}</ul>">(items);
}

Html buttons(bool with_upload, Language language) {
    std::vector<Html> row;
    if (with_upload) {
        row.push_back(web::named_button({std::string(button_field), std::string(upload),
                                         std::string(texts::button_upload.in(language)),
                                         web::Weight::Secondary}));
    }
    row.push_back(web::button(texts::button_next.in(language)));
    // After the one that Enter presses; it saves like the others.
    row.push_back(
        web::named_button({std::string(button_field), std::string(back),
                           std::string(texts::button_back.in(language)), web::Weight::Secondary}));
    row.push_back(
        web::named_button({std::string(button_field), std::string(later),
                           std::string(texts::button_later.in(language)), web::Weight::Tertiary}));
    return web::button_group(row);
}

Html saved_note(const Draft& draft, Language language) {
    return web::muted(format(texts::saved_until, language,
                             {written_date(berlin_date(draft.expires_at), language)}));
}

web::Response question_page(const web::Request& request, const Package& package,
                            const Position& position, const Shown& shown) {
    const Language language = request.language;
    const QuestionGroup& group = *position.group;
    const Draft& draft = shown.draft;
    const bool files = takes_files(package, group, draft.answers);
    Html questions;
    for (const FormField* field : shown_fields(package, group, draft.answers)) {
        questions += question(*field, package, shown, language);
        if (field->type == FieldType::File) questions += uploaded_files(draft, *field, language);
    }
    questions += buttons(files, language);
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
    web::PageOptions options;
    options.title = group.title.in(language) + " – " + package.title.in(language);
    options.has_errors = faulty;
    options.no_index = true;
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
        if (draft_.was_sent() || !position_.group) {
            return web::see_other(next_path(package_, draft_));
        }
        return question_page(request_, package_, position_,
                             {.draft = draft_, .prefilled = prefilled()});
    }

    Result<web::Response> save() {
        if (draft_.was_sent() || !position_.group) {
            return web::see_other(next_path(package_, draft_));
        }
        const std::string_view button = request_.form.get(button_field);
        if (button.starts_with(remove_prefix)) return remove_file(button);
        const auto asked_before = asked_fields();
        auto read = read_group(package_, *position_.group, request_.form.pairs(), draft_.answers,
                               forms_.circumstances(draft_.place));
        DW_TRY_DO(keep_files(read.findings, button));
        add_unknown_fields(read.findings);
        take_over(read);
        ask_again(asked_before);
        const bool goes_on = button != later && button != back && button != upload;
        mark_answered(read.findings.empty() && goes_on);
        DW_TRY_DO(forms_.drafts().save(draft_));
        return answer(button, std::move(read.findings));
    }

  private:
    Result<web::Response> remove_file(std::string_view button) {
        const std::string blob(button.substr(remove_prefix.size()));
        std::erase_if(draft_.uploads,
                      [&](const Upload& each) { return each.blob.to_string() == blob; });
        DW_TRY_DO(forms_.drafts().save(draft_));
        return web::see_other(here());
    }

    // The town is the one that was chosen before the form began; the postcode, where it has one.
    SentFields prefilled() const {
        SentFields known;
        const auto& areas = forms_.catalogue().areas();
        const catalogue::Area* town = areas.town_of(draft_.place);
        if (!town) return known;
        const auto postcodes = areas.postcodes_of(town->ars);
        for (const FormField& field : position_.group->fields) {
            if (!field.of_place) continue;
            const bool postcode = field.check == "postcode";
            if (!postcode) known.emplace_back(field.id, town->short_name);
            if (postcode && postcodes.size() == 1) known.emplace_back(field.id, postcodes.front());
        }
        return known;
    }

    // What the page does not have was not sent by it; to drop it in silence would lose an answer.
    void add_unknown_fields(Findings& findings) const {
        std::set<std::string, std::less<>> known{"csrf", std::string(button_field)};
        for (const FormField& field : position_.group->fields) {
            known.insert(field.id);
            if (field.type != FieldType::Date) continue;
            for (const char* part : {"-day", "-month", "-year"}) known.insert(field.id + part);
        }
        std::set<std::string, std::less<>> unknown;
        const auto look_at = [&](const std::string& name) {
            if (!known.contains(name)) unknown.emplace(cut(name, unknown_name_bytes));
        };
        for (const auto& [name, value] : request_.form.pairs()) look_at(name);
        for (const web::UploadedFile& file : request_.files) look_at(file.field);
        for (const std::string& name : unknown) findings.push_back({name, "answer_unknown", {}});
    }

    // Files come one at a time; a refused one changes nothing that was kept.
    Outcome keep_files(Findings& findings, std::string_view button) {
        std::size_t chosen = 0;
        for (const web::UploadedFile& file : request_.files) {
            const auto fields = shown_fields(package_, *position_.group, draft_.answers);
            const bool asked =
                std::any_of(fields.begin(), fields.end(), [&](const FormField* each) {
                    return each->type == FieldType::File && each->id == file.field;
                });
            // A file field that was left empty comes as a file without name and content.
            if (!asked || (file.name.empty() && file.content.empty())) continue;
            ++chosen;
            DW_TRY_DO(keep_file(file, findings));
        }
        for (const FormField* field : shown_fields(package_, *position_.group, draft_.answers)) {
            if (field->type != FieldType::File || !findings.empty()) continue;
            if (button == upload && chosen == 0) {
                findings.push_back({field->id, "answer_file_choose", {}});
            } else if (field->required && uploads_of(field->id) == 0) {
                findings.push_back({field->id, "answer_file_missing", {}});
            }
        }
        return Nothing{};
    }

    Outcome keep_file(const web::UploadedFile& file, Findings& findings) {
        if (auto finding = check_upload(file.field, file.name, as_bytes(file.content))) {
            findings.push_back(*std::move(finding));
            return Nothing{};
        }
        if (uploads_of(file.field) >= uploads_per_field) {
            findings.push_back(
                {file.field, "answer_file_many", {std::to_string(uploads_per_field)}});
            return Nothing{};
        }
        Upload description;
        description.field = file.field;
        description.file_name = file.name;
        description.media_type = std::string(sniffed_type(as_bytes(file.content)));
        DW_TRY(Upload kept, forms_.drafts().keep_file(draft_, description, as_bytes(file.content)));
        draft_.uploads.push_back(std::move(kept));
        return Nothing{};
    }

    std::size_t uploads_of(const std::string& field) const {
        return static_cast<std::size_t>(
            std::count_if(draft_.uploads.begin(), draft_.uploads.end(),
                          [&](const Upload& each) { return each.field == field; }));
    }

    // What is in order is kept as an answer, the rest as it was typed. What is not asked at the
    // moment stays as it was.
    void take_over(const GroupAnswers& read) {
        const auto faulty = [&](const std::string& id) {
            return std::any_of(read.findings.begin(), read.findings.end(),
                               [&](const Finding& each) { return each.place == id; });
        };
        const auto asked = shown_fields(package_, *position_.group, draft_.answers);
        Json answers = Json::object();
        for (const JsonMember& member : draft_.answers.members()) {
            const bool here = std::any_of(asked.begin(), asked.end(), [&](const FormField* each) {
                return each->id == member.key;
            });
            if (!here) answers.set(member.key, member.value);
        }
        for (const JsonMember& member : read.values.members()) {
            if (!faulty(member.key)) answers.set(member.key, member.value);
        }
        for (const FormField* field : asked) keep_typed(*field, faulty(field->id));
        draft_.answers = std::move(answers);
        draft_.language = request_.language;
    }

    void keep_typed(const FormField& field, bool faulty) {
        const bool date = field.type == FieldType::Date;
        const auto names = date ? std::vector<std::string>{field.id + "-day", field.id + "-month",
                                                           field.id + "-year"}
                                : std::vector<std::string>{field.id};
        for (const std::string& name : names) {
            std::erase_if(draft_.typed, [&](const auto& each) { return each.first == name; });
            const std::string_view typed = request_.form.get(name);
            const bool kept = faulty && typed.size() <= typed_bytes && !first_invalid_utf8(typed);
            if (kept && (date || !typed.empty())) draft_.typed.emplace_back(name, typed);
        }
    }

    using AskedFields = std::map<std::string, std::vector<const FormField*>>;  // by group
    AskedFields asked_fields() const {
        AskedFields asked;
        for (const QuestionGroup& each : package_.groups) {
            asked[each.id] = shown_fields(package_, each, draft_.answers);
        }
        return asked;
    }
    // A page on which other questions stand now was not answered.
    void ask_again(const AskedFields& before) {
        for (const auto& [group, fields] : asked_fields()) {
            if (fields != before.at(group)) std::erase(draft_.answered, group);
        }
    }

    void mark_answered(bool answered) {
        std::erase(draft_.answered, position_.group->id);
        if (answered) draft_.answered.push_back(position_.group->id);
    }

    Result<web::Response> answer(std::string_view button, Findings findings) const {
        if (button == later) return web::see_other(path_of(draft_, "code"));
        if (button == back) return web::see_other(page_before(request_, draft_, position_));
        if (!findings.empty()) {
            return question_page(
                request_, package_, position_,
                {.draft = draft_, .sent = &request_.form.pairs(), .findings = std::move(findings)});
        }
        if (button == upload) return web::see_other(here());
        if (from_check_page(request_)) {
            const std::string next = next_path(package_, draft_);
            const bool more = next != path_of(draft_, "pruefen");
            return web::see_other(more ? next + "?pruefen=1" : next);
        }
        const Position now = position_of(package_, draft_, position_.group->id);
        return web::see_other(path_of(draft_, now.after ? now.after->id : "pruefen"));
    }

    std::string here() const { return path_of(draft_, position_.group->id); }

    const web::Request& request_;
    const Forms& forms_;
    Draft draft_;
    const Package& package_;
    Position position_;
};

web::Response show(const web::Request& request, const Forms& forms) {
    auto draft = forms.draft(request);
    if (!draft) return draft_error(request, draft.error());
    return Visit(request, forms, *std::move(draft)).show();
}

// Two windows may save the same draft: the second reads again and adds its page.
web::Response save(const web::Request& request, const Forms& forms) {
    auto response = store::retry_on_conflict([&]() -> Result<web::Response> {
        DW_TRY(Draft draft, forms.draft(request));
        return Visit(request, forms, std::move(draft)).save();
    });
    if (!response) return draft_error(request, response.error());
    return *std::move(response);
}

}  // namespace

void add_question_routes(web::Router& router, const Forms& forms) {
    router.add({.method = web::Method::Get,
                .path = "/antrag/{draft}/{group}",
                .act = "public",
                .handler = [&forms](web::Request& request) { return show(request, forms); }});
    router.add({.method = web::Method::Post,
                .path = "/antrag/{draft}/{group}",
                .act = "public",
                .handler = [&forms](web::Request& request) { return save(request, forms); },
                .body_limit = limits::upload_bytes,
                .volume = web::Volume::DraftSave});
}

}  // namespace dw::forms
