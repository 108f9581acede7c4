// PostgreSQL's binary formats are big endian; a numeric comes as digits of base 10,000 and is taken
// only when it is a whole number that fits (sums of bigint are numeric).
#include "store/postgres_values.h"

namespace dw::store {

namespace {

// Oids of pg_type.dat; they never change.
constexpr PostgresType type_bool = 16;
constexpr PostgresType type_bytea = 17;
constexpr PostgresType type_char = 18;
constexpr PostgresType type_name = 19;
constexpr PostgresType type_int8 = 20;
constexpr PostgresType type_int2 = 21;
constexpr PostgresType type_int4 = 23;
constexpr PostgresType type_text = 25;
constexpr PostgresType type_oid = 26;
constexpr PostgresType type_unknown = 705;
constexpr PostgresType type_bpchar = 1042;
constexpr PostgresType type_varchar = 1043;
constexpr PostgresType type_numeric = 1700;
constexpr PostgresType type_uuid = 2950;

std::string big_endian(std::int64_t value, int bytes) {
    std::string out;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xff);
    return out;
}

// Sign extended from its first bit.
std::int64_t signed_number(BytesView bytes) {
    std::uint64_t value = !bytes.empty() && (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const auto byte : bytes) value = value << 8 | byte;
    return static_cast<std::int64_t>(value);
}

Result<Value> whole_number(BytesView bytes) {
    const auto bad = [] { return invalid("store.column_type", "numeric is no 64-bit integer"); };
    if (bytes.size() < 8) return bad();
    const auto digits = static_cast<std::size_t>(signed_number(bytes.subspan(0, 2)));
    const std::int64_t weight = signed_number(bytes.subspan(2, 2));
    const bool negative = bytes[4] == 0x40;
    if (digits > 5 || weight > 4 || bytes.size() != 8 + digits * 2) return bad();
    if ((bytes[4] & 0x80) != 0) return bad();  // NaN and infinities
    __extension__ __int128 value = 0;
    for (std::int64_t i = 0; i <= weight; ++i) {
        const auto at = static_cast<std::size_t>(i);
        value = value * 10'000 + (at < digits ? signed_number(bytes.subspan(8 + at * 2, 2)) : 0);
    }
    for (auto at = static_cast<std::size_t>(weight + 1); at < digits; ++at)
        if (signed_number(bytes.subspan(8 + at * 2, 2)) != 0) return bad();
    if (value > INT64_MAX) return bad();
    return Value{static_cast<std::int64_t>(negative ? -value : value)};
}

}  // namespace

PostgresParameter encode_parameter(const Value& value, PostgresType type) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        switch (type) {
            case type_bool:
                return {.bytes = std::string(1, *integer != 0 ? '\1' : '\0')};
            case type_int2:
            case type_int4:
            case type_numeric:
                // As text, so that a number out of range is the database's error.
                return {.bytes = std::to_string(*integer), .is_binary = false};
            case type_int8:
                return {.bytes = big_endian(*integer, 8)};
            default:
                return {.bytes = std::to_string(*integer), .is_binary = false};
        }
    }
    if (const auto* text = std::get_if<std::string>(&value))
        return {.bytes = *text, .is_binary = false};
    if (const auto* bytes = std::get_if<Bytes>(&value))
        return {.bytes = {bytes->begin(), bytes->end()}};
    return {.bytes = {}, .is_null = true};
}

Result<Value> decode_column(BytesView bytes, PostgresType type) {
    switch (type) {
        case type_bool:
        case type_int2:
        case type_int4:
        case type_int8:
            return Value{signed_number(bytes)};
        case type_oid:
            return Value{signed_number(bytes) & 0xffff'ffff};
        case type_numeric:
            return whole_number(bytes);
        case type_bytea:
        case type_uuid:
            return Value{Bytes(bytes.begin(), bytes.end())};
        case type_text:
        case type_varchar:
        case type_bpchar:
        case type_name:
        case type_char:
        case type_unknown:
            return Value{std::string(as_text(bytes))};
        default:
            return invalid("store.column_type", "column of type oid " + std::to_string(type));
    }
}

}  // namespace dw::store
