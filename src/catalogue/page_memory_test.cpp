#include "catalogue/page_memory.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

const Instant morning = *parse_instant("2026-03-02T08:00:00Z");

web::Request request(std::string path) {
    web::Request asked;
    asked.path = std::move(path);
    asked.csrf_token = "token";
    asked.received = morning;
    return asked;
}

class PageMemoryTest : public ::testing::Test {
  protected:
    std::string page(const web::Request& asked, const CatalogueState& state) {
        return memory_
            .page(asked, state,
                  [&] {
                      ++written_;
                      web::Response response = answer_;
                      response.body += " " + std::to_string(written_);
                      return response;
                  })
            .body;
    }

    PageMemory memory_;
    CatalogueState state_{.change = 1, .day = *parse_date("2026-03-02")};
    web::Response answer_;
    int written_ = 0;
};

TEST_F(PageMemoryTest, APageIsWrittenOnceForEverybody) {
    EXPECT_EQ(page(request("/leistung/1"), state_), " 1");
    EXPECT_EQ(page(request("/leistung/1"), state_), " 1");
    EXPECT_EQ(page(request("/leistung/2"), state_), " 2");
    auto with_place = request("/leistung/1");
    with_place.query.add("ort", "04012");
    EXPECT_EQ(page(with_place, state_), " 3");
    auto english = request("/leistung/1");
    english.language = Language::English;
    EXPECT_EQ(page(english, state_), " 4");
}

TEST_F(PageMemoryTest, AnImportOrANewDayMakesItAnew) {
    EXPECT_EQ(page(request("/leistung/1"), state_), " 1");
    EXPECT_EQ(page(request("/leistung/1"), {.change = 2, .day = state_.day}), " 2");
    EXPECT_EQ(page(request("/leistung/1"), {.change = 2, .day = *parse_date("2026-03-03")}), " 3");
    auto later = request("/leistung/1");
    later.received += std::chrono::minutes(1);
    EXPECT_EQ(page(later, {.change = 2, .day = *parse_date("2026-03-03")}), " 4");
}

TEST_F(PageMemoryTest, WhatIsSomebodysOwnIsNotKept) {
    answer_.body = "csrf=token";
    EXPECT_EQ(page(request("/leistung/1"), state_), "csrf=token 1");
    EXPECT_EQ(page(request("/leistung/1"), state_), "csrf=token 2");
    answer_.body = "";
    answer_.status = 404;
    page(request("/leistung/1"), state_);
    answer_.status = 200;
    answer_.header("Set-Cookie", "a=b");
    page(request("/leistung/1"), state_);
    page(request("/leistung/1"), state_);
    EXPECT_EQ(written_, 5);
}

TEST_F(PageMemoryTest, ManyPagesDoNotFillTheMemory) {
    answer_.body = std::string(1024 * 1024, 'x');
    for (int i = 0; i < 100; ++i) page(request("/leistung/" + std::to_string(i)), state_);
    page(request("/leistung/99"), state_);
    page(request("/leistung/0"), state_);
    EXPECT_EQ(written_, 101);
}

}  // namespace
}  // namespace dw::catalogue
