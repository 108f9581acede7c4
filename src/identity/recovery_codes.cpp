#include "identity/recovery_codes.h"

#include <algorithm>

#include "base/bytes.h"
#include "identity/row_seals.h"

namespace dw::identity {

namespace {

using store::of;

constexpr int codes_of_a_person = 8;
constexpr std::size_t code_bytes = 10;
constexpr std::size_t code_characters = 16;  // base32: 5 bits each
constexpr std::size_t group = 4;

std::string bare(std::string_view typed) {
    std::string code;
    for (const char c : typed.substr(0, 100)) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

std::string in_groups(std::string_view code) {
    std::string text;
    for (std::size_t i = 0; i < code.size(); i += group) {
        if (i > 0) text += '-';
        text += code.substr(i, group);
    }
    return text;
}

Bytes hash_of(PersonId person, std::string_view typed) {
    const auto hash =
        sha256(as_bytes("dienstweg recovery code\n" + person.to_string() + "\n" + bare(typed)));
    return {hash.begin(), hash.end()};
}

}  // namespace

RecoveryCodes make_recovery_codes(store::Store& store, TenantId tenant, PersonId person) {
    RecoveryCodes made;
    made.statements.push_back(forget_recovery_codes(tenant, person));
    for (int i = 0; i < codes_of_a_person; ++i) {
        Bytes bytes(code_bytes);
        store.random().fill(bytes);
        made.codes.push_back(in_groups(to_base32(bytes)));
        const Bytes hash = hash_of(person, made.codes.back());
        const Bytes seal = store.keys().seals().seal(fields_of(RecoveryRow{tenant, person, hash}));
        made.statements.push_back(
            {"insert into recovery_code (tenant, person, code_hash, seal) values ($1, $2, $3, $4)",
             {of(tenant), of(person), hash, seal}});
    }
    return made;
}

bool is_recovery_code(std::string_view typed) {
    const std::string code = bare(typed);
    return code.size() == code_characters && std::ranges::all_of(code, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
           });
}

store::Statement recovery_code_used(const store::RowSeals& seals, TenantId tenant, PersonId person,
                                    std::string_view typed) {
    const Bytes hash = hash_of(person, typed);
    return {
        "delete from recovery_code "
        "where tenant = $1 and person = $2 and code_hash = $3 and seal = $4",
        {of(tenant), of(person), hash, seals.seal(fields_of(RecoveryRow{tenant, person, hash}))},
        1};
}

Result<std::int64_t> recovery_codes_left(store::Connection& connection, TenantId tenant,
                                         PersonId person) {
    DW_TRY(const auto rows, connection.query("select code_hash from recovery_code "
                                             "where tenant = $1 and person = $2",
                                             {of(tenant), of(person)}));
    return static_cast<std::int64_t>(rows.size());
}

store::Statement forget_recovery_codes(TenantId tenant, PersonId person) {
    return {"delete from recovery_code where tenant = $1 and person = $2",
            {of(tenant), of(person)}};
}

}  // namespace dw::identity
