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

class FileBlobWriter final : public BlobWriter {
  public:
    struct Names {
        BlobId id;
        fs::path incoming;
        fs::path final;
    };

    FileBlobWriter(Files& files, std::unique_ptr<FileWriter> file, Names names, TenantId tenant,
                   const DataKey& key, RandomSource& random)
        : files_(files),
          file_(std::move(file)),
          names_(std::move(names)),
          cutter_(tenant, names_.id, key, random,
                  [this](std::int64_t, BytesView frame) { return append(frame); }) {}

    ~FileBlobWriter() override {
        // What stays behind if this fails too is found by collect().
        if (!finished_) (void)files_.remove(names_.incoming.string()).has_value();
    }

    Outcome write(BytesView bytes) override { return cutter_.write(bytes); }

    Result<BlobId> finish() override {
        DW_TRY_DO(cutter_.finish());
        DW_TRY_DO(file_->sync());
        DW_TRY_DO(make_directory(files_, names_.final.parent_path()));
        DW_TRY_DO(files_.rename(names_.incoming.string(), names_.final.string()));
        finished_ = true;
        DW_TRY_DO(files_.sync_directory(names_.final.parent_path().string()));
        return names_.id;
    }

    Outcome append(BytesView frame) {
        Bytes length;
        for (int shift = 24; shift >= 0; shift -= 8)
            length.push_back(static_cast<std::uint8_t>(frame.size() >> shift));
        DW_TRY_DO(file_->append(length));
        return file_->append(frame);
    }

  private:
    Files& files_;
    std::unique_ptr<FileWriter> file_;
    Names names_;
    FrameCutter cutter_;
    bool finished_ = false;
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

class FileBlobs final : public BlobStore {
  public:
    FileBlobs(Store& store, std::unique_ptr<Files> files)
        : store_(store), files_(std::move(files)), root_(fs::path(store.data_dir()) / "blobs") {}

    Result<std::unique_ptr<BlobWriter>> create(TenantId tenant, const DataKey& key) override {
        const auto id = BlobId::make(store_.clock(), store_.random());
        FileBlobWriter::Names names{
            .id = id,
            .incoming = root_ / "incoming" / (tenant.to_string() + "." + id.to_string()),
            .final = path_of(tenant, id)};
        DW_TRY_DO(make_directory(*files_, root_ / "incoming"));
        DW_TRY(auto file, files_->create(names.incoming.string()));
        Bytes head{file_format};
        head.insert(head.end(), key.id.bytes().begin(), key.id.bytes().end());
        DW_TRY_DO(file->append(head));
        return std::unique_ptr<BlobWriter>(std::make_unique<FileBlobWriter>(
            *files_, std::move(file), std::move(names), tenant, key, store_.random()));
    }

    Outcome read(TenantId tenant, BlobId id, const DataKey& key,
                 const std::function<Outcome(BytesView)>& each) override {
        const auto path = path_of(tenant, id);
        std::ifstream in(path, std::ios::binary);
        if (!in) return not_found("store.no_blob", id.to_string());
        std::array<char, 17> head{};
        in.read(head.data(), head.size());
        if (in.gcount() != 17 || head[0] != file_format)
            return corrupt("store.blob", path.string() + " has no head");
        for (FramePlace place{.tenant = tenant, .blob = id, .number = 0};; ++place.number) {
            DW_TRY(const auto bytes, read_frame(in, path));
            DW_TRY(const auto frame, open_frame(key, place, bytes));
            DW_TRY_DO(each(frame.plain));
            if (frame.kind == FrameKind::Last) break;
        }
        if (in.peek() != std::ifstream::traits_type::eof())
            return corrupt("store.blob", path.string() + " goes on after its end");
        return Nothing{};
    }

    Outcome remove(TenantId tenant, BlobId id) override {
        return files_->remove(path_of(tenant, id).string());
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
    fs::path path_of(TenantId tenant, BlobId id) const {
        const auto name = id.to_string();
        return root_ / tenant.to_string() / name.substr(name.size() - 2) / name;
    }

    Store& store_;
    std::unique_ptr<Files> files_;
    fs::path root_;
};

}  // namespace

std::unique_ptr<BlobStore> open_file_blobs(Store& store, std::unique_ptr<Files> files) {
    return std::make_unique<FileBlobs>(store, std::move(files));
}

}  // namespace dw::store
