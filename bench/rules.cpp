// The rule engine alone, one core: rules_bench [seconds a line]. Prints one JSON line for each
// measurement; bench/rules.mjs sets feelin beside it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "base/json.h"
#include "rules/rule_set.h"
#include "standards/dmn/reader.h"
#include "standards/feel/expression.h"

namespace {

long allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* room = std::malloc(size)) return room;
    std::abort();
}
void operator delete(void* room) noexcept {
    std::free(room);
}
void operator delete(void* room, std::size_t) noexcept {
    std::free(room);
}

namespace {

using namespace dw;
using Clock = std::chrono::steady_clock;

double seconds_a_line = 0.5;

// Times a second, and allocations each time.
void measure(const std::string& name, const std::string& kind, const std::function<void()>& act) {
    for (int i = 0; i < 100; ++i) act();
    long times = 0;
    const auto before = allocations;
    const auto begin = Clock::now();
    double passed = 0;
    while (passed < seconds_a_line) {
        for (int i = 0; i < 100; ++i) act();
        times += 100;
        passed = std::chrono::duration<double>(Clock::now() - begin).count();
    }
    Json line = Json::object();
    line.set("name", name);
    line.set("kind", kind);
    line.set("per_second", static_cast<double>(times) / passed);
    line.set("allocations", static_cast<double>(allocations - before) / static_cast<double>(times));
    std::printf("%s\n", to_string(line).c_str());
    std::fflush(stdout);
}

feel::Value dog(const char* race, int size) {
    feel::Context context;
    context.set("race", feel::Value(race));
    context.set("size", feel::Value(size));
    return context;
}

// The same as in bench/rules.mjs.
const std::vector<std::string> expressions{
    "age >= 18 and income < 2000",
    "if age > 65 then \"old\" else \"young\"",
    "sum(list) / count(list)",
    "dogs[size > 32].race",
    "for x in list return x * x",
    "some d in dogs satisfies d.race = \"Mops\"",
    "substring(name, 1, 3) + \"x\"",
    "{a: age, b: a + 1, c: a * b}.c",
    "age in [18..65]",
    "90 + 180 * (count(dogs) - 1)",
};

void measure_expressions() {
    feel::Items list;
    for (int i = 1; i <= 10; ++i) list.push_back(i);
    const std::vector<std::pair<std::string, feel::Value>> context{
        {"age", 42},
        {"income", *feel::Number::parse("1850.5")},
        {"name", "Erika"},
        {"dogs", feel::Items{dog("Pudel", 35), dog("Dogge", 80), dog("Mops", 30)}},
        {"list", list}};
    feel::Scope scope;
    std::vector<feel::Value> values;
    for (const auto& [name, value] : context) {
        scope.variables.push_back({name, feel::type_of(value)});
        values.push_back(value);
    }
    for (const auto& text : expressions) {
        measure(text, "parse", [&] { (void)feel::parse_expression(text, scope); });
        const auto parsed = feel::parse_expression(text, scope);
        feel::Evaluation evaluation;
        measure(text, "evaluate", [&] {
            evaluation.reset();
            (void)parsed.expression->evaluate(values, evaluation);
        });
    }
}

// A table with three input columns: a class, a range of numbers, and a day.
std::string table_of(int rows) {
    std::string text =
        R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="B" namespace="b">)"
        R"(<inputData id="i1" name="Klasse"><variable name="Klasse" typeRef="string"/></inputData>)"
        R"(<inputData id="i2" name="Zahl"><variable name="Zahl" typeRef="number"/></inputData>)"
        R"(<inputData id="i3" name="Tag"><variable name="Tag" typeRef="date"/></inputData>)"
        R"(<decision id="d" name="D"><variable name="D"/>)"
        R"(<informationRequirement><requiredInput href="#i1"/></informationRequirement>)"
        R"(<informationRequirement><requiredInput href="#i2"/></informationRequirement>)"
        R"(<informationRequirement><requiredInput href="#i3"/></informationRequirement>)"
        R"(<decisionTable hitPolicy="FIRST"><input><inputExpression><text>Klasse</text></inputExpression></input>)"
        R"(<input><inputExpression><text>Zahl</text></inputExpression></input>)"
        R"(<input><inputExpression><text>Tag</text></inputExpression></input><output name="o"/>)";
    for (int i = 0; i < rows; ++i) {
        const auto number = std::to_string(i);
        text += "<rule><inputEntry><text>\"K" + std::to_string(i % 10) + "\"</text></inputEntry>" +
                "<inputEntry><text>[" + number + ".." + std::to_string(i + 1) +
                ")</text></inputEntry><inputEntry><text>&gt;= date(\"2026-01-01\")</text>" +
                "</inputEntry><outputEntry><text>" + number + "</text></outputEntry></rule>";
    }
    return text + "</decisionTable></decision></definitions>";
}

void measure_table(int rows) {
    auto reading = dmn::read_definitions(table_of(rows));
    if (!reading.definitions) std::abort();
    std::vector<rules::Source> sources;
    sources.push_back({"bench.dmn", *std::move(reading.definitions)});
    const auto made = rules::compile(std::move(sources));
    const auto* decision = made.rules.find(rules::Element::Kind::Decision, "D");
    const auto inputs = made.rules.all(rules::Element::Kind::InputData);
    for (const auto explain : {rules::Explain::No, rules::Explain::Yes}) {
        rules::Evaluator evaluator(made.rules, {.explain = explain});
        int number = 0;
        std::vector<feel::Value> classes;
        for (int i = 0; i < 10; ++i) classes.push_back("K" + std::to_string(i));
        const feel::Value day = *feel::parse_date("2026-11-30");
        measure(std::to_string(rows) + " rows",
                explain == rules::Explain::Yes ? "table, explained" : "table", [&] {
                    number = (number + 7) % rows;
                    evaluator.begin();
                    evaluator.set_input(*inputs[0], classes[static_cast<std::size_t>(number % 10)]);
                    evaluator.set_input(*inputs[1], number);
                    evaluator.set_input(*inputs[2], day);
                    if (evaluator.decide(*decision).is_null()) std::abort();
                });
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count > 1) seconds_a_line = std::atof(arguments[1]);
    measure_expressions();
    for (const int rows : {50, 10'000}) measure_table(rows);
}
