// What services, variants and administrations say of a municipality that is gone moves with it.
#include "catalogue/area_changes.h"

#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/edit_table.h"
#include "catalogue/overlay_table.h"

namespace dw::catalogue {
namespace {

const SourceId dog_tax{"L1", "hundesteuer"}, office{"L1", "amt"}, town_hall{"L1", "rathaus"};
const Ars old_hanau = *Ars::parse("064350014014"), hanau = *Ars::parse("06415");
const Date day{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(2)};

class AreaChanges : public testing::CatalogueTest {
  protected:
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        put(Service{.id = dog_tax,
                    .modules = {{"05", {{"de", "<p>Quelle</p>"}}, {}}},
                    .areas = {old_hanau, *Ars::parse("04")}});
        put(Organisation{.id = office, .name = {{"de", "Amt"}}});
        put(Organisation{.id = town_hall, .name = {{"de", "Rathaus"}}});
        put_variant({.id = {"L1", "variante"},
                     .service = dog_tax,
                     .areas = {old_hanau, hanau},
                     .modules = {{"06", {{"de", "<p>In Hanau</p>"}}, {}}}});
    }

    void put_variant(const Specialisation& variant) {
        const auto content = to_content(variant);
        run(
            {"insert into catalogue_specialisation "
             "(tenant, ref, service, content, fingerprint, import) values ($1, $2, $3, $4, $5, 1)",
             {store::of(store::shared_tenant()), ref_of(variant.id), ref_of(variant.service),
              content, fingerprint_of(content)}});
    }
    void run(store::Statement statement) {
        const auto done = commit(tenant_, {std::move(statement)});
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }
    void own(EditKind kind, const std::string& part, const Ars& area, Bytes content) {
        own(tenant_, kind, part, area, std::move(content));
    }
    void own(store::TenantId tenant, EditKind kind, const std::string& part, const Ars& area,
             Bytes content) {
        const auto statements = put_overlay({.target = {kind, dog_tax, part, area},
                                             .version = EditId::make(clock(), random()),
                                             .tenant = tenant,
                                             .content = std::move(content),
                                             .by = "Hanau",
                                             .at = clock().now()});
        ASSERT_TRUE(statements.has_value());
        ASSERT_TRUE(commit(tenant, *statements).has_value());
    }
    std::string text(const std::string& code) {
        const auto service = catalogue().service_for(dog_tax, hanau, day);
        const auto* module = service->module(code);
        return module == nullptr ? "" : module->content.at("de");
    }
    std::vector<SourceId> in_charge() {
        std::vector<SourceId> holders;
        const auto found = catalogue().competent(*catalogue().service(dog_tax), hanau, day);
        for (const auto& one : found->competent) holders.push_back(one.responsibility.holder);
        return holders;
    }
    std::vector<AreaMove> moves() { return *area_moves(**store().reader(), catalogue().areas()); }
};
INSTANTIATE_TEST_SUITE_P(Databases, AreaChanges, store::testing::databases(),
                         store::testing::database_name);

TEST_P(AreaChanges, ServicesAndVariantsGetTodaysKey) {
    ASSERT_EQ(moves().size(), 1U);
    EXPECT_EQ(moves().front().services, 2);
    EXPECT_EQ(moves().front().responsibilities, 0);
    const auto before = *catalogue().change_number();
    ASSERT_TRUE(move_areas(store(), catalogue().areas()).has_value());
    EXPECT_EQ(catalogue().service(dog_tax)->areas, (std::vector{hanau, *Ars::parse("04")}));
    const auto variants = load_specialisations(**store().reader(), dog_tax);
    EXPECT_EQ(variants->front().areas, std::vector{hanau});
    EXPECT_EQ(text("06"), "<p>In Hanau</p>");
    EXPECT_EQ(catalogue().changes_since(before, 10)->size(), 1U);
    // The next delivery of the same words finds nothing changed.
    EXPECT_EQ(count("select fingerprint from catalogue_specialisation"),
              fingerprint_of(to_content(variants->front())));
    const auto after = *catalogue().change_number();
    EXPECT_TRUE(moves().empty());
    ASSERT_TRUE(move_areas(store(), catalogue().areas()).has_value());
    EXPECT_EQ(*catalogue().change_number(), after);
}

TEST_P(AreaChanges, OwnWordsAndWhoMayEditMove) {
    run(insert_editing_area(tenant_, old_hanau));
    own(EditKind::Text, "05", old_hanau, part_from(TextModule{"05", {{"de", "<p>Unser</p>"}}, {}}));
    own(EditKind::Responsibility, "", old_hanau,
        part_from(OwnResponsibilities{.added = {office}, .off = {}}));
    EXPECT_EQ(text("05"), "<p>Quelle</p>");
    EXPECT_EQ(moves().front().own_words, 4);
    ASSERT_TRUE(move_areas(store(), catalogue().areas()).has_value());
    EXPECT_EQ(text("05"), "<p>Unser</p>");
    EXPECT_EQ(in_charge(), std::vector{office});
    EXPECT_EQ(*load_editing_areas(**store().reader(), tenant_), std::vector{hanau});
    EXPECT_TRUE(moves().empty());
}

TEST_P(AreaChanges, WhatIsSaidForTodaysMunicipalityCounts) {
    own(EditKind::Responsibility, "", old_hanau,
        part_from(OwnResponsibilities{.added = {office}, .off = {}}));
    own(EditKind::Responsibility, "", hanau,
        part_from(OwnResponsibilities{.added = {town_hall}, .off = {}}));
    ASSERT_TRUE(move_areas(store(), catalogue().areas()).has_value());
    EXPECT_EQ(in_charge(), std::vector{town_hall});
    EXPECT_TRUE(moves().empty());
}

TEST_P(AreaChanges, AnotherAdministrationOfTheOldMunicipalityDoesNotOverruleTodays) {
    const auto other = store::TenantId::make(clock(), random());
    own(EditKind::Text, "05", hanau, part_from(TextModule{"05", {{"de", "<p>Heute</p>"}}, {}}));
    own(EditKind::Responsibility, "", hanau,
        part_from(OwnResponsibilities{.added = {town_hall}, .off = {}}));
    run(insert_editing_area(tenant_, hanau));
    clock().advance(std::chrono::hours(24));  // what is written later would win
    own(other, EditKind::Text, "05", old_hanau,
        part_from(TextModule{"05", {{"de", "<p>Früher</p>"}}, {}}));
    own(other, EditKind::Responsibility, "", old_hanau,
        part_from(OwnResponsibilities{.added = {office}, .off = {}}));
    run(insert_editing_area(other, old_hanau));
    ASSERT_TRUE(move_areas(store(), catalogue().areas()).has_value());
    EXPECT_EQ(text("05"), "<p>Heute</p>");
    EXPECT_EQ(in_charge(), std::vector{town_hall});
    EXPECT_TRUE(load_editing_areas(**store().reader(), other)->empty());
    EXPECT_EQ(*load_editing_areas(**store().reader(), tenant_), std::vector{hanau});
    EXPECT_TRUE(moves().empty());
}

}  // namespace
}  // namespace dw::catalogue
