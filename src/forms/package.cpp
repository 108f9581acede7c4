// A package is a folder people can read: manifest.json says what the service is, who answers for
// the data and how it can end; form.json holds the questions. What is missing is a finding, and a
// package with findings is not published: without purpose, legal basis, recipients, retention,
// secrecy and levels of trust there is no privacy notice (Art. 13 GDPR) and no record of processing
// (Art. 30).
#include "forms/package.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/limits.h"
#include "forms/detail_rules.h"
#include "forms/fees.h"
#include "forms/package_form.h"
#include "forms/package_names.h"
#include "forms/package_reader.h"
#include "forms/package_work.h"

namespace dw::forms {

namespace {

constexpr std::string_view manifest_file = "manifest.json";
constexpr std::string_view form_file = "form.json";

Json read_file(std::string_view path, const std::vector<PackageFile>& files, Findings& findings) {
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const PackageFile& each) { return each.path == path; });
    if (file == files.end()) {
        findings.push_back({std::string(path), "package_file_missing", {}});
        return {};
    }
    auto json = parse_json(file->content);
    if (!json) {
        findings.push_back({std::string(path), "package_not_json", {json.error().message}});
        return {};
    }
    return *std::move(json);
}

LetterTemplate read_letter(PackageReader& outcome, Findings& findings) {
    LetterTemplate letter;
    const Json& object = outcome.object("letter", Need::Optional);
    if (object.is_null()) return letter;
    PackageReader reader(object, outcome.place_of("letter"), findings);
    letter.law = reader.words("law", Need::Required);
    letter.discretion = reader.words("discretion", Need::Optional);
    letter.side_clauses = reader.word_list("side_clauses", Need::Optional);
    letter.costs = reader.words("costs", Need::Required);
    reader.finish();
    return letter;
}

// A burdening decision without a notice on remedies stays open for a year (§ 58 Abs. 2 VwGO).
void read_remedy(PackageReader& manifest, Package& package) {
    const bool burdens = std::ranges::any_of(package.outcomes, &PossibleOutcome::burdens);
    package.remedy = manifest.text("remedy", burdens ? Need::Required : Need::Optional);
    if (!package.remedy.empty() && !is_package_name(package.remedy))
        manifest.report("remedy", "package_id_form", {package.remedy});
}

std::vector<PossibleOutcome> read_outcomes(PackageReader& manifest, Findings& findings) {
    std::vector<PossibleOutcome> outcomes;
    // Names of details are names of fields on one page, which has these of its own.
    std::set<std::string> ids, details{"ergebnis",  "begruendung", "schritt",       "stand",
                                       "anhoerung", fee_field,     fee_reason_field};
    for (const Json& item : manifest.array("outcomes", Need::Required).items()) {
        const std::string place =
            manifest.place_of("outcomes") + "[" + std::to_string(outcomes.size()) + "]";
        PackageReader reader(item, place, findings);
        PossibleOutcome outcome;
        outcome.id = reader.text("id", Need::Required);
        outcome.kind = reader.named("kind", outcome_kind_from).value_or(OutcomeKind::Completion);
        outcome.label = reader.words("label", Need::Required);
        outcome.result = reader.words("result", Need::Required);
        outcome.burdens = reader.flag("burdens", "false");
        outcome.details = read_details(reader.array("details", Need::Optional),
                                       reader.place_of("details"), findings);
        outcome.letter = read_letter(reader, findings);
        outcome.hearing = read_hearing(reader, findings);
        for (const FormField& detail : outcome.details) {
            if (!details.insert(detail.id).second)
                reader.report("details", "package_twice", {detail.id});
        }
        if (!is_package_name(outcome.id)) reader.report("id", "package_id_form", {outcome.id});
        if (!ids.insert(outcome.id).second) reader.report("id", "package_twice", {outcome.id});
        reader.finish();
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

// A detail starts with the answer to a question of the same type.
void check_answers_used(const Package& package, Findings& findings) {
    for (std::size_t i = 0; i < package.outcomes.size(); ++i) {
        const auto& details = package.outcomes[i].details;
        for (std::size_t k = 0; k < details.size(); ++k) {
            const auto& from = details[k].from_answer;
            const auto* field = from.empty() ? nullptr : package.field(from);
            if (from.empty() || (field && field->type == details[k].type)) continue;
            findings.push_back({"manifest.json: outcomes[" + std::to_string(i) + "].details[" +
                                    std::to_string(k) + "].from_answer",
                                "package_value_unknown",
                                {from}});
        }
    }
}

void read_services(PackageReader& manifest, Package& package) {
    for (const std::string& written : manifest.texts("service_keys", Need::Optional)) {
        const auto key = ServiceKey::parse(written);
        if (key) package.service_keys.push_back(*key);
        if (!key) manifest.report("service_keys", "package_value_unknown", {written});
    }
    for (const std::string& written : manifest.texts("services", Need::Optional)) {
        const auto id = catalogue::SourceId::parse(written);
        if (id) package.services.push_back(*id);
        if (!id) manifest.report("services", "package_value_unknown", {written});
    }
    if (package.services.empty() && package.service_keys.empty()) {
        manifest.report("service_keys", "package_missing");
    }
}

std::int64_t whole_within(PackageReader& reader, std::string_view key, std::int64_t largest) {
    const auto number = reader.whole(key, Need::Required);
    if (!number) return 0;
    if (*number >= 1 && *number <= largest) return *number;
    reader.report(key, "package_number_range", {"1", std::to_string(largest)});
    return 0;
}

DataProtection read_data_protection(PackageReader& manifest, Findings& findings) {
    DataProtection data;
    const Json& object = manifest.object("data_protection", Need::Required);
    if (object.is_null()) return data;
    PackageReader reader(object, manifest.place_of("data_protection"), findings);
    data.controller = reader.words("controller", Need::Required);
    data.purpose = reader.words("purpose", Need::Required);
    data.legal_basis = reader.words("legal_basis", Need::Required);
    data.recipients = reader.words("recipients", Need::Required);
    data.retention = reader.words("retention", Need::Required);
    data.retention_years = static_cast<int>(whole_within(reader, "retention_years", 120));
    data.retention_from =
        reader.named("retention_from", retention_start_from).value_or(RetentionStart::EndOfYear);
    data.retention_source = reader.words("retention_source", Need::Required);
    data.archive_days = limits::archive_days;
    if (const auto days = reader.whole("archive_days", Need::Optional)) {
        if (*days >= limits::archive_days_least && *days <= limits::archive_days_most)
            data.archive_days = static_cast<int>(*days);
        else
            reader.report("archive_days", "package_number_range",
                          {std::to_string(limits::archive_days_least),
                           std::to_string(limits::archive_days_most)});
    }
    data.obligation = reader.words("obligation", Need::Required);
    reader.finish();
    return data;
}

void read_levels(PackageReader& manifest, Package& package, Findings& findings) {
    const Json& object = manifest.object("levels", Need::Required);
    if (object.is_null()) return;
    PackageReader reader(object, manifest.place_of("levels"), findings);
    package.level_to_apply =
        reader.named("apply", assurance_level_from).value_or(AssuranceLevel::High);
    package.level_to_read =
        reader.named("read", assurance_level_from).value_or(AssuranceLevel::High);
    reader.finish();
}

void read_manifest(const Json& json, Package& package, Findings& findings) {
    PackageReader reader(json, std::string(manifest_file), findings);
    if (const auto format = reader.whole("format", Need::Required); format && *format != 1) {
        reader.report("format", "package_format", {std::to_string(*format)});
    }
    package.version = reader.text("version", Need::Required);
    package.title = reader.words("title", Need::Required);
    package.kind = reader.named("kind", kind_from).value_or(Kind::Application);
    package.outcomes = read_outcomes(reader, findings);
    read_services(reader, package);
    package.data_protection = read_data_protection(reader, findings);
    read_remedy(reader, package);
    package.secrecy = reader.named("secrecy", secrecy_from).value_or(Secrecy::General);
    read_levels(reader, package, findings);
    read_announcement(reader, package, findings);
    package.minutes = static_cast<int>(whole_within(reader, "minutes", 600));
    package.have_ready = reader.word_list("have_ready", Need::Optional);
    package.cost = reader.words("cost", Need::Required);
    package.processing_days = static_cast<int>(whole_within(reader, "processing_days", 1000));
    read_work(reader, package, findings);
    package.next_steps = reader.word_list("next_steps", Need::Required);
    package.declaration = reader.words("declaration", Need::Required);
    package.caution = reader.words("caution", Need::Optional);
    // Read with the form, whose answers they look at.
    reader.object("fee", Need::Optional);
    reader.text("detail_rules", Need::Optional);
    reader.finish();
}

}  // namespace

bool is_package_name(std::string_view name) {
    if (name.empty() || name.size() > 60) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

LoadedPackage load_package(std::string_view name, const std::vector<PackageFile>& files) {
    LoadedPackage loaded;
    Package package;
    package.name = std::string(name);
    if (!is_package_name(name)) loaded.findings.push_back({"", "package_id_form", {package.name}});
    const Json manifest = read_file(manifest_file, files, loaded.findings);
    const Json form = read_file(form_file, files, loaded.findings);
    if (!manifest.is_null()) read_manifest(manifest, package, loaded.findings);
    if (!form.is_null()) package.groups = read_form(form, std::string(form_file), loaded.findings);
    if (!form.is_null()) check_answers_used(package, loaded.findings);
    if (manifest["fee"].as_object()) {
        const auto rules = std::ranges::find(files, fee_file, &PackageFile::path);
        if (rules == files.end())
            loaded.findings.push_back({std::string(fee_file), "package_file_missing", {}});
        else
            package.fee = read_fee(manifest["fee"], rules->content, package, loaded.findings);
        // To ask for money burdens, whatever it is asked for.
        if (package.remedy.empty())
            loaded.findings.push_back({"manifest.json: remedy", "package_missing", {}});
    }
    if (!manifest.is_null() && !form.is_null())
        read_detail_rules(manifest["detail_rules"].text_or(""), files, package, loaded.findings);
    if (loaded.findings.empty()) loaded.package = std::move(package);
    return loaded;
}

Package detail_form(const PossibleOutcome& outcome) {
    Package form;
    form.groups.push_back({.id = outcome.id, .title = outcome.label, .fields = outcome.details});
    return form;
}

const PossibleOutcome* Package::outcome(std::string_view id) const {
    const auto found = std::find_if(outcomes.begin(), outcomes.end(),
                                    [&](const PossibleOutcome& each) { return each.id == id; });
    return found == outcomes.end() ? nullptr : &*found;
}

const FormField* Package::field(std::string_view id) const {
    for (const QuestionGroup& group : groups) {
        for (const FormField& each : group.fields) {
            if (each.id == id) return &each;
        }
    }
    return nullptr;
}

}  // namespace dw::forms
