#include "cases/desk_words.h"

#include <algorithm>

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

std::string state_words(State state, const forms::Package* package,
                        const std::optional<std::string>& outcome, Language language) {
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    const auto* possible = package && outcome ? package->outcome(*outcome) : nullptr;
    switch (state) {
        case State::Received:
            return format(texts::desk_state_received, language,
                          {say(kind_word(package ? package->kind : forms::Kind::Application))});
        case State::InWork:
            return say(texts::desk_state_in_work);
        case State::WaitingForApplicant:
            return say(texts::desk_state_waiting);
        case State::Decided:
            return say(possible ? outcome_word(possible->kind) : texts::desk_kind_completion);
        case State::Withdrawn:
            return say(texts::desk_state_withdrawn);
        case State::Destroyed:
            return say(texts::desk_state_destroyed);
    }
    return {};
}

web::Html state_mark(State state, const forms::Package* package,
                     const std::optional<std::string>& outcome, Language language) {
    const auto tone = state == State::Decided               ? web::Tone::Success
                      : state == State::WaitingForApplicant ? web::Tone::Info
                                                            : web::Tone::Neutral;
    return web::badge(tone, state_words(state, package, outcome, language));
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

std::string Directory::name_of(identity::PersonId person) const {
    const auto found = std::find_if(people_.begin(), people_.end(),
                                    [&](const auto& each) { return each.person == person; });
    return found == people_.end() ? unknown_ : found->name;
}

std::string Directory::name_of(identity::TeamId team) const {
    const auto found = std::find_if(teams_.begin(), teams_.end(),
                                    [&](const auto& each) { return each.id == team; });
    return found == teams_.end() ? std::string() : found->name;
}

}  // namespace dw::cases
