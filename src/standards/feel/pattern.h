// Pattern: a regular expression as XPath and XQuery Functions 3.1, 5.6.1 knows it, run by ICU with
// a bound on time and stack.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dw::feel {

class Pattern {
  public:
    // Told again and again what a search has cost since (in steps of an evaluation); false ends it.
    using GoOn = std::function<bool(std::uint64_t)>;

    // Nothing for what is no pattern or has flags other than s, m, i, x and q.
    static std::optional<Pattern> make(std::string_view pattern, std::string_view flags);

    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    // Nothing where it takes too long; so with the next ones.
    std::optional<bool> is_found_in(std::string_view text, const GoOn& go_on) const;
    // Each find replaced; "$1" stands for what the first group found. Nothing where the pattern
    // finds an empty text, or the replacement makes no sense.
    std::optional<std::string> replaced(std::string_view text, std::string_view by,
                                        const GoOn& go_on) const;
    // What stands between the finds.
    std::optional<std::vector<std::string>> split(std::string_view text, const GoOn& go_on) const;

  private:
    struct Compiled;
    explicit Pattern(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

// The pattern as ICU writes it; nothing where XPath does not allow it.
std::optional<std::string> to_icu(std::string_view pattern, bool without_blanks);

}  // namespace dw::feel
