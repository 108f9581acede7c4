// What belongs to an outcome besides the decision itself: side clauses and enclosures, an
// application that counts as withdrawn, the certificate of a deemed approval, and the consent to
// retrieve decisions online. Events and commands; pure.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/crypto.h"
#include "base/time.h"
#include "cases/letter_events.h"
#include "cases/objection.h"
#include "cases/opinion.h"

namespace dw::cases {

// Nebenbestimmungen, § 36 VwVfG: as the letter says them, in the language of the case.
struct SideClauses {
    std::vector<std::string> texts;
    bool has_own = false;  // one the package does not propose: it burdens
    bool operator==(const SideClauses&) const = default;
};
// Anlage: a document of the case that goes with the decision, and what it holds.
struct Enclosure {
    DocumentId document;
    std::string file_name;
    Digest sha256{};
    bool operator==(const Enclosure&) const = default;
};

// Rücknahmefiktion: asked with a day and that notice, the person did not answer.
struct DeemedWithdrawn {
    std::string law;  // as data/law/deadlines.csv names it
    Date last_day;
    bool operator==(const DeemedWithdrawn&) const = default;
};
// § 42a Abs. 3 VwVfG: whoever has a deemed approval gets it in writing when she asks for it.
struct CertificateAsked {
    Date on;
    bool operator==(const CertificateAsked&) const = default;
};
struct CertificateIssued {
    std::string law;
    Date last_day;  // of the period: with its end the approval counts as given
    identity::PersonId by;
    bool operator==(const CertificateIssued&) const = default;
};
// The consent to decisions that are kept ready (§ 41 Abs. 2a VwVfG) was taken back.
struct ConsentTakenBack {
    Date on;
    bool operator==(const ConsentTakenBack&) const = default;
};

// --- commands ------------------------------------------------------------------------------------

struct AskCertificate {
    Date today;
};
struct IssueCertificate {
    std::string law;
    identity::PersonId by;
    std::optional<Date> by_post = {};
};
struct TakeConsentBack {
    Date today;
};
using OutcomeCommand = std::variant<Contest, AskCertificate, IssueCertificate, TakeConsentBack>;

}  // namespace dw::cases
