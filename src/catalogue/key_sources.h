// Where the keys of the example's services were found, and how sure they are:
// data/keys/key_sources.csv.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "terms/service_key.h"

namespace dw::catalogue {

struct KeySource {
    bool in_list_of_2019 = false;     // LeiKa list of October 2019
    bool in_public_programs = false;  // in public program code and published forms
    Date seen_on;
    // Found in one place only: shown as "ungeprüft".
    bool is_checked() const { return in_list_of_2019 && in_public_programs; }
};

// Nothing for a key the table does not have: then its source is the imported file alone.
std::optional<KeySource> key_source(const ServiceKey& key);

}  // namespace dw::catalogue
