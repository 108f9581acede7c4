// The reduction keeps a stack of open elements. Inline elements (b, a, …) stand only above blocks
// (p, h1–h6, li), blocks never stand in inline ones; whatever the source does, elements are closed
// and opened so that this holds. An element that has shown nothing when it closes is taken back.

#include "catalogue/html_reduction.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "catalogue/html_tokens.h"

namespace dw::catalogue {

namespace {

using namespace std::string_view_literals;

constexpr std::array inline_tags = {"b"sv, "strong"sv, "i"sv, "em"sv, "sup"sv, "sub"sv, "a"sv};
constexpr std::array block_tags = {"p"sv, "h1"sv, "h2"sv, "h3"sv, "h4"sv, "h5"sv, "h6"sv};
constexpr std::array list_tags = {"ul"sv, "ol"sv};
// Outside the set, but they separate what is in them: written as paragraphs.
constexpr std::array separating_tags = {
    "div"sv,        "section"sv, "article"sv, "header"sv, "footer"sv,  "main"sv,       "aside"sv,
    "blockquote"sv, "pre"sv,     "address"sv, "dl"sv,     "dt"sv,      "dd"sv,         "tr"sv,
    "table"sv,      "figure"sv,  "form"sv,    "center"sv, "caption"sv, "figcaption"sv, "hr"sv};
// Their content is no text for readers.
constexpr std::array dropped_with_content = {
    "script"sv, "style"sv,    "iframe"sv, "object"sv, "template"sv, "noscript"sv, "svg"sv,
    "math"sv,   "title"sv,    "xmp"sv,    "audio"sv,  "video"sv,    "noembed"sv,  "noframes"sv,
    "applet"sv, "textarea"sv, "select"sv, "canvas"sv, "head"sv};
constexpr std::array harmless_dropped = {"style"sv, "title"sv, "head"sv, "select"sv, "textarea"sv};
constexpr std::array unsafe_empty = {"embed"sv, "base"sv, "meta"sv, "link"sv, "frame"sv};

constexpr std::size_t deepest_list = 8;

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& set, std::string_view name) {
    return std::find(set.begin(), set.end(), name) != set.end();
}

constexpr std::string_view no_break_space = "\xC2\xA0";

// Line ends and tabs are kept; other control characters are left out.
bool is_control(char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == '\x7F';
}

bool stands_for_itself(char c) {
    return c != '&' && c != '<' && c != '>' && !is_control(c);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || is_control(c);
}

// Bytes of the blank a text begins or ends with; 0: something can be seen there.
std::size_t blank_at_begin(std::string_view text) {
    if (text.starts_with(no_break_space)) return no_break_space.size();
    return !text.empty() && is_blank(text.front()) ? 1 : 0;
}

std::size_t blank_at_end(std::string_view text) {
    if (text.ends_with(no_break_space)) return no_break_space.size();
    return !text.empty() && is_blank(text.back()) ? 1 : 0;
}

class Reduction {
  public:
    void start(const HtmlToken& tag, HtmlTokens& tokens);
    void end(std::string_view name);
    void text(std::string_view text);
    ReducedHtml finish();

  private:
    struct Open {
        std::string name;
        std::size_t begin, content;  // positions in html_: of its start tag and behind it
    };

    void start_inline(const HtmlToken& tag);
    void start_block(std::string_view name);
    void start_list(std::string_view name);
    void start_item();
    void push(std::string_view name, std::string_view start_tag);
    void pop();
    void close_inline_and_blocks();
    void open_item_in_list();
    bool is_open(std::string_view name) const;
    bool top_is_list() const { return !open_.empty() && is_in(list_tags, open_.back().name); }
    void look_at_attributes(const HtmlToken& tag);
    void note(HtmlRemoval removal) { removed_ = std::max(removed_, removal); }

    std::string html_;
    std::vector<Open> open_;
    std::size_t ink_ = 0;  // end of the last thing in html_ a reader can see
    HtmlRemoval removed_ = HtmlRemoval::None;
};

void Reduction::start(const HtmlToken& tag, HtmlTokens& tokens) {
    look_at_attributes(tag);
    if (is_in(inline_tags, tag.name)) return start_inline(tag);
    if (is_in(block_tags, tag.name)) return start_block(tag.name);
    if (is_in(list_tags, tag.name)) return start_list(tag.name);
    if (tag.name == "li") return start_item();
    if (tag.name == "br") {
        if (!top_is_list()) html_.append("<br>");
        return;
    }
    if (is_in(dropped_with_content, tag.name)) {
        note(is_in(harmless_dropped, tag.name) ? HtmlRemoval::Markup : HtmlRemoval::Unsafe);
        return tokens.skip_content_of(tag.name);
    }
    note(is_in(unsafe_empty, tag.name) ? HtmlRemoval::Unsafe : HtmlRemoval::Markup);
    if (is_in(separating_tags, tag.name)) start_block("p");
    if (tag.name == "td" || tag.name == "th") text(" ");
}

void Reduction::end(std::string_view name) {
    if (is_in(separating_tags, name)) name = "p";
    if (!is_open(name)) return;
    const bool is_inline = is_in(inline_tags, name);
    const bool is_block = is_in(block_tags, name);
    // Inline and block elements only end what stands above the nearest list item.
    if (is_inline || is_block) {
        for (auto it = open_.rbegin(); it != open_.rend() && it->name != name; ++it) {
            if (it->name == "li" || is_in(list_tags, it->name)) return;
            if (is_inline && is_in(block_tags, it->name)) return;
        }
    }
    while (open_.back().name != name) pop();
    pop();
}

void Reduction::start_inline(const HtmlToken& tag) {
    if (is_open(tag.name)) return;
    open_item_in_list();
    if (tag.name != "a") return push(tag.name, "<" + tag.name + ">");
    for (const HtmlAttribute& attribute : tag.attributes) {
        if (lower(attribute.name) != "href") continue;
        const std::string address = safe_address(attribute.value);
        if (address.empty()) continue;
        std::string start_tag = "<a href=\"";
        for (const char c : address) {
            if (c == '&') {
                start_tag.append("&amp;");
            } else {
                start_tag.push_back(c);
            }
        }
        return push("a", start_tag + "\">");
    }
}

void Reduction::start_block(std::string_view name) {
    close_inline_and_blocks();
    open_item_in_list();
    push(name, "<" + std::string(name) + ">");
}

void Reduction::start_list(std::string_view name) {
    const auto lists = std::count_if(open_.begin(), open_.end(),
                                     [](const Open& o) { return is_in(list_tags, o.name); });
    if (static_cast<std::size_t>(lists) >= deepest_list) return note(HtmlRemoval::Markup);
    close_inline_and_blocks();
    open_item_in_list();
    push(name, "<" + std::string(name) + ">");
}

void Reduction::start_item() {
    close_inline_and_blocks();
    if (!open_.empty() && open_.back().name == "li") pop();
    if (open_.empty()) push("ul", "<ul>");
    push("li", "<li>");
}

void Reduction::push(std::string_view name, std::string_view start_tag) {
    const std::size_t begin = html_.size();
    html_.append(start_tag);
    open_.push_back({std::string(name), begin, html_.size()});
}

void Reduction::pop() {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (ink_ <= closed.content) {
        const bool separated = html_.size() > closed.content && is_in(inline_tags, closed.name);
        html_.resize(closed.begin);
        if (separated) html_.push_back(' ');
        return;
    }
    html_.append("</").append(closed.name).append(">");
}

void Reduction::close_inline_and_blocks() {
    while (!open_.empty() && open_.back().name != "li" && !top_is_list()) pop();
}

void Reduction::open_item_in_list() {
    if (top_is_list()) push("li", "<li>");
}

bool Reduction::is_open(std::string_view name) const {
    return std::any_of(open_.begin(), open_.end(), [&](const Open& o) { return o.name == name; });
}

void Reduction::text(std::string_view text) {
    // Between the items of a list nothing stands but blanks.
    if (top_is_list()) {
        while (const auto blank = blank_at_begin(text)) text.remove_prefix(blank);
        if (text.empty()) return;
        open_item_in_list();
    }
    const std::size_t before = html_.size();
    while (!text.empty()) {
        const auto plain = std::find_if_not(text.begin(), text.end(), stands_for_itself);
        const auto length = static_cast<std::size_t>(plain - text.begin());
        html_.append(text.substr(0, length));
        if (length == text.size()) break;
        if (text[length] == '&') html_.append("&amp;");
        if (text[length] == '<') html_.append("&lt;");
        if (text[length] == '>') html_.append("&gt;");
        text.remove_prefix(length + 1);
    }
    std::string_view added = std::string_view(html_).substr(before);
    while (const auto blank = blank_at_end(added)) added.remove_suffix(blank);
    if (!added.empty()) ink_ = before + added.size();
}

void Reduction::look_at_attributes(const HtmlToken& tag) {
    for (const HtmlAttribute& attribute : tag.attributes) {
        const std::string name = lower(attribute.name);
        const bool link = tag.name == "a" && name == "href";
        if (link && !safe_address(attribute.value).empty()) continue;
        const bool has_scheme = attribute.value.find(':') != std::string::npos;
        const bool unsafe = name.starts_with("on") || (link && has_scheme);
        note(unsafe ? HtmlRemoval::Unsafe : HtmlRemoval::Markup);
    }
}

ReducedHtml Reduction::finish() {
    while (!open_.empty()) pop();
    return {.html = std::string(trim(html_)), .removed = removed_};
}

std::string join_spaces(std::string_view text) {
    std::string joined;
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty()) continue;
        if (!joined.empty()) joined.push_back(' ');
        joined.append(word);
    }
    return joined;
}

}  // namespace

ReducedHtml reduce_html(std::string_view source) {
    if (source.find_first_of("<>&") == source.npos && !has_control_characters(source)) {
        return {.html = std::string(trim(source)), .removed = HtmlRemoval::None};
    }
    Reduction reduction;
    HtmlTokens tokens(source);
    for (;;) {
        const HtmlToken token = tokens.next();
        switch (token.kind) {
            case HtmlToken::Kind::End:
                return reduction.finish();
            case HtmlToken::Kind::Text:
                reduction.text(token.text);
                break;
            case HtmlToken::Kind::StartTag:
                reduction.start(token, tokens);
                break;
            case HtmlToken::Kind::EndTag:
                reduction.end(token.name);
                break;
        }
    }
}

ReducedHtml text_of_html(std::string_view source) {
    HtmlRemoval removed = HtmlRemoval::None;
    std::string text;
    HtmlTokens tokens(source);
    for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::End;
         token = tokens.next()) {
        if (token.kind == HtmlToken::Kind::Text) {
            text.append(token.text);
        } else if (!is_in(inline_tags, token.name)) {
            text.push_back(' ');
        }
        if (token.kind != HtmlToken::Kind::StartTag) continue;
        if (is_in(dropped_with_content, token.name)) {
            removed = HtmlRemoval::Unsafe;
            tokens.skip_content_of(token.name);
        }
    }
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
    return {.html = join_spaces(text), .removed = removed};
}

std::string safe_address(std::string_view written) {
    std::string address;
    for (const char c : trim(written)) {
        if (c == '\t' || c == '\n' || c == '\r') continue;  // browsers leave them out, too
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '\\') return {};
        switch (c) {
            case ' ':
                address.append("%20");
                break;
            case '"':
                address.append("%22");
                break;
            case '\'':
                address.append("%27");
                break;
            case '<':
                address.append("%3C");
                break;
            case '>':
                address.append("%3E");
                break;
            default:
                address.push_back(c);
        }
    }
    const std::size_t colon = address.find(':');
    if (colon == address.npos) return {};
    const std::string scheme = lower(std::string_view(address).substr(0, colon));
    const std::string_view rest = std::string_view(address).substr(colon + 1);
    if (scheme == "http" || scheme == "https") {
        if (!rest.starts_with("//") || rest.size() < 3 || rest[2] == '/') return {};
        // "https://name:word@host" shows people another place than it leads to.
        const std::string_view host = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
        return host.find('@') == host.npos ? address : std::string();
    }
    return (scheme == "mailto" || scheme == "tel") && !rest.empty() ? address : std::string();
}

}  // namespace dw::catalogue
