// Recovery codes: printed once, each takes the place of one code of the app when the phone is gone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

struct RecoveryCodes {
    std::vector<std::string> codes;  // "ABCD-EFGH-IJKL-MNOP": 80 bits, so a plain hash keeps them
    std::vector<store::Statement> statements;  // replace all the person had
};
RecoveryCodes make_recovery_codes(store::Store& store, TenantId tenant, PersonId person);

// Whether what was typed has the form of a recovery code; blanks, dashes and case do not count.
bool is_recovery_code(std::string_view typed);
// Takes the code away; Conflict when the person has no such code of ours any more.
store::Statement recovery_code_used(const store::RowSeals& seals, TenantId tenant, PersonId person,
                                    std::string_view typed);
Result<std::int64_t> recovery_codes_left(store::Connection& connection, TenantId tenant,
                                         PersonId person);
store::Statement forget_recovery_codes(TenantId tenant, PersonId person);

}  // namespace dw::identity
