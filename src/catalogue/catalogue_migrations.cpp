// All rows belong to a tenant; imported ones to store::shared_tenant(). Content is not searched in
// the database, so it is one column. The largest table, responsibilities, is kept in the order of
// area and service: who asks for a place reads neighbouring rows.

#include <array>

#include "catalogue/area_feed.h"
#include "catalogue/catalogue.h"
#include "catalogue/change_days.h"
#include "catalogue/collection.h"
#include "catalogue/coverage_table.h"
#include "catalogue/import_journal.h"
#include "catalogue/import_memory.h"
#include "catalogue/notice_table.h"
#include "catalogue/organisation_changes.h"
#include "catalogue/overlay_table.h"
#include "catalogue/piece_store.h"
#include "catalogue/search_misses.h"

namespace dw::catalogue {

namespace {

// frozen: tables of every installation have this form
constexpr std::string_view tables = R"(
create table catalogue_state (
    tenant {id} not null, number {int} not null, catalogue {bytes} not null,
    primary key (tenant)) {table};
create table catalogue_source_id (
    tenant {id} not null, ref {int} not null, agency {text} not null, value {text} not null,
    primary key (tenant, ref)) {table};
create table catalogue_service (
    tenant {id} not null, ref {int} not null, content {bytes} not null, fingerprint {int} not null,
    import {int} not null,
    primary key (tenant, ref)) {table};
create table catalogue_service_key (
    tenant {id} not null, service_key {text} not null, service {int} not null,
    primary key (tenant, service_key, service)) {table};
create index catalogue_service_key_service on catalogue_service_key (tenant, service);
create table catalogue_specialisation (
    tenant {id} not null, ref {int} not null, service {int} not null, content {bytes} not null,
    fingerprint {int} not null, import {int} not null,
    primary key (tenant, ref)) {table};
create index catalogue_specialisation_service on catalogue_specialisation (tenant, service);
create table catalogue_organisation (
    tenant {id} not null, ref {int} not null, content {bytes} not null, fingerprint {int} not null,
    import {int} not null,
    primary key (tenant, ref)) {table};
create table catalogue_online_service (
    tenant {id} not null, ref {int} not null, content {bytes} not null, fingerprint {int} not null,
    import {int} not null,
    primary key (tenant, ref)) {table};
create table catalogue_service_change (
    tenant {id} not null, service {int} not null, change {int} not null, offered {int} not null,
    primary key (tenant, service)) {table};
create index catalogue_service_change_order on catalogue_service_change (tenant, change, service);
create table catalogue_import (
    tenant {id} not null, number {int} not null, source {text} not null, hash {bytes} not null,
    started {instant} not null, finished {instant},
    primary key (tenant, number)) {table};
)";

constexpr std::string_view responsibilities_sqlite = R"(
create table catalogue_responsibility (
    tenant {id} not null, area {int} not null, service {int} not null, id {text} not null,
    holder {int} not null, role {text} not null, validity {text} not null, import {int} not null,
    primary key (tenant, area, service, id)) {table}, without rowid;
create unique index catalogue_responsibility_id on catalogue_responsibility (tenant, id, area);
)";

constexpr std::string_view responsibilities_postgres = R"(
create table catalogue_responsibility (
    tenant {id} not null, area {int} not null, service {int} not null, id {text} not null,
    holder {int} not null, role {text} not null, validity {text} not null, import {int} not null,
    primary key (tenant, area, service, id)) {table};
create unique index catalogue_responsibility_id on catalogue_responsibility (tenant, id, area);
)";

}  // namespace

std::span<const store::Migration> migrations() {
    static const std::string sources_and_coverage = std::string(coverage_table_sql) +
                                                    std::string(change_days_sql) +
                                                    std::string(collection_table_sql);
    static const std::string deliveries_and_offices =
        std::string(import_agency_sql) + std::string(organisation_changes_sql);
    static const std::array<store::Migration, 10> all{{
        {.module = "catalogue",
         .number = 1,
         .name = "services, organisations, responsibilities",
         .sql = tables,
         .sqlite = responsibilities_sqlite,
         .postgres = responsibilities_postgres},
        {.module = "catalogue", .number = 2, .name = "notices", .sql = notice_table_sql},
        {.module = "catalogue",
         .number = 3,
         .name = "settlement of notices",
         .sql = notice_settlement_sql},
        {.module = "catalogue",
         .number = 4,
         .name = "own words of administrations",
         .sql = overlay_table_sql},
        {.module = "catalogue",
         .number = 5,
         .name = "searches without results",
         .sql = search_miss_sql},
        {.module = "catalogue",
         .number = 6,
         .name = "coverage by month, days of changes, collected sources",
         .sql = sources_and_coverage},
        {.module = "catalogue",
         .number = 7,
         .name = "whose delivery an import is, changes of offices",
         .sql = deliveries_and_offices},
        {.module = "catalogue",
         .number = 8,
         .name = "remembered imports",
         .sql = import_memory_sql},
        {.module = "catalogue",
         .number = 9,
         .name = "what pieces of deliveries said",
         .sql = piece_memory_sql},
        {.module = "catalogue",
         .number = 10,
         .name = "where responsibilities have changed",
         .sql = area_feed_sql},
    }};
    return all;
}

}  // namespace dw::catalogue
