#include "web/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace dw::web {

namespace {

// Runs of dark modules, row by row: "M4 4h7v1h-7z".
std::string dark_modules(const QrModules& code) {
    const auto dark = [&](std::size_t row, std::size_t column) {
        return column < code.width && code.dark[row * code.width + column];
    };
    std::string path;
    for (std::size_t row = 0; row < code.width; ++row) {
        for (std::size_t column = 0; column < code.width; ++column) {
            if (!dark(row, column)) continue;
            const auto begin = column;
            while (dark(row, column)) ++column;
            const auto length = std::to_string(column - begin);
            path += "M" + std::to_string(begin + qr_margin) + " " +
                    std::to_string(row + qr_margin) + "h" + length + "v1h-" + length + "z";
        }
    }
    return path;
}

}  // namespace

std::optional<QrModules> qr_modules(std::string_view text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code) return std::nullopt;
    QrModules modules{static_cast<std::size_t>(code->width), {}};
    for (std::size_t i = 0; i < modules.width * modules.width; ++i)
        modules.dark.push_back((code->data[i] & 1) != 0);
    return modules;
}

Html qr_code(std::string_view text, std::string_view label) {
    const auto code = qr_modules(text);
    if (!code) return {};
    const std::size_t size = code->width + 2 * qr_margin;
    return html<
        "<svg class=\"dw-qr\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\">"
        "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"></rect>"
        "<path fill=\"#000\" d=\"{}\"></path></svg>">(label, size, size, dark_modules(*code));
}

}  // namespace dw::web
