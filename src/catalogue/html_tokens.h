// HtmlTokens: cuts HTML into tags and text, as tolerant as browsers are. Never fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dw::catalogue {

struct HtmlAttribute {
    std::string_view name;  // as written
    std::string value;      // entities decoded
};

struct HtmlToken {
    enum class Kind { End, Text, StartTag, EndTag };
    Kind kind = Kind::End;
    std::string name;  // of a tag, lower case
    std::string text;  // entities decoded, line ends as they are
    std::vector<HtmlAttribute> attributes;
};

class HtmlTokens {
  public:
    explicit HtmlTokens(std::string_view source) : rest_(source) {}
    HtmlToken next();
    // Goes behind the end tag of `name`, or to the end when there is none.
    void skip_content_of(std::string_view name);

  private:
    HtmlToken read_tag();
    void skip_markup_declaration();
    std::vector<HtmlAttribute> read_attributes();

    std::string_view rest_;
};

// "&amp;", "&#228;", "&#xe4;" and the named entities of German texts; what is unknown stays as it
// is.
std::string decode_entities(std::string_view text);

}  // namespace dw::catalogue
