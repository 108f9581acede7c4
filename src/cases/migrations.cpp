// The tables of cases. case_row is a projection of the cases' streams; the rest are plain rows.
#include <array>

#include "cases/case_table.h"
#include "cases/cases.h"
#include "store/due.h"

namespace dw::cases {

namespace {

// In the clear stand only ids, state, dates, service, package and number; `summary` (subject,
// outcome) is sealed with the projection key of the organisation.
constexpr store::Migration rows{
    .module = "cases",
    .number = 1,
    .name = "cases",
    .sql = R"(
create table case_row (
  tenant {id} not null,
  id {id} not null,
  number {text} not null,
  code_hash {bytes} not null,
  organisation {id} not null,
  state {int} not null,
  due {date} not null,
  received {date} not null,
  service {text} not null,
  package {text} not null,
  assignee {id},
  sequence {int} not null,
  summary {bytes} not null,
  primary key (tenant, id)
) {table};
create unique index case_row_number on case_row (tenant, number);
create table case_document (
  tenant {id} not null,
  blob {id} not null,
  case_id {id} not null,
  primary key (tenant, blob)
) {table};
create index case_document_case on case_document (tenant, case_id);
)",
};

constexpr store::Migration access{
    .module = "cases",
    .number = 2,
    .name = "status access, idempotency, mail of the example",
    .sql = R"(
create table status_session (
  token_hash {bytes} primary key,
  tenant {id} not null,
  case_id {id} not null,
  opened {int} not null,
  expires_at {instant} not null
) {table};
create index status_session_expires on status_session (expires_at);
create table one_time_code (
  tenant {id} not null,
  case_id {id} not null,
  code_hash {bytes} not null,
  expires_at {instant} not null,
  primary key (tenant, case_id)
) {table};
create index one_time_code_expires on one_time_code (expires_at);
create table idempotency_key (
  tenant {id} not null,
  key_hash {bytes} not null,
  body_hash {bytes} not null,
  case_id {id} not null,
  answer {bytes} not null,
  created_at {instant} not null,
  primary key (tenant, key_hash)
) {table};
create index idempotency_key_created on idempotency_key (created_at);
create table example_mail (
  tenant {id} not null,
  id {id} not null,
  mail {bytes} not null,
  created_at {instant} not null,
  primary key (tenant, id)
) {table};
create index example_mail_created on example_mail (created_at);
)",
};

// The page of the example reads the newest mails of one tenant after the other.
constexpr store::Migration mail_by_tenant{
    .module = "cases",
    .number = 3,
    .name = "mail of the example by tenant",
    .sql = R"(
create index example_mail_tenant on example_mail (tenant, created_at);
)",
};

// Whoever looks at a case types number and code again after this step: older rows have no seal.
constexpr store::Migration seals{
    .module = "cases",
    .number = 4,
    .name = "row seals",
    .sql = R"(
delete from status_session;
delete from one_time_code;
alter table status_session add column seal {bytes};
)",
};

constexpr store::Migration emergency{
    .module = "cases",
    .number = 6,
    .name = "passwords of emergency packs",
    .sql = R"(
create table emergency_password (
  tenant {id} not null,
  organisation {id} not null,
  password {bytes} not null,
  primary key (tenant, organisation)
) {table};
)",
};

// Cases that were closed by release 0.1 get the timer that closed ones have.
Outcome time_closed_cases(store::Connection& connection, const store::RowSeals&) {
    DW_TRY(const auto closed,
           connection.query("select tenant, id from case_row where state in (3, 4)"));
    for (const auto& row : closed) {
        const auto id = row.id<CaseId>(1);
        const auto timer = store::timer_set({.tenant = row.id<store::TenantId>(0),
                                             .kind = retention_timer_kind,
                                             .key = id.to_string(),
                                             .due = {},
                                             .payload = id.to_bytes()});
        DW_TRY_DO(connection.execute(timer.sql, timer.parameters));
    }
    return Nothing{};
}
constexpr store::Migration retention{.module = "cases",
                                     .number = 5,
                                     .name = "retention of closed cases",
                                     .sql = {},
                                     .seal = time_closed_cases};

// In the clear stand ids and the day since when the letter waits.
constexpr store::Migration letters{
    .module = "cases",
    .number = 7,
    .name = "letters that wait to be posted",
    .sql = R"(
create table case_letter (
  tenant {id} not null,
  case_id {id} not null,
  letter {int} not null,
  organisation {id} not null,
  scope {id} not null,
  since {date} not null,
  primary key (tenant, case_id, letter)
) {table};
create index case_letter_scope on case_letter (tenant, scope, since, case_id, letter);
create index case_letter_organisation on case_letter (tenant, organisation, since, case_id, letter);
)",
};

constexpr std::array<store::Migration, 7> all{rows,      access,    mail_by_tenant, seals,
                                              retention, emergency, letters};

}  // namespace

std::span<const store::Migration> migrations() {
    return all;
}

}  // namespace dw::cases
