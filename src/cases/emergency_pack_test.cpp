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

TEST_P(EmergencyPack, AnOfficeWithoutCasesHasOneToo) {
    const auto pack = emergency_pack(cases().neighbours(), office());
    ASSERT_TRUE(pack.has_value()) << pack.error().message;
    EXPECT_TRUE(opens(pack->front().content, password().c_str()));
}

}  // namespace
}  // namespace dw::cases
