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

// In the clear stand ids, days, numbers and keys of the filing plan. Cases of older releases came
// in by digital ways.
constexpr store::Migration files{
    .module = "cases",
    .number = 8,
    .name = "Aktenzeichen, reminders, presence, channels",
    .sql = R"(
create table filing_plan (
  tenant {id} not null,
  organisation {id} not null,
  plan {text} not null,
  primary key (tenant, organisation)
) {table};
create table case_reference (
  tenant {id} not null,
  organisation {id} not null,
  filing_key {text} not null,
  year {int} not null,
  number {int} not null,
  reference {text} not null,
  case_id {id} not null,
  primary key (tenant, organisation, filing_key, year, number)
) {table};
create unique index case_reference_name on case_reference (tenant, organisation, reference);
create index case_reference_case on case_reference (tenant, case_id);
create table case_reminder (
  tenant {id} not null,
  case_id {id} not null,
  reminder {int} not null,
  organisation {id} not null,
  scope {id} not null,
  since {date} not null,
  primary key (tenant, case_id, reminder)
) {table};
create index case_reminder_scope on case_reminder (tenant, scope, since, case_id, reminder);
create table case_presence (
  tenant {id} not null,
  case_id {id} not null,
  person {id} not null,
  seen_at {instant} not null,
  primary key (tenant, case_id, person)
) {table};
create index case_presence_seen on case_presence (seen_at);
alter table case_row add column channel {int} not null default 0;
create index case_row_channel on case_row (tenant, organisation, service, channel, received, state);
)",
};

// In the clear stand ids, the law and the day. `law` is "answer" for the question to the applicant.
constexpr store::Migration deadlines{
    .module = "cases",
    .number = 9,
    .name = "running periods, text blocks, calendar feeds",
    .sql = R"(
create table case_deadline (
  tenant {id} not null,
  case_id {id} not null,
  law {text} not null,
  scope {id} not null,
  last_day {date} not null,
  primary key (tenant, case_id, law, scope)
) {table};
create index case_deadline_scope on case_deadline (tenant, scope, last_day, case_id, law);
create table text_block (
  tenant {id} not null,
  organisation {id} not null,
  id {id} not null,
  label {text} not null,
  words {text} not null,
  primary key (tenant, organisation, id)
) {table};
create table calendar_feed (
  token_hash {bytes} primary key,
  tenant {id} not null,
  organisation {id} not null,
  person {id} not null,
  scope {id} not null,
  seal {bytes} not null
) {table};
create index calendar_feed_person on calendar_feed (tenant, person);
create index calendar_feed_organisation on calendar_feed (tenant, organisation);
)",
};

// In the clear stand ids, Kassenzeichen, the due day and whether it is settled; no amounts.
constexpr store::Migration fees{
    .module = "cases",
    .number = 10,
    .name = "fees",
    .sql = R"(
create table case_fee (
  tenant {id} not null,
  case_id {id} not null,
  organisation {id} not null,
  scope {id} not null,
  reference {text} not null,
  due {date} not null,
  settled {int} not null,
  primary key (tenant, case_id)
) {table};
create unique index case_fee_reference on case_fee (tenant, organisation, reference);
create index case_fee_scope on case_fee (tenant, scope, settled, due, case_id);
create index case_fee_organisation on case_fee (tenant, organisation, settled, due, case_id);
create table payee (
  tenant {id} not null,
  organisation {id} not null,
  details {bytes} not null,
  primary key (tenant, organisation)
) {table};
create table treasury_report (
  tenant {id} not null,
  id {id} not null,
  organisation {id} not null,
  report {bytes} not null,
  created_at {instant} not null,
  primary key (tenant, id)
) {table};
create index treasury_report_created on treasury_report (created_at);
create index treasury_report_organisation on treasury_report (tenant, organisation, created_at);
)",
};

// The blind index. Leads with the organisation: what one of them looks for is never among others'.
constexpr store::Migration words{
    .module = "cases",
    .number = 11,
    .name = "words to find cases by",
    .sql = R"(
create table case_word (
  tenant {id} not null,
  organisation {id} not null,
  word {int} not null,
  case_id {id} not null,
  primary key (tenant, organisation, word, case_id)
) {table};
)",
};

constexpr store::Migration bulks{
    .module = "cases",
    .number = 12,
    .name = "acts on many cases, what is counted",
    .sql = R"(
create table bulk_run (
  tenant {id} not null,
  id {id} not null,
  person {id} not null,
  organisation {id} not null,
  report {bytes} not null,
  created_at {instant} not null,
  primary key (tenant, id)
) {table};
create index bulk_run_created on bulk_run (created_at);
create index bulk_run_organisation on bulk_run (tenant, organisation);
create table desk_setting (
  tenant {id} not null,
  organisation {id} not null,
  counts {int} not null,
  primary key (tenant, organisation)
) {table};
)",
};

constexpr store::Migration filters{
    .module = "cases",
    .number = 13,
    .name = "filters of the inbox that people keep, sessions of a case",
    .sql = R"(
create table inbox_filter (
  tenant {id} not null,
  person {id} not null,
  id {id} not null,
  organisation {id} not null,
  words {bytes} not null,
  primary key (tenant, person, id)
) {table};
create index status_session_case on status_session (tenant, case_id);
create index inbox_filter_organisation on inbox_filter (tenant, organisation);
)",
};

constexpr store::Migration block_purposes{
    .module = "cases",
    .number = 14,
    .name = "what kind of message a text block is for",
    .sql = R"(
alter table text_block add column purpose {text} not null default '';
)",
};

constexpr std::array<store::Migration, 14> all{
    rows,  access,    mail_by_tenant, seals, retention, emergency, letters,
    files, deadlines, fees,           words, bulks,     filters,   block_purposes};

}  // namespace

std::span<const store::Migration> migrations() {
    return all;
}

}  // namespace dw::cases
