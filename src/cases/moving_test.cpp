#include "cases/moving.h"

#include <gtest/gtest.h>

#include "cases/case_log.h"
#include "cases/case_mail.h"
#include "cases/case_number.h"
#include "cases/case_table.h"
#include "cases/cases_fixture.h"
#include "identity/moving.h"
#include "store/event_log.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using store::of;
using testing::code_of;

// Cases of two towns; one of them moves.
class CasesMoveTest : public testing::CasesTest {
  protected:
    void SetUp() override {
        before_ = web::site();
        auto site = before_;
        site.sends_mail = true;
        web::set_site(site);
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        mine_ = open_case();
        open_case(submission(testing::hannover_office));
        target_ = *store::testing::make_test_database("sqlite");
        there_ = *store::Store::open(target_->options(testing::migrations_up_to_cases()), clock(),
                                     random());
    }
    void TearDown() override {
        there_.reset();
        target_.reset();
        CasesTest::TearDown();
        web::set_site(before_);
    }

    store::Owner owner() {
        return identity::owner_of(who("clara").tenant, who("clara").organisation);
    }
    std::vector<store::Movable> modules(store::Store& at) {
        return {identity::movable(at), movable(at)};
    }
    std::string exported() {
        const std::string folder = folder_.path() + "/export";
        const auto done =
            store::export_owner(store(), blobs(), {owner(), folder, "", ""}, modules(store()));
        EXPECT_EQ(code_of(done), "");
        return folder;
    }
    std::string exported_again() { return folder_.path() + "/export"; }
    Result<store::Imported> import_there(const std::string& folder) {
        return store::import_owner(
            *there_, {folder, {}}, modules(*there_),
            {identity::organisation_projection(there_->keys()), case_projection(there_->keys())});
    }

    store::testing::TemporaryDirectory folder_;
    std::unique_ptr<store::testing::TestDatabase> target_;
    std::unique_ptr<store::Store> there_;
    Opened mine_;
    web::Site before_;
};
INSTANTIATE_TEST_SUITE_P(Databases, CasesMoveTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CasesMoveTest, TheCaseItsLineAndItsCodeAreThereAsBefore) {
    const auto imported = import_there(exported());
    ASSERT_EQ(code_of(imported), "");
    const auto tenant = imported->owner.tenant;
    const auto reader = there_->reader();
    const auto here = load_case(**store().reader(), store().keys(), mine_.tenant, mine_.id);
    const auto there = load_case(**reader, there_->keys(), tenant, mine_.id);
    ASSERT_EQ(code_of(there), "");
    ASSERT_EQ(there->history.size(), here->history.size());
    for (std::size_t i = 0; i < here->history.size(); ++i) {
        EXPECT_EQ(there->history[i].event, here->history[i].event);
        EXPECT_EQ(there->history[i].at, here->history[i].at);
        EXPECT_EQ(there->history[i].by, here->history[i].by);
    }
    const auto line = read_line(**reader, there_->keys(), {tenant, mine_.id});
    EXPECT_EQ(line->subject, "Elif Muster");
    const auto lock = find_by_number(**reader, tenant, mine_.number);
    ASSERT_TRUE(lock && *lock);
    EXPECT_EQ((*lock)->code_hash, hash_of_access_code(mine_.number, mine_.code));
    EXPECT_EQ((*reader)->query_one("select count(*) from case_row")->integer(0), 1);
}

TEST_P(CasesMoveTest, MailThatWaitsGoesWithItsCaseAndIsSentOnce) {
    ASSERT_EQ(count("select count(*) from outbox where done_at is null"), 2);
    const auto imported = import_there(exported());
    ASSERT_EQ(code_of(imported), "");
    const auto reader = there_->reader();
    const auto rows = (*reader)->query("select key, payload from outbox where tenant = $1",
                                       {of(imported->owner.tenant)});
    ASSERT_EQ(rows->size(), 1u);
    const auto mail =
        read_mail(**reader, there_->keys(), imported->owner.tenant, rows->front().bytes(1));
    ASSERT_EQ(code_of(mail), "");
    EXPECT_EQ(mail->to, "elif@post.example");
    EXPECT_NE(mail->text.find(mine_.number), std::string::npos);
}

TEST_P(CasesMoveTest, WhatWasDestroyedMovesAsWhatIsLeftOfIt) {
    const auto living = open_case();
    ASSERT_EQ(code_of(cases().decide(who("clara"), mine_.id, 3, "bestaetigt", "")), "");
    ASSERT_EQ(end_of_retention(), 1);
    const auto closed = open_case();
    ASSERT_EQ(code_of(cases().decide(who("clara"), closed.id, 3, "bestaetigt", "")), "");
    const auto imported = import_there(exported());
    ASSERT_EQ(code_of(imported), "");
    const auto tenant = imported->owner.tenant;
    const auto reader = there_->reader();
    const auto there = load_case(**reader, there_->keys(), tenant, mine_.id);
    ASSERT_EQ(code_of(there), "");
    EXPECT_TRUE(there->state.is_destroyed());
    EXPECT_FALSE(there->history.front().event);
    const auto lock = find_by_number(**reader, tenant, mine_.number);
    ASSERT_TRUE(lock && *lock);
    EXPECT_EQ((*lock)->code_hash, hash_of_access_code(mine_.number, mine_.code));
    EXPECT_TRUE(
        load_case(**reader, there_->keys(), tenant, living.id)->history.front().event.has_value());
    EXPECT_TRUE(store::verify_log(**reader)->faults.empty());
    // The closed one goes on being timed, the destroyed one does not.
    const auto timers =
        (*reader)->query("select key from due_timer where kind = $1", {of(retention_timer_kind)});
    ASSERT_EQ(timers->size(), 1u);
    EXPECT_EQ(timers->front().text(0), closed.id.to_string());
    ASSERT_EQ(code_of(store::delete_owner(store(), blobs(), {owner(), exported_again(), {}},
                                          modules(store()))),
              "");
    EXPECT_EQ(count("select count(*) from case_row"), 1);
    // Timers of what has moved away end without a word.
    EXPECT_EQ(end_of_retention(), 0);
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.retention'"), 0);
}

TEST_P(CasesMoveTest, DeletedTheCaseIsGoneAndTheOtherTownStays) {
    const auto deleted =
        store::delete_owner(store(), blobs(), {owner(), exported(), {}}, modules(store()));
    ASSERT_EQ(code_of(deleted), "");
    EXPECT_EQ(count("select count(*) from case_row"), 1);
    EXPECT_EQ(count("select count(*) from person"), 1);
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'wrapping/%'"), 1);
    std::vector<std::string> sent;
    ASSERT_EQ(code_of(cases().send_mail([&](const Mail& mail, const std::string&) {
                  sent.push_back(mail.to);
                  return store::DeliveryReport{store::Delivery::Done, {}};
              })),
              "");
    EXPECT_EQ(sent.size(), 1u);  // Hannover's; what was sealed for the other is settled
    EXPECT_EQ(count("select count(*) from outbox where done_at is null"), 0);
    const auto report = store::verify_log(**store().reader());
    EXPECT_TRUE(report->faults.empty());
    auto connection = store().database().connect(store::Access::Write);
    EXPECT_EQ(code_of(store::rebuild(**connection, store().keys(),
                                     {identity::organisation_projection(store().keys()),
                                      case_projection(store().keys())})),
              "");
    EXPECT_EQ(count("select count(*) from case_row"), 1);
}

}  // namespace
}  // namespace dw::cases
