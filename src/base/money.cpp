#include "base/money.h"

namespace dw {

std::optional<Money> Money::parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    const std::string_view euros = text.substr(0, point);
    std::string digits(euros);
    if (point != text.npos) {
        const std::string_view cents = text.substr(point + 1);
        if (cents.empty() || cents.size() > 2) return std::nullopt;
        digits += cents;
        digits.append(2 - cents.size(), '0');
    } else {
        digits += "00";
    }
    // 16 digits are 99 trillion euros and fit into 64 bits.
    if (euros.empty() || digits.size() > 16) return std::nullopt;
    std::int64_t total = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        total = total * 10 + (digit - '0');
    }
    return Money{negative ? -total : total};
}

std::string Money::to_string() const {
    const auto magnitude =
        cents_ < 0 ? ~static_cast<std::uint64_t>(cents_) + 1 : static_cast<std::uint64_t>(cents_);
    std::string digits = std::to_string(magnitude);
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    digits.insert(digits.size() - 2, 1, '.');
    return cents_ < 0 ? "-" + digits : digits;
}

}  // namespace dw
