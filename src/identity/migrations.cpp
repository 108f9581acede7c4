#include "identity/migrations.h"

#include <array>

#include "identity/row_seals.h"

namespace dw::identity {

namespace {

// organisation, team, person, membership, team_member and substitution are projections of the
// organisations' streams. Tenants, credentials, recovery codes, sessions and guess counters are
// plain rows.
constexpr store::Migration people{
    .module = "identity",
    .number = 1,
    .name = "tenants, organisations, people",
    .sql = R"(
create table tenant (
  id {id} primary key,
  name {text} not null,
  host {text} not null,
  created_at {instant} not null
) {table};
create index tenant_host on tenant (host, created_at);
create table organisation (
  tenant {id} not null,
  id {id} not null,
  name {text} not null,
  source_agency {text} not null,
  source_value {text} not null,
  primary key (tenant, id)
) {table};
create index organisation_source on organisation (source_agency, source_value);
create table team (
  tenant {id} not null,
  id {id} not null,
  organisation {id} not null,
  name {text} not null,
  primary key (tenant, id)
) {table};
create index team_organisation on team (tenant, organisation, name);
create table person (
  tenant {id} not null,
  id {id} not null,
  organisation {id} not null,
  actor {id} not null,
  name {bytes} not null,
  primary key (tenant, id)
) {table};
create index person_organisation on person (tenant, organisation);
create table membership (
  tenant {id} not null,
  person {id} not null,
  role {int} not null,
  primary key (tenant, person, role)
) {table};
create table team_member (
  tenant {id} not null,
  person {id} not null,
  team {id} not null,
  primary key (tenant, person, team)
) {table};
create table credential (
  tenant {id} not null,
  login_hash {bytes} not null,
  person {id} not null,
  password_hash {text} not null,
  totp_secret {bytes} not null,
  totp_step {int} not null,
  enrolled {int} not null,
  primary key (tenant, login_hash),
  unique (tenant, person)
) {table};
)",
};

constexpr store::Migration access{
    .module = "identity",
    .number = 2,
    .name = "sessions, guesses, visibility",
    .sql = R"(
create table session (
  token_hash {bytes} primary key,
  tenant {id} not null,
  person {id} not null,
  stage {int} not null,
  created_at {instant} not null,
  seen_at {instant} not null
) {table};
create index session_seen on session (seen_at);
create index session_person on session (tenant, person);
create table guess_counter (
  object {bytes} not null,
  network {text} not null,
  failures {int} not null,
  last_at {instant} not null,
  primary key (object, network)
) {table};
create index guess_counter_last on guess_counter (last_at);
create table visible (
  tenant {id} not null,
  scope {id} not null,
  state {int} not null,
  due {date} not null,
  case_id {id} not null,
  acts {int} not null,
  primary key (tenant, scope, state, due, case_id)
) {table};
create unique index visible_case on visible (tenant, case_id, scope);
)",
};

constexpr store::Migration standing_in{
    .module = "identity",
    .number = 3,
    .name = "substitution, recovery codes",
    .sql = R"(
create table substitution (
  tenant {id} not null,
  person {id} not null,
  substitute {id} not null,
  first_day {date} not null,
  last_day {date} not null,
  primary key (tenant, person)
) {table};
create index substitution_substitute on substitution (tenant, substitute, last_day);
create table recovery_code (
  tenant {id} not null,
  person {id} not null,
  code_hash {bytes} not null,
  primary key (tenant, person, code_hash)
) {table};
)",
};

// Sessions of earlier releases end: theirs have no seal. `given_at` is when a password to start
// with was given out; 0 for one's own.
constexpr store::Migration seals{
    .module = "identity",
    .number = 4,
    .name = "row seals",
    .sql = R"(
delete from session;
alter table session add column seal {bytes};
alter table person add column seal {bytes};
alter table membership add column seal {bytes};
alter table team_member add column seal {bytes};
alter table substitution add column seal {bytes};
alter table recovery_code add column seal {bytes};
alter table credential add column seal {bytes};
alter table credential add column given_at {instant} not null default 0;
)",
    .seal = seal_rows_of_0_1,
};

constexpr store::Migration security{
    .module = "identity",
    .number = 5,
    .name = "security log",
    .sql = R"(
create table security_event (
  id {id} primary key,
  at {instant} not null,
  tenant {id} not null,
  kind {text} not null,
  actor {id} not null,
  object {text} not null,
  network {text} not null,
  seal {bytes} not null
) {table};
create index security_event_at on security_event (at);
)",
};

constexpr store::Migration providers{
    .module = "identity",
    .number = 6,
    .name = "sign-in at a provider",
    .sql = R"(
create table login_transaction (
  token_hash {bytes} primary key,
  provider {text} not null,
  purpose {int} not null,
  tenant {id} not null,
  person {id} not null,
  next_page {text} not null,
  expires_at {instant} not null,
  seal {bytes} not null
) {table};
create index login_transaction_expires on login_transaction (expires_at);
create table login_link (
  tenant {id} not null,
  subject_hash {bytes} not null,
  person {id} not null,
  provider {text} not null,
  linked_at {instant} not null,
  seal {bytes} not null,
  primary key (tenant, subject_hash)
) {table};
create unique index login_link_person on login_link (tenant, person, provider);
create table resident_session (
  token_hash {bytes} primary key,
  provider {text} not null,
  pseudonym {bytes} not null,
  level {int} not null,
  expires_at {instant} not null,
  seal {bytes} not null
) {table};
create index resident_session_expires on resident_session (expires_at);
create index resident_session_pseudonym on resident_session (pseudonym);
)",
};

constexpr std::array<store::Migration, 6> all{people, access,   standing_in,
                                              seals,  security, providers};

}  // namespace

std::span<const store::Migration> migrations() {
    return all;
}

}  // namespace dw::identity
