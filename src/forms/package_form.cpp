// The questions of a form. A field may depend on an answer, but only on one of an earlier page:
// pages work without scripts, so nothing on a page can appear while someone fills it in.
#include "forms/package_form.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/time.h"
#include "forms/answer_checks.h"
#include "forms/form_rules.h"
#include "forms/package_names.h"
#include "forms/package_reader.h"

namespace dw::forms {

namespace {

constexpr std::size_t largest_form = 1000;  // fields (design, section 11)

// Path segments below /antrag/{draft}/ that are pages of their own.
constexpr std::array<std::string_view, 9> reserved_groups = {
    "pruefen", "absenden", "gesendet", "code", "vergessen", "kopie", "neu", "datei", "alles"};

class FormReader {
  public:
    FormReader(Findings& findings) : findings_(findings) {}

    std::vector<QuestionGroup> read(PackageReader& form) {
        std::vector<QuestionGroup> groups;
        for (const Json& item : form.array("groups", Need::Required).items()) {
            const std::string place =
                form.place_of("groups") + "[" + std::to_string(groups.size()) + "]";
            groups.push_back(read_group(item, place));
        }
        if (fields_.size() > largest_form) {
            form.report("groups", "package_form_large", {std::to_string(largest_form)});
        }
        return groups;
    }

    std::vector<FormField> read_details(const Json& list, const std::string& place) {
        std::vector<FormField> fields;
        std::map<std::string, FormField> on_this_page;
        for (const Json& item : list.items()) {
            const std::string its_place = place + "[" + std::to_string(fields.size()) + "]";
            fields.push_back(read_field(item, its_place, Need::Optional));
            on_this_page.emplace(fields.back().id, fields.back());
            check_date_order(fields.back(), its_place, on_this_page);
            if (fields.back().type == FieldType::File)
                findings_.push_back({its_place + ".type", "package_value_unknown", {"file"}});
        }
        return fields;
    }

  private:
    QuestionGroup read_group(const Json& item, const std::string& place) {
        PackageReader reader(item, place, findings_);
        QuestionGroup group;
        group.id = reader.text("id", Need::Required);
        group.title = reader.words("title", Need::Required);
        group.intro = reader.words("intro", Need::Optional);
        if (!is_package_name(group.id)) reader.report("id", "package_id_form", {group.id});
        const bool reserved = std::find(reserved_groups.begin(), reserved_groups.end(), group.id) !=
                              reserved_groups.end();
        if (reserved) reader.report("id", "package_id_reserved", {group.id});
        if (!groups_.insert(group.id).second) reader.report("id", "package_twice", {group.id});
        std::map<std::string, FormField> on_this_page;
        for (const Json& field : reader.array("fields", Need::Required).items()) {
            const std::string its_place =
                reader.place_of("fields") + "[" + std::to_string(group.fields.size()) + "]";
            group.fields.push_back(read_field(field, its_place, Need::Required));
            const FormField& added = group.fields.back();
            const bool fresh = !fields_.contains(added.id);
            if (!on_this_page.emplace(added.id, added).second || !fresh) {
                findings_.push_back({its_place + ".id", "package_twice", {added.id}});
            }
            check_date_order(added, its_place, on_this_page);
        }
        fields_.merge(on_this_page);
        reader.finish();
        return group;
    }

    FormField read_field(const Json& item, const std::string& place, Need reason) {
        PackageReader reader(item, place, findings_);
        FormField field;
        field.id = reader.text("id", Need::Required);
        if (!is_package_name(field.id)) reader.report("id", "package_id_form", {field.id});
        field.fim_id = reader.text("fim_id", Need::Optional);
        field.type = reader.named("type", field_type_from).value_or(FieldType::Text);
        field.label = reader.words("label", Need::Required);
        field.hint = reader.words("hint", Need::Optional);
        field.why = reader.words("why", reason);
        field.required = reader.flag("required", "true");
        field.autocomplete = reader.text("autocomplete", Need::Optional);
        field.min = reader.whole("min", Need::Optional);
        field.max = reader.whole("max", Need::Optional);
        read_date_limit(reader, "earliest", field.earliest);
        read_date_limit(reader, "latest", field.latest);
        field.not_before = reader.text("not_before", Need::Optional);
        field.from_answer = reader.text("from_answer", Need::Optional);
        field.by_rule = reader.text("by_rule", Need::Optional);
        field.starts_by_rule = reader.text("starts_by_rule", Need::Optional);
        field.months_after_known = read_months(reader, field.type);
        field.starts_today_or_later = reader.flag("starts_today_or_later", "false");
        if (field.starts_today_or_later && field.type != FieldType::Date)
            reader.report("starts_today_or_later", "package_value_unknown", {field.id});
        field.of_place = reader.flag("of_place", "false");
        field.check = reader.text("check", Need::Optional);
        if (!field.check.empty() && !is_named_check(field.check)) {
            reader.report("check", "package_value_unknown", {field.check});
        }
        read_choices(reader, field);
        read_condition(reader, field);
        reader.finish();
        return field;
    }

    static int read_months(PackageReader& reader, FieldType type) {
        constexpr std::string_view key = "months_after_known";
        const auto months = reader.whole(key, Need::Optional);
        if (!months) return 0;
        if (type != FieldType::Date)
            reader.report(key, "package_value_unknown", {std::to_string(*months)});
        if (*months < 1 || *months > 12) reader.report(key, "package_number_range", {"1", "12"});
        return static_cast<int>(*months);
    }

    static void read_date_limit(PackageReader& reader, std::string_view key, std::string& limit) {
        limit = reader.text(key, Need::Optional);
        constexpr Date any_day{std::chrono::year(2026), std::chrono::January, std::chrono::day(1)};
        if (limit.empty() || date_limit(limit, any_day)) return;
        reader.report(key, "package_value_unknown", {limit});
    }

    // The other date must stand before: on this page or on an earlier one.
    void check_date_order(const FormField& field, const std::string& place,
                          const std::map<std::string, FormField>& on_this_page) {
        if (field.not_before.empty()) return;
        const auto is_date = [&](const std::map<std::string, FormField>& fields) {
            const auto other = fields.find(field.not_before);
            return other != fields.end() && other->second.type == FieldType::Date;
        };
        const bool known = is_date(fields_) || is_date(on_this_page);
        if (known && field.type == FieldType::Date && field.not_before != field.id) return;
        findings_.push_back({place + ".not_before", "package_date_field", {field.not_before}});
    }

    void read_choices(PackageReader& reader, FormField& field) {
        const bool chooses =
            field.type == FieldType::Choice || field.type == FieldType::MultiChoice;
        std::set<std::string> values;
        const Json& list = reader.array("choices", chooses ? Need::Required : Need::Optional);
        for (const Json& item : list.items()) {
            const std::string place =
                reader.place_of("choices") + "[" + std::to_string(field.choices.size()) + "]";
            PackageReader choice(item, place, findings_);
            const std::string value = choice.text("value", Need::Required);
            if (!is_package_name(value)) choice.report("value", "package_id_form", {value});
            if (!values.insert(value).second) choice.report("value", "package_twice", {value});
            field.choices.push_back(
                {value, choice.words("label", Need::Required), choice.flag("untold", "false")});
            choice.finish();
        }
        if (!chooses && !list.is_null()) reader.report("choices", "package_choices_unused");
    }

    void read_condition(PackageReader& reader, FormField& field) {
        const Json& object = reader.object("shown_if", Need::Optional);
        if (object.is_null()) return;
        PackageReader condition(object, reader.place_of("shown_if"), findings_);
        field.shown_if_field = condition.text("field", Need::Required);
        field.shown_if_values = condition.texts("values", Need::Required);
        const auto other = fields_.find(field.shown_if_field);
        if (other == fields_.end()) {
            condition.report("field", "package_condition_field", {field.shown_if_field});
        } else {
            check_condition_values(condition, other->second, field.shown_if_values);
        }
        condition.finish();
    }

    static void check_condition_values(PackageReader& condition, const FormField& other,
                                       const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            const bool yes_no = other.type == FieldType::YesNo && (value == "yes" || value == "no");
            const bool choice =
                std::any_of(other.choices.begin(), other.choices.end(),
                            [&](const Choice& each) { return each.value == value; });
            if (!yes_no && !choice) condition.report("values", "package_value_unknown", {value});
        }
    }

    Findings& findings_;
    std::set<std::string> groups_;
    std::map<std::string, FormField> fields_;  // of the pages before
};

}  // namespace

std::vector<QuestionGroup> read_form(const Json& json, const std::string& file,
                                     Findings& findings) {
    PackageReader form(json, file, findings);
    if (const auto format = form.whole("format", Need::Required); format && *format != 1) {
        form.report("format", "package_format", {std::to_string(*format)});
    }
    auto groups = FormReader(findings).read(form);
    form.finish();
    return groups;
}

std::vector<FormField> read_details(const Json& list, const std::string& place,
                                    Findings& findings) {
    return FormReader(findings).read_details(list, place);
}

}  // namespace dw::forms
