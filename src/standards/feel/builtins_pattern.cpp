// Functions with regular expressions (DMN 1.5, table 73).
#include "standards/feel/builtins.h"
#include "standards/feel/pattern.h"

namespace dw::feel {
namespace {

const std::string* text(Arguments arguments, std::size_t at) {
    return argument(arguments, at).string();
}

// The pattern at one place and its flags at another; flags may be null.
std::optional<Pattern> pattern(Arguments arguments, std::size_t at, std::size_t flags_at) {
    const auto* source = text(arguments, at);
    const auto& flags = argument(arguments, flags_at);
    if (source == nullptr || (!flags.is_null() && !flags.string())) return std::nullopt;
    return Pattern::make(*source, flags.string() ? std::string_view(*flags.string()) : "");
}

// Reading the pattern, and looking at the text once.
bool pay(const std::string& text, Arguments arguments, Evaluation& evaluation) {
    const auto* pattern = argument(arguments, 1).string();
    const auto bytes = text.size() + (pattern ? pattern->size() * 10 : 0);
    return evaluation.spend(100 + bytes / 10);
}

Pattern::GoOn within(Evaluation& evaluation) {
    return [&evaluation](std::uint64_t steps) { return evaluation.spend(steps); };
}

Value matches(Arguments arguments, Evaluation& evaluation) {
    const auto* input = text(arguments, 0);
    if (input == nullptr || !pay(*input, arguments, evaluation)) return {};
    const auto compiled = pattern(arguments, 1, 2);
    if (!compiled) return {};
    return compiled->is_found_in(*input, within(evaluation));
}

Value replace(Arguments arguments, Evaluation& evaluation) {
    const auto* input = text(arguments, 0);
    const auto* by = text(arguments, 2);
    if (input == nullptr || by == nullptr || !pay(*input, arguments, evaluation)) return {};
    const auto compiled = pattern(arguments, 1, 3);
    if (!compiled) return {};
    auto result = compiled->replaced(*input, *by, within(evaluation));
    if (!result || !evaluation.allocate(result->size())) return {};
    return *std::move(result);
}

Value split(Arguments arguments, Evaluation& evaluation) {
    const auto* input = text(arguments, 0);
    if (input == nullptr || !pay(*input, arguments, evaluation)) return {};
    const auto compiled = pattern(arguments, 1, 2);
    if (!compiled) return {};
    auto parts = compiled->split(*input, within(evaluation));
    if (!parts || !evaluation.allocate(input->size() + parts->size() * sizeof(Value))) return {};
    Items items;
    for (auto& part : *parts) items.push_back(std::move(part));
    return items;
}

}  // namespace

void add_pattern_functions(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    to.push_back({"matches", Gives::Boolean, {{{"input", "pattern", "flags"}, 2, false, matches}}});
    to.push_back({"replace",
                  Gives::String,
                  {{{"input", "pattern", "replacement", "flags"}, 3, false, replace}}});
    to.push_back({"split", Gives::List, {{{"string", "delimiter"}, 2, false, split}}});
}

}  // namespace dw::feel
