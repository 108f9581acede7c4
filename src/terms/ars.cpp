#include "terms/ars.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace dw {

namespace {

constexpr std::size_t ars_digits = 12;
constexpr std::size_t ags_digits = 8;
constexpr std::array<std::size_t, 6> boundaries = {0, 2, 3, 5, 9, 12};

bool only_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t boundary_at_or_after(std::size_t length) {
    return *std::lower_bound(boundaries.begin(), boundaries.end(), length);
}

}  // namespace

Result<Ars> Ars::parse(std::string_view written) {
    written = trim(written);
    if (written.empty() || written.size() > ars_digits) {
        return invalid("ars.length", "a regional key has 1 to 12 digits");
    }
    if (!only_digits(written)) return invalid("ars.letters", "a regional key has digits only");
    const std::size_t last = written.find_last_not_of('0');
    const std::size_t used = last == written.npos ? 0 : last + 1;
    Ars ars;
    ars.key_ = written.substr(0, used);
    ars.key_.resize(boundary_at_or_after(used), '0');
    return ars;
}

bool Ars::looks_like_ags(std::string_view written) {
    written = trim(written);
    return written.size() == ags_digits && only_digits(written);
}

AreaLevel Ars::level() const {
    const auto found = std::lower_bound(boundaries.begin(), boundaries.end(), key_.size());
    return static_cast<AreaLevel>(found - boundaries.begin());
}

std::string Ars::padded() const {
    std::string digits = key_;
    digits.resize(ars_digits, '0');
    return digits;
}

std::optional<std::string> Ars::ags() const {
    if (level() != AreaLevel::Municipality) return std::nullopt;
    return key_.substr(0, 5) + key_.substr(9);
}

bool Ars::contains(const Ars& other) const {
    return other.key_.starts_with(key_);
}

}  // namespace dw
