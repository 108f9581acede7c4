#include "base/memory.h"

#include <malloc.h>

namespace dw {

// The GNU library gives back what lies free at the end of a heap of a thread, whenever it is more
// than 128 KiB, and takes it again page by page.
void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int kept_bytes = 64 * 1024 * 1024;
    constexpr int bytes_of_their_own = 4 * 1024 * 1024;  // from here on a block goes back by itself
    static_cast<void>(::mallopt(M_TRIM_THRESHOLD, kept_bytes));
    static_cast<void>(::mallopt(M_MMAP_THRESHOLD, bytes_of_their_own));
#endif
}

}  // namespace dw
