#include "forms/package_names.h"

#include <utility>

#include "forms/texts.h"

namespace dw::forms {

namespace {

template <class Value>
using Names = std::pair<Value, std::string_view>;

// frozen: stored in packages and, for outcomes, in case events
constexpr Names<Kind> kinds[] = {{Kind::Application, "application"},
                                 {Kind::Notification, "notification"},
                                 {Kind::Information, "information"}};
constexpr Names<OutcomeKind> outcomes[] = {{OutcomeKind::DecisionNotice, "decision_notice"},
                                           {OutcomeKind::Assessment, "assessment"},
                                           {OutcomeKind::Confirmation, "confirmation"},
                                           {OutcomeKind::Certificate, "certificate"},
                                           {OutcomeKind::IdentityDocument, "identity_document"},
                                           {OutcomeKind::Referral, "referral"},
                                           {OutcomeKind::Withdrawal, "withdrawal"},
                                           {OutcomeKind::Completion, "completion"}};
constexpr Names<Secrecy> secrecies[] = {{Secrecy::General, "general"},
                                        {Secrecy::Tax, "tax"},
                                        {Secrecy::Social, "social"},
                                        {Secrecy::CivilStatus, "civil_status"},
                                        {Secrecy::RegisterWithBlock, "register_with_block"}};
constexpr Names<RetentionStart> retention_starts[] = {{RetentionStart::EndOfYear, "end_of_year"},
                                                      {RetentionStart::Closing, "closing"}};
constexpr Names<FieldType> field_types[] = {
    {FieldType::Text, "text"},     {FieldType::LongText, "long_text"},
    {FieldType::Email, "email"},   {FieldType::Phone, "phone"},
    {FieldType::Number, "number"}, {FieldType::Money, "money"},
    {FieldType::Date, "date"},     {FieldType::YesNo, "yes_no"},
    {FieldType::Choice, "choice"}, {FieldType::MultiChoice, "multi_choice"},
    {FieldType::File, "file"}};

template <class Value, std::size_t N>
std::optional<Value> find(const Names<Value> (&names)[N], std::string_view name) {
    for (const auto& [value, its_name] : names) {
        if (its_name == name) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(OutcomeKind kind) {
    for (const auto& [value, name] : outcomes) {
        if (value == kind) return name;
    }
    return "";
}

std::optional<OutcomeKind> outcome_kind_from(std::string_view name) {
    return find(outcomes, name);
}
std::optional<Kind> kind_from(std::string_view name) {
    return find(kinds, name);
}
std::optional<Secrecy> secrecy_from(std::string_view name) {
    return find(secrecies, name);
}

std::optional<RetentionStart> retention_start_from(std::string_view name) {
    return find(retention_starts, name);
}
std::optional<FieldType> field_type_from(std::string_view name) {
    return find(field_types, name);
}

Text noun_of(Kind kind) {
    switch (kind) {
        case Kind::Application:
            return texts::noun_application;
        case Kind::Notification:
            return texts::noun_notification;
        case Kind::Information:
            return texts::noun_information;
    }
    return texts::noun_application;
}

Text start_button_of(Kind kind) {
    switch (kind) {
        case Kind::Application:
            return texts::begin_application;
        case Kind::Notification:
            return texts::begin_notification;
        case Kind::Information:
            return texts::begin_information;
    }
    return texts::begin_application;
}

Text name_in_words(Secrecy secrecy) {
    switch (secrecy) {
        case Secrecy::General:
            return texts::secrecy_general;
        case Secrecy::Tax:
            return texts::secrecy_tax;
        case Secrecy::Social:
            return texts::secrecy_social;
        case Secrecy::CivilStatus:
            return texts::secrecy_civil_status;
        case Secrecy::RegisterWithBlock:
            return texts::secrecy_register;
    }
    return texts::secrecy_general;
}

Text name_in_words(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::DecisionNotice:
            return texts::outcome_decision_notice;
        case OutcomeKind::Assessment:
            return texts::outcome_assessment;
        case OutcomeKind::Confirmation:
            return texts::outcome_confirmation;
        case OutcomeKind::Certificate:
            return texts::outcome_certificate;
        case OutcomeKind::IdentityDocument:
            return texts::outcome_identity_document;
        case OutcomeKind::Referral:
            return texts::outcome_referral;
        case OutcomeKind::Withdrawal:
            return texts::outcome_withdrawal;
        case OutcomeKind::Completion:
            return texts::outcome_completion;
    }
    return texts::outcome_completion;
}

}  // namespace dw::forms
