#include "app/emergency_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/program.h"

namespace dw::app {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class EmergencyWriterTest : public ::testing::Test {
  protected:
    void SetUp() override {
        directory_ = fs::temp_directory_path() / ("emergency-" + std::to_string(::getpid()));
        fs::create_directories(directory_);
        auto program = Program::open({.data_dir = (directory_ / "data").string()}, clock_, random_);
        ASSERT_TRUE(program) << program.error().message;
        program_ = std::move(*program);
        auto& identity = program_->identity();
        const auto tenant = identity.create_tenant({.name = "Bremerhaven", .host = ""});
        ASSERT_TRUE(tenant);
        ASSERT_TRUE(identity.create_organisation(
            *tenant, {"Steueramt Bremerhaven", "L900100", "steuer-bremerhaven"}, {}));
        writer_.emplace(program_->cases().neighbours(), packs().string());
    }
    void TearDown() override {
        writer_.reset();
        program_.reset();
        fs::remove_all(directory_);
    }

    fs::path packs() const { return directory_ / "packs"; }
    fs::path folder() const {
        for (const auto& entry : fs::directory_iterator(packs()))
            if (entry.path().extension() == ".dienstweg-notfall") return entry.path();
        return {};
    }
    static std::vector<std::string> names_in(const fs::path& path) {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }

    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    SystemRandom random_;
    fs::path directory_;
    std::unique_ptr<Program> program_;
    std::optional<EmergencyWriter> writer_;
};

TEST_F(EmergencyWriterTest, WritesOnePackADayAndKeepsTheLatest) {
    EXPECT_EQ(writer_->age(), -1);
    ASSERT_TRUE(writer_->write_missing());
    EXPECT_EQ(writer_->age(), 0);
    EXPECT_TRUE(folder().filename().string().starts_with("steueramt-bremerhaven-"));
    EXPECT_THAT(names_in(folder()), ElementsAre("2026-03-02"));
    EXPECT_THAT(names_in(folder() / "2026-03-02"),
                ElementsAre("LIES-MICH.txt", "formulare", "offene-vorgaenge.pdf"));
    const auto written = fs::last_write_time(folder() / "2026-03-02" / "offene-vorgaenge.pdf");
    ASSERT_TRUE(writer_->write_missing());
    EXPECT_EQ(fs::last_write_time(folder() / "2026-03-02" / "offene-vorgaenge.pdf"), written);
    for (int day = 0; day < 4; ++day) {
        clock_.advance(std::chrono::hours(24));
        ASSERT_TRUE(writer_->write_missing());
    }
    EXPECT_THAT(names_in(folder()), ElementsAre("2026-03-04", "2026-03-05", "2026-03-06"));
    EXPECT_EQ(fs::status(folder()).permissions(), fs::perms::owner_all);
}

TEST_F(EmergencyWriterTest, RemovesWhatIsUnfinishedAndOfOfficesThatLeft) {
    ASSERT_TRUE(writer_->write_missing());
    fs::create_directories(folder() / "2026-03-03.neu" / "formulare");
    fs::create_directories(packs() / "gartenamt-00000000.dienstweg-notfall" / "2026-03-01");
    fs::create_directories(packs() / "somebody else");
    clock_.advance(std::chrono::hours(24));
    ASSERT_TRUE(writer_->write_missing());
    EXPECT_THAT(names_in(folder()), ElementsAre("2026-03-02", "2026-03-03"));
    EXPECT_THAT(names_in(packs()), ElementsAre("somebody else", folder().filename().string()));
}

TEST_F(EmergencyWriterTest, NamesThePlaceThatTakesNothing) {
    std::ofstream(packs()) << "a file";
    const auto written = writer_->write_missing();
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, "app.emergency");
    EXPECT_NE(written.error().message.find(packs().string()), std::string::npos);
    EXPECT_EQ(writer_->age(), -1);
}

}  // namespace
}  // namespace dw::app
