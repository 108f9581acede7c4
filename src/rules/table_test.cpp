#include "rules/table.h"

#include <random>

#include "rules/rules_fixture.h"

namespace dw::rules {
namespace {

struct TableModel {
    std::string policy, aggregation;
    std::vector<std::string> rows;  // "cell|cell|…|output"
    std::string output = "<output name='o'/>";
    std::string input_values;
};

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) safe += c == '<' ? std::string("&lt;") : std::string(1, c);
    return safe;
}

// A decision "d" with inputs a, b, … as many as the rows have cells.
Source table_model(const TableModel& table) {
    std::string rows;
    std::size_t inputs = 0;
    for (const std::string& row : table.rows) {
        std::vector<std::string> cells;
        std::istringstream in(row);
        for (std::string cell; std::getline(in, cell, '|');) cells.push_back(escaped(cell));
        inputs = cells.size() - 1;
        rows += "<rule>";
        for (std::size_t i = 0; i < inputs; ++i)
            rows += "<inputEntry><text>" + cells[i] + "</text></inputEntry>";
        rows += "<outputEntry><text>" + cells.back() + "</text></outputEntry></rule>";
    }
    std::string data, needs, columns;
    for (std::size_t i = 0; i < inputs; ++i) {
        const std::string name(1, static_cast<char>('a' + i));
        data += "<inputData id='" + name + "' name='" + name + "'/>";
        needs += "<informationRequirement><requiredInput href='#" + name +
                 "'/></informationRequirement>";
        columns += "<input><inputExpression><text>" + name + "</text></inputExpression>" +
                   table.input_values + "</input>";
    }
    const std::string aggregation =
        table.aggregation.empty() ? "" : " aggregation='" + table.aggregation + "'";
    return model(data + "<decision id='d' name='d'>" + needs + "<decisionTable hitPolicy='" +
                 table.policy + "'" + aggregation + ">" + columns + table.output + rows +
                 "</decisionTable></decision>");
}

std::string result(const TableModel& table, const std::string& inputs) {
    const Compilation made = compiled(one(table_model(table)));
    return decided(made.rules, "d", inputs);
}

const std::vector<std::string> steps = {"<10|1", "[5..20]|2", ">15|3"};

TEST(Table, UniqueAllowsOneRowOnly) {
    EXPECT_EQ(result({.policy = "UNIQUE", .rows = steps}, "{a: 1}"), "1");
    EXPECT_EQ(result({.policy = "UNIQUE", .rows = steps}, "{a: 7}"), "null");
    EXPECT_EQ(result({.policy = "UNIQUE", .rows = {"<10|1"}}, "{a: 12}"), "null");
}

TEST(Table, FirstTakesTheFirstRow) {
    EXPECT_EQ(result({.policy = "FIRST", .rows = steps}, "{a: 7}"), "1");
    EXPECT_EQ(result({.policy = "FIRST", .rows = steps}, "{a: 17}"), "2");
}

TEST(Table, AnyAllowsRowsThatAgree) {
    const std::vector<std::string> rows = {"<10|1", "<5|1", "<3|2"};
    EXPECT_EQ(result({.policy = "ANY", .rows = rows}, "{a: 4}"), "1");
    EXPECT_EQ(result({.policy = "ANY", .rows = rows}, "{a: 1}"), "null");
}

TEST(Table, PriorityFollowsTheOutputValues) {
    const std::string output =
        "<output name='o'><outputValues><text>3, 1, 2</text></outputValues></output>";
    EXPECT_EQ(result({.policy = "PRIORITY", .rows = steps, .output = output}, "{a: 7}"), "1");
    EXPECT_EQ(result({.policy = "PRIORITY", .rows = steps, .output = output}, "{a: 17}"), "3");
    EXPECT_EQ(result({.policy = "OUTPUT ORDER", .rows = steps, .output = output}, "{a: 17}"),
              "[3, 2]");
}

TEST(Table, CollectGivesAListOrOneNumber) {
    EXPECT_EQ(result({.policy = "COLLECT", .rows = steps}, "{a: 17}"), "[2, 3]");
    EXPECT_EQ(result({.policy = "RULE ORDER", .rows = steps}, "{a: 17}"), "[2, 3]");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "SUM", .rows = steps}, "{a: 17}"), "5");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "MIN", .rows = steps}, "{a: 17}"), "2");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "MAX", .rows = steps}, "{a: 17}"), "3");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "COUNT", .rows = steps}, "{a: 17}"), "2");
}

TEST(Table, WithoutAMatchThereIsTheDefaultOrNothing) {
    const std::vector<std::string> rows = {"<10|1"};
    EXPECT_EQ(result({.policy = "FIRST", .rows = rows}, "{a: 12}"), "null");
    EXPECT_EQ(result({.policy = "COLLECT", .rows = rows}, "{a: 12}"), "[]");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "COUNT", .rows = rows}, "{a: 12}"), "0");
    EXPECT_EQ(result({.policy = "COLLECT", .aggregation = "SUM", .rows = rows}, "{a: 12}"), "null");
    const std::string output =
        "<output name='o'><defaultOutputEntry><text>9</text></defaultOutputEntry></output>";
    EXPECT_EQ(result({.policy = "UNIQUE", .rows = rows, .output = output}, "{a: 12}"), "9");
}

TEST(Table, CellsOfAllKindsMatchAsFeelSays) {
    const std::vector<std::string> rows = {
        "\"x\", \"y\"|1", "not(\"x\", \"y\")|2", "null|3", "-|4", "? = b|5", ">\"m\"|6"};
    std::vector<std::string> wide;
    for (std::string row : rows) wide.push_back(row.insert(row.find('|'), "|-"));
    const TableModel table{.policy = "COLLECT", .rows = wide};
    EXPECT_EQ(result(table, "{a: \"x\", b: 1}"), "[1, 4, 6]");
    EXPECT_EQ(result(table, "{a: \"b\", b: \"b\"}"), "[2, 4, 5]");
    EXPECT_EQ(result(table, "{a: null, b: 1}"), "[2, 3, 4]");
}

TEST(Table, ARangeUpsideDownIsAFaultAndMatchesNothing) {
    const Compilation made = compile(
        one(table_model({.policy = "COLLECT", .rows = {"[10..1]|1", "null|2", "5, [3..2)|3"}})));
    ASSERT_EQ(made.faults.size(), 2u);
    EXPECT_EQ(made.faults[0].code, "rules.void_condition");
    EXPECT_EQ(made.faults[0].arguments, std::vector<std::string>{"[10..1]"});
    EXPECT_EQ(decided(made.rules, "d", "{a: null}"), "[2]");
    EXPECT_EQ(decided(made.rules, "d", "{a: 5}"), "[]");
}

TEST(Table, AnInputTheTableDoesNotProvideForGivesNothing) {
    const TableModel table{.policy = "FIRST",
                           .rows = {"-|1"},
                           .input_values = "<inputValues><text>[0..10]</text></inputValues>"};
    EXPECT_EQ(result(table, "{a: 5}"), "1");
    EXPECT_EQ(result(table, "{a: 50}"), "null");
}

TEST(Table, SeveralOutputsMakeAContext) {
    const std::string tail = "</text></outputEntry><outputEntry><text>";
    const Compilation made = compiled(one(model(
        "<inputData id='a' name='a'/><decision id='d' name='d'><informationRequirement>"
        "<requiredInput href='#a'/></informationRequirement><decisionTable>"
        "<input><inputExpression><text>a</text></inputExpression></input>"
        "<output name='fee'/><output name='basis'/><rule><inputEntry><text>1</text></inputEntry>"
        "<outputEntry><text>a * 5" +
        tail +
        "\"§ 1\"</text></outputEntry></rule>"
        "</decisionTable></decision>")));
    EXPECT_EQ(decided(made.rules, "d", "{a: 1}"), "{fee: 5, basis: \"§ 1\"}");
}

// The index against the cells themselves, one by one.
class RandomTable {
  public:
    explicit RandomTable(std::uint32_t seed) : random_(seed) {}

    std::vector<std::string> cells(std::size_t count, int range) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < count; ++i) all.push_back(cell(range));
        return all;
    }

  private:
    std::string number(int range) {
        return std::to_string(std::uniform_int_distribution<int>(0, range)(random_));
    }
    std::string cell(int range) {
        switch (std::uniform_int_distribution<int>(0, 9)(random_)) {
            case 0:
                return "-";
            case 1:
                return "<" + number(range);
            case 2:
                return ">=" + number(range);
            case 3:
                return "[" + number(range) + ".." + number(range) + ")";
            case 4:
                return "(" + number(range) + ".." + number(range) + "]";
            case 5:
                return number(range) + ", " + number(range) + ", >" + number(range);
            case 6:
                return "not(" + number(range) + ", [" + number(range) + ".." + number(range) + "])";
            case 7:
                return "? * 2 > " + number(range);
            case 8:
                return "null";
            default:
                return number(range);
        }
    }
    std::mt19937 random_;
};

void compare(const std::vector<std::string>& texts, int range, std::uint32_t seed) {
    const std::size_t rows = texts.size();
    feel::Scope scope;
    scope.variables = {{"?", feel::any_type()}};
    std::vector<std::shared_ptr<const feel::Expression>> cells;
    std::vector<std::optional<feel::SimpleTests>> tests;
    for (const std::string& text : texts) {
        cells.push_back(feel::parse_unary_tests(text, scope).expression);
        ASSERT_NE(cells.back(), nullptr) << text;
        tests.push_back(feel::simple_tests(*cells.back()));
    }
    const ColumnIndex index = ColumnIndex::make(tests);
    feel::Evaluation evaluation;
    std::vector<feel::Value> values = {feel::Value(), feel::Value("text"), feel::Value(true),
                                       feel_value("[1, 2]"), feel_value("date(\"2026-11-30\")")};
    for (int i = -1; i <= range + 1; i += 1 + range / 60) {
        values.emplace_back(i);
        values.push_back(feel_value(std::to_string(i) + ".5"));
    }
    for (const feel::Value& value : values) {
        evaluation.reset();
        RowSet kept;
        kept.assign(rows, true);
        const RowSet* evaluated = index.keep(value, kept);
        for (std::size_t row = 0; row < rows; ++row) {
            const std::vector<feel::Value> variables = {value};
            const bool expected = cells[row]->evaluate(variables, evaluation).is_true();
            if (evaluated != nullptr && evaluated->has(row)) {
                EXPECT_TRUE(kept.has(row) || !expected);
            } else {
                EXPECT_EQ(kept.has(row), expected)
                    << feel::to_literal(value) << " in row " << row << " of seed " << seed;
            }
        }
    }
}

TEST(ColumnIndex, FindsTheRowsThatMatchInSmallAndLargeTables) {
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        compare(RandomTable(seed).cells(5 + seed * 3, 12), 12, seed);
    }
    compare(RandomTable(99).cells(3000, 2500), 2500, 99);  // too large for sets
    compare({"true", "false", "-", "not(true)", "null", "1", "true, false"}, 3, 0);
    compare({"\"text\"", "not(\"text\")", "< \"u\"", "[\"a\"..\"b\"]", "[1, 2]"}, 3, 0);
}

TEST(ColumnIndex, TextsAndDaysAreOrderedToo) {
    const std::vector<std::string> rows = {"\"b\"|1", "[\"a\"..\"c\"]|2", "date(\"2026-01-01\")|3",
                                           ">= date(\"2026-06-01\")|4"};
    const TableModel table{.policy = "COLLECT", .rows = rows};
    EXPECT_EQ(result(table, "{a: \"b\"}"), "[1, 2]");
    EXPECT_EQ(result(table, "{a: date(\"2026-07-01\")}"), "[4]");
}

}  // namespace
}  // namespace dw::rules
