#include "web/http_client.h"

#include <gtest/gtest.h>

namespace dw::web {
namespace {

TEST(HttpClient, AsksOverTlsOrThisMachineOnly) {
    EXPECT_TRUE(may_be_asked("https://login.example/token"));
    EXPECT_TRUE(may_be_asked("https://login.example:8443/token?a=b"));
    EXPECT_TRUE(may_be_asked("http://127.0.0.1:3000/token"));
    EXPECT_TRUE(may_be_asked("http://localhost/token"));
    EXPECT_TRUE(may_be_asked("http://[::1]:3000/token"));
    EXPECT_FALSE(may_be_asked("http://login.example/token"));
    EXPECT_FALSE(may_be_asked("ftp://login.example/token"));
    EXPECT_FALSE(may_be_asked("file:///etc/passwd"));
    EXPECT_FALSE(may_be_asked("login.example"));
    EXPECT_FALSE(may_be_asked("https://"));
    EXPECT_FALSE(may_be_asked("https://:443/"));
}

// What stands before an @ is a name, and the host comes after it.
TEST(HttpClient, IsNotFooledAboutTheHost) {
    EXPECT_FALSE(may_be_asked("http://127.0.0.1:80@login.example/"));
    EXPECT_FALSE(may_be_asked("http://localhost@login.example/"));
    EXPECT_FALSE(may_be_asked("https://user:word@login.example/"));
    EXPECT_FALSE(may_be_asked("http://127.0.0.1.login.example/"));
    EXPECT_FALSE(may_be_asked("http://localhost\\.login.example/"));
    EXPECT_FALSE(may_be_asked("http://login.example/?http://localhost"));
    EXPECT_FALSE(may_be_asked("http://login.example?//localhost"));
    EXPECT_FALSE(may_be_asked("https://login.example/a b"));
    EXPECT_FALSE(may_be_asked("https://login.example/\r\nHost: evil"));
    EXPECT_FALSE(may_be_asked("https://login.example/#part"));
    EXPECT_FALSE(may_be_asked("https://login.example/" + std::string(3000, 'a')));
}

}  // namespace
}  // namespace dw::web
