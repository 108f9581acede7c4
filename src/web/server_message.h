// One HTTP/1.1 request out of bytes as they come. Beast reads the grammar; what could be understood
// in two ways by us and a proxy in front (request smuggling, RFC 9112 section 11.2) is refused
// here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "web/refusal.h"

namespace dw::web {

struct MessageHead {
    std::string method;
    std::string target;
    std::map<std::string, std::string, std::less<>> headers;  // names in lower case
    bool keep_alive = false;
    bool has_body = false;
    bool old_version = false;  // HTTP/1.0
};

class MessageReader {
  public:
    MessageReader();
    ~MessageReader();

    // `head` is everything up to and with the blank line. After a refusal nobody knows where the
    // next message starts: the connection is closed.
    std::variant<MessageHead, Refusal> read_head(std::string_view head);

    struct Progress {
        std::size_t used = 0;
        bool complete = false;
        std::optional<Refusal> refusal;
    };
    Progress read_body(std::string_view bytes, std::size_t limit);
    std::size_t body_size() const;
    std::string take_body();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// What the first line asks for, as sent; "" when nobody can tell. Also of a head that is cut off.
std::string_view target_in(std::string_view head);

}  // namespace dw::web
