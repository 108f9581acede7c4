// Blobs as files below DATA/blobs, beside SQLite.
#pragma once

#include "store/blobs.h"
#include "store/files.h"

namespace dw::store {

std::unique_ptr<BlobStore> open_file_blobs(Store& store, std::unique_ptr<Files> files);

}  // namespace dw::store
