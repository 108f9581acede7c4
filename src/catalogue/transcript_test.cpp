// A transcript says what reading the file once more would say, places included.
#include "catalogue/transcript.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <sstream>
#include <thread>

#include "base/match.h"
#include "catalogue/object_stream.h"

namespace dw::catalogue {
namespace {

std::string words_of(xzufi::Position at) {
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string words_of(const Bearings& at) {
    return (at.is_between_objects ? "between " : "inside ") + at.text + words_of(at.here);
}

void print(std::ostream& out, const xzufi::Element& element) {
    out << '<' << spelling_of(element.name());
    if (element.position().line > 0) out << ' ' << words_of(element.position());
    for (std::size_t i = 0; i < element.attributes(); ++i) {
        const auto [name, value] = element.attribute(i);
        out << ' ' << static_cast<int>(name) << '=' << value;
    }
    out << '>' << element.text();
    for (const auto child : element) print(out, child);
    out << "</>";
}

// Everything in its order.
std::string all_of(const CheckedFile& file) {
    std::ostringstream out;
    const std::unordered_set<std::int64_t> circles;
    ObjectStream stream(file, circles);
    while (const auto batch = stream.next()) {
        for (const Said& said : *batch) {
            match(
                said,
                [&](const WrittenObject& object) {
                    out << "object " << static_cast<int>(object.objekt) << ' ';
                    print(out, object.element.view());
                },
                [&](const xzufi::Loesche& gone) {
                    out << "gone " << gone.klasse << ' ' << gone.id.schemeID << ' '
                        << gone.id.schemeAgencyID << ' ' << gone.id.value << ' '
                        << words_of(gone.position);
                },
                [&](const xzufi::Problem& problem) {
                    out << "problem " << problem.code << ' ' << words_of(problem.position);
                    for (const auto& argument : problem.arguments) out << ' ' << argument;
                },
                [&](const PieceBegins& begins) { out << "begin " << words_of(begins.at); },
                [&](const PieceEnds& ends) {
                    out << "end " << ends.piece - file.pieces.data() << ' ' << words_of(ends.at);
                },
                [&](const PassedBy&) { out << "passed by"; });
            out << '\n';
        }
    }
    EXPECT_TRUE(stream.finish());
    return out.str();
}

CheckedFile checked(const std::string& text, const std::string& directory) {
    auto file = check_source("a.xml", {}, bytes_of_text(text), {}, directory);
    EXPECT_TRUE(file && !file->refused);
    return *std::move(file);
}

class Writing {
  public:
    explicit Writing(unsigned seed) : random_(seed) {}

    std::string file() {
        std::string xml = "<?xml version='1.0' encoding='UTF-8'?>\n";
        xml += "<t xmlns='http://xoev.de/schemata/xzufi/2_2_0'>" + gap();
        // It tells where pieces end.
        xml += "<schreibe><organisationseinheit>" + id("id") +
               "</organisationseinheit></schreibe>" + gap();
        while (xml.size() < 1'200'000) xml += piece() + gap();
        return xml + "</t>" + gap();
    }

  private:
    unsigned up_to(unsigned most) { return random_() % (most + 1); }
    std::string pick(std::initializer_list<const char*> some) {
        return some.begin()[up_to(static_cast<unsigned>(some.size()) - 1)];
    }
    std::string gap() {
        return pick({"", "\n", " \n\t ", "\r\n", "<!-- ü\n -->", "<?p\n?>", "  "});
    }
    std::string text() {
        return pick({"Amt", " Büro &amp; Rat\n", "<![CDATA[<b>]]>", "", "\xE2\x82\xAC 5",
                     "&lt;p&gt;Viel\nText&lt;/p&gt;"}) +
               std::string(up_to(900), 'n');
    }
    std::string id(const std::string& name) {
        return "<" + name + " schemeAgencyID='L" + std::to_string(up_to(2)) + "' schemeID='ä" +
               std::to_string(up_to(1)) + "'>" + std::to_string(up_to(5000)) + "</" + name + ">";
    }
    std::string responsibility() {
        return gap() + "<zustaendigkeit>" + id("id") + gap() + id("leistungID") +
               "<gebietID>040120000000</gebietID></zustaendigkeit>";
    }
    std::string piece() {
        switch (up_to(9)) {
            case 0:
                return "<loesche klasse='Leistung'>" + id("id") + "</loesche>";
            case 1:
                return "<schreibe><haustier/></schreibe>";
            case 2:
                return "<schreibe><leistung>" + id("id") + "<unbekannt>" + text() +
                       "</unbekannt><modulText><inhalt languageCode='de'>" + text() +
                       "<p>auch</p></inhalt></modulText></leistung></schreibe>";
            default:
                break;
        }
        std::string office = "<schreibe>" + gap() + "<organisationseinheit>" + id("id") + gap() +
                             "<name><name languageCode='de'>" + text() + "</name></name>";
        for (unsigned i = up_to(3); i > 0; --i) office += responsibility();
        return office + "</organisationseinheit>" + gap() + "</schreibe>";
    }

    std::mt19937 random_;
};

std::string directory() {
    return std::filesystem::temp_directory_path().string();
}

TEST(Transcript, SaysWhatReadingOnceMoreSays) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const std::string text = Writing(seed).file();
        const auto written_down = checked(text, directory()), read = checked(text, "");
        EXPECT_FALSE(read.transcript);
        EXPECT_TRUE(written_down.transcript || std::thread::hardware_concurrency() < 2);
        const std::string all = all_of(read);
        EXPECT_GT(all.size(), text.size() / 2);
        EXPECT_TRUE(all_of(written_down) == all) << seed;
    }
}

TEST(Transcript, WithoutRoomTheFileIsReadOnceMore) {
    const std::string text = Writing(7).file();
    const auto file = checked(text, directory() + "/is not there");
    EXPECT_FALSE(file.transcript);
    EXPECT_EQ(all_of(file), all_of(checked(text, directory())));
}

TEST(Transcript, WhatIsNoTranscriptIsNoticed) {
    const std::string text = Writing(8).file();
    CheckedFile file = checked(text, "");
    const std::string parts[] = {"\x07", std::string("\0\1", 2), "\x05\x05"};
    for (const auto& part : parts) {
        file.pieces.resize(1);
        file.transcript.emplace(directory());
        file.transcript->add(part);
        const std::unordered_set<std::int64_t> circles;
        ObjectStream stream(file, circles);
        while (stream.next()) {
        }
        EXPECT_FALSE(stream.finish()) << part;
    }
}

}  // namespace
}  // namespace dw::catalogue
