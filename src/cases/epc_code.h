// The text of a QR code that starts a transfer in a banking app (GiroCode): EPC069-12, version 2.
#pragma once

#include <string>

#include "cases/case.h"

namespace dw::cases {

// Empty where there is nothing to pay, or what is to be said does not fit.
std::string epc_code(const Payee& payee, std::int64_t cents, const std::string& reference);

// "DE89 3704 0044 0532 0130 00": to be read and typed.
std::string written_iban(const std::string& iban);

}  // namespace dw::cases
