#include "terms/service_key.h"

#include <algorithm>

namespace dw {

namespace {

// FIM: instance (2), group (3), object (3), act (3), detail (3).
constexpr std::size_t key_digits = 14;
constexpr std::size_t object_end = 8;
constexpr std::size_t act_end = 11;
constexpr std::string_view urn_prefix = "urn:de:fim:leika:leistung:";

bool only_zeros(std::string_view digits) {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

std::optional<ServiceKey> ServiceKey::parse(std::string_view text) {
    if (text.starts_with(urn_prefix)) text.remove_prefix(urn_prefix.size());
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.size() != key_digits || !digits) return std::nullopt;
    ServiceKey key;
    key.digits_ = text;
    return key;
}

std::optional<ServiceKey> ServiceKey::parent() const {
    ServiceKey above = *this;
    const std::string_view digits = digits_;
    for (const std::size_t end : {act_end, object_end}) {
        if (digits.size() == key_digits && !only_zeros(digits.substr(end))) {
            above.digits_.replace(end, key_digits - end, key_digits - end, '0');
            return above;
        }
    }
    return std::nullopt;
}

}  // namespace dw
