// The copy of what was sent, as a tagged PDF: cairo draws, pango sets the type, tags carry the
// order in which a screen reader speaks. It makes no claim of PDF/A.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>

#include "forms/copy.h"
#include "forms/pdf_language.h"
#include "forms/texts.h"
#include "web/page.h"

namespace dw::forms {

namespace {

// DIN A4 and margins, in points (1/72 inch).
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 62;
constexpr double text_width = page_width - 2 * margin;

struct Freed {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Freed>;

cairo_status_t collect(void* closure, const unsigned char* bytes, unsigned int length) {
    auto& out = *static_cast<Bytes*>(closure);
    out.insert(out.end(), bytes, bytes + length);
    return CAIRO_STATUS_SUCCESS;
}

// Control characters have no shape, and pango wants valid UTF-8 (which every answer is).
std::string drawable(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    return out;
}

// Writes blocks from top to bottom, over as many pages as it takes.
class Paper {
  public:
    explicit Paper(cairo_t* context) : context_(context) {}

    void block(const char* tag, const char* font, std::string_view text, double space_before) {
        const Owned<PangoLayout> layout(pango_cairo_create_layout(context_));
        const Owned<PangoFontDescription> description(pango_font_description_from_string(font));
        pango_layout_set_font_description(layout.get(), description.get());
        pango_layout_set_width(layout.get(), static_cast<int>(text_width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        const std::string safe = drawable(text);
        pango_layout_set_text(layout.get(), safe.data(), static_cast<int>(safe.size()));
        y_ += space_before;
        cairo_tag_begin(context_, tag, nullptr);
        for (int line = 0; line < pango_layout_get_line_count(layout.get()); ++line)
            draw(pango_layout_get_line_readonly(layout.get(), line));
        cairo_tag_end(context_, tag);
    }

  private:
    void draw(PangoLayoutLine* line) {
        PangoRectangle extents;
        pango_layout_line_get_extents(line, nullptr, &extents);
        const double height = static_cast<double>(extents.height) / PANGO_SCALE;
        if (y_ + height > page_height - margin) {
            cairo_show_page(context_);
            y_ = margin;
        }
        const double baseline = y_ - static_cast<double>(extents.y) / PANGO_SCALE;
        cairo_move_to(context_, margin, baseline);
        pango_cairo_show_layout_line(context_, line);
        y_ += height;
    }

    cairo_t* context_;
    double y_ = margin;
};

void write_copy(Paper& paper, const Package& package, const Submission& submission,
                const CopyHead& head, Language language) {
    if (web::site().example)
        paper.block("P", "Fira Sans, DejaVu Sans Bold 11", texts::copy_example.in(language), 0);
    paper.block("H1", "Fira Sans, DejaVu Sans Bold 18",
                format(texts::copy_title, language, {package.title.in(language)}), 12);
    const auto fact = [&](Text label, const std::string& value) {
        const std::string line = std::string(label.in(language)) + ": " + value;
        paper.block("P", "Fira Sans, DejaVu Sans 11", line, 3);
    };
    fact(texts::copy_number, head.case_number);
    fact(texts::copy_received, head.received);
    fact(texts::copy_organisation, head.organisation_name);
    for (const auto& section : readable(package, submission.answers, language)) {
        paper.block("H2", "Fira Sans, DejaVu Sans Bold 13", section.title, 16);
        for (const auto& answer : section.answers) {
            paper.block("P", "Fira Sans, DejaVu Sans 9", answer.label, 6);
            paper.block("P", "Fira Sans, DejaVu Sans 11", answer.value, 1);
        }
    }
    if (submission.uploads.empty()) return;
    paper.block("H2", "Fira Sans, DejaVu Sans Bold 13", texts::copy_files.in(language), 16);
    for (const auto& upload : submission.uploads)
        paper.block("P", "Fira Sans, DejaVu Sans 11", upload.file_name, 4);
}

}  // namespace

Result<Bytes> submission_pdf(const Package& package, const Submission& submission,
                             const CopyHead& head, Language language) {
    Bytes bytes;
    const Owned<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(collect, &bytes, page_width, page_height));
    const std::string title = package.title.in(language) + " " + head.case_number;
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    const Owned<cairo_t> context(cairo_create(surface.get()));
    cairo_tag_begin(context.get(), "Document", nullptr);
    Paper paper(context.get());
    write_copy(paper, package, submission, head, language);
    cairo_tag_end(context.get(), "Document");
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return unavailable("forms.pdf", cairo_status_to_string(status));
    return with_language(std::move(bytes), language);
}

}  // namespace dw::forms
