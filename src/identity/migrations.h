// The tables of identity.
#pragma once

#include <span>

#include "store/migration.h"

namespace dw::identity {

std::span<const store::Migration> migrations();

}  // namespace dw::identity
