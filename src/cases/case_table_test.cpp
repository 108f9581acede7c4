// The rows made from a case: found again by number, and the same when they are made anew.
#include "cases/case_table.h"

#include <gtest/gtest.h>

#include "cases/case_log.h"
#include "cases/cases_fixture.h"
#include "cases/status_access.h"
#include "store/event_log.h"

namespace dw::cases {
namespace {

using store::of;

class CaseTable : public testing::CasesTest {
  protected:
    forms::Submission with_documents(int documents) {
        auto sent = submission();
        for (int i = 0; i < documents; ++i)
            sent.uploads.push_back({.field = "nachweis",
                                    .file_name = "nachweis.pdf",
                                    .media_type = "application/pdf",
                                    .size = 12,
                                    .blob = store::BlobId::make(clock(), random()),
                                    .key = store::KeyId::make(clock(), random())});
        return sent;
    }

    // One case for each thing that may happen, and one in another town.
    void live() {
        const auto& clara = who("clara");
        const auto& jan = who("jan");
        open_case();
        const auto taken = open_case(with_documents(2)).id;
        ASSERT_TRUE(cases().take(clara, taken, 5));
        ASSERT_TRUE(cases().add_note(clara, taken, "Rückruf"));
        const auto asked = open_case().id;
        ASSERT_TRUE(cases().take(clara, asked, 3));
        ASSERT_TRUE(cases().send_message(clara, asked, 4, "Rasse?", AnswerWanted::Yes));
        const auto handed_over = open_case().id;
        ASSERT_TRUE(cases().take(clara, handed_over, 3));
        ASSERT_TRUE(cases().hand_over(clara, handed_over, 4, {jan.person, {}, "bitte"}));
        const auto handed_back = open_case().id;
        ASSERT_TRUE(cases().take(jan, handed_back, 3));
        ASSERT_TRUE(cases().hand_over(jan, handed_back, 4, {{}, jan.teams.at(0), ""}));
        const auto decided = open_case(with_documents(1)).id;
        ASSERT_TRUE(cases().decide(clara, decided, 4, "festgesetzt", "§ 155 AO"));
        ASSERT_TRUE(cases().add_note(clara, decided, "Akte geschlossen"));
        const auto withdrawn = open_case().id;
        ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), withdrawn}, ConfirmContact{}));
        ASSERT_TRUE(act_as_party(cases(), {bremerhaven(), withdrawn}, Withdraw{}));
        const auto elsewhere = open_case(submission(testing::hannover_office)).id;
        ASSERT_TRUE(cases().take(who("hanna"), elsewhere, 3));
    }

    // All but the sealed summaries, whose nonces differ each time.
    std::vector<std::string> clear_rows() {
        std::vector<std::string> all;
        for (const auto* sql :
             {"select tenant, id, number, code_hash, organisation, state, due, received, service, "
              "package, assignee, sequence from case_row",
              "select * from case_document", "select * from visible"})
            for (auto& line : lines(sql)) all.push_back(std::move(line));
        return all;
    }
    // What the summaries say, as people read them.
    std::vector<std::string> told() {
        std::vector<std::string> all;
        for (const auto* name : {"clara", "jan", "lena", "hanna"})
            for (const auto inbox : {Inbox::Mine, Inbox::Team, Inbox::Done}) {
                const auto page = cases().inbox(who(name), inbox, "", 100);
                EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().message);
                if (!page) continue;
                for (const auto& row : page->rows) all.push_back(told(name, row));
            }
        return all;
    }
    std::string told(const std::string& name, const InboxRow& row) {
        const auto file = file_of(name, row.id);
        std::string text = name + " " + row.number + " " + row.subject + " " + row.holder + " " +
                           row.outcome.value_or("-") + " " + to_string(row.due) + " acts " +
                           std::to_string(file.acts);
        for (const auto& entry : file.history)
            text += " " + entry.actor + ":" + std::string(kind_of(*entry.event));
        return text;
    }

    Result<std::int64_t> rebuild() {
        DW_TRY(const auto connection, store().database().connect(store::Access::Write));
        return store::rebuild(*connection, store().keys(), {case_projection(store().keys())});
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, CaseTable, store::testing::databases(),
                         store::testing::database_name);

TEST_P(CaseTable, RowsMadeAnewFromTheLogAreTheSame) {
    live();
    const auto rows = clear_rows();
    const auto words = told();
    EXPECT_EQ(rows.size(), 8u + 3u + 21u) << "cases, documents, who sees them";
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from visible", {}},
                                       {"delete from case_document", {}},
                                       {"update case_row set state = 9, sequence = 99", {}}}));
    EXPECT_NE(clear_rows(), rows);
    const auto streams = rebuild();
    ASSERT_TRUE(streams.has_value()) << streams.error().message;
    EXPECT_EQ(*streams, 8);
    EXPECT_EQ(clear_rows(), rows);
    EXPECT_EQ(told(), words);
}

TEST_P(CaseTable, MakingRowsAnewTouchesNothingElse) {
    live();
    const auto others = [this] {
        auto all = contents();
        std::erase_if(all, [](const std::string& line) { return line.starts_with("case_row: "); });
        return all;
    };
    const auto before = others();
    ASSERT_TRUE(rebuild());
    EXPECT_EQ(others(), before);
}

TEST_P(CaseTable, ACaseWhoseContentWasDestroyedHasNoRowsAndHindersNobody) {
    live();
    const auto gone = open_case().id;
    const store::Values place{of(bremerhaven()), of(gone)};
    const auto key = [&] {
        const auto reader = store().reader();
        const auto shared = compartment_name(gone, Compartment::Shared);
        return store().keys().by_compartment(**reader, bremerhaven(), shared)->id;
    }();
    ASSERT_TRUE(
        commit(bremerhaven(), {store::KeyRing::destroy(bremerhaven(), key),
                               {"delete from case_row where tenant = $1 and id = $2", place},
                               {"delete from visible where tenant = $1 and case_id = $2", place}}));
    store().keys().forget(bremerhaven(), key);
    const auto rows = clear_rows();
    const auto streams = rebuild();
    ASSERT_TRUE(streams.has_value()) << streams.error().message;
    EXPECT_EQ(*streams, 9);
    EXPECT_EQ(clear_rows(), rows);
}

TEST_P(CaseTable, WorkGoesOnWithRowsMadeAnew) {
    const auto id = open_case().id;
    ASSERT_TRUE(rebuild());
    ASSERT_TRUE(cases().take(who("clara"), id, 3));
    const auto rows = clear_rows();
    ASSERT_TRUE(rebuild());
    EXPECT_EQ(clear_rows(), rows);
}

TEST_P(CaseTable, TheLogOfALifeIsSound) {
    live();
    const auto reader = store().reader();
    const auto report = store::verify_log(**reader);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_TRUE(report->faults.empty());
    EXPECT_EQ(report->tenants, 2);
    EXPECT_EQ(report->events, count("select count(*) from event"));
    EXPECT_EQ(count("select sum(position) from log_head"), report->events);
}

TEST_P(CaseTable, ACaseIsFoundByItsNumberInItsTownOnly) {
    const auto opened = open_case();
    const auto reader = store().reader();
    const auto lock = find_by_number(**reader, bremerhaven(), opened.number);
    ASSERT_TRUE(lock && *lock);
    EXPECT_EQ((*lock)->place.id, opened.id);
    EXPECT_EQ((*lock)->place.tenant, bremerhaven());
    EXPECT_FALSE(*find_by_number(**reader, hannover(), opened.number));
    EXPECT_FALSE(*find_by_number(**reader, bremerhaven(), "222-222-222"));
}

}  // namespace
}  // namespace dw::cases
