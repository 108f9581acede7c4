#include "catalogue/import_writer.h"

#include <gtest/gtest.h>

#include "catalogue/catalogue.h"
#include "catalogue/import.h"
#include "catalogue/import_journal.h"
#include "catalogue/source_ids.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

class Writer : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
    }
    void TearDown() override {
        store_.reset();
        DatabaseTest::TearDown();
    }
    std::int64_t number_of_import() { return *begin_import(*store_, {.source = "a.xml"}); }
    static Responsibility held(const char* area) {
        return {.id = {"L1", "z"},
                .holder = {"L1", "amt"},
                .service = {"L1", "1"},
                .areas = {*Ars::parse(area)},
                .role = "01"};
    }
    static Outcome put(ImportWriter& writer, const Responsibility& responsibility) {
        return writer.put(responsibility, refs_of(responsibility));
    }
    static Outcome put_services(ImportWriter& writer, int first) {
        for (int i = first; i < first + 400; ++i) {
            ObjectRow row{.kind = ObjectKind::Service, .id = {"L1", std::to_string(i)}};
            row.content = Bytes(2000, static_cast<std::uint8_t>(i));
            DW_TRY_DO(writer.put(std::move(row)));
        }
        return Nothing{};
    }
    std::vector<std::string> stored_areas() {
        std::vector<std::string> keys;
        EXPECT_TRUE((*store_->reader())
                        ->for_each("select area from catalogue_responsibility order by area", {},
                                   [&](const store::Row& row) -> Outcome {
                                       keys.push_back(area_of_number(row.integer(0)).padded());
                                       return Nothing{};
                                   }));
        return keys;
    }

    std::unique_ptr<store::Store> store_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Writer, store::testing::databases(),
                         store::testing::database_name);

// The first import of a source looks nothing up, unless somebody else writes meanwhile.
TEST_P(Writer, WhatComesBetweenIsNotOverlooked) {
    ImportWriter first(*store_, number_of_import(), WriteMode::Write);
    ASSERT_TRUE(put_services(first, 0));
    {
        ImportWriter second(*store_, number_of_import(), WriteMode::Write);
        ASSERT_TRUE(put(second, held("04011")));
        ASSERT_TRUE(second.finish());
    }
    EXPECT_EQ(stored_areas(), std::vector<std::string>{"040110000000"});
    ASSERT_TRUE(put_services(first, 400));
    ASSERT_TRUE(put(first, held("04012")));
    ASSERT_TRUE(first.finish());
    EXPECT_EQ(stored_areas(), std::vector<std::string>{"040120000000"});
    EXPECT_EQ(first.counts().changed, 801);
    EXPECT_EQ(first.replaced().size(), 1U);
}

TEST_P(Writer, ASourceThatComesAgainIsCompared) {
    for (const std::int64_t changed : {401, 0}) {
        ImportWriter writer(*store_, number_of_import(), WriteMode::WriteAlone);
        ASSERT_TRUE(put_services(writer, 0));
        ASSERT_TRUE(put(writer, held("04011")));
        ASSERT_TRUE(writer.finish());
        EXPECT_EQ(writer.counts().changed, changed);
    }
}

TEST_P(Writer, WhatIsNotFinishedMayBeGivenUp) {
    {
        ImportWriter writer(*store_, number_of_import(), WriteMode::Write);
        ASSERT_TRUE(put_services(writer, 0));
    }
    ImportWriter writer(*store_, number_of_import(), WriteMode::Write);
    ASSERT_TRUE(put_services(writer, 0));
    ASSERT_TRUE(writer.finish());
}

}  // namespace
}  // namespace dw::catalogue
