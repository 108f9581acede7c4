// What a file says arrives whole and in order, and a file that is another one by now is noticed.
#include "catalogue/object_stream.h"

#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

std::string office(int number) {
    return "<schreibe><organisationseinheit><id schemeAgencyID='L1'>" + std::to_string(number) +
           "</id><name><name languageCode='de'>" + std::string(500, 'n') +
           "</name></name></organisationseinheit></schreibe>\n";
}

// More than one batch, with a deletion and something unknown at its end.
std::string delivery() {
    std::string xml = "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>\n";
    for (int number = 0; number < 2000; ++number) xml += office(number);
    return xml +
           "<loesche klasse='Leistung'><id schemeAgencyID='L1'>7</id></loesche>\n"
           "<schreibe><haustier/></schreibe>\n</t>\n";
}

CheckedFile checked(const std::string& text) {
    auto file = check_source("a.xml", {}, bytes_of_text(text));
    EXPECT_TRUE(file && !file->refused);
    return *std::move(file);
}

// Reads to the end, and forgets it.
Outcome read(const CheckedFile& file) {
    const std::unordered_set<std::int64_t> circles;
    ObjectStream stream(file, circles);
    while (stream.next()) {
    }
    return stream.finish();
}

TEST(ObjectStream, SaysEverythingInTheOrderOfTheFile) {
    const std::string text = delivery();
    const CheckedFile file = checked(text);
    const std::unordered_set<std::int64_t> circles;
    ObjectStream stream(file, circles);
    std::vector<Said> all;
    std::size_t batches = 0;
    for (; auto batch = stream.next(); ++batches)
        std::move(batch->begin(), batch->end(), std::back_inserter(all));
    ASSERT_TRUE(stream.finish());
    EXPECT_GT(batches, 2U);
    int offices = 0;
    std::size_t begun = 0, ended = 0;
    for (const Said& said : all) {
        begun += std::holds_alternative<PieceBegins>(said) ? 1 : 0;
        ended += std::holds_alternative<PieceEnds>(said) ? 1 : 0;
        const auto* written = std::get_if<WrittenObject>(&said);
        if (written == nullptr) continue;
        EXPECT_EQ(begun, ended + 1);
        EXPECT_EQ(written->element.view().child_text(xzufi::Name::id), std::to_string(offices++));
    }
    EXPECT_EQ(offices, 2000);
    EXPECT_EQ(begun, file.pieces.size());
    EXPECT_EQ(ended, begun);
    const auto counted = [&](auto is) { return std::ranges::count_if(all, is); };
    EXPECT_EQ(counted([](const Said& s) { return std::holds_alternative<xzufi::Loesche>(s); }), 1);
    EXPECT_EQ(counted([](const Said& s) { return std::holds_alternative<xzufi::Problem>(s); }), 1);
}

TEST(ObjectStream, AFileThatIsAnotherOneByNowIsNoticed) {
    const std::string before = delivery();
    std::string other = before;
    other[other.size() / 2] = other[other.size() / 2] == 'n' ? 'm' : 'n';
    for (const std::string& after : {other, before + " ", before.substr(0, before.size() - 10)}) {
        CheckedFile file = checked(before);
        file.source = bytes_of_text(after);
        const auto done = read(file);
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, "catalogue.file_changed");
    }
    EXPECT_TRUE(read(checked(before)));
}

TEST(ObjectStream, MayBeLeftInTheMiddle) {
    const std::string text = delivery();
    const CheckedFile file = checked(text);
    const std::unordered_set<std::int64_t> circles;
    for (const int batches : {0, 1, 2}) {
        ObjectStream stream(file, circles);
        for (int i = 0; i < batches; ++i) EXPECT_TRUE(stream.next());
    }
}

}  // namespace
}  // namespace dw::catalogue
