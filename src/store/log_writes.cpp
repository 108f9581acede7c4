// What makes this safe: a frame of the log counts for nobody until the index of the log names it,
// and SQLite, with synchronous=FULL, syncs the log before. So what is kept here is written
// - before the log is synced, read, measured or cut,
// - before the index is changed (xShmBarrier) and before the lock on the log is given back
//   (xShmLock), in case a transaction ends without a sync because it is undone.
// Another connection never finds the lock free while something is kept.
#include "store/log_writes.h"

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "base/assert.h"

namespace dw::store {

namespace {

// SQLite's own layer can write no more than 128 KiB at once.
constexpr sqlite3_int64 most_kept_bytes = 120 * 1024;

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};
using Room = std::unique_ptr<char, Free>;

// SQLite gives the memory for this; the file of the layer below has its own.
struct LayeredFile {
    sqlite3_file head;
    Room real_file;
    const char* path = nullptr;       // of a database
    LayeredFile* log = nullptr;       // of a database
    LayeredFile* database = nullptr;  // of a log
    Room kept;                        // of a log: what follows on `kept_from`
    sqlite3_int64 kept_from = 0, kept_bytes = 0;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(real_file.get()); }
    const sqlite3_io_methods* methods() { return real()->pMethods; }
    int write_kept() {
        if (kept_bytes == 0) return SQLITE_OK;
        const auto bytes = static_cast<int>(std::exchange(kept_bytes, 0));
        return methods()->xWrite(real(), kept.get(), bytes, kept_from);
    }
};

LayeredFile* of_file(sqlite3_file* file) {
    return reinterpret_cast<LayeredFile*>(file);
}

// Logs find the database they belong to.
class OpenDatabases {
  public:
    void add(LayeredFile& file) {
        const std::lock_guard lock(mutex_);
        files_[file.path] = &file;
    }
    void remove(const LayeredFile& file) {
        const std::lock_guard lock(mutex_);
        files_.erase(file.path);
    }
    // By the very place the name stands at: each connection has its own.
    LayeredFile* find(const char* path) {
        const std::lock_guard lock(mutex_);
        const auto found = files_.find(path);
        return found == files_.end() ? nullptr : found->second;
    }

  private:
    std::mutex mutex_;
    std::map<const char*, LayeredFile*> files_;
};

OpenDatabases& open_databases() {
    static auto* databases = new OpenDatabases;  // connections may outlive every static
    return *databases;
}

int close_file(sqlite3_file* file) {
    auto* one = of_file(file);
    const int written = one->write_kept();
    if (one->path != nullptr) open_databases().remove(*one);
    if (one->log != nullptr) one->log->database = nullptr;
    if (one->database != nullptr) one->database->log = nullptr;
    const int closed = one->methods()->xClose(one->real());
    std::destroy_at(one);
    return written == SQLITE_OK ? closed : written;
}

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    auto* one = of_file(file);
    if (const int written = one->write_kept(); written != SQLITE_OK) return written;
    return one->methods()->xRead(one->real(), into, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    auto* one = of_file(file);
    if (one->database == nullptr || size > most_kept_bytes)
        return one->methods()->xWrite(one->real(), from, size, offset);
    const bool follows =
        offset == one->kept_from + one->kept_bytes && one->kept_bytes + size <= most_kept_bytes;
    if (!follows) {
        if (const int written = one->write_kept(); written != SQLITE_OK) return written;
        one->kept_from = offset;
    }
    std::memcpy(one->kept.get() + one->kept_bytes, from, static_cast<std::size_t>(size));
    one->kept_bytes += size;
    return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    auto* one = of_file(file);
    if (const int written = one->write_kept(); written != SQLITE_OK) return written;
    return one->methods()->xTruncate(one->real(), size);
}

int sync_file(sqlite3_file* file, int flags) {
    auto* one = of_file(file);
    if (const int written = one->write_kept(); written != SQLITE_OK) return written;
    return one->methods()->xSync(one->real(), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    auto* one = of_file(file);
    if (const int written = one->write_kept(); written != SQLITE_OK) return written;
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

// Whoever changes the index or gives a lock back has nothing kept. After an ordinary commit that is
// so already; what is still there belongs to a transaction that is undone, and may be lost.
void write_what_log_keeps(LayeredFile& database) {
    if (database.log != nullptr) static_cast<void>(database.log->write_kept());
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    auto* one = of_file(file);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) write_what_log_keeps(*one);
    return one->methods()->xShmLock(one->real(), offset, count, flags);
}
void order_shared(sqlite3_file* file) {
    auto* one = of_file(file);
    write_what_log_keeps(*one);
    one->methods()->xShmBarrier(one->real());
}
int unmap_shared(sqlite3_file* file, int remove) {
    auto* one = of_file(file);
    write_what_log_keeps(*one);
    return one->methods()->xShmUnmap(one->real(), remove);
}

constexpr sqlite3_io_methods layered_methods{
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

// Without room for what is kept everything is written as it comes.
void keep_writes_of(LayeredFile& log, const char* path) {
    LayeredFile* database = open_databases().find(sqlite3_filename_database(path));
    log.kept.reset(static_cast<char*>(std::malloc(most_kept_bytes)));
    if (database == nullptr || log.kept == nullptr) return;
    log.database = database;
    database->log = &log;
}

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    auto* one = std::construct_at(of_file(file));
    one->head.pMethods = nullptr;
    sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
    one->real_file.reset(
        static_cast<char*>(std::calloc(1, static_cast<std::size_t>(below->szOsFile))));
    const int code = one->real_file == nullptr
                         ? SQLITE_NOMEM
                         : below->xOpen(below, path, one->real(), flags, flags_out);
    if (code != SQLITE_OK) {
        if (one->real_file != nullptr && one->methods() != nullptr)
            one->methods()->xClose(one->real());
        std::destroy_at(one);
        return code;
    }
    one->head.pMethods = &layered_methods;
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0 && path != nullptr) {
        one->path = path;
        open_databases().add(*one);
    }
    if ((flags & SQLITE_OPEN_WAL) != 0) keep_writes_of(*one, path);
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs*, const char* path, int sync) {
    sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
    return below->xDelete(below, path, sync);
}
int access_file(sqlite3_vfs*, const char* path, int flags, int* result) {
    sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
    return below->xAccess(below, path, flags, result);
}
int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
    return below->xFullPathname(below, path, size, out);
}

}  // namespace

const char* log_writes_layer() {
    static constexpr const char* name = "dienstweg";
    static const bool registered = [] {
        static sqlite3_vfs layer = *sqlite3_vfs_find(nullptr);
        layer.szOsFile = sizeof(LayeredFile);
        layer.pNext = nullptr;
        layer.zName = name;
        layer.xOpen = open_file;
        layer.xDelete = remove_file;
        layer.xAccess = access_file;
        layer.xFullPathname = full_path;
        return sqlite3_vfs_register(&layer, 0) == SQLITE_OK;
    }();
    DW_ASSERT(registered);
    return name;
}

}  // namespace dw::store
