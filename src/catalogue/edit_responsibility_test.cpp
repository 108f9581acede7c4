// Correcting who is in charge: offices found by their name, and texts that still name the old one.
#include "catalogue/edit_pages_fixture.h"
#include "catalogue/office_search.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::responsibility_path, testing::Sent, testing::text_path;
using ::testing::SizeIs;

class EditResponsibility : public testing::EditPagesTest {
  protected:
    void SetUp() override {
        EditPagesTest::SetUp();
        if (HasFatalFailure()) return;
        for (const auto& [id, town] :
             {std::pair{"ordnung-bremen", "Bremen"}, {"ordnung-kiel", "Kiel"}}) {
            Address address{.street = "Am Markt", .house_number = "1", .postcode = "12345"};
            address.town = town;
            put(Organisation{
                .id = {"L900100", id}, .name = {{"de", "Ordnungsamt"}}, .addresses = {address}});
        }
    }
    std::size_t drafts() {
        return Editing(catalogue()).edits(tenant_of_desk_, EditState::Draft)->size();
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, EditResponsibility, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EditResponsibility, OfficesAreFoundByTheBeginningsOfTheirWords) {
    const auto ids = [&](std::string_view words, std::size_t limit) {
        std::vector<std::string> found;
        const auto answer = offices_named(catalogue(), words, limit);
        for (const auto& office : answer->offices)
            found.push_back(office.id.value);
        return found;
    };
    EXPECT_THAT(ids("ordnung", 20), SizeIs(2));
    EXPECT_THAT(ids("Ordnungsamt kiel", 20), ::testing::ElementsAre("ordnung-kiel"));
    EXPECT_THAT(ids("buergeramt", 20), ::testing::ElementsAre("buergeramt"));
    EXPECT_THAT(ids("Finanzamt", 20), ::testing::IsEmpty());
    EXPECT_THAT(ids(" ", 20), ::testing::IsEmpty());
    EXPECT_TRUE(offices_named(catalogue(), "ordnungsamt", 1)->more);
}

TEST_P(EditResponsibility, ANameIsLookedForWithoutSavingAnything) {
    const auto found = post(responsibility_path, anna_,
                            {{"aus", "L900100.z1"}, {"andere", "ordnungsamt"}, {"suchen", "ja"}});
    EXPECT_EQ(found.status, 200);
    EXPECT_THAT(found.body,
                AllOf(HasSubstr("value=\"L900100.ordnung-kiel\""), HasSubstr("12345 Kiel"),
                      HasSubstr("href=\"#gefunden\""), HasSubstr("value=\"ordnungsamt\"")));
    EXPECT_EQ(drafts(), 0U);
    const auto version = write(
        responsibility_path,
        {{"aus", "L900100.z1"}, {"andere", "ordnungsamt"}, {"gefunden", "L900100.ordnung-kiel"}});
    EXPECT_THAT(get(version).body, HasSubstr("Ordnungsamt ist zuständig"));
}

TEST_P(EditResponsibility, WhoSavesANameOfSeveralIsAskedWhich) {
    const auto several =
        post(responsibility_path, anna_, {{"aus", "L900100.z1"}, {"andere", "Ordnungsamt"}});
    EXPECT_EQ(several.status, 422);
    EXPECT_THAT(several.body, AllOf(HasSubstr("Kreuzen Sie unten die richtige Stelle an"),
                                    HasSubstr("name=\"gefunden\"")));
    const auto none = post(responsibility_path, anna_, {{"andere", "Finanzamt"}});
    EXPECT_EQ(none.status, 422);
    EXPECT_THAT(none.body, HasSubstr("So heißt keine Stelle im Katalog"));
    // One that has exactly the name is meant.
    const auto version =
        write(responsibility_path, {{"aus", "L900100.z1"}, {"andere", "bürgeramt"}});
    EXPECT_THAT(get(version).body, HasSubstr("Bürgeramt ist zuständig"));
}

TEST_P(EditResponsibility, TextsThatNameTheOldOfficeAreSaid) {
    const std::string other_text = text_path.substr(0, text_path.size() - 2) + "06";
    publish(other_text, {{"deutsch", "Gehen Sie zum **Steueramt** in der Stadt."}});
    const auto still =
        AllOf(HasSubstr("Diese Texte nennen noch: Steueramt"),
              HasSubstr(other_text + "?gebiet=04012"), Not(HasSubstr(text_path + "?gebiet=04012")));
    const Sent form{{"aus", "L900100.z1"}, {"an", "L900100.buergeramt"}};
    const auto version = publish(responsibility_path, form);
    EXPECT_THAT(get(version).body, still) << "after the publication";
    publish(other_text, {{"deutsch", "Gehen Sie zum Bürgeramt."}});
    EXPECT_THAT(get(version).body, Not(HasSubstr("nennen noch")));
    const auto back =
        post("/desk/catalogue/source-words", anna_,
             {{"art", "3"}, {"objekt", testing::dog_tax.to_string()}, {"gebiet", "04012"}});
    EXPECT_THAT(get(std::string(back.header("Location"))).body,
                HasSubstr("Diese Texte nennen noch: Bürgeramt"))
        << "before it is approved";
}

}  // namespace
}  // namespace dw::catalogue
