// Opinions of other offices on every database: who sees what, and what silence means.
#include "cases/opinions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using testing::code_of;

// Two more offices in the tenant of Bremerhaven.
class Opinions : public testing::CasesTest {
  protected:
    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        gardens_ = add_office("Gartenamt", "garten");
        health_ = add_office("Veterinäramt", "vet");
    }
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.deadlines = {"baugb_36"};
        return {package};
    }
    identity::Principal add_office(const std::string& name, const std::string& source) {
        const auto id =
            identity().create_organisation(bremerhaven(), {name, "L900100", source}, {});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        const auto person = identity().add_person({bremerhaven(), *id, name},
                                                  {.name = name,
                                                   .login = source + "@stadt.example",
                                                   .password = "Ein-langes-Passwort-2026",
                                                   .roles = {identity::Role::Clerk},
                                                   .teams = {}},
                                                  {});
        EXPECT_TRUE(person) << (person ? "" : person.error().message);
        const auto principal = identity().principal(bremerhaven(), *person);
        EXPECT_TRUE(principal);
        return *principal;
    }
    void go_to(Date day) {
        const Instant noon = std::chrono::sys_days{day} + std::chrono::hours(12);
        clock().advance(std::chrono::duration_cast<std::chrono::seconds>(noon - clock().now()));
    }
    Result<store::Receipt> ask(CaseId id, const identity::Principal& office,
                               const std::string& law = {}) {
        return cases().ask_opinion(who("clara"), id,
                                   {.office = office.organisation,
                                    .question = "Ist der Hund gefährlich?",
                                    .documents = {},
                                    .until = 2027y / 9 / 15,
                                    .law = law});
    }
    std::vector<OpinionView> waiting(const identity::Principal& office) {
        const auto views = opinions_to_give(cases(), office);
        EXPECT_TRUE(views) << (views ? "" : views.error().message);
        return views.value_or({});
    }
    const Opinion opinion(CaseId id, std::size_t number = 0) {
        return file_of("clara", id).state.opinions.at(number);
    }

    identity::Principal gardens_, health_;
};

INSTANTIATE_TEST_SUITE_P(Databases, Opinions, store::testing::databases(),
                         store::testing::database_name);

TEST_P(Opinions, TheAskedOfficeSeesTheQuestionAndNotTheCase) {
    go_to(2027y / 9 / 1);
    const auto opened = open_case();
    ASSERT_TRUE(ask(opened.id, gardens_));
    ASSERT_TRUE(ask(opened.id, health_)) << "in parallel";
    ASSERT_EQ(waiting(gardens_).size(), 1U);
    const auto view = waiting(gardens_).front();
    EXPECT_EQ(view.number, opened.number);
    EXPECT_EQ(view.opinion.asked.question, "Ist der Hund gefährlich?");
    EXPECT_TRUE(view.documents.empty());
    EXPECT_EQ(code_of(cases().case_file(gardens_, opened.id)), "cases.none");
    EXPECT_TRUE(cases().inbox(gardens_, Inbox::Team, "", 25)->rows.empty());
    EXPECT_EQ(code_of(cases().add_note(gardens_, opened.id, "x")), "cases.none");
    EXPECT_EQ(code_of(opinion_view(cases(), health_, opened.id, view.opinion.asked.opinion)),
              "cases.none")
        << "asked of another office";
    EXPECT_EQ(code_of(opinion_view(cases(), who("otto"), opened.id, view.opinion.asked.opinion)),
              "cases.none");
    EXPECT_EQ(code_of(opinions_to_give(cases(), who("ada"))), "cases.denied");
    EXPECT_EQ(code_of(opinion_document(cases(), gardens_, view, DocumentId{})), "cases.document");

    EXPECT_EQ(code_of(give_opinion(cases(), gardens_, view, " ")), "case.empty_text");
    ASSERT_TRUE(give_opinion(cases(), gardens_, view, "Nein."));
    EXPECT_EQ(code_of(give_opinion(cases(), gardens_, view, "Doch.")), "case.opinion_given");
    EXPECT_EQ(opinion(opened.id).given->text, "Nein.");
    EXPECT_TRUE(waiting(gardens_).empty());
    EXPECT_TRUE(opinion_view(cases(), gardens_, opened.id, view.opinion.asked.opinion))
        << "its own stays to be read";
    EXPECT_EQ(waiting(health_).size(), 1U);
}

TEST_P(Opinions, SilenceIsConsentOnlyWhereALawSaysSo) {
    go_to(2027y / 9 / 1);
    const auto id = open_case().id;
    EXPECT_EQ(code_of(ask(id, gardens_, "hbo_70_1")), "case.no_consent_law") << "of Hesse";
    EXPECT_TRUE(file_of("clara", id).state.deadlines.empty())
        << "it starts when an office is asked";
    EXPECT_EQ(code_of(ask(id, who("hanna"))), "case.no_receiver") << "of another tenant";
    EXPECT_EQ(code_of(ask(id, who("clara"))), "case.no_receiver") << "her own";
    ASSERT_TRUE(ask(id, gardens_));
    ASSERT_TRUE(ask(id, health_, "baugb_36"));
    EXPECT_EQ(to_string(opinion(id, 1).asked.until), "2027-11-01") << "two months, not her day";
    go_to(2027y / 9 / 16);
    EXPECT_EQ(cases().pass_days().value_or(-1), 1);
    EXPECT_TRUE(opinion(id).is_silent);
    EXPECT_FALSE(opinion(id).is_deemed_consent());
    EXPECT_EQ(waiting(gardens_).size(), 1U) << "late is better than never";
    ASSERT_TRUE(give_opinion(cases(), gardens_, waiting(gardens_).front(), "Spät, aber nein."));
    go_to(2027y / 11 / 2);
    EXPECT_EQ(cases().pass_days().value_or(-1), 1);
    EXPECT_EQ(cases().pass_days().value_or(-1), 0);
    EXPECT_TRUE(opinion(id, 1).is_deemed_consent());
}

TEST_P(Opinions, WithTheCaseTheyEnd) {
    go_to(2027y / 9 / 1);
    const auto id = open_case().id;
    ASSERT_TRUE(ask(id, gardens_));
    const auto view = waiting(gardens_).front();
    const auto seen = file_of("clara", id).state.sequence;
    ASSERT_TRUE(cases().decide(who("clara"), id, seen, "bestaetigt", ""));
    EXPECT_TRUE(waiting(gardens_).empty());
    EXPECT_EQ(code_of(give_opinion(cases(), gardens_, view, "Nein.")), "case.closed");
}

}  // namespace
}  // namespace dw::cases
