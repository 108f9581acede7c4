// Against a real server of our own on this machine.
#include "app/curl_client.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/clock.h"
#include "web/server.h"

namespace dw::app {
namespace {

using web::Request;
using web::Response;

class CurlClientTest : public ::testing::Test {
  protected:
    void SetUp() override {
        add(web::Method::Get, "/small", [](Request&) { return web::json_response("{\"a\":1}"); });
        add(web::Method::Get, "/large",
            [](Request&) { return web::json_response(std::string(20'000, 'x')); });
        add(web::Method::Get, "/away", [](Request&) { return web::see_other("/small"); });
        add(web::Method::Get, "/slow", [](Request&) {
            std::this_thread::sleep_for(std::chrono::milliseconds{600});
            return web::json_response("{}");
        });
        add(web::Method::Post, "/echo", [](Request& request) {
            return web::json_response(std::string(request.header("authorization")) + " " +
                                      request.body);
        });
        auto server = web::Server::start({.listen = "127.0.0.1:0"}, router_, clock_, random_);
        ASSERT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
    }
    void TearDown() override {
        if (server_) server_->stop();
    }
    void add(web::Method method, std::string path, web::Handler handler) {
        router_.add({.method = method,
                     .path = std::move(path),
                     .act = "public",
                     .handler = std::move(handler),
                     .kind = web::Kind::Api});
    }
    Result<web::HttpAnswer> ask(const std::string& path, const std::string& form = {}) {
        return client_.ask({.url = server_->address() + path,
                            .form = form,
                            .user = form.empty() ? "" : "dienst:weg",
                            .password = form.empty() ? "" : "geheim"});
    }
    std::string code_of(const std::string& path) {
        const auto answer = ask(path);
        return answer ? std::string() : answer.error().code;
    }

    SystemClock clock_;
    SystemRandom random_;
    web::Router router_;
    std::unique_ptr<web::Server> server_;
    CurlClient client_{{.whole = std::chrono::milliseconds{300}, .answer_bytes = 10'000}};
};

TEST_F(CurlClientTest, GetsAndPosts) {
    const auto got = ask("/small");
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, "{\"a\":1}");
    const auto posted = ask("/echo", "code=1%202");
    ASSERT_TRUE(posted) << posted.error().message;
    EXPECT_EQ(posted->body, "Basic ZGllbnN0OndlZzpnZWhlaW0= code=1%202");
}

TEST_F(CurlClientTest, FollowsNoRedirect) {
    const auto answer = ask("/away");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 303);
    EXPECT_EQ(answer->body, "");
}

TEST_F(CurlClientTest, TakesNeitherTooMuchNorTooLongNorAnyAddress) {
    EXPECT_EQ(code_of("/large"), "web.no_answer");
    EXPECT_EQ(code_of("/slow"), "web.no_answer");
    const auto elsewhere = client_.ask({.url = "http://login.example/"});
    ASSERT_FALSE(elsewhere);
    EXPECT_EQ(elsewhere.error().code, "web.address");
    server_->stop();
    EXPECT_EQ(code_of("/small"), "web.no_answer");
}

}  // namespace
}  // namespace dw::app
