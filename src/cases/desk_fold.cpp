#include "cases/desk_fold.h"

#include "cases/texts.h"

namespace dw::cases {

using web::Html;

Html folded(const Visit& visit, const FoldedPart& part, const Html& body) {
    if (body.empty()) return {};
    const std::string summary =
        part.about.empty() ? part.title : visit.say(texts::desk_fold, {part.title, part.about});
    const Html inside = web::html<
        "<summary class=\"kern-accordion__header\"><h2 class=\"kern-title\">{}</h2></summary>"
        "<div class=\"kern-accordion__body\">{}</div>">(summary, body);
    if (part.fold == Fold::Open)
        return web::html<"<details class=\"kern-accordion dw-fold\" open>{}</details>">(inside);
    return web::html<"<details class=\"kern-accordion dw-fold\">{}</details>">(inside);
}

std::string count_words(const Visit& visit, std::size_t count) {
    return count == 0 ? visit.say(texts::desk_fold_none) : std::to_string(count);
}

std::string count_words(const Visit& visit, std::size_t count, Fold fold) {
    const auto words = count_words(visit, count);
    return fold == Fold::Open && count > 0 ? visit.say(texts::desk_fold_new, {words}) : words;
}

}  // namespace dw::cases
