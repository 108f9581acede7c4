// Row seals: who may write to the database but has no key cannot make a row the program believes.
//
// A seal is an HMAC over the columns that matter, with a key of the installation that lies wrapped
// in data_key: a rotation of the master key wraps it anew, so seals stay good. A row that is taken
// away, or an older one put back with its own seal, is not found by this.
#pragma once

#include "base/crypto.h"
#include "store/canonical.h"
#include "store/database.h"

namespace dw::store {

class RowSeals {
  public:
    explicit RowSeals(const SecretKey& key) : key_(key) {}

    // The first field names the kind of row, e.g. "dienstweg.row.session.v1".
    Bytes seal(const Canonical& fields) const;
    // Never for a row without a seal.
    bool holds(const Canonical& fields, const Value& stored) const;

  private:
    SecretKey key_;
};

// The seals of this installation; makes their key when there is none yet.
Result<RowSeals> open_row_seals(Connection& connection, const SecretKey& master);

}  // namespace dw::store
