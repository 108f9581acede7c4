// The journal of imports: a row when one begins, and one audit event when it has ended.
#pragma once

#include <map>
#include <set>

#include "base/crypto.h"
#include "catalogue/import_report.h"
#include "store/store.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view import_agency_sql;

struct NewImport {
    std::string source;  // what people call it
    std::string agency;  // whose delivery it is; "" not said
    Digest hash{};
};
// The number of the import; stored rows name it as their source.
Result<std::int64_t> begin_import(store::Store& store, const NewImport& import);
// Agencies of which a delivery of their own was taken over to its end.
Result<std::set<std::string, std::less<>>> agencies_that_deliver(store::Connection& connection);
// The deliveries of the agency so far were not its own after all: whoever delivers its objects next
// may change them. NotFound for an agency that does not deliver.
Outcome withdraw_agency(store::Store& store, const std::string& agency);
// What people call imports, by their numbers.
Result<std::map<std::int64_t, std::string>> sources_of_imports(
    store::Connection& connection, const std::vector<std::int64_t>& numbers);
// Event "catalogue.imported" with source, hash and counts in a stream of its own; none when the
// same file was imported before and changed nothing this time.
Outcome finish_import(store::Store& store, std::int64_t number, const FileReport& report);

}  // namespace dw::catalogue
