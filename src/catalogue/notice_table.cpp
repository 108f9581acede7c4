#include "catalogue/notice_table.h"

#include <algorithm>

#include "base/limits.h"

namespace dw::catalogue {

const std::string_view notice_table_sql = R"(
create table catalogue_notice (
    id {id} not null primary key,
    at {instant} not null,
    service {text} not null,
    place {text} not null,
    organisation {text} not null,
    subject {text} not null,
    words {bytes} not null
) {table};
create index catalogue_notice_at on catalogue_notice (at, id);
)";

const std::string_view notice_settlement_sql = R"(
alter table catalogue_notice add column settled_at {instant};
alter table catalogue_notice add column settled_by {id};
alter table catalogue_notice add column remark {bytes};
create index catalogue_notice_organisation on catalogue_notice (organisation, at, id);
)";

namespace {

constexpr const char* compartment = "catalogue/notices";  // frozen: stored

constexpr std::string_view columns =
    "select id, at, service, place, organisation, subject, words, settled_at, settled_by, remark "
    "from catalogue_notice ";

// frozen: stored
std::string place_of(const NoticeId& id, std::string_view column) {
    return "catalogue_notice/" + id.to_string() + "/" + std::string(column);
}

// The key of all notices; a statement that stores it where this is the first one.
struct NoticeKey {
    store::DataKey key;
    std::optional<store::Statement> insert;
};
Result<NoticeKey> key_of_notices(store::Store& store) {
    const auto tenant = store::shared_tenant();
    DW_TRY(auto reader, store.reader());
    const auto known = store.keys().by_compartment(*reader, tenant, compartment);
    if (known) return NoticeKey{*known, {}};
    if (known.error().kind != ErrorKind::NotFound) return known.error();
    auto made = store.keys().create(tenant, compartment);
    return NoticeKey{made.key, std::move(made.insert)};
}

Result<store::Receipt> commit_notice(store::Store& store, const Notice& notice) {
    store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    DW_TRY(auto key, key_of_notices(store));
    if (key.insert) change.statements.push_back(*std::move(key.insert));
    auto words = store::seal_value(store.keys(), key.key, place_of(notice.id, "words"),
                                   as_bytes(notice.words));
    change.statements.push_back(
        {"insert into catalogue_notice (id, at, service, place, organisation, subject, words) "
         "values ($1, $2, $3, $4, $5, $6, $7)",
         {store::of(notice.id), store::of(notice.at), store::of(notice.service.to_string()),
          store::of(notice.place), store::of(notice.organisation), store::of(notice.subject),
          std::move(words)},
         1});
    return store.commit(std::move(change));
}

Result<Notice> notice_from(store::Connection& connection, store::Store& store,
                           const store::Row& row) {
    Notice notice{.id = row.id<NoticeId>(0),
                  .at = row.instant(1),
                  .service = SourceId::parse(row.text(2)).value_or(SourceId{}),
                  .place = row.text(3),
                  .organisation = row.text(4),
                  .subject = row.text(5),
                  .words = {}};
    const auto opened = [&](std::size_t column, std::string_view name) {
        return store::open_value(connection, store.keys(), store::shared_tenant(),
                                 place_of(notice.id, name), row.bytes(column));
    };
    DW_TRY(const auto words, opened(6, "words"));
    notice.words = as_text(words);
    if (row.is_null(7)) return notice;
    notice.settled_at = row.instant(7);
    notice.settled_by = row.id<store::ActorId>(8);
    DW_TRY(const auto remark, opened(9, "remark"));
    notice.remark = as_text(remark);
    return notice;
}

// A condition; its parameters come behind those that are there already.
std::string is_within(const NoticeReach& reach, store::Values& values) {
    const auto parameter = [&](std::string_view text) {
        values.push_back(store::of(text));
        return "$" + std::to_string(values.size());
    };
    std::string condition = "(organisation = " + parameter(reach.organisation);
    if (reach.without_organisation) condition += " or organisation = ''";
    // Keys of areas have digits only. Who has none read those of the whole country.
    for (const Ars& area : reach.areas)
        condition += area.key().empty()
                         ? " or place <> ''"
                         : " or place like " + parameter(std::string(area.key()) + "%");
    return condition + ")";
}

}  // namespace

Outcome store_notice(store::Store& store, const Notice& notice) {
    DW_TRY_DO(store::retry_on_conflict([&] { return commit_notice(store, notice); }));
    return Nothing{};
}

Result<NoticeList> notices(store::Store& store, const NoticeQuestion& question) {
    const auto limit = std::min(question.limit, limits::list_items);
    const bool open = question.state == NoticeState::Open;
    store::Values values{static_cast<std::int64_t>(limit) + 1};
    std::string before;
    if (question.after) {
        before = "and (at, id) < ($2, $3) ";
        values.push_back(store::of(question.after->at));
        values.push_back(store::of(question.after->id));
    }
    const std::string query = std::string(columns) + "where " + is_within(question.reach, values) +
                              " and settled_at is " + (open ? "null " : "not null ") + before +
                              "order by at desc, id desc limit $1";
    DW_TRY(auto reader, store.reader());
    DW_TRY(const auto rows, reader->query(query, values));
    NoticeList list;
    for (const auto& row : rows) {
        if (list.notices.size() == limit) {
            list.more = true;
            break;
        }
        DW_TRY(auto one, notice_from(*reader, store, row));
        list.notices.push_back(std::move(one));
    }
    return list;
}

Result<int> count_open_notices(store::Connection& connection, const NoticeReach& reach, int most) {
    store::Values values{static_cast<std::int64_t>(most)};
    const std::string query = "select count(*) from (select id from catalogue_notice where " +
                              is_within(reach, values) +
                              " and settled_at is null limit $1) as open_ones";
    DW_TRY(const auto row, connection.query_one(query, values));
    return static_cast<int>(row.integer(0));
}

Result<std::vector<Notice>> notices_about(store::Store& store, const NoticeReach& reach,
                                          const SourceId& object, std::size_t limit) {
    DW_TRY(auto reader, store.reader());
    store::Values values{store::of(object.to_string()), static_cast<std::int64_t>(limit)};
    const std::string query = std::string(columns) + "where " + is_within(reach, values) +
                              " and settled_at is null and (service = $1 or organisation = $1) "
                              "order by at desc, id desc limit $2";
    DW_TRY(const auto rows, reader->query(query, values));
    std::vector<Notice> found;
    for (const auto& row : rows) {
        DW_TRY(auto one, notice_from(*reader, store, row));
        found.push_back(std::move(one));
    }
    return found;
}

Result<Notice> notice(store::Store& store, const NoticeReach& reach, NoticeId id) {
    DW_TRY(auto reader, store.reader());
    store::Values values{store::of(id)};
    const std::string query =
        std::string(columns) + "where id = $1 and " + is_within(reach, values);
    DW_TRY(const auto row, reader->query_one(query, values));
    return notice_from(*reader, store, row);
}

Outcome settle_notice(store::Store& store, const Settlement& settlement) {
    DW_TRY(const auto key, key_of_notices(store));
    auto remark = store::seal_value(store.keys(), key.key, place_of(settlement.notice, "remark"),
                                    as_bytes(settlement.remark));
    store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    change.statements.push_back(
        {"update catalogue_notice set settled_at = $2, settled_by = $3, remark = $4 "
         "where id = $1 and settled_at is null",
         {store::of(settlement.notice), store::of(settlement.at), store::of(settlement.by),
          std::move(remark)},
         1});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Outcome reopen_notice(store::Store& store, NoticeId id) {
    store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    change.statements.push_back(
        {"update catalogue_notice set settled_at = null, settled_by = null, remark = null "
         "where id = $1 and settled_at is not null",
         {store::of(id)},
         1});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::catalogue
