#include "store/log_entry.h"

#include "store/canonical.h"

namespace dw::store {

Digest hash_of(const LogEntry& entry) {
    return sha256(Canonical("dienstweg.event.v1")
                      .add(entry.tenant)
                      .add(entry.position)
                      .add(entry.stream)
                      .add(entry.sequence)
                      .add(entry.kind)
                      .add(entry.version)
                      .add(to_microseconds(entry.at))
                      .add(entry.actor)
                      .add(entry.key_id)
                      .add(entry.payload)
                      .add(entry.previous_hash)
                      .bytes());
}

}  // namespace dw::store
