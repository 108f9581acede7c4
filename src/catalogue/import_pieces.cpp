#include "catalogue/import_pieces.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include "base/crypto.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t bytes_at_once = 256 * 1024;
// Of the elements around and instead of which objects stand.
constexpr std::string_view around = "schreibe";
constexpr std::array<std::string_view, 6> objects = {
    "leistung",     "leistungSpezialisierung",     "spezialisierung", "organisationseinheit",
    "onlinedienst", "zustaendigkeitTransferObjekt"};

class OpenFile {
  public:
    explicit OpenFile(const std::string& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() {
        if (number_ >= 0) ::close(number_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    bool is_open() const { return number_ >= 0; }
    Result<std::size_t> read(std::uint64_t from, std::span<char> room) const {
        std::size_t got = 0;
        while (got < room.size()) {
            const auto more = ::pread(number_, room.data() + got, room.size() - got,
                                      static_cast<::off_t>(from + got));
            if (more < 0 && errno == EINTR) continue;
            if (more < 0) return unavailable("catalogue.unreadable", std::strerror(errno));
            if (more == 0) break;
            got += static_cast<std::size_t>(more);
        }
        return got;
    }

  private:
    int number_;
};

struct EndTag {
    std::string_view whole, local;
    std::size_t behind;
};

// The next end tag without white space in it.
std::optional<EndTag> next_end_tag(std::string_view bytes, std::size_t from) {
    for (;;) {
        const auto begin = bytes.find("</", from);
        const auto end = begin == bytes.npos ? begin : bytes.find_first_of("> \t\r\n<", begin + 2);
        if (end == bytes.npos) return std::nullopt;
        from = end;
        if (bytes[end] != '>') continue;
        const auto name = bytes.substr(begin + 2, end - begin - 2);
        const auto colon = name.find(':');
        return EndTag{.whole = bytes.substr(begin, end + 1 - begin),
                      .local = colon == name.npos ? name : name.substr(colon + 1),
                      .behind = end + 1};
    }
}

}  // namespace

ByteSource bytes_of_text(std::string_view text) {
    return [text](std::uint64_t from, std::span<char> room) -> Result<std::size_t> {
        if (from >= text.size()) return std::size_t{0};
        return text.copy(room.data(), room.size(), static_cast<std::size_t>(from));
    };
}

Result<ByteSource> bytes_of_file(const std::string& path) {
    const auto file = std::make_shared<OpenFile>(path);
    if (!file->is_open()) return unavailable("catalogue.unreadable", std::strerror(errno));
    return ByteSource(
        [file](std::uint64_t from, std::span<char> room) { return file->read(from, room); });
}

Outcome for_each_piece(const ByteSource& source, const EachPiece& each) {
    std::string room(bytes_at_once, '\0');
    for (std::uint64_t from = 0;;) {
        DW_TRY(const auto got, source(from, room));
        if (got > 0) {
            DW_TRY_DO(each(std::string_view(room).substr(0, got)));
        }
        if (got < room.size()) return Nothing{};
        from += got;
    }
}

Result<std::string_view> ByteWindow::at(std::uint64_t from, std::size_t size) {
    const bool has = from >= begin_ && from + size <= begin_ + size_;
    if (!has) {
        bytes_.resize(std::max({bytes_.size(), size, bytes_at_once}));
        begin_ = from;
        DW_TRY(size_, source_(from, bytes_));
    }
    const auto skipped = static_cast<std::size_t>(from - begin_);
    return std::string_view(bytes_).substr(skipped, std::min(size, size_ - skipped));
}

PieceHash piece_hash(std::string_view bytes) {
    const Digest whole = sha256(as_bytes(bytes));
    PieceHash hash;
    std::copy_n(whole.begin(), hash.size(), hash.begin());
    return hash;
}

Outcome PieceCutter::feed(std::string_view bytes, const Each& each) {
    rest_.append(bytes);
    if (tag_.empty() && !find_tag() && rest_.size() < most_piece_bytes) return Nothing{};
    std::size_t done = 0;
    if (!tag_.empty()) {
        // The tag may begin in bytes that were looked at.
        std::size_t from = looked_at_ < tag_.size() ? 0 : looked_at_ - tag_.size();
        for (auto at = rest_.find(tag_, from); at != rest_.npos && pieces_ < most_pieces;
             at = rest_.find(tag_, done)) {
            ++pieces_;
            const auto end = at + tag_.size();
            const bool fits = end - done <= most_piece_bytes;
            DW_TRY_DO(each(std::string_view(rest_).substr(done, end - done), fits));
            done = end;
        }
    }
    if (rest_.size() - done > most_piece_bytes) {
        DW_TRY_DO(each(std::string_view(rest_).substr(done), false));
        done = rest_.size();
    }
    rest_.erase(0, done);
    looked_at_ = rest_.size();
    return Nothing{};
}

Outcome PieceCutter::finish(const Each& each) {
    return rest_.empty() ? Outcome(Nothing{}) : each(rest_, false);
}

// What encloses objects counts before the objects themselves.
bool PieceCutter::find_tag() {
    for (auto tag = next_end_tag(rest_, 0); tag; tag = next_end_tag(rest_, tag->behind)) {
        const bool is_object =
            std::find(objects.begin(), objects.end(), tag->local) != objects.end();
        if (!is_object && tag->local != around) continue;
        const auto next = rest_.find_first_not_of(" \t\r\n", tag->behind);
        const auto other = next == rest_.npos ? std::nullopt : next_end_tag(rest_, next);
        if (is_object && !other) return false;  // not before more bytes are there
        const bool closes = is_object && other->behind == next + other->whole.size();
        tag_ = closes && other->local == around ? other->whole : tag->whole;
        return true;
    }
    return false;
}

}  // namespace dw::catalogue
