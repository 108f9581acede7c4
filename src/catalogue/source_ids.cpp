#include "catalogue/source_ids.h"

#include <array>

#include "base/crypto.h"
#include "base/text.h"

namespace dw::catalogue {

namespace {
constexpr std::int64_t levels = 16;  // room for the number of digits
constexpr std::size_t key_digits = 12;
constexpr char separator = '\x1f';  // is in no id: those with control characters are not imported
}  // namespace

std::int64_t ref_of(const SourceId& id) {
    std::string bytes = id.agency;
    bytes.push_back('\0');
    bytes.append(id.value);
    const Digest digest = sha256(as_bytes(bytes));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = (number << 8U) | digest[i];
    return static_cast<std::int64_t>(number);
}

ResponsibilityRefs refs_of(const Responsibility& responsibility) {
    return {.service = ref_of(responsibility.service), .holder = ref_of(responsibility.holder)};
}

std::int64_t area_number(const Ars& area) {
    if (area.key().empty()) return 0;
    return *parse_integer(area.padded()) * levels + static_cast<std::int64_t>(area.key().size());
}

Ars area_of_number(std::int64_t number) {
    if (number <= 0) return {};
    std::string digits = std::to_string(number / levels);
    if (digits.size() > key_digits) return {};
    digits.insert(0, key_digits - digits.size(), '0');
    auto area = Ars::parse(digits);
    return area ? std::move(*area) : Ars();
}

std::vector<std::int64_t> area_numbers_up(const Ars& place) {
    static constexpr std::array<std::size_t, 6> boundaries{0, 2, 3,
                                                           5, 9, key_digits};  // terms/ars.h
    const std::string_view key = place.key();
    std::vector<std::int64_t> numbers;
    numbers.reserve(boundaries.size());
    for (std::size_t level = boundaries.size() - 1; level > 0; --level) {
        const std::size_t begin = boundaries[level - 1], end = boundaries[level];
        if (key.size() < end) continue;
        // Zeros at the end mean the larger unit, which comes later.
        if (key.substr(begin, end - begin).find_first_not_of('0') == key.npos) continue;
        std::int64_t number = 0;
        for (std::size_t i = 0; i < key_digits; ++i)
            number = number * 10 + (i < end ? key[i] - '0' : 0);
        numbers.push_back(number * levels + static_cast<std::int64_t>(end));
    }
    numbers.push_back(0);
    return numbers;
}

std::string responsibility_key(Holder kind, const SourceId& id) {
    std::string key;
    key.reserve(id.agency.size() + id.value.size() + 2);
    key.push_back(kind == Holder::Organisation ? 'o' : 'd');
    key.append(id.agency).push_back(separator);
    return key.append(id.value);
}

Holder holder_of_key(std::string_view key) {
    return key.starts_with('o') ? Holder::Organisation : Holder::OnlineService;
}

std::string_view agency_of_key(std::string_view key) {
    const std::size_t at = key.find(separator);
    return at == key.npos ? std::string_view() : key.substr(1, at - 1);
}

SourceId id_of_key(std::string_view key) {
    const std::size_t at = key.find(separator);
    if (at == key.npos) return {};
    return {.agency = std::string(key.substr(1, at - 1)), .value = std::string(key.substr(at + 1))};
}

}  // namespace dw::catalogue
