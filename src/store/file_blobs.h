// Blobs as files below DATA/blobs, beside SQLite.
#pragma once

#include "store/blobs.h"
#include "store/files.h"

namespace dw::store {

// One blob being written below `root` (DATA/blobs).
class BlobFile {
  public:
    static Result<std::unique_ptr<BlobFile>> create(Files& files, const std::string& root,
                                                    const SealedBlob& blob);
    BlobFile(Files& files, std::unique_ptr<FileWriter> file, std::string incoming,
             std::string final_name);  // by create()
    ~BlobFile();                       // nothing remains of a blob that was not finished
    BlobFile(const BlobFile&) = delete;
    BlobFile& operator=(const BlobFile&) = delete;
    Outcome append(BytesView frame);
    Outcome finish();  // durable under its name

  private:
    Files& files_;
    std::unique_ptr<FileWriter> file_;
    std::string incoming_, final_name_;
    bool finished_ = false;
};

std::unique_ptr<BlobStore> open_file_blobs(Store& store, std::unique_ptr<Files> files);

}  // namespace dw::store
