// The modules of XZuFi services: texts, costs, periods, documents.
#pragma once

#include "catalogue/xzufi_values.h"

namespace dw::catalogue {

Link map_link(const xzufi::Element& link, XzufiValues& values);

// The modules that a service and its variant for an area both have, and their validity. False when
// the child is none of these.
bool read_module(Service& service, const xzufi::Element& child, XzufiValues& values);
bool read_module(Specialisation& specialisation, const xzufi::Element& child, XzufiValues& values);

}  // namespace dw::catalogue
