#include "store/blobs.h"

#include "store/file_blobs.h"
#include "store/row_blobs.h"

namespace dw::store {

std::unique_ptr<BlobStore> open_blobs(Store& store) {
    if (store.dialect() == Dialect::Postgres) return open_row_blobs(store);
    return open_file_blobs(store, system_files());
}

}  // namespace dw::store
