// Blobs as rows, beside PostgreSQL, so that all copies of the program reach them.
#pragma once

#include "store/blobs.h"

namespace dw::store {

std::unique_ptr<BlobStore> open_row_blobs(Store& store);

}  // namespace dw::store
