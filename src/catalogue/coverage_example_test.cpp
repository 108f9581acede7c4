// The coverage of three services of the example, counted by hand.
//
// Where each is offered says example/catalogue.xml (gebietID of its responsibilities). The towns
// and villages there, and the people in them, are the rows of data/areas/areas.csv that have
// people: counted with an eye on the file and again below, by comparing beginnings of keys in the
// raw text.
//
//   hundesteuer  Bremen, Bremerhaven, Düsseldorf, Hannover, Holzminden, and the four members of the
//                Samtgemeinde Bevern (032555401): 9 municipalities, 1,884,901 people
//   wohngeld     Bremen, Bremerhaven, Düsseldorf, Hannover, and the whole district of Holzminden
//                (03255), which is 32 municipalities: 36 municipalities, 1,929,867 people
//   elterngeld   Niedersachsen (941), Bremen (2) and Nordrhein-Westfalen (396), the whole Länder:
//                1,339 municipalities, 26,964,222 people
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/source_dir.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "catalogue/coverage_facts.h"
#include "catalogue/import.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

std::string file(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(source_dir() + "/" + name).rdbuf();
    return text.str();
}

CoverageCount counted(const std::vector<std::string>& beginnings) {
    CoverageCount count;
    std::istringstream lines(file("data/areas/areas.csv"));
    for (std::string line; std::getline(lines, line);) {
        const auto cells = split(line, ';');
        if (cells.size() < 6 || parse_integer(cells[5]).value_or(0) == 0) continue;
        const auto people = *parse_integer(cells[5]);
        count.residents += people;
        for (const auto& beginning : beginnings) {
            if (!cells[0].starts_with(beginning)) continue;
            ++count.covered;
            count.covered_residents += people;
        }
    }
    return count;
}

class ExampleCoverage : public store::testing::DatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Databases, ExampleCoverage, store::testing::databases(),
                         store::testing::database_name);

struct Counted {
    const char* service;
    std::vector<std::string> beginnings;
    std::int64_t covered, residents;
};

TEST_P(ExampleCoverage, OfThreeServicesIsAsCountedByHand) {
    const auto areas = AreaRegister::load();
    const auto store = open(migrations());
    ASSERT_TRUE(store && areas);
    ASSERT_TRUE(import_xzufi_text(*store, **areas, {"example.xml", file("example/catalogue.xml")}));
    const Catalogue catalogue(*store, **areas);
    // As if each office of the example took applications.
    Hooks hooks;
    hooks.has_desk = [](const SourceId&) { return true; };
    hooks.own_form = [](const Service&, const Organisation&, const Ars&) {
        return std::optional(OwnForm{.path = "/antrag", .button = {}});
    };
    const Counted services[] = {
        {"hundesteuer",
         {"04011", "04012", "05111", "032410001001", "032550023023", "032555401"},
         9,
         1'884'901},
        {"wohngeld", {"04011", "04012", "05111", "032410001001", "03255"}, 36, 1'929'867},
        {"elterngeld", {"03", "04", "05"}, 1'339, 26'964'222},
    };
    for (const auto& each : services) {
        const auto service = catalogue.service({"L900100", each.service});
        ASSERT_TRUE(service.has_value()) << each.service;
        const auto facts =
            load_coverage_facts(catalogue, hooks, *service, *parse_date("2026-11-02"));
        ASSERT_TRUE(facts.has_value()) << facts.error().message;
        const auto total = coverage_of(**areas, *facts).total;
        EXPECT_EQ(total.covered, each.covered) << each.service;
        EXPECT_EQ(total.covered_residents, each.residents) << each.service;
        const auto raw = counted(each.beginnings);
        EXPECT_EQ(raw.covered, each.covered) << each.service;
        EXPECT_EQ(raw.covered_residents, each.residents) << each.service;
        EXPECT_EQ(total.residents, raw.residents);
        EXPECT_EQ(total.municipalities, 10'749);
    }
}

}  // namespace
}  // namespace dw::catalogue
