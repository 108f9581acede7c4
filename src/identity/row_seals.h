// What of a row of identity its seal covers: all columns that open something to somebody.
// frozen: stored (docs/formats.md)
#pragma once

#include "identity/principal.h"
#include "store/canonical.h"
#include "store/change.h"
#include "store/row_seals.h"

namespace dw::identity {

struct PersonRow {
    TenantId tenant;
    PersonId person;
    OrganisationId organisation;
    ActorId actor;
};
store::Canonical fields_of(const PersonRow& row);

struct MembershipRow {
    TenantId tenant;
    PersonId person;
    std::int64_t role;
};
store::Canonical fields_of(const MembershipRow& row);

struct TeamMemberRow {
    TenantId tenant;
    PersonId person;
    TeamId team;
};
store::Canonical fields_of(const TeamMemberRow& row);

struct SubstitutionRow {
    TenantId tenant;
    PersonId person, substitute;
    Date first_day, last_day;
};
store::Canonical fields_of(const SubstitutionRow& row);

struct SessionRow {
    const Bytes& token_hash;
    TenantId tenant;
    PersonId person;
    std::int64_t stage;
    Instant created_at;
};
store::Canonical fields_of(const SessionRow& row);

struct CredentialRow {
    TenantId tenant;
    const Bytes& login_hash;
    PersonId person;
    std::string_view password_hash;
    const Bytes& totp_secret;  // as it is stored: sealed
    std::int64_t totp_step, enrolled, given_at;
};
store::Canonical fields_of(const CredentialRow& row);

struct RecoveryRow {
    TenantId tenant;
    PersonId person;
    const Bytes& code_hash;
};
store::Canonical fields_of(const RecoveryRow& row);

struct LoginTransactionRow {
    const Bytes& token_hash;
    std::string_view provider;
    std::int64_t purpose;
    TenantId tenant;
    PersonId person;
    std::string_view next_page;
    Instant expires_at;
};
store::Canonical fields_of(const LoginTransactionRow& row);

struct LoginLinkRow {
    TenantId tenant;
    const Bytes& subject_hash;
    PersonId person;
    std::string_view provider;
    Instant linked_at;
};
store::Canonical fields_of(const LoginLinkRow& row);

struct ResidentSessionRow {
    const Bytes& token_hash;
    std::string_view provider;
    const Bytes& pseudonym;
    std::int64_t level;
    Instant expires_at;
};
store::Canonical fields_of(const ResidentSessionRow& row);

// For the migration: rows of release 0.1 get their seals, once.
Outcome seal_rows_of_0_1(store::Connection& connection, const store::RowSeals& seals);

}  // namespace dw::identity
