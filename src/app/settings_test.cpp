#include "app/settings.h"

#include <gtest/gtest.h>

namespace dw::app {
namespace {

TEST(Settings, KnowTheAddressBeforeTheServerListens) {
    Settings settings;
    EXPECT_EQ(expected_address(settings), "http://127.0.0.1:8080");
    settings.certificate_file = "server.pem";
    EXPECT_EQ(expected_address(settings), "https://127.0.0.1:8080");
    settings.listen = "127.0.0.1:0";
    EXPECT_EQ(expected_address(settings), "") << "the system chooses the port";
    settings.public_url = "https://dienst.example";
    EXPECT_EQ(expected_address(settings), "https://dienst.example");
}

}  // namespace
}  // namespace dw::app
