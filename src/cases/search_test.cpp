// Finding cases by the blind index, on every database.
#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/search_words.h"
#include "cases/word_table.h"
#include "store/event_log.h"

namespace dw::cases {
namespace {

using store::of;
using testing::code_of;

class Search : public testing::CasesTest {
  protected:
    CaseId case_of(const std::string& given, const std::string& family,
                   const catalogue::SourceId& office = testing::bremerhaven_office) {
        auto sent = submission(office);
        sent.applicant.given_name = given;
        sent.applicant.family_name = family;
        return open_case(sent).id;
    }
    std::vector<CaseId> found(const std::string& name, const std::string& typed,
                              const std::string& cursor = "", int limit = 25) {
        const auto page = cases().search(who(name), typed, cursor, limit);
        EXPECT_TRUE(page) << (page ? "" : page.error().code);
        std::vector<CaseId> ids;
        if (!page) return ids;
        next_ = page->next;
        for (const auto& row : page->rows) ids.push_back(row.id);
        return ids;
    }
    std::string next_;
};

INSTANTIATE_TEST_SUITE_P(Databases, Search, store::testing::databases(),
                         store::testing::database_name);

using Ids = std::vector<CaseId>;

TEST_P(Search, FindsByWordsThatAllMatchTheNewestFirst) {
    const auto first = case_of("Elif", "Müller");
    clock().advance(std::chrono::hours(1));
    const auto second = case_of("Mia", "Mueller-Öz");
    EXPECT_EQ(found("clara", "müller"), Ids{first});
    EXPECT_EQ(found("clara", "Mueller"), (Ids{second, first}));
    EXPECT_EQ(found("clara", "mia mueller"), Ids{second});
    EXPECT_EQ(found("clara", "oez"), Ids{second});
    EXPECT_EQ(found("clara", "mülle"), Ids{first}) << "the beginning of a family name";
    EXPECT_EQ(found("clara", "muelle"), (Ids{second, first}));
    EXPECT_EQ(found("clara", "Eli Müller"), Ids{}) << "of other words the whole is needed";
    EXPECT_EQ(found("clara", "mül"), Ids{}) << "three letters are too few";
    EXPECT_EQ(found("clara", "Elif Öz"), Ids{});
    EXPECT_EQ(found("clara", ""), Ids{});
    EXPECT_EQ(found("clara", file_of("clara", first).state.opened.number), Ids{first});
}

TEST_P(Search, TheBeginningOfANameFindsNoOtherNameThatBeginsAlike) {
    const auto maier = case_of("Elif", "Schneider");
    clock().advance(std::chrono::hours(1));
    const auto long_one = case_of("Mia", "Schneidewind");
    clock().advance(std::chrono::hours(1));
    case_of("Jo", "Schnell");
    EXPECT_EQ(found("clara", "Schneid"), (Ids{long_one, maier}));
    EXPECT_EQ(found("clara", "schneidew"), Ids{long_one});
    EXPECT_EQ(found("clara", "schneider"), Ids{maier});
    EXPECT_EQ(found("clara", "mia schneid"), Ids{long_one});
    EXPECT_EQ(found("clara", "schneid", "", 1), Ids{long_one});
    ASSERT_FALSE(next_.empty());
    EXPECT_EQ(found("clara", "schneid", next_, 1), Ids{maier});
}

TEST_P(Search, FindsByPostcodeAndByAFormerAddress) {
    auto sent = submission(testing::bremerhaven_office);
    sent.applicant.email.clear();
    sent.applicant.street = "Altgasse 7";
    const auto id = open_case(sent).id;
    EXPECT_EQ(found("clara", "27568"), Ids{id});
    EXPECT_EQ(found("clara", "27568 Bremerhaven"), Ids{id});
    EXPECT_EQ(found("clara", "24103"), Ids{});
    ASSERT_TRUE(
        cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "bestaetigt", ""));
    const auto letter = file_of("clara", id).state.letters.back().sequence;
    const auto today = *file_of("clara", id).state.letters.back().ordered;
    ASSERT_TRUE(cases().post_letter(who("jan"), id, letter, today));
    ASSERT_TRUE(cases().return_letter(who("jan"), id, letter, "verzogen"));
    ASSERT_TRUE(
        cases().order_letter(who("jan"), id, letter, PostalAddress{"Neugasse 2", "24103", "Kiel"}));
    for (const auto* typed : {"24103", "Neugasse Kiel", "27568", "Altgasse 7", "Muster Altgasse"})
        EXPECT_EQ(found("clara", typed), Ids{id}) << typed;
    const auto rows = lines("select * from case_word");
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from case_word", {}}}));
    const auto connection = store().database().connect(store::Access::Write);
    ASSERT_TRUE(store::rebuild(**connection, store().keys(), {case_projection(store().keys())}));
    EXPECT_EQ(lines("select * from case_word"), rows);
}

// The clerks of the dog tax must not learn that somebody has a case elsewhere.
TEST_P(Search, NothingOfACaseSomebodyMayNotRead) {
    const auto here = case_of("Elif", "Geheim");
    case_of("Elif", "Geheim", testing::hannover_office);
    EXPECT_EQ(found("clara", "geheim"), Ids{here});
    EXPECT_EQ(found("lena", "geheim"), Ids{here}) << "a team lead of the same office";
    EXPECT_EQ(found("otto", "geheim"), Ids{}) << "in no team";
    EXPECT_EQ(found("hanna", "geheim").size(), 1U);
    EXPECT_EQ(code_of(cases().search(who("ada"), "geheim", "", 25)), "cases.list")
        << "administering gives no sight of cases";
}

TEST_P(Search, GoesOnWhereItEnded) {
    std::set<CaseId> all, seen;
    for (int i = 0; i < 5; ++i) {
        all.insert(case_of("Elif", "Muster"));
        clock().advance(std::chrono::minutes(1));
    }
    std::string cursor;
    for (int page = 0; page < 3; ++page) {
        for (const auto& id : found("clara", "muster", cursor, 2))
            EXPECT_TRUE(seen.insert(id).second);
        cursor = next_;
    }
    EXPECT_EQ(seen, all);
    EXPECT_EQ(code_of(cases().search(who("clara"), "muster", "x", 25)), "cases.cursor");
}

TEST_P(Search, TheTablesTellNoWord) {
    case_of("Zwetschge", "Vogelbeere");
    for (const auto& line : contents()) {
        EXPECT_EQ(line.find("wetschge"), std::string::npos) << line;
        EXPECT_EQ(line.find("ogelbeere"), std::string::npos) << line;
    }
    EXPECT_GT(count("select count(*) from case_word"), 4);
}

TEST_P(Search, TheSameWordLooksDifferentInEveryOffice) {
    case_of("Elif", "Muster");
    case_of("Elif", "Muster", testing::hannover_office);
    EXPECT_EQ(count("select count(*) from case_word a join case_word b on a.word = b.word "
                    "where a.tenant < b.tenant"),
              0);
}

TEST_P(Search, RowsMadeAnewFromTheLogAreTheSame) {
    case_of("Elif", "Müller");
    const auto rows = lines("select * from case_word");
    ASSERT_TRUE(commit(bremerhaven(), {{"delete from case_word", {}}}));
    EXPECT_EQ(found("clara", "elif"), Ids{});
    const auto connection = store().database().connect(store::Access::Write);
    ASSERT_TRUE(connection);
    ASSERT_TRUE(store::rebuild(**connection, store().keys(), {case_projection(store().keys())}));
    EXPECT_EQ(lines("select * from case_word"), rows);
    EXPECT_EQ(found("clara", "elif").size(), 1U);
}

TEST_P(Search, NothingIsLeftOfADestroyedCase) {
    const auto id = case_of("Elif", "Muster");
    ASSERT_TRUE(cases().decide(who("clara"), id, 3, "bestaetigt", ""));
    EXPECT_EQ(end_of_retention(), 1);
    EXPECT_EQ(count("select count(*) from case_word"), 0);
}

// More cases of others than are looked at for one page: no answer, but a way on.
TEST_P(Search, LooksAtSoManyForOnePageAndNoMore) {
    const auto mine = case_of("Elif", "Muster");
    const auto& clara = who("clara");
    const auto reader = store().reader();
    const auto key = store().keys().by_compartment(**reader, bremerhaven(),
                                                   projection_compartment(clara.organisation));
    ASSERT_TRUE(key);
    std::vector<store::Statement> many;
    for (int i = 0; i < 2100; ++i) {
        clock().advance(std::chrono::seconds(1));
        many.push_back(
            {"insert into case_word (tenant, organisation, word, case_id) "
             "values ($1, $2, $3, $4)",
             {of(bremerhaven()), of(clara.organisation), blind_word(word_key(*key), "muster"),
              of(CaseId::make(clock(), random()))}});
    }
    ASSERT_TRUE(commit(bremerhaven(), std::move(many)));
    EXPECT_EQ(found("clara", "muster"), Ids{});
    ASSERT_FALSE(next_.empty());
    EXPECT_EQ(found("clara", "muster", next_), Ids{mine});
    EXPECT_TRUE(next_.empty());
}

TEST_P(Search, ACaseThatWasPassedOnIsFoundWhereItIsNow) {
    const auto id = case_of("Elif", "Muster");
    const auto office =
        identity().create_organisation(bremerhaven(), {"Gartenamt", "L900100", "garten"}, {});
    ASSERT_TRUE(office);
    const auto person = identity().add_person({bremerhaven(), *office, "Gartenamt"},
                                              {.name = "Gerd",
                                               .login = "garten@stadt.example",
                                               .password = "Ein-langes-Passwort-2026",
                                               .roles = {identity::Role::Clerk},
                                               .teams = {}},
                                              {});
    ASSERT_TRUE(person);
    const auto gerd = *identity().principal(bremerhaven(), *person);
    ASSERT_TRUE(cases().transfer(who("clara"), id, file_of("clara", id).state.sequence,
                                 {*office, "§ 3 VwVfG"}));
    EXPECT_EQ(found("clara", "muster"), Ids{});
    const auto there = cases().search(gerd, "must", "", 25);
    ASSERT_TRUE(there);
    ASSERT_EQ(there->rows.size(), 1U);
    EXPECT_EQ(there->rows.front().id, id);
    const auto reader = store().reader();
    const auto left = (*reader)->query("select word from case_word where organisation = $1",
                                       {of(who("clara").organisation)});
    ASSERT_TRUE(left);
    EXPECT_TRUE(left->empty()) << "nothing is left in the index of the office that gave it away";
}

}  // namespace
}  // namespace dw::cases
