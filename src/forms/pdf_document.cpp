// cairo draws and marks headings and paragraphs, pango sets the text in any script, and libqpdf
// adds what cairo 1.16 cannot say: the document's language and that it is marked (ISO 32000-1, 14.8
// and 14.9.2). Texts are set as plain text, never as markup. Not claimed to be PDF/A.
#include "forms/pdf_document.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qpdf/qpdf-c.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "forms/texts.h"
#include "web/qr_code.h"

namespace dw::forms {

namespace {

// A4 in points
constexpr double page_width = 595.28, page_height = 841.89;
constexpr double margin = 56;
constexpr double bottom = page_height - margin - 20;  // the page number stands below
constexpr double kept_height = 60;                    // of a long value, on the page of its label

// DIN 5008, form B: where things stand on the first page of a letter.
constexpr double mm = page_height / 297;
constexpr double letter_left = 25 * mm, letter_right = 20 * mm;
constexpr double sender_top = 58 * mm, address_top = 62.7 * mm, address_width = 80 * mm;
constexpr double information_left = 125 * mm, information_top = 50 * mm;
constexpr double information_width = 65 * mm;
constexpr double letter_top = 103.5 * mm;
constexpr std::array<double, 2> fold_marks = {105 * mm, 210 * mm};
constexpr std::size_t address_lines = 6;
constexpr double code_width = 38 * mm;

struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, Release>;

// Pango would learn all fonts anew in each thread, which takes longer than a letter. So threads
// take turns with a few font maps; a map is used by one thread at a time.
class Fonts {
  public:
    Fonts() {
        const std::lock_guard lock(pool().mutex);
        auto& idle = pool().idle;
        map_ = idle.empty() ? pango_cairo_font_map_new() : idle.back();
        if (!idle.empty()) idle.pop_back();
    }
    ~Fonts() {
        const std::lock_guard lock(pool().mutex);
        pool().idle.push_back(map_);
    }
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    Owned<PangoContext> context_for(cairo_t* cairo) const {
        Owned<PangoContext> context(pango_font_map_create_context(map_));
        pango_cairo_update_context(cairo, context.get());
        return context;
    }

  private:
    struct Pool {
        std::mutex mutex;
        std::vector<PangoFontMap*> idle;
    };
    static Pool& pool() {
        static auto* const shared = new Pool();  // outlives every thread
        return *shared;
    }
    PangoFontMap* map_;
};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    auto& out = *static_cast<Bytes*>(bytes);
    out.insert(out.end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

struct Style {
    const char* tag;   // structure type, ISO 32000-1 14.8.4
    const char* font;  // family, weight, size (pango counts 96 of a screen's dots to an inch)
    double space_before;
};
struct Styles {
    Style title, heading, label, value;
    double space_between;  // before a section without title
};
constexpr Styles of_document{{"H1", "Fira Sans, DejaVu Sans Bold 18", 6},
                             {"H2", "Fira Sans, DejaVu Sans Bold 13", 16},
                             {"P", "Fira Sans, DejaVu Sans Bold 9", 8},
                             {"P", "Fira Sans, DejaVu Sans 11", 1},
                             0};
constexpr Styles of_letter{{"H1", "Fira Sans, DejaVu Sans Bold 9.5", 0},
                           {"H2", "Fira Sans, DejaVu Sans Bold 8", 10},
                           {"P", "Fira Sans, DejaVu Sans Bold 6.5", 4},
                           {"P", "Fira Sans, DejaVu Sans 8", 1},
                           10};
constexpr Style banner{"P", "Fira Sans, DejaVu Sans Bold 10", 0};
// The first in which a line fits into the window of the envelope.
constexpr std::array<Style, 4> address{{{"P", "Fira Sans, DejaVu Sans 8", 0},
                                        {"P", "Fira Sans, DejaVu Sans 7", 0},
                                        {"P", "Fira Sans, DejaVu Sans 6", 0},
                                        {"P", "Fira Sans, DejaVu Sans 5", 0}}};
constexpr std::array<Style, 3> sender{{{"P", "Fira Sans, DejaVu Sans 5.5", 0},
                                       {"P", "Fira Sans, DejaVu Sans 5", 0},
                                       {"P", "Fira Sans, DejaVu Sans 4", 0}}};
constexpr Style footer{"", "Fira Sans, DejaVu Sans 9", 0};

// Draws from top to bottom and opens pages as needed.
class Writer {
  public:
    Writer(cairo_t* context, PangoContext* fonts, const PdfText& text, int pages)
        : context_(context), fonts_(fonts), text_(text), pages_(pages) {
        if (!text.head) return;
        styles_ = of_letter;
        left_ = letter_left;
        width_ = page_width - letter_left - letter_right;
    }

    int write() {
        if (!text_.banner.empty()) paragraph(banner, text_.banner);
        if (text_.head) letter_head(*text_.head);
        paragraph(styles_.title, text_.title);
        for (std::size_t i = 0; i < text_.sections.size(); ++i) {
            const ReadableSection& section = text_.sections[i];
            if (!section.answers.empty() && !section.title.empty()) {
                keep_together(height_of(styles_.heading, section.title) +
                              height_of(section.answers.front()));
            }
            if (!section.title.empty()) paragraph(styles_.heading, section.title);
            if (section.title.empty()) y_ += styles_.space_between;
            for (const ReadableAnswer& answer : section.answers) {
                keep_together(height_of(answer));
                if (!answer.label.empty()) paragraph(styles_.label, answer.label);
                paragraph(styles_.value, answer.value);
            }
            if (text_.code && text_.code->after == i) picture(*text_.code);
        }
        finish_page();
        return page_;
    }

  private:
    void letter_head(const LetterHead& head) {
        double y = sender_top;
        address_line(fitting(sender, head.sender), head.sender, y);
        y = address_top;
        const auto shown = std::min(head.address.size(), address_lines);
        for (std::size_t i = 0; i < shown; ++i)
            address_line(fitting(address, head.address[i]), head.address[i], y);
        const double left = std::exchange(left_, information_left);
        const double width = std::exchange(width_, information_width);
        y_ = information_top;
        for (const ReadableAnswer& row : head.information) {
            paragraph(styles_.label, row.label);
            paragraph(styles_.value, row.value);
        }
        left_ = left;
        width_ = width;
        y_ = std::max(letter_top, y_ + styles_.heading.space_before);
        // Where the sheet is folded; no part of the text.
        for (const double mark : fold_marks) {
            cairo_move_to(context_, 0, mark);
            cairo_line_to(context_, 5 * mm, mark);
            cairo_set_line_width(context_, 0.3);
            cairo_stroke(context_);
        }
    }

    // A QR code with its quiet zone, as wide as a phone reads it easily.
    void picture(const PdfCode& code) {
        const auto modules = web::qr_modules(code.text);
        if (!modules) return;
        keep_together(height_of(styles_.label, code.label) + code_width);
        paragraph(styles_.label, code.label);
        const auto width = static_cast<double>(modules->width);
        const double side = code_width / (width + 2 * web::qr_margin);
        const double left = left_, top = y_ + web::qr_margin * side;
        for (std::size_t i = 0; i < modules->dark.size(); ++i) {
            if (!modules->dark[i]) continue;
            const auto row = static_cast<double>(i / modules->width);
            const auto column = static_cast<double>(i % modules->width);
            cairo_rectangle(context_, left + column * side, top + row * side, side, side);
        }
        cairo_fill(context_);
        y_ += code_width;
    }

    const Style& fitting(std::span<const Style> sizes, const std::string& text) const {
        const auto fits = std::ranges::find_if(sizes, [&](const Style& style) {
            PangoRectangle box;
            const auto layout = layout_of(style, text);
            pango_layout_set_width(layout.get(), -1);
            pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
            pango_layout_get_extents(layout.get(), nullptr, &box);
            return box.width <= static_cast<int>(address_width * PANGO_SCALE);
        });
        return fits == sizes.end() ? sizes.back() : *fits;
    }

    // Always one line: what a name says never moves the rest out of the window.
    void address_line(const Style& style, const std::string& text, double& y) {
        const auto layout = layout_of(style, text);
        pango_layout_set_width(layout.get(), static_cast<int>(address_width * PANGO_SCALE));
        pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        PangoRectangle box;
        pango_layout_get_extents(layout.get(), nullptr, &box);
        cairo_tag_begin(context_, style.tag, nullptr);
        cairo_move_to(context_, letter_left, y);
        pango_cairo_show_layout(context_, layout.get());
        cairo_tag_end(context_, style.tag);
        y += static_cast<double>(box.height) / PANGO_SCALE;
    }

    Owned<PangoLayout> layout_of(const Style& style, const std::string& text) const {
        Owned<PangoLayout> layout(pango_layout_new(fonts_));
        const Owned<PangoFontDescription> font(pango_font_description_from_string(style.font));
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(width_ * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        // Pango wants UTF-8; names of files are the only text that was not checked before.
        const bool fine = !first_invalid_utf8(text);
        pango_layout_set_text(layout.get(), fine ? text.c_str() : "?", -1);
        return layout;
    }

    double height_of(const Style& style, const std::string& text) const {
        PangoRectangle box;
        pango_layout_get_extents(layout_of(style, text).get(), nullptr, &box);
        return style.space_before + static_cast<double>(box.height) / PANGO_SCALE;
    }
    // The label and the first lines of its value.
    double height_of(const ReadableAnswer& answer) const {
        const double first = std::min(height_of(styles_.value, answer.value), kept_height);
        return answer.label.empty() ? first : height_of(styles_.label, answer.label) + first;
    }

    // Goes on on a new page where this much does not fit any more.
    void keep_together(double height) {
        if (y_ + height > bottom) next_page();
    }

    void next_page() {
        finish_page();
        y_ = margin;
        ++page_;
    }

    void paragraph(const Style& style, const std::string& text) {
        y_ += style.space_before;
        const auto layout = layout_of(style, text);
        const Owned<PangoLayoutIter> lines(pango_layout_get_iter(layout.get()));
        cairo_tag_begin(context_, style.tag, nullptr);
        do {
            PangoRectangle box;
            pango_layout_iter_get_line_extents(lines.get(), nullptr, &box);
            const double height = static_cast<double>(box.height) / PANGO_SCALE;
            if (y_ + height > bottom) {
                cairo_tag_end(context_, style.tag);
                next_page();
                cairo_tag_begin(context_, style.tag, nullptr);
            }
            const double baseline =
                static_cast<double>(pango_layout_iter_get_baseline(lines.get()) - box.y) /
                PANGO_SCALE;
            cairo_move_to(context_, left_ + static_cast<double>(box.x) / PANGO_SCALE,
                          y_ + baseline);
            pango_cairo_show_layout_line(context_,
                                         pango_layout_iter_get_line_readonly(lines.get()));
            y_ += height;
        } while (pango_layout_iter_next_line(lines.get()));
        cairo_tag_end(context_, style.tag);
    }

    // The number is decoration: it stands outside the structure.
    void finish_page() {
        const auto layout =
            layout_of(footer, format(texts::copy_page, text_.language,
                                     {std::to_string(page_), std::to_string(pages_)}));
        cairo_move_to(context_, left_, page_height - margin);
        pango_cairo_show_layout(context_, layout.get());
        cairo_show_page(context_);
    }

    cairo_t* context_;
    PangoContext* fonts_;
    const PdfText& text_;
    int pages_;
    Styles styles_ = of_document;
    int page_ = 1;
    double left_ = margin, width_ = page_width - 2 * margin;
    double y_ = margin;
};

struct Drawn {
    Bytes bytes;
    std::vector<int> pages;  // of each text
};

// `pages` is what the page numbers say.
Result<Drawn> draw(std::span<const PdfText> texts, const std::vector<int>& pages) {
    Drawn drawn;
    const PdfText& first = texts.front();
    const Owned<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(append, &drawn.bytes, page_width, page_height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, first.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   to_string(first.created_at).c_str());
    {
        const Fonts fonts;
        const Owned<cairo_t> cairo(cairo_create(surface.get()));
        const auto context = fonts.context_for(cairo.get());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            drawn.pages.push_back(Writer(cairo.get(), context.get(), texts[i], pages[i]).write());
        }
    }
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
        return unavailable("forms.pdf", cairo_status_to_string(status));
    }
    return drawn;
}

struct CloseQpdf {
    void operator()(qpdf_data pdf) const { qpdf_cleanup(&pdf); }
};

// Through libqpdf's C functions: they report errors instead of throwing.
Result<Bytes> finished(const Bytes& bytes, const PdfText& text) {
    const std::unique_ptr<_qpdf_data, CloseQpdf> owned(qpdf_init());
    const qpdf_data pdf = owned.get();
    const auto failed = [&] {
        const qpdf_error error = qpdf_has_error(pdf) ? qpdf_get_error(pdf) : nullptr;
        return unavailable("forms.pdf", error ? qpdf_get_error_full_text(pdf, error) : "libqpdf");
    };
    qpdf_silence_errors(pdf);
    const auto* content = reinterpret_cast<const char*>(bytes.data());
    if (qpdf_read_memory(pdf, "copy", content, bytes.size(), nullptr) & QPDF_ERRORS) {
        return failed();
    }
    const qpdf_oh root = qpdf_get_root(pdf);
    const auto set = [&](const char* key, const char* written) {
        qpdf_oh_replace_key(pdf, root, key, qpdf_oh_parse(pdf, written));
    };
    set("/Lang", text.language == Language::German ? "(de-DE)" : "(en-GB)");
    set("/MarkInfo", "<< /Marked true >>");
    set("/ViewerPreferences", "<< /DisplayDocTitle true >>");
    if (qpdf_init_write_memory(pdf) & QPDF_ERRORS) return failed();
    if (text.password.empty()) {
        qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
    } else {
        const char* password = text.password.c_str();
        qpdf_set_r6_encryption_parameters2(pdf, password, password, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                           QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full,
                                           QPDF_TRUE);
    }
    if (qpdf_write(pdf) & QPDF_ERRORS) return failed();
    const unsigned char* buffer = qpdf_get_buffer(pdf);
    return Bytes(buffer, buffer + qpdf_get_buffer_length(pdf));
}

}  // namespace

Result<Bytes> pdf_document(const PdfText& text) {
    return pdf_documents({&text, 1});
}

// Most are one page; where that was wrong, the first time told how many there are.
Result<Bytes> pdf_documents(std::span<const PdfText> texts) {
    if (texts.empty()) return invalid("forms.pdf_empty", "there is nothing to write");
    const std::vector<int> guessed(texts.size(), 1);
    DW_TRY(const Drawn first, draw(texts, guessed));
    if (first.pages == guessed) return finished(first.bytes, texts.front());
    DW_TRY(const Drawn drawn, draw(texts, first.pages));
    return finished(drawn.bytes, texts.front());
}

}  // namespace dw::forms
