#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "catalogue/catalogue.h"
#include "catalogue/import.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::string service(int number, const std::string& agency = "L1") {
    return "<schreibe><leistung><id schemeAgencyID='" + agency + "'>" + std::to_string(number) +
           "</id></leistung></schreibe>";
}

std::string office(int number) {
    return "<schreibe><organisationseinheit><id schemeAgencyID='L1'>" + std::to_string(number) +
           "</id></organisationseinheit></schreibe>";
}

class FullDeliveryTest : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
        std::string stock = service(100, "L2") + office(7) + office(8);
        for (int number = 1; number <= 20; ++number) stock += service(number);
        import(stock, {});
    }
    void TearDown() override {
        store_.reset();
        DatabaseTest::TearDown();
    }
    ImportReport import(const std::string& inner, const ImportOptions& options) {
        const std::string file = testing::TempDir() + "/full-" + std::to_string(++files_) + ".xml";
        std::ofstream(file) << "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" << inner << "</t>";
        auto report = import_xzufi_files(*store_, areas(), {file}, options);
        std::filesystem::remove(file);
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report ? *report : ImportReport{};
    }
    std::string services(int first, int last) {
        std::string all;
        for (int number = first; number <= last; ++number) all += service(number);
        return all;
    }
    bool is_there(const SourceId& id) {
        return Catalogue(*store_, areas()).service(id).has_value();
    }
    std::int64_t change_number() { return *Catalogue(*store_, areas()).change_number(); }

    std::unique_ptr<store::Store> store_;
    int files_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Databases, FullDeliveryTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(FullDeliveryTest, DeletesWhatItsSourcesNoLongerHave) {
    const auto report = import(services(2, 20), {.full = FullDelivery{}});
    EXPECT_EQ(report.totals().deleted, 1);
    EXPECT_FALSE(report.any_refused());
    EXPECT_FALSE(is_there({"L1", "1"}));
    EXPECT_TRUE(is_there({"L1", "2"}));
    EXPECT_TRUE(is_there({"L2", "100"}));  // another source
    // The delivery has no office at all: nothing is said about offices.
    EXPECT_TRUE(Catalogue(*store_, areas()).organisation({"L1", "7"}).has_value());
}

TEST_P(FullDeliveryTest, KeepsAResponsibilityThatDoesNotSayWhatItsParentIs) {
    const auto responsibility = [](const std::string& id) {
        return "<zustaendigkeit><id schemeAgencyID='L1'>" + id +
               "</id><leistungID "
               "schemeAgencyID='L1'>1</leistungID><gebietID>091620000000</gebietID>"
               "<rolle><code>01</code></rolle></zustaendigkeit>";
    };
    const std::string all =
        services(1, 20) +
        "<schreibe><onlinedienst><id schemeAgencyID='L1'>50</id><bezeichnung languageCode='de'>O"
        "</bezeichnung>" +
        responsibility("99") +
        "</onlinedienst></schreibe><schreibe><zustaendigkeitTransferObjekt>" +
        "<uebergeordnetesObjektID schemeAgencyID='L1'>50</uebergeordnetesObjektID>" +
        responsibility("100") + "</zustaendigkeitTransferObjekt></schreibe>";
    EXPECT_EQ(import(all, {.full = FullDelivery{}}).totals().responsibilities, 2);
    const auto again = import(all, {.full = FullDelivery{}});
    EXPECT_EQ(again.totals().deleted, 0);
    EXPECT_EQ(again.totals().changed, 0);
}

TEST_P(FullDeliveryTest, RefusesToEmptyTheCatalogue) {
    const auto before = change_number();
    const auto report = import(services(11, 25), {.full = FullDelivery{}});
    EXPECT_TRUE(report.any_refused());
    EXPECT_EQ(report.files.front().findings.front().code, "import_full_deletes");
    EXPECT_EQ(change_number(), before);
    EXPECT_TRUE(is_there({"L1", "1"}));
    EXPECT_FALSE(is_there({"L1", "25"}));  // nothing of it was stored

    const auto allowed = import(services(11, 25), {.full = FullDelivery{.most_deleted = 50}});
    EXPECT_EQ(allowed.totals().deleted, 10);
    EXPECT_FALSE(is_there({"L1", "1"}));
    EXPECT_TRUE(is_there({"L1", "25"}));
}

TEST_P(FullDeliveryTest, OnlyTheNamedSourceIsComplete) {
    const std::string mixed = services(2, 20) + service(101, "L2");
    const auto report = import(mixed, {.source = "L1", .full = FullDelivery{}});
    EXPECT_EQ(report.totals().deleted, 1);
    EXPECT_TRUE(is_there({"L2", "100"}));
}

TEST_P(FullDeliveryTest, ADryRunSaysWhatWouldBeAndWritesNothing) {
    const auto before = change_number();
    const auto report = import(services(2, 21), {.dry_run = true, .full = FullDelivery{}});
    EXPECT_EQ(report.totals().deleted, 1);
    EXPECT_EQ(report.totals().changed, 2);
    EXPECT_EQ(change_number(), before);
    EXPECT_TRUE(is_there({"L1", "1"}));
    EXPECT_FALSE(is_there({"L1", "21"}));
}

TEST_P(FullDeliveryTest, ABrokenFileLeavesEverythingAsItIs) {
    const auto before = change_number();
    const auto report = import(services(2, 20) + "<broken>", {.full = FullDelivery{}});
    EXPECT_TRUE(report.any_refused());
    EXPECT_EQ(change_number(), before);
}

}  // namespace
}  // namespace dw::catalogue
