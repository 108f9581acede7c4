// Single values in the lines of editors: amounts, lengths of time, numbers to call. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalogue/service.h"

namespace dw::catalogue {

// "12,00 €", "ab 12 €", "12 bis 30 €", "kostenlos"; "" says no amount. Nothing for anything else.
std::string amount_line(const Cost& cost);
std::optional<Cost> amount_from(std::string_view written);

// "2 Wochen", "2 bis 4 Wochen", "bis 31.03.", "01.01. bis 31.03.", "ab 01.04.2026"; "" says no
// length.
std::string length_line(const Period& period);
std::optional<Period> length_from(std::string_view written);

bool is_phone_number(std::string_view written);
bool is_mail_address(std::string_view written);
// http or https, with the name of a host that may be one.
bool is_web_address(std::string_view written);

}  // namespace dw::catalogue
