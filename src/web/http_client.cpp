#include "web/http_client.h"

#include <algorithm>

namespace dw::web {

namespace {

constexpr std::size_t longest_address = 2000;

std::string_view authority_of(std::string_view url) {
    const auto begin = url.find("//") + 2;
    return url.substr(begin, url.find_first_of("/?", begin) - begin);
}

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '\\' && c != '#' && c != '"' && c != '<' && c != '>';
}

}  // namespace

bool is_on_this_machine(std::string_view url) {
    const auto authority = authority_of(url);
    // What stands before it is a name; the host comes after it.
    if (authority.find('@') != std::string_view::npos) return false;
    const auto bracket = authority.find(']');
    const auto host =
        authority.substr(0, authority.find(':', bracket == std::string_view::npos ? 0 : bracket));
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

bool may_be_asked(std::string_view url) {
    const bool https = url.starts_with("https://");
    if (!https && !url.starts_with("http://")) return false;
    const auto authority = authority_of(url);
    if (authority.empty() || authority.front() == ':' || url.size() > longest_address) return false;
    if (authority.find('@') != std::string_view::npos) return false;
    if (!std::ranges::all_of(url, is_plain)) return false;
    return https || is_on_this_machine(url);
}

}  // namespace dw::web
