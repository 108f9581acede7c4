// What may be uploaded. The type is taken from the first bytes, never from what was declared. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/findings.h"

namespace dw::forms {

inline constexpr std::size_t upload_file_bytes = 10 * 1024 * 1024;
inline constexpr std::size_t uploads_per_field = 5;

// "application/pdf", "image/jpeg", "image/png"; "" for anything else.
std::string_view sniffed_type(BytesView content);

// Nothing when the file may be kept. A name that says another type than the bytes is refused: who
// opens it later would trust the name.
std::optional<Finding> check_upload(const std::string& field, const std::string& file_name,
                                    BytesView content);

}  // namespace dw::forms
