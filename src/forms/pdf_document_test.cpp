#include "forms/pdf_document.h"

#include <gtest/gtest.h>
#include <qpdf/qpdf-c.h>

namespace dw::forms {
namespace {

// The number of pages libqpdf finds; 0 where it finds anything wrong.
int pages_of(const Bytes& bytes) {
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    const auto* content = reinterpret_cast<const char*>(bytes.data());
    const int problems =
        qpdf_read_memory(pdf, "letter", content, bytes.size(), nullptr) | qpdf_check_pdf(pdf);
    const int pages = problems ? 0 : qpdf_get_num_pages(pdf);
    qpdf_cleanup(&pdf);
    return pages;
}

PdfText letter_to(std::string name, std::size_t paragraphs = 1) {
    PdfText text;
    text.title = "Bescheid";
    text.created_at = *parse_instant("2026-11-29T10:00:00Z");
    text.head = {.sender = "Steueramt, Weg 1, 27568 Bremerhaven",
                 .address = {std::move(name), "Weg 1", "27568 Bremerhaven"},
                 .information = {{"Datum", "29.11.2026"}, {"Aktenzeichen", "DW-1"}}};
    text.sections.push_back({"Begründung", {}});
    for (std::size_t i = 0; i < paragraphs; ++i)
        text.sections.front().answers.push_back({"", std::string(900, 'x')});
    return text;
}

TEST(PdfDocument, ALetterIsOneSheetHoweverTheNameLooks) {
    const std::string names[] = {
        "Elif Muster",
        std::string(5000, 'W'),
        "Zeile\n\n\n\n\n\n\n\n\n\n\nnoch eine",
        "\u202Eelif\u202C <b>&amp;</b> %s \x01",
        "\xff\xfe",
        "",
        "محمد 李小龍 Ελένη",
    };
    for (const auto& name : names) {
        const auto pdf = pdf_document(letter_to(name));
        ASSERT_TRUE(pdf) << pdf.error().message;
        EXPECT_EQ(pages_of(*pdf), 1) << name.substr(0, 40);
    }
}

TEST(PdfDocument, ALongLetterGoesOnOverleaf) {
    EXPECT_EQ(pages_of(*pdf_document(letter_to("Elif Muster", 12))), 3);
}

TEST(PdfDocument, ManyLettersBecomeOneFileWithAllTheirPages) {
    const PdfText letters[] = {letter_to("Elif Muster"), letter_to("Max Muster", 12),
                               letter_to("Ida Muster")};
    EXPECT_EQ(pages_of(*pdf_documents(letters)), 5);
    EXPECT_EQ(pdf_documents({}).error().code, "forms.pdf_empty");
}

}  // namespace
}  // namespace dw::forms
