#include "forms/package_work.h"

#include <algorithm>
#include <set>

#include "forms/package_form.h"
#include "terms/legal_deadline.h"

namespace dw::forms {

namespace {

std::optional<HearingNeed> hearing_need_from(std::string_view name) {
    if (name == "required") return HearingNeed::Required;
    if (name == "not_needed") return HearingNeed::NotNeeded;
    return std::nullopt;
}

using When = FourEyes::When;
std::optional<When> when_from(std::string_view name) {
    if (name == "always") return When::Always;
    if (name == "from_amount") return When::FromAmount;
    if (name == "sample") return When::Sample;
    return std::nullopt;
}

std::int64_t number_in(PackageReader& reader, std::string_view key, std::int64_t least,
                       std::int64_t most) {
    const auto number = reader.whole(key, Need::Required);
    if (!number) return least;
    if (*number >= least && *number <= most) return *number;
    reader.report(key, "package_number_range", {std::to_string(least), std::to_string(most)});
    return least;
}

bool is_money_detail(const Package& package, const std::string& id) {
    for (const auto& outcome : package.outcomes) {
        for (const auto& detail : outcome.details)
            if (detail.id == id) return detail.type == FieldType::Money;
    }
    return false;
}

std::optional<DeliveryLaw> delivery_law_from(std::string_view name) {
    if (name == "general") return DeliveryLaw::General;
    if (name == "tax") return DeliveryLaw::Tax;
    return std::nullopt;
}

void read_four_eyes(PackageReader& manifest, Package& package, Findings& findings) {
    const Json& object = manifest.object("four_eyes", Need::Optional);
    if (object.is_null()) return;
    PackageReader reader(object, manifest.place_of("four_eyes"), findings);
    auto& four_eyes = package.four_eyes;
    four_eyes.when = reader.named("when", when_from).value_or(When::Always);
    if (four_eyes.when == When::FromAmount) {
        four_eyes.detail = reader.text("detail", Need::Required);
        four_eyes.cents = number_in(reader, "cents", 1, 1'000'000'000);
        if (!is_money_detail(package, four_eyes.detail))
            reader.report("detail", "package_value_unknown", {four_eyes.detail});
    }
    if (four_eyes.when == When::Sample)
        four_eyes.percent = static_cast<int>(number_in(reader, "percent", 1, 100));
    reader.finish();
}

// Reasons of outcomes start with one block at most.
void read_reasons(PackageReader& reader, const Package& package, TextBlock& block) {
    block.outcomes = reader.texts("outcomes", Need::Optional);
    block.is_suggested = reader.flag("suggested", "false");
    if (block.is_suggested && block.outcomes.empty()) reader.report("outcomes", "package_missing");
    for (const auto& outcome : block.outcomes) {
        const bool twice =
            block.is_suggested && std::ranges::any_of(package.text_blocks, [&](const auto& other) {
                return other.is_suggested &&
                       std::ranges::find(other.outcomes, outcome) != other.outcomes.end();
            });
        if (twice) reader.report("suggested", "package_twice", {outcome});
        if (!package.outcome(outcome))
            reader.report("outcomes", "package_value_unknown", {outcome});
    }
}

void read_text_blocks(PackageReader& manifest, Package& package, Findings& findings) {
    std::set<std::string> ids;
    for (const Json& item : manifest.array("text_blocks", Need::Optional).items()) {
        PackageReader reader(item,
                             manifest.place_of("text_blocks") + "[" +
                                 std::to_string(package.text_blocks.size()) + "]",
                             findings);
        TextBlock block;
        block.id = reader.text("id", Need::Required);
        block.label = reader.words("label", Need::Required);
        block.text = reader.words("text", Need::Required);
        read_reasons(reader, package, block);
        block.purpose = reader.text("purpose", Need::Optional);
        if (!block.purpose.empty() && block.purpose != "papers" && block.purpose != "hearing")
            reader.report("purpose", "package_value_unknown", {block.purpose});
        if (!is_package_name(block.id)) reader.report("id", "package_id_form", {block.id});
        if (!ids.insert(block.id).second) reader.report("id", "package_twice", {block.id});
        reader.finish();
        package.text_blocks.push_back(std::move(block));
    }
}

// What starts with the application: the office sees that day. What withdraws one that is not
// completed, and what counts the silence of another office as consent: both start with a question.
bool runs_in_cases(const LegalDeadline& deadline) {
    if (deadline.kind == DeadlineKind::DeemedWithdrawal ||
        deadline.kind == DeadlineKind::DeemedConsent)
        return true;
    const bool starts =
        deadline.start == DeadlineStart::Complete || deadline.start == DeadlineStart::Received;
    return starts && deadline.period;
}

void read_deadlines(PackageReader& manifest, Package& package) {
    static const auto known = LegalDeadlines::load();
    package.deadlines = manifest.texts("deadlines", Need::Optional);
    for (const auto& law : package.deadlines) {
        const bool fits = known && std::ranges::any_of(known->all(), [&](const auto& deadline) {
                              return deadline.law == law && runs_in_cases(deadline);
                          });
        if (!fits) manifest.report("deadlines", "package_value_unknown", {law});
    }
}

}  // namespace

Hearing read_hearing(PackageReader& outcome, Findings& findings) {
    const Json& object = outcome.object("hearing", Need::Optional);
    if (object.is_null()) return {};
    PackageReader reader(object, outcome.place_of("hearing"), findings);
    Hearing hearing;
    hearing.need = reader.named("need", hearing_need_from).value_or(HearingNeed::Required);
    hearing.source = reader.words("source", Need::Required);
    reader.finish();
    return hearing;
}

// Without the entry there is no law that allows anything but a letter.
void read_announcement(PackageReader& manifest, Package& package, Findings& findings) {
    const Json& object = manifest.object("announcement", Need::Optional);
    if (object.is_null()) return;
    PackageReader reader(object, manifest.place_of("announcement"), findings);
    package.announcement.law =
        reader.named("law", delivery_law_from).value_or(DeliveryLaw::General);
    for (const auto& way : reader.texts("ways", Need::Required)) {
        if (way == "retrieval")
            package.announcement.by_retrieval = true;
        else if (way != "post")
            reader.report("ways", "package_value_unknown", {way});
    }
    package.announcement.source = reader.words("source", Need::Required);
    reader.finish();
}

void read_work(PackageReader& manifest, Package& package, Findings& findings) {
    read_deadlines(manifest, package);
    if (const auto days = manifest.whole("answer_days", Need::Optional)) {
        if (*days >= 1 && *days <= 365)
            package.answer_days = static_cast<int>(*days);
        else
            manifest.report("answer_days", "package_number_range", {"1", "365"});
    }
    read_text_blocks(manifest, package, findings);
    read_four_eyes(manifest, package, findings);
}

}  // namespace dw::forms
