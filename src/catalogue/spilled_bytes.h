// Bytes that come one behind the other and are read once at the end. They wait in a file without a
// name, so that memory does not grow with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace dw::catalogue {

class SpilledBytes {
  public:
    static constexpr std::size_t piece_bytes = 256 * 1024;

    SpilledBytes() = default;  // all of it stays in memory
    // The file lies in the directory. Where there can be none, or the disk is full, what follows
    // stays in memory.
    explicit SpilledBytes(std::string directory) : directory_(std::move(directory)) {}
    SpilledBytes(SpilledBytes&& other) noexcept;
    SpilledBytes& operator=(SpilledBytes&& other) noexcept;
    ~SpilledBytes();

    void add(BytesView bytes);
    std::size_t size() const { return spilled_ + rest_.size(); }
    // Some of it stays in memory for good.
    bool is_kept_in_memory() const { return directory_.empty(); }
    Outcome read(std::size_t from, std::span<std::uint8_t> room) const;  // no more than there is
    // From the beginning, in pieces of piece_bytes; the last one is another size.
    Outcome for_each(const std::function<Outcome(BytesView)>& each) const;

  private:
    bool spill();

    std::string directory_;
    int file_ = -1;
    std::size_t spilled_ = 0;
    Bytes rest_;
};

}  // namespace dw::catalogue
