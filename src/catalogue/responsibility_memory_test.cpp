// Memory and tables must say the same, whatever was imported, edited or moved in between.
#include "catalogue/responsibility_memory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "catalogue/area_changes.h"
#include "catalogue/catalogue_fixture.h"
#include "catalogue/editing.h"
#include "catalogue/import.h"

namespace dw::catalogue {
namespace {

const Date today = *parse_date("2026-06-01");
const std::vector<std::string> keys{"99102013104000", "99102013104001", "99115005022000"};
// The country, a Land, a district, an association, towns; one is gone since, and one has its place.
const std::vector<std::string> areas{"",      "04",           "04012", "04011",     "06",
                                     "06435", "064350014014", "06415", "033525407", "033525407017"};

class ResponsibilityMemoryTest : public testing::CatalogueTest {
  protected:
    std::size_t any(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice_);
    }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[any(all.size())];
    }

    static std::string id(const std::string& name, const std::string& value) {
        return "<" + name + " schemeAgencyID='L1'>" + value + "</" + name + ">";
    }
    std::string service(std::size_t number) {
        std::string xml = "<schreibe><leistung>" + id("id", std::to_string(number));
        for (const std::string& key : keys)
            if (any(3) == 0) xml += "<referenzLeiKa><code>" + key + "</code></referenzLeiKa>";
        return xml + "</leistung></schreibe>";
    }
    std::string validity() {
        static const std::vector<std::string> periods{
            "<beginn>2020-01-01</beginn>", "<ende>2026-05-31</ende>", "<beginn>2026-06-02</beginn>",
            "<beginn>2026-06-01</beginn><ende>2026-06-01</ende>"};
        return any(2) == 0 ? "" : "<gueltigkeit>" + one_of(periods) + "</gueltigkeit>";
    }
    std::string organisation(std::size_t number) {
        static const std::vector<std::string> roles{"01", "01", "02", "03"};
        const std::string name =
            any(2) == 0 ? std::to_string(number) : "amt-" + std::to_string(number);
        std::string xml = "<schreibe><organisationseinheit>" + id("id", name) +
                          "<name><name languageCode='de'>Amt</name></name>";
        for (std::size_t i = any(4); i > 0; --i) {
            xml += "<zustaendigkeit>" + id("id", std::to_string(any(30))) +
                   id("leistungID", std::to_string(any(services)));
            for (std::size_t k = any(3); k > 0; --k)
                xml += "<gebietID>" + one_of(areas) + "</gebietID>";
            xml += "<rolle><code>" + one_of(roles) + "</code></rolle>" + validity() +
                   "</zustaendigkeit>";
        }
        return xml + "</organisationseinheit></schreibe>";
    }
    std::string deletion() {
        static const std::vector<std::string> kinds{"Leistung", "Organisationseinheit",
                                                    "Zustaendigkeit"};
        return "<loesche klasse='" + one_of(kinds) + "'>" + id("id", std::to_string(any(6))) +
               "</loesche>";
    }
    // Several sources, each with another import number.
    void import_something() {
        std::string xml;
        for (std::size_t i = 1 + any(4); i > 0; --i) {
            const std::size_t what = any(5);
            xml += what == 0   ? deletion()
                   : what == 1 ? service(any(services))
                               : organisation(any(6));
        }
        import(xml);
    }
    void import(const std::string& xml) {
        const auto report = import_xzufi_text(
            store(), catalogue().areas(),
            {.name = "quelle-" + std::to_string(any(3)) + ".xml",
             .content = "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + xml + "</t>"});
        ASSERT_TRUE(report) << report.error().message;
    }
    static std::string office_in_charge() {
        return "<schreibe><organisationseinheit>" + id("id", "2") +
               "<name><name languageCode='de'>Amt</name></name><zustaendigkeit>" + id("id", "3") +
               id("leistungID", "1") +
               "<rolle><code>01</code></rolle></zustaendigkeit></organisationseinheit></schreibe>";
    }

    // An administration adds an office, and says of entries of the source that they do not hold.
    void edit_something() {
        const SourceId about{"L1", std::to_string(any(services))};
        const Ars area = any(2) == 0 ? *Ars::parse("04012") : *Ars::parse("064350014014");
        OwnResponsibilities own;
        if (any(2) == 0) own.added.push_back({"L1", std::to_string(any(6))});
        const auto entries = load_entries(**store().reader(), about, area);
        ASSERT_TRUE(entries);
        for (const Responsibility& entry : *entries)
            if (any(2) == 0) own.off.push_back(entry.id);
        const Editor editor{.tenant = tenant_,
                            .administration = "Bremerhaven",
                            .actor = store::ActorId::make(clock(), random()),
                            .areas = {area},
                            .organisations = {}};
        Editor second = editor;
        second.actor = store::ActorId::make(clock(), random());
        const Editing editing(catalogue());
        const EditTarget target{EditKind::Responsibility, about, "", area};
        clock().advance(std::chrono::seconds(1));
        const auto edit =
            editing.write(editor, {.target = target, .content = part_from(own), .note = "x"});
        if (!edit || !editing.submit(editor, *edit)) return;  // nothing of it is there any more
        const auto seen = editing.public_version(tenant_, target);
        if (seen && editing.approve(second, *edit, *seen)) ++edits_;
    }

    static std::string described(const Candidate& candidate) {
        const Responsibility& r = candidate.responsibility;
        return r.id.to_string() + " " + r.holder.to_string() + " " + r.service.to_string() + " " +
               std::to_string(r.areas.size()) + " " + r.role + " " + validity_text(r.validity) +
               " " + candidate.area.padded() + "/" + std::to_string(candidate.area.key().size()) +
               " " + candidate.source + " " + to_string(candidate.imported_on) + " " +
               candidate.source_hash + (candidate.holder_known ? " known " : " unknown ") +
               (candidate.off_since ? to_string(*candidate.off_since) : "") + "\n";
    }
    static std::string described(const Result<Competence>& competence) {
        if (!competence) return competence.error().code;
        std::string text;
        for (const Candidate& one : competence->competent) text += described(one);
        for (const Judged& one : competence->judged)
            text += std::to_string(static_cast<int>(one.verdict)) + " " + described(one.candidate);
        return text;
    }
    void expect_the_same(const Service& service, const Ars& place, Date day) {
        SCOPED_TRACE(service.id.to_string() + " in " + place.padded() + " on " + to_string(day));
        const auto told = tables_->competent(service, place, day);
        EXPECT_EQ(described(catalogue().competent(service, place, day)), described(told));
        const auto in_charge = catalogue().in_charge(service, place, day);
        EXPECT_EQ(*in_charge, *tables_->in_charge(service, place, day));
        ASSERT_EQ(in_charge->size(), told->competent.size());
        for (std::size_t i = 0; i < in_charge->size(); ++i)
            EXPECT_EQ((*in_charge)[i], told->competent[i].responsibility.holder);
        answers_ += in_charge->empty() ? 0 : 1;
    }
    void expect_the_same() {
        ASSERT_TRUE(memory().refresh());
        const auto known = memory().latest();
        ASSERT_TRUE(known);
        ASSERT_EQ(known->change(), *catalogue().change_number());
        for (const std::string& written : areas) {
            const Ars place = written.empty() ? Ars() : *Ars::parse(written);
            EXPECT_EQ(*catalogue().service_refs_offered_at(place),
                      *tables_->service_refs_offered_at(place));
            for (const Date day : {today, *parse_date("2019-12-31")}) {
                for (std::size_t i = 0; i < services; ++i) {
                    Service service{.id = {"L1", std::to_string(i)}};
                    if (const auto stored = tables_->service(service.id)) service = *stored;
                    expect_the_same(service, place, day);
                }
                for (const std::string& digits : keys) {
                    const ServiceKey key = *ServiceKey::parse(digits);
                    EXPECT_EQ(described(catalogue().competent(key, place, day)),
                              described(tables_->competent(key, place, day)));
                }
            }
        }
    }
    ResponsibilityMemory& memory() { return catalogue().responsibilities(); }

    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        tables_ = std::make_unique<Catalogue>(store(), catalogue().areas());
        // DW_SEED tries other deliveries than those every run tries.
        const char* wished = std::getenv("DW_SEED");
        const auto seed = static_cast<std::uint64_t>(wished ? std::atoll(wished) : 20261130);
        dice_.seed(seed);
        seed_ = seed;
    }

    static constexpr std::size_t services = 5;
    std::unique_ptr<Catalogue> tables_;  // asks nothing but the tables
    std::mt19937_64 dice_;
    std::uint64_t seed_ = 0;
    int answers_ = 0, edits_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Databases, ResponsibilityMemoryTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(ResponsibilityMemoryTest, SaysWhatTheTablesSay) {
    SCOPED_TRACE("seed " + std::to_string(seed_));
    const int rounds = std::string_view(GetParam()) == "sqlite" ? 12 : 4;
    for (int round = 0; round < rounds && !HasFailure(); ++round) {
        for (std::size_t i = 0; i < 4; ++i) import_something();
        edit_something();
        if (round == rounds - 2) {
            expect_the_same();
            ASSERT_TRUE(move_areas(store(), catalogue().areas()));
        }
        expect_the_same();
    }
    EXPECT_GT(answers_, 50);
    EXPECT_TRUE(edits_ > 0 || rounds < 12);
}

TEST_P(ResponsibilityMemoryTest, IsNotAskedWhileItIsBehind) {
    const SourceId dog_tax{"L1", "1"};
    put(Service{.id = dog_tax});
    ASSERT_TRUE(memory().refresh());
    import(office_in_charge());
    const Service service{.id = dog_tax};
    EXPECT_EQ(catalogue().in_charge(service, {}, today)->size(), 1U);
    EXPECT_FALSE(memory().at(*catalogue().change_number()));
    ASSERT_TRUE(memory().refresh());
    EXPECT_TRUE(memory().at(*catalogue().change_number()));
    EXPECT_EQ(catalogue().in_charge(service, {}, today)->size(), 1U);
}

TEST_P(ResponsibilityMemoryTest, FollowsByItself) {
    memory().keep_up();
    put(Service{.id = {"L1", "1"}});
    count_change();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!memory().at(*catalogue().change_number())) {
        ASSERT_LT(std::chrono::steady_clock::now(), until);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

TEST_P(ResponsibilityMemoryTest, KeepsNothingWhenThereIsTooMuch) {
    import(office_in_charge());
    ResponsibilityMemory small(store(), 100);
    ASSERT_TRUE(small.refresh());
    EXPECT_FALSE(small.latest());
    ASSERT_TRUE(small.refresh());
    EXPECT_FALSE(small.latest());
}

}  // namespace
}  // namespace dw::catalogue
