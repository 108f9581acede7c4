#include "forms/package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "forms/finding_text.h"
#include "forms/form_rules.h"
#include "forms/forms.h"
#include "forms/sample_package.h"

namespace dw::forms {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::StartsWith;

// The manifest of the dog tax without the member of that path.
std::vector<PackageFile> without(std::string_view outer, std::string_view inner) {
    auto files = sample_files();
    const Json manifest = *parse_json(files[0].content);
    Json changed = Json::object();
    for (const JsonMember& member : manifest.members()) {
        if (member.key != outer) {
            changed.set(member.key, member.value);
        } else if (!inner.empty()) {
            Json rest = Json::object();
            for (const JsonMember& each : member.value.members()) {
                if (each.key != inner) rest.set(each.key, each.value);
            }
            changed.set(member.key, std::move(rest));
        }
    }
    files[0].content = to_string(changed);
    return files;
}

LoadedPackage with_form(const std::string& form) {
    auto files = sample_files();
    files[1].content = form;
    return load_package("hundesteuer-anmeldung", files);
}

std::string form_with(const std::string& fields) {
    return R"({"format":1,"groups":[{"id":"eins","title":{"de":"Eins","en":"One"},"fields":[)" +
           fields + "]}]}";
}

constexpr const char* plain_field =
    R"({"id":"a","type":"text","label":{"de":"A","en":"A"},"why":{"de":"W","en":"W"}})";

TEST(Package, DogTaxIsCompleteAndSaysWhatComesOfIt) {
    const PackageShelf shelf = built_in_packages();
    for (const Finding& finding : shelf.findings) {
        ADD_FAILURE() << package_sentence(finding, Language::English);
    }
    ASSERT_EQ(shelf.packages.size(), 3U);
    const Package& package = sample_package();
    EXPECT_EQ(package.name, "hundesteuer-anmeldung");
    EXPECT_EQ(package.kind, Kind::Notification);
    EXPECT_EQ(package.secrecy, Secrecy::Tax);
    EXPECT_EQ(package.service_keys.at(0).digits(), "99102013104000");
    ASSERT_NE(package.outcome("festgesetzt"), nullptr);
    EXPECT_EQ(package.outcome("festgesetzt")->kind, OutcomeKind::Assessment);
    EXPECT_TRUE(package.outcome("festgesetzt")->burdens);
    EXPECT_EQ(package.outcome("festgesetzt")->result.de, "Die Hundesteuer ist festgesetzt.");
    EXPECT_EQ(package.outcome("unbekannt"), nullptr);
    EXPECT_NE(package.field("hund_name"), nullptr);
}

TEST(Package, EveryQuestionSaysWhyItIsAsked) {
    for (const QuestionGroup& group : sample_package().groups) {
        for (const FormField& field : group.fields) {
            EXPECT_FALSE(field.why.de.empty()) << field.id;
            EXPECT_FALSE(field.why.en.empty()) << field.id;
        }
    }
}

class PackageWithout : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};
TEST_P(PackageWithout, DoesNotPublish) {
    const auto [outer, inner] = GetParam();
    const auto loaded = load_package("hundesteuer-anmeldung", without(outer, inner));
    EXPECT_FALSE(loaded.package);
    const std::string place = std::string("manifest.json: ") + outer +
                              (*inner ? std::string(".") + inner : std::string());
    EXPECT_THAT(loaded.findings, Contains(Finding{place, "package_missing", {}}));
}
INSTANTIATE_TEST_SUITE_P(RequiredEntries, PackageWithout,
                         ::testing::Values(std::pair{"data_protection", ""},
                                           std::pair{"data_protection", "controller"},
                                           std::pair{"data_protection", "purpose"},
                                           std::pair{"data_protection", "legal_basis"},
                                           std::pair{"data_protection", "recipients"},
                                           std::pair{"data_protection", "retention"},
                                           std::pair{"data_protection", "retention_years"},
                                           std::pair{"data_protection", "retention_from"},
                                           std::pair{"data_protection", "retention_source"},
                                           std::pair{"secrecy", ""}, std::pair{"levels", ""},
                                           std::pair{"levels", "apply"},
                                           std::pair{"levels", "read"}, std::pair{"kind", ""},
                                           std::pair{"outcomes", ""}, std::pair{"cost", ""}));

TEST(Package, AnOutcomeMayAskForDetailsThatTheRulesOfAnswersCheck) {
    const auto* outcome = sample_package().outcome("festgesetzt");
    ASSERT_NE(outcome, nullptr);
    const Package form = detail_form(*outcome);
    const auto read = [&](const SentFields& sent) {
        return read_group(form, form.groups.front(), sent, Json::object(),
                          {.today = *parse_date("2026-11-24")});
    };
    const auto sound = read({{"jahresbetrag", "120,00"},
                             {"zahlbar_bis-day", "31"},
                             {"zahlbar_bis-month", "12"},
                             {"zahlbar_bis-year", "2026"}});
    EXPECT_TRUE(sound.findings.empty());
    EXPECT_EQ(sound.values["jahresbetrag"].as_integer(), 12000);
    const auto wrong = read({{"jahresbetrag", "0"},
                             {"zahlbar_bis-day", "23"},
                             {"zahlbar_bis-month", "11"},
                             {"zahlbar_bis-year", "2026"}});
    EXPECT_EQ(wrong.findings.size(), 2u) << "nothing to pay, and a day that is over";
    EXPECT_EQ(read({}).findings.size(), 2u);
}

TEST(Package, ADetailHasANameOfItsOwnAndIsNoFile) {
    const auto findings_with = [](const std::string& from, const std::string& to) {
        auto files = sample_files();
        const auto at = files[0].content.find(from);
        EXPECT_NE(at, std::string::npos);
        files[0].content.replace(at, from.size(), to);
        return load_package("hundesteuer-anmeldung", files).findings;
    };
    const std::string place = "manifest.json: outcomes[0].details";
    EXPECT_THAT(findings_with("\"id\": \"steuermarke\"", "\"id\": \"jahresbetrag\""),
                Contains(Finding{place, "package_twice", {"jahresbetrag"}}));
    EXPECT_THAT(findings_with("\"id\": \"steuermarke\"", "\"id\": \"begruendung\""),
                Contains(Finding{place, "package_twice", {"begruendung"}}));
    EXPECT_THAT(findings_with("\"type\": \"money\"", "\"type\": \"file\""),
                Contains(Finding{place + "[4].type", "package_value_unknown", {"file"}}));
}

TEST(Package, AnOutcomeNeedsASentenceForThePerson) {
    auto files = sample_files();
    const auto at = files[0].content.find("\"result\"");
    ASSERT_NE(at, std::string::npos);
    files[0].content.replace(at, 8, "\"resultat\"");
    const auto loaded = load_package("hundesteuer-anmeldung", files);
    EXPECT_FALSE(loaded.package);
    EXPECT_THAT(loaded.findings,
                Contains(Finding{"manifest.json: outcomes[0].result", "package_missing", {}}));
}

TEST(Package, EntryNobodyKnowsIsAFinding) {
    auto files = sample_files();
    files[0].content.insert(files[0].content.find('{') + 1, "\"colour\": \"red\",");
    const auto loaded = load_package("hundesteuer-anmeldung", files);
    EXPECT_FALSE(loaded.package);
    EXPECT_THAT(loaded.findings,
                Contains(Finding{"manifest.json: colour", "package_key_unknown", {"colour"}}));
}

TEST(Package, BrokenJsonNamesFileAndLine) {
    auto files = sample_files();
    files[1].content = "{\n  \"groups\": [}";
    const auto loaded = load_package("hundesteuer-anmeldung", files);
    ASSERT_EQ(loaded.findings.size(), 1U);
    EXPECT_EQ(loaded.findings[0].place, "form.json");
    EXPECT_THAT(loaded.findings[0].arguments.at(0), StartsWith("line 2"));
}

TEST(Package, MissingFileIsAFinding) {
    const auto loaded = load_package("x", {});
    EXPECT_THAT(loaded.findings, Contains(Finding{"form.json", "package_file_missing", {}}));
}

TEST(Package, TextInOneLanguageOnlyIsAFinding) {
    const auto loaded = with_form(
        form_with(R"({"id":"a","type":"text","label":{"de":"A"},"why":{"de":"W","en":"W"}})"));
    EXPECT_THAT(
        loaded.findings,
        Contains(Finding{"form.json: groups[0].fields[0].label.en", "package_missing", {}}));
}

TEST(Package, FieldNameGivenTwiceIsAFinding) {
    const auto loaded = with_form(form_with(std::string(plain_field) + "," + plain_field));
    EXPECT_THAT(loaded.findings, Contains(Field(&Finding::code, "package_twice")));
}

TEST(Package, ConditionMustLookAtAnEarlierPage) {
    const std::string conditional =
        R"(,{"id":"b","type":"text","label":{"de":"B","en":"B"},"why":{"de":"W","en":"W"},)"
        R"("shown_if":{"field":"a","values":["x"]}})";
    const auto loaded = with_form(form_with(plain_field + conditional));
    EXPECT_THAT(loaded.findings, Contains(Field(&Finding::code, "package_condition_field")));
}

TEST(Package, GroupMayNotTakeTheNameOfAPage) {
    std::string form = form_with(plain_field);
    form.replace(form.find("eins"), 4, "pruefen");
    EXPECT_THAT(with_form(form).findings, Contains(Field(&Finding::code, "package_id_reserved")));
}

}  // namespace
}  // namespace dw::forms
