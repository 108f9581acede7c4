// The page on which a clerk begins to record a case.
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_day.h"
#include "cases/desk_record_pages.h"
#include "catalogue/import.h"
#include "terms/berlin.h"

namespace dw::cases {
namespace {

class DeskRecord : public testing::CasesTest {
  protected:
    // The office in its town, in charge of that area.
    void import_office(const std::string& town, const std::string& area) {
        const std::string content =
            "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>"
            "<schreibe><leistung><id schemeAgencyID='L900100'>hundesteuer</id>"
            "<referenzLeiKa><code>99102013104000</code></referenzLeiKa></leistung></schreibe>"
            "<schreibe><organisationseinheit><id schemeAgencyID='L900100'>steuer-bremerhaven</id>"
            "<name><name languageCode='de'>Steueramt</name></name><anschrift><typ><code>001</code>"
            "</typ><strasse>Weg</strasse><hausnummer>1</hausnummer><ort>" +
            town +
            "</ort></anschrift></organisationseinheit></schreibe>"
            "<schreibe><zustaendigkeitTransferObjekt>"
            "<uebergeordnetesObjektID schemeAgencyID='L900100' schemeID='OE'>steuer-bremerhaven"
            "</uebergeordnetesObjektID><zustaendigkeit><id schemeAgencyID='L900100'>z</id>"
            "<leistungID schemeAgencyID='L900100'>hundesteuer</leistungID><gebietID>" +
            area +
            "</gebietID><rolle>01</rolle></zustaendigkeit></zustaendigkeitTransferObjekt>"
            "</schreibe></t>";
        const auto report = catalogue::import_xzufi_text(
            store(), areas(), {.name = "office.xml", .content = content});
        ASSERT_TRUE(report.has_value()) << report.error().message;
        ASSERT_EQ(report->counts.responsibilities, 1);
    }
    web::Response visit(web::Request& request, web::Response (*route)(const Visit&)) {
        request.host = "bremerhaven.example";
        return route(
            {request, cases(), who("clara"), Language::German, berlin_date(clock().now())});
    }
    // What stands in a field of the page.
    static std::string value_of(const std::string& page, const std::string& id) {
        const auto tag = page.substr(page.rfind('<', page.find("id=\"" + id + "\"")), 400);
        const auto at = tag.find("value=\"");
        return at == tag.npos ? "" : tag.substr(at + 7, tag.find('"', at + 7) - at - 7);
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskRecord, store::testing::databases(),
                         store::testing::database_name);

// A name of its own, and one that many towns have.
TEST_P(DeskRecord, ThePlaceThatIsFilledInIsTaken) {
    for (const auto& [town, area] :
         {std::pair{"Bremerhaven", "040120000000"}, std::pair{"Neustadt", "065340016016"}}) {
        import_office(town, area);
        web::Request first;
        const auto page = visit(first, record_page_route);
        const auto place = value_of(page.body, "ort");
        EXPECT_TRUE(place.starts_with(town)) << place;
        web::Request second;
        second.method = web::Method::Post;
        const auto day = date_value(berlin_date(clock().now()));
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, std::string>>{{"was", "hundesteuer-anmeldung"},
                                                              {"ort", place},
                                                              {"weg", "counter"},
                                                              {"ausweis", "not_checked"},
                                                              {"eingang-day", day.day},
                                                              {"eingang-month", day.month},
                                                              {"eingang-year", day.year}})
            second.form.add(name, value);
        const auto begun = visit(second, record_route);
        EXPECT_EQ(begun.status, 303) << place << begun.body;
    }
}

}  // namespace
}  // namespace dw::cases
