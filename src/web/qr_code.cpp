#include "web/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace dw::web {

namespace {

constexpr int margin = 4;  // ISO/IEC 18004: a quiet zone of four modules

// Runs of dark modules, row by row: "M4 4h7v1h-7z".
std::string dark_modules(const QRcode& code) {
    const auto width = static_cast<std::size_t>(code.width);
    const auto dark = [&](std::size_t row, std::size_t column) {
        return column < width && (code.data[row * width + column] & 1) != 0;
    };
    std::string path;
    for (std::size_t row = 0; row < width; ++row) {
        for (std::size_t column = 0; column < width; ++column) {
            if (!dark(row, column)) continue;
            const auto begin = column;
            while (dark(row, column)) ++column;
            const auto length = std::to_string(column - begin);
            path += "M" + std::to_string(begin + margin) + " " + std::to_string(row + margin) +
                    "h" + length + "v1h-" + length + "z";
        }
    }
    return path;
}

}  // namespace

Html qr_code(std::string_view text, std::string_view label) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code) return {};
    const int size = code->width + 2 * margin;
    return html<
        "<svg class=\"dw-qr\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\">"
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"></rect>"
        "<path fill=\"#000\" d=\"{}\"></path></svg>">(label, size, size, dark_modules(*code));
}

}  // namespace dw::web
