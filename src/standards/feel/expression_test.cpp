// What expressions give, where names end, what mistakes are told, and what a hostile rule costs.
#include "standards/feel/expression.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace dw::feel {
namespace {

std::string result(std::string_view text, const Scope& scope = {}, std::vector<Value> values = {}) {
    const auto parsed = parse_expression(text, scope);
    if (!parsed.expression)
        return parsed.findings.front().place + ": " + parsed.findings.front().code;
    Evaluation evaluation({}, *parse_date_time("2026-11-30T10:00:00@Europe/Berlin"));
    return to_literal(parsed.expression->evaluate(values, evaluation));
}

Scope scope_of(std::vector<Variable> variables) {
    Scope scope;
    scope.variables = std::move(variables);
    return scope;
}

TEST(Expression, NamesMayHoldBlanksAndSigns) {
    const auto scope = scope_of({{"Anzahl Hunde", nullptr},
                                 {"Satz", nullptr},
                                 {"a-b", nullptr},
                                 {"a", nullptr},
                                 {"b", nullptr},
                                 {"Höhe", nullptr},
                                 {"for sale", nullptr}});
    const std::vector<Value> values{2, 90, 7, 5, 3, 1, true};
    EXPECT_EQ(result("Anzahl Hunde * Satz", scope, values), "180");
    EXPECT_EQ(result("Anzahl  Hunde*Satz", scope, values), "180");
    EXPECT_EQ(result("a-b", scope, values), "7");
    EXPECT_EQ(result("a - b", scope, values), "7");
    EXPECT_EQ(result("b-a", scope, values), "-2");
    EXPECT_EQ(result("Höhe+1", scope, values), "2");
    EXPECT_EQ(result("for sale and true", scope, values), "true");
    EXPECT_EQ(result("for x in [1] return x", scope, values), "[1]");
}

TEST(Expression, TernaryLogic) {
    const std::vector<std::pair<std::string, Value>> truths{
        {"true", true}, {"false", false}, {"null", Value()}};
    // Table 50: false is least, null between, true greatest; "and" is the least, "or" the greatest.
    const auto rank = [](const std::string& truth) {
        return truth == "false" ? 0 : truth == "null" ? 1 : 2;
    };
    const char* names[] = {"false", "null", "true"};
    for (const auto& [a, unused_a] : truths)
        for (const auto& [b, unused_b] : truths) {
            EXPECT_EQ(result(a + " and " + b), names[std::min(rank(a), rank(b))]);
            EXPECT_EQ(result(a + " or " + b), names[std::max(rank(a), rank(b))]);
            EXPECT_EQ(result("not(" + a + " and " + b + ")"),
                      result("not(" + a + ") or not(" + b + ")"));
            for (const auto& [c, unused_c] : truths)
                EXPECT_EQ(result(a + " and (" + b + " or " + c + ")"),
                          result("(" + a + " and " + b + ") or (" + a + " and " + c + ")"));
        }
    EXPECT_EQ(result("1 and true"), "null");
    EXPECT_EQ(result("\"x\" or false"), "null");
}

TEST(Expression, ScopesAreKept) {
    EXPECT_EQ(result("{a: 1, b: a + 1, c: {a: b * 10, d: a}}.c.d"), "20");
    EXPECT_EQ(result("[{x: 1, y: 2}, {x: 3, y: 4}][x > 1].y"), "[4]");
    EXPECT_EQ(result("{n: 3, f: function(x) x * n}.f(5)"), "15");
    EXPECT_EQ(result("for x in [1, 2], y in [x, x * 10] return y"), "[1, 10, 2, 20]");
    EXPECT_EQ(result("(for i in 1..3 return function(x) x + i)[2](10)"), "12");
    EXPECT_EQ(result("[1, 2, 3][item >= 2]"), "[2, 3]");
}

TEST(Expression, WhatIsNotKnownIsNullAndSaid) {
    const auto parsed = parse_expression("1 +\n  Anzahl", {});
    ASSERT_TRUE(parsed.expression);
    ASSERT_EQ(parsed.findings.size(), 1u);
    EXPECT_EQ(parsed.findings[0], (Finding{"line 2, column 3", "feel.unknown_name", {"Anzahl"}}));
}

TEST(Expression, MistakesNameTheirPlace) {
    EXPECT_EQ(result("1 +"), "line 1, column 4: feel.expected");
    EXPECT_EQ(result("(1"), "line 1, column 3: feel.expected");
    EXPECT_EQ(result("[1, 2"), "line 1, column 6: feel.expected");
    EXPECT_EQ(result("if 1 then 2"), "line 1, column 12: feel.expected");
    EXPECT_EQ(result("\"ä\" 2"), "line 1, column 5: feel.expected");
    EXPECT_EQ(result("\"abc"), "line 1, column 1: feel.expected");
    EXPECT_EQ(result("@\"2026-02-30\""), "line 1, column 1: feel.bad_literal");
    EXPECT_EQ(result("{a: 1, a: 2}"), "line 1, column 8: feel.duplicate_key");
    EXPECT_EQ(result("12abc"), "line 1, column 1: feel.bad_literal");
    EXPECT_EQ(result("/* open"), "line 1, column 1: feel.expected");
    EXPECT_EQ(result("function() external {}"), "line 1, column 12: feel.external_function");
    EXPECT_EQ(result("\xff"), "line 1, column 1: feel.bad_utf8");
}

TEST(Expression, TheClockIsTold) {
    EXPECT_EQ(result("today()"), "@\"2026-11-30\"");
    EXPECT_EQ(result("now().hour"), "10");
    const auto parsed = parse_expression("today()", {});
    Evaluation without;
    EXPECT_TRUE(parsed.expression->evaluate({}, without).is_null());
}

TEST(Expression, DeepAndLongTextsEnd) {
    const auto code = [](const std::string& text) {
        const auto parsed = parse_expression(text, {});
        return parsed.expression ? "read" : parsed.findings.back().code;
    };
    EXPECT_EQ(code(std::string(100'000, '(')), "feel.too_deep");
    EXPECT_EQ(code(std::string(100'000, '[')), "feel.too_deep");
    EXPECT_EQ(code(std::string(100'000, '-') + "1"), "read");
    EXPECT_EQ(code(std::string(10'000'000, '[')), "feel.too_long");
    std::string chain = "1";
    for (int i = 0; i < 50'000; ++i) chain += "+1";
    EXPECT_EQ(result(chain), "50001");
    std::string mixed = "1";
    for (int i = 0; i < 50'000; ++i) mixed += i % 2 ? "+1" : "-1";
    EXPECT_EQ(code(mixed), "feel.too_deep");
    std::string paths = "a";
    for (int i = 0; i < 50'000; ++i) paths += ".a";
    EXPECT_EQ(code(paths), "feel.too_deep");
    std::string nested_functions;
    for (int i = 0; i < 1000; ++i) nested_functions += "function(a) ";
    EXPECT_EQ(code(nested_functions + "a"), "feel.too_deep");
}

Exhausted used_up(std::string_view text, Budget budget = {}) {
    const auto parsed = parse_expression(text, {});
    EXPECT_TRUE(parsed.expression) << text;
    Evaluation evaluation(budget);
    const auto value = parsed.expression->evaluate({}, evaluation);
    EXPECT_TRUE(evaluation.exhausted() == Exhausted::Nothing || value.is_null());
    return evaluation.exhausted();
}

TEST(Expression, HostileRulesEndWithinTheBudget) {
    const Budget budget{.steps = 200'000, .depth = 200, .bytes = 4 * 1024 * 1024};
    EXPECT_EQ(used_up("for i in 1..1000000000 return i", budget), Exhausted::Memory);
    EXPECT_EQ(used_up("some i in 1..1000000000 satisfies i < 0", budget), Exhausted::Steps);
    EXPECT_EQ(used_up("for a in 1..10000, b in 1..10000 return 1", budget), Exhausted::Memory);
    EXPECT_EQ(used_up("{f: function(f, n) f(f, n + 1), r: f(f, 1)}.r", budget), Exhausted::Depth);
    EXPECT_EQ(used_up("for i in 1..100 return if i = 1 then \"xxxxxxxxxx\" else partial[-1] + "
                      "partial[-1]",
                      budget),
              Exhausted::Memory);
    EXPECT_EQ(
        used_up("count(for i in 1..100000 return if i = 1 then [] else [partial[-1]])", budget),
        Exhausted::Memory);
    EXPECT_EQ(
        used_up("string join(for i in 1..100000 return \"abcdefghijklmnopqrstuvwxyz\")", budget),
        Exhausted::Memory);
    // One that explodes costs what it takes; many of them end it.
    EXPECT_EQ(used_up("for i in 1..2000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", "
                      "\"(a+)+$\")"),
              Exhausted::Steps);
    // Small in memory, endless to compare.
    EXPECT_EQ(used_up("{f: for i in 1..60 return if i = 1 then [] else [partial[-1], partial[-1]], "
                      "g: for i in 1..60 return if i = 1 then [] else [partial[-1], partial[-1]], "
                      "r: f = g}.r"),
              Exhausted::Nothing);
    EXPECT_EQ(used_up("{l: for i in 1..100000 return i, m: for i in 1..100000 return i, "
                      "r: for i in 1..2000 return l = m}.r"),
              Exhausted::Steps);
    EXPECT_EQ(used_up("{a: string join(for i in 1..200000 return \"aaaa\"), "
                      "r: contains(a, substring(a, 1, 300000) + \"b\")}.r"),
              Exhausted::Steps);
}

TEST(Expression, ListsWithinListsHaveAnEnd) {
    // A value of more than two hundred levels is null.
    EXPECT_EQ(result("for i in 1..3 return if i = 1 then [] else [partial[-1]]"),
              "[[], [[]], [[[]]]]");
    EXPECT_EQ(result("(for i in 1..300 return if i = 1 then [] else [partial[-1]])[205]"), "null");
}

TEST(Expression, UnaryTests) {
    const auto scope = scope_of({{"Grenze", nullptr}, {"?", nullptr}});
    const auto test = [&](std::string_view text, Value tested) {
        const auto parsed = parse_unary_tests(text, scope);
        if (!parsed.expression) return parsed.findings.front().code;
        Evaluation evaluation;
        const Value values[] = {Value(10), std::move(tested)};
        return to_literal(parsed.expression->evaluate(values, evaluation));
    };
    EXPECT_EQ(test("-", 5), "true");
    EXPECT_EQ(test("- ", Value()), "true");
    EXPECT_EQ(test("-5", -5), "true");
    EXPECT_EQ(test("< 5, > 8", 9), "true");
    EXPECT_EQ(test("< 5, > 8", 6), "false");
    EXPECT_EQ(test("[1..Grenze]", 10), "true");
    EXPECT_EQ(test("[1..Grenze)", 10), "false");
    EXPECT_EQ(test("not(1, 2)", 2), "false");
    EXPECT_EQ(test("not(1, 2)", 3), "true");
    EXPECT_EQ(test("not(true)", false), "true");
    EXPECT_EQ(test("\"a\", \"b\"", "b"), "true");
    EXPECT_EQ(test("? > 3 and ? < Grenze", 5), "true");
    EXPECT_EQ(test("odd(?)", 5), "true");
    EXPECT_EQ(test("null", Value()), "true");
    EXPECT_EQ(test("true", false), "false");
    EXPECT_EQ(test("!= 4", 4), "false");
    EXPECT_EQ(test("[1, 2, 3]", 2), "true");
    EXPECT_EQ(test("Grenze > 9", 1), "true");
    EXPECT_EQ(test("1 2", 1), "feel.expected");
    EXPECT_EQ(test("", 1), "feel.expected");
}

TEST(Expression, SimpleTestsAreSeen) {
    const auto scope = scope_of({{"x", nullptr}, {"?", nullptr}});
    const auto simple = [&](std::string_view text) {
        return simple_tests(*parse_unary_tests(text, scope).expression);
    };
    EXPECT_TRUE(simple("-")->is_anything);
    EXPECT_EQ(simple("1, \"a\", date(\"2026-01-01\")")->values.size(), 3u);
    EXPECT_EQ(simple("< 5, [7..9)")->ranges.size(), 2u);
    EXPECT_TRUE(simple("not(1)")->is_negated);
    EXPECT_FALSE(simple("x").has_value());
    EXPECT_FALSE(simple("? > 5").has_value());
    EXPECT_FALSE(simple("< x").has_value());
}

TEST(Expression, CanBeEvaluatedFromManyThreads) {
    const auto scope = scope_of({{"n", nullptr}});
    const auto parsed = parse_expression(
        "sum(for i in 1..n return if odd(i) then i else 0) + count([\"a\"])", scope);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            Evaluation evaluation;
            for (int i = 0; i < 200; ++i) {
                evaluation.reset();
                const Value values[] = {Value(10 + t)};
                const auto value = parsed.expression->evaluate(values, evaluation);
                EXPECT_EQ(to_literal(value), t < 1 ? "26" : t < 3 ? "37" : "50");
            }
        });
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace dw::feel
