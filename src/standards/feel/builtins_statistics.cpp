// Sums and averages (DMN 1.5, table 74). One number that is none makes the result null.
#include <algorithm>
#include <optional>

#include "standards/feel/builtins.h"

namespace dw::feel {
namespace {

// Nothing where an item is no number.
std::optional<std::vector<Number>> numbers(Arguments arguments, Evaluation& evaluation) {
    const auto items = one_list_or_all(arguments);
    if (!evaluation.spend(items.size()) || !evaluation.allocate(items.size() * sizeof(Number)))
        return std::nullopt;
    std::vector<Number> result;
    result.reserve(items.size());
    for (const auto& item : items) {
        if (!item.number()) return std::nullopt;
        result.push_back(*item.number());
    }
    return result;
}

std::optional<Number> sum_of(const std::vector<Number>& numbers) {
    std::optional<Number> total = Number();
    for (const auto& number : numbers)
        if (total) total = total->plus(number);
    return total;
}
std::optional<Number> mean_of(const std::vector<Number>& numbers) {
    const auto total = sum_of(numbers);
    if (!total || numbers.empty()) return std::nullopt;
    return total->divided_by(Number(static_cast<std::int64_t>(numbers.size())));
}

Value sum(Arguments arguments, Evaluation& evaluation) {
    const auto all = numbers(arguments, evaluation);
    if (!all || all->empty()) return {};
    return sum_of(*all);
}
Value product(Arguments arguments, Evaluation& evaluation) {
    const auto all = numbers(arguments, evaluation);
    if (!all || all->empty()) return {};
    std::optional<Number> total = Number(1);
    for (const auto& number : *all)
        if (total) total = total->times(number);
    return total;
}
Value mean(Arguments arguments, Evaluation& evaluation) {
    const auto all = numbers(arguments, evaluation);
    return all ? Value(mean_of(*all)) : Value();
}

Value median(Arguments arguments, Evaluation& evaluation) {
    auto all = numbers(arguments, evaluation);
    if (!all || all->empty()) return {};
    std::sort(all->begin(), all->end());
    const auto middle = all->size() / 2;
    if (all->size() % 2 == 1) return (*all)[middle];
    const auto both = (*all)[middle - 1].plus((*all)[middle]);
    return both ? Value(both->divided_by(Number(2))) : Value();
}

// Of a sample: divided by one less than there are.
Value stddev(Arguments arguments, Evaluation& evaluation) {
    const auto all = numbers(arguments, evaluation);
    if (!all || all->size() < 2) return {};
    const auto middle = mean_of(*all);
    if (!middle) return {};
    std::vector<Number> squares;
    for (const auto& number : *all) {
        const auto distance = number.minus(*middle);
        const auto square = distance ? distance->times(*distance) : std::nullopt;
        if (!square) return {};
        squares.push_back(*square);
    }
    const auto total = sum_of(squares);
    if (!total) return {};
    const auto variance = total->divided_by(Number(static_cast<std::int64_t>(all->size() - 1)));
    return variance ? Value(variance->square_root()) : Value();
}

// What occurs most often, in order.
Value mode(Arguments arguments, Evaluation& evaluation) {
    auto all = numbers(arguments, evaluation);
    if (!all || !evaluation.allocate(all->size() * sizeof(Value))) return {};
    std::sort(all->begin(), all->end());
    Items most;
    std::size_t best = 0;
    for (std::size_t i = 0; i < all->size();) {
        auto end = i;
        while (end < all->size() && (*all)[end] == (*all)[i]) ++end;
        if (end - i > best) {
            best = end - i;
            most.clear();
        }
        if (end - i == best) most.push_back((*all)[i]);
        i = end;
    }
    return most;
}

}  // namespace

void add_statistics(std::vector<BuiltIn>& to) {
    using Gives = Type::Kind;
    const auto add = [&](std::string_view name, Gives gives,
                         Value (*call)(Arguments, Evaluation&)) {
        to.push_back({name, gives, {{{"list"}, 1, true, call}}});
    };
    add("sum", Gives::Number, sum);
    add("product", Gives::Number, product);
    add("mean", Gives::Number, mean);
    add("median", Gives::Number, median);
    add("stddev", Gives::Number, stddev);
    add("mode", Gives::List, mode);
}

}  // namespace dw::feel
