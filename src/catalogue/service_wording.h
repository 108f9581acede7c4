// Costs, periods and dates of the catalogue as people read them. Pure.
#pragma once

#include <optional>
#include <string>

#include "catalogue/service.h"

namespace dw::catalogue {

std::string written(Date date, Language language);  // "23.11.2026", "23 November 2026"
std::string written(Money amount, std::string_view currency, Language language);  // "150,00 €"
// "12,00 € bis 30,00 €", "ab 12,00 €", "kostenlos"; "" when the source gives no amount.
std::string written(const Cost& cost, Language language);
// "zwei Wochen", "zwei bis vier Wochen", "bis 31. März"; "" when the source gives no length.
std::string written(const Period& period, Language language);

}  // namespace dw::catalogue
