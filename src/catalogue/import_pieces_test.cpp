// A delivery is read in pieces, and those that came before are passed by: that must change nothing.
#include "catalogue/import_pieces.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "catalogue/catalogue.h"
#include "catalogue/import_run.h"
#include "catalogue/piece_store.h"
#include "store/testing.h"

namespace dw::catalogue {
namespace {

const AreaRegister& areas() {
    static const auto loaded = AreaRegister::load();
    return **loaded;
}

std::vector<std::string> cut_up(const std::string& bytes, std::size_t at_once) {
    std::vector<std::string> pieces;
    PieceCutter cutter;
    const auto take = [&](std::string_view piece, bool ends) -> Outcome {
        pieces.push_back(std::string(piece) + (ends ? "|" : "…"));
        return Nothing{};
    };
    for (std::size_t at = 0; at < bytes.size(); at += at_once)
        EXPECT_TRUE(cutter.feed(std::string_view(bytes).substr(at, at_once), take));
    EXPECT_TRUE(cutter.finish(take));
    return pieces;
}

TEST(PieceCutter, CutsBehindEveryObject) {
    const std::string bytes =
        "<t><k>1</k><x:schreibe><x:leistung>a</x:leistung>\n</x:schreibe>\n"
        "<x:schreibe><x:leistung/></x:schreibe></t>";
    const std::vector<std::string> pieces = {
        "<t><k>1</k><x:schreibe><x:leistung>a</x:leistung>\n</x:schreibe>|",
        "\n<x:schreibe><x:leistung/></x:schreibe>|", "</t>…"};
    for (const std::size_t at_once : {1U, 7U, 1000U}) EXPECT_EQ(cut_up(bytes, at_once), pieces);
}

TEST(PieceCutter, CutsAnswersWithoutEnvelopes) {
    EXPECT_EQ(cut_up("<t><leistung>a</leistung><leistung>b</leistung></t>", 5),
              (std::vector<std::string>{"<t><leistung>a</leistung>|", "<leistung>b</leistung>|",
                                        "</t>…"}));
    std::string many = "<t>";
    for (std::size_t i = 0; i < most_pieces + 9; ++i) many += "<a></a><schreibe></schreibe>";
    EXPECT_LE(cut_up(many, many.size()).size(), most_pieces + 1);
    EXPECT_EQ(cut_up("no XML at all", 4), (std::vector<std::string>{"no XML at all…"}));
}

std::string text_of(const store::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return "-";
}

std::string id(const std::string& agency, int number, const std::string& name = "id") {
    return "<x:" + name + " schemeAgencyID='" + agency + "'>" + std::to_string(number) +
           "</x:" + name + ">";
}

// Deliveries with everything that makes an object special.
class Deliveries {
  public:
    explicit Deliveries(unsigned seed) : random_(seed) {
        for (int i = 0; i < 40; ++i) objects_.push_back(object());
    }
    std::string next() {
        for (int edits = below(5); edits > 0; --edits) edit();
        std::string all =
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            "<x:t xmlns:x='http://xoev.de/schemata/xzufi/2_2_0'>\n";
        if (below(3) == 0)
            all += "<x:nachrichtenkopf>" + std::to_string(below(99)) + "</x:nachrichtenkopf>";
        for (const auto& one : objects_) all += one;
        return all + (below(9) == 0 ? "<x:fremd/>" : "") + "</x:t>\n";
    }
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  private:
    std::string agency() { return below(8) == 0 ? "L2" : "L1"; }
    void edit() {
        const auto at = objects_.begin() + below(static_cast<int>(objects_.size()));
        const int what = below(10);
        if (what < 4) *at = object();
        if (what == 4 && objects_.size() > 20) objects_.erase(at);
        if (what == 5) objects_.insert(at, object());
        if (what == 6) objects_.insert(at, objects_.front());
        if (what == 7) std::iter_swap(at, objects_.begin());
        if (what == 8) *at += "<!-- </x:schreibe> -->";
        if (what == 9) {
            const char* kinds[] = {"Leistung", "Organisationseinheit", "Zustaendigkeit"};
            objects_.insert(at, "<x:loesche klasse='" + std::string(kinds[below(3)]) + "'>" +
                                    id(agency(), below(30)) + "</x:loesche>\n");
        }
    }
    std::string text() {
        const char* texts[] = {"Hund", "Katze &amp; Maus", "&lt;script&gt;x&lt;/script&gt;",
                               "&lt;blink&gt;Ä&lt;/blink&gt;", "<![CDATA[</x:schreibe>]]>"};
        return texts[below(5)] + std::string(below(2) == 0 ? "\n" : " ") +
               std::to_string(below(1000));
    }
    std::string odd() {
        const char* parts[] = {"",
                               "",
                               "",
                               "<x:unbekannt/>",
                               "<x:bankverbindung/>",
                               "<x:gueltigkeit><beginn>2026-02-30</beginn></x:gueltigkeit>"};
        return parts[below(6)];
    }
    std::string responsibilities() {
        const char* keys[] = {"040120000000", "040110000000", "049990000000", "160640000000", ""};
        std::string all;
        for (int count = below(4); count > 0; --count)
            all += "<x:zustaendigkeit>" + id(agency(), below(60)) +
                   id("L1", below(35), "leistungID") + "\n<x:gebietID>" + keys[below(5)] +
                   "</x:gebietID><x:rolle><code>0" + std::to_string(1 + below(3)) +
                   "</code></x:rolle></x:zustaendigkeit>";
        return all;
    }
    std::string object() {
        const int number = below(30);
        const auto name = [&] {
            return "<x:name><x:name languageCode='" + std::string(below(9) == 0 ? "fr" : "de") +
                   "'>" + text() + "</x:name></x:name>";
        };
        std::string inner;
        switch (below(6)) {
            case 0:
            case 1:
                inner = "<x:leistung>" + id(agency(), number) +
                        "<x:modulText><x:leikaTextmodul><code>03</code></x:leikaTextmodul>"
                        "<x:inhalt languageCode='de'>" +
                        text() + "</x:inhalt></x:modulText>" + odd() + "</x:leistung>";
                break;
            case 2:
                inner = "<x:leistungSpezialisierung>" + id(agency(), number) +
                        id("L1", below(30), "leistungID") +
                        "<x:gueltigkeitGebietID>040120000000</x:gueltigkeitGebietID>" + odd() +
                        "</x:leistungSpezialisierung>";
                break;
            case 3:
                inner = "<x:onlinedienst>" + id(agency(), number) + name() + responsibilities() +
                        "</x:onlinedienst>";
                break;
            case 4:
                inner = "<x:zustaendigkeitTransferObjekt>" +
                        id("L1", below(30), "uebergeordnetesObjektID") + responsibilities() +
                        "</x:zustaendigkeitTransferObjekt>";
                break;
            default:
                inner = "<x:organisationseinheit>" + id(agency(), number) + name() +
                        (below(3) == 0 ? id("L1", below(30), "uebergeordneteOrganisationseinheitID")
                                       : "") +
                        odd() + responsibilities() + "</x:organisationseinheit>";
        }
        return "<x:schreibe>" + inner + "</x:schreibe>" + (below(2) == 0 ? "\n" : " ");
    }

    std::minstd_rand random_;
    std::vector<std::string> objects_;
};

constexpr const char* tables[] = {
    "catalogue_service",      "catalogue_service_key",    "catalogue_specialisation",
    "catalogue_organisation", "catalogue_online_service", "catalogue_responsibility",
    "catalogue_source_id",    "catalogue_service_change", "catalogue_organisation_change",
    "catalogue_import",       "catalogue_import_memory",  "catalogue_object_change",
    "catalogue_piece_memory", "catalogue_change_day",     "catalogue_state"};
constexpr const char* contents[] = {
    "select ref, fingerprint, import from catalogue_service order by ref",
    "select service, service_key from catalogue_service_key order by service, service_key",
    "select ref, service, fingerprint, import from catalogue_specialisation order by ref",
    "select ref, fingerprint, import from catalogue_organisation order by ref",
    "select ref, fingerprint, import from catalogue_online_service order by ref",
    "select area, id, holder, role, validity, service from catalogue_responsibility order by 1, 2",
    "select ref, agency, value from catalogue_source_id order by ref",
    "select service, offered from catalogue_service_change order by service"};

class ImportPieces : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        store_ = open(migrations());
        ASSERT_NE(store_, nullptr);
        std::string name = ::testing::TempDir() + "dienstweg-pieces-XXXXXX";
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        directory_ = name;
    }
    void TearDown() override {
        store_.reset();
        std::filesystem::remove_all(directory_);
        DatabaseTest::TearDown();
    }

    std::string path(const std::string& name) const { return (directory_ / name).string(); }
    void run(const std::string& sql) {
        const auto done = store_->commit(
            {.tenant = store::shared_tenant(), .events = {}, .statements = {{.sql = sql}}});
        EXPECT_TRUE(done.has_value()) << sql << ": " << (done ? "" : done.error().message);
    }
    void forget() {
        run("delete from catalogue_piece_memory");
        run("delete from catalogue_import_memory");
    }
    std::string contents_of_tables() {
        std::string all;
        const auto reader = store_->reader();
        for (const char* sql : contents) {
            const auto rows = (*reader)->query(sql);
            EXPECT_TRUE(rows.has_value()) << sql;
            for (const auto& row : *rows) {
                for (std::size_t i = 0; i < row.size(); ++i) all += text_of(row[i]) + ";";
                all += '\n';
            }
        }
        return all;
    }
    // How many pieces of the file are known, and how many there are.
    std::pair<std::size_t, std::size_t> known(const std::string& name) {
        const auto memory = load_pieces(*store_, delivery_key(name, ""));
        const auto reader = store_->reader();
        const auto bytes = bytes_of_file(path(name));
        auto checked = check_source(path(name), {}, *bytes,
                                    {.memory = *memory, .changes = *object_changes(**reader)});
        EXPECT_TRUE(checked.has_value());
        const auto is_known = [](const Piece& piece) { return piece.known >= 0; };
        return {static_cast<std::size_t>(std::ranges::count_if(checked->pieces, is_known)),
                checked->pieces.size()};
    }

    std::unique_ptr<store::Store> store_;
    std::filesystem::path directory_;
};

// Everything that a row of deliveries says and leaves, with or without a memory.
TEST_P(ImportPieces, ChangeNothingInWhatDeliveriesSay) {
    const int rounds = std::string_view(GetParam()) == "sqlite" ? 8 : 2;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::string> told[2];
        for (const int forgetful : {0, 1}) {
            for (const char* table : tables) run(std::string("delete from ") + table);
            Deliveries deliveries(static_cast<unsigned>(round + 1)), others(99);
            for (int day = 0; day < 12; ++day) {
                const bool other = deliveries.below(6) == 0;
                const auto file = path(other ? "other.xml" : "day" + std::to_string(day) + ".xml");
                std::ofstream(file) << (other ? others : deliveries).next();
                ImportOptions options{.dry_run = deliveries.below(7) == 0};
                if (deliveries.below(3) == 0) options.full = {.most_deleted = 100};
                if (deliveries.below(5) == 0) options.source = "L1";
                if (forgetful == 1) forget();
                const auto report = import_xzufi_files(*store_, areas(), {file}, options);
                ASSERT_TRUE(report.has_value()) << report.error().message;
                told[forgetful].push_back(to_string(to_json(*report)) +
                                          to_text(*report, Language::German) +
                                          contents_of_tables());
            }
        }
        ASSERT_EQ(told[0], told[1]) << "round " << round;
    }
}

TEST_P(ImportPieces, OnlyWhatDiffersIsRead) {
    Deliveries deliveries(5);
    std::string text = "<x:t xmlns:x='http://xoev.de/schemata/xzufi/2_2_0'>";
    for (int number = 1; number <= 50; ++number)
        text += "<x:schreibe><x:leistung>" + id("L1", number) + "</x:leistung></x:schreibe>\n";
    const auto write = [&](const std::string& name, const std::string& more) {
        std::ofstream(path(name)) << text + more + "</x:t>";
        ASSERT_TRUE(import_xzufi_files(*store_, areas(), {path(name)}));
    };
    write("a-2026-11-01.xml", "");
    // The first piece has the beginning of the file, the last one its end.
    EXPECT_EQ(known("a-2026-11-01.xml"), std::pair(49UL, 51UL));
    text.replace(text.find(">7<"), 3, ">77<");
    std::ofstream(path("a-2026-11-02.xml")) << text + "</x:t>";
    EXPECT_EQ(known("a-2026-11-02.xml"), std::pair(48UL, 51UL));
    write("a-2026-11-02.xml", "");
    EXPECT_EQ(known("a-2026-11-02.xml"), std::pair(49UL, 51UL));
}

// Somebody else wrote the same objects: they are compared again.
TEST_P(ImportPieces, WhatOthersWroteIsWrittenAgain) {
    const auto service = [](const std::string& title) {
        return "<x:t xmlns:x='http://xoev.de/schemata/xzufi/2_2_0'><x:schreibe><x:leistung>" +
               id("L1", 1) + "</x:leistung></x:schreibe><x:schreibe><x:leistung>" + id("L1", 2) +
               "<x:modulText><x:leikaTextmodul><code>03</code></x:leikaTextmodul>"
               "<x:inhalt languageCode='de'>" +
               title + "</x:inhalt></x:modulText></x:leistung></x:schreibe></x:t>";
    };
    const auto import = [&](const std::string& name, const std::string& title) {
        std::ofstream(path(name)) << service(title);
        const auto report = import_xzufi_files(*store_, areas(), {path(name)});
        return report ? report->totals().changed : -1;
    };
    EXPECT_EQ(import("a.xml", "Hund"), 2);
    EXPECT_EQ(import("b.xml", "Katze"), 1);
    EXPECT_EQ(import("a.xml", "Hund"), 1);
    EXPECT_EQ(import("a.xml", "Hund"), 0);
    // As when areas are moved.
    run("update catalogue_state set number = number + 1");
    run("update catalogue_object_change set change = change + 1");
    run("delete from catalogue_service");
    EXPECT_EQ(import("a.xml", "Hund"), 2);
}

INSTANTIATE_TEST_SUITE_P(Databases, ImportPieces, store::testing::databases(),
                         store::testing::database_name);

}  // namespace
}  // namespace dw::catalogue
