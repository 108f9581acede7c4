#include "identity/row_seals.h"

#include <functional>

namespace dw::identity {

namespace {

using store::Canonical;
using store::Connection;
using store::of;
using store::Row;
using store::RowSeals;

// Rows of people, not of cases: a large installation has some ten thousand of them.
constexpr const char* all_people = "select tenant, id, organisation, actor from person";
constexpr const char* all_roles = "select tenant, person, role from membership";
constexpr const char* all_teams = "select tenant, person, team from team_member";
constexpr const char* all_substitutions =
    "select tenant, person, substitute, first_day, last_day from substitution";
constexpr const char* all_codes = "select tenant, person, code_hash from recovery_code";
constexpr const char* all_credentials =
    "select tenant, login_hash, person, password_hash, totp_secret, totp_step, enrolled "
    "from credential";

using Sealing = std::function<store::Statement(const Row&)>;

Outcome seal_each(Connection& connection, const char* all, const Sealing& sealing) {
    DW_TRY(const auto rows, connection.query(all, {}));
    for (const Row& row : rows) {
        const auto statement = sealing(row);
        DW_TRY_DO(connection.execute(statement.sql, statement.parameters));
    }
    return Nothing{};
}

Outcome seal_people(Connection& connection, const RowSeals& seals) {
    return seal_each(connection, all_people, [&](const Row& row) -> store::Statement {
        const PersonRow fields{row.id<TenantId>(0), row.id<PersonId>(1), row.id<OrganisationId>(2),
                               row.id<ActorId>(3)};
        return {"update person set seal = $3 where tenant = $1 and id = $2",
                {row[0], row[1], seals.seal(fields_of(fields))}};
    });
}

Outcome seal_roles(Connection& connection, const RowSeals& seals) {
    return seal_each(connection, all_roles, [&](const Row& row) -> store::Statement {
        const MembershipRow fields{row.id<TenantId>(0), row.id<PersonId>(1), row.integer(2)};
        return {"update membership set seal = $4 where tenant = $1 and person = $2 and role = $3",
                {row[0], row[1], row[2], seals.seal(fields_of(fields))}};
    });
}

Outcome seal_teams(Connection& connection, const RowSeals& seals) {
    return seal_each(connection, all_teams, [&](const Row& row) -> store::Statement {
        const TeamMemberRow fields{row.id<TenantId>(0), row.id<PersonId>(1), row.id<TeamId>(2)};
        return {"update team_member set seal = $4 where tenant = $1 and person = $2 and team = $3",
                {row[0], row[1], row[2], seals.seal(fields_of(fields))}};
    });
}

Outcome seal_substitutions(Connection& connection, const RowSeals& seals) {
    return seal_each(connection, all_substitutions, [&](const Row& row) -> store::Statement {
        const SubstitutionRow fields{row.id<TenantId>(0), row.id<PersonId>(1), row.id<PersonId>(2),
                                     row.date(3), row.date(4)};
        return {"update substitution set seal = $3 where tenant = $1 and person = $2",
                {row[0], row[1], seals.seal(fields_of(fields))}};
    });
}

Outcome seal_codes(Connection& connection, const RowSeals& seals) {
    return seal_each(connection, all_codes, [&](const Row& row) -> store::Statement {
        const RecoveryRow fields{row.id<TenantId>(0), row.id<PersonId>(1), row.bytes(2)};
        return {
            "update recovery_code set seal = $4 "
            "where tenant = $1 and person = $2 and code_hash = $3",
            {row[0], row[1], row[2], seals.seal(fields_of(fields))}};
    });
}

// A password to start with that nobody has used yet counts as given out now.
Outcome seal_credentials(Connection& connection, const RowSeals& seals) {
    const std::int64_t now = to_microseconds(SystemClock().now());
    return seal_each(connection, all_credentials, [&](const Row& row) -> store::Statement {
        const CredentialRow fields{.tenant = row.id<TenantId>(0),
                                   .login_hash = row.bytes(1),
                                   .person = row.id<PersonId>(2),
                                   .password_hash = row.text(3),
                                   .totp_secret = row.bytes(4),
                                   .totp_step = row.integer(5),
                                   .enrolled = row.integer(6),
                                   .given_at = row.integer(6) == 0 ? now : 0};
        return {
            "update credential set given_at = $3, seal = $4 "
            "where tenant = $1 and login_hash = $2",
            {row[0], row[1], fields.given_at, seals.seal(fields_of(fields))}};
    });
}

}  // namespace

Canonical fields_of(const PersonRow& row) {
    return std::move(Canonical("dienstweg.row.person.v1")
                         .add(row.tenant)
                         .add(row.person)
                         .add(row.organisation)
                         .add(row.actor));
}

Canonical fields_of(const MembershipRow& row) {
    return std::move(
        Canonical("dienstweg.row.membership.v1").add(row.tenant).add(row.person).add(row.role));
}

Canonical fields_of(const TeamMemberRow& row) {
    return std::move(
        Canonical("dienstweg.row.team-member.v1").add(row.tenant).add(row.person).add(row.team));
}

Canonical fields_of(const SubstitutionRow& row) {
    return std::move(Canonical("dienstweg.row.substitution.v1")
                         .add(row.tenant)
                         .add(row.person)
                         .add(row.substitute)
                         .add(std::string_view(to_string(row.first_day)))
                         .add(std::string_view(to_string(row.last_day))));
}

Canonical fields_of(const SessionRow& row) {
    return std::move(Canonical("dienstweg.row.session.v1")
                         .add(BytesView(row.token_hash))
                         .add(row.tenant)
                         .add(row.person)
                         .add(row.stage)
                         .add(to_microseconds(row.created_at)));
}

Canonical fields_of(const CredentialRow& row) {
    return std::move(Canonical("dienstweg.row.credential.v1")
                         .add(row.tenant)
                         .add(BytesView(row.login_hash))
                         .add(row.person)
                         .add(row.password_hash)
                         .add(BytesView(row.totp_secret))
                         .add(row.totp_step)
                         .add(row.enrolled)
                         .add(row.given_at));
}

Canonical fields_of(const RecoveryRow& row) {
    return std::move(Canonical("dienstweg.row.recovery-code.v1")
                         .add(row.tenant)
                         .add(row.person)
                         .add(BytesView(row.code_hash)));
}

Canonical fields_of(const LoginTransactionRow& row) {
    return std::move(Canonical("dienstweg.row.login-transaction.v1")
                         .add(BytesView(row.token_hash))
                         .add(row.provider)
                         .add(row.purpose)
                         .add(row.tenant)
                         .add(row.person)
                         .add(row.next_page)
                         .add(to_microseconds(row.expires_at)));
}

Canonical fields_of(const LoginLinkRow& row) {
    return std::move(Canonical("dienstweg.row.login-link.v1")
                         .add(row.tenant)
                         .add(BytesView(row.subject_hash))
                         .add(row.person)
                         .add(row.provider)
                         .add(to_microseconds(row.linked_at)));
}

Canonical fields_of(const ResidentSessionRow& row) {
    return std::move(Canonical("dienstweg.row.resident-session.v1")
                         .add(BytesView(row.token_hash))
                         .add(row.provider)
                         .add(BytesView(row.pseudonym))
                         .add(row.level)
                         .add(to_microseconds(row.expires_at)));
}

Outcome seal_rows_of_0_1(Connection& connection, const RowSeals& seals) {
    DW_TRY_DO(seal_people(connection, seals));
    DW_TRY_DO(seal_roles(connection, seals));
    DW_TRY_DO(seal_teams(connection, seals));
    DW_TRY_DO(seal_substitutions(connection, seals));
    DW_TRY_DO(seal_codes(connection, seals));
    return seal_credentials(connection, seals);
}

}  // namespace dw::identity
