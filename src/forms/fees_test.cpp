#include "forms/fees.h"

#include <gtest/gtest.h>

#include "forms/finding_text.h"
#include "forms/forms.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using namespace std::chrono_literals;

const Package& parking() {
    return built_in_package("bewohnerparkausweis");
}

std::vector<std::string> codes(const std::string& fee) {
    Findings findings;
    read_fee(*parse_json(fee), parking(), findings);
    std::vector<std::string> all;
    for (const auto& finding : findings) all.push_back(finding.place + " " + finding.code);
    return all;
}

std::string table(const std::string& row) {
    return R"({"outcomes":["erteilt"],"due_days":14,"released_when":"paid","rows":[{"amount":1,)"
           R"("from":"2026-01-01","rule":{"de":"R","en":"R"},"source":{"de":"S","en":"S"})" +
           row + "}]}";
}

FeeRow row(std::int64_t cents, Date from, std::optional<Date> until) {
    FeeRow made;
    made.cents = cents;
    made.from = from;
    made.until = until;
    return made;
}

}  // namespace

TEST(Fees, OfAParkingPermitDependOnHowLongItHolds) {
    const auto cents = [](const char* answer) {
        const auto* found =
            fee_row(*parking().fee, Json::object({{"dauer", answer}}), 2026y / 3 / 2);
        return found ? found->cents : -1;
    };
    EXPECT_EQ(cents("ein_jahr"), 3000);
    EXPECT_EQ(cents("zwei_jahre"), 6000);
    EXPECT_EQ(cents("immer"), -1);
    EXPECT_EQ(parking().fee->released_when, Release::Paid);
    EXPECT_TRUE(costs(parking(), "erteilt"));
    EXPECT_FALSE(costs(parking(), "abgelehnt"));
    EXPECT_FALSE(costs(sample_package(), "festgesetzt"));
}

// GebOSt, Anlage Nr. 265: 10,20 to 30,70 euros a year.
TEST(Fees, OfTheExampleStayWithinTheFederalFrame) {
    for (const auto& each : parking().fee->rows) {
        const int years = each.values.at(0) == "zwei_jahre" ? 2 : 1;
        EXPECT_GE(each.cents, 1020 * years);
        EXPECT_LE(each.cents, 3070 * years);
        EXPECT_NE(each.source.de.find("GebOSt"), std::string::npos);
        EXPECT_NE(each.rule.de.find("Beispielgebühr"), std::string::npos);
    }
}

TEST(Fees, ARowHoldsFromItsFirstToItsLastDay) {
    FeeTable fees;
    fees.rows = {row(100, 2026y / 1 / 1, 2026y / 6 / 30), row(200, 2026y / 7 / 1, {})};
    const auto on = [&](Date day) {
        const auto* found = fee_row(fees, Json::object(), day);
        return found ? found->cents : -1;
    };
    EXPECT_EQ(on(2025y / 12 / 31), -1);
    EXPECT_EQ(on(2026y / 1 / 1), 100);
    EXPECT_EQ(on(2026y / 6 / 30), 100);
    EXPECT_EQ(on(2026y / 7 / 1), 200);
    EXPECT_EQ(on(2099y / 1 / 1), 200);
}

TEST(Fees, NumbersFallIntoRows) {
    FeeTable fees;
    fees.rows = {row(100, 2026y / 1 / 1, {}), row(200, 2026y / 1 / 1, {})};
    fees.rows[0].field = fees.rows[1].field = "laenge";
    fees.rows[0].most = 420;
    fees.rows[1].least = 421;
    const auto of = [&](Json answer) {
        const auto* found =
            fee_row(fees, Json::object({{"laenge", std::move(answer)}}), 2026y / 2 / 2);
        return found ? found->cents : -1;
    };
    EXPECT_EQ(of(420), 100);
    EXPECT_EQ(of(421), 200);
    EXPECT_EQ(of("420"), -1);
    EXPECT_EQ(of(Json()), -1);
}

TEST(Fees, WhatATableGetsWrongIsFound) {
    EXPECT_EQ(codes(table("")), std::vector<std::string>{});
    EXPECT_EQ(codes(table(R"(,"field":"farbe")")).at(0),
              "manifest.json: fee.rows[0].field package_value_unknown");
    EXPECT_EQ(codes(table(R"(,"field":"dauer")")).at(0),
              "manifest.json: fee.rows[0].values package_missing");
    EXPECT_EQ(codes(table(R"(,"field":"dauer","values":["ewig"])")).at(0),
              "manifest.json: fee.rows[0].values package_value_unknown");
    EXPECT_EQ(codes(table(R"(,"field":"kennzeichen")")).size(), 1U);
    EXPECT_EQ(codes(table(R"(,"until":"2026-02-30")")).size(), 1U);
    EXPECT_EQ(codes(table(R"(,"colour":"red")")).size(), 1U);
    EXPECT_GE(codes("{}").size(), 4U);
}

// Nobody is told that a form registers them, and no certificate comes from one.
TEST(Packages, ThePreparationOfARegistrationProducesNoCertificate) {
    const auto& package = built_in_package("wohnung-anmelden");
    EXPECT_EQ(package.secrecy, Secrecy::RegisterWithBlock);
    EXPECT_NE(package.caution.de.find("noch nicht angemeldet"), std::string::npos);
    for (const auto& outcome : package.outcomes) {
        EXPECT_NE(outcome.kind, OutcomeKind::Certificate) << outcome.id;
        EXPECT_NE(outcome.kind, OutcomeKind::Confirmation) << outcome.id;
        EXPECT_NE(outcome.kind, OutcomeKind::DecisionNotice) << outcome.id;
    }
    EXPECT_NE(package.field("geber_bestaetigung"), nullptr) << "§ 19 BMG";
}

TEST(Packages, AParkingPermitIsGrantedOrRefusedWithARemedy) {
    EXPECT_EQ(parking().remedy, "general");
    EXPECT_TRUE(parking().outcome("abgelehnt")->burdens);
    EXPECT_FALSE(parking().outcome("erteilt")->burdens);
    EXPECT_EQ(parking().service_keys.at(0).digits(), "99108001001000");
}

}  // namespace dw::forms
