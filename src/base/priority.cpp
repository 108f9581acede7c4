#include "base/priority.h"

#include <sys/resource.h>

namespace dw {

// On Linux niceness belongs to a thread. Without the right to change it everything still works.
void let_others_go_first() {
    constexpr int niceness = 10;
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, niceness));
}

}  // namespace dw
