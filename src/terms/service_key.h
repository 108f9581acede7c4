// ServiceKey: Leistungsschlüssel of the LeiKa, 14 digits: instance, group, object, act, detail.
// Source: FIM, Leistungskatalog; urn:de:fim:leika:leistung.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace dw {

class ServiceKey {
  public:
    static std::optional<ServiceKey> parse(std::string_view text);  // 14 digits, or the urn form
    const std::string& digits() const { return digits_; }
    std::string urn() const { return "urn:de:fim:leika:leistung:" + digits_; }
    // The key without its detail, then without its act; nothing above the object.
    std::optional<ServiceKey> parent() const;
    auto operator<=>(const ServiceKey&) const = default;

  private:
    std::string digits_;
};

}  // namespace dw
