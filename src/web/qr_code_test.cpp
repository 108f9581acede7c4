#include "web/qr_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::web {
namespace {

using testing::HasSubstr;

TEST(QrCode, IsAPictureWithAQuietZoneAndALabel) {
    const auto picture = qr_code("HELLO", "Code für \"die App\"").markup();
    // Version 1 has 21 modules a side (ISO/IEC 18004); the finder pattern is 7 dark ones wide.
    EXPECT_THAT(picture, HasSubstr("viewBox=\"0 0 29 29\""));
    EXPECT_THAT(picture, HasSubstr("d=\"M4 4h7v1h-7z"));
    EXPECT_THAT(picture, HasSubstr("aria-label=\"Code für &quot;die App&quot;\""));
}

TEST(QrCode, IsLeftOutWhereTheTextIsTooLong) {
    EXPECT_TRUE(qr_code(std::string(3000, 'x'), "zu lang").empty());
    EXPECT_TRUE(qr_code("", "leer").empty());
}

}  // namespace
}  // namespace dw::web
