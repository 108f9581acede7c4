// Where the fees of an organisation are paid to: an account, and how its Kassenzeichen are written.
// The row is sealed, so that an account nobody entered here is never printed on a letter.
#pragma once

#include <optional>
#include <string>

#include "cases/case.h"
#include "identity/identity.h"
#include "store/store.h"

namespace dw::cases {

struct PayeeSettings {
    Payee payee;
    std::string pattern;  // payment_reference.h
    bool operator==(const PayeeSettings&) const = default;
};

// The settings as people may type them, put right where that is safe; findings name the field:
// "inhaber", "iban", "bic", "muster".
Findings check(PayeeSettings& settings);

// Nothing before an administrator has entered it.
Result<std::optional<PayeeSettings>> payee_of(store::Store& store,
                                              const identity::OrganisationPlace& place);
// Invalid "case.payee" for what check() has findings for.
Outcome set_payee(store::Store& store, const identity::OrganisationPlace& place,
                  PayeeSettings settings);

}  // namespace dw::cases
