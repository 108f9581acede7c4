// Abhilfe: §§ 72, 73 Abs. 3 S. 3 VwGO, § 367 Abs. 2 S. 3 AO. Zurückweisung: § 73 VwGO, § 367 AO.
// Teilabhilfe: the office that decided also decides on the objection (§ 73 Abs. 1 S. 2 Nr. 3 VwGO,
// own matters of municipalities), so one notice changes a part and rejects the rest.
#include "cases/objection_package.h"

#include <algorithm>

#include "base/text.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

forms::PackageText both(Text text) {
    return {std::string(text.in(Language::German)), std::string(text.in(Language::English))};
}

struct Words {
    ObjectionKind kind;
    Text pick(Text objection, Text tax_objection) const {
        return kind == ObjectionKind::Objection ? objection : tax_objection;
    }
};

// § 73 Abs. 3 S. 3 VwGO: who bears the costs. An Einspruch is decided without any.
std::vector<forms::FormField> details_of_costs(const Words& words, std::string id) {
    if (words.kind == ObjectionKind::TaxObjection) return {};
    forms::FormField costs;
    costs.id = std::move(id);
    costs.type = forms::FieldType::LongText;
    costs.label = both(texts::objection_costs);
    costs.hint = both(texts::objection_costs_hint);
    costs.max = 1000;
    return {costs};
}

forms::PossibleOutcome granted(const Words& words) {
    forms::FormField effect;
    effect.id = std::string(objection_effect);
    effect.type = forms::FieldType::Choice;
    effect.label = both(texts::objection_effect);
    effect.choices = {{std::string(objection_lifted), both(texts::objection_effect_lifted)},
                      {"geaendert", both(texts::objection_effect_changed)}};
    forms::FormField now;
    now.id = "jetzt_gilt";
    now.type = forms::FieldType::LongText;
    now.label = both(texts::objection_now);
    now.hint = both(texts::objection_now_hint);
    now.required = false;
    now.required_if_field = effect.id;
    now.required_if_values = {"geaendert"};
    now.max = 4000;
    forms::PossibleOutcome outcome{
        .id = std::string(objection_granted),
        .kind = forms::OutcomeKind::DecisionNotice,
        .label = both(words.pick(texts::objection_grant, texts::tax_objection_grant)),
        .result =
            both(words.pick(texts::objection_granted_result, texts::tax_objection_granted_result)),
        .details = {effect, now}};
    for (auto& field : details_of_costs(words, "kosten_abhilfe"))
        outcome.details.push_back(std::move(field));
    outcome.letter.law =
        both(words.pick(texts::objection_grant_law, texts::tax_objection_grant_law));
    return outcome;
}

// It burdens by the rest, which is served and can be taken to court as a rejection can.
forms::PossibleOutcome granted_partly(const Words& words) {
    forms::FormField now;
    now.id = "jetzt_gilt_zum_teil";
    now.type = forms::FieldType::LongText;
    now.label = both(texts::objection_partly_now);
    now.hint = both(texts::objection_partly_now_hint);
    now.max = 4000;
    forms::PossibleOutcome outcome{
        .id = std::string(objection_partly),
        .kind = forms::OutcomeKind::DecisionNotice,
        .label = both(words.pick(texts::objection_partly, texts::tax_objection_partly)),
        .burdens = true,
        .result =
            both(words.pick(texts::objection_partly_result, texts::tax_objection_partly_result)),
        .details = {now}};
    for (auto& field : details_of_costs(words, "kosten_teilabhilfe"))
        outcome.details.push_back(std::move(field));
    outcome.letter.law =
        both(words.pick(texts::objection_partly_law, texts::tax_objection_partly_law));
    outcome.hearing = {forms::HearingNeed::NotNeeded,
                       both(words.pick(texts::objection_hearing, texts::tax_objection_hearing))};
    return outcome;
}

// Before it somebody is heard only where it burdens for the first time (§ 71 VwGO), or gets worse
// (§ 367 Abs. 2 S. 2 AO).
forms::PossibleOutcome rejected(const Words& words) {
    forms::PossibleOutcome outcome{
        .id = std::string(objection_rejected),
        .kind = forms::OutcomeKind::DecisionNotice,
        .label = both(words.pick(texts::objection_reject, texts::tax_objection_reject)),
        .burdens = true,
        .result = both(
            words.pick(texts::objection_rejected_result, texts::tax_objection_rejected_result)),
        .details = details_of_costs(words, "kosten_zurueckweisung")};
    outcome.letter.law =
        both(words.pick(texts::objection_reject_law, texts::tax_objection_reject_law));
    outcome.hearing = {forms::HearingNeed::NotNeeded,
                       both(words.pick(texts::objection_hearing, texts::tax_objection_hearing))};
    return outcome;
}

forms::PossibleOutcome closed(std::string id, forms::OutcomeKind kind, Text label, Text result) {
    return {.id = std::move(id), .kind = kind, .label = both(label), .result = both(result)};
}

forms::Package objection_package(forms::Package package, const Words& words,
                                 const Remedies& remedies) {
    const Text title = words.pick(texts::objection_title, texts::tax_objection_title);
    for (auto* language : {&package.title.de, &package.title.en}) {
        const auto in = language == &package.title.de ? Language::German : Language::English;
        *language = format(title, in, {*language});
    }
    package.kind = forms::Kind::Application;
    package.outcomes = {
        granted(words), granted_partly(words), rejected(words),
        closed(
            "zurueckgenommen", forms::OutcomeKind::Withdrawal,
            words.pick(texts::objection_taken_back, texts::tax_objection_taken_back),
            words.pick(texts::objection_taken_back_result, texts::tax_objection_taken_back_result)),
        closed("erledigt", forms::OutcomeKind::Completion, texts::objection_settled,
               words.pick(texts::objection_settled_result, texts::tax_objection_settled_result))};
    package.remedy =
        words.kind == ObjectionKind::Objection ? "objection_decision" : "tax_objection_decision";
    if (remedies.is_served(package.remedy)) package.announcement = {};
    package.fee.reset();
    package.deadlines.clear();
    package.caution = {};
    package.next_steps.clear();
    package.groups.clear();
    return package;
}

}  // namespace

ObjectionPackages::ObjectionPackages(const std::vector<forms::Package>& packages,
                                     const Remedies& remedies) {
    for (const auto& package : packages) {
        of_vwgo_.push_back(objection_package(package, {ObjectionKind::Objection}, remedies));
        of_ao_.push_back(objection_package(package, {ObjectionKind::TaxObjection}, remedies));
    }
}

const forms::Package* ObjectionPackages::find(std::string_view package_name,
                                              ObjectionKind kind) const {
    const auto& all = kind == ObjectionKind::Objection ? of_vwgo_ : of_ao_;
    const auto found = std::ranges::find(all, package_name, &forms::Package::name);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace dw::cases
