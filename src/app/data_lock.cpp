#include "app/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace dw::app {

Result<DataLock> DataLock::take(const std::string& data_dir) {
    std::error_code failed;
    std::filesystem::create_directories(data_dir, failed);
    if (failed) return unavailable("store.directory", data_dir + ": " + failed.message());
    const std::string file = data_dir + "/lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const char* code = errno == EROFS ? "store.read_only" : "store.directory";
        return unavailable(code, file + ": " + std::strerror(errno));
    }
    DataLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return conflict("app.other_program", file);
    return lock;
}

DataLock::DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DataLock::~DataLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace dw::app
