#include "catalogue/xzufi_export.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/source_dir.h"
#include "catalogue/catalogue.h"
#include "catalogue/import.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

class Export : public store::testing::DatabaseTest {
  protected:
    static std::string text_of(store::Store& store) {
        std::string text;
        const auto counts = export_xzufi(store, [&](std::string_view piece) -> Outcome {
            text += piece;
            return Nothing{};
        });
        EXPECT_TRUE(counts.has_value()) << (counts ? "" : counts.error().message);
        return text;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Export, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Export, ImportsToTheSame) {
    std::ostringstream fixture;
    fixture << std::ifstream(source_dir() + "/tests/fixtures/xzufi/2.2/all-objects.xml").rdbuf();
    const auto store = open(migrations());
    ASSERT_TRUE(import_xzufi_text(*store, areas(), {"a.xml", fixture.str()}).has_value());
    const std::string first = text_of(*store);
    const Catalogue catalogue(*store, areas());
    const auto before = *catalogue.change_number();
    // Over what is there: not a row differs.
    const auto again = import_xzufi_text(*store, areas(), {"b.xml", first});
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->counts.changed, 0);
    EXPECT_EQ(again->counts.services, 1);
    EXPECT_EQ(again->counts.responsibilities, 3);
    for (const auto& finding : again->findings) ADD_FAILURE() << finding.code;
    EXPECT_EQ(*catalogue.change_number(), before);
}

TEST_P(Export, WritesWhatIsSpecialInXmlAndHtml) {
    Service service;
    service.id = {"L1", "a<b"};
    service.modules = {{.code = "03", .content = {{"de", "Hund & <Katze>"}}, .links = {}},
                       {.code = "06",
                        .content = {{"de", "<p>A &amp; B</p>"}, {"en", "<p>x</p>"}},
                        .links = {{.address = "https://a.example/?b=1&c=2", .title = "\"Mehr\""}}}};
    service.costs = {{.kind = Cost::Kind::Range,
                      .lower = Money::from_cents(100),
                      .upper = Money::from_cents(250)}};
    service.deadlines = {
        {.type = "001", .value = 3, .upper = 5, .unit = "TAG", .upper_unit = "TAG"}};
    const std::string message =
        "<t xmlns:x='http://xoev.de/schemata/xzufi/2_2_0' "
        "xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" +
        to_xzufi(service) + "</t>";
    const auto store = open(migrations());
    ASSERT_TRUE(import_xzufi_text(*store, areas(), {"a.xml", message}).has_value());
    EXPECT_EQ(*Catalogue(*store, areas()).service(service.id), service);
}

}  // namespace
}  // namespace dw::catalogue
