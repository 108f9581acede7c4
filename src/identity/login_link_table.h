// Which account of a provider is whose: a member of staff links it while signed in. The account is
// kept as a keyed hash of issuer and subject only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/principal.h"
#include "store/store.h"

namespace dw::identity {

// Under the key of the tenant's logins.
Digest login_subject_hash(const store::DataKey& login_key, std::string_view issuer,
                          std::string_view subject);

struct LoginLink {
    TenantId tenant;
    PersonId person;
    std::string provider;
    Digest subject_hash{};
    Instant linked_at{};
};

// Takes the place of the person's link to the same provider. The last statement is a Conflict
// "store.claimed" when the account is somebody's already.
std::vector<store::Statement> link_login(const store::RowSeals& seals, const LoginLink& link);
Result<std::optional<LoginLink>> link_of_subject(store::Connection& connection,
                                                 store::KeyRing& ring, TenantId tenant,
                                                 const Digest& subject_hash);
// By provider.
Result<std::vector<LoginLink>> links_of(store::Connection& connection, store::KeyRing& ring,
                                        TenantId tenant, PersonId person);
// Changes nothing; guards a change that believes in the link.
store::Statement keep_login_link(TenantId tenant, PersonId person, const Digest& subject_hash);
store::Statement unlink_login(TenantId tenant, PersonId person, std::string_view provider);
store::Statement forget_login_links(TenantId tenant, PersonId person);

}  // namespace dw::identity
