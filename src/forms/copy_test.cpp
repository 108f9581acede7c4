#include "forms/copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/qpdf-c.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

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

// What libqpdf finds in it.
struct Looked {
    int problems = 0, pages = 0;
    bool structure = false, marked = false;
    std::string language, title;
};
Looked look_at(const Bytes& bytes) {
    qpdf_data pdf = qpdf_init();
    Looked looked;
    looked.problems = qpdf_read_memory(pdf, "copy", reinterpret_cast<const char*>(bytes.data()),
                                       bytes.size(), nullptr) |
                      qpdf_check_pdf(pdf);
    const qpdf_oh root = qpdf_get_root(pdf);
    const auto at = [&](qpdf_oh object, const char* key) {
        return qpdf_oh_get_key(pdf, object, key);
    };
    looked.structure = qpdf_oh_is_dictionary(pdf, at(root, "/StructTreeRoot"));
    looked.marked = qpdf_oh_get_bool_value(pdf, at(at(root, "/MarkInfo"), "/Marked"));
    looked.language = qpdf_oh_get_utf8_value(pdf, at(root, "/Lang"));
    const qpdf_oh info = at(qpdf_get_trailer(pdf), "/Info");
    looked.title = qpdf_oh_get_utf8_value(pdf, at(info, "/Title"));
    looked.pages = qpdf_get_num_pages(pdf);
    qpdf_cleanup(&pdf);
    return looked;
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
    const Looked looked = look_at(*pdf);
    EXPECT_EQ(looked.problems, 0);
    EXPECT_TRUE(looked.structure);
    EXPECT_TRUE(looked.marked);
    EXPECT_EQ(looked.language, "de-DE");
    EXPECT_EQ(looked.title, "Hund anmelden (Hundesteuer): Kopie Ihrer Angaben");
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

TEST(Copy, DeclarationHasNoLabelAndFilesStandByThemselves) {
    Submission made = submission();
    made.answers.set("grund", "rettungshund");
    made.uploads.push_back({"nachweis_datei", "zeugnis.pdf", "application/pdf", 3, {}, {}});
    const auto pdf = pdf_of(made);
    ASSERT_TRUE(pdf);
    const std::string words = words_of(*pdf);
    if (words.empty()) GTEST_SKIP() << "pdftotext is not installed";
    const auto after = words.substr(words.find("Ihre Erklärung"));
    EXPECT_THAT(after, ::testing::Not(HasSubstr("Dateien")));
    EXPECT_THAT(after, ::testing::Not(HasSubstr("Hund anmelden")));
    EXPECT_THAT(words, HasSubstr("Foto oder Scan des Nachweises"));
}

TEST(Copy, LabelAndValueStandOnOnePage) {
    for (int lines = 20; lines < 45; ++lines) {
        Submission made = submission();
        std::string text = "Anfang";
        for (int i = 0; i < lines; ++i) text += "\nZeile";
        made.answers.set("hund_rasse", text);
        const auto pdf = pdf_of(made);
        ASSERT_TRUE(pdf);
        std::istringstream pages(words_of(*pdf));
        for (std::string page; std::getline(pages, page, '\f');) {
            const auto number = page.rfind("\nSeite ");
            std::string end = page.substr(0, number);
            while (end.ends_with('\n')) end.pop_back();
            EXPECT_FALSE(end.ends_with("Seit wann lebt der Hund bei Ihnen?")) << lines;
            EXPECT_FALSE(end.ends_with("Der Hund lebt bei mir seit")) << lines;
        }
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
    EXPECT_EQ(look_at(*pdf).problems, 0);
}

TEST(Copy, LongCopyGoesOverSeveralPages) {
    Submission made = submission();
    std::string text;
    for (int i = 0; i < 400; ++i) text += "Ein Satz mit einigen Wörtern darin. ";
    made.answers.set("hund_rasse", text);
    const auto pdf = pdf_of(made);
    ASSERT_TRUE(pdf);
    EXPECT_GE(look_at(*pdf).pages, 3);
}

TEST(Readable, AmountsAreGroupedAsTheLanguageDoesIt) {
    FormField field;
    field.type = FieldType::Money;
    const auto written = [&](std::int64_t cents, Language language) {
        return answer_in_words(field, Json(cents), language);
    };
    EXPECT_EQ(written(5, Language::German), "0,05 €");
    EXPECT_EQ(written(99999, Language::German), "999,99 €");
    EXPECT_EQ(written(118000, Language::German), "1.180,00 €");
    EXPECT_EQ(written(123456789, Language::English), "1,234,567.89 €");
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
