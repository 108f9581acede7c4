#include "catalogue/edit_markup.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "catalogue/html_reduction.h"
#include "catalogue/html_tokens.h"
#include "web/html.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t deepest_list = 6;  // what is deeper stands on this level

constexpr std::string_view signs = "\\*_[]^}";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "12. " at the beginning of a line: length of the number; 0: none.
std::size_t number_at_start(std::string_view line) {
    std::size_t digits = 0;
    while (digits < line.size() && digits < 4 && is_digit(line[digits])) ++digits;
    return digits > 0 && line.substr(digits).starts_with(". ") ? digits : 0;
}

// Writes the lines of reduced markup.
class MarkupWriter {
  public:
    std::string write(std::string_view html) {
        HtmlTokens tokens(html);
        for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::End;
             token = tokens.next()) {
            if (token.kind == HtmlToken::Kind::Text) {
                text(token.text);
            } else if (token.kind == HtmlToken::Kind::StartTag) {
                start(token);
            } else {
                end(token.name);
            }
        }
        finish_block();
        while (out_.ends_with('\n')) out_.pop_back();
        return std::move(out_);
    }

  private:
    struct List {
        bool ordered;
        int items = 0;
    };

    void text(std::string_view words) {
        for (const char c : words) {
            const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (blank) {
                if (!line_.empty() && line_.back() != ' ') line_ += ' ';
                continue;
            }
            if (signs.find(c) != signs.npos) line_ += '\\';
            line_ += c;
        }
    }

    void start(const HtmlToken& token) {
        const std::string& name = token.name;
        if (name == "p") finish_block();
        if (name.size() == 2 && name[0] == 'h' && is_digit(name[1])) {
            finish_block();
            prefix_ = std::string(static_cast<std::size_t>(name[1] - '0'), '#') + " ";
        }
        if (name == "br") finish_line();
        if (name == "ul" || name == "ol") {
            lists_.empty() ? finish_block() : finish_line();
            lists_.push_back({name == "ol"});
        }
        if (name == "li") start_item();
        if (name == "strong" || name == "b") line_ += strong_++ == 0 ? "**" : "";
        if (name == "em" || name == "i") line_ += emphasis_++ == 0 ? "__" : "";
        if (name == "sup") line_ += "^{";
        if (name == "sub") line_ += "_{";
        if (name == "a") {
            addresses_.emplace_back();
            for (const auto& attribute : token.attributes) {
                if (attribute.name == "href") addresses_.back() = attribute.value;
            }
            line_ += "[";
        }
    }

    void end(const std::string& name) {
        if (name == "p" || (name.size() == 2 && name[0] == 'h' && is_digit(name[1]))) {
            lists_.empty() ? finish_block() : finish_line();
        }
        if (name == "li") finish_line();
        if ((name == "ul" || name == "ol") && !lists_.empty()) {
            finish_line();
            lists_.pop_back();
            if (lists_.empty()) finish_block();
        }
        if (name == "strong" || name == "b") line_ += --strong_ == 0 ? "**" : "";
        if (name == "em" || name == "i") line_ += --emphasis_ == 0 ? "__" : "";
        if (name == "sup" || name == "sub") line_ += "}";
        if (name == "a" && !addresses_.empty()) {
            std::string address = std::move(addresses_.back());
            addresses_.pop_back();
            for (std::size_t at = 0; (at = address.find(')', at)) != address.npos;)
                address.replace(at, 1, "%29");
            line_ += "](" + address + ")";
        }
    }

    void start_item() {
        finish_line();
        if (lists_.empty()) lists_.push_back({false});
        List& list = lists_.back();
        ++list.items;
        const std::size_t depth = std::min(lists_.size(), deepest_list) - 1;
        prefix_ =
            std::string(depth * 2, ' ') + (list.ordered ? std::to_string(list.items) + ". " : "- ");
    }

    void finish_line() {
        const std::string line(trim(line_));
        line_.clear();
        if (line.empty() && trim(prefix_).empty()) return;
        const bool goes_on = trim(prefix_).empty();
        out_ += prefix_ + (goes_on ? protected_start(line) : line);
        out_ += '\n';
        // What goes on in an item stands below its words.
        prefix_ = std::string(std::min(lists_.size(), deepest_list) * 2, ' ');
    }

    void finish_block() {
        finish_line();
        prefix_.clear();
        if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
    }

    // A paragraph that only looks like an item or a heading.
    static std::string protected_start(const std::string& line) {
        if (const auto digits = number_at_start(line + " "); digits > 0)
            return line.substr(0, digits) + "\\" + line.substr(digits);
        const bool sign = line == "-" || line.starts_with("- ") || line.starts_with("#");
        return sign ? "\\" + line : line;
    }

    std::string out_, line_, prefix_;
    std::vector<List> lists_;
    std::vector<std::string> addresses_;
    int strong_ = 0, emphasis_ = 0;  // how many are open; the signs know one of each
};

// Where a sign stands that has its meaning; a backslash takes it.
std::size_t find_sign(std::string_view text, std::string_view sign, std::size_t from) {
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text.substr(at).starts_with(sign)) {
            return at;
        }
    }
    return text.npos;
}

// The words of one line: strong, emphasis, links, raised and lowered signs.
class InlineReader {
  public:
    explicit InlineReader(std::string_view line, int depth = 0) : rest_(line), depth_(depth) {}

    std::string read() {
        while (!rest_.empty()) step();
        while (!open_.empty()) close();
        return std::move(html_);
    }

  private:
    void step() {
        if (rest_.size() > 1 && rest_[0] == '\\') {
            rest_.remove_prefix(1);
            return take(1);
        }
        if (rest_.starts_with("**") && toggle("**", "strong")) return;
        if (rest_.starts_with("__") && toggle("__", "em")) return;
        if (depth_ == deepest_) return take(1);
        if (rest_.starts_with("^{") && braces("sup")) return;
        if (rest_.starts_with("_{") && braces("sub")) return;
        if (rest_[0] == '[' && link()) return;
        take(1);
    }

    void take(std::size_t bytes) {
        web::append_escaped(html_, rest_.substr(0, bytes));
        rest_.remove_prefix(bytes);
    }

    bool toggle(std::string_view sign, std::string_view tag) {
        if (!open_.empty() && open_.back() == tag) {
            close();
        } else {
            const bool nested = std::find(open_.begin(), open_.end(), tag) != open_.end();
            if (nested || find_sign(rest_, sign, sign.size()) == rest_.npos) return false;
            html_.append("<").append(tag).append(">");
            open_.emplace_back(tag);
        }
        rest_.remove_prefix(sign.size());
        return true;
    }

    void close() {
        html_.append("</").append(open_.back()).append(">");
        open_.pop_back();
    }

    bool braces(std::string_view tag) {
        const auto end = closes_braces_ ? find_sign(rest_, "}", 2) : rest_.npos;
        closes_braces_ = end != rest_.npos;
        if (!closes_braces_) return false;
        html_.append("<").append(tag).append(">");
        html_ += InlineReader(rest_.substr(2, end - 2), depth_ + 1).read();
        html_.append("</").append(tag).append(">");
        rest_.remove_prefix(end + 1);
        return true;
    }

    // The words of a link may hold signs of their own, but no link.
    bool link() {
        const auto middle = has_links_ ? find_sign(rest_, "](", 1) : rest_.npos;
        const auto end = middle == rest_.npos ? middle : rest_.find(')', middle);
        has_links_ = end != rest_.npos;
        if (!has_links_) return false;
        const auto words = rest_.substr(1, middle - 1);
        const auto address = safe_address(trim(rest_.substr(middle + 2, end - middle - 2)));
        if (address.empty() || find_sign(words, "[", 0) != words.npos) return false;
        html_ += web::html<"<a href=\"{}\">">(web::url(address)).markup();
        html_ += InlineReader(words, depth_ + 1).read() + "</a>";
        rest_.remove_prefix(end + 1);
        return true;
    }

    static constexpr int deepest_ = 3;
    std::string_view rest_;
    int depth_;
    std::string html_;
    std::vector<std::string_view> open_;
    // What was not found behind is not looked for again: a line of signs is read in one go.
    bool closes_braces_ = true, has_links_ = true;
};

// Puts lines together to paragraphs, headings and lists.
class BlockReader {
  public:
    std::string read(std::string_view markup) {
        for (std::string_view line : split(markup, '\n')) {
            while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
            take(line);
        }
        close_all();
        return std::move(html_);
    }

  private:
    void take(std::string_view line) {
        const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
        if (blanks == line.size()) return close_all();
        // An item or a heading may be empty.
        const std::string padded = std::string(line.substr(blanks)) + " ";
        const std::string_view words = padded;
        const std::size_t number = number_at_start(words);
        if (words.starts_with("- ")) return item(blanks / 2, false, words.substr(2));
        if (number > 0) return item(blanks / 2, true, words.substr(number + 2));
        const std::size_t hashes = std::min(words.find_first_not_of('#'), words.size());
        if (hashes > 0 && hashes <= 6 && words.substr(hashes).starts_with(" "))
            return heading(hashes, words.substr(hashes + 1));
        if (!lists_.empty() && blanks >= 2) {
            html_ += "<br>" + InlineReader(trim(words)).read();
        } else if (in_paragraph_) {
            html_ += "<br>" + InlineReader(trim(words)).read();
        } else {
            close_all();
            html_ += "<p>" + InlineReader(trim(words)).read();
            in_paragraph_ = true;
        }
    }

    void heading(std::size_t level, std::string_view words) {
        close_all();
        const std::string tag = "h" + std::to_string(level);
        html_ += "<" + tag + ">" + InlineReader(trim(words)).read() + "</" + tag + ">";
    }

    void item(std::size_t level, bool ordered, std::string_view words) {
        if (in_paragraph_) close_all();
        level = std::min({level, lists_.size(), deepest_list - 1});
        while (lists_.size() > level + 1) close_list();
        if (lists_.size() == level + 1 && lists_.back() != ordered) close_list();
        if (lists_.size() == level) {
            html_ += ordered ? "<ol>" : "<ul>";
            lists_.push_back(ordered);
        } else {
            html_ += "</li>";
        }
        html_ += "<li>" + InlineReader(trim(words)).read();
    }

    void close_list() {
        html_ += lists_.back() ? "</li></ol>" : "</li></ul>";
        lists_.pop_back();
    }

    void close_all() {
        while (!lists_.empty()) close_list();
        if (in_paragraph_) html_ += "</p>";
        in_paragraph_ = false;
    }

    std::string html_;
    std::vector<bool> lists_;  // whether each is ordered
    bool in_paragraph_ = false;
};

}  // namespace

std::string markup_of_html(std::string_view html) {
    return MarkupWriter().write(html);
}

std::string html_of_markup(std::string_view markup) {
    return reduce_html(BlockReader().read(markup)).html;
}

}  // namespace dw::catalogue
