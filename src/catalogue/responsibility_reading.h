// Reads responsibilities from the tables for memory (responsibility_memory.h).
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "catalogue/responsibility_index.h"
#include "store/database.h"

namespace dw::catalogue {

// Of one state of the tables: what is read of an organisation or an import is not asked again.
class ResponsibilityReading {
  public:
    explicit ResponsibilityReading(store::Connection& connection) : connection_(connection) {}

    // Every entry for exactly this area (area_number) with an organisation as holder; nothing when
    // there is none.
    Result<std::shared_ptr<const ResponsibilityBlock>> block(std::int64_t area);

  private:
    struct ImportedFrom {
        std::string source, hash;
        Date on{};
    };
    struct Entry {
        std::int64_t service, holder, import;
        std::string id, role, validity;
    };
    // What an administration says (overlay_table.h); without a holder: what does not hold.
    struct OwnEntry {
        std::int64_t service;
        std::string id;
        std::optional<std::int64_t> holder;
        EntryTerms terms;
    };
    struct Rows {
        std::vector<Entry> entries;
        std::vector<OwnEntry> own;
    };
    using TermsNumbers =
        std::map<std::tuple<std::int64_t, std::string, std::string>, std::uint32_t>;

    Result<Rows> rows(std::int64_t area);
    Outcome name_holders(const Rows& rows);
    Outcome name_imports(const Rows& rows);
    BlockHolder holder(std::int64_t ref) const;
    Result<EntryTerms> terms(const Entry& entry) const;

    store::Connection& connection_;
    std::unordered_map<std::int64_t, BlockHolder> holders_;
    std::unordered_map<std::int64_t, ImportedFrom> imports_;
};

// Areas whose entries have changed after `change`.
Result<std::vector<std::int64_t>> areas_changed_after(store::Connection& connection,
                                                      std::int64_t change);
// Organisations that have changed since, and whether they are there now.
Result<std::unordered_map<std::int64_t, bool>> organisations_changed_after(
    store::Connection& connection, std::int64_t change);
// All services with keys, in order.
Result<KeyedServices> read_keyed(store::Connection& connection);
// The same where only services that changed after `change` may have got or lost one.
Result<KeyedServices> read_keyed(store::Connection& connection, const KeyedServices& before,
                                 std::int64_t change);

}  // namespace dw::catalogue
