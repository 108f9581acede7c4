#include "catalogue/notice_table.h"

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

namespace {

constexpr const char* compartment = "catalogue/notices";  // frozen: stored

std::string place_of(const NoticeId& id) {
    return "catalogue_notice/" + id.to_string() + "/words";  // frozen: stored
}

Result<store::Receipt> commit_notice(store::Store& store, const Notice& notice) {
    const auto tenant = store::shared_tenant();
    store::Change change{.tenant = tenant, .events = {}, .statements = {}};
    store::DataKey key;
    {
        DW_TRY(auto reader, store.reader());
        auto known = store.keys().by_compartment(*reader, tenant, compartment);
        if (known) {
            key = *known;
        } else if (known.error().kind == ErrorKind::NotFound) {
            auto made = store.keys().create(tenant, compartment);
            key = made.key;
            change.statements.push_back(std::move(made.insert));
        } else {
            return known.error();
        }
    }
    auto words = store::seal_value(store.keys(), key, place_of(notice.id), as_bytes(notice.words));
    change.statements.push_back(
        {"insert into catalogue_notice (id, at, service, place, organisation, subject, words) "
         "values ($1, $2, $3, $4, $5, $6, $7)",
         {store::of(notice.id), store::of(notice.at), store::of(notice.service.to_string()),
          store::of(notice.place), store::of(notice.organisation), store::of(notice.subject),
          std::move(words)},
         1});
    return store.commit(std::move(change));
}

}  // namespace

Outcome store_notice(store::Store& store, const Notice& notice) {
    DW_TRY_DO(store::retry_on_conflict([&] { return commit_notice(store, notice); }));
    return Nothing{};
}

Result<std::vector<Notice>> notices(store::Store& store, std::size_t limit) {
    DW_TRY(auto reader, store.reader());
    DW_TRY(const auto rows,
           reader->query("select id, at, service, place, organisation, subject, words "
                         "from catalogue_notice order by at desc, id desc limit $1",
                         {static_cast<std::int64_t>(std::min(limit, limits::list_items))}));
    std::vector<Notice> found;
    for (const auto& row : rows) {
        Notice notice{.id = row.id<NoticeId>(0),
                      .at = row.instant(1),
                      .service = SourceId::parse(row.text(2)).value_or(SourceId{}),
                      .place = row.text(3),
                      .organisation = row.text(4),
                      .subject = row.text(5),
                      .words = {}};
        DW_TRY(const auto words, store::open_value(*reader, store.keys(), store::shared_tenant(),
                                                   place_of(notice.id), row.bytes(6)));
        notice.words = as_text(words);
        found.push_back(std::move(notice));
    }
    return found;
}

}  // namespace dw::catalogue
