#include "catalogue/import_memory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "catalogue/catalogue.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::string message(const std::string& inner) {
    return "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + inner + "</t>";
}

std::string service(const std::string& title) {
    return "<schreibe><leistung><id schemeAgencyID='L900001'>11</id><modulText><leikaTextmodul>"
           "<code>03</code></leikaTextmodul><inhalt languageCode='de'>" +
           title + "</inhalt></modulText></leistung></schreibe>";
}

// An office in charge of a service that is in no file, for an area that is none.
const std::string office =
    "<schreibe><organisationseinheit><id schemeAgencyID='L900001'>21</id><name>"
    "<name languageCode='de'>Amt</name></name><zustaendigkeit><id schemeAgencyID='L900001'>31</id>"
    "<leistungID schemeAgencyID='L900001'>99</leistungID><gebietID>040120000000</gebietID>"
    "<gebietID>049990000000</gebietID><rolle><code>01</code></rolle></zustaendigkeit>"
    "</organisationseinheit></schreibe>";

class ImportMemoryTest : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
        std::string name = ::testing::TempDir() + "dienstweg-import-XXXXXX";
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        directory_ = name;
    }
    void TearDown() override {
        store_.reset();
        std::filesystem::remove_all(directory_);
        DatabaseTest::TearDown();
    }

    std::string file(const std::string& name, const std::string& inner) const {
        std::ofstream(directory_ / name) << message(inner);
        return (directory_ / name).string();
    }
    FileReport import(const std::string& path) {
        const auto report = import_xzufi_files(*store_, areas(), {path});
        EXPECT_TRUE(report && report->files.size() == 1);
        return report ? report->files.front() : FileReport{};
    }
    bool is_remembered(const std::string& path) {
        std::ifstream in(path);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        const auto known = remembered_report(*store_, path, {}, sha256(as_bytes(bytes)));
        EXPECT_TRUE(known.has_value());
        return known && known->has_value();
    }

    std::unique_ptr<store::Store> store_;
    std::filesystem::path directory_;
};

TEST_P(ImportMemoryTest, TheSameFileOnceMoreSaysTheSame) {
    const auto path = file("a.xml", service("Hund anmelden") + office);
    EXPECT_FALSE(is_remembered(path));
    FileReport first = import(path);
    EXPECT_EQ(first.counts.changed, 3);
    EXPECT_EQ(first.counts.pending, 1);
    EXPECT_GE(first.finding_count, 2);
    EXPECT_TRUE(is_remembered(path));

    const FileReport again = import(path);
    first.counts.changed = 0;
    ImportReport one, other;
    one.files = {first};
    other.files = {again};
    EXPECT_EQ(to_json(other), to_json(one));
    EXPECT_EQ(to_text(other, Language::German), to_text(one, Language::German));
}

TEST_P(ImportMemoryTest, AfterAnyOtherChangeTheFileIsRead) {
    const auto path = file("a.xml", service("Hund anmelden"));
    import(path);
    import(file("b.xml", service("Katze anmelden")));
    EXPECT_FALSE(is_remembered(path));
    EXPECT_EQ(import(path).counts.changed, 1);
    EXPECT_TRUE(is_remembered(path));
}

TEST_P(ImportMemoryTest, AFileThatDeletedSomethingIsReadOnceMore) {
    const std::string erase =
        "<loesche klasse='Leistung'><id schemeAgencyID='L900001'>11</id></loesche>";
    import(file("first.xml", service("Hund anmelden")));
    const auto path = file("a.xml", erase + office);
    EXPECT_EQ(import(path).counts.deleted, 1);
    EXPECT_FALSE(is_remembered(path));
    EXPECT_EQ(import(path).counts.deleted, 0);
    EXPECT_TRUE(is_remembered(path));
    EXPECT_EQ(import(path).counts.deleted, 0);
}

TEST_P(ImportMemoryTest, WhatAFileWritesAndDeletesItDeletesEachTime) {
    const auto path = file(
        "a.xml", service("Hund anmelden") +
                     "<loesche klasse='Leistung'><id schemeAgencyID='L900001'>11</id></loesche>");
    import(file("office.xml", office));
    const auto first = import(path);
    EXPECT_EQ(first.counts.deleted, 1);
    EXPECT_TRUE(is_remembered(path));
    const auto again = import(path);
    EXPECT_EQ(again.counts.deleted, 1);
    EXPECT_EQ(again.finding_count, first.finding_count);
}

INSTANTIATE_TEST_SUITE_P(Databases, ImportMemoryTest, store::testing::databases(),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::catalogue
