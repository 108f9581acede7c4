#include "catalogue/spilled_bytes.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace dw::catalogue {

SpilledBytes::SpilledBytes(SpilledBytes&& other) noexcept
    : directory_(std::move(other.directory_)),
      file_(std::exchange(other.file_, -1)),
      spilled_(std::exchange(other.spilled_, 0)),
      rest_(std::move(other.rest_)) {}

SpilledBytes& SpilledBytes::operator=(SpilledBytes&& other) noexcept {
    std::swap(directory_, other.directory_);
    std::swap(file_, other.file_);
    std::swap(spilled_, other.spilled_);
    std::swap(rest_, other.rest_);
    return *this;
}

SpilledBytes::~SpilledBytes() {
    if (file_ >= 0) ::close(file_);
}

void SpilledBytes::add(BytesView bytes) {
    while (!bytes.empty()) {
        const bool to_file = !directory_.empty();
        const std::size_t room = to_file ? piece_bytes - rest_.size() : bytes.size();
        const BytesView part = bytes.first(std::min(room, bytes.size()));
        rest_.insert(rest_.end(), part.begin(), part.end());
        bytes = bytes.subspan(part.size());
        if (to_file && rest_.size() == piece_bytes && !spill()) directory_.clear();
    }
}

// False: what was not written stays as it is.
bool SpilledBytes::spill() {
    if (file_ < 0) file_ = ::open(directory_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file_ < 0) return false;
    for (std::size_t written = 0; written < rest_.size();) {
        const auto more = ::pwrite(file_, rest_.data() + written, rest_.size() - written,
                                   static_cast<::off_t>(spilled_ + written));
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) return false;
        written += static_cast<std::size_t>(more);
    }
    spilled_ += rest_.size();
    rest_.clear();
    return true;
}

Outcome SpilledBytes::read(std::size_t from, std::span<std::uint8_t> room) const {
    while (!room.empty() && from < spilled_) {
        const auto wanted = std::min(room.size(), spilled_ - from);
        const auto got = ::pread(file_, room.data(), wanted, static_cast<::off_t>(from));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return unavailable("catalogue.spilled", std::strerror(errno));
        from += static_cast<std::size_t>(got);
        room = room.subspan(static_cast<std::size_t>(got));
    }
    if (!room.empty()) std::copy_n(rest_.data() + (from - spilled_), room.size(), room.data());
    return Nothing{};
}

Outcome SpilledBytes::for_each(const std::function<Outcome(BytesView)>& each) const {
    Bytes piece(spilled_ > 0 ? piece_bytes : 0);
    for (std::size_t at = 0; at < spilled_; at += piece_bytes) {
        DW_TRY_DO(read(at, piece));
        DW_TRY_DO(each(piece));
    }
    return rest_.empty() ? Outcome(Nothing{}) : each(rest_);
}

}  // namespace dw::catalogue
