#include "catalogue/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>
#include <thread>

#include "catalogue/search_segment.h"
#include "catalogue/search_segment_builder.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const Date day{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}};

Ars ars(std::string_view text) {
    return *Ars::parse(text);
}

// A catalogue in memory that counts its changes.
class Shelf {
  public:
    SearchDocument& put(std::string_view value, std::string title) {
        std::lock_guard lock(mutex_);
        auto& document = documents_[id(value)];
        document.service = id(value);
        document.title_de = std::move(title);
        document.keywords.clear();
        touched_[id(value)] = ++change_;
        return document;
    }
    void remove(std::string_view value) {
        std::lock_guard lock(mutex_);
        documents_.erase(id(value));
        touched_[id(value)] = ++change_;
    }
    // Somebody is in charge of it in the area.
    void offer(std::string_view value, std::string_view area) {
        std::lock_guard lock(mutex_);
        offers_.push_back({id(value), ars(area)});
        documents_[id(value)].has_responsibility = true;
        touched_[id(value)] = ++change_;
        offered_change_ = change_;
    }
    // Touches everything in one change.
    void touch_all() {
        std::lock_guard lock(mutex_);
        ++change_;
        for (auto& [service, at] : touched_) at = change_;
    }
    void go_back_to(std::int64_t change) {
        std::lock_guard lock(mutex_);
        change_ = change;
    }
    void rename(std::string stamp) {
        std::lock_guard lock(mutex_);
        stamp_ = std::move(stamp);
    }
    int readings() const { return readings_; }
    int questions() const { return questions_; }
    void answer_slowly() { patience_ = std::chrono::milliseconds(50); }

    SearchSource source() {
        return {.change_number =
                    [this] {
                        std::lock_guard lock(mutex_);
                        return Result(change_);
                    },
                .stamp =
                    [this] {
                        std::lock_guard lock(mutex_);
                        return Result(stamp_);
                    },
                .each = [this](const auto& each) -> Outcome {
                    std::lock_guard lock(mutex_);
                    ++readings_;
                    for (const auto& [key, document] : documents_) DW_TRY_DO(each(document));
                    return Nothing{};
                },
                .touched = [this](std::int64_t change,
                                  std::size_t limit) -> Result<std::vector<TouchedService>> {
                    std::lock_guard lock(mutex_);
                    std::vector<TouchedService> after;
                    for (const auto& [service, at] : touched_) {
                        if (at <= change) continue;
                        const auto found = documents_.find(service);
                        const bool gone = found == documents_.end();
                        after.push_back(
                            {service, at, gone ? std::nullopt : std::optional(found->second)});
                    }
                    std::sort(after.begin(), after.end(), [](const auto& a, const auto& b) {
                        return std::tie(a.change, a.service) < std::tie(b.change, b.service);
                    });
                    if (after.size() > limit) after.resize(limit);
                    return after;
                },
                .offered = [this](const Ars& place) -> Result<std::vector<std::int64_t>> {
                    std::lock_guard lock(mutex_);
                    ++questions_;
                    std::this_thread::sleep_for(patience_);
                    std::vector<std::int64_t> services;
                    for (const auto& [service, area] : offers_) {
                        if (area.contains(place)) services.push_back(ref_of(service));
                    }
                    std::sort(services.begin(), services.end());
                    return services;
                },
                .offered_change = [this]() -> Result<std::int64_t> {
                    std::lock_guard lock(mutex_);
                    return offered_change_;
                }};
    }

  private:
    static SourceId id(std::string_view value) { return {"L1", std::string(value)}; }
    std::map<SourceId, SearchDocument> documents_;
    std::map<SourceId, std::int64_t> touched_;
    std::vector<std::pair<SourceId, Ars>> offers_;
    std::int64_t change_ = 0, offered_change_ = 0;
    std::string stamp_ = "one";
    int readings_ = 0, questions_ = 0;
    std::chrono::milliseconds patience_{0};
    std::mutex mutex_;  // the index reads in the background
};

class SearchTest : public testing::Test {
  protected:
    SearchTest()
        : dir_(testing::TempDir() + "/search-" +
               testing::UnitTest::GetInstance()->current_test_info()->name()) {
        std::filesystem::remove_all(dir_);
    }
    ~SearchTest() override { std::filesystem::remove_all(dir_); }

    std::unique_ptr<SearchIndex> open() { return *SearchIndex::open(shelf_.source(), dir_); }
    std::string file() const { return dir_ + "/search.segment"; }

    static std::vector<std::string> found(const SearchIndex& index, SearchQuery query) {
        query.day = day;
        std::vector<std::string> values;
        const auto answer = index.search(query);
        EXPECT_TRUE(answer.has_value());
        for (const auto& hit : answer->hits) values.push_back(hit.service.value);
        return values;
    }
    static std::vector<std::string> found(const SearchIndex& index, std::string text) {
        return found(
            index,
            SearchQuery{
                .text = std::move(text), .area = {}, .cursor = {}, .topic = {}, .initial = {}});
    }
    void put_some() {
        shelf_.put("dog", "Hundesteuer Anmeldung").text["de"] =
            "Wenn Sie einen Hund halten, zahlen Sie Hundesteuer. Melden Sie den Hund an.";
        shelf_.put("dog-off", "Hundesteuer Abmeldung");
        shelf_.put("leash", "Leinenpflicht").keywords["de"] = "Hund";
        shelf_.put("id", "Personalausweis beantragen").title_en = "Apply for an identity card";
        shelf_.put("move", "Wohnsitz anmelden").keywords["de"] = "Ummeldung Umzug";
        shelf_.put("waste", "Müllgebühren").text["de"] = "Was die Abfuhr kostet.";
        shelf_.put("tax", "Steuer: Auskunft");
    }

    Shelf shelf_;
    std::string dir_;
};

TEST_F(SearchTest, TheWordInTheTitleComesFirst) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "Hundesteuer anmelden"), testing::SizeIs(testing::Ge(1U)));
    EXPECT_EQ(found(*index, "Hundesteuer anmelden").front(), "dog");
    EXPECT_EQ(found(*index, "abmelden hundesteuer").front(), "dog-off");
}

TEST_F(SearchTest, WhatOnlyMentionsAWordStaysOutWhenOthersAreAboutIt) {
    put_some();
    auto& text = shelf_.put("passport", "Reisepass").text["de"];
    for (int i = 0; i < 20; ++i) text += "Der Termin dauert eine halbe Stunde. ";
    text += "Nehmen Sie mit: Fotos, Geburtsurkunde, Personalausweis.";
    const auto index = open();
    EXPECT_THAT(found(*index, "perso"), ElementsAre("id"));
    EXPECT_THAT(found(*index, "Geburtsurkunde"), ElementsAre("passport"));
}

TEST_F(SearchTest, WhatManyLookForComesFirstAmongEquals) {
    shelf_.put("exempt", "Befreiung von der Hundesteuer beantragen");
    shelf_.put("dog", "Hund anmelden (Hundesteuer)").keys = {"99102013104000"};
    const auto index = open();
    EXPECT_THAT(found(*index, "hundesteuer"), ElementsAre("dog", "exempt"));
}

TEST_F(SearchTest, SpellingOfUmlautsAndEndingsDoNotMatter) {
    put_some();
    const auto index = open();
    for (const auto* text : {"Müllgebühr", "muellgebuehren", "MÜLLGEBÜHREN", "mullgebuhren"}) {
        EXPECT_THAT(found(*index, text), ElementsAre("waste")) << text;
    }
}

TEST_F(SearchTest, APartOfACompoundIsFound) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "Steuer"), UnorderedElementsAre("tax", "dog", "dog-off"));
    EXPECT_EQ(found(*index, "Steuer").front(), "tax");
}

TEST_F(SearchTest, ACompoundNobodyWroteIsLookedForByItsParts) {
    put_some();
    const auto index = open();
    EXPECT_EQ(found(*index, "Hundesteueranmeldung").front(), "dog");
}

TEST_F(SearchTest, TheLastWordMayBeABeginning) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "personalausw"), ElementsAre("id"));
}

TEST_F(SearchTest, OneWrongLetterIsForgiven) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "Personalasuweis"), ElementsAre("id"));
    EXPECT_THAT(found(*index, "Personalauswais"), ElementsAre("id"));
    EXPECT_THAT(found(*index, "Xylophon"), IsEmpty());
}

TEST_F(SearchTest, EverydayWordsLeadToOfficialOnes) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "perso"), Contains("id"));
    EXPECT_THAT(found(*index, "ich bin umgezogen"), Contains("move"));
}

TEST_F(SearchTest, EnglishTextsAreFoundInEitherLanguage) {
    put_some();
    const auto index = open();
    EXPECT_THAT(found(*index, "identity cards"), Contains("id"));
}

TEST_F(SearchTest, ALeikaKeyFindsItsService) {
    shelf_.put("id", "Personalausweis").keys = {"99008001012000"};
    const auto index = open();
    EXPECT_THAT(found(*index, "99008001012000"), ElementsAre("id"));
}

TEST_F(SearchTest, OnlyWhatIsOfferedAtThePlaceThenWhatIsOnlyDescribed) {
    shelf_.put("here", "Hundesteuer in Bremerhaven");
    shelf_.put("there", "Hundesteuer in München");
    shelf_.put("federal", "Hundesteuer bundesweit");
    shelf_.put("base", "Hundesteuer");
    shelf_.offer("here", "040120000000");
    shelf_.offer("there", "091620000000");
    shelf_.offer("federal", "000000000000");
    const auto index = open();
    SearchQuery query{.text = "hundesteuer",
                      .area = ars("040120000000"),
                      .cursor = {},
                      .day = day,
                      .topic = {},
                      .initial = {}};
    EXPECT_THAT(found(*index, query), UnorderedElementsAre("here", "federal", "base"));
    const auto answer = *index->search(query);
    ASSERT_THAT(answer.hits, SizeIs(3));
    EXPECT_EQ(answer.hits[2].service.value, "base");
    EXPECT_FALSE(answer.hits[2].offered_here);
    EXPECT_TRUE(answer.hits[0].offered_here);
}

TEST_F(SearchTest, InALargeCatalogueWhatIsAboutAWordComesFirst) {
    for (int i = 0; i < 11'000; ++i) {
        shelf_.put("m" + std::to_string(i), "Leistung " + std::to_string(i)).text["de"] =
            "Bringen Sie Ihren Personalausweis mit.";
    }
    shelf_.put("id", "Personalausweis");
    shelf_.put("key", "Ausweise").keywords["de"] = "Personalausweis";
    const auto index = open();
    while (index->documents() < 11'002) std::this_thread::yield();
    const auto few = found(*index, "Personalausweis");
    ASSERT_FALSE(few.empty());
    EXPECT_EQ(few.front(), "id");
    for (int i = 0; i < 200; ++i) shelf_.put("t" + std::to_string(i), "Personalausweis Fall");
    ASSERT_TRUE(index->refresh());
    EXPECT_EQ(found(*index, "Personalausweis").front(), "id");
    EXPECT_EQ(found(*index, "Personalausweis mitbringen Leistung 77").front(), "m77");
}

TEST_F(SearchTest, ADescribedServiceIsLeftOutWhereOneWithItsKeyIsOffered) {
    shelf_.put("here", "Hundesteuer anmelden").keys = {"99102013104000"};
    shelf_.put("base", "Hundesteuer Anmeldung").keys = {"99102013104000"};
    shelf_.offer("here", "04");
    const auto index = open();
    SearchQuery query{.text = "hundesteuer",
                      .area = ars("040120000000"),
                      .cursor = {},
                      .topic = {},
                      .initial = {}};
    EXPECT_THAT(found(*index, query), ElementsAre("here"));
}

TEST_F(SearchTest, AServiceOfAnotherAreaIsNotDescribedHere) {
    shelf_.put("bavarian", "Jagdschein").areas = {"09"};
    const auto index = open();
    SearchQuery query{.text = "jagdschein",
                      .area = ars("040120000000"),
                      .cursor = {},
                      .topic = {},
                      .initial = {}};
    EXPECT_THAT(found(*index, query), IsEmpty());
    query.area = ars("091620000000");
    EXPECT_THAT(found(*index, query), ElementsAre("bavarian"));
}

TEST_F(SearchTest, WhatIsNoLongerValidIsNotFound) {
    shelf_.put("old", "Abwrackprämie").validity = {{std::nullopt, parse_date("2025-12-31")}};
    shelf_.put("new", "Abwrackprämie neu").validity = {{parse_date("2026-01-01"), std::nullopt}};
    const auto index = open();
    EXPECT_THAT(found(*index, "abwrackprämie"), ElementsAre("new"));
}

TEST_F(SearchTest, AnEditIsFoundAfterRefresh) {
    put_some();
    const auto index = open();
    shelf_.put("waste", "Sperrmüll abholen lassen");
    shelf_.put("bike", "Fahrradabstellplatz");
    shelf_.remove("tax");
    EXPECT_THAT(found(*index, "Fahrradabstellplatz"), IsEmpty());
    ASSERT_TRUE(index->refresh().has_value());
    EXPECT_THAT(found(*index, "Fahrradabstellplatz"), ElementsAre("bike"));
    EXPECT_THAT(found(*index, "sperrmüll"), ElementsAre("waste"));
    EXPECT_THAT(found(*index, "müllgebühren"), IsEmpty());
    EXPECT_THAT(found(*index, "auskunft"), IsEmpty());
    EXPECT_EQ(index->documents(), 7U);
}

TEST_F(SearchTest, ManyEditsEndInOneNewSegment) {
    put_some();
    const auto index = open();
    for (int i = 0; i < 60; ++i) {
        shelf_.put("n" + std::to_string(i), "Neuigkeit " + std::to_string(i));
        ASSERT_TRUE(index->refresh().has_value());
        EXPECT_THAT(found(*index, "Hundesteuer"), SizeIs(2));
    }
    EXPECT_EQ(index->documents(), 67U);
    EXPECT_THAT(found(*index, "Neuigkeit 59"), Contains("n59"));
}

TEST_F(SearchTest, AChangeOfManyServicesIsFollowedWhole) {
    const auto index = open();
    for (int i = 0; i < 1200; ++i) {
        shelf_.put("n" + std::to_string(i), "Auskunft " + std::to_string(i));
    }
    shelf_.touch_all();
    shelf_.put("last", "Fahrradabstellplatz");
    ASSERT_TRUE(index->refresh().has_value());
    EXPECT_EQ(index->documents(), 1201U);
    EXPECT_THAT(found(*index, "Fahrradabstellplatz"), ElementsAre("last"));
    EXPECT_THAT(found(*index, "Auskunft 1199"), Contains("n1199"));
}

TEST_F(SearchTest, TheCacheIsUsedAgain) {
    put_some();
    { const auto index = open(); }
    EXPECT_EQ(shelf_.readings(), 1);
    shelf_.put("bike", "Fahrradabstellplatz");
    const auto index = open();
    EXPECT_EQ(shelf_.readings(), 1);
    EXPECT_THAT(found(*index, "hundesteuer"), SizeIs(2));
    EXPECT_THAT(found(*index, "Fahrradabstellplatz"), SizeIs(1));
}

TEST_F(SearchTest, ADamagedCacheIsMadeAnew) {
    put_some();
    { const auto index = open(); }
    {
        std::fstream damaged(file(), std::ios::in | std::ios::out | std::ios::binary);
        damaged.seekp(300);
        damaged.put('\x55');
    }
    {
        const auto index = open();
        EXPECT_THAT(found(*index, "hundesteuer"), SizeIs(2));
    }
    EXPECT_EQ(shelf_.readings(), 2);
}

TEST_F(SearchTest, ACacheThatWasCutOffIsMadeAnew) {
    put_some();
    { const auto index = open(); }
    const auto whole = std::filesystem::file_size(file());
    for (const auto size : {whole - 1, whole / 2, std::uintmax_t{50}, std::uintmax_t{0}}) {
        std::filesystem::resize_file(file(), size);
        const auto index = open();
        EXPECT_THAT(found(*index, "hundesteuer"), SizeIs(2)) << size;
    }
}

TEST_F(SearchTest, ACacheCutOffWhileItIsUsedDoesNoHarm) {
    put_some();
    { const auto index = open(); }
    const auto index = open();
    std::filesystem::resize_file(file(), 0);
    EXPECT_THAT(found(*index, "hundesteuer"), SizeIs(2));
}

TEST_F(SearchTest, ALargeCatalogueIsReadInTheBackground) {
    for (int i = 0; i < 20'000; ++i) {
        shelf_.put("n" + std::to_string(i), "Auskunft " + std::to_string(i));
    }
    const auto index = open();
    EXPECT_FALSE(index->search({.text = "Auskunft", .day = day})->complete);
    while (!index->search({.text = "Auskunft", .day = day})->complete)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(index->documents(), 20'000U);
}

TEST_F(SearchTest, ManyWhoAskForOnePlaceCauseOneReading) {
    put_some();
    shelf_.offer("dog", "04011");
    const auto index = open();
    shelf_.answer_slowly();
    std::vector<std::jthread> people;
    for (int i = 0; i < 8; ++i) {
        people.emplace_back([&] {
            EXPECT_TRUE(index->search({.text = "hund", .area = ars("040110000000"), .day = day}));
        });
    }
    people.clear();
    EXPECT_EQ(shelf_.questions(), 1);
}

TEST_F(SearchTest, APlaceIsReadAgainOnlyWhenSomebodyElseIsInCharge) {
    put_some();
    shelf_.offer("dog", "04011");
    const auto index = open();
    const auto found = [&](const std::string& text) {
        const auto answer = index->search({.text = text, .area = ars("040110000000"), .day = day});
        return std::ranges::count_if(answer->hits, &SearchHit::offered_here);
    };
    EXPECT_EQ(found("hund"), 1);
    shelf_.put("dog", "Katze anmelden").has_responsibility = true;
    ASSERT_TRUE(index->refresh());
    EXPECT_EQ(found("katze"), 1);
    EXPECT_EQ(shelf_.questions(), 1);
    shelf_.put("bird", "Vogel anmelden").has_responsibility = true;
    ASSERT_TRUE(index->refresh());
    EXPECT_EQ(found("vogel"), 0);
    shelf_.offer("bird", "04");
    ASSERT_TRUE(index->refresh());
    EXPECT_EQ(found("vogel"), 1);
    EXPECT_EQ(shelf_.questions(), 2);
}

TEST_F(SearchTest, TheCacheOfAnotherCatalogueIsNotUsed) {
    put_some();
    { const auto index = open(); }
    shelf_.rename("two");
    { const auto index = open(); }
    EXPECT_EQ(shelf_.readings(), 2);
}

TEST_F(SearchTest, ADatabasePutBackToAnEarlierStateIsReadAgain) {
    put_some();
    const auto index = open();
    shelf_.go_back_to(2);
    ASSERT_TRUE(index->refresh().has_value());
    EXPECT_EQ(index->change(), 2);
}

TEST_F(SearchTest, PagesFollowEachOtherWithoutGapOrDouble) {
    for (int i = 0; i < 25; ++i) {
        shelf_.put("n" + std::to_string(i), "Auskunft Nummer " + std::to_string(i));
    }
    const auto index = open();
    for (const std::string text : {"auskunft", ""}) {
        SearchQuery query{.text = text,
                          .area = {},
                          .limit = 10,
                          .cursor = {},
                          .day = day,
                          .topic = {},
                          .initial = {}};
        std::vector<std::string> all;
        do {
            const auto answer = *index->search(query);
            for (const auto& hit : answer.hits) all.push_back(hit.service.value);
            query.cursor = answer.next;
        } while (!query.cursor.empty());
        EXPECT_EQ(all.size(), 25U);
        EXPECT_EQ(std::set(all.begin(), all.end()).size(), 25U);
    }
}

TEST_F(SearchTest, ACursorThatIsNoneIsRefused) {
    const auto index = open();
    for (const std::string cursor : {"x", "MQ", "!!"}) {
        const auto answer = index->search(
            {.text = "a", .area = {}, .cursor = cursor, .day = day, .topic = {}, .initial = {}});
        ASSERT_FALSE(answer.has_value());
        EXPECT_EQ(answer.error().code, "search.cursor");
    }
}

TEST_F(SearchTest, TopicsAndInitialsListWhatIsThere) {
    shelf_.put("a", "Ausweis").topics = {{"100", "Dokumente", "Documents"}};
    shelf_.put("o", "Öffnungszeiten").topics = {{"200", "Bürgerbüro", ""}};
    shelf_.put("n", "24 Stunden").topics = {{"100", "Dokumente", "Documents"}};
    const auto index = open();
    const auto topics = *index->topics({}, Language::English, day);
    ASSERT_THAT(topics, SizeIs(2));
    EXPECT_EQ(topics[0].name, "Bürgerbüro");
    EXPECT_EQ(topics[1].name, "Documents");
    EXPECT_EQ(topics[1].services, 2U);
    EXPECT_THAT(*index->initials({}, day), ElementsAre("#", "a", "o"));
    EXPECT_THAT(
        found(*index,
              SearchQuery{.text = {}, .area = {}, .cursor = {}, .topic = "100", .initial = {}}),
        ElementsAre("n", "a"));
    EXPECT_THAT(
        found(*index,
              SearchQuery{.text = {}, .area = {}, .cursor = {}, .topic = {}, .initial = "o"}),
        ElementsAre("o"));
}

TEST(Segment, EveryFlippedByteIsNoticedOrHarmless) {
    SegmentBuilder builder;
    SearchDocument document;
    document.service = {"L1", "1"};
    document.title_de = "Hundesteuer";
    builder.add(document);
    builder.remove({"L1", "2"});
    const std::string bytes = builder.finish({7, "stamp"});
    ASSERT_TRUE(Segment::from_bytes(bytes).has_value());
    EXPECT_TRUE((*Segment::from_bytes(bytes))->has_removed("L1.2"));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x40);
        EXPECT_FALSE(Segment::from_bytes(flipped).has_value()) << i;
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(Segment::from_bytes(bytes.substr(0, size)).has_value()) << size;
    }
}

}  // namespace
}  // namespace dw::catalogue
