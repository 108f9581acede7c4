// Through libqpdf's C functions: they report errors instead of throwing.
#include "forms/pdf_join.h"

#include <qpdf/qpdf-c.h>

#include <memory>
#include <vector>

namespace dw::forms {

namespace {

struct CloseQpdf {
    void operator()(qpdf_data pdf) const { qpdf_cleanup(&pdf); }
};
using Pdf = std::unique_ptr<_qpdf_data, CloseQpdf>;

// What is asked for stays in the file until somebody reads it.
Error unreadable(qpdf_data pdf) {
    const qpdf_error error = qpdf_has_error(pdf) ? qpdf_get_error(pdf) : nullptr;
    return invalid("forms.pdf_unreadable",
                   error ? qpdf_get_error_full_text(pdf, error) : "libqpdf");
}

Pdf silent() {
    Pdf pdf(qpdf_init());
    qpdf_silence_errors(pdf.get());
    qpdf_set_suppress_warnings(pdf.get(), QPDF_TRUE);
    return pdf;
}

}  // namespace

Result<Bytes> joined_pdfs(std::span<const Bytes> files) {
    const Pdf joined = silent();
    if (qpdf_empty_pdf(joined.get()) & QPDF_ERRORS) return unreadable(joined.get());
    // Pages are copied when the file is written: until then their sources stay open.
    std::vector<Pdf> sources;
    int pages = 0;
    for (const Bytes& file : files) {
        const auto& source = sources.emplace_back(silent());
        const auto* content = reinterpret_cast<const char*>(file.data());
        if (qpdf_read_memory(source.get(), "part", content, file.size(), nullptr) & QPDF_ERRORS)
            return unreadable(source.get());
        const int count = qpdf_get_num_pages(source.get());
        if (count < 1) return unreadable(source.get());
        pages += count;
        if (pages > most_joined_pages) return invalid("forms.pdf_unreadable", "too many pages");
        for (int i = 0; i < count; ++i) {
            const qpdf_oh page = qpdf_get_page_n(source.get(), static_cast<std::size_t>(i));
            if (qpdf_add_page(joined.get(), source.get(), page, QPDF_FALSE) & QPDF_ERRORS)
                return unreadable(joined.get());
        }
    }
    if (qpdf_init_write_memory(joined.get()) & QPDF_ERRORS) return unreadable(joined.get());
    qpdf_set_deterministic_ID(joined.get(), QPDF_TRUE);
    if (qpdf_write(joined.get()) & QPDF_ERRORS) return unreadable(joined.get());
    const unsigned char* buffer = qpdf_get_buffer(joined.get());
    return Bytes(buffer, buffer + qpdf_get_buffer_length(joined.get()));
}

}  // namespace dw::forms
