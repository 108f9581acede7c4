// Files packed into the program, served below /assets/HASH/. HASH is one fingerprint over all of
// them, so a new version of any file is a new address and browsers may keep the old one forever.
#pragma once

#include <string>
#include <string_view>

#include "web/router.h"

namespace dw::web {

// "kern/kern.css" → "/assets/HASH/kern/kern.css".
std::string asset_path(std::string_view path_below_assets);
std::string_view content_type_of(std::string_view file_name);  // by its ending

// /assets/…, /robots.txt and /favicon.ico.
void add_asset_routes(Router& router);

}  // namespace dw::web
