// Editing on every database: drafts, the second person, what holds, conflicts with the source.
#include "catalogue/editing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/area_feed.h"
#include "catalogue/catalogue_fixture.h"
#include "catalogue/content.h"
#include "catalogue/reasons.h"
#include "store/event_log.h"

namespace dw::catalogue {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

const SourceId dog_tax{"L900100", "hundesteuer"};
const SourceId tax_office{"L900100", "steueramt"}, citizens_office{"L900100", "buergeramt"};
const Ars bremerhaven = *Ars::parse("040120000000"), bremen = *Ars::parse("040110000000");
const Date day{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2)};

Service service_with(const std::string& short_text) {
    Service service;
    service.id = dog_tax;
    service.modules = {{"03", {{"de", "Hundesteuer"}}, {}},
                       {"05", {{"de", "<p>" + short_text + "</p>"}}, {}}};
    return service;
}

class EditingTest : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        put(service_with("Für Hunde zahlen Sie Steuern."));
        put(Organisation{.id = tax_office, .name = {{"de", "Steueramt"}}});
        put(Organisation{.id = citizens_office, .name = {{"de", "Bürgeramt"}}});
        put(Responsibility{.id = {"L900100", "z1"},
                           .holder = tax_office,
                           .service = dog_tax,
                           .areas = {bremerhaven},
                           .role = "01"});
        editing_.emplace(catalogue());
        anna_ = editor();
        boris_ = editor();
    }

    Editor editor() {
        return {.tenant = tenant_,
                .administration = "Bremerhaven",
                .actor = store::ActorId::make(clock(), random()),
                .areas = {bremerhaven},
                .organisations = {tax_office}};
    }

    static EditTarget text(std::string_view code = "05") {
        return {EditKind::Text, dog_tax, std::string(code), bremerhaven};
    }
    static Bytes words(const std::string& html, std::string_view code = "05") {
        return part_from(TextModule{std::string(code), {{"de", html}}, {}});
    }

    EditId submitted(const EditTarget& target, std::optional<Bytes> content) {
        clock().advance(std::chrono::seconds(1));
        const auto id = editing_->write(
            anna_, {.target = target, .content = std::move(content), .note = "Satzung"});
        EXPECT_TRUE(id) << id.error().code;
        EXPECT_TRUE(editing_->submit(anna_, *id));
        return *id;
    }
    // After a look at what is public.
    Outcome approve(const Editor& editor, EditId id) {
        const auto edit = editing_->edit(editor.tenant, id);
        const auto seen = editing_->public_version(editor.tenant, edit->target);
        return editing_->approve(editor, id, *seen);
    }
    EditId published(const EditTarget& target, std::optional<Bytes> content) {
        const auto id = submitted(target, std::move(content));
        const auto done = approve(boris_, id);
        EXPECT_TRUE(done) << done.error().code << ": " << done.error().message;
        return id;
    }

    std::string short_text_at(const Ars& place) {
        const auto service = catalogue().service_for(dog_tax, place, day);
        EXPECT_TRUE(service) << service.error().code;
        const auto* module = service->module("05");
        return module == nullptr ? "" : module->content.at("de");
    }
    std::vector<SourceId> in_charge(const Ars& place) {
        std::vector<SourceId> holders;
        const auto competence = catalogue().competent(*catalogue().service(dog_tax), place, day);
        EXPECT_TRUE(competence) << competence.error().message;
        for (const auto& one : competence->competent) holders.push_back(one.responsibility.holder);
        return holders;
    }
    // As the source's next delivery does.
    void source_says(const std::string& short_text) {
        const auto content = to_content(service_with(short_text));
        const auto done = commit(store::shared_tenant(),
                                 {{"update catalogue_service set content = $1", {content}, 1}});
        ASSERT_TRUE(done) << done.error().message;
    }

    std::optional<Editing> editing_;
    Editor anna_, boris_;
};

INSTANTIATE_TEST_SUITE_P(Databases, EditingTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(EditingTest, OwnWordsHoldOnlyWhenASecondPersonSaysSo) {
    const auto id = submitted(text(), words("<p>Melden Sie Ihren Hund an.</p>"));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Für Hunde zahlen Sie Steuern.</p>");
    const auto own = approve(anna_, id);
    ASSERT_FALSE(own);
    EXPECT_EQ(own.error().code, "catalogue.own_edit");
    ASSERT_TRUE(approve(boris_, id));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Melden Sie Ihren Hund an.</p>");
    EXPECT_EQ(short_text_at(bremen), "<p>Für Hunde zahlen Sie Steuern.</p>");
    const auto service = catalogue().service_for(dog_tax, bremerhaven, day);
    ASSERT_THAT(service->own_words, SizeIs(1));
    EXPECT_EQ(service->own_words.front(), (OwnWords{"05", "Bremerhaven", day}));
    EXPECT_EQ(approve(boris_, id).error().code, "catalogue.edit_state");
}

TEST_P(EditingTest, APublicationIsAnEventAndAChangeOfTheCatalogue) {
    const auto before = *catalogue().change_number();
    const auto id = published(text(), words("<p>Neu</p>"));
    EXPECT_EQ(*catalogue().change_number(), before + 1);
    EXPECT_THAT(*catalogue().changes_since(before, 10), SizeIs(1));
    const auto reader = store().reader();
    const auto events =
        store::load_stream(**reader, store().keys(), tenant_, store::StreamId{id.bytes()});
    ASSERT_TRUE(events) << events.error().message;
    ASSERT_THAT(*events, SizeIs(1));
    EXPECT_EQ(events->front().kind, "catalogue.published");
    EXPECT_EQ(events->front().actor, boris_.actor);
    EXPECT_THAT(std::string(as_text(*events->front().payload)), HasSubstr(anna_.actor.to_string()));
}

TEST_P(EditingTest, IsFoundBySearchAtOnce) {
    auto& index = search();
    const SearchQuery query{.text = "Quastenflosser", .day = day};
    EXPECT_THAT(index.search(query)->hits, SizeIs(0));
    published(text(), words("<p>Melden Sie Ihren Quastenflosser an.</p>"));
    ASSERT_TRUE(index.refresh());
    EXPECT_THAT(index.search(query)->hits, SizeIs(1));
}

TEST_P(EditingTest, NobodySpeaksForAnotherAdministration) {
    auto elsewhere = text();
    elsewhere.area = bremen;
    const auto refused = editing_->write(anna_, {.target = elsewhere, .content = words("x")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "catalogue.not_in_reach");
    const EditTarget office{EditKind::Organisation, citizens_office, "name", {}};
    EXPECT_EQ(editing_->may_edit(anna_, office).error().code, "catalogue.not_in_reach");
    EXPECT_TRUE(editing_->may_edit(anna_, {EditKind::Organisation, tax_office, "name", {}}));
}

TEST_P(EditingTest, AnOfficeOfTheAreaIsOursAsLongAsItWorksNowhereElse) {
    put(Responsibility{.id = {"L900100", "z2"},
                       .holder = citizens_office,
                       .service = dog_tax,
                       .areas = {bremerhaven},
                       .role = "01"});
    const EditTarget office{EditKind::Organisation, citizens_office, "opening_hours", {}};
    EXPECT_TRUE(editing_->may_edit(anna_, office));
    Organisation fields;
    fields.opening_hours = {{"de", "<p>Mo 8–12</p><script>x</script>"}};
    published(office, part_of(fields, "opening_hours"));
    EXPECT_EQ(catalogue().organisation(citizens_office)->opening_hours.at("de"), "<p>Mo 8–12</p>");
    EXPECT_EQ(catalogue().organisation(citizens_office)->name.at("de"), "Bürgeramt");
    put(Responsibility{.id = {"L900100", "z3"},
                       .holder = citizens_office,
                       .service = dog_tax,
                       .areas = {bremen},
                       .role = "01"});
    EXPECT_FALSE(editing_->may_edit(anna_, office));
}

TEST_P(EditingTest, AWrongResponsibilityIsPutRightInOneVersion) {
    EXPECT_EQ(in_charge(bremerhaven), std::vector{tax_office});
    const EditTarget target{EditKind::Responsibility, dog_tax, "", bremerhaven};
    EXPECT_THAT(*areas_changed_since(**store().reader(), 0, 10), SizeIs(0));
    published(target, part_from(OwnResponsibilities{.added = {citizens_office},
                                                    .off = {{"L900100", "z1"}}}));
    const auto areas = areas_changed_since(**store().reader(), 0, 10);
    ASSERT_THAT(*areas, SizeIs(1));
    EXPECT_EQ(areas->front().area.padded(), "040120000000");
    EXPECT_EQ(in_charge(bremerhaven), std::vector{citizens_office});
    EXPECT_EQ(*catalogue().services_held_at(citizens_office, bremerhaven), std::vector{dog_tax});
    EXPECT_TRUE(catalogue().services_held_at(tax_office, bremerhaven)->empty());
    EXPECT_EQ(*catalogue().services_offered_at(bremerhaven), std::vector{dog_tax});
    const auto competence = catalogue().competent(*catalogue().service(dog_tax), bremerhaven, day);
    ASSERT_THAT(competence->judged, SizeIs(2));
    EXPECT_EQ(competence->judged.back().verdict, Verdict::SwitchedOff);
    EXPECT_THAT(origin(competence->judged.front().candidate, Language::German),
                HasSubstr("Redaktion Bremerhaven"));
    published(target, {});
    EXPECT_EQ(in_charge(bremerhaven), std::vector{tax_office});
}

TEST_P(EditingTest, AnOfficeThatIsNotThereCannotBeInCharge) {
    const EditTarget target{EditKind::Responsibility, dog_tax, "", bremerhaven};
    const auto refused = editing_->write(
        anna_, {.target = target,
                .content = part_from(OwnResponsibilities{.added = {{"L1", "nobody"}}, .off = {}})});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "catalogue.edit_organisation");
}

TEST_P(EditingTest, NobodyIsInChargeOfAServiceThatIsNotThere) {
    const EditTarget target{
        EditKind::Responsibility, {"L900100", "gibt-es-nicht"}, "", bremerhaven};
    OwnResponsibilities own;
    own.added.push_back(citizens_office);
    const auto refused = editing_->write(anna_, {.target = target, .content = part_from(own)});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(editing_->write(anna_, {.target = target, .content = {}}));
}

TEST_P(EditingTest, OnlyWhatItWasComparedWithIsReplaced) {
    const auto first = submitted(text(), words("<p>Eins</p>"));
    const auto second = submitted(text(), words("<p>Zwei</p>"));
    ASSERT_TRUE(editing_->approve(boris_, first, {}));
    const auto late = editing_->approve(boris_, second, {});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "catalogue.edit_state");
    // The statement itself holds it, whatever was read before.
    store::Change change{.tenant = tenant_, .events = {}, .statements = {}};
    change.statements.push_back(move_edit(tenant_, {.edit = second,
                                                    .from = EditState::Submitted,
                                                    .to = EditState::Public,
                                                    .by = boris_.actor,
                                                    .at = clock().now()}));
    EXPECT_FALSE(store().commit(std::move(change)));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Eins</p>");
    ASSERT_TRUE(editing_->approve(boris_, second, first));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Zwei</p>");
}

TEST_P(EditingTest, OlderWordsComeBackAsAVersionThatWaits) {
    const auto first = published(text(), words("<p>Eins</p>"));
    published(text(), words("<p>Zwei</p>"));
    EXPECT_EQ(editing_->edit(tenant_, first)->state, EditState::Replaced);
    const auto again = editing_->restore(anna_, first);
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Zwei</p>");
    ASSERT_TRUE(approve(boris_, *again));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Eins</p>");
    const auto source = editing_->restore_source(anna_, text());
    ASSERT_TRUE(source && approve(boris_, *source));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Für Hunde zahlen Sie Steuern.</p>");
    EXPECT_THAT(*editing_->versions(tenant_, text()), SizeIs(4));
}

TEST_P(EditingTest, TheSourcesNextDeliveryShowsTheConflict) {
    published(text(), words("<p>Unsere Worte</p>"));
    EXPECT_THAT(*editing_->conflicts(tenant_), SizeIs(0));
    source_says("Die Steuer steigt.");
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Unsere Worte</p>");
    const auto conflicts = editing_->conflicts(tenant_);
    ASSERT_THAT(*conflicts, SizeIs(1));
    const auto lines = [&](BytesView part) {
        return *lines_of(catalogue(), text(), part, Language::German);
    };
    EXPECT_EQ(lines(conflicts->front().mine.content), "Unsere Worte");
    EXPECT_EQ(lines(conflicts->front().source_then), "Für Hunde zahlen Sie Steuern.");
    EXPECT_EQ(lines(conflicts->front().source_now), "Die Steuer steigt.");
    ASSERT_TRUE(editing_->keep(boris_, text()));
    EXPECT_THAT(*editing_->conflicts(tenant_), SizeIs(0));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Unsere Worte</p>");
    source_says("Die Steuer fällt.");
    const auto later = editing_->conflicts(tenant_);
    ASSERT_THAT(*later, SizeIs(1));
    EXPECT_EQ(lines(later->front().source_then), "Die Steuer steigt.");
}

TEST_P(EditingTest, ListsOfAServiceAreOverlaidAsItsTextsAre) {
    const EditTarget deadlines{EditKind::Text, dog_tax, "deadlines", bremerhaven};
    const auto with = [](int weeks) {
        Service lists;
        lists.deadlines = {{.value = weeks, .unit = "WOCHE"}};
        return part_of(lists, "deadlines");
    };
    const auto at = [&](const Ars& place) {
        return catalogue().service_for(dog_tax, place, day)->deadlines;
    };
    published(deadlines, with(2));
    ASSERT_THAT(at(bremerhaven), SizeIs(1));
    EXPECT_EQ(at(bremerhaven)[0].value, 2);
    EXPECT_THAT(at(bremen), SizeIs(0));
    EXPECT_EQ(catalogue().service_for(dog_tax, bremerhaven, day)->own_words.at(0).part,
              "deadlines");
    Service source = service_with("Für Hunde zahlen Sie Steuern.");
    source.deadlines = {{.value = 4, .unit = "WOCHE"}};
    ASSERT_TRUE(commit(store::shared_tenant(),
                       {{"update catalogue_service set content = $1", {to_content(source)}, 1}}));
    const auto conflicts = editing_->conflicts(tenant_);
    ASSERT_THAT(*conflicts, SizeIs(1));
    EXPECT_EQ(*lines_of(catalogue(), deadlines, conflicts->front().source_now, Language::German),
              "4 Wochen");
    EXPECT_EQ(at(bremerhaven)[0].value, 2);
    const auto back = editing_->restore_source(anna_, deadlines);
    ASSERT_TRUE(back && approve(boris_, *back));
    EXPECT_EQ(at(bremerhaven)[0].value, 4);
    published(deadlines, part_of(Service{}, "deadlines"));
    EXPECT_THAT(at(bremerhaven), SizeIs(0)) << "own words may say nothing";
}

TEST_P(EditingTest, ADraftIsWrittenOnByItsAuthorOnly) {
    const auto id =
        *editing_->write(anna_, {.target = text(), .content = words("Eins"), .note = "Satzung"});
    const NewEdit other{.target = text(), .content = words("Zwei"), .note = "Anruf"};
    EXPECT_EQ(editing_->rewrite(boris_, id, other).error().code, "catalogue.edit_of_another");
    ASSERT_TRUE(editing_->rewrite(anna_, id, other));
    EXPECT_EQ(editing_->edit(tenant_, id)->note, "Anruf");
    EXPECT_EQ(editing_->edit(tenant_, id)->content, words("Zwei"));
    EXPECT_EQ(editing_->rewrite(anna_, id, {.target = text("06"), .content = {}}).error().code,
              "catalogue.edit_state");
    ASSERT_TRUE(editing_->submit(anna_, id));
    EXPECT_EQ(editing_->rewrite(anna_, id, other).error().code, "catalogue.edit_state");
}

TEST_P(EditingTest, AVersionIsGivenBackAndDiscardedByWhoWroteIt) {
    const auto id = submitted(text(), words("<p>Neu</p>"));
    ASSERT_TRUE(editing_->give_back(boris_, id, "Bitte kürzer"));
    EXPECT_EQ(editing_->edit(tenant_, id)->remark, "Bitte kürzer");
    EXPECT_EQ(editing_->submit(boris_, id).error().code, "catalogue.edit_of_another");
    EXPECT_EQ(editing_->discard(boris_, id).error().code, "catalogue.edit_of_another");
    ASSERT_TRUE(editing_->discard(anna_, id));
    EXPECT_THAT(*editing_->edits(tenant_, EditState::Draft), SizeIs(0));
    EXPECT_FALSE(editing_->edit(store::shared_tenant(), id)) << "another tenant sees none of it";
}

TEST_P(EditingTest, WhatPagesMustNotShowIsTakenOut) {
    published(text(), words("<p onclick=\"x()\">Text<script>alert(1)</script></p>"));
    EXPECT_EQ(short_text_at(bremerhaven), "<p>Text</p>");
    const auto bad = editing_->write(
        anna_,
        {.target = text(),
         .content = part_from(TextModule{"05", {}, {{"javascript:alert(1)", "hier", "", "de"}}})});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, "catalogue.edit_link");
    published(text(), words(""));
    EXPECT_EQ(short_text_at(bremerhaven), "") << "own words may say nothing";
}

}  // namespace
}  // namespace dw::catalogue
