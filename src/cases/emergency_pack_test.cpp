#include "cases/emergency_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/qpdf-c.h>

#include "cases/cases_fixture.h"
#include "cases/emergency_password.h"

namespace dw::cases {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

bool opens(const Bytes& bytes, const char* password) {
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    const bool failed = (qpdf_read_memory(pdf, "pack", reinterpret_cast<const char*>(bytes.data()),
                                          bytes.size(), password) &
                         QPDF_ERRORS) != 0;
    const bool sound = !failed && qpdf_check_pdf(pdf) == 0 && qpdf_get_num_pages(pdf) > 0;
    if (failed) qpdf_get_error(pdf);  // heard
    qpdf_cleanup(&pdf);
    return sound;
}

class EmergencyPack : public testing::CasesTest {
  protected:
    identity::OrganisationPlace office() {
        return {bremerhaven(), who("clara").organisation, "Steueramt Bremerhaven"};
    }
    std::string password() {
        const auto told = emergency_password(store(), office());
        EXPECT_TRUE(told.has_value()) << (told ? "" : told.error().message);
        return told.value_or("");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, EmergencyPack, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EmergencyPack, ThePasswordIsKeptUntilAnotherOneIsWanted) {
    const auto first = password();
    EXPECT_GE(first.size(), 24U);
    EXPECT_LE(first.size(), 32U);
    EXPECT_EQ(password(), first);
    EXPECT_THAT(contents(), Each(Not(HasSubstr(first)))) << "in the clear";
    ASSERT_TRUE(renew_emergency_password(store(), office()).has_value());
    EXPECT_NE(password(), first);
    const identity::OrganisationPlace other{hannover(), who("hanna").organisation, "Hannover"};
    EXPECT_NE(emergency_password(store(), other).value_or(""), password());
}

TEST_P(EmergencyPack, OpenCasesOpenWithThePasswordAlone) {
    open_case();
    const auto pack = emergency_pack(cases().neighbours(), office());
    ASSERT_TRUE(pack.has_value()) << pack.error().message;
    ASSERT_EQ(pack->size(), 3U);
    const auto& open_cases = pack->front();
    EXPECT_EQ(open_cases.path, open_cases_file);
    EXPECT_TRUE(opens(open_cases.content, password().c_str()));
    EXPECT_FALSE(opens(open_cases.content, nullptr));
    EXPECT_FALSE(opens(open_cases.content, "7K4M9-Q2XC8-FHJK"));
    const auto& form = (*pack)[1];
    EXPECT_EQ(form.path, "formulare/" + forms::sample_package().name + ".pdf");
    EXPECT_TRUE(opens(form.content, nullptr)) << "a blank form is for everybody";
}

TEST_P(EmergencyPack, ListsOpenCasesWithDatesAndContacts) {
    const auto late = open_case();
    const auto early = open_case(submission(), {.received = parse_date("2026-02-16")});
    const auto closed = open_case();
    const auto seen = file_of("clara", closed.id).state.sequence;
    ASSERT_TRUE(cases().take(who("clara"), closed.id, seen));
    ASSERT_TRUE(cases().decide(who("clara"), closed.id, seen + 1, "bestaetigt", ""));
    const auto text = open_cases_text(cases().neighbours(), office());
    ASSERT_TRUE(text.has_value()) << text.error().message;
    EXPECT_EQ(text->password, password());
    const auto& listed = text->sections[1].answers;
    ASSERT_EQ(listed.size(), 2U) << "the closed one is not";
    EXPECT_THAT(listed[0].label, HasSubstr(early.number));
    EXPECT_THAT(listed[1].label, HasSubstr(late.number));
    EXPECT_THAT(listed[0].value, HasSubstr("Elif Muster, Weg 1, 27568 Bremerhaven"));
    EXPECT_THAT(listed[0].value, HasSubstr("elif@post.example"));
    EXPECT_THAT(text->sections[2].answers,
                ::testing::Contains(::testing::Field(&forms::ReadableAnswer::label, "clara")));
}

TEST_P(EmergencyPack, ACaseThatCannotBeReadStopsNoOther) {
    const auto sound = open_case();
    const auto broken = open_case();
    const store::Values first{store::of(bremerhaven()), store::of(broken.id)};
    const auto write = [&](const Bytes& payload) {
        return commit(bremerhaven(), {{"update event set payload = $3 where tenant = $1 and "
                                       "stream = $2 and sequence = 1",
                                       {first[0], first[1], payload}}});
    };
    const auto stored = (*store().reader())
                            ->query_one(
                                "select payload from event where tenant = $1 and "
                                "stream = $2 and sequence = 1",
                                first);
    ASSERT_TRUE(stored.has_value());
    ASSERT_TRUE(write(Bytes(40, 1)).has_value());
    const auto text = open_cases_text(cases().neighbours(), office());
    ASSERT_TRUE(text.has_value()) << text.error().message;
    const auto& listed = text->sections[1].answers;
    ASSERT_EQ(listed.size(), 2U);
    const auto label_with = [](const std::string& words) {
        return ::testing::Contains(
            ::testing::Field(&forms::ReadableAnswer::label, HasSubstr(words)));
    };
    EXPECT_THAT(listed, label_with(sound.number));
    EXPECT_THAT(listed, label_with(broken.id.to_string()));
    EXPECT_TRUE(write(stored->bytes(0)).has_value()) << "the log is verified in the end";
}

TEST_P(EmergencyPack, AnOfficeWithoutCasesHasOneToo) {
    const auto pack = emergency_pack(cases().neighbours(), office());
    ASSERT_TRUE(pack.has_value()) << pack.error().message;
    EXPECT_TRUE(opens(pack->front().content, password().c_str()));
}

}  // namespace
}  // namespace dw::cases
