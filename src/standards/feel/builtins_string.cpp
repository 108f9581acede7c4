// Functions on strings (DMN 1.5, table 73); places are counted in characters.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>

#include "base/text.h"
#include "standards/feel/builtins.h"

namespace dw::feel {
namespace {

const std::string* text(Arguments arguments, std::size_t at) {
    return argument(arguments, at).string();
}

Value made(std::string result, Evaluation& evaluation) {
    if (!evaluation.allocate(result.size())) return {};
    return result;
}

// The worst a search can take: each place compared with all of the match.
bool pay_search(const std::string& from, const std::string& match, Evaluation& evaluation) {
    constexpr std::uint64_t bytes_a_step = 4096;
    return evaluation.spend(static_cast<std::uint64_t>(from.size()) * match.size() / bytes_a_step);
}

// Where the character of that number begins, from 0; the end where there are fewer.
std::size_t offset_of(std::string_view utf8, std::int64_t number) {
    std::size_t at = 0;
    while (at < utf8.size() && number > 0) {
        ++at;
        while (at < utf8.size() && (utf8[at] & 0xC0) == 0x80) ++at;
        --number;
    }
    return at;
}

Value substring(Arguments arguments, Evaluation& evaluation) {
    const auto* from = text(arguments, 0);
    auto start = whole_argument(arguments, 1);
    if (from == nullptr || !start || *start == 0) return {};
    const auto size = static_cast<std::int64_t>(code_points(*from));
    if (*start < 0) *start = size + *start + 1;
    if (*start < 1 || *start > size) return {};
    const auto begin = offset_of(*from, *start - 1);
    auto rest = std::string_view(*from).substr(begin);
    if (!argument(arguments, 2).is_null()) {
        const auto length = whole_argument(arguments, 2);
        if (!length || *length < 1) return {};
        rest = rest.substr(0, offset_of(rest, *length));
    }
    return made(std::string(rest), evaluation);
}

Value string_length(Arguments arguments, Evaluation&) {
    const auto* from = text(arguments, 0);
    return from ? Value(static_cast<std::int64_t>(code_points(*from))) : Value();
}

Value in_case(Arguments arguments, Evaluation& evaluation, bool upper) {
    const auto* from = text(arguments, 0);
    if (from == nullptr || from->size() > 1'000'000'000) return {};
    auto unicode = icu::UnicodeString::fromUTF8(*from);
    if (upper) {
        unicode.toUpper(icu::Locale::getRoot());
    } else {
        unicode.toLower(icu::Locale::getRoot());
    }
    std::string result;
    unicode.toUTF8String(result);
    return made(std::move(result), evaluation);
}
Value upper_case(Arguments arguments, Evaluation& evaluation) {
    return in_case(arguments, evaluation, true);
}
Value lower_case(Arguments arguments, Evaluation& evaluation) {
    return in_case(arguments, evaluation, false);
}

Value substring_before(Arguments arguments, Evaluation& evaluation) {
    const auto* from = text(arguments, 0);
    const auto* match = text(arguments, 1);
    if (from == nullptr || match == nullptr || !pay_search(*from, *match, evaluation)) return {};
    const auto at = from->find(*match);
    return made(at == std::string::npos ? "" : from->substr(0, at), evaluation);
}
Value substring_after(Arguments arguments, Evaluation& evaluation) {
    const auto* from = text(arguments, 0);
    const auto* match = text(arguments, 1);
    if (from == nullptr || match == nullptr || !pay_search(*from, *match, evaluation)) return {};
    const auto at = from->find(*match);
    return made(at == std::string::npos ? "" : from->substr(at + match->size()), evaluation);
}

Value has(Arguments arguments, Evaluation& evaluation,
          bool (*test)(std::string_view, std::string_view)) {
    const auto* from = text(arguments, 0);
    const auto* match = text(arguments, 1);
    if (from == nullptr || match == nullptr || !pay_search(*from, *match, evaluation)) return {};
    return test(*from, *match);
}
Value contains_text(Arguments arguments, Evaluation& evaluation) {
    return has(arguments, evaluation, [](std::string_view from, std::string_view match) {
        return from.find(match) != std::string_view::npos;
    });
}
Value starts_with(Arguments arguments, Evaluation& evaluation) {
    return has(arguments, evaluation, [](std::string_view from, std::string_view match) {
        return from.starts_with(match);
    });
}
Value ends_with(Arguments arguments, Evaluation& evaluation) {
    return has(arguments, evaluation,
               [](std::string_view from, std::string_view match) { return from.ends_with(match); });
}

// Null items are left out.
Value string_join(Arguments arguments, Evaluation& evaluation) {
    const auto& list = argument(arguments, 0);
    const auto& between = argument(arguments, 1);
    if (list.is_null() || (!between.is_null() && !between.string())) return {};
    std::string result;
    bool first = true;
    const auto items =
        list.list() ? std::span<const Value>(*list.list()) : std::span<const Value>(&list, 1);
    for (const auto& item : items) {
        if (item.is_null()) continue;
        if (!item.string()) return {};
        if (!evaluation.allocate(item.string()->size() + 8)) return {};
        if (!first && between.string()) result += *between.string();
        first = false;
        result += *item.string();
    }
    return made(std::move(result), evaluation);
}

}  // namespace

void add_string_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back({"substring",
                  Gives::String,
                  {{{"string", "start position", "length"}, 2, false, substring}}});
    to.push_back({"string length", Gives::Number, {{{"string"}, 1, false, string_length}}});
    to.push_back({"upper case", Gives::String, {{{"string"}, 1, false, upper_case}}});
    to.push_back({"lower case", Gives::String, {{{"string"}, 1, false, lower_case}}});
    to.push_back(
        {"substring before", Gives::String, {{{"string", "match"}, 2, false, substring_before}}});
    to.push_back(
        {"substring after", Gives::String, {{{"string", "match"}, 2, false, substring_after}}});
    to.push_back({"contains", Gives::Boolean, {{{"string", "match"}, 2, false, contains_text}}});
    to.push_back({"starts with", Gives::Boolean, {{{"string", "match"}, 2, false, starts_with}}});
    to.push_back({"ends with", Gives::Boolean, {{{"string", "match"}, 2, false, ends_with}}});
    to.push_back({"string join", Gives::String, {{{"list", "delimiter"}, 1, false, string_join}}});
}

}  // namespace dw::feel
