// Side clauses and enclosures from the choice to the letter, on every database.
#include "cases/decision_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cases/cases_fixture.h"
#include "cases/letter.h"
#include "cases/letter_pdf.h"
#include "forms/pdf_document.h"

namespace dw::cases {
namespace {

using testing::code_of;

class DecisionPartsTest : public testing::CasesTest {
  protected:
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        for (auto& outcome : package.outcomes)
            outcome.letter.side_clauses = {{"Erste.", "First."}, {"Zweite.", "Second."}};
        package.four_eyes.when = four_eyes_;
        return {package};
    }
    CaseState state_of(CaseId id) { return file_of("clara", id).state; }
    CaseId opened_with(const std::vector<std::string>& files) {
        const auto id = open_case().id;
        for (const auto& name : files) {
            const web::UploadedFile scan{
                .field = "datei", .name = name, .content = "%PDF-1.7 " + name};
            EXPECT_TRUE(cases().add_paper(who("clara"), id, scan));
        }
        return id;
    }
    // The outcome that burdens nobody.
    Result<store::Receipt> confirm(CaseId id, const std::string& reasons,
                                   const DecisionParts& parts) {
        return cases().decide(who("clara"), id, state_of(id).sequence, "bestaetigt", reasons,
                              Json::object(), {}, {}, parts);
    }
    std::string letter_of(CaseId id) {
        const auto file = file_of("clara", id);
        std::string all;
        for (const auto& entry : file.history) {
            if (!entry.event || !std::holds_alternative<OutcomeDecided>(*entry.event)) continue;
            const auto text = letter_text(cases(), {.state = file.state,
                                                    .service_title = file.service_title,
                                                    .office_name = file.office_name,
                                                    .writer = entry.actor,
                                                    .at = entry.at,
                                                    .event = *entry.event});
            EXPECT_TRUE(text) << (text ? "" : text.error().code);
            if (!text) return all;
            for (const auto& section : text->sections) {
                all += "# " + section.title + "\n";
                for (const auto& answer : section.answers) all += answer.value + "\n";
            }
        }
        return all;
    }
    forms::FourEyes::When four_eyes_ = forms::FourEyes::When::Never;
};

INSTANTIATE_TEST_SUITE_P(Databases, DecisionPartsTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DecisionPartsTest, WithoutAChoiceTheLetterHasThoseOfThePackage) {
    const auto id = open_case().id;
    ASSERT_TRUE(confirm(id, "", {}));
    EXPECT_FALSE(state_of(id).outcome->side_clauses);
    EXPECT_NE(letter_of(id).find("Erste.\nZweite."), std::string::npos) << letter_of(id);
}

TEST_P(DecisionPartsTest, WhatWasTakenOutIsNotInTheLetterAndBurdensNobody) {
    const auto id = open_case().id;
    ASSERT_TRUE(confirm(id, "", {.side_clauses = std::vector<std::string>{"Zweite."}}));
    EXPECT_FALSE(state_of(id).outcome->side_clauses->has_own);
    const auto letter = letter_of(id);
    EXPECT_EQ(letter.find("Erste."), std::string::npos);
    EXPECT_NE(letter.find("Zweite."), std::string::npos);
    EXPECT_EQ(letter.find("Einspruch"), std::string::npos) << letter;
}

TEST_P(DecisionPartsTest, AnOwnOneBurdensNeedsReasonsAndTellsWhatHelpsAgainstIt) {
    const auto id = open_case().id;
    const DecisionParts parts{.side_clauses = std::vector<std::string>{"Erste.", "Nur bis Mai."}};
    EXPECT_EQ(code_of(confirm(id, " ", parts)), "case.no_reasons");
    ASSERT_TRUE(confirm(id, "Weil der Bau dann fertig ist.", parts));
    EXPECT_TRUE(state_of(id).outcome->side_clauses->has_own);
    const auto letter = letter_of(id);
    EXPECT_NE(letter.find("Nur bis Mai."), std::string::npos);
    EXPECT_NE(letter.find("Einspruch"), std::string::npos) << letter;
}

TEST_P(DecisionPartsTest, AnEnclosureIsNamedWithWhatItHolds) {
    const auto id = opened_with({"plan.pdf", "foto.pdf"});
    const auto document = state_of(id).documents.back();
    ASSERT_TRUE(confirm(id, "", {.enclosures = {document.document}}));
    const auto enclosures = state_of(id).outcome->enclosures;
    ASSERT_EQ(enclosures.size(), 1U);
    EXPECT_EQ(enclosures[0].file_name, "foto.pdf");
    EXPECT_EQ(enclosures[0].sha256, sha256(as_bytes("%PDF-1.7 foto.pdf")));
    const auto letter = letter_of(id);
    EXPECT_NE(
        letter.find("# Anlagen\nfoto.pdf, Prüfsumme SHA-256: " + to_hex(enclosures[0].sha256)),
        std::string::npos)
        << letter;
    EXPECT_EQ(letter.find("plan.pdf"), std::string::npos);
    const auto other = opened_with({"fremd.pdf"});
    EXPECT_EQ(code_of(confirm(other, "", {.enclosures = {document.document}})), "cases.document")
        << "of another case";
}

TEST_P(DecisionPartsTest, ThePostRoomIsToldWhatSomebodyPutsIn) {
    const auto id = opened_with({"plan.pdf"});
    const web::UploadedFile photo{
        .field = "datei", .name = "foto.png", .content = "\x89PNG\r\n\x1a\n Bruno"};
    ASSERT_TRUE(cases().add_paper(who("clara"), id, photo));
    std::vector<DocumentId> both;
    for (const auto& document : state_of(id).documents) both.push_back(document.document);
    ASSERT_TRUE(confirm(id, "", {.enclosures = both}));
    const auto letters = cases().letters_to_post(who("jan"));
    ASSERT_TRUE(letters);
    ASSERT_EQ(letters->size(), 1U);
    EXPECT_EQ(letters->front().by_hand, std::vector<std::string>{"foto.png"});
}

class DecisionPartsDrafted : public DecisionPartsTest {
  protected:
    void SetUp() override {
        four_eyes_ = forms::FourEyes::When::Always;
        DecisionPartsTest::SetUp();
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DecisionPartsDrafted, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DecisionPartsDrafted, TheDraftHasThemAndWhatIsSignedIsWhatWasDrafted) {
    const auto id = opened_with({"plan.pdf"});
    const auto document = state_of(id).documents.back().document;
    ASSERT_TRUE(confirm(
        id, "Weil.",
        {.side_clauses = std::vector<std::string>{"Nur bis Mai."}, .enclosures = {document}}));
    const auto draft = state_of(id).draft;
    ASSERT_TRUE(draft);
    ASSERT_TRUE(cases().sign_draft(who("jan"), id, state_of(id).sequence));
    const auto outcome = *state_of(id).outcome;
    EXPECT_EQ(outcome.side_clauses, draft->decision.side_clauses);
    EXPECT_EQ(outcome.enclosures, draft->decision.enclosures);
    EXPECT_EQ(outcome.enclosures.size(), 1U);
}

}  // namespace
}  // namespace dw::cases
