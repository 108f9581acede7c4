// A client over a real socket that can be as slow and as wrong as a test wants. Tests only.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "base/assert.h"
#include "base/text.h"

namespace dw::web::testing {

struct Answer {
    int status = 0;  // 0: the connection was closed before a whole answer came
    std::string head;
    std::string body;
    std::string header(std::string_view name) const;
};

class Client {
  public:
    explicit Client(std::string_view address);  // "http://127.0.0.1:8080"
    ~Client();
    Client(Client&& other) noexcept;
    Client& operator=(Client&&) = delete;

    Client& send(std::string_view bytes);
    void finish_sending();
    Answer receive();
    // As receive() of an answer to HEAD or with status 204, 304: without a body.
    Answer receive_head();
    // Every byte until the other end closes.
    std::string receive_all();
    // True when the other end closes within the time.
    bool is_closed_within(std::chrono::milliseconds time);

  private:
    bool read_more();

    int socket_;
    std::string input_;
};

inline constexpr int patience_ms = 10'000;

inline std::string Answer::header(std::string_view name) const {
    for (const auto line : split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (lower(line.substr(0, colon)) == lower(name)) {
            return std::string{trim(line.substr(colon + 1))};
        }
    }
    return {};
}

inline Client::Client(std::string_view address) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    DW_ASSERT(socket_ >= 0);
    const auto port = parse_integer(address.substr(address.rfind(':') + 1));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(*port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    DW_ASSERT(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
}

inline Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

inline Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), input_(std::move(other.input_)) {}

inline Client& Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
}

inline void Client::finish_sending() {
    shutdown(socket_, SHUT_WR);
}

inline bool Client::read_more() {
    pollfd wait{socket_, POLLIN, 0};
    if (poll(&wait, 1, patience_ms) <= 0) return false;
    char bytes[65536];
    const auto count = recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    input_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

inline std::string Client::receive_all() {
    while (read_more()) {
    }
    return std::exchange(input_, {});
}

inline Answer Client::receive_head() {
    std::size_t end;
    while ((end = input_.find("\r\n\r\n")) == std::string::npos) {
        if (!read_more()) return {};
    }
    Answer answer;
    answer.head = input_.substr(0, end + 2);
    input_.erase(0, end + 4);
    answer.status = static_cast<int>(parse_integer(answer.head.substr(9, 3)).value_or(0));
    return answer;
}

inline Answer Client::receive() {
    Answer answer = receive_head();
    const auto size =
        static_cast<std::size_t>(parse_integer(answer.header("content-length")).value_or(0));
    while (input_.size() < size) {
        if (!read_more()) return {};
    }
    answer.body = input_.substr(0, size);
    input_.erase(0, size);
    return answer;
}

inline bool Client::is_closed_within(std::chrono::milliseconds time) {
    pollfd wait{socket_, POLLIN, 0};
    if (poll(&wait, 1, static_cast<int>(time.count())) <= 0) return false;
    char byte;
    return recv(socket_, &byte, 1, 0) <= 0;
}

inline Answer get(std::string_view address, std::string_view path) {
    Client client{address};
    client.send("GET " + std::string{path} +
                " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    return client.receive();
}

}  // namespace dw::web::testing
