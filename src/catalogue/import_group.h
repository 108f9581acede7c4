// One group of an import on its way into the database; for the files of the writer only.
#pragma once

#include <map>
#include <set>

#include "catalogue/import_writer.h"

namespace dw::catalogue {

// What of the collected objects has to be written, and what that touches.
struct ImportWriter::Group {
    struct Object {
        ObjectRow row;
        std::int64_t ref, fingerprint;
        std::optional<std::int64_t> stored;  // its fingerprint
        std::int64_t stored_by = 0;          // the import it came with
    };
    std::vector<Object> objects;
    std::vector<ResponsibilityRows> responsibilities;
    std::set<std::string> replaced;  // ids of stored responsibilities that go first
    std::map<ObjectKind, std::vector<store::Value>> erased;  // refs
    std::vector<std::int64_t> erased_offices;
    std::set<std::int64_t> touched;  // services whose content or variants differ
    std::set<std::int64_t> newly_offered;
    std::set<std::pair<ObjectKind, std::string>> owners;  // whose objects are written or go
    std::set<std::int64_t> areas;  // for which responsibilities are written or go
    bool is_empty() const {
        return objects.empty() && responsibilities.empty() && replaced.empty() && erased.empty();
    }
};

constexpr ObjectKind object_kinds[] = {ObjectKind::Service, ObjectKind::Specialisation,
                                       ObjectKind::Organisation, ObjectKind::OnlineService};
std::string_view table_of(ObjectKind kind);

}  // namespace dw::catalogue
