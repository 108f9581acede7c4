#include "base/build_id.h"

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/bytes.h"

namespace dw {

namespace {

constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + 3) / 4 * 4;
}

// The notes of a segment stand one after another: header, name, content, each filled up to words.
std::string id_in(std::string_view notes) {
    ElfW(Nhdr) note;
    while (notes.size() >= sizeof note) {
        std::memcpy(&note, notes.data(), sizeof note);
        const std::size_t content = sizeof note + aligned(note.n_namesz);
        const std::size_t size = content + aligned(note.n_descsz);
        if (size > notes.size()) break;
        const auto name = notes.substr(sizeof note, note.n_namesz);
        if (note.n_type == NT_GNU_BUILD_ID && name == std::string_view("GNU\0", 4))
            return to_hex(as_bytes(notes.substr(content, note.n_descsz)));
        notes.remove_prefix(size);
    }
    return {};
}

// The first object is the program itself.
int look_at(dl_phdr_info* object, std::size_t, void* found) {
    for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE) continue;
        const auto* begin = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
        auto id = id_in(std::string_view(begin, segment.p_memsz));
        if (id.empty()) continue;
        *static_cast<std::string*>(found) = std::move(id);
        break;
    }
    return 1;
}

}  // namespace

std::string build_id() {
    std::string found;
    dl_iterate_phdr(look_at, &found);
    return found;
}

}  // namespace dw
