#include "standards/feel/pattern.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

namespace dw::feel {
namespace {

// ICU counts in its own unit, about a millisecond each; its stack is on the heap.
constexpr std::int32_t longest_time = 200;
constexpr std::int32_t largest_stack = 8 * 1024 * 1024;
constexpr std::size_t longest_pattern = 10'000;  // bytes
constexpr std::size_t longest_text = 64 * 1024 * 1024;

// After each ten thousand steps of ICU's own.
UBool U_CALLCONV while_matching(const void* go_on, std::int32_t) {
    constexpr std::uint64_t cost = 5'000;
    return (*static_cast<const Pattern::GoOn*>(go_on))(cost) ? 1 : 0;
}
// Between two places a match may begin at.
UBool U_CALLCONV while_finding(const void* go_on, std::int64_t) {
    return (*static_cast<const Pattern::GoOn*>(go_on))(1) ? 1 : 0;
}

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

std::optional<std::uint32_t> icu_flags(std::string_view flags) {
    std::uint32_t result = 0;
    for (const char flag : flags) {
        switch (flag) {
            case 's':
                result |= UREGEX_DOTALL;
                break;
            case 'm':
                result |= UREGEX_MULTILINE;
                break;
            case 'i':
                result |= UREGEX_CASE_INSENSITIVE;
                break;
            case 'q':
                result |= UREGEX_LITERAL;
                break;
            case 'x':
                break;  // blanks are taken out before
            default:
                return std::nullopt;
        }
    }
    return result;
}

}  // namespace

struct Pattern::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;

    struct Search {
        icu::UnicodeString text;
        std::unique_ptr<icu::RegexMatcher> matcher;
    };
    // The matcher refers to the text beside it.
    std::unique_ptr<Search> search(std::string_view in, const GoOn& go_on) const {
        if (in.size() > longest_text) return nullptr;
        auto search = std::make_unique<Search>();
        search->text = icu::UnicodeString::fromUTF8(
            icu::StringPiece(in.data(), static_cast<std::int32_t>(in.size())));
        UErrorCode status = U_ZERO_ERROR;
        search->matcher.reset(pattern->matcher(search->text, status));
        if (U_FAILURE(status)) return nullptr;
        search->matcher->setTimeLimit(longest_time, status);
        search->matcher->setStackLimit(largest_stack, status);
        search->matcher->setMatchCallback(while_matching, &go_on, status);
        search->matcher->setFindProgressCallback(while_finding, &go_on, status);
        return U_SUCCESS(status) ? std::move(search) : nullptr;
    }
};

Pattern::Pattern(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<Pattern> Pattern::make(std::string_view pattern, std::string_view flags) {
    const auto known = icu_flags(flags);
    if (!known || pattern.size() > longest_pattern) return std::nullopt;
    const bool literal = (*known & UREGEX_LITERAL) != 0;
    const auto translated = literal ? std::optional(std::string(pattern))
                                    : to_icu(pattern, flags.find('x') != std::string_view::npos);
    if (!translated) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    auto compiled = std::make_unique<Compiled>();
    compiled->pattern.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(*translated),
                                                       *known, where, status));
    if (U_FAILURE(status)) return std::nullopt;
    return Pattern(std::move(compiled));
}

std::optional<bool> Pattern::is_found_in(std::string_view text, const GoOn& go_on) const {
    const auto search = compiled_->search(text, go_on);
    if (!search) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    const bool found = search->matcher->find(status) != 0;
    return U_SUCCESS(status) ? std::optional(found) : std::nullopt;
}

namespace {

// "$1" and the like, "\$" and "\\".
bool append_replacement(std::string& result, std::string_view by, icu::RegexMatcher& matcher) {
    const auto groups = matcher.groupCount();
    for (std::size_t at = 0; at < by.size(); ++at) {
        const char c = by[at];
        if (c == '\\') {
            if (at + 1 >= by.size() || (by[at + 1] != '\\' && by[at + 1] != '$')) return false;
            result += by[++at];
        } else if (c == '$') {
            if (at + 1 >= by.size() || by[at + 1] < '0' || by[at + 1] > '9') return false;
            std::int32_t group = by[++at] - '0';
            // As many digits as there are groups for.
            while (at + 1 < by.size() && by[at + 1] >= '0' && by[at + 1] <= '9' &&
                   group * 10 + (by[at + 1] - '0') <= groups)
                group = group * 10 + (by[++at] - '0');
            UErrorCode status = U_ZERO_ERROR;
            if (group <= groups) result += utf8(matcher.group(group, status));
        } else {
            result += c;
        }
    }
    return true;
}

}  // namespace

std::optional<std::string> Pattern::replaced(std::string_view text, std::string_view by,
                                             const GoOn& go_on) const {
    const auto found_nothing = is_found_in("", go_on);
    if (!found_nothing || *found_nothing) return std::nullopt;
    const auto search = compiled_->search(text, go_on);
    if (!search) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    std::string result;
    std::int32_t before = 0;
    while (search->matcher->find(status)) {
        const auto begin = search->matcher->start(status);
        result += utf8(search->text.tempSubStringBetween(before, begin));
        if (!append_replacement(result, by, *search->matcher)) return std::nullopt;
        if (result.size() > longest_text) return std::nullopt;
        before = search->matcher->end(status);
    }
    if (U_FAILURE(status)) return std::nullopt;
    return result + utf8(search->text.tempSubStringBetween(before, search->text.length()));
}

std::optional<std::vector<std::string>> Pattern::split(std::string_view text,
                                                       const GoOn& go_on) const {
    const auto search = compiled_->search(text, go_on);
    if (!search) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    std::vector<std::string> parts;
    std::int32_t before = 0;
    while (search->matcher->find(status)) {
        const auto begin = search->matcher->start(status);
        const auto end = search->matcher->end(status);
        // Between each two characters, where the pattern finds nothing.
        if (begin == end && (begin == 0 || begin == search->text.length())) continue;
        parts.push_back(utf8(search->text.tempSubStringBetween(before, begin)));
        before = end;
    }
    if (U_FAILURE(status)) return std::nullopt;
    parts.push_back(utf8(search->text.tempSubStringBetween(before, search->text.length())));
    return parts;
}

}  // namespace dw::feel
