// What a treasury sends about payments: a CSV file of Kassenzeichen, amount and day. Pure.
//
// UTF-8 or ISO-8859-1, with or without BOM; ";", "," or tab between the columns; quotes as in RFC
// 4180; a first line with names ("Kassenzeichen", "Betrag", "Tag", "Datum" or "Buchungstag") or the
// three columns in this order. Amounts as people write them, days as 28.2.2026 or 2026-02-28.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace dw::cases {

inline constexpr std::size_t treasury_bytes = 1'000'000;  // of a file
inline constexpr std::size_t treasury_rows = 2'000;       // each is a change of its own
inline constexpr std::size_t treasury_cell = 200;         // bytes of one cell

enum class RowFault { None, Columns, Reference, Amount, Day };
struct TreasuryRow {
    int line = 0;           // of the file, from 1
    std::string reference;  // as written; what is told about the row
    std::string plain;      // capital letters and digits
    std::int64_t cents = 0;
    Date day;
    RowFault fault = RowFault::None;
    // The same for the same payment in every file: of equal rows in one file each is one payment.
    std::string key;
};

// Invalid "cases.treasury_size", "cases.treasury_rows", "cases.treasury_text" (not text),
// "cases.treasury_columns" (no column of that kind), "cases.treasury_quote" (a quote that never
// ends), "cases.treasury_empty".
Result<std::vector<TreasuryRow>> read_treasury_file(std::string_view bytes);

}  // namespace dw::cases
