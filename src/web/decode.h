// What browsers and programs send, turned into text: paths, queries, forms, cookies. Every decoder
// has bounds and gives either a whole value or the reason why there is none.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/http.h"

namespace dw::web {

// Undoes %XX. Nothing for a broken escape, text that is not UTF-8, or the character U+0000.
std::optional<std::string> percent_decode(std::string_view text);

// RFC 9112 section 3.2.1, origin-form.
// Deviation: absolute-form is for proxies and is refused, see ADR 0012.
struct Target {
    std::string raw_path;  // as sent
    std::string path;      // decoded
    Fields query;
};
// Invalid: web.address_form for other forms, web.path_unreadable for broken escapes and control
// characters, web.path_dots for "." and ".." segments, and what decode_urlencoded() says.
Result<Target> decode_target(std::string_view target);

// application/x-www-form-urlencoded. Line ends become "\n". Invalid: web.unreadable_field for
// broken escapes and text that is not UTF-8, web.many_fields for more than limits::form_fields.
Result<Fields> decode_urlencoded(std::string_view text);
// The first field of such a text that cannot be read: its name, or where even that is unreadable
// its number.
std::string name_of_unreadable_field(std::string_view text);

struct Multipart {
    Fields fields;
    std::vector<UploadedFile> files;
};
// RFC 7578. Invalid (web.multipart) as above, and where a boundary or a part's head is broken.
Result<Multipart> decode_multipart(std::string_view content_type, std::string_view body);

// Line ends as browsers send them ("\r\n") and others, all as "\n".
std::string with_plain_line_ends(std::string_view text);

// RFC 6265 section 5.4: the first of each name counts; what is malformed is left out.
std::map<std::string, std::string, std::less<>> decode_cookies(std::string_view header);

// Puts the bytes of a body where they belong: form, files, or body.
Outcome decode_body(Request& request, std::string bytes);

}  // namespace dw::web
