#include "catalogue/file_reading.h"

namespace dw::catalogue {

FileReading::~FileReading() {
    stretches_.refuse();
    if (thread_.joinable()) thread_.join();
}

Result<Digest> FileReading::finish() {
    thread_.join();
    if (!read_) return read_.error();
    return hash_.finish();
}

void FileReading::run() {
    read_ = read();
    stretches_.end();
}

Outcome FileReading::read() {
    Stretch stretch;
    const auto take = [&stretch](std::string_view bytes, bool ends_object) -> Outcome {
        stretch.pieces.push_back({.hash = piece_hash(bytes),
                                  .size = static_cast<std::uint32_t>(bytes.size()),
                                  .ends_object = ends_object});
        stretch.bytes.append(bytes);
        return Nothing{};
    };
    PieceCutter cutter;
    DW_TRY_DO(for_each_piece(source_, [&](std::string_view bytes) -> Outcome {
        hash_.add(as_bytes(bytes));
        DW_TRY_DO(cutter.feed(bytes, take));
        if (stretches_.put(std::exchange(stretch, {}))) return Nothing{};
        return unavailable("catalogue.not_read_on", "the file is refused");
    }));
    DW_TRY_DO(cutter.finish(take));
    stretch.is_last = true;
    stretches_.put(std::move(stretch));
    return Nothing{};
}

}  // namespace dw::catalogue
