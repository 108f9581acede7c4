#include "catalogue/collection.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "catalogue/catalogue.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

TEST(CollectionSources, AreReadWithWhatTheyLeaveOpen) {
    const auto sources = collection_sources_from(
        R"([{"name": "Land", "from": "https://example.org/a.xml", "full": true, "source": "L1",
             "most_deleted": 5, "every_hours": 6}, {"name": "Ordner", "from": "/srv/xzufi"}])");
    ASSERT_TRUE(sources.has_value());
    ASSERT_EQ(sources->size(), 2U);
    EXPECT_EQ((*sources)[0].every, std::chrono::hours(6));
    EXPECT_EQ((*sources)[0].source, "L1");
    EXPECT_EQ((*sources)[0].full->most_deleted, 5);
    EXPECT_EQ((*sources)[1].every, std::chrono::hours(24));
    EXPECT_FALSE((*sources)[1].full.has_value());
}

TEST(CollectionSources, FaultsNameTheirPlace) {
    const auto fault = [](const char* json) {
        const auto sources = collection_sources_from(json);
        return sources ? std::string("none") : sources.error().message;
    };
    EXPECT_EQ(fault("{}"), "a list of sources is expected");
    EXPECT_EQ(fault(R"([{"from": "/a"}])"), "source 1: name is missing or too long");
    EXPECT_EQ(fault(R"([{"name": "a", "from": "/a"}, {"name": "a", "from": "/b"}])"),
              "source 2: two have the name a");
    EXPECT_EQ(fault(R"([{"name": "a", "from": "/a", "every_hours": 0}])"),
              "source 1: every_hours is a number from 1 to 744");
    EXPECT_EQ(fault(R"([{"name": "a", "from": "/a", "full": true, "most_deleted": 101}])"),
              "source 1: most_deleted is a number from 0 to 100");
}

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

class CollectionTest : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
        file_ = testing::TempDir() + "/collection-" + std::to_string(::getpid()) + ".xml";
    }
    void TearDown() override {
        std::filesystem::remove(file_);
        store_.reset();
        DatabaseTest::TearDown();
    }
    void deliver(const std::string& inner) {
        std::ofstream(file_) << "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" << inner;
    }
    CollectionState state() { return collection_states(**store_->reader())->front(); }
    bool claim() { return *claim_collection(*store_, source_); }
    void take() { EXPECT_TRUE(take_collection(*store_, areas(), source_, file_).has_value()); }

    std::unique_ptr<store::Store> store_;
    std::string file_;
    const CollectionSource source_{
        .name = "Land", .from = "/srv/land", .every = std::chrono::hours(2)};
};
INSTANTIATE_TEST_SUITE_P(Databases, CollectionTest, store::testing::databases(),
                         store::testing::database_name);

const std::string service =
    "<schreibe><leistung><id schemeAgencyID='L1'>1</id></leistung></schreibe></t>";

TEST_P(CollectionTest, OneCopyFetchesWhatIsDueAndNobodyBeforeItIsDueAgain) {
    EXPECT_TRUE(claim());
    EXPECT_FALSE(claim());
    deliver(service);
    take();
    EXPECT_EQ(state().outcome, CollectionOutcome::Taken);
    EXPECT_FALSE(claim());
    clock().advance(std::chrono::hours(2));
    EXPECT_TRUE(claim());
}

TEST_P(CollectionTest, ACopyThatDiedLeavesTheSourceToOthersAfterAnHour) {
    EXPECT_TRUE(claim());
    clock().advance(std::chrono::hours(1));
    EXPECT_TRUE(claim());
}

TEST_P(CollectionTest, ABrokenDeliveryLeavesTheLastGoodState) {
    EXPECT_TRUE(claim());
    deliver(service);
    take();
    const auto good = state().taken_at;
    ASSERT_TRUE(good.has_value());
    clock().advance(std::chrono::hours(2));
    EXPECT_TRUE(claim());
    deliver("<schreibe>");
    take();
    EXPECT_EQ(state().outcome, CollectionOutcome::Refused);
    EXPECT_EQ(state().taken_at, good);
    EXPECT_FALSE(state().detail.empty());
    EXPECT_TRUE(Catalogue(*store_, areas()).service({"L1", "1"}).has_value());
}

}  // namespace
}  // namespace dw::catalogue
