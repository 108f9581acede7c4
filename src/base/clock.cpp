#include "base/clock.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/assert.h"

namespace dw {

Instant SystemClock::now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

namespace {

void ask_the_kernel(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        // The kernel gives up to 256 bytes without being interrupted.
        const std::size_t wanted = std::min<std::size_t>(bytes.size(), 256);
        const auto got = getrandom(bytes.data(), wanted, 0);
        DW_ASSERT(got > 0);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

// An application needs some thirty small pieces of randomness; one call of the kernel gives them.
// What was handed out is wiped, so nothing of it is left in the store.
struct RandomStock {
    std::array<std::uint8_t, 256> bytes{};
    std::size_t left = 0;

    void take(std::span<std::uint8_t> wanted) {
        if (wanted.size() > left) {
            ask_the_kernel(bytes);
            left = bytes.size();
        }
        const std::span<std::uint8_t> piece(bytes.data() + left - wanted.size(), wanted.size());
        std::ranges::copy(piece, wanted.begin());
        explicit_bzero(piece.data(), piece.size());
        left -= wanted.size();
    }
};

constexpr std::size_t small_piece = 64;

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    if (bytes.size() > small_piece) return ask_the_kernel(bytes);
    // Each thread has its own; the program never forks.
    thread_local RandomStock stock;
    stock.take(bytes);
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    std::lock_guard lock(mutex_);
    for (auto& byte : bytes) {  // splitmix64 (Steele, Lea, Flood 2014)
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
        byte = static_cast<std::uint8_t>((mixed ^ (mixed >> 31)) & 0xffU);
    }
}

}  // namespace dw
