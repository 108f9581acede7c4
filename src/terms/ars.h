// Ars: amtlicher Regionalschlüssel (Destatis), the key of an area on any level of the tree.
//
// Written forms are 12 digits, padded with zeros, or the short prefix. Both mean the largest unit
// they can: trailing zeros are dropped and the key is snapped up to the next level boundary (2
// Land, 3 Regierungsbezirk, 5 Kreis, 9 Gemeindeverband, 12 Gemeinde). All zeros is the whole
// country.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dw {

enum class AreaLevel { Country, Land, Region, District, Association, Municipality };

class Ars {
  public:
    Ars() = default;  // the whole country
    // Digits only, 1 to 12 of them (after trimming). Errors: ars.letters, ars.length.
    static Result<Ars> parse(std::string_view written);
    // 8 digits: AGS = ARS without the association. Only the register knows the ARS of an AGS.
    static bool looks_like_ags(std::string_view written);

    AreaLevel level() const;
    std::string_view key() const { return key_; }  // "", or 2, 3, 5, 9 or 12 digits
    std::string padded() const;                    // always 12 digits
    // 8 digits Land+RB+Kreis+Gemeinde; only for a municipality.
    std::optional<std::string> ags() const;
    bool contains(const Ars& other) const;  // other lies in this area, or is this area
    // From this area up to the country, this area first. A Regierungsbezirk digit 0 is no level.
    std::string_view land() const { return std::string_view(key_).substr(0, 2); }
    auto operator<=>(const Ars&) const = default;

  private:
    std::string key_;
};

}  // namespace dw
