#include "web/server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/json.h"
#include "web/testing_client.h"

namespace dw::web {

namespace {

using namespace std::chrono_literals;
using testing::Client;

Response text(std::string body) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Route route(Method method, std::string path, Handler handler, Kind kind = Kind::Api) {
    return {.method = method,
            .path = std::move(path),
            .act = "public",
            .handler = std::move(handler),
            .kind = kind,
            .run = Run::Worker};
}

class Server_ : public ::testing::Test {
  protected:
    void start(ServerOptions options = {}) {
        options.listen = "127.0.0.1:0";
        options.worker_threads = 4;
        options.log = [this](std::string_view lines) {
            std::lock_guard lock(log_mutex_);
            log_ += lines;
        };
        router_.add(route(Method::Get, "/hello", [](Request&) { return text("hello"); }));
        router_.add(route(Method::Get, "/echo/{what}", [](Request& request) {
            return text(std::string{request.parameter("what")});
        }));
        router_.add(route(Method::Post, "/size", [](Request& request) {
            return text(std::to_string(request.body.size()));
        }));
        for (const auto method : {Method::Get, Method::Post}) {
            router_.add(route(method, "/api/v1/x", [](Request&) { return text("x"); }));
        }
        router_.add(route(Method::Get, "/slow", [this](Request&) {
            entered_.set_value();
            go_on_.get_future().wait();
            return text("done");
        }));
        router_.add(route(Method::Get, "/large",
                          [](Request&) { return text(std::string(20'000'000, 'x')); }));
        for (const auto* path : {"/made", "/broken"}) {
            const bool breaks = path == std::string_view("/broken");
            router_.add(route(Method::Get, path, [breaks](Request&) {
                Response response = text("first ");
                response.more = [breaks, left = std::make_shared<int>(3)]() -> Result<std::string> {
                    if (--*left > 0) return std::string("piece ");
                    if (breaks) return unavailable("test.broken", "no more");
                    return std::string();
                };
                return response;
            }));
        }
        router_.add(route(Method::Get, "/seen", [](Request& request) {
            return text(request.host + " " + request.client_address +
                        (request.secure ? " https" : " http"));
        }));
        add_operations_routes(router_, {});
        auto server = Server::start(options, router_, clock_, random_);
        ASSERT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
    }
    Client client() const { return Client{server_->address()}; }
    std::string log() {
        std::lock_guard lock(log_mutex_);
        return log_;
    }

    SystemClock clock_;
    SystemRandom random_;
    Router router_;
    std::promise<void> entered_, go_on_;
    std::mutex log_mutex_;
    std::string log_;
    std::unique_ptr<Server> server_;
};

TEST_F(Server_, AnswersWithTheHeadersThatProtect) {
    start();
    const auto answer = testing::get(server_->address(), "/hello");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.header("Content-Security-Policy").find("default-src 'none'"), 0U);
    EXPECT_EQ(answer.header("X-Request-Id").size(), 16U);
    EXPECT_NE(answer.header("Date").find(" GMT"), std::string::npos);
    EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(Server_, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
    start();
    auto c = client();
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        requests += "GET /echo/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    c.send(requests);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(c.receive().body, std::to_string(i));
}

TEST_F(Server_, AnswersHeadWithoutBody) {
    start();
    auto c = client();
    c.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /echo/x HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = c.receive_head();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "5");
    EXPECT_EQ(c.receive().body, "x");
}

// RFC 9112 section 7.1
TEST_F(Server_, SendsABodyWhileItIsMade) {
    start();
    auto browser = client();
    browser.send(
        "GET /made HTTP/1.1\r\nHost: localhost\r\n\r\n"
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const auto answer = browser.receive_all();
    EXPECT_NE(answer.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
    EXPECT_NE(answer.find("\r\n\r\n6\r\nfirst \r\n6\r\npiece \r\n6\r\npiece \r\n0\r\n\r\nHTTP"),
              std::string::npos)
        << answer;
    auto old = client();
    old.send("GET /made HTTP/1.0\r\nHost: localhost\r\n\r\n");
    EXPECT_TRUE(old.receive_all().ends_with("\r\n\r\nfirst piece piece "));
}

TEST_F(Server_, BreaksOffABodyThatCannotBeMade) {
    start();
    auto browser = client();
    browser.send("GET /broken HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto answer = browser.receive_all();
    EXPECT_TRUE(answer.ends_with("piece \r\n")) << "no end that says it is whole: " << answer;
}

TEST_F(Server_, TakesBodiesWithLengthInChunksAndAfterContinue) {
    start();
    auto c = client();
    c.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345");
    EXPECT_EQ(c.receive().body, "5");
    c.send(
        "POST /size HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n4\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n");
    EXPECT_EQ(c.receive().body, "7");
    c.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(c.receive_head().status, 100);
    c.send("abc");
    EXPECT_EQ(c.receive().body, "3");
    c.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    c.send(std::string(1'000'000, 'x'));
    EXPECT_EQ(c.receive().body, "1000000");
}

TEST_F(Server_, ClosesWhenAskedAndForOldClients) {
    start();
    auto old = client();
    old.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.receive().body, "hello");
    EXPECT_TRUE(old.is_closed_within(1s));
}

TEST_F(Server_, RefusesWhatAProxyMightReadDifferently) {
    start({.timeouts = {.head = 500ms, .body = 500ms}});
    const std::string post = "POST /size HTTP/1.1\r\nHost: a\r\n";
    const std::string smuggled = "0\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::vector<std::string> messages = {
        post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + smuggled,
        post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n12345",
        post + "Content-Length: 5, 5\r\n\r\n12345",
        post + "Content-Length: +5\r\n\r\n12345",
        post + "Content-Length: 5 5\r\n\r\n12345",
        post + "Content-Length: -1\r\n\r\n",
        post + "Content-Length: 99999999999999999999999\r\n\r\n",
        post + "Content-Length:\r\n\r\n",
        post + "Content-Length : 5\r\n\r\n12345",
        post + "Transfer-Encoding: gzip\r\n\r\n",
        post + "Transfer-Encoding: chunked, gzip\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\n\r\n3 ;x\nabc\r\n0\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n" + smuggled,
        post + "Transfer-Encoding : chunked\r\n\r\n" + smuggled,
        post + "Content-Length: 5\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
        post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        post + "X: a\r\n folded\r\n\r\n",
        post + "X: a\nY: b\r\n\r\n",
        post + "X: a\rb\r\n\r\n",
        post + "Host: b\r\n\r\n",
        "POST /size HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
        "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /hello\r\n\r\n",
        "GET hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a/hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://b/hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a/../hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%2e%2e/hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "\x16\x03\x01\x02\r\n\r\n",
    };
    for (const auto& message : messages) {
        auto c = client();
        c.send(message);
        const auto answer = c.receive();
        // 408: it is still waiting for the line end that would make it a message.
        EXPECT_TRUE(answer.status == 400 || answer.status == 408 || answer.status == 413 ||
                    answer.status == 501)
            << message << "\n"
            << answer.head;
        EXPECT_EQ(answer.header("Connection"), "close") << message;
        c.finish_sending();
        // Nothing that was hidden in the message is answered.
        EXPECT_EQ(c.receive_head().status, 0) << message;
    }
}

TEST_F(Server_, NamesTheLimitThatWasExceeded) {
    start();
    const auto status = [&](const std::string& message) {
        auto c = client();
        c.send(message);
        return c.receive().status;
    };
    EXPECT_EQ(status("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    EXPECT_EQ(status("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(17000, 'a')), 431);
    EXPECT_EQ(status("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"), 413);
    EXPECT_EQ(
        status("POST /size HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n180000\r\n" +
               std::string(0x180000, 'a')),
        413);
    EXPECT_EQ(status("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
    EXPECT_EQ(status("GET /hello HTTP/1.1\r\nHost: a\r\nExpect: coffee\r\n\r\n"), 417);
    EXPECT_EQ(status("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"), 405);
}

struct Refused {
    std::string message;
    int status;
    std::string code, place;
};

// What is refused before any handler, asked by a program.
std::vector<Refused> refused_by_the_server() {
    const std::string get = "GET /api/v1/x HTTP/1.1\r\nHost: a\r\n";
    const std::string post = "POST /api/v1/x HTTP/1.1\r\nHost: a\r\n";
    const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    return {
        {"GET /api/v1/x?q=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "web.query_unreadable", "q"},
        {"GET /api/v1/x?q=%ff&lang=en HTTP/1.1\r\nHost: a\r\n\r\n", 400, "web.query_unreadable",
         "q"},
        {"GET /api/v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "web.path_unreadable", "target"},
        {"GET /api/../x HTTP/1.1\r\nHost: a\r\n\r\n", 400, "web.path_dots", "target"},
        {"GET /api/" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414,
         "web.address_too_long", "target"},
        {"GET /api/" + std::string(5000, 'a'), 414, "web.address_too_long", "target"},
        {get + "X: " + std::string(17000, 'a'), 431, "web.head_too_large", "head"},
        {get + "X: a\r\n folded\r\n\r\n", 400, "web.line_ends", "head"},
        {get + "X: a\nY: b\r\n\r\n", 400, "web.line_ends", "head"},
        {get + "X Y: b\r\n\r\n", 400, "web.head_syntax", "head"},
        {get + "Expect: coffee\r\n\r\n", 417, "web.expect", "Expect"},
        {get + "Host: b\r\n\r\n", 400, "web.host", "Host"},
        {"GET /api/v1/x HTTP/1.1\r\n\r\n", 400, "web.host", "Host"},
        {"GET /api/v1/x HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "web.host", "Host"},
        {"GET /api/v1/x HTTP/2.0\r\nHost: a\r\n\r\n", 400, "web.version", "version"},
        {"BREW /api/v1/x HTTP/1.1\r\nHost: a\r\n\r\n", 501, "web.method_unknown", "method"},
        {"PATCH /api/v1/x HTTP/1.1\r\nHost: a\r\n\r\n", 405, "web.method_not_allowed", "method"},
        {"DELETE /api/v1/x HTTP/1.1\r\nHost: a\r\n\r\n", 405, "web.method_not_allowed", "method"},
        {"PATCH /api/v1/y HTTP/1.1\r\nHost: a\r\n\r\n", 404, "web.not_found", ""},
        {post + "Content-Length: 9999999\r\n\r\n", 413, "web.body_too_large", "body"},
        {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
         "web.length_twice", "Content-Length, Transfer-Encoding"},
        {post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n12345", 400, "web.length_twice",
         "Content-Length, Transfer-Encoding"},
        {post + "Transfer-Encoding: gzip\r\n\r\n", 501, "web.transfer_encoding",
         "Transfer-Encoding"},
        {chunked + "3;x=y\r\nabc\r\n0\r\n\r\n", 400, "web.chunk_extension", "body"},
        {chunked + "3\r\nabc\r\n0;x\r\n\r\n", 400, "web.chunk_extension", "body"},
        {chunked + "3\nabc\n0\n\n", 400, "web.chunks", "body"},
        {chunked + "zz\r\n\r\n", 400, "web.chunks", "body"},
    };
}

TEST_F(Server_, TellsProgramsWhatIsRefusedAndWhere) {
    start();
    for (const auto& refused : refused_by_the_server()) {
        auto c = client();
        c.send(refused.message);
        const auto answer = c.receive();
        const auto begin = refused.message.substr(0, 200);
        EXPECT_EQ(answer.status, refused.status) << begin << answer.body;
        EXPECT_EQ(answer.header("Content-Type"), "application/problem+json") << begin;
        EXPECT_EQ(answer.header("Cache-Control"), "no-store") << begin;
        const auto problem = parse_json(answer.body);
        ASSERT_TRUE(problem) << begin << answer.body;
        EXPECT_EQ((*problem)["status"].as_integer(), refused.status);
        EXPECT_EQ((*problem)["code"].text_or(""), refused.code) << begin;
        EXPECT_EQ((*problem)["request_id"].text_or(""), answer.header("X-Request-Id"));
        EXPECT_EQ(problem->has("findings"), !refused.place.empty()) << begin;
        if (!refused.place.empty()) {
            const auto& finding = (*problem)["findings"].items()[0];
            EXPECT_EQ(finding["place"].text_or(""), refused.place) << begin;
            EXPECT_EQ(finding["reason"], (*problem)["detail"]) << begin;
        }
        const auto detail = (*problem)["detail"].text_or("");
        EXPECT_NE(detail, "") << begin;
        EXPECT_EQ(detail.find('{'), std::string_view::npos) << detail;
    }
}

TEST_F(Server_, NamesTheMethodsOfAPathToProgramsAndPeople) {
    start();
    for (const std::string path : {"/api/v1/x", "/hello"}) {
        for (const std::string method : {"PATCH", "DELETE", "OPTIONS"}) {
            auto c = client();
            c.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            const auto answer = c.receive();
            EXPECT_EQ(answer.status, 405);
            EXPECT_EQ(answer.header("Allow"), path == "/hello" ? "GET, HEAD" : "GET, HEAD, POST");
        }
    }
}

TEST_F(Server_, AnswersPeopleWithAPageAndProgramsThatTakeJsonWithAProblem) {
    start();
    const auto type_of = [&](const std::string& accept) {
        auto c = client();
        c.send("GET /%zz HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n");
        const auto answer = c.receive();
        EXPECT_EQ(answer.status, 400);
        return answer.header("Content-Type");
    };
    EXPECT_EQ(type_of("*/*"), "text/html; charset=utf-8");
    EXPECT_EQ(type_of("text/html,application/json;q=0.9"), "text/html; charset=utf-8");
    EXPECT_EQ(type_of("application/json"), "application/problem+json");
}

TEST_F(Server_, LeavesTheContentOfAnOperationAsItCame) {
    start();
    auto c = client();
    c.send(
        "POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\na=%ff");
    EXPECT_EQ(c.receive().body, "5");
}

TEST_F(Server_, SaysWhichFieldOfAFormCannotBeRead) {
    router_.add(route(
        Method::Post, "/form", [](Request&) { return text("taken"); }, Kind::Page));
    start();
    auto c = client();
    c.send(
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nAccept: application/json\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nb=1&a=%ff");
    const auto answer = c.receive();
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find("Das Feld „a“"), std::string::npos) << answer.body;
}

TEST_F(Server_, SaysHowLargeABodyMayBe) {
    start();
    auto c = client();
    c.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
    const auto answer = c.receive();
    EXPECT_EQ(answer.status, 413);
    EXPECT_NE(answer.body.find("höchstens 1 MB"), std::string::npos);
}

TEST_F(Server_, GivesUpOnSlowSenders) {
    start({.timeouts = {.head = 300ms, .body = 300ms, .idle = 300ms}});
    auto head = client();
    head.send("GET /hel");
    auto body = client();
    body.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n123");
    auto idle = client();
    EXPECT_EQ(head.receive().status, 408);
    EXPECT_EQ(body.receive().status, 408);
    EXPECT_TRUE(idle.is_closed_within(2s));
    EXPECT_TRUE(head.is_closed_within(3s));
}

TEST_F(Server_, GivesUpOnADripThatNeverEnds) {
    start({.timeouts = {.head = 500ms}});
    auto c = client();
    for (int i = 0; i < 15; ++i) {
        c.send("G");
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(c.receive().status, 408);
}

TEST_F(Server_, GivesUpOnSlowReaders) {
    start({.timeouts = {.write = 300ms}});
    auto c = client();
    c.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (router_.metrics().timeouts == 0 && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_EQ(router_.metrics().timeouts, 1U);
}

TEST_F(Server_, SendsLargeAnswersWhole) {
    start();
    EXPECT_EQ(testing::get(server_->address(), "/large").body.size(), 20'000'000U);
}

TEST_F(Server_, HoldsTwoThousandIdleConnectionsAndStillAnswers) {
    start();
    std::vector<Client> idle;
    for (int i = 0; i < 2000; ++i) idle.push_back(client());
    EXPECT_EQ(testing::get(server_->address(), "/hello").status, 200);
    idle.back().send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(idle.back().receive().status, 200);
    EXPECT_GE(router_.metrics().connections, 2000);
}

TEST_F(Server_, RefusesMoreConnectionsThanAllowed) {
    start({.connections = 2});
    auto a = client(), b = client();
    a.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(a.receive().status, 200);
    auto c = client();
    const auto answer = c.receive();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "30");
}

TEST_F(Server_, FinishesWhatItAcceptedWhenItStops) {
    start();
    auto busy = client();
    busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    entered_.get_future().wait();
    auto idle = client();
    idle.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(idle.receive().status, 200);
    auto stopping = std::async(std::launch::async, [&] { server_->stop(); });
    EXPECT_TRUE(idle.is_closed_within(2s));
    EXPECT_EQ(stopping.wait_for(100ms), std::future_status::timeout);
    go_on_.set_value();
    const auto answer = busy.receive();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.header("Connection"), "close");
    stopping.get();
}

TEST_F(Server_, StopsAfterTheDrainTimeEvenWhenSomebodyHoldsOn) {
    start({.timeouts = {.drain = 200ms}});
    auto c = client();
    c.send("GET /hel");
    std::this_thread::sleep_for(50ms);
    const auto begin = std::chrono::steady_clock::now();
    server_->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST_F(Server_, LogsTheRouteAndNeverThePath) {
    start();
    const auto answer = testing::get(server_->address(), "/echo/Erika-Mustermann?name=Erika");
    server_->stop();
    const auto line = parse_json(log());
    ASSERT_TRUE(line) << log();
    EXPECT_EQ((*line)["route"].text_or(""), "/echo/{what}");
    EXPECT_EQ((*line)["status"].as_integer(), 200);
    EXPECT_EQ((*line)["request"].text_or(""), answer.header("X-Request-Id"));
    EXPECT_EQ(log().find("Erika"), std::string::npos);
}

TEST_F(Server_, TellsItsHealthAndItsNumbers) {
    start();
    EXPECT_EQ(testing::get(server_->address(), "/health").body, "ok\n");
    EXPECT_EQ(testing::get(server_->address(), "/ready").body, "ready\n");
    const auto metrics = testing::get(server_->address(), "/metrics").body;
    EXPECT_NE(metrics.find("dienstweg_http_requests_total{class=\"2xx\"} 2\n"), std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find("dienstweg_http_in_flight 1\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("le=\"+Inf\"} 2\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("dienstweg_log_lines_dropped_total 0\n"), std::string::npos) << metrics;
}

TEST_F(Server_, TellsItsNumbersToNobodyElsewhere) {
    start({.trusted_proxies = {"127.0.0.0/8"}});
    for (const std::string head :
         {"X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1",
          "X-Forwarded-For: 203.0.113.7\r\nAuthorization: Bearer "}) {
        auto c = client();
        c.send("GET /metrics HTTP/1.1\r\nHost: inner\r\n" + head + "\r\n\r\n");
        EXPECT_EQ(c.receive().status, 403) << head;
    }
}

TEST_F(Server_, BelievesOnlyTrustedProxies) {
    start({.trusted_proxies = {"127.0.0.0/8"}});
    auto c = client();
    c.send(
        "GET /seen HTTP/1.1\r\nHost: inner\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7\r\n"
        "X-Forwarded-Proto: https\r\nX-Forwarded-Host: dienst.example\r\n\r\n");
    EXPECT_EQ(c.receive().body, "dienst.example 203.0.113.7 https");
}

// A proxy writes one kind; the other one is the client's own, passed on unread.
TEST_F(Server_, RefusesBothKindsOfForwardedHeadersFromAProxy) {
    start({.trusted_proxies = {"127.0.0.1"}});
    auto c = client();
    c.send(
        "GET /seen HTTP/1.1\r\nHost: inner\r\nX-Forwarded-For: 203.0.113.7\r\n"
        "Forwarded: for=6.6.6.6;host=evil\r\n\r\n");
    EXPECT_EQ(c.receive().status, 400);
}

TEST_F(Server_, IgnoresForwardedHeadersOfStrangers) {
    start();
    auto c = client();
    c.send(
        "GET /seen HTTP/1.1\r\nHost: inner\r\nX-Forwarded-For: 203.0.113.7\r\n"
        "Forwarded: for=6.6.6.6;proto=https;host=evil\r\nX-Forwarded-Proto: https\r\n\r\n");
    EXPECT_EQ(c.receive().body, "inner 127.0.0.1 http");
}

TEST_F(Server_, AnswersOnlyItsPublicHost) {
    start({.public_url = "https://dienst.example"});
    auto c = client();
    c.send("GET /seen HTTP/1.1\r\nHost: Dienst.example:443\r\n\r\n");
    const auto answer = c.receive();
    EXPECT_EQ(answer.body, "dienst.example 127.0.0.1 https");
    EXPECT_EQ(answer.header("Strict-Transport-Security"), "max-age=31536000");
    c.send("GET /health HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n");
    EXPECT_EQ(c.receive().status, 200);
    c.send("GET /seen HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(c.receive().status, 421);
}

TEST(ServerStart, SaysWhatIsWrongWithItsOptions) {
    Router router;
    SystemClock clock;
    SystemRandom random;
    const auto code = [&](const ServerOptions& options) {
        auto server = Server::start(options, router, clock, random);
        return server ? std::string{"started"} : server.error().code;
    };
    EXPECT_EQ(code({.listen = "here"}), "web.listen");
    EXPECT_EQ(code({.listen = "127.0.0.1:99999"}), "web.listen");
    EXPECT_EQ(code({.listen = "192.0.2.1:0"}), "web.listen");
    EXPECT_EQ(code({.listen = "127.0.0.1:0", .public_url = "dienst.example"}), "web.public_url");
    EXPECT_EQ(code({.listen = "127.0.0.1:0", .trusted_proxies = {"10.0.0.0/99"}}),
              "web.trusted_proxy");
    EXPECT_EQ(code({.listen = "127.0.0.1:0", .certificate_file = "/no/such", .key_file = "/no"}),
              "web.certificate");
    EXPECT_EQ(code({.listen = "[::1]:0"}), "started");
    std::string told;
    EXPECT_EQ(code({.listen = "127.0.0.1:0",
                    .listening = [&](const std::string& address) { told = address; }}),
              "started");
    EXPECT_TRUE(told.starts_with("http://127.0.0.1:")) << told;
}

}  // namespace

}  // namespace dw::web
