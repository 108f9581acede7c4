#include "forms/upload_rules.h"

#include <gtest/gtest.h>

namespace dw::forms {
namespace {

const std::string pdf = "%PDF-1.7\n…";
const std::string png = "\x89PNG\r\n\x1A\n…";

std::string code(const std::string& name, const std::string& content) {
    const auto finding = check_upload("nachweis", name, as_bytes(content));
    return finding ? finding->code : "";
}

TEST(UploadRules, TypeIsTakenFromTheBytes) {
    EXPECT_EQ(sniffed_type(as_bytes(pdf)), "application/pdf");
    EXPECT_EQ(sniffed_type(as_bytes(png)), "image/png");
    EXPECT_EQ(sniffed_type(as_bytes("\xFF\xD8\xFF\xE0")), "image/jpeg");
    EXPECT_EQ(sniffed_type(as_bytes("<html>")), "");
    EXPECT_EQ(code("a.PDF", pdf), "");
    EXPECT_EQ(code("ohne-endung", pdf), "");
}

TEST(UploadRules, NameThatLiesIsRefused) {
    EXPECT_EQ(code("rechnung.pdf", png), "answer_file_lies");
    EXPECT_EQ(code("bild.png.exe", png), "answer_file_lies");
}

TEST(UploadRules, NameThatDeceivesTheEyeIsRefused) {
    EXPECT_EQ(code("rechnung\u202Efdp.pdf", pdf), "answer_file_name");
    EXPECT_EQ(code("rech\u200Bnung.pdf", pdf), "answer_file_name");
    EXPECT_EQ(code("rechnung\x01.pdf", pdf), "answer_file_name");
    EXPECT_EQ(code("rechnung \xFF.pdf", pdf), "answer_file_name");
    EXPECT_EQ(code("Nachweis für Bruno (1).pdf", pdf), "");
}

TEST(UploadRules, OtherTypesAreRefused) {
    EXPECT_EQ(code("a.pdf", "MZ\x90"), "answer_file_type");
    EXPECT_EQ(code("a.svg", "<svg onload=alert(1)>"), "answer_file_type");
}

TEST(UploadRules, EmptyAndTooLargeFilesAreRefused) {
    EXPECT_EQ(code("a.pdf", ""), "answer_file_empty");
    EXPECT_EQ(code("a.pdf", pdf + std::string(upload_file_bytes, ' ')), "answer_file_large");
}

}  // namespace
}  // namespace dw::forms
