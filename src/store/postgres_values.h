// Values on PostgreSQL's wire: binary, by the type of the column or parameter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/value.h"

namespace dw::store {

using PostgresType = std::uint32_t;  // oid of pg_type

// One parameter as libpq wants it. The bytes live here; a null has `is_null`.
struct PostgresParameter {
    std::string bytes;
    bool is_null = false;
    bool is_binary = true;
};

PostgresParameter encode_parameter(const Value& value, PostgresType type);
// Invalid "store.column_type" for types that have no place here (floating point, arrays, …).
Result<Value> decode_column(BytesView bytes, PostgresType type);

}  // namespace dw::store
