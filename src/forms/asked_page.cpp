#include "forms/asked_page.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "forms/journey.h"
#include "forms/upload_rules.h"

namespace dw::forms {

namespace {

using Fields = std::vector<const FormField*>;

constexpr std::size_t unknown_name_bytes = 60;  // of a field that the page does not have
constexpr std::size_t typed_bytes = 20'000;     // of a field that could not be taken

bool has_finding(const Findings& findings, const std::string& place) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& each) { return each.place == place; });
}

bool has_field(const Fields& fields, std::string_view id) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const FormField* each) { return each->id == id; });
}

// Under what names the browser sends a field.
std::vector<std::string> names_of(const FormField& field) {
    if (field.type != FieldType::Date) return {field.id};
    return {field.id + "-day", field.id + "-month", field.id + "-year"};
}

// Saves one page; lives as long as that takes.
class Saving {
  public:
    Saving(const AskedPage& page, Draft& draft)
        : page_(page),
          draft_(draft),
          package_(*page.forms.package(draft.package_name)),
          button_(page.request.form.get(button_field)),
          circumstances_(page.forms.circumstances(draft.place)) {}

    Result<SavedPage> save() {
        const auto before = asked_fields();
        for (const QuestionGroup* group : page_.groups) {
            const Fields& on_page = before.at(group->id);
            read(*group, on_page);
            DW_TRY_DO(keep_files(on_page));
        }
        if (button_ == pressed::upload) ask_for_a_file(before);
        add_unknown_fields();
        draft_.language = page_.request.language;
        const auto after = asked_fields();
        mark_answered(before, after);
        DW_TRY_DO(page_.forms.drafts().save(draft_));
        return SavedPage{std::move(findings_), asks_more(before, after)};
    }

  private:
    using AskedFields = std::map<std::string, Fields>;  // by group

    AskedFields asked_fields() const {
        AskedFields asked;
        for (const QuestionGroup& each : package_.groups)
            asked[each.id] = shown_fields(package_, each, draft_.answers);
        return asked;
    }

    // Only what the page had, and of that what is still asked with the answers above it.
    void read(const QuestionGroup& group, const Fields& on_page) {
        QuestionGroup had = group;
        std::erase_if(had.fields,
                      [&](const FormField& field) { return !has_field(on_page, field.id); });
        const auto answers =
            read_group(package_, had, page_.request.form.pairs(), draft_.answers, circumstances_);
        take_over(answers, shown_fields(package_, had, draft_.answers));
        findings_.insert(findings_.end(), answers.findings.begin(), answers.findings.end());
    }

    // What is in order is kept as an answer, the rest as it was typed. What is not asked at the
    // moment stays as it was.
    void take_over(const GroupAnswers& read, const Fields& asked) {
        Json answers = Json::object();
        for (const JsonMember& member : draft_.answers.members())
            if (!has_field(asked, member.key)) answers.set(member.key, member.value);
        for (const JsonMember& member : read.values.members())
            if (!has_finding(read.findings, member.key)) answers.set(member.key, member.value);
        for (const FormField* field : asked)
            keep_typed(*field, has_finding(read.findings, field->id));
        draft_.answers = std::move(answers);
    }

    void keep_typed(const FormField& field, bool faulty) {
        const bool date = field.type == FieldType::Date;
        for (const std::string& name : names_of(field)) {
            std::erase_if(draft_.typed, [&](const auto& each) { return each.first == name; });
            const std::string_view typed = page_.request.form.get(name);
            const bool kept = faulty && typed.size() <= typed_bytes && !first_invalid_utf8(typed);
            if (kept && (date || !typed.empty())) draft_.typed.emplace_back(name, typed);
        }
    }

    // Files come one at a time; a refused one changes nothing that was kept.
    Outcome keep_files(const Fields& on_page) {
        for (const FormField* field : on_page) {
            if (field->type != FieldType::File) continue;
            for (const web::UploadedFile& file : page_.request.files) {
                // A file field that was left empty comes as a file without name and content.
                const bool empty = file.name.empty() && file.content.empty();
                if (file.field != field->id || empty) continue;
                ++files_sent_;
                DW_TRY_DO(keep_file(file));
            }
            const bool missing = field->required && uploads_of(field->id) == 0 &&
                                 is_shown(package_, *field, draft_.answers);
            if (missing && button_ != pressed::upload && !has_finding(findings_, field->id))
                findings_.push_back({field->id, "answer_file_missing", {}});
        }
        return Nothing{};
    }

    Outcome keep_file(const web::UploadedFile& file) {
        if (auto finding = check_upload(file.field, file.name, as_bytes(file.content))) {
            findings_.push_back(*std::move(finding));
            return Nothing{};
        }
        if (uploads_of(file.field) >= uploads_per_field) {
            findings_.push_back(
                {file.field, "answer_file_many", {std::to_string(uploads_per_field)}});
            return Nothing{};
        }
        Upload description;
        description.field = file.field;
        description.file_name = file.name;
        description.media_type = std::string(sniffed_type(as_bytes(file.content)));
        DW_TRY(Upload kept,
               page_.forms.drafts().keep_file(draft_, description, as_bytes(file.content)));
        draft_.uploads.push_back(std::move(kept));
        return Nothing{};
    }

    std::size_t uploads_of(const std::string& field) const {
        return static_cast<std::size_t>(
            std::count_if(draft_.uploads.begin(), draft_.uploads.end(),
                          [&](const Upload& each) { return each.field == field; }));
    }

    // Whoever uploads is not through with the other questions yet.
    void ask_for_a_file(const AskedFields& before) {
        const FormField* first = nullptr;
        std::set<std::string> of_files;
        for (const QuestionGroup* group : page_.groups) {
            for (const FormField* field : before.at(group->id)) {
                if (field->type != FieldType::File) continue;
                of_files.insert(field->id);
                if (!first) first = field;
            }
        }
        std::erase_if(findings_,
                      [&](const Finding& each) { return !of_files.contains(each.place); });
        if (files_sent_ == 0 && first) findings_.push_back({first->id, "answer_file_choose", {}});
    }

    // What the page does not have was not sent by it; to drop it in silence would lose an answer.
    void add_unknown_fields() {
        std::set<std::string, std::less<>> known{"csrf", std::string(button_field)};
        for (const QuestionGroup* group : page_.groups) {
            for (const FormField& field : group->fields) {
                known.insert(field.id);
                for (auto& name : names_of(field)) known.insert(std::move(name));
            }
        }
        std::set<std::string, std::less<>> unknown;
        const auto look_at = [&](const std::string& name) {
            if (!known.contains(name)) unknown.emplace(cut(name, unknown_name_bytes));
        };
        for (const auto& [name, value] : page_.request.form.pairs()) look_at(name);
        for (const web::UploadedFile& file : page_.request.files) look_at(file.field);
        for (const std::string& name : unknown) findings_.push_back({name, "answer_unknown", {}});
    }

    bool goes_on() const { return button_.empty() || button_ == pressed::next; }

    // A group on which other questions stand now was not answered, wherever it is.
    void mark_answered(const AskedFields& before, const AskedFields& after) {
        const bool others =  // about no question of this page
            !std::all_of(findings_.begin(), findings_.end(), [&](const Finding& each) {
                return std::any_of(
                    page_.groups.begin(), page_.groups.end(),
                    [&](const auto* group) { return has_field(after.at(group->id), each.place); });
            });
        for (const auto& [group, fields] : after)
            if (fields != before.at(group)) std::erase(draft_.answered, group);
        for (const QuestionGroup* group : page_.groups) {
            std::erase(draft_.answered, group->id);
            const auto& fields = after.at(group->id);
            const bool complete =
                goes_on() && !others &&
                std::all_of(fields.begin(), fields.end(), [&](const FormField* field) {
                    return has_field(before.at(group->id), field->id) &&
                           !has_finding(findings_, field->id);
                });
            if (complete) draft_.answered.push_back(group->id);
        }
    }

    static bool asks_more(const AskedFields& before, const AskedFields& after) {
        for (const auto& [group, fields] : after)
            for (const FormField* field : fields)
                if (!has_field(before.at(group), field->id)) return true;
        return false;
    }

    const AskedPage& page_;
    Draft& draft_;
    const Package& package_;
    const std::string_view button_;
    const Circumstances circumstances_;
    Findings findings_;
    std::size_t files_sent_ = 0;
};

}  // namespace

SentFields prefilled(const AskedPage& page, const Draft& draft) {
    SentFields known;
    const auto& areas = page.forms.catalogue().areas();
    const catalogue::Area* town = areas.town_of(draft.place);
    if (!town) return known;
    const auto postcodes = areas.postcodes_of(town->ars);
    for (const QuestionGroup* group : page.groups) {
        for (const FormField& field : group->fields) {
            if (!field.of_place) continue;
            const bool postcode = field.check == "postcode";
            if (!postcode) known.emplace_back(field.id, town->short_name);
            if (postcode && postcodes.size() == 1) known.emplace_back(field.id, postcodes.front());
        }
    }
    return known;
}

bool takes_files(const AskedPage& page, const Draft& draft) {
    const Package& package = *page.forms.package(draft.package_name);
    for (const QuestionGroup* group : page.groups)
        for (const FormField* field : shown_fields(package, *group, draft.answers))
            if (field->type == FieldType::File) return true;
    return false;
}

Result<SavedPage> save_page(const AskedPage& page, Draft& draft) {
    return Saving(page, draft).save();
}

Outcome remove_file(const Forms& forms, Draft& draft, std::string_view button) {
    const std::string blob(button.substr(pressed::remove_prefix.size()));
    std::erase_if(draft.uploads, [&](const Upload& each) { return each.blob.to_string() == blob; });
    return forms.drafts().save(draft);
}

}  // namespace dw::forms
