// Whatever a treasury sends: rows or one reason, never a crash; every row that can be booked can be
// told from all others, and the same file gives the same rows.
#include <cstddef>
#include <cstdint>
#include <set>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "cases/csv_cell.h"
#include "cases/treasury_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dw::cases;
    const auto bytes = dw::as_text({data, size});
    const auto rows = read_treasury_file(bytes);
    if (!rows) return 0;
    DW_ASSERT(rows->size() <= treasury_rows);
    const auto again = read_treasury_file(bytes);
    DW_ASSERT(again && again->size() == rows->size());
    std::set<std::string> keys;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const auto& row = (*rows)[i];
        DW_ASSERT((*again)[i].key == row.key);
        DW_ASSERT(row.reference.size() <= treasury_cell);
        DW_ASSERT(!dw::first_invalid_utf8(row.reference));
        const auto cell = csv_cell(row.reference);
        DW_ASSERT(cell.size() >= 2 && cell[1] != '=' && cell[1] != '@');
        if (row.fault != RowFault::None) continue;
        DW_ASSERT(row.cents != 0 && row.day.ok() && !row.plain.empty());
        DW_ASSERT(keys.insert(row.key).second);
    }
    return 0;
}
