// A name: one bit that tells numbers from other values, 16 bits for the agency, 47 bits for the
// number or for the place among the other values.

#include "catalogue/compact_ids.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace dw::catalogue {

namespace {

constexpr unsigned value_bits = 47, agency_bits = 16;
constexpr std::uint64_t value_mask = (std::uint64_t{1} << value_bits) - 1;
constexpr std::uint64_t is_other = std::uint64_t{1} << (value_bits + agency_bits);
constexpr std::size_t most_agencies = std::size_t{1} << agency_bits;
constexpr std::size_t most_digits = 14;  // fit into 47 bits
constexpr std::size_t length_bytes = 2;

// Only what comes out again as it was: no zeros in front.
bool is_number(std::string_view value) {
    if (value.empty() || value.size() > most_digits) return false;
    if (value.front() == '0') return value.size() == 1;
    return std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<std::uint64_t> CompactIds::agency_number(const std::string& agency) {
    // The last one is mostly the one again.
    const auto found = std::find(agencies_.rbegin(), agencies_.rend(), agency);
    if (found != agencies_.rend()) {
        return static_cast<std::uint64_t>(agencies_.rend() - found) - 1;
    }
    if (agencies_.size() == most_agencies) return invalid("catalogue.agencies", "too many");
    agencies_.push_back(agency);
    return agencies_.size() - 1;
}

Result<CompactIds::Name> CompactIds::add(const SourceId& id) {
    DW_TRY(const std::uint64_t agency, agency_number(id.agency));
    const std::uint64_t name = agency << value_bits;
    if (is_number(id.value)) {
        return name | static_cast<std::uint64_t>(*parse_integer(id.value));
    }
    if (id.value.size() > 0xFFFF) return invalid("catalogue.id", "too long");
    const std::uint64_t place = values_.size();
    values_.push_back(static_cast<char>(id.value.size() & 0xFFU));
    values_.push_back(static_cast<char>(id.value.size() >> 8U));
    values_.append(id.value);
    return is_other | name | place;
}

SourceId CompactIds::at(Name name) const {
    const std::size_t value = name & value_mask;
    SourceId id{.agency = agencies_[(name & ~is_other) >> value_bits], .value = {}};
    if ((name & is_other) == 0) {
        char digits[most_digits + 1];
        const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
        id.value.assign(std::begin(digits), end);
        return id;
    }
    const auto byte = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(values_[i]));
    };
    const std::size_t length = byte(value) | (byte(value + 1) << 8U);
    id.value = values_.substr(value + length_bytes, length);
    return id;
}

void CompactIds::shrink() {
    agencies_.shrink_to_fit();
    values_.shrink_to_fit();
}

std::size_t CompactIds::bytes() const {
    return values_.capacity() + agencies_.capacity() * sizeof(std::string);
}

}  // namespace dw::catalogue
