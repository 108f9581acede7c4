#include "forms/copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// libqpdf 11 asks its users to say that they have left its old pointer type.
#define POINTERHOLDER_TRANSITION 4

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <qpdf/QPDF.hh>

#include "forms/form_rules.h"
#include "forms/sample_package.h"
#include "web/page.h"

namespace dw::forms {
namespace {

using ::testing::HasSubstr;

Submission submission() {
    Submission made;
    made.package_name = sample_package().name;
    made.package_version = sample_package().version;
    made.service = {"B1", "hund"};
    made.organisation = {"B1", "steueramt"};
    made.place = *Ars::parse("04012");
    made.answers = sample_answers();
    made.applicant = applicant_of(sample_package(), made.answers);
    return made;
}

CopyHead head() {
    return {"AB-1234-5", "Steueramt Musterstadt", "2. März 2026, 9:00 Uhr",
            *parse_instant("2026-03-02T08:00:00Z")};
}

Result<Bytes> pdf_of(const Submission& made) {
    return submission_pdf(sample_package(), made, head(), Language::German);
}

// The words of the pages as pdftotext finds them; "" where that program is not installed.
std::string words_of(const Bytes& pdf) {
    const auto folder = std::filesystem::temp_directory_path();
    const auto in = folder / ("copy-" + std::to_string(getpid()) + ".pdf");
    const auto out = folder / ("copy-" + std::to_string(getpid()) + ".txt");
    std::ofstream(in, std::ios::binary)
        .write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
    const std::string command = "pdftotext " + in.string() + " " + out.string() + " 2>/dev/null";
    std::string words;
    if (std::system(command.c_str()) == 0) {
        std::ifstream file(out);
        words.assign(std::istreambuf_iterator<char>(file), {});
    }
    std::filesystem::remove(in);
    std::filesystem::remove(out);
    return words;
}

TEST(Copy, PdfIsTaggedAndSaysTitleAndLanguage) {
    const auto pdf = pdf_of(submission());
    ASSERT_TRUE(pdf) << pdf.error().message;
    QPDF document;
    document.processMemoryFile("copy", reinterpret_cast<const char*>(pdf->data()), pdf->size());
    EXPECT_TRUE(document.getWarnings().empty());
    auto root = document.getRoot();
    EXPECT_TRUE(root.getKey("/StructTreeRoot").isDictionary());
    EXPECT_EQ(root.getKey("/Lang").getUTF8Value(), "de-DE");
    EXPECT_TRUE(root.getKey("/MarkInfo").getKey("/Marked").getBoolValue());
    EXPECT_EQ(document.getTrailer().getKey("/Info").getKey("/Title").getUTF8Value(),
              "Hund anmelden (Hundesteuer): Kopie Ihrer Angaben");
}

TEST(Copy, PdfHoldsEveryAnswer) {
    const auto pdf = pdf_of(submission());
    ASSERT_TRUE(pdf);
    const std::string words = words_of(*pdf);
    if (words.empty()) GTEST_SKIP() << "pdftotext is not installed";
    for (const char* each : {"AB-1234-5", "Steueramt Musterstadt", "Muster-Yıldız", "Bruno",
                             "30. April 1988", "Meine Angaben sind richtig"}) {
        EXPECT_THAT(words, HasSubstr(each));
    }
}

TEST(Copy, HostileNamesBreakNothing) {
    Submission made = submission();
    made.answers.set("hund_name",
                     "<b>&\"'%s {0} \\n </span> עברית العربية 👩‍👩‍👧 ﷽");
    made.answers.set("hund_rasse", std::string(4000, 'W'));
    made.uploads.push_back({"nachweis_datei", "\xFF\xFE.pdf", "application/pdf", 3, {}, {}});
    const auto pdf = pdf_of(made);
    ASSERT_TRUE(pdf) << pdf.error().message;
    QPDF document;
    document.processMemoryFile("copy", reinterpret_cast<const char*>(pdf->data()), pdf->size());
    EXPECT_TRUE(document.getWarnings().empty());
}

TEST(Copy, LongCopyGoesOverSeveralPages) {
    Submission made = submission();
    std::string text;
    for (int i = 0; i < 400; ++i) text += "Ein Satz mit einigen Wörtern darin. ";
    made.answers.set("hund_rasse", text);
    const auto pdf = pdf_of(made);
    ASSERT_TRUE(pdf);
    QPDF document;
    document.processMemoryFile("copy", reinterpret_cast<const char*>(pdf->data()), pdf->size());
    EXPECT_GE(document.getAllPages().size(), 3U);
}

TEST(Copy, OfAnExampleSaysSo) {
    web::set_site({.name = "Dienstweg", .example = true, .public_url = ""});
    const auto pdf = pdf_of(submission());
    const std::string json = submission_json(sample_package(), submission(), head());
    web::set_site({});
    ASSERT_TRUE(pdf);
    EXPECT_THAT(json, HasSubstr("\"example\": true"));
    const std::string words = words_of(*pdf);
    if (words.empty()) GTEST_SKIP() << "pdftotext is not installed";
    EXPECT_THAT(words, HasSubstr("BEISPIEL"));
}

TEST(Copy, JsonHoldsTheAnswersAsTheyWereSent) {
    const auto json = parse_json(submission_json(sample_package(), submission(), head()));
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["answers"], sample_answers());
    EXPECT_EQ((*json)["number"].text_or(""), "AB-1234-5");
    EXPECT_FALSE(json->has("example"));
}

}  // namespace
}  // namespace dw::forms
