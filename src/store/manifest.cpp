#include "store/manifest.h"

#include <algorithm>

#include "store/owned_events.h"

namespace dw::store {

Result<Manifest> manifest_from(const Json& json) {
    const std::string place = "manifest.json";
    if (json["format"].text_or("") != export_format)
        return ExportReader::damaged(place, "this is no export of an organisation");
    if (json["version"].as_integer() != export_version)
        return invalid("store.export_newer", "version " + to_string(json["version"]));
    const auto tenant = TenantId::parse(json["tenant"]["id"].text_or(""));
    const auto owner = OwnerId::parse(json["owner"]["id"].text_or(""));
    const auto hash = from_hex(json["log"]["hash"].text_or(""));
    if (!tenant || !owner || !hash || hash->size() != 32)
        return ExportReader::damaged(place, "an id or a hash is missing");
    Manifest manifest{.owner = {*tenant, *owner},
                      .owner_name = std::string(json["owner"]["name"].text_or("")),
                      .made_at = std::string(json["made_at"].text_or("")),
                      .log_position = json["log"]["position"].as_integer().value_or(0),
                      .log_hash = {},
                      .counts = {json["events"].as_integer().value_or(-1),
                                 json["streams"].as_integer().value_or(-1),
                                 json["files"].as_integer().value_or(-1)}};
    std::ranges::copy(*hash, manifest.log_hash.begin());
    return manifest;
}

}  // namespace dw::store
