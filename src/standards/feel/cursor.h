// Cursor: a place in a text of FEEL that moves forward, and what can stand there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "standards/feel/evaluation.h"

namespace dw::feel {

// DMN 1.5, 10.3.1.2, grammar rules 28 to 30.
bool is_name_start(char32_t c);
bool is_name_part(char32_t c);
bool is_name_sign(char32_t c);  // . / - ' + *
bool is_blank(char32_t c);
bool is_reserved_word(std::string_view word);

// Blanks between the parts of a name become one; around a sign there are none.
std::string normal_name(std::string_view name);

class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    void go_to(std::size_t at) { at_ = at; }
    Position position() { return position_of(at_); }
    Position position_of(std::size_t at);
    std::string_view between(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }
    std::string_view rest() const { return text_.substr(at_); }

    // Blanks and comments.
    void skip();
    bool at_end() const { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    char32_t code_point() const { return decode(at_).point; }

    // Each skips what is before it, and moves only when it is there.
    bool take(std::string_view sign);
    bool take_word(std::string_view word);
    bool is_word_here(std::string_view word) const;  // without skipping

    // Where a name ends that begins here; nothing when another one stands here.
    std::optional<std::size_t> match_name(std::string_view name) const;
    // The end of letters, digits and marks that begin here.
    std::size_t word_end() const;
    // What stands here, for a message.
    std::string here() const;

  private:
    struct Decoded {
        char32_t point = 0;
        std::size_t size = 0;
    };
    Decoded decode(std::size_t at) const;
    std::size_t skip_from(std::size_t at) const;

    std::string_view text_;
    std::size_t at_ = 0;
    // The place last asked for: places are mostly asked for from left to right.
    std::size_t known_at_ = 0;
    Position known_{1, 1};
};

}  // namespace dw::feel
