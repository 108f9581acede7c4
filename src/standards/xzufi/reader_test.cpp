#include "standards/xzufi/reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/limits.h"
#include "base/source_dir.h"

namespace dw::xzufi {
namespace {

// What a reader said about a file, one line per callback.
struct Reading {
    std::vector<std::string> log;
    std::string refusal;  // code, "" when the file was read
};

Reading read(std::string_view bytes, std::size_t piece) {
    Reading reading;
    Reader reader({.schreibe = [&](Objekt, const Element& element) -> Outcome {
                       std::string line(spelling_of(element.name()));
                       for (const Element child : element) {
                           line += ' ' + std::string(spelling_of(child.name())) + '=' +
                                   std::string(child.code());
                       }
                       reading.log.push_back(line);
                       return Nothing{};
                   },
                   .loesche = [&](const Loesche& loesche) -> Outcome {
                       reading.log.push_back("loesche " + loesche.klasse + " " + loesche.id.value);
                       return Nothing{};
                   },
                   .problem =
                       [&](const Problem& problem) {
                           std::string line =
                               problem.code + '@' + std::to_string(problem.position.line);
                           for (const std::string& a : problem.arguments) line += ' ' + a;
                           reading.log.push_back(line);
                       }});
    bool well = true;
    for (std::size_t at = 0; well && at < bytes.size(); at += piece) {
        well = reader.feed(bytes.substr(at, piece)).has_value();
    }
    if (well) static_cast<void>(reader.finish());
    if (reader.refusal()) reading.refusal = reader.refusal()->code;
    return reading;
}

std::string fixture(const std::string& name) {
    std::ifstream file(source_dir() + "/tests/fixtures/xzufi/2.2/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string message(std::string_view inner) {
    return "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + std::string(inner) + "</t>";
}

TEST(XZuFiReader, GivesObjectsWhateverThePiecesAre) {
    const std::string bytes = fixture("all-objects.xml");
    ASSERT_FALSE(bytes.empty());
    const Reading whole = read(bytes, bytes.size());
    EXPECT_EQ(whole.refusal, "");
    EXPECT_EQ(whole.log.size(), 8U);
    for (const std::size_t piece : {1U, 7U, 1000U}) {
        EXPECT_EQ(read(bytes, piece).log, whole.log) << piece;
    }
}

TEST(XZuFiReader, TakesPrefixesAndUnqualifiedCodesAsTheyCome) {
    const std::string one = "leistung id=1 referenzLeiKa=99";
    const std::vector<std::string> expected{one};
    EXPECT_EQ(read(message("<schreibe><leistung><id>1</id><referenzLeiKa><code xmlns=''>99</code>"
                           "</referenzLeiKa></leistung></schreibe>"),
                   9)
                  .log,
              expected);
    EXPECT_EQ(read("<r:a xmlns:r='urn:x'><q:schreibe xmlns:q='http://xoev.de/schemata/xzufi/2_1_0'>"
                   "<q:leistung><q:id> <!-- c --><![CDATA[1]]>\n</q:id><q:referenzLeiKa><q:code>99"
                   "</q:code></q:referenzLeiKa></q:leistung></q:schreibe></r:a>",
                   9)
                  .log,
              expected);
    EXPECT_EQ(read(message("<antwort><ergebnisLeistung><leistung><id>1</id><referenzLeiKa>99"
                           "</referenzLeiKa></leistung></ergebnisLeistung></antwort>"),
                   9)
                  .log,
              expected);
    EXPECT_EQ(read(message("<antwort><ergebnisLeistung><id>1</id><referenzLeiKa>99</referenzLeiKa>"
                           "</ergebnisLeistung></antwort>"),
                   9)
                  .log.size(),
              1U);
}

TEST(XZuFiReader, ReadsOtherEncodings) {
    const std::string latin = "<?xml version='1.0' encoding='ISO-8859-1'?>" +
                              message("<schreibe><leistung><id>\xE4</id></leistung></schreibe>");
    EXPECT_EQ(read(latin, 11).log, std::vector<std::string>{"leistung id=ä"});
    std::string utf16 = "\xFF\xFE";
    for (const char c : message("<schreibe><leistung><id>1</id></leistung></schreibe>")) {
        utf16.push_back(c);
        utf16.push_back('\0');
    }
    EXPECT_EQ(read(utf16, 11).log, std::vector<std::string>{"leistung id=1"});
    EXPECT_EQ(read("\xEF\xBB\xBF" + message("<schreibe><leistung/></schreibe>"), 11).log,
              std::vector<std::string>{"leistung"});
}

TEST(XZuFiReader, RefusesWhatIsNoSafeXZuFi) {
    const std::string open = "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>";
    std::string deep = open;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    EXPECT_EQ(read("", 1).refusal, "xzufi.empty_file");
    EXPECT_EQ(read(" \n\n", 1).refusal, "xzufi.empty_file");
    EXPECT_EQ(read("<html><body/></html>", 1).refusal, "xzufi.no_namespace");
    EXPECT_EQ(read("<?xml version='1.0' encoding='KOI8-R'?>" + open + "</t>", 100).refusal,
              "xzufi.unknown_encoding");
    EXPECT_EQ(read(open + "<a></b></t>", 1).refusal, "xzufi.not_well_formed");
    EXPECT_EQ(read(open + "<schreibe><leist", 1).refusal, "xzufi.truncated");
    EXPECT_EQ(read(open + "\xC3\x28</t>", 100).refusal, "xzufi.invalid_encoding");
    EXPECT_EQ(read("<!DOCTYPE t [<!ENTITY a 'b'>]>" + open + "&a;</t>", 1).refusal,
              "xzufi.doctype");
    EXPECT_EQ(read("<t xmlns='urn:other'><schreibe/></t>", 1).refusal, "xzufi.wrong_namespace");
    EXPECT_EQ(read(deep, 1).refusal, "xzufi.too_deep");
    EXPECT_EQ(read(open + "<nachrichtenkopf/></t>", 1).refusal, "xzufi.no_objects");
    EXPECT_EQ(
        read(open + "<!--" + std::string(limits::xml_token_bytes + 200'000, 'x'), 10'000).refusal,
        "xzufi.token_too_long");
}

TEST(XZuFiReader, ReportsFaultyObjectsAndGoesOn) {
    const std::string sound = "<schreibe><leistung><id>2</id></leistung></schreibe>";
    const auto log_of = [&](const std::string& faulty) {
        return read(message("\n" + faulty + sound), 50'000).log;
    };
    const auto expect = [](const std::string& report) {
        return std::vector<std::string>{report, "leistung id=2"};
    };
    EXPECT_EQ(log_of("<schreibe><leistung/><leistung/></schreibe>"),
              expect("xzufi.not_one_object@2 2"));
    EXPECT_EQ(log_of("<schreibe/>"), expect("xzufi.not_one_object@2 0"));
    EXPECT_EQ(log_of("<schreibe><rezept><id>1</id></rezept></schreibe>"),
              expect("xzufi.unknown_object@2 rezept"));
    EXPECT_EQ(log_of("<schreibe><leistung><id a='" + std::string(100'000, 'x') +
                     "'>1</id></leistung></schreibe>"),
              expect("xzufi.object_too_large@2"));
    EXPECT_EQ(log_of("<schreibe><leistung><id>" + std::string(limits::xml_text_bytes + 1, 'x') +
                     "</id></leistung></schreibe>"),
              expect("xzufi.object_too_large@2"));
    EXPECT_EQ(read("<t xmlns='http://xoev.de/schemata/xzufi/9_9_0'>" + sound + "</t>", 10).log,
              expect("xzufi.unknown_version@1 9_9_0"));
    EXPECT_EQ(read(message("<schreibe><leistung><id>2</id><modulZukunft><id>3</id></modulZukunft>"
                           "</leistung></schreibe>"),
                   10)
                  .log,
              expect("xzufi.unknown_element@1 modulZukunft"));
}

TEST(XZuFiReader, StopsWhenTheCallerCannotGoOn) {
    Reader reader({.schreibe = [](Objekt, const Element&) -> Outcome {
                       return unavailable("test.full", "no room");
                   },
                   .loesche = [](const Loesche&) -> Outcome { return Nothing{}; },
                   .problem = [](const Problem&) {}});
    const Outcome fed = reader.feed(message("<schreibe><leistung/></schreibe>"));
    ASSERT_FALSE(fed.has_value());
    EXPECT_EQ(fed.error().code, "test.full");
}

// Whoever knows what bytes say passes them by: places in the rest are those of the whole file.
TEST(Reader, PassesByWhatIsKnown) {
    const std::string object = "<schreibe><leistung><id>1</id></leistung></schreibe>";
    const std::string known = "\n" + object + " " + object;
    std::vector<Position> at;
    Reader reader({.schreibe = [](Objekt, const Element&) -> Outcome { return Nothing{}; },
                   .loesche = [](const Loesche&) -> Outcome { return Nothing{}; },
                   .problem = [&](const Problem& problem) { at.push_back(problem.position); }});
    const auto feed = [&](const std::string& bytes) { ASSERT_TRUE(reader.feed(bytes)); };
    feed("<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + object.substr(0, 20));
    EXPECT_FALSE(reader.is_between_objects());
    feed(object.substr(20));
    ASSERT_TRUE(reader.is_between_objects());
    const auto bearings = reader.bearings();
    const auto before = reader.here();
    feed(known);
    EXPECT_EQ(reader.bearings(), bearings);
    const auto after = reader.here();
    EXPECT_EQ(after.line, before.line + 1);
    EXPECT_EQ(after.column, static_cast<std::int64_t>(known.size()));

    reader.pass_by(known.size(), {.lines = 1, .columns = after.column});
    EXPECT_EQ(reader.here().line, 3);
    EXPECT_EQ(reader.here().column, after.column);
    reader.pass_by(2, {.lines = 0, .columns = 2});
    feed("<fremd/>\n<schreibe/>");
    feed("</t>");
    ASSERT_TRUE(reader.finish());
    ASSERT_EQ(at.size(), 2U);
    EXPECT_EQ(at[0].line, 4);
    EXPECT_EQ(at[0].column, 1);
    EXPECT_EQ(at[1].line, 3);
    EXPECT_EQ(at[1].column, after.column + 2);
}

}  // namespace
}  // namespace dw::xzufi
