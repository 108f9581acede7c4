#include "catalogue/search_clauses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/search_segment_builder.h"

namespace dw::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Understood : public testing::Test {
  protected:
    Understood() {
        SegmentBuilder builder;
        for (const auto* title :
             {"Hundesteuer Anmeldung", "Personalausweis beantragen", "Steuer: Auskunft", "Hunde",
              "Führerschein", "Wohngeld", "Anmeldung"}) {
            SearchDocument document;
            document.service = {"L1", title};
            document.title_de = title;
            builder.add(document);
        }
        segment_ = *Segment::from_bytes(builder.finish({}));
    }
    Understanding of(std::string_view text) const {
        return understand(text, Vocabulary({segment_.get()}), synonyms_);
    }
    // Terms of the clause, the heaviest first.
    static std::vector<std::string> terms(Clause clause) {
        std::sort(clause.alternatives.begin(), clause.alternatives.end(),
                  [](const auto& a, const auto& b) { return a.weight > b.weight; });
        std::vector<std::string> found;
        for (const auto& one : clause.alternatives) found.push_back(one.term);
        return found;
    }

    std::shared_ptr<const Segment> segment_;
    Synonyms synonyms_ =
        Synonyms::parse("perso = Personalausweis\nauto anmelden = Kfz Zulassung\n");
};

TEST_F(Understood, ACompoundNobodyWroteComesApart) {
    const auto clauses = of("Hundesteueranmeldung").clauses;
    ASSERT_THAT(clauses, SizeIs(2));
    EXPECT_EQ(clauses[0].typed, "Hundesteueranmeldung");
    EXPECT_EQ(clauses[0].alternatives[0].likeness, Likeness::Part);
    EXPECT_LT(clauses[1].importance, clauses[0].importance) << "what is done says less";
}

TEST_F(Understood, AMistypedWordIsTakenForItsNeighbour) {
    EXPECT_THAT(of("Personalauswies").corrections,
                ElementsAre(Correction{"Personalauswies", "Personalausweis"}));
    EXPECT_EQ(of("Personalauswies").clauses[0].typed, "Personalausweis") << "what a hit is found by";
    EXPECT_THAT(of("fürerschien").corrections,
                ElementsAre(Correction{"fürerschien", "Führerschein"}));
    EXPECT_THAT(of("Hundesteueranmeldnug").clauses, SizeIs(testing::Ge(2U)));
    EXPECT_THAT(of("Xylophon").corrections, IsEmpty());
    EXPECT_THAT(of("Wohngeld").corrections, IsEmpty());
}

TEST_F(Understood, AMistypedEverydayWordHasItsSynonyms) {
    const auto read = of("pesro verloren");
    EXPECT_THAT(read.corrections, ElementsAre(Correction{"pesro", "perso"}));
    EXPECT_THAT(terms(read.clauses[0]), Contains("personalausweis"));
}

TEST_F(Understood, TwoWordsThatBelongTogether) {
    EXPECT_THAT(terms(of("Führer Schein").clauses[0]), Contains("fuhrerschein"));
    EXPECT_THAT(of("Wohn Geld").corrections, IsEmpty());
}

TEST_F(Understood, APhraseMatchesInAnyOrder) {
    for (const auto* text : {"auto anmelden", "anmelden neues auto"}) {
        EXPECT_THAT(terms(of(text).clauses[0]), Contains("kfz")) << text;
    }
    EXPECT_THAT(terms(of("auto").clauses[0]), testing::Not(Contains("kfz")));
}

TEST_F(Understood, TheEndOfASentenceBelongsToItsVerb) {
    EXPECT_THAT(terms(of("Wie melde ich mein Auto an").clauses[0]), Contains("anmeld"));
    EXPECT_THAT(terms(of("Wie melde ich mein Auto an").clauses[1]), Contains("kfz"));
}

TEST_F(Understood, WhatGoesWithAnythingWeighsLittle) {
    const auto clauses = of("Antrag Wohngeld Formular").clauses;
    ASSERT_THAT(clauses, SizeIs(3));
    EXPECT_LT(clauses[0].importance, 0.5F);
    EXPECT_GE(clauses[1].importance, 1);
    EXPECT_EQ(of("Formular").clauses[0].importance, 1.15F) << "alone it is all there is";
}

TEST_F(Understood, SpokenVerbsSayNoMoreThanWrittenOnes) {
    for (const auto* text : {"brauch Wohngeld", "hab nen Wohngeld nochmal"})
        EXPECT_THAT(of(text).clauses, SizeIs(1)) << text;
    EXPECT_THAT(terms(of("meld mein Auto an").clauses[0]), Contains("anmeld"));
    EXPECT_LT(of("Steuer bezahln").clauses[1].importance, 1);
    EXPECT_EQ(of("Hund").clauses[0].importance, 1.15F);
}

TEST_F(Understood, MuchTextIsReadInPart) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "wort" + std::to_string(i) + " ";
    EXPECT_LE(of(text).clauses.size(), 64U);
    EXPECT_THAT(of("").clauses, IsEmpty());
}

}  // namespace
}  // namespace dw::catalogue
