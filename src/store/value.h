// What goes into and comes out of a column. Both databases speak these four.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"

namespace dw::store {

// null | int, bool, instant (µs) | text, date (ISO) | id, bytes
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
using Values = std::vector<Value>;

inline Value null() {
    return std::monostate{};
}
inline Value of(std::string_view text) {
    return std::string(text);
}
inline Value of(Instant instant) {
    return to_microseconds(instant);
}
inline Value of(Date date) {
    return to_string(date);
}
template <class Tag>
Value of(const Id<Tag>& id) {
    return id.to_bytes();
}

// One row of a result. A column read as another type than it holds is a bug.
class Row {
  public:
    explicit Row(Values values) : values_(std::move(values)) {}
    bool is_null(std::size_t column) const {
        return std::holds_alternative<std::monostate>(values_[column]);
    }
    std::int64_t integer(std::size_t column) const {
        return std::get<std::int64_t>(values_[column]);
    }
    bool flag(std::size_t column) const { return integer(column) != 0; }
    const std::string& text(std::size_t column) const {
        return std::get<std::string>(values_[column]);
    }
    const Bytes& bytes(std::size_t column) const { return std::get<Bytes>(values_[column]); }
    Instant instant(std::size_t column) const { return from_microseconds(integer(column)); }
    // The column holds an ISO date that was written by of(Date).
    Date date(std::size_t column) const { return *parse_date(text(column)); }
    template <class IdType>
    IdType id(std::size_t column) const {
        return *IdType::from_bytes(bytes(column));
    }
    std::size_t size() const { return values_.size(); }
    const Value& operator[](std::size_t column) const { return values_[column]; }

  private:
    Values values_;
};

using Rows = std::vector<Row>;

}  // namespace dw::store
