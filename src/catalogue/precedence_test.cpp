#include "catalogue/precedence.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

const Ars bremerhaven = *Ars::parse("04012");
const Ars munich = *Ars::parse("09162");
const Date day = *parse_date("2026-06-01");

Described described(const std::string& id, const std::vector<std::string>& areas,
                    const std::vector<std::pair<std::string, std::string>>& modules) {
    Described made;
    made.service.id = {"L1", id};
    for (const auto& area : areas) made.service.areas.push_back(*Ars::parse(area));
    for (const auto& [code, text] : modules)
        made.service.modules.push_back({.code = code, .content = {{"de", text}}, .links = {}});
    return made;
}

std::string text(const Service& service, std::string_view code) {
    const auto* module = service.module(code);
    return module ? std::string(in(module->content, Language::German)) : "-";
}

const Described federal =
    described("bund", {}, {{"02", "Titel Bund"}, {"06", "Bund"}, {"07", "Recht"}});
const Described land =
    described("land", {"04"}, {{"02", "Titel Land"}, {"06", "Land"}, {"08", "Land"}});
const Described town = described("stadt", {"04012"}, {{"06", "Stadt"}});

TEST(Precedence, LocalWordsWinOverThoseOfTheLandOverFederalOnes) {
    const auto service = composed(federal, {land, town}, bremerhaven, day);
    EXPECT_EQ(text(service, "06"), "Stadt");
    EXPECT_EQ(text(service, "08"), "Land");
    EXPECT_EQ(text(service, "07"), "Recht");
    EXPECT_EQ(text(service, "02"), "Titel Bund");
    const std::vector<TextOrigin> origins{{"06", town.service.id, bremerhaven},
                                          {"08", land.service.id, *Ars::parse("04")}};
    EXPECT_EQ(service.origins, origins);
}

TEST(Precedence, TheLocalServiceIsFilledUpFromAbove) {
    const auto service = composed(town, {federal, land}, bremerhaven, day);
    EXPECT_EQ(text(service, "06"), "Stadt");
    EXPECT_EQ(text(service, "08"), "Land");
    EXPECT_EQ(text(service, "07"), "Recht");
    EXPECT_EQ(text(service, "02"), "-");
}

TEST(Precedence, ElsewhereNobodyElsesWordsAreShown) {
    EXPECT_EQ(text(composed(federal, {land, town}, munich, day), "06"), "Bund");
    EXPECT_EQ(text(composed(town, {federal}, munich, day), "07"), "-");
}

TEST(Precedence, TwoForTheSameAreaLeaveItOpen) {
    const auto other = described("stadt-2", {"04012"}, {{"06", "Andere"}});
    EXPECT_EQ(text(composed(federal, {town, other}, bremerhaven, day), "06"), "Bund");
    EXPECT_EQ(text(composed(federal, {town, other, land}, bremerhaven, day), "06"), "Land");
    EXPECT_EQ(text(composed(town, {other, federal}, bremerhaven, day), "06"), "Stadt");
}

TEST(Precedence, AVariantWinsOverItsServiceAndCountsAsLocal) {
    auto with_variant = federal;
    Specialisation variant;
    variant.areas = {bremerhaven};
    variant.modules = {{.code = "06", .content = {{"de", "Variante"}}, .links = {}}};
    with_variant.specialisations.push_back(variant);
    EXPECT_EQ(text(composed(with_variant, {land}, bremerhaven, day), "06"), "Variante");
    EXPECT_EQ(text(composed(with_variant, {}, munich, day), "06"), "Bund");
    EXPECT_EQ(text(composed(land, {with_variant}, bremerhaven, day), "06"), "Variante");
}

TEST(Precedence, WhatNoLongerHoldsIsLeftOut) {
    auto old = town;
    old.service.validity = {{.from = {}, .until = *parse_date("2025-12-31")}};
    EXPECT_EQ(text(composed(federal, {old}, bremerhaven, day), "06"), "Bund");
}

}  // namespace
}  // namespace dw::catalogue
