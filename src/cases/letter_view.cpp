#include "cases/letter_view.h"

#include "cases/letter.h"
#include "cases/texts.h"
#include "web/page.h"
#include "web/qr_code.h"

namespace dw::cases {

web::Html letter_view(const forms::PdfText& text) {
    web::Html body;
    for (std::size_t i = 0; i < text.sections.size(); ++i) {
        const auto& section = text.sections[i];
        if (!section.title.empty())
            body += web::html<"<p class=\"kern-body kern-body--bold\">{}</p>">(section.title);
        for (const auto& answer : section.answers)
            body += answer.label.empty()
                        ? written_text(answer.value)
                        : web::html<"<p class=\"kern-body dw-written\">{}: {}</p>">(answer.label,
                                                                                    answer.value);
        if (text.code && text.code->after == i)
            body += web::qr_code(text.code->text, texts::fee_code_label.in(text.language));
    }
    return web::html<"<div class=\"dw-letter dw-stack\" lang=\"{}\">{}</div>">(
        code_of(text.language), body);
}

}  // namespace dw::cases
