// The tables every installation has. Migrations only add; what is here is never edited again.
#include <array>

#include "store/migration.h"

namespace dw::store {

namespace {

constexpr Migration event_log{
    .module = "store",
    .number = 1,
    .name = "event log",
    .sql = R"(
create table log_head (
  tenant {id} primary key,
  position {int} not null,
  hash {bytes} not null,
  at {instant} not null
) {table};
)",
    .sqlite = R"(
create table event (
  tenant {id} not null,
  position {int} not null,
  stream {id} not null,
  sequence {int} not null,
  kind {text} not null,
  version {int} not null,
  at {instant} not null,
  actor {id} not null,
  key_id {id} not null,
  payload {bytes} not null,
  previous_hash {bytes} not null,
  hash {bytes} not null,
  unique (tenant, position),
  unique (tenant, stream, sequence)
) {table};
)",
    .postgres = R"(
create table event (
  tenant {id} not null,
  position {int} not null,
  stream {id} not null,
  sequence {int} not null,
  kind {text} not null,
  version {int} not null,
  at {instant} not null,
  actor {id} not null,
  key_id {id} not null,
  payload {bytes} not null,
  previous_hash {bytes} not null,
  hash {bytes} not null,
  unique (tenant, position),
  unique (tenant, stream, sequence)
) partition by hash (tenant);
create table event_0 partition of event for values with (modulus 8, remainder 0);
create table event_1 partition of event for values with (modulus 8, remainder 1);
create table event_2 partition of event for values with (modulus 8, remainder 2);
create table event_3 partition of event for values with (modulus 8, remainder 3);
create table event_4 partition of event for values with (modulus 8, remainder 4);
create table event_5 partition of event for values with (modulus 8, remainder 5);
create table event_6 partition of event for values with (modulus 8, remainder 6);
create table event_7 partition of event for values with (modulus 8, remainder 7);
)",
};

constexpr Migration keys{
    .module = "store",
    .number = 2,
    .name = "keys",
    .sql = R"(
create table master_key_check (
  name {text} primary key,
  digest {bytes} not null
) {table};
create table data_key (
  tenant {id} not null,
  id {id} not null,
  compartment {text} not null,
  wrapped {bytes} not null,
  created_at {instant} not null,
  primary key (tenant, id),
  unique (tenant, compartment)
) {table};
)",
};

constexpr Migration outbox_and_due{
    .module = "store",
    .number = 3,
    .name = "outbox and due table",
    .sql = R"(
create table outbox (
  tenant {id} not null,
  kind {text} not null,
  key {text} not null,
  payload {bytes} not null,
  attempts {int} not null,
  last_error {text} not null,
  created_at {instant} not null,
  next_at {instant} not null,
  done_at {instant},
  primary key (tenant, kind, key)
) {table};
create index outbox_next on outbox (kind, next_at) where done_at is null;
create index outbox_done on outbox (kind, done_at) where done_at is not null;
create index outbox_stuck on outbox (tenant, attempts) where done_at is null;
create table due_timer (
  tenant {id} not null,
  kind {text} not null,
  key {text} not null,
  due_at {instant} not null,
  leased_until {instant} not null,
  payload {bytes} not null,
  primary key (tenant, kind, key)
) {table};
create index due_timer_next on due_timer (kind, due_at);
)",
};

// Beside SQLite blobs are files and these stay empty.
constexpr Migration blobs{
    .module = "store",
    .number = 4,
    .name = "blobs",
    .sql = R"(
create table blob (
  tenant {id} not null,
  id {id} not null,
  key_id {id} not null,
  primary key (tenant, id)
) {table};
create table blob_frame (
  tenant {id} not null,
  id {id} not null,
  number {int} not null,
  bytes {bytes} not null,
  primary key (tenant, id, number)
) {table};
)",
};

// Where an event stood in logs of other installations, the first one with step 1.
constexpr Migration origins{
    .module = "store",
    .number = 5,
    .name = "where moved events came from",
    .sql = R"(
create table event_origin (
  tenant {id} not null,
  position {int} not null,
  step {int} not null,
  origin_tenant {id} not null,
  origin_position {int} not null,
  origin_hash {bytes} not null,
  primary key (tenant, position, step)
) {table};
)",
};

// Keys of release 0.1 are wrapped by the master key and stay so: wrapped_by is null.
constexpr Migration wrapping{
    .module = "store",
    .number = 6,
    .name = "wrapping keys",
    .sql = R"(
alter table data_key add column wrapped_by {id};
create index data_key_master on data_key (tenant, id) where wrapped_by is null;
create index data_key_wrapped on data_key (tenant, wrapped_by) where wrapped_by is not null;
)",
};

// One row: when the program looked at the clock, and since when it had not jumped.
constexpr Migration clock_watch{
    .module = "store",
    .number = 7,
    .name = "steady clock",
    .sql = R"(
create table clock_watch (
  name {text} primary key,
  steady_since {instant} not null,
  seen_at {instant} not null
) {table};
)",
};

constexpr std::array<Migration, 7> all{event_log, keys,     outbox_and_due, blobs,
                                       origins,   wrapping, clock_watch};

}  // namespace

std::span<const Migration> core_migrations() {
    return all;
}

}  // namespace dw::store
