#include "store/row_seals.h"

#include "store/key_wrapping.h"

namespace dw::store {

namespace {

constexpr std::string_view seal_compartment = "installation/row-seals";  // frozen: stored

}  // namespace

Bytes RowSeals::seal(const Canonical& fields) const {
    const Digest digest = hmac_sha256(key_, fields.bytes());
    return {digest.begin(), digest.end()};
}

bool RowSeals::holds(const Canonical& fields, const Value& stored) const {
    const auto* bytes = std::get_if<Bytes>(&stored);
    return bytes && equal_constant_time(*bytes, seal(fields));
}

Result<RowSeals> open_row_seals(Connection& connection, const SecretKey& master) {
    SystemRandom random;
    SystemClock clock;
    SecretKey fresh{};
    random.fill(fresh);
    Nonce nonce{};
    random.fill(nonce);
    const TenantId tenant = shared_tenant();
    const auto id = KeyId::make(clock, random);
    // Two first starts at once get one key: what is read below.
    DW_TRY_DO(connection.execute(
        "insert into data_key (tenant, id, compartment, wrapped, created_at) "
        "select $1, $2, $3, $4, $5 where not exists (select 1 from data_key "
        "where tenant = $1 and compartment = $3) on conflict do nothing",
        {of(tenant), of(id), of(seal_compartment),
         wrap_key({.id = {}, .secret = master}, nonce, {tenant, id, seal_compartment}, fresh),
         of(clock.now())}));
    DW_TRY(const auto row, connection.query_one("select id, wrapped from data_key "
                                                "where tenant = $1 and compartment = $2",
                                                {of(tenant), of(seal_compartment)}));
    DW_TRY(const auto key,
           unwrap_key(master, {tenant, row.id<KeyId>(0), seal_compartment}, row.bytes(1)));
    return RowSeals(key);
}

}  // namespace dw::store
