#include "forms/draft_table.h"

#include <gtest/gtest.h>

#include "forms/resume_code.h"
#include "store/testing.h"

namespace dw::forms {
namespace {

class Drafts : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override { return draft_migrations(); }
    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        blobs_ = store::open_blobs(store());
        table_.emplace(store(), *blobs_);
    }
    void TearDown() override {
        table_.reset();
        blobs_.reset();
        OpenStoreTest::TearDown();
    }

    OpenedDraft begin(std::string_view token = "") {
        auto opened = table().start({.tenant = tenant_,
                                     .package_name = "hundesteuer-anmeldung",
                                     .service = {"B1", "hund"},
                                     .organisation = {"B1", "amt"},
                                     .place = *Ars::parse("04012"),
                                     .language = Language::English},
                                    token);
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        return *opened;
    }
    Draft open(const OpenedDraft& opened) {
        auto draft = table().open(opened.draft.id, opened.token);
        EXPECT_TRUE(draft.has_value()) << (draft ? "" : draft.error().message);
        return *draft;
    }
    DraftTable& table() { return *table_; }

    std::unique_ptr<store::BlobStore> blobs_;
    std::optional<DraftTable> table_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Drafts, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Drafts, KeepWhatWasSaved) {
    const OpenedDraft opened = begin();
    Draft draft = open(opened);
    draft.answers.set("vorname", "Elif");
    draft.answered = {"person"};
    ASSERT_TRUE(table().save(draft));
    const Draft again = open(opened);
    EXPECT_EQ(again.answers["vorname"].text_or(""), "Elif");
    EXPECT_EQ(again.answered, draft.answered);
    EXPECT_EQ(again.place, *Ars::parse("04012"));
    EXPECT_EQ(again.language, Language::English);
    EXPECT_EQ(again.code, opened.draft.code);
}

TEST_P(Drafts, OfOthersLookAsIfTheyWereNotThere) {
    const OpenedDraft opened = begin();
    for (const char* token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAA"}) {
        const auto stranger = table().open(opened.draft.id, token);
        ASSERT_FALSE(stranger) << token;
        EXPECT_EQ(stranger.error().kind, ErrorKind::NotFound);
    }
}

TEST_P(Drafts, SecondSaveOfTheSameVersionIsAConflict) {
    const Draft draft = open(begin());
    ASSERT_TRUE(table().save(draft));
    const auto second = table().save(draft);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Conflict);
}

TEST_P(Drafts, CodeOpensThemOnAnotherDevice) {
    const OpenedDraft opened = begin();
    std::string typed = opened.draft.code;
    for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::tolower(c));
    const auto elsewhere = table().resume(typed, "");
    ASSERT_TRUE(elsewhere) << elsewhere.error().message;
    EXPECT_NE(elsewhere->token, opened.token);
    EXPECT_EQ(open(*elsewhere).id, opened.draft.id);
    EXPECT_EQ(open(opened).id, opened.draft.id);
    for (const char* wrong : {"", "22222-22222-22222", "Käse", "AEIOU-AEIOU-AEIOU"}) {
        EXPECT_FALSE(table().resume(wrong, "")) << wrong;
    }
}

TEST_P(Drafts, ForgottenDeviceCannotOpenThemButTheCodeCan) {
    const OpenedDraft opened = begin();
    ASSERT_TRUE(table().forget_device(opened.token));
    EXPECT_FALSE(table().open(opened.draft.id, opened.token));
    EXPECT_TRUE(table().resume(opened.draft.code, ""));
}

// Somebody who may write to the database, has a draft of the own, but no key.
TEST_P(Drafts, RowsOfSomebodyElsesMakingOpenNoOtherDraft) {
    const OpenedDraft mine = begin(), other = begin();
    const auto write = [&](const std::string& sql, store::Values parameters) {
        EXPECT_TRUE(commit(mine.draft.tenant, {{sql, std::move(parameters), 1}})) << sql;
    };
    write("delete from draft_access where draft = $1", {store::of(other.draft.id)});
    write("update draft_access set draft = $1", {store::of(other.draft.id)});
    EXPECT_FALSE(table().open(other.draft.id, mine.token));
    EXPECT_TRUE(table().of_device(mine.token).value_or({}).empty());
    write("update draft set code_hash = $1 where id = $2",
          {Bytes(32, 7), store::of(mine.draft.id)});
    const Digest hash = hash_of_code(mine.draft.code);
    write("update draft set code_hash = $1 where id = $2",
          {Bytes(hash.begin(), hash.end()), store::of(other.draft.id)});
    EXPECT_FALSE(table().resume(mine.draft.code, ""));
}

TEST_P(Drafts, OfADeviceAreListedNewestFirst) {
    const OpenedDraft first = begin();
    clock().advance(std::chrono::seconds{1});
    const OpenedDraft second = begin(first.token);
    EXPECT_EQ(second.token, first.token);
    const auto drafts = table().of_device(first.token);
    ASSERT_TRUE(drafts);
    ASSERT_EQ(drafts->size(), 2U);
    EXPECT_EQ((*drafts)[0].id, second.draft.id);
}

TEST_P(Drafts, AreGoneWithTheirKeysAfterThirtyDays) {
    const OpenedDraft opened = begin();
    clock().advance(draft_days - std::chrono::hours{1});
    EXPECT_EQ(table().delete_expired().value_or(-1), 0);
    EXPECT_TRUE(table().open(opened.draft.id, opened.token));
    clock().advance(std::chrono::hours{2});
    EXPECT_FALSE(table().open(opened.draft.id, opened.token));  // before the timer as well
    EXPECT_EQ(table().delete_expired().value_or(-1), 1);
    EXPECT_EQ(count("select count(*) from draft"), 0);
    EXPECT_EQ(count("select count(*) from draft_access"), 0);
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'draft%'"), 0);
}

TEST_P(Drafts, RemovedOnesLeaveNothing) {
    const Draft draft = open(begin());
    ASSERT_TRUE(table().remove(draft));
    EXPECT_EQ(count("select count(*) from draft"), 0);
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'draft%'"), 0);
}

TEST_P(Drafts, AFileThatWasTakenOutAgainIsLostWithItsDraft) {
    const OpenedDraft opened = begin();
    Draft draft = open(opened);
    const auto kept = table().keep_file(draft, {.field = "nachweis_datei"}, as_bytes("%PDF-1.7"));
    ASSERT_TRUE(kept);
    draft.uploads = {*kept};
    ASSERT_TRUE(table().save(draft));
    draft = open(opened);
    draft.uploads.clear();
    ASSERT_TRUE(table().save(draft));
    ASSERT_TRUE(table().remove(open(opened)));
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'draft%'"), 0);
}

TEST_P(Drafts, AreSentOnceAndKeepTheConfirmationForADay) {
    const OpenedDraft opened = begin();
    const Draft draft = open(opened);
    const auto sent = table().mark_sent(draft, Json::object({{"number", "AB-1"}}));
    ASSERT_TRUE(sent);
    ASSERT_TRUE(commit(tenant_, *sent));
    const Draft after = open(opened);
    ASSERT_TRUE(after.was_sent());
    EXPECT_EQ((*after.confirmation)["number"].text_or(""), "AB-1");
    const auto twice = commit(tenant_, *table().mark_sent(after, Json::object()));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().kind, ErrorKind::Conflict);
    clock().advance(confirmation_hours + std::chrono::minutes{1});
    EXPECT_EQ(table().delete_expired().value_or(-1), 1);
    EXPECT_EQ(count("select count(*) from draft"), 0);
}

TEST_P(Drafts, UploadsGoOnWithTheCaseWhenSentAndAreLostWhenNot) {
    const std::string content = "%PDF-1.7 Nachweis";
    for (const bool send : {true, false}) {
        const OpenedDraft opened = begin();
        Draft draft = open(opened);
        Upload description;
        description.field = "nachweis_datei";
        description.file_name = "nachweis.pdf";
        const auto kept = table().keep_file(draft, description, as_bytes(content));
        ASSERT_TRUE(kept) << kept.error().message;
        draft.uploads = {*kept};
        ASSERT_TRUE(table().save(draft));
        EXPECT_TRUE(table().refers_to(tenant_, kept->blob).value_or(false));
        if (send) {
            ASSERT_TRUE(commit(tenant_, *table().mark_sent(open(opened), Json::object())));
            EXPECT_FALSE(table().refers_to(tenant_, kept->blob).value_or(true));
        }
        clock().advance(draft_days + std::chrono::hours{1});
        EXPECT_EQ(table().delete_expired().value_or(-1), 1);
        const auto reader = store().reader();
        ASSERT_TRUE(reader);
        EXPECT_EQ(store().keys().by_id(**reader, tenant_, kept->key).has_value(), send);
    }
}

TEST(ResumeCode, HasNoWordsAndNothingThatLooksAlike) {
    SeededRandom random(7);
    const std::string code = new_resume_code(random);
    EXPECT_EQ(code.size(), 17U);
    EXPECT_EQ(code.find_first_of("AEIOUL01"), code.npos);
    EXPECT_EQ(tidied_resume_code(code), code);
    EXPECT_EQ(tidied_resume_code(" " + code + " "), code);
    EXPECT_EQ(tidied_resume_code(code + "2"), "");
}

}  // namespace
}  // namespace dw::forms
