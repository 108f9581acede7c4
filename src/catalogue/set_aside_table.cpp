#include "catalogue/set_aside_table.h"

#include <algorithm>

namespace dw::catalogue {

namespace {

Bytes bytes_of(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

}  // namespace

Result<std::map<Digest, SetAside>> load_set_aside(store::Connection& connection,
                                                  store::TenantId tenant) {
    std::map<Digest, SetAside> all;
    DW_TRY_DO(connection.for_each(
        "select finding, reason, author, at from catalogue_set_aside where tenant = $1",
        {store::of(tenant)}, [&](const store::Row& row) -> Outcome {
            const Bytes& bytes = row.bytes(0);
            Digest finding{};
            if (bytes.size() != finding.size())
                return corrupt("catalogue.set_aside", "a finding has another length");
            std::ranges::copy(bytes, finding.begin());
            all[finding] = {row.text(1), row.id<store::ActorId>(2), row.instant(3)};
            return Nothing{};
        }));
    return all;
}

Outcome set_aside(store::Store& store, store::TenantId tenant, std::span<const Digest> findings,
                  const SetAside& why) {
    store::Change change{.tenant = tenant, .events = {}, .statements = {}};
    for (const Digest& finding : findings) {
        change.statements.push_back(
            {"insert into catalogue_set_aside (tenant, finding, reason, author, at) "
             "values ($1, $2, $3, $4, $5) on conflict (tenant, finding) do update set "
             "reason = excluded.reason, author = excluded.author, at = excluded.at",
             {store::of(tenant), bytes_of(finding), store::of(why.reason), store::of(why.by),
              store::of(why.at)},
             1});
    }
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Outcome take_back(store::Store& store, store::TenantId tenant, std::span<const Digest> findings) {
    store::Change change{.tenant = tenant, .events = {}, .statements = {}};
    for (const Digest& finding : findings) {
        change.statements.push_back(
            {"delete from catalogue_set_aside where tenant = $1 and finding = $2",
             {store::of(tenant), bytes_of(finding)}});
    }
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::catalogue
