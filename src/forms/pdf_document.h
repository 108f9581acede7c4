// A plain document of headings, labels and values as PDF: tagged, with title and language; as a
// letter with an address for the window of the envelope.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "forms/submission.h"

namespace dw::forms {

// The first page of a letter as DIN 5008 lays it out (form B).
struct LetterHead {
    std::string sender;                       // one small line above the address
    std::vector<std::string> address;         // six lines have room
    std::vector<ReadableAnswer> information;  // beside it: day, number, who writes
};

// What a phone reads instead of somebody who types. It says nothing that does not stand in letters
// beside it, and is no part of the structure.
struct PdfCode {
    std::string text, label;
    std::size_t after = 0;  // the section of that index
};

struct PdfText {
    std::string title;
    std::string banner;  // above the title of every page; "" for none
    Language language = Language::German;
    Instant created_at{};
    // Whoever reads it needs this: AES-256, ISO 32000-2, 7.6.4 (revision 6). "" for none.
    std::string password;
    // A section without title follows the heading; an answer without label stands alone.
    std::vector<ReadableSection> sections;
    std::optional<LetterHead> head = {};
    std::optional<PdfCode> code = {};
};

Result<Bytes> pdf_document(const PdfText& text);
// One after the other in one file, each with page numbers of its own: to be printed at once. The
// file has title, language and password of the first. Invalid "forms.pdf_empty" without any.
Result<Bytes> pdf_documents(std::span<const PdfText> texts);

}  // namespace dw::forms
