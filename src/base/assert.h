// DW_ASSERT(condition): an invariant that no input can break. On in every build: the process stops
// where the mistake is, and the event log survives it.
#pragma once

namespace dw {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace dw

#define DW_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::dw::assertion_failed(#condition, __FILE__, __LINE__))
