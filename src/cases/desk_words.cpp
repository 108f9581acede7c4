#include "cases/desk_words.h"

#include <algorithm>

#include "cases/objection_package.h"
#include "cases/texts.h"

namespace dw::cases {

using forms::OutcomeKind;

Text kind_word(forms::Kind kind) {
    switch (kind) {
        case forms::Kind::Application:
            return texts::desk_kind_application;
        case forms::Kind::Notification:
            return texts::desk_kind_notification;
        case forms::Kind::Information:
            return texts::desk_kind_information;
    }
    return texts::desk_kind_application;
}

Text outcome_word(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::DecisionNotice:
            return texts::desk_kind_decision_notice;
        case OutcomeKind::Assessment:
            return texts::desk_kind_assessment;
        case OutcomeKind::Confirmation:
            return texts::desk_kind_confirmation;
        case OutcomeKind::Certificate:
            return texts::desk_kind_certificate;
        case OutcomeKind::IdentityDocument:
            return texts::desk_kind_identity_document;
        case OutcomeKind::Referral:
            return texts::desk_kind_referral;
        case OutcomeKind::Withdrawal:
            return texts::desk_kind_withdrawal;
        case OutcomeKind::Completion:
            return texts::desk_kind_completion;
    }
    return texts::desk_kind_completion;
}

namespace {

// What an objection comes to is in no package.
bool is_of_objection(std::string_view outcome) {
    return outcome == objection_granted || outcome == objection_partly ||
           outcome == objection_rejected;
}

Text objection_word(std::string_view outcome) {
    if (outcome == objection_granted) return texts::objection_word_granted;
    return outcome == objection_partly ? texts::objection_word_partly
                                       : texts::objection_word_rejected;
}

Text what_came(const StateShown& shown) {
    if (shown.objection)
        return *shown.objection == ObjectionKind::Objection ? texts::desk_kind_objection
                                                            : texts::desk_kind_tax_objection;
    return kind_word(shown.package ? shown.package->kind : forms::Kind::Application);
}

// A decision that burdens is none to be glad about.
bool burdens(const forms::Package* package, const std::optional<std::string>& outcome) {
    if (!outcome) return false;
    const auto* possible = package ? package->outcome(*outcome) : nullptr;
    return possible ? possible->burdens
                    : *outcome == objection_partly || *outcome == objection_rejected;
}

}  // namespace

StateShown shown_of(const Cases& cases, const CaseState& state) {
    StateShown shown{.state = state.state, .package = cases.package_of(state)};
    if (state.outcome) shown.outcome = state.outcome->outcome;
    if (state.objection) shown.objection = state.objection->kind;
    return shown;
}

StateShown shown_of(const Cases& cases, const InboxRow& row) {
    return {.state = row.state,
            .package = cases.neighbours().forms.package(row.package_name),
            .outcome = row.outcome,
            .objection = row.objection};
}

std::string state_words(const StateShown& shown, Language language) {
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    const auto& [state, package, outcome, objection] = shown;
    const auto* possible = package && outcome ? package->outcome(*outcome) : nullptr;
    switch (state) {
        case State::Received:
            return format(texts::desk_state_received, language, {say(what_came(shown))});
        case State::InWork:
            return say(texts::desk_state_in_work);
        case State::WaitingForApplicant:
            return say(texts::desk_state_waiting);
        case State::Decided:
            // Before the package: that of an objection calls all of them a notice.
            if (outcome && is_of_objection(*outcome)) return say(objection_word(*outcome));
            return say(possible ? outcome_word(possible->kind) : texts::desk_kind_completion);
        case State::Withdrawn:
            return say(texts::desk_state_withdrawn);
        case State::Destroyed:
            return say(texts::desk_state_destroyed);
    }
    return {};
}

web::Html state_mark(const StateShown& shown, Language language) {
    const bool good = shown.state == State::Decided && !burdens(shown.package, shown.outcome);
    const auto tone = good                                        ? web::Tone::Success
                      : shown.state == State::WaitingForApplicant ? web::Tone::Info
                                                                  : web::Tone::Neutral;
    return web::badge(tone, state_words(shown, language));
}

web::Html news_mark(News news, Language language) {
    const auto mark = [&](web::Tone tone, Text text) {
        return web::html<" {}">(web::badge(tone, text.in(language)));
    };
    switch (news) {
        case News::Returned:
            return mark(web::Tone::Warning, texts::desk_news_returned);
        case News::Answered:
            return mark(web::Tone::Info, texts::desk_news_answered);
        case News::Opinions:
            return mark(web::Tone::Info, texts::desk_news_opinions);
        case News::Payment:
            return mark(web::Tone::Warning, texts::desk_news_payment);
        case News::None:
            break;
    }
    return {};
}

web::Html standing_mark(StandingMark mark, Language language) {
    const auto badge = [&](web::Tone tone, Text text) {
        return web::html<" {}">(web::badge(tone, text.in(language)));
    };
    switch (mark) {
        case StandingMark::Contested:
            return badge(web::Tone::Warning, texts::mark_contested);
        case StandingMark::Final:
            return badge(web::Tone::Neutral, texts::mark_final);
        case StandingMark::FinalUnlessInCourt:
            return badge(web::Tone::Neutral, texts::mark_final_action);
        case StandingMark::None:
            break;
    }
    return {};
}

Result<Directory> Directory::read(const Visit& visit) {
    const auto& identity = visit.cases.neighbours().identity;
    Directory directory;
    DW_TRY(directory.people_,
           identity.people(visit.principal.tenant, visit.principal.organisation));
    DW_TRY(directory.teams_, identity.teams(visit.principal.tenant, visit.principal.organisation));
    directory.unknown_ = visit.say(texts::desk_person_unknown);
    return directory;
}

Result<Directory> Directory::read(const Visit& visit, const CaseFile& file) {
    DW_TRY(auto directory, read(visit));
    const auto& identity = visit.cases.neighbours().identity;
    for (const auto& transfer : file.state.transfers) {
        const auto people = identity.people(visit.principal.tenant, transfer.from);
        // Its keys were destroyed: nobody knows the names any more.
        if (!people && people.error().kind == ErrorKind::NotFound) continue;
        if (!people) return people.error();
        directory.former_.insert(directory.former_.end(), people->begin(), people->end());
    }
    return directory;
}

std::string Directory::name_of(identity::PersonId person) const {
    for (const auto* people : {&people_, &former_}) {
        const auto found = std::ranges::find(*people, person, &identity::Colleague::person);
        if (found != people->end()) return found->name;
    }
    return unknown_;
}

std::string Directory::name_of(identity::TeamId team) const {
    const auto found = std::find_if(teams_.begin(), teams_.end(),
                                    [&](const auto& each) { return each.id == team; });
    return found == teams_.end() ? std::string() : found->name;
}

}  // namespace dw::cases
