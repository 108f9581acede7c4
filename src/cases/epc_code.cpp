// One element a line, in this order: service tag, version, character set (1: UTF-8),
// identification, BIC (from version 2 on not needed within the EEA), name, IBAN, amount, purpose,
// structured reference (ISO 11649), unstructured text. What is empty at the end is left out.
#include "cases/epc_code.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"

namespace dw::cases {

namespace {

constexpr std::size_t longest_name = 70, longest_text = 140, longest_code = 331;  // bytes
constexpr std::int64_t most_cents = 999'999'999'99;

bool is_one_line(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; });
}

}  // namespace

std::string epc_code(const Payee& payee, std::int64_t cents, const std::string& reference) {
    if (cents < 1 || cents > most_cents || payee.iban.empty()) return {};
    const std::string name(cut(payee.holder, longest_name));
    if (!is_one_line(name) || !is_one_line(reference) || reference.size() > longest_text) return {};
    const std::string code = "BCD\n002\n1\nSCT\n" + payee.bic + "\n" + name + "\n" + payee.iban +
                             "\nEUR" + Money::from_cents(cents).to_string() + "\n\n\n" + reference;
    return code.size() > longest_code ? std::string() : code;
}

std::string written_iban(const std::string& iban) {
    std::string written;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        if (i > 0 && i % 4 == 0) written += ' ';
        written += iban[i];
    }
    return written;
}

}  // namespace dw::cases
