#include "cases/emergency_password.h"

#include "cases/case_number.h"
#include "cases/case_table.h"

namespace dw::cases {

namespace {

using store::of;

// frozen: bound into the sealed bytes
std::string place_of(identity::OrganisationId organisation) {
    return "emergency_password/" + organisation.to_string();
}

// Longer than a code, for whoever finds a pack may try for as long as they like; at most 32
// characters, for some programs that show PDF take no more.
std::string new_password(RandomSource& random) {
    return new_access_code(random) + "-" + new_case_number(random);
}

Result<std::optional<std::string>> stored_password(store::Store& store,
                                                   const identity::OrganisationPlace& place) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto rows,
           reader->query(
               "select password from emergency_password where tenant = $1 and organisation = $2",
               {of(place.tenant), of(place.organisation)}));
    if (rows.empty()) return std::optional<std::string>();
    DW_TRY(const auto password, store::open_value(*reader, store.keys(), place.tenant,
                                                  place_of(place.organisation), rows[0].bytes(0)));
    return std::optional(std::string(as_text(password)));
}

enum class Known { Kept, Replaced };

Outcome store_password(store::Store& store, const identity::OrganisationPlace& place, Known known) {
    store::Change change{.tenant = place.tenant};
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto key, find_or_make_projection_key(store, *reader, place.organisation, change));
    const auto sealed = store::seal_value(store.keys(), key, place_of(place.organisation),
                                          as_bytes(new_password(store.random())));
    const std::string_view sql =
        known == Known::Kept ? "insert into emergency_password (tenant, organisation, password) "
                               "values ($1, $2, $3) on conflict (tenant, organisation) do nothing"
                             : "insert into emergency_password (tenant, organisation, password) "
                               "values ($1, $2, $3) on conflict (tenant, organisation) "
                               "do update set password = excluded.password";
    change.statements.push_back(
        {std::string(sql), {of(place.tenant), of(place.organisation), sealed}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace

Result<std::string> emergency_password(store::Store& store,
                                       const identity::OrganisationPlace& place) {
    DW_TRY(auto found, stored_password(store, place));
    if (found) return *std::move(found);
    DW_TRY_DO(store::retry_on_conflict([&] { return store_password(store, place, Known::Kept); }));
    DW_TRY(found, stored_password(store, place));
    if (!found) return corrupt("cases.emergency_password", "was not kept");
    return *std::move(found);
}

Outcome renew_emergency_password(store::Store& store, const identity::OrganisationPlace& place) {
    return store::retry_on_conflict([&] { return store_password(store, place, Known::Replaced); });
}

}  // namespace dw::cases
