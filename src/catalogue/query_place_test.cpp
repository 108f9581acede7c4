#include "catalogue/query_place.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

// "words @ place", and how the place was written when it was misspelt.
std::string taken(std::string_view text) {
    static const std::set<std::string, std::less<>> catalogue = {
        "hund", "anmelden", "personalausweis", "perso", "wohngeld", "halle", "bremen", "kita"};
    const auto found = place_in_query(
        areas(), text, [](std::string_view word) { return catalogue.contains(word); });
    auto said = found.words + " @ " + found.place;
    return found.typed.empty() ? said : said + " (" + found.typed + ")";
}

TEST(PlaceInQuery, ANameOrAPostcodeAnywhere) {
    EXPECT_EQ(taken("Perso Bremerhaven"), "Perso @ Bremerhaven");
    EXPECT_EQ(taken("Hund anmelden 27568"), "Hund anmelden @ 27568");
    EXPECT_EQ(taken("27568 Bremerhaven Hund anmelden"), "Hund anmelden @ 27568 Bremerhaven");
    EXPECT_EQ(taken("Wohnung in Köln anmelden"), "Wohnung anmelden @ Köln");
    EXPECT_EQ(taken("koeln kita"), "kita @ koeln");
    EXPECT_EQ(taken("heiraten in Bad Homburg"), "heiraten @ Bad Homburg");
    EXPECT_EQ(taken("Kita, Frankfurt am Main"), "Kita, @ Frankfurt am Main");
    EXPECT_EQ(taken("Bremerhaven"), " @ Bremerhaven");
}

TEST(PlaceInQuery, AWordOfTheCatalogueIsAPlaceWhereTheRestSpeaksForIt) {
    EXPECT_EQ(taken("Wohngeld Bremen"), "Wohngeld @ Bremen");
    EXPECT_EQ(taken("Halle mieten"), "Halle mieten @ ");
    EXPECT_EQ(taken("Perso Essen"), "Perso @ Essen");
    EXPECT_EQ(taken("Essen auf Rädern"), "Essen auf Rädern @ ");
    EXPECT_EQ(taken("Termin buchen"), "Termin buchen @ ");
    EXPECT_EQ(taken("Kind in Kita"), "Kind in Kita @ ");
}

TEST(PlaceInQuery, AMisspeltTown) {
    EXPECT_EQ(taken("Perso Bremerhafen"), "Perso @ Bremerhaven (Bremerhafen)");
    EXPECT_EQ(taken("Wohngeld in Hanburg"), "Wohngeld @ Hamburg (Hanburg)");
    EXPECT_EQ(taken("Wohngeld Xylophon"), "Wohngeld Xylophon @ ");
}

TEST(PlaceInQuery, WhatNamesNoPlaceStaysAsItIs) {
    for (const auto* text : {"", " ", "Hund anmelden", "99999 Hund", "???", "in", "§ 5 in 3"}) {
        EXPECT_EQ(taken(text), std::string(trim(text)) + " @ ") << text;
    }
}

TEST(PlaceInQuery, ALongTextIsReadInBoundedTime) {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "Neustadt ";
    EXPECT_LE(taken(text).size(), text.size());
}

}  // namespace
}  // namespace dw::catalogue
