// What a new editor meets: warnings before something goes wrong, and always a way on.
#include "catalogue/edit_pages_fixture.h"
#include "catalogue/notice_table.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using testing::citizens_office, testing::dog_tax, testing::list, testing::responsibility_path,
    testing::Sent, testing::tax_office, testing::text_path;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string office_path = "/desk/catalogue/organisations/L900100.steueramt";
const Ars bremerhaven = *Ars::parse("040120000000");

class EditJourney : public testing::EditPagesTest {
  protected:
    std::size_t drafts() {
        return Editing(catalogue()).edits(tenant_of_desk_, EditState::Draft)->size();
    }
    // A draft, with its path.
    std::string draft(const std::string& path, const Sent& form) {
        const auto answer = post(path, anna_, form);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return std::string(answer.header("Location"));
    }
    static std::string id_of(const std::string& version) {
        return version.substr(version.rfind('/') + 1);
    }
    NoticeId notice_about(const SourceId& service, const std::string& place) {
        const Notice notice{.id = NoticeId::make(clock(), random()),
                            .at = clock().now(),
                            .service = service,
                            .place = place,
                            .organisation = tax_office.to_string(),
                            .subject = "text",
                            .words = "Das stimmt nicht mehr."};
        EXPECT_TRUE(store_notice(store(), notice));
        return notice.id;
    }
    Notice read(NoticeId id) {
        return *notice(store(), {.organisation = tax_office.to_string()}, id);
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, EditJourney, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EditJourney, WhoTakesTheOnlineFormAwayIsWarned) {
    with_form_ = tax_office;
    EXPECT_THAT(get(responsibility_path).body, AllOf(HasSubstr("Hier kann man online beantragen"),
                                                     HasSubstr("hat ein Online-Formular")));
    const Sent form{{"aus", "L900100.z1"}, {"andere", "L900100.buergeramt"}};
    const auto version = draft(responsibility_path, form);
    for (const auto& page : {version, version + "/preview"}) {
        EXPECT_THAT(get(page).body,
                    AllOf(HasSubstr("Danach kann hier niemand mehr online beantragen"),
                          HasSubstr("Danach zuständig"), HasSubstr("Bürgeramt")));
    }
    with_form_ = citizens_office;
    EXPECT_THAT(get(version).body, AllOf(Not(HasSubstr("niemand mehr online")),
                                         HasSubstr("Bürgeramt (mit Online-Formular)")));
    with_form_.reset();
    EXPECT_THAT(get(version).body, Not(HasSubstr("niemand mehr online")));
    EXPECT_THAT(get(responsibility_path).body, Not(HasSubstr("online beantragen")));
}

TEST_P(EditJourney, WhoMakesTwoOfficesOfOneIsAsked) {
    Sent form{{"andere", "L900100.buergeramt"}};
    const auto question = post(responsibility_path, anna_, form);
    EXPECT_EQ(question.status, 422);
    EXPECT_THAT(question.body, AllOf(HasSubstr("mehrere Ämter zuständig: Bürgeramt und Steueramt"),
                                     HasSubstr("name=\"mehrere\"")));
    EXPECT_EQ(drafts(), 0U);
    form.emplace_back("mehrere", "ja");
    const auto version = draft(responsibility_path, form);
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Danach zuständig"), HasSubstr("Steueramt"),
                                         HasSubstr("Bürgeramt")));
}

TEST_P(EditJourney, TheSameOfficeOutAndInIsRefused) {
    const auto refused =
        post(responsibility_path, anna_, {{"aus", "L900100.z1"}, {"an", "L900100.steueramt"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("„Steueramt“ weggenommen und wieder eingesetzt"));
    EXPECT_EQ(drafts(), 0U);
}

TEST_P(EditJourney, WhatChangesNothingIsNoDraft) {
    for (const auto& answer : {post(text_path, anna_, {{"deutsch", "Für Hunde zahlen Sie."}}),
                               post(responsibility_path, anna_, {})}) {
        EXPECT_EQ(answer.status, 409);
        EXPECT_THAT(answer.body, HasSubstr("Sie haben nichts geändert"));
    }
    EXPECT_EQ(drafts(), 0U);
    publish(text_path, {{"deutsch", "Unsere Worte"}});
    EXPECT_EQ(post(text_path, anna_, {{"deutsch", "Unsere Worte"}}).status, 409);
}

TEST_P(EditJourney, WhoReturnsAVersionSaysWhy) {
    const auto version = write(text_path, {{"deutsch", "Neu"}});
    EXPECT_THAT(get(text_path).body, HasSubstr("Hier wartet schon eine Änderung von"));
    EXPECT_EQ(post(version + "/return", boris_, {{"bemerkung", " "}}).status, 422);
    ASSERT_EQ(post(version + "/return", boris_, {{"bemerkung", "Der Betrag fehlt."}}).status, 303);
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Zurückgegeben von"), HasSubstr("zurückgegeben"),
                                         HasSubstr("Der Betrag fehlt.")));
    EXPECT_THAT(get(list).body, HasSubstr("(zurückgegeben)"));
    ASSERT_EQ(post(version + "/submission", anna_).status, 303);
    EXPECT_THAT(get(version).body, Not(HasSubstr("Zurückgegeben von")));
}

TEST_P(EditJourney, APreviewElsewhereShowsWhatHoldsThere) {
    const auto version = draft(text_path, {{"deutsch", "Nur hier"}});
    EXPECT_THAT(get(version + "/preview?ort=040120000000").body, HasSubstr("Nur hier"));
    EXPECT_THAT(get(version + "/preview?ort=040110000000").body,
                AllOf(HasSubstr("gilt diese Änderung nicht"), HasSubstr("Für Hunde zahlen Sie."),
                      Not(HasSubstr("Nur hier"))));
    EXPECT_EQ(get(version + "/preview?ort=Nirgendwo").status, 422);
    EXPECT_THAT(get(version + "/preview?ort=Neustadt").body, Not(HasSubstr("Nur hier")))
        << "several towns have the name: which one is asked";
}

TEST_P(EditJourney, NobodyInChargeIsSaidBefore) {
    const auto version = draft(responsibility_path, {{"aus", "L900100.z1"}});
    EXPECT_THAT(get(version).body, HasSubstr("Danach ist hier niemand zuständig"));
}

TEST_P(EditJourney, AVersionThatWasUndoneSaysSo) {
    const auto version = publish(text_path, {{"deutsch", "Unsere Worte"}});
    EXPECT_THAT(get(version).body,
                AllOf(HasSubstr("Das ist öffentlich"), HasSubstr("eine Minute dauern"),
                      HasSubstr("Rückgängig machen"), HasSubstr("/leistung/L900100.hundesteuer"),
                      HasSubstr("Noch einmal ändern")));
    const auto undone =
        post(list + "/source-words", boris_,
             {{"art", "1"}, {"objekt", dog_tax.to_string()}, {"teil", "05"}, {"gebiet", "04012"}});
    ASSERT_EQ(undone.status, 303) << undone.body;
    const std::string back(undone.header("Location"));
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Das ist öffentlich"),
                                         HasSubstr("Eine neue Fassung wartet auf Freigabe"),
                                         Not(HasSubstr("Rückgängig machen"))));
    ASSERT_EQ(post(back + "/approval", anna_, {{"stand", id_of(version)}}).status, 303);
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Diese Fassung ist nicht mehr öffentlich"),
                                         HasSubstr("Diese Fassung wieder vorschlagen"),
                                         Not(HasSubstr("Das ist öffentlich"))));
    // To undo the undoing is to propose the words again.
    EXPECT_THAT(get(back).body,
                AllOf(HasSubstr("Hier steht wieder, was die Quelle sagt"),
                      HasSubstr(id_of(version) + "/restoration"), HasSubstr("Rückgängig machen")));
}

TEST_P(EditJourney, UndoingLeadsToTheVersionBefore) {
    const auto first = publish(text_path, {{"deutsch", "Eins"}});
    clock().advance(std::chrono::seconds(1));
    const auto second = publish(text_path, {{"deutsch", "Zwei"}});
    EXPECT_THAT(get(second).body, HasSubstr(id_of(first) + "/restoration"));
}

TEST_P(EditJourney, WhoIsRefusedFindsAWayOn) {
    const auto version = write(text_path, {{"deutsch", "Neu"}});
    for (const auto& answer : {post(version + "/approval", anna_, {{"stand", ""}}),
                               post(version + "/approval", boris_, {{"stand", "alt"}})}) {
        EXPECT_THAT(answer.body, AllOf(HasSubstr("href=\"" + version + "\""),
                                       HasSubstr("href=\"/desk/catalogue\"")));
    }
}

TEST_P(EditJourney, ANumberThatCannotBeRightIsRefusedWithItsLine) {
    const auto wrong =
        post(office_path + "/contacts", anna_, {{"zeilen", "E-Mail | a@b.de\nTelefon | abc"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, AllOf(HasSubstr("Zeile 2: Das ist keine Telefonnummer"),
                                  HasSubstr("href=\"#zeilen\"")));
    EXPECT_EQ(drafts(), 0U);
}

TEST_P(EditJourney, WritingOnKeepsTheDraftAndItsReason) {
    const auto version = draft(text_path, {{"deutsch", "Erst"}, {"grund", "Anruf im Amt"}});
    const auto form = get(text_path + "?fassung=" + id_of(version));
    EXPECT_THAT(form.body, AllOf(HasSubstr("Anruf im Amt"), HasSubstr("Erst"),
                                 HasSubstr("name=\"fassung\" value=\"" + id_of(version) + "\"")));
    const auto again = draft(
        text_path, {{"deutsch", "Dann"}, {"grund", "Anruf im Amt"}, {"fassung", id_of(version)}});
    EXPECT_EQ(again, version);
    EXPECT_EQ(drafts(), 1U);
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("Dann"), HasSubstr("Anruf im Amt")));
    EXPECT_THAT(get(text_path).body, HasSubstr("Sie haben hier schon einen Entwurf begonnen"));
    // Submitted meanwhile in another window: what is written now is a draft of its own.
    ASSERT_EQ(post(version + "/submission", anna_).status, 303);
    const auto other = draft(text_path, {{"deutsch", "Später"}, {"fassung", id_of(version)}});
    EXPECT_NE(other, version);
    EXPECT_THAT(get(version).body, Not(HasSubstr("Später")));
}

TEST_P(EditJourney, NobodyWritesOnInTheDraftOfAnother) {
    const auto version = draft(text_path, {{"deutsch", "Annas"}});
    const auto other = post(text_path, boris_, {{"deutsch", "Boris"}, {"fassung", id_of(version)}});
    EXPECT_NE(other.header("Location"), version);
    EXPECT_THAT(get(version).body, HasSubstr("Annas"));
}

TEST_P(EditJourney, ADraftOfAnOfficeHoldsForNoArea) {
    draft(office_path + "/opening_hours", {{"deutsch", "Montag"}});
    EXPECT_THAT(get(list).body, AllOf(HasSubstr("überall, wo das Amt genannt wird"),
                                      Not(HasSubstr("Deutschland"))));
}

TEST_P(EditJourney, WhoEmptiesATextIsAsked) {
    const auto question = post(text_path, anna_, {{"deutsch", " "}});
    EXPECT_EQ(question.status, 422);
    EXPECT_THAT(question.body, HasSubstr("name=\"leer\""));
    const auto version = draft(text_path, {{"deutsch", ""}, {"leer", "ja"}});
    for (const auto& page : {version, version + "/preview"})
        EXPECT_THAT(get(page).body, HasSubstr("Diese Änderung nimmt den Text weg"));
    const auto full = draft(text_path, {{"deutsch", "Voll"}});
    EXPECT_THAT(get(full).body, Not(HasSubstr("nimmt den Text weg")));
}

TEST_P(EditJourney, ANoticeIsSettledWithThePublication) {
    const auto here = notice_about(dog_tax, bremerhaven.padded());
    const auto elsewhere = notice_about(dog_tax, "091620000000");
    const auto other = notice_about({"L900100", "anderes"}, "");
    const auto version = write(text_path, {{"deutsch", "Berichtigt"}});
    const auto page = visit(web::Method::Get, version, boris_).body;
    EXPECT_THAT(page,
                AllOf(HasSubstr("value=\"" + here.to_string() + "\""),
                      Not(HasSubstr(elsewhere.to_string())), Not(HasSubstr(other.to_string()))));
    const auto still = visit(web::Method::Get, version, anna_).body;
    EXPECT_THAT(still, Not(HasSubstr(here.to_string()))) << "who waits settles nothing";
    ASSERT_EQ(post(version + "/approval", boris_,
                   {{"stand", ""},
                    {"hinweise", here.to_string()},
                    {"hinweise", other.to_string()},
                    {"antwort", "Danke, berichtigt."}})
                  .status,
              303);
    EXPECT_EQ(read(here).remark, "Danke, berichtigt.");
    EXPECT_EQ(read(here).settled_by, boris_);
    EXPECT_FALSE(read(other).settled_at) << "it was not offered";
}

TEST_P(EditJourney, ANoticeThatStaysOpenIsNamedAfterThePublication) {
    const auto open = notice_about(dog_tax, "");
    const auto version = publish(text_path, {{"deutsch", "Berichtigt"}});
    EXPECT_THAT(get(version).body, HasSubstr("/desk/notices/" + open.to_string()));
}

TEST_P(EditJourney, TheFormOfAForeignOfficeDoesNotOpen) {
    const std::string foreign = "/desk/catalogue/organisations/L900100.buergeramt";
    const auto form = get(foreign + "/name");
    EXPECT_EQ(form.status, 403);
    EXPECT_THAT(form.body, AllOf(HasSubstr("nicht in Ihrem Gebiet"), Not(HasSubstr("<textarea")),
                                 HasSubstr("href=\"/desk/catalogue\"")));
    EXPECT_THAT(get(foreign).body, Not(HasSubstr(foreign + "/name")));
    EXPECT_THAT(get(office_path).body, HasSubstr(office_path + "/name"));
}

TEST_P(EditJourney, CostsHaveOwnWords) {
    const std::string path = "/desk/catalogue/services/L900100.hundesteuer/texts/costs";
    EXPECT_THAT(get("/desk/catalogue/services/L900100.hundesteuer").body, HasSubstr(path));
    EXPECT_THAT(get(path).body, HasSubstr("In jeder Zeile eine: Betrag"));
    const auto wrong = post(path, anna_, {{"zeilen", "120,00 € | erster Hund\nviel"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, AllOf(HasSubstr("Zeile 2:"), HasSubstr("erster Hund")));
    const auto version = publish(path, {{"zeilen", "120,00 € | erster Hund | first dog"}});
    EXPECT_THAT(get(version).body, AllOf(HasSubstr("erster Hund"), HasSubstr("öffentlich")));
    const auto service = catalogue().service_for(dog_tax, bremerhaven, Date{});
    ASSERT_THAT(service->costs, SizeIs(1));
    EXPECT_EQ(service->costs[0].amount, Money::from_cents(12'000));
    EXPECT_THAT(catalogue().service_for(dog_tax, *Ars::parse("040110000000"), Date{})->costs,
                IsEmpty());
    const auto changed = draft(path, {{"zeilen", "150,00 € | erster Hund | first dog"}});
    EXPECT_THAT(get(changed).body, AllOf(HasSubstr("<del>"), HasSubstr("150,00")));
    EXPECT_THAT(get(changed + "/preview").body, HasSubstr("150,00"));
}

TEST_P(EditJourney, AKeywordMakesTheServiceFound) {
    const std::string path = "/desk/catalogue/services/L900100.hundesteuer/texts/keywords";
    EXPECT_THAT(get("/desk/catalogue/services/L900100.hundesteuer").body, HasSubstr(path));
    EXPECT_THAT(get(path).body, HasSubstr("Vierbeiner | four-legged friend"));
    const auto found = [&] {
        return search().search({.text = "Wauwau", .day = Date{}})->hits.size();
    };
    EXPECT_EQ(found(), 0U);
    const auto version = publish(path, {{"zeilen", "Wauwau | doggy"}});
    EXPECT_THAT(get(version).body, HasSubstr("<ins>"));
    ASSERT_TRUE(search().refresh());
    EXPECT_EQ(found(), 1U);
    const auto service = catalogue().service_for(dog_tax, bremerhaven, Date{});
    ASSERT_THAT(service->keywords, SizeIs(1));
    EXPECT_EQ(service->keywords[0].at("en"), "doggy");
}

}  // namespace
}  // namespace dw::catalogue
