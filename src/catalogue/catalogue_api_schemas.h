// What the objects of the catalogue's API look like: one schema for each function of
// catalogue_json.h. A test holds every answer against them.
#pragma once

namespace dw::catalogue {

void describe_schemas();

}  // namespace dw::catalogue
