// The collection of XZuFi files with known answers, where it stands beside this project.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "catalogue/catalogue.h"
#include "catalogue/import.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const std::string folder = std::string(DW_SOURCE_DIR) + "/../shared/data/xzufi/";

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

Json expected() {
    std::ifstream file(folder + "expected.json");
    std::ostringstream text;
    text << file.rdbuf();
    auto json = parse_json(text.str());
    return json ? *json : Json();
}

std::string text(const Json& json) {
    return std::string(json.text_or(""));
}

SourceId id_of_pair(const Json& pair) {
    return {text(pair.items()[0]), text(pair.items()[1])};
}

class SharedFiles : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the collection is not there";
    }
    void TearDown() override {
        store_.reset();
        DatabaseTest::TearDown();
    }
    FileReport import(const std::string& name) {
        if (!store_) store_ = open(migrations());
        auto report = import_xzufi_files(*store_, areas(), {folder + name});
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report ? std::move(report->files.front()) : FileReport{};
    }
    Catalogue catalogue() { return {*store_, areas()}; }

    std::unique_ptr<store::Store> store_;
};

std::int64_t whole(const Json& json) {
    return json.as_integer().value_or(0);
}

TEST_P(SharedFiles, GiveTheRightCountsTitlesAndOffices) {
    const Json all = expected();
    int files = 0, lookups = 0;
    for (const auto& [name, counts] : all["files"].members()) {
        const FileReport report = import(name);
        EXPECT_FALSE(report.refused) << name;
        EXPECT_EQ(report.counts.services, whole(counts["services"])) << name;
        EXPECT_EQ(report.counts.organisations, whole(counts["organisations"])) << name;
        EXPECT_EQ(report.counts.specialisations, whole(counts["specialisations"])) << name;
        EXPECT_EQ(report.counts.online_services, whole(counts["onlineServices"])) << name;
        EXPECT_EQ(report.counts.responsibilities, whole(counts["responsibilities"])) << name;
        EXPECT_EQ(report.counts.deleted, whole(counts["deletes"])) << name;
        EXPECT_EQ(report.counts.pending, 0) << name;
        EXPECT_LT(report.finding_count, 40) << name;
        for (const Json& title : counts["titles"].items()) {
            const auto service = catalogue().service(id_of_pair(title["service"]));
            ASSERT_TRUE(service.has_value());
            EXPECT_EQ(in(service->title(), Language::German), title["title"].text_or(""));
            EXPECT_EQ(service->keys.size(), title["keys"].items().size());
        }
        const auto number = catalogue().change_number();
        const FileReport again = import(name);
        EXPECT_EQ(again.counts.changed, 0) << name;
        EXPECT_EQ(again.counts.deleted, report.counts.deleted);
        EXPECT_EQ(*catalogue().change_number(), *number) << "the same file twice changes nothing";
        ++files;
    }
    for (const Json& lookup : all["lookups"].items()) {
        std::vector<SourceId> services;
        if (lookup.has("service")) {
            services.push_back(id_of_pair(lookup["service"]));
        } else {
            const auto found =
                catalogue().services_with_key(*ServiceKey::parse(text(lookup["leika"])));
            for (const Service& service : *found) {
                // Other files have services with the same key.
                const bool munich = text(lookup["file"]) == "munich.xml";
                if (munich == (service.id.agency == "L900162")) services.push_back(service.id);
            }
        }
        const Date day = *parse_date(lookup.has("day") ? text(lookup["day"]) : "2026-06-01");
        const auto competence =
            catalogue().competent(services, *Ars::parse(text(lookup["ars"])), day);
        ASSERT_TRUE(competence.has_value()) << competence.error().message;
        std::vector<SourceId> found, wanted;
        for (const Candidate& c : competence->competent) found.push_back(c.responsibility.holder);
        for (const Json& pair : lookup["organisations"].items()) wanted.push_back(id_of_pair(pair));
        std::sort(wanted.begin(), wanted.end());
        EXPECT_EQ(found, wanted) << text(lookup["why"]);
        ++lookups;
    }
    std::cout << files << " files, " << lookups << " lookups\n";
    EXPECT_GT(files, 0);
    EXPECT_GT(lookups, 0);
}

std::string all_texts(const Service& service) {
    std::string texts;
    for (const TextModule& module : service.modules) {
        for (const auto& [language, content] : module.content) texts += content + "\n";
    }
    return texts;
}

TEST_P(SharedFiles, BrokenOnesHaveTheOutcomeTheirListStates) {
    const Json all = expected();
    int cases = 0;
    for (const Json& entry : all["broken"].items()) {
        const std::string name = text(entry["file"]);
        store_.reset();
        auto own = store::testing::make_test_database("sqlite");
        ASSERT_TRUE(own.has_value());
        auto opened = store::Store::open((*own)->options(migrations()), clock(), random());
        ASSERT_TRUE(opened.has_value());
        store_ = std::move(*opened);
        const auto begin = std::chrono::steady_clock::now();
        const FileReport report = import("broken/" + name);
        EXPECT_LT(std::chrono::steady_clock::now() - begin,
                  std::chrono::seconds(entry.has("maxSeconds") ? whole(entry["maxSeconds"]) : 5));
        std::string outcomes;
        for (const Json& outcome : entry["outcome"].items()) outcomes += text(outcome) + " ";
        std::string reasons;
        for (const ImportFinding& finding : report.findings) {
            reasons += text_of(finding, Language::German) + "\n";
        }
        EXPECT_NE(outcomes.find(std::string(report.outcome()) + " "), std::string::npos)
            << name << ": " << report.outcome() << "\n"
            << reasons;
        const auto counts = count_objects(**store_->reader());
        if (entry.has("stored")) {
            EXPECT_EQ(counts->services, whole(entry["stored"]["services"])) << name << reasons;
            EXPECT_EQ(counts->organisations, whole(entry["stored"]["organisations"])) << name;
            EXPECT_EQ(counts->responsibilities, whole(entry["stored"]["responsibilities"])) << name;
        }
        if (entry.has("pending")) {
            EXPECT_EQ(report.counts.pending, whole(entry["pending"])) << name;
        }
        const auto service = catalogue().service({"L900999", "1"});
        if (entry.has("keys")) {
            std::vector<std::string> found, wanted;
            for (const ServiceKey& key : service->keys) found.push_back(key.digits());
            for (const Json& key : entry["keys"].items()) wanted.push_back(text(key));
            EXPECT_EQ(found, wanted) << name;
        }
        for (const auto& [value, title] : entry["titles"].members()) {
            EXPECT_EQ(in(service->title(), Language::German), title.text_or("")) << name;
        }
        for (const Json& part : entry["textContains"].items()) {
            EXPECT_NE(all_texts(*service).find(text(part)), std::string::npos) << name;
        }
        for (const Json& part : entry["textNotContains"].items()) {
            EXPECT_EQ(all_texts(*service).find(text(part)), std::string::npos) << name;
        }
        store_.reset();
        ++cases;
    }
    std::cout << cases << " broken files\n";
    EXPECT_GT(cases, 0);
}

INSTANTIATE_TEST_SUITE_P(Databases, SharedFiles, ::testing::Values("sqlite", "postgres"),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::catalogue
