// XPath's regular expressions in ICU's words. XPath's are those of XML Schema Part 2, appendix F,
// with anchors, groups and back references; they know less than ICU, and some signs mean something
// else.
#include <string>

#include "standards/feel/pattern.h"

namespace dw::feel {
namespace {

class Translation {
  public:
    Translation(std::string_view pattern, bool without_blanks)
        : pattern_(pattern), without_blanks_(without_blanks) {}

    std::optional<std::string> run() {
        while (at_ < pattern_.size())
            if (!one()) return std::nullopt;
        if (open_ != 0 || class_depth_ != 0) return std::nullopt;
        return result_;
    }

  private:
    bool one() {
        const char c = pattern_[at_];
        if (c == '\\') {
            quantified_ = 0;
            return escape();
        }
        if (class_depth_ > 0) return in_class(c);
        if (without_blanks_ && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            ++at_;
            return true;
        }
        if (c == '[') {
            quantified_ = 0;
            return open_class();
        }
        if (c == '(') return open_group();
        if (c == ')') {
            if (open_-- == 0) return false;
            ++closed_;
        }
        if (c == '*' || c == '+' || c == '?' || c == '{') return quantifier(c);
        quantified_ = 0;
        result_ += c;
        ++at_;
        return true;
    }

    // One, and a "?" behind it; a second one is none of XPath's.
    bool quantifier(char c) {
        if (quantified_ > 1 || (quantified_ == 1 && c != '?')) return false;
        ++quantified_;
        auto size = std::size_t{1};
        if (c == '{') {
            const auto end = pattern_.find('}', at_);
            if (end == std::string_view::npos) return false;
            size = end - at_ + 1;
        }
        result_ += pattern_.substr(at_, size);
        at_ += size;
        return true;
    }

    // Only "(?:" may follow.
    bool open_group() {
        const auto next = pattern_.substr(at_ + 1, 2);
        if (!next.empty() && next.front() == '?') {
            if (next != "?:") return false;
            result_ += "(?:";
            at_ += 3;
        } else {
            result_ += '(';
            ++at_;
            ++groups_;
        }
        ++open_;
        return true;
    }

    bool open_class() {
        result_ += '[';
        ++at_;
        ++class_depth_;
        if (at_ < pattern_.size() && pattern_[at_] == '^') {
            result_ += '^';
            ++at_;
        }
        return at_ < pattern_.size() && pattern_[at_] != ']';
    }

    bool in_class(char c) {
        if (c == ']') {
            --class_depth_;
        } else if (c == '-' && pattern_.substr(at_ + 1, 1) == "[") {
            // A class without another one.
            result_ += "--";
            ++at_;
            return open_class();
        } else if (c == '[') {
            return false;
        } else if (c == '&') {
            result_ += '\\';  // "&&" means something to ICU
        }
        result_ += c;
        ++at_;
        return true;
    }

    bool escape() {
        if (at_ + 1 >= pattern_.size()) return false;
        auto next = at_ + 1;
        if (without_blanks_ && class_depth_ == 0)
            while (next < pattern_.size() && pattern_[next] == ' ') ++next;
        if (next >= pattern_.size()) return false;
        const char c = pattern_[next];
        at_ = next + 1;
        if (c >= '0' && c <= '9') return back_reference(c);
        if (c == 'p' || c == 'P') return category(c);
        const auto set = [&](std::string_view positive, bool negated) {
            result_ += negated ? "[^" : "[";
            result_ += positive;
            result_ += ']';
            return true;
        };
        switch (c) {
            case 's':
                return set(" \\t\\n\\r", false);
            case 'S':
                return set(" \\t\\n\\r", true);
            case 'w':
                return set("\\p{P}\\p{Z}\\p{C}", true);
            case 'W':
                return set("\\p{P}\\p{Z}\\p{C}", false);
            case 'i':
                return set("\\p{L}_:", false);
            case 'I':
                return set("\\p{L}_:", true);
            case 'c':
                return set("\\p{L}\\p{Nd}\\p{M}_:.\\-\\u00B7", false);
            case 'C':
                return set("\\p{L}\\p{Nd}\\p{M}_:.\\-\\u00B7", true);
            default:
                break;
        }
        constexpr std::string_view known = "nrtdD\\|.?*+(){}-[]^$";
        if (known.find(c) == std::string_view::npos) return false;
        result_ += '\\';
        result_ += c;
        return true;
    }

    // Only to a group that has ended before.
    bool back_reference(char c) {
        if (class_depth_ > 0 || c == '0') return false;
        int group = c - '0';
        while (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9' &&
               group * 10 + (pattern_[at_] - '0') <= groups_)
            group = group * 10 + (pattern_[at_++] - '0');
        if (group > groups_ || group > closed_) return false;
        result_ += '\\';
        result_ += std::to_string(group);
        // A digit behind it belongs to the text.
        if (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9')
            result_ += "(?:)";
        return true;
    }

    // \p{Lu}, \p{IsBasicLatin}: ICU asks for the block.
    bool category(char c) {
        const auto blank = [&] {
            while (without_blanks_ && at_ < pattern_.size() && pattern_[at_] == ' ') ++at_;
        };
        blank();
        if (at_ >= pattern_.size() || pattern_[at_] != '{') return false;
        const auto end = pattern_.find('}', at_);
        if (end == std::string_view::npos) return false;
        std::string name;
        for (const char letter : pattern_.substr(at_ + 1, end - at_ - 1)) {
            if (letter == ' ' && without_blanks_) continue;
            const bool plain = (letter >= 'a' && letter <= 'z') ||
                               (letter >= 'A' && letter <= 'Z') ||
                               (letter >= '0' && letter <= '9') || letter == '-';
            if (!plain) return false;
            name += letter;
        }
        if (name.starts_with("Is")) {
            name.replace(0, 2, "blk=");
        } else if (name.size() > 2 || name.empty()) {
            return false;
        }
        result_ += '\\';
        result_ += c;
        result_ += '{' + name + '}';
        at_ = end + 1;
        return true;
    }

    std::string_view pattern_;
    bool without_blanks_;
    std::string result_;
    std::size_t at_ = 0;
    int class_depth_ = 0;
    int open_ = 0;
    int closed_ = 0;
    int groups_ = 0;
    int quantified_ = 0;  // quantifiers just before
};

}  // namespace

std::optional<std::string> to_icu(std::string_view pattern, bool without_blanks) {
    return Translation(pattern, without_blanks).run();
}

}  // namespace dw::feel
