// Several readers side by side must find what one finds.
#include "catalogue/first_reading.h"

#include <gtest/gtest.h>

#include "catalogue/piece_memory.h"

namespace dw::catalogue {
namespace {

std::string head() {
    return "<?xml version='1.0' encoding='UTF-8'?>\n"
           "<x:t xmlns:x='http://xoev.de/schemata/xzufi/2_2_0'>\n";
}

std::string id(int number) {
    return "<x:id schemeAgencyID='L" + std::to_string(number % 3) + "'>" + std::to_string(number) +
           "</x:id>";
}

std::string office(int number, const std::string& inside = "") {
    std::string parent;
    if (number % 5 == 0)
        parent =
            "<x:uebergeordneteOrganisationseinheitID schemeAgencyID='L1'>7"
            "</x:uebergeordneteOrganisationseinheitID>";
    return "<x:schreibe><x:organisationseinheit>" + id(number) + parent + inside +
           "<x:name><x:name languageCode='de'>" + std::string(500, 'n') +
           "</x:name></x:name></x:organisationseinheit></x:schreibe>\n";
}

// More than any reader is given at once.
std::string offices(int first) {
    std::string all;
    for (int number = first; number < first + 2000; ++number) all += office(number);
    return all;
}

std::string removal(int number) {
    return "<x:loesche klasse='Organisationseinheit'>" + id(number) + "</x:loesche>\n";
}

CheckedFile read(const std::string& text, bool side_by_side) {
    Known known;
    if (!side_by_side) known.memory = std::make_shared<const PieceMemory>();
    auto checked = check_source("a.xml", {}, bytes_of_text(text), known);
    EXPECT_TRUE(checked.has_value());
    return *std::move(checked);
}

std::vector<std::pair<std::uint32_t, bool>> sizes(const std::vector<Piece>& pieces) {
    std::vector<std::pair<std::uint32_t, bool>> all;
    for (const Piece& piece : pieces) all.emplace_back(piece.size, piece.ends_object);
    return all;
}

void expect_same(const std::string& text) {
    auto one = read(text, false), several = read(text, true);
    EXPECT_EQ(one.hash, several.hash);
    EXPECT_EQ(one.agencies, several.agencies);
    EXPECT_EQ(one.parents, several.parents);
    EXPECT_EQ(one.has_unknown_ids, several.has_unknown_ids);
    EXPECT_EQ(one.refused.has_value(), several.refused.has_value());
    if (one.refused && several.refused) {
        const auto& first = one.refused->findings.front();
        const auto& second = several.refused->findings.front();
        EXPECT_EQ(first.code, second.code);
        EXPECT_EQ(first.position.line, second.position.line);
        EXPECT_EQ(first.position.column, second.position.column);
        return;
    }
    EXPECT_EQ(sizes(one.pieces), sizes(several.pieces));
    for (int number = 0; number < 6500; ++number) {
        const SourceId source{"L" + std::to_string(number % 3), std::to_string(number)};
        const auto key = operation_key(ObjectKind::Organisation, source);
        EXPECT_EQ(one.plan.is_written(key), several.plan.is_written(key));
        EXPECT_EQ(one.plan.ends_as_written(key), several.plan.ends_as_written(key));
        EXPECT_EQ(one.plan.is_named_once(key), several.plan.is_named_once(key));
        for (int times = 0; times < 2; ++times)
            EXPECT_EQ(one.plan.pass_write(key).is_last, several.plan.pass_write(key).is_last);
    }
}

bool is_read_side_by_side(const std::string& text) {
    CheckedFile checked;
    return read_side_by_side(bytes_of_text(text), checked).has_value();
}

TEST(FirstReading, SeveralReadersFindWhatOneFinds) {
    const std::string text = head() + offices(0) + removal(17) + removal(9000) + office(3) +
                             offices(2000) + "<!-- between -->" + removal(5) + office(5) +
                             offices(4000) + "</x:t>\n";
    if (std::thread::hardware_concurrency() > 1) EXPECT_TRUE(is_read_side_by_side(text));
    expect_same(text);
}

TEST(FirstReading, WhatIsUnusualIsReadByOne) {
    const std::string many = offices(0);
    const std::string cases[] = {
        head() + many + "<x:more>" + offices(2000) + "</x:more></x:t>",
        head() + many + "<!-- " + offices(2000) + " -->" + offices(4000) + "</x:t>",
        head() + many + "</x:t>" + offices(2000) + "</x:t>",
        head() + many + offices(2000),
        head() + many + office(1, "<x:id>") + offices(2000) + "</x:t>",
        head() + many + "<x:schreibe/>" + offices(2000) + "\xff</x:t>",
        head() + many + offices(2000) + "</x:t>" + offices(4000),
        head() + offices(0) + "<x:inner xmlns:x='http://example.org'>" + offices(2000) +
            "</x:inner></x:t>"};
    for (const auto& text : cases) expect_same(text);
}

TEST(FirstReading, ObjectsWithoutIdAreNoticedByEveryReader) {
    std::string text = head() + offices(0);
    text += "<x:schreibe><x:leistung/></x:schreibe>" + offices(2000) + "</x:t>";
    expect_same(text);
    EXPECT_TRUE(read(text, true).has_unknown_ids);
}

}  // namespace
}  // namespace dw::catalogue
