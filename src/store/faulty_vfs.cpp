// A layer over SQLite's own file layer. Every act is told to the FaultyDisk first and only carried
// out if it may be; syncs are not carried out at all, because the FaultyDisk knows what they would
// save. Locks and shared memory go through: they do not outlive the process anyway.
#include "store/faulty_vfs.h"

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <new>
#include <string>

namespace dw::store::testing {

namespace {

using Answer = FaultyDisk::Answer;

// SQLite gives the memory; the real file lies behind this one in it.
struct FaultyFile {
    sqlite3_file head;
    FaultyDisk* disk;  // null for a file that lies on none
    const char* path;  // SQLite keeps it as long as the file is open; null for a nameless one

    bool is_faulty() const { return disk != nullptr && path != nullptr; }

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods* methods() { return real()->pMethods; }
};

FaultyFile* of_file(sqlite3_file* file) {
    return reinterpret_cast<FaultyFile*>(file);
}

int code_of(Answer answer, int when_off) {
    switch (answer) {
        case Answer::Done:
            return SQLITE_OK;
        case Answer::DiskIsFull:
            return SQLITE_FULL;
        case Answer::Failed:
        case Answer::PowerIsOff:
            break;
    }
    return when_off;
}

int close_file(sqlite3_file* file) {
    auto* one = of_file(file);
    if (one->disk != nullptr) one->disk->closed();
    return one->methods()->xClose(one->real());
}

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    auto* one = of_file(file);
    if (one->disk != nullptr && one->disk->is_off()) return SQLITE_IOERR_READ;
    return one->methods()->xRead(one->real(), into, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    auto* one = of_file(file);
    if (one->is_faulty()) {
        const BytesView bytes(static_cast<const std::uint8_t*>(from),
                              static_cast<std::size_t>(size));
        const int code = code_of(one->disk->write(one->path, offset, bytes), SQLITE_IOERR_WRITE);
        if (code != SQLITE_OK) return code;
    }
    return one->methods()->xWrite(one->real(), from, size, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    auto* one = of_file(file);
    if (one->is_faulty()) {
        const int code = code_of(one->disk->truncate(one->path, size), SQLITE_IOERR_TRUNCATE);
        if (code != SQLITE_OK) return code;
    }
    return one->methods()->xTruncate(one->real(), size);
}

int sync_file(sqlite3_file* file, int) {
    auto* one = of_file(file);
    if (!one->is_faulty()) return SQLITE_OK;
    return code_of(one->disk->sync(one->path), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    auto* one = of_file(file);
    return one->methods()->xFileSize(one->real(), size);
}
int lock_file(sqlite3_file* file, int level) {
    auto* one = of_file(file);
    return one->methods()->xLock(one->real(), level);
}
int unlock_file(sqlite3_file* file, int level) {
    auto* one = of_file(file);
    return one->methods()->xUnlock(one->real(), level);
}
int check_lock(sqlite3_file* file, int* locked) {
    auto* one = of_file(file);
    return one->methods()->xCheckReservedLock(one->real(), locked);
}
int control_file(sqlite3_file* file, int what, void* argument) {
    auto* one = of_file(file);
    return one->methods()->xFileControl(one->real(), what, argument);
}
int sector_size(sqlite3_file* file) {
    auto* one = of_file(file);
    return one->methods()->xSectorSize(one->real());
}
int characteristics(sqlite3_file* file) {
    auto* one = of_file(file);
    return one->methods()->xDeviceCharacteristics(one->real());
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    auto* one = of_file(file);
    return one->methods()->xShmMap(one->real(), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    auto* one = of_file(file);
    return one->methods()->xShmLock(one->real(), offset, count, flags);
}
void order_shared(sqlite3_file* file) {
    auto* one = of_file(file);
    one->methods()->xShmBarrier(one->real());
}
int unmap_shared(sqlite3_file* file, int remove) {
    auto* one = of_file(file);
    return one->methods()->xShmUnmap(one->real(), remove);
}

constexpr sqlite3_io_methods faulty_methods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = order_shared,
    .xShmUnmap = unmap_shared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// SQLite's own layer goes on living for every connection that was opened through it, whatever disk
// came or went: there is one for the whole program, and it asks by the path which disk is meant.
class Layer {
  public:
    static Layer& of_program() {
        static auto* layer = new Layer;  // connections may outlive every static
        return *layer;
    }

    void add(const std::string& directory, FaultyDisk& disk) {
        const std::lock_guard lock(mutex_);
        if (disks_.empty()) sqlite3_vfs_register(&own_, 1);
        disks_[directory] = &disk;
    }
    void remove(const std::string& directory) {
        const std::lock_guard lock(mutex_);
        disks_.erase(directory);
        if (!disks_.empty()) return;
        sqlite3_vfs_unregister(&own_);
        sqlite3_vfs_register(real_, 1);
    }

  private:
    Layer() {
        own_ = *real_;
        own_.szOsFile += static_cast<int>(sizeof(FaultyFile));
        own_.pNext = nullptr;
        own_.zName = "faulty";
        own_.xOpen = open;
        own_.xDelete = remove_file;
        own_.xAccess = access;
        own_.xFullPathname = full_path;
    }

    FaultyDisk* disk_of(const char* path) {
        if (path == nullptr) return nullptr;
        const std::lock_guard lock(mutex_);
        for (const auto& [directory, disk] : disks_)
            if (std::string_view(path).starts_with(directory + "/")) return disk;
        return nullptr;
    }

    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
        Layer& layer = of_program();
        FaultyDisk* disk = layer.disk_of(path);
        auto* one = std::construct_at(of_file(file), sqlite3_file{}, disk, path);
        if (disk != nullptr && disk->is_off()) return SQLITE_CANTOPEN;
        const int code = layer.real_->xOpen(layer.real_, path, one->real(), flags, flags_out);
        if (code != SQLITE_OK) return code;
        if (disk != nullptr) disk->opened(path);
        one->head.pMethods = &faulty_methods;
        return SQLITE_OK;
    }
    static int remove_file(sqlite3_vfs*, const char* path, int sync) {
        Layer& layer = of_program();
        FaultyDisk* disk = layer.disk_of(path);
        const int code =
            disk == nullptr ? SQLITE_OK : code_of(disk->remove(path), SQLITE_IOERR_DELETE);
        return code != SQLITE_OK ? code : layer.real_->xDelete(layer.real_, path, sync);
    }
    static int access(sqlite3_vfs*, const char* path, int flags, int* result) {
        sqlite3_vfs* real = of_program().real_;
        return real->xAccess(real, path, flags, result);
    }
    static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
        sqlite3_vfs* real = of_program().real_;
        return real->xFullPathname(real, path, size, out);
    }

    std::mutex mutex_;
    std::map<std::string, FaultyDisk*> disks_;
    sqlite3_vfs* real_ = sqlite3_vfs_find(nullptr);
    sqlite3_vfs own_{};
};

}  // namespace

FaultyVfs::FaultyVfs(FaultyDisk& disk, std::string directory) : directory_(std::move(directory)) {
    Layer::of_program().add(directory_, disk);
}

FaultyVfs::~FaultyVfs() {
    Layer::of_program().remove(directory_);
}

namespace {

Outcome outcome_of(Answer answer, const std::string& path) {
    if (answer == Answer::Done) return Nothing{};
    if (answer == Answer::DiskIsFull) return unavailable("store.disk_full", path);
    return unavailable("store.io", path);
}

class FaultyFileWriter final : public FileWriter {
  public:
    FaultyFileWriter(FaultyDisk& disk, std::unique_ptr<FileWriter> real, std::string path)
        : disk_(disk), real_(std::move(real)), path_(std::move(path)) {}
    FaultyFileWriter(const FaultyFileWriter&) = delete;
    FaultyFileWriter& operator=(const FaultyFileWriter&) = delete;
    ~FaultyFileWriter() override { disk_.closed(); }

    Outcome append(BytesView bytes) override {
        DW_TRY_DO(outcome_of(disk_.write(path_, size_, bytes), path_));
        size_ += static_cast<std::int64_t>(bytes.size());
        return real_->append(bytes);
    }
    Outcome sync() override { return outcome_of(disk_.sync(path_), path_); }

  private:
    FaultyDisk& disk_;
    std::unique_ptr<FileWriter> real_;
    std::string path_;
    std::int64_t size_ = 0;
};

class FaultyFiles final : public Files {
  public:
    explicit FaultyFiles(FaultyDisk& disk) : disk_(disk) {}

    Result<std::unique_ptr<FileWriter>> create(const std::string& path) override {
        if (disk_.is_off()) return unavailable("store.io", path);
        DW_TRY(auto real, real_->create(path));
        disk_.opened(path);
        return std::unique_ptr<FileWriter>(
            std::make_unique<FaultyFileWriter>(disk_, std::move(real), path));
    }
    Outcome rename(const std::string& from, const std::string& to) override {
        DW_TRY_DO(outcome_of(disk_.rename(from, to), to));
        return real_->rename(from, to);
    }
    Outcome remove(const std::string& path) override {
        DW_TRY_DO(outcome_of(disk_.remove(path), path));
        return real_->remove(path);
    }
    Outcome sync_directory(const std::string& path) override {
        return outcome_of(disk_.sync_directory(path), path);
    }

  private:
    FaultyDisk& disk_;
    std::unique_ptr<Files> real_ = system_files();
};

}  // namespace

std::unique_ptr<Files> faulty_files(FaultyDisk& disk) {
    return std::make_unique<FaultyFiles>(disk);
}

}  // namespace dw::store::testing
