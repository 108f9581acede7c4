// Loaded into the program under test (LD_PRELOAD): while the file named by DW_READ_ONLY exists,
// every file behaves as on a disk that the kernel has made read-only. A real one needs a broken
// disk.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

namespace {

bool is_read_only() {
    const char* mark = std::getenv("DW_READ_ONLY");
    return mark != nullptr && ::access(mark, F_OK) == 0;
}
bool refuses(int descriptor) {
    struct stat what {};
    if (!is_read_only() || ::fstat(descriptor, &what) != 0 || !S_ISREG(what.st_mode)) return false;
    errno = EROFS;
    return true;
}
template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}
template <class Function>
int open_unless_read_only(const char* name, const char* path, int flags, mode_t mode) {
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && is_read_only()) {
        errno = EROFS;
        return -1;
    }
    return next<Function>(name)(path, flags, mode);
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
    return refuses(descriptor) ? -1 : next<decltype(write)>("write")(descriptor, bytes, size);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
    return refuses(descriptor) ? -1 : next<decltype(pwrite)>("pwrite")(descriptor, bytes, size, at);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
    return refuses(descriptor) ? -1
                               : next<decltype(pwrite64)>("pwrite64")(descriptor, bytes, size, at);
}
int ftruncate(int descriptor, off_t size) noexcept {
    return refuses(descriptor) ? -1 : next<int(int, off_t)>("ftruncate")(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
    return refuses(descriptor) ? -1 : next<int(int, off64_t)>("ftruncate64")(descriptor, size);
}
int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = va_arg(more, mode_t);
    va_end(more);
    return open_unless_read_only<int(const char*, int, ...)>("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = va_arg(more, mode_t);
    va_end(more);
    return open_unless_read_only<int(const char*, int, ...)>("open64", path, flags, mode);
}
}
