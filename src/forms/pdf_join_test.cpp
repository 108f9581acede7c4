#include "forms/pdf_join.h"

#include <gtest/gtest.h>
#include <qpdf/qpdf-c.h>

#include "forms/pdf_document.h"

namespace dw::forms {
namespace {

Bytes one_page(std::string title, std::string password = {}) {
    PdfText text;
    text.title = std::move(title);
    text.password = std::move(password);
    text.sections = {{"", {{"", "Ein Satz."}}}};
    const auto pdf = pdf_document(text);
    EXPECT_TRUE(pdf);
    return pdf.value_or({});
}

int pages_of(const Bytes& bytes) {
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    const auto* content = reinterpret_cast<const char*>(bytes.data());
    const bool read =
        (qpdf_read_memory(pdf, "joined", content, bytes.size(), nullptr) & QPDF_ERRORS) == 0;
    const int pages = read ? qpdf_get_num_pages(pdf) : -1;
    qpdf_cleanup(&pdf);
    return pages;
}

std::string refusal(const Bytes& bytes) {
    const std::vector<Bytes> files{one_page("Bescheid"), bytes};
    const auto joined = joined_pdfs(files);
    return joined ? "" : joined.error().code;
}

TEST(PdfJoin, PutsThePagesOneAfterTheOther) {
    const std::vector<Bytes> files{one_page("Bescheid"), one_page("Plan"), one_page("Foto")};
    const auto joined = joined_pdfs(files);
    ASSERT_TRUE(joined) << joined.error().message;
    EXPECT_EQ(pages_of(*joined), 3);
    const auto again = joined_pdfs(files);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *joined) << "the same again";
}

TEST(PdfJoin, RefusesWhatCannotBeRead) {
    EXPECT_EQ(refusal({}), "forms.pdf_unreadable");
    EXPECT_EQ(refusal({'%', 'P', 'D', 'F', '-', '1', '.', '7'}), "forms.pdf_unreadable");
    EXPECT_EQ(refusal(one_page("Geheim", "ein langes Passwort")), "forms.pdf_unreadable");
    Bytes torn = one_page("Zerrissen");
    torn.resize(torn.size() / 4);
    EXPECT_EQ(refusal(torn), "forms.pdf_unreadable");
}

}  // namespace
}  // namespace dw::forms
