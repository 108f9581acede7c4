// DATA/blobs/TENANT/XX/ID, where XX are the last two digits of the id (they are random, so that no
// folder grows too large). A blob is written as DATA/blobs/incoming/TENANT.ID, synced, and then
// moved to its name: a name below a tenant always stands for a complete blob. The file: format byte
// 1 | key id (16), then each frame after its length in four bytes, big endian. frozen: stored
// (docs/formats.md, "Blob")
#include "store/file_blobs.h"

#include <filesystem>
#include <fstream>

#include "store/blob_frames.h"

namespace dw::store {

namespace {

namespace fs = std::filesystem;
constexpr std::uint8_t file_format = 1;

// Makes a folder so that it survives power loss.
Outcome make_directory(Files& files, const fs::path& path) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) return Nothing{};
    if (path.has_parent_path()) DW_TRY_DO(make_directory(files, path.parent_path()));
    fs::create_directory(path, failed);
    if (failed) return unavailable("store.io", path.string() + ": " + failed.message());
    return files.sync_directory(path.parent_path());
}

fs::path path_of(const fs::path& root, TenantId tenant, BlobId id) {
    const auto name = id.to_string();
    return root / tenant.to_string() / name.substr(name.size() - 2) / name;
}

class FileBlobWriter final : public BlobWriter {
  public:
    FileBlobWriter(std::unique_ptr<BlobFile> file, const SealedBlob& blob, const DataKey& key,
                   RandomSource& random)
        : file_(std::move(file)),
          id_(blob.blob),
          cutter_(blob.tenant, blob.blob, key, random,
                  [this](std::int64_t, BytesView frame) { return file_->append(frame); }) {}

    Outcome write(BytesView bytes) override { return cutter_.write(bytes); }

    Result<BlobId> finish() override {
        DW_TRY_DO(cutter_.finish());
        DW_TRY_DO(file_->finish());
        return id_;
    }

  private:
    std::unique_ptr<BlobFile> file_;
    BlobId id_;
    FrameCutter cutter_;
};

// The next frame as it stands in the file.
Result<Bytes> read_frame(std::ifstream& in, const fs::path& path) {
    std::array<std::uint8_t, 4> length{};
    in.read(reinterpret_cast<char*>(length.data()), 4);
    std::size_t size = 0;
    for (const auto byte : length) size = size << 8 | byte;
    if (in.gcount() != 4 || size > frame_bytes)
        return corrupt("store.blob", path.string() + " is cut off or damaged");
    Bytes frame(size);
    in.read(reinterpret_cast<char*>(frame.data()), static_cast<std::streamsize>(size));
    if (in.gcount() != static_cast<std::streamsize>(size))
        return corrupt("store.blob", path.string() + " is cut off");
    return frame;
}

Result<KeyId> read_head(std::ifstream& in, const fs::path& path) {
    std::array<std::uint8_t, 17> head{};
    in.read(reinterpret_cast<char*>(head.data()), head.size());
    if (in.gcount() != 17 || head[0] != file_format)
        return corrupt("store.blob", path.string() + " has no head");
    return *KeyId::from_bytes(BytesView(head).subspan(1));
}

// Hands each frame to `take`, which says whether it was the last one.
Outcome read_file(const fs::path& path, const std::function<Result<FrameKind>(BytesView)>& take) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return not_found("store.no_blob", path.filename().string());
    DW_TRY_DO(read_head(in, path));
    for (;;) {
        DW_TRY(const auto bytes, read_frame(in, path));
        DW_TRY(const auto kind, take(bytes));
        if (kind == FrameKind::Last) break;
    }
    if (in.peek() != std::ifstream::traits_type::eof())
        return corrupt("store.blob", path.string() + " goes on after its end");
    return Nothing{};
}

class FileBlobs final : public BlobStore {
  public:
    FileBlobs(Store& store, std::unique_ptr<Files> files)
        : store_(store), files_(std::move(files)), root_(fs::path(store.data_dir()) / "blobs") {}

    Result<std::unique_ptr<BlobWriter>> create(TenantId tenant, const DataKey& key) override {
        const SealedBlob blob{tenant, BlobId::make(store_.clock(), store_.random()), key.id};
        DW_TRY(auto file, BlobFile::create(*files_, root_.string(), blob));
        return std::unique_ptr<BlobWriter>(
            std::make_unique<FileBlobWriter>(std::move(file), blob, key, store_.random()));
    }

    Outcome read(TenantId tenant, BlobId id, const DataKey& key,
                 const std::function<Outcome(BytesView)>& each) override {
        FramePlace place{.tenant = tenant, .blob = id, .number = 0};
        return read_file(path_of(root_, tenant, id), [&](BytesView bytes) -> Result<FrameKind> {
            DW_TRY(const auto frame, open_frame(key, place, bytes));
            ++place.number;
            DW_TRY_DO(each(frame.plain));
            return frame.kind;
        });
    }

    Outcome each_blob(const std::function<Outcome(const SealedBlob&)>& each) override {
        std::error_code failed;
        for (const auto& entry : fs::recursive_directory_iterator(root_, failed)) {
            if (!entry.is_regular_file(failed)) continue;
            const auto tenant =
                TenantId::parse(entry.path().parent_path().parent_path().filename().string());
            const auto id = BlobId::parse(entry.path().filename().string());
            if (!tenant || !id) continue;  // incoming
            std::ifstream in(entry.path(), std::ios::binary);
            DW_TRY(const auto key, read_head(in, entry.path()));
            DW_TRY_DO(each({*tenant, *id, key}));
        }
        return Nothing{};
    }

    Outcome each_frame(const SealedBlob& blob,
                       const std::function<Outcome(BytesView)>& each) override {
        return read_file(path_of(root_, blob.tenant, blob.blob),
                         [&](BytesView bytes) -> Result<FrameKind> {
                             DW_TRY_DO(each(bytes));
                             return kind_of_frame(bytes);
                         });
    }

    Outcome remove(TenantId tenant, BlobId id) override {
        return files_->remove(path_of(root_, tenant, id).string());
    }

    Result<int> collect(Instant older_than,
                        const std::function<Result<bool>(TenantId, BlobId)>& referenced) override {
        int removed = 0;
        std::error_code failed;
        for (const auto& entry : fs::recursive_directory_iterator(root_, failed)) {
            if (!entry.is_regular_file(failed)) continue;
            const bool incoming = entry.path().parent_path().filename() == "incoming";
            const auto name = entry.path().filename().string();
            const auto id = BlobId::parse(incoming ? name.substr(name.find('.') + 1) : name);
            const auto tenant = TenantId::parse(
                incoming ? name.substr(0, name.find('.'))
                         : entry.path().parent_path().parent_path().filename().string());
            if (!id || !tenant || made_at(id->bytes()) >= older_than) continue;
            if (!incoming) {
                DW_TRY(const bool needed, referenced(*tenant, *id));
                if (needed) continue;
            }
            DW_TRY_DO(files_->remove(entry.path().string()));
            ++removed;
        }
        return removed;
    }

  private:
    Store& store_;
    std::unique_ptr<Files> files_;
    fs::path root_;
};

}  // namespace

Result<std::unique_ptr<BlobFile>> BlobFile::create(Files& files, const std::string& root,
                                                   const SealedBlob& blob) {
    const fs::path incoming = fs::path(root) / "incoming";
    DW_TRY_DO(make_directory(files, incoming));
    const auto name = incoming / (blob.tenant.to_string() + "." + blob.blob.to_string());
    DW_TRY(auto file, files.create(name.string()));
    Bytes head{file_format};
    head.insert(head.end(), blob.key.bytes().begin(), blob.key.bytes().end());
    DW_TRY_DO(file->append(head));
    const auto final_name = path_of(root, blob.tenant, blob.blob);
    return std::make_unique<BlobFile>(files, std::move(file), name.string(), final_name.string());
}

BlobFile::BlobFile(Files& files, std::unique_ptr<FileWriter> file, std::string incoming,
                   std::string final_name)
    : files_(files),
      file_(std::move(file)),
      incoming_(std::move(incoming)),
      final_name_(std::move(final_name)) {}

BlobFile::~BlobFile() {
    // What stays behind if this fails too is found by collect().
    if (!finished_) (void)files_.remove(incoming_).has_value();
}

Outcome BlobFile::append(BytesView frame) {
    Bytes length;
    for (int shift = 24; shift >= 0; shift -= 8)
        length.push_back(static_cast<std::uint8_t>(frame.size() >> shift));
    DW_TRY_DO(file_->append(length));
    return file_->append(frame);
}

Outcome BlobFile::finish() {
    const auto folder = fs::path(final_name_).parent_path();
    DW_TRY_DO(file_->sync());
    DW_TRY_DO(make_directory(files_, folder));
    DW_TRY_DO(files_.rename(incoming_, final_name_));
    finished_ = true;
    return files_.sync_directory(folder.string());
}

std::unique_ptr<BlobStore> open_file_blobs(Store& store, std::unique_ptr<Files> files) {
    return std::make_unique<FileBlobs>(store, std::move(files));
}

}  // namespace dw::store
