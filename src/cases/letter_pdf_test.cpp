// What a letter says, and that no burdening decision goes out that cannot say what helps against
// it.
#include "cases/letter_pdf.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/letter.h"
#include "cases/written_letter.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {
namespace {

using testing::code_of;

class LetterPdf : public testing::CasesTest {
  protected:
    CaseId open_at(std::string_view place) {
        auto sent = submission();
        sent.place = *Ars::parse(place);
        sent.applicant.email.clear();
        return open_case(sent).id;
    }
    Result<store::Receipt> assess(CaseId id) {
        const auto details = Json::object({{"jahresbetrag", 12000}, {"zahlbar_bis", "2027-01-15"}});
        return cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "festgesetzt",
                              "Bruno lebt seit Februar bei Ihnen.", details);
    }
    Result<forms::PdfText> last_letter(CaseId id) {
        const auto file = file_of("clara", id);
        for (const auto& entry : file.history) {
            if (!entry.event || !is_for_applicant(*entry.event)) continue;
            return letter_text(cases(), {.state = file.state,
                                         .service_title = file.service_title,
                                         .office_name = file.office_name,
                                         .writer = entry.actor,
                                         .at = entry.at,
                                         .event = *entry.event});
        }
        return not_found("test", "no letter");
    }
    forms::PdfText assessment_at(std::string_view place) {
        const auto id = open_at(place);
        EXPECT_TRUE(assess(id));
        auto text = last_letter(id);
        EXPECT_TRUE(text) << (text ? "" : text.error().code);
        return text ? *std::move(text) : forms::PdfText{};
    }
};

std::string all_of(const forms::PdfText& text) {
    std::string all = text.title + "\n";
    for (const auto& section : text.sections) {
        all += "# " + section.title + "\n";
        for (const auto& answer : section.answers)
            all += (answer.label.empty() ? "" : answer.label + ": ") + answer.value + "\n";
    }
    return all;
}

TEST_P(LetterPdf, ADecisionSaysEverythingThePersonNeeds) {
    const auto text = assessment_at("040120000000");
    ASSERT_TRUE(text.head);
    EXPECT_EQ(text.head->address,
              (std::vector<std::string>{"Elif Muster", "Weg 1", "27568 Bremerhaven"}));
    ASSERT_EQ(text.head->information.size(), 4U);
    EXPECT_EQ(text.head->information[2].value, "clara");
    EXPECT_EQ(text.head->information[3].value, "mit der Post");
    const std::string all = all_of(text);
    std::size_t at = 0;
    for (const auto* part :
         {"# Entscheidung\nDie Hundesteuer ist festgesetzt.", "Steuer im Jahr: ",
          "# Was Sie beachten müssen", "# Begründung\nBruno lebt seit Februar bei Ihnen.",
          "Rechtsgrundlage: ", "# Kosten\n", "# Was Sie gegen diesen Bescheid tun können",
          "Einspruch einlegen. Dafür haben Sie 1 Monat Zeit",
          "(§ 355 Abs. 1 AO; § 347 AO, § 3 BremAbgG)", "Mit freundlichen Grüßen\nclara"}) {
        const auto found = all.find(part, at);
        EXPECT_NE(found, std::string::npos) << part << "\nin\n" << all;
        if (found != std::string::npos) at = found;
    }
    const auto pdf = forms::pdf_document(text);
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(as_text(*pdf).starts_with("%PDF-1."));
}

TEST_P(LetterPdf, WhatHelpsAgainstItDependsOnThePlace) {
    EXPECT_NE(all_of(assessment_at("051110000000")).find("Widerspruch erheben"), std::string::npos);
    EXPECT_NE(all_of(assessment_at("032410001001"))
                  .find("bei: Verwaltungsgericht Hannover, Hannover (§ 74 Abs. 1 VwGO; § 80 NJG"),
              std::string::npos);
}

TEST_P(LetterPdf, WithoutAnEntryNoBurdeningDecisionGoesOut) {
    const auto id = open_at("091620000000");
    const auto before = file_of("clara", id).history.size();
    EXPECT_EQ(code_of(assess(id)), "case.no_remedy");
    EXPECT_EQ(file_of("clara", id).history.size(), before);
    EXPECT_TRUE(
        cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "bestaetigt", ""));
    const auto text = last_letter(id);
    ASSERT_TRUE(text);
    EXPECT_EQ(all_of(*text).find("Rechtsbehelf"), std::string::npos);
}

TEST_P(LetterPdf, AMessageIsALetterToo) {
    const auto id = open_at("040120000000");
    ASSERT_TRUE(cases().send_message(who("clara"), id, file_of("clara", id).state.sequence,
                                     "Welche Rasse ist Bruno?", AnswerWanted::Yes));
    const auto text = last_letter(id);
    ASSERT_TRUE(text);
    EXPECT_NE(all_of(*text).find("Welche Rasse ist Bruno?"), std::string::npos);
    EXPECT_EQ(text->title.find("Nachricht: "), 0U);
}

TEST_P(LetterPdf, AQuestionNamesTheDayUntilWhichItWaits) {
    const auto id = open_at("040120000000");
    const Date until = std::chrono::sys_days(berlin_date(clock().now())) + std::chrono::days{20};
    ASSERT_TRUE(cases().ask(who("clara"), id, file_of("clara", id).state.sequence,
                            {"Welche Rasse ist Bruno?", Purpose::Plain, until, ""}));
    const auto text = last_letter(id);
    ASSERT_TRUE(text);
    EXPECT_NE(all_of(*text).find("Bitte antworten Sie bis " + written_day(until, Language::German)),
              std::string::npos);
}

TEST_P(LetterPdf, WhatComesLaterChangesNoLetter) {
    const auto id = open_at("040120000000");
    ASSERT_TRUE(cases().send_message(who("clara"), id, file_of("clara", id).state.sequence,
                                     "Welche Rasse ist Bruno?", AnswerWanted::Yes));
    ASSERT_TRUE(assess(id));
    const auto decision = file_of("clara", id).state.outcome_sequence;
    ASSERT_TRUE(cases().post_letter(who("jan"), id, decision, berlin_date(clock().now())));
    ASSERT_TRUE(cases().return_letter(who("jan"), id, decision, "verzogen"));
    ASSERT_TRUE(
        cases().order_letter(who("jan"), id, decision, PostalAddress{"Weg 2", "24103", "Kiel"}));
    const auto file = file_of("clara", id);
    std::vector<std::string> streets;
    for (const auto& entry : file.history) {
        if (!entry.event || !is_for_applicant(*entry.event)) continue;
        const auto written = written_letter(cases(), file.history, entry, entry.actor);
        const auto text = letter_text(cases(), written.source());
        ASSERT_TRUE(text) << text.error().code;
        streets.push_back(text->head->address[1]);
    }
    EXPECT_EQ(streets, (std::vector<std::string>{"Weg 1", "Weg 2"}));
}

INSTANTIATE_TEST_SUITE_P(Databases, LetterPdf, store::testing::databases(),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::cases
