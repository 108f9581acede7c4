// What was published: the list, the difference of one, and the way back.
#include "catalogue/edit_pages_fixture.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using testing::dog_tax, testing::list, testing::responsibility_path, testing::text_path;
using ::testing::HasSubstr;
using ::testing::Not;
using EditPublications = testing::EditPagesTest;

INSTANTIATE_TEST_SUITE_P(Databases, EditPublications, store::testing::databases(),
                         store::testing::database_name);

const std::string publications = "/desk/catalogue/publications";

std::string restoration_of(const std::string& version) {
    return "action=\"" + version + "/restoration\"";
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST_P(EditPublications, StandWithWhatChangedAndTheWayBack) {
    EXPECT_THAT(get(publications).body, HasSubstr("noch nichts veröffentlicht"));
    const auto first = publish(text_path, {{"deutsch", "Eins"}});
    clock().advance(std::chrono::hours(1));
    const auto second = publish(text_path, {{"deutsch", "Zwei"}});
    write(text_path.substr(0, text_path.size() - 2) + "06", {{"deutsch", "Wartet"}});
    const auto page = get(publications).body;
    EXPECT_LT(page.find("href=\"" + second + "\""), page.find("href=\"" + first + "\""));
    EXPECT_THAT(page, AllOf(HasSubstr("Hundesteuer: Kurztext"), HasSubstr("Bremerhaven"),
                            HasSubstr("Freigegeben von"), Not(HasSubstr("Volltext"))));
    // Only what holds is undone: back to the first.
    EXPECT_THAT(page, AllOf(HasSubstr(restoration_of(first)), Not(HasSubstr("/source-words"))));
    ASSERT_EQ(post(first + "/restoration", anna_).status, 303);
    EXPECT_THAT(get(publications).body, AllOf(HasSubstr("Eine neue Fassung wartet"),
                                              Not(HasSubstr(restoration_of(first)))));
}

TEST_P(EditPublications, ArePaged) {
    for (int i = 0; i < 26; ++i) {
        clock().advance(std::chrono::minutes(1));
        publish(text_path, {{"deutsch", "Fassung " + std::to_string(i)}});
    }
    const auto page = get(publications).body;
    EXPECT_EQ(times(page, "href=\"/desk/catalogue/edits/"), 25U);
    const auto begin = page.find(publications + "?ab=");
    ASSERT_NE(begin, std::string::npos);
    const auto next = page.substr(begin, page.find('"', begin) - begin);
    const auto older = get(next).body;
    EXPECT_EQ(times(older, "href=\"/desk/catalogue/edits/"), 1U);
    EXPECT_THAT(older, Not(HasSubstr("Ältere Veröffentlichungen")));
    EXPECT_THAT(get(publications + "?ab=unsinn").body, HasSubstr("Sie sehen den Anfang"));
}

TEST_P(EditPublications, APublishedTextIsComparedWithWhatItTookThePlaceOf) {
    publish(text_path, {{"deutsch", "Erst so."}});
    clock().advance(std::chrono::minutes(1));
    const auto second = publish(text_path, {{"deutsch", "Dann anders."}});
    EXPECT_THAT(get(second).body, AllOf(HasSubstr("Was sich damit geändert hat"), HasSubstr("Erst"),
                                        Not(HasSubstr("Für Hunde zahlen"))));
}

TEST_P(EditPublications, AnUndoneResponsibilityIsComparedLikeWithLike) {
    const auto version =
        publish(responsibility_path, {{"aus", "L900100.z1"}, {"an", "L900100.buergeramt"}});
    clock().advance(std::chrono::minutes(1));
    const auto undone = post(list + "/source-words", boris_,
                             {{"art", "3"}, {"objekt", dog_tax.to_string()}, {"gebiet", "04012"}});
    ASSERT_EQ(undone.status, 303) << undone.body;
    const std::string back(undone.header("Location"));
    const auto waiting = get(back).body;
    ASSERT_EQ(
        post(back + "/approval", anna_, {{"stand", version.substr(version.rfind('/') + 1)}}).status,
        303);
    for (const auto& page : {waiting, get(back).body}) {
        // The office of the source comes back; the other one is taken out.
        EXPECT_THAT(page, AllOf(HasSubstr("entfernt: </span>Bürgeramt ist zuständig</del>"),
                                HasSubstr("neu: </span>Steueramt ist zuständig</ins>")));
        EXPECT_THAT(page, Not(HasSubstr("Hier gilt dann wieder, was die Quelle sagt.")));
    }
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Was sich damit geändert hat"),
                                         HasSubstr("Der Eintrag der Quelle für")));
}

}  // namespace
}  // namespace dw::catalogue
