#include "forms/fees.h"

#include <algorithm>

#include "forms/package_reader.h"
#include "forms/texts.h"

namespace dw::forms {

namespace {

constexpr std::int64_t most_cents = 100'000'000;  // a million euros
constexpr std::int64_t most_due_days = 365;

std::optional<Release> release_from(std::string_view name) {
    if (name == "decided") return Release::Decided;
    if (name == "paid") return Release::Paid;
    return std::nullopt;
}

bool fits(const FeeRow& row, const Json& answers) {
    if (row.field.empty()) return true;
    const Json& answer = answers[row.field];
    if (const auto* text = answer.as_string())
        return std::ranges::find(row.values, *text) != row.values.end();
    if (const auto yes = answer.as_bool())
        return std::ranges::find(row.values, *yes ? "yes" : "no") != row.values.end();
    const auto number = answer.as_integer();
    return number && (!row.least || *number >= *row.least) && (!row.most || *number <= *row.most);
}

std::optional<Date> day_of(PackageReader& reader, std::string_view key, Need need) {
    const std::string written = reader.text(key, need);
    if (written.empty()) return std::nullopt;
    const auto day = parse_date(written);
    if (!day) reader.report(key, "package_value_unknown", {written});
    return day;
}

std::int64_t within(PackageReader& reader, std::string_view key, std::int64_t largest) {
    const auto number = reader.whole(key, Need::Required);
    if (number && (*number < 0 || *number > largest))
        reader.report(key, "package_number_range", {"0", std::to_string(largest)});
    return number.value_or(0);
}

// What the field may be answered with must be among what the row asks for.
void check_field(PackageReader& reader, const FeeRow& row, const Package& package) {
    if (row.field.empty()) return;
    const FormField* field = package.field(row.field);
    if (!field) return reader.report("field", "package_value_unknown", {row.field});
    const bool counts = field->type == FieldType::Number;
    const bool chooses = field->type == FieldType::Choice || field->type == FieldType::YesNo;
    if (!counts && !chooses) reader.report("field", "package_value_unknown", {row.field});
    if (chooses && row.values.empty()) reader.report("values", "package_missing");
    if (counts && !row.least && !row.most) reader.report("least", "package_missing");
    for (const auto& value : row.values) {
        const bool known = field->type == FieldType::YesNo
                               ? value == "yes" || value == "no"
                               : std::ranges::any_of(field->choices, [&](const Choice& choice) {
                                     return choice.value == value;
                                 });
        if (!known) reader.report("values", "package_value_unknown", {value});
    }
}

FeeRow read_row(PackageReader& reader, const Package& package) {
    FeeRow row;
    row.cents = within(reader, "amount", most_cents);
    row.field = reader.text("field", Need::Optional);
    row.values = reader.texts("values", Need::Optional);
    row.least = reader.whole("least", Need::Optional);
    row.most = reader.whole("most", Need::Optional);
    row.from = day_of(reader, "from", Need::Required).value_or(Date{});
    row.until = day_of(reader, "until", Need::Optional);
    row.rule = reader.words("rule", Need::Required);
    row.source = reader.words("source", Need::Required);
    check_field(reader, row, package);
    reader.finish();
    return row;
}

}  // namespace

const FeeRow* fee_row(const FeeTable& table, const Json& answers, Date day) {
    for (const FeeRow& row : table.rows) {
        if (day < row.from || (row.until && *row.until < day)) continue;
        if (fits(row, answers)) return &row;
    }
    return nullptr;
}

bool costs(const Package& package, std::string_view outcome) {
    return package.fee &&
           std::ranges::find(package.fee->outcomes, outcome) != package.fee->outcomes.end();
}

FeeTable read_fee(const Json& object, const Package& package, Findings& findings) {
    PackageReader reader(object, "manifest.json: fee", findings);
    FeeTable table;
    table.outcomes = reader.texts("outcomes", Need::Required);
    for (const auto& outcome : table.outcomes)
        if (!package.outcome(outcome))
            reader.report("outcomes", "package_value_unknown", {outcome});
    table.due_days = static_cast<int>(within(reader, "due_days", most_due_days));
    table.released_when = reader.named("released_when", release_from).value_or(Release::Paid);
    for (const Json& item : reader.array("rows", Need::Required).items()) {
        const std::string place =
            reader.place_of("rows") + "[" + std::to_string(table.rows.size()) + "]";
        PackageReader row(item, place, findings);
        table.rows.push_back(read_row(row, package));
    }
    if (table.rows.empty()) reader.report("rows", "package_missing");
    reader.finish();
    return table;
}

Package fee_form() {
    const auto words = [](Text text) {
        return PackageText{std::string(text.in(Language::German)),
                           std::string(text.in(Language::English))};
    };
    FormField amount;
    amount.id = fee_field;
    amount.type = FieldType::Money;
    amount.label = words(texts::fee_amount);
    amount.hint = words(texts::fee_amount_hint);
    amount.min = 0;
    amount.max = most_cents;
    FormField reason;
    reason.id = fee_reason_field;
    reason.label = words(texts::fee_reason);
    reason.hint = words(texts::fee_reason_hint);
    reason.required = false;
    reason.max = 500;
    Package form;
    form.groups.push_back({.id = "gebuehr", .title = {}, .intro = {}, .fields = {amount, reason}});
    return form;
}

}  // namespace dw::forms
