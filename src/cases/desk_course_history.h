// The events of periods, questions, drafts, opinions and objections as sentences for the history of
// a case.
#pragma once

#include <string>

#include "cases/desk_visit.h"

namespace dw::cases {

struct ToldLine {
    std::string title, text = {};
};
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DeadlineStarted& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DeadlineStopped& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DeadlineExtended& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DeadlinePassed& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const PapersComplete& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const AnswerReminded& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const AnswerOverdue& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DecisionDrafted& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DraftCosigned& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DraftReturned& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const OpinionAsked& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const OpinionGiven& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const OpinionSilent& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const CaseTransferred& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DecisionContested& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const ObjectionOpened& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const LetterServed& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const DeemedWithdrawn& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const CertificateAsked& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const CertificateIssued& event);
ToldLine course_line(const Visit&, const CaseState&, const std::string& who,
                     const ConsentTakenBack& event);

}  // namespace dw::cases
