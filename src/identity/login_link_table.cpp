#include "identity/login_link_table.h"

#include <algorithm>

#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;

Bytes bytes_of(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

// Nothing when somebody else has written the row.
std::optional<LoginLink> link_from(const store::RowSeals& seals, TenantId tenant,
                                   const store::Row& row) {
    const Bytes hash = row.bytes(0);
    const LoginLinkRow fields{tenant, hash, row.id<PersonId>(1), row.text(2), row.instant(3)};
    LoginLink link{tenant, row.id<PersonId>(1), row.text(2), {}, row.instant(3)};
    if (hash.size() != link.subject_hash.size() || !seals.holds(fields_of(fields), row[4]))
        return std::nullopt;
    std::ranges::copy(hash, link.subject_hash.begin());
    return link;
}

}  // namespace

Digest login_subject_hash(const store::DataKey& login_key, std::string_view issuer,
                          std::string_view subject) {
    return hmac_sha256(
        login_key.secret,
        store::Canonical("dienstweg.login-subject.v1").add(issuer).add(subject).bytes());
}

std::vector<store::Statement> link_login(const store::RowSeals& seals, const LoginLink& link) {
    const Bytes hash = bytes_of(link.subject_hash);
    const LoginLinkRow row{link.tenant, hash, link.person, link.provider, link.linked_at};
    return {unlink_login(link.tenant, link.person, link.provider),
            {"insert into login_link (tenant, subject_hash, person, provider, linked_at, seal) "
             "values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
             {of(row.tenant), hash, of(row.person), of(row.provider), of(row.linked_at),
              seals.seal(fields_of(row))},
             1,
             store::OnMiss::Refuse}};
}

Result<std::optional<LoginLink>> link_of_subject(store::Connection& connection,
                                                 store::KeyRing& ring, TenantId tenant,
                                                 const Digest& subject_hash) {
    DW_TRY(
        const auto rows,
        connection.query("select subject_hash, person, provider, linked_at, seal from login_link "
                         "where tenant = $1 and subject_hash = $2",
                         {of(tenant), bytes_of(subject_hash)}));
    if (rows.empty()) return std::optional<LoginLink>();
    return link_from(ring.seals(), tenant, rows[0]);
}

Result<std::vector<LoginLink>> links_of(store::Connection& connection, store::KeyRing& ring,
                                        TenantId tenant, PersonId person) {
    DW_TRY(
        const auto rows,
        connection.query("select subject_hash, person, provider, linked_at, seal from login_link "
                         "where tenant = $1 and person = $2 order by provider",
                         {of(tenant), of(person)}));
    std::vector<LoginLink> links;
    for (const auto& row : rows)
        if (auto link = link_from(ring.seals(), tenant, row)) links.push_back(std::move(*link));
    return links;
}

store::Statement keep_login_link(TenantId tenant, PersonId person, const Digest& subject_hash) {
    return {
        "update login_link set person = $2 "
        "where tenant = $1 and person = $2 and subject_hash = $3",
        {of(tenant), of(person), bytes_of(subject_hash)},
        1};
}

store::Statement unlink_login(TenantId tenant, PersonId person, std::string_view provider) {
    return {"delete from login_link where tenant = $1 and person = $2 and provider = $3",
            {of(tenant), of(person), of(provider)}};
}

store::Statement forget_login_links(TenantId tenant, PersonId person) {
    return {"delete from login_link where tenant = $1 and person = $2", {of(tenant), of(person)}};
}

}  // namespace dw::identity
