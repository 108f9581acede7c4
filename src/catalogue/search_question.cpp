#include "catalogue/search_question.h"

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/page_parts.h"
#include "catalogue/query_place.h"
#include "catalogue/texts.h"
#include "web/components.h"

namespace dw::catalogue {

namespace {

// Set by the link that says "I did not mean a place".
constexpr std::string_view whole = "ganz";

}  // namespace

SearchQuestion understood_question(const Rooms& rooms, std::string_view text) {
    SearchQuestion question;
    question.typed = trim(cut(text, limits::query_bytes));
    const auto& areas = rooms.catalogue.areas();
    auto found = place_in_query(areas, question.typed,
                                [&](std::string_view word) { return rooms.search.knows(word); });
    question.words = std::move(found.words);
    if (found.place.empty()) return question;
    question.place = asked_place(areas, found.place);
    question.place_from_words = true;
    question.misspelt_place = std::move(found.typed);
    return question;
}

SearchQuestion search_question(const Rooms& rooms, const web::Request& request) {
    const auto text = request.query.get("q");
    const auto place = asked_place(rooms.catalogue.areas(), request.query.get("ort"));
    if (place.written.empty() && request.query.get(whole).empty()) {
        return understood_question(rooms, text);
    }
    SearchQuestion question;
    question.typed = question.words = trim(cut(text, limits::query_bytes));
    question.place = place;
    if (place.is_corrected) question.misspelt_place = place.written;
    return question;
}

web::Html place_note(const SearchQuestion& question, Language language) {
    const auto& place = question.place;
    if (place.area == nullptr) return {};
    web::Html note;
    if (!question.misspelt_place.empty()) {
        note += web::html<"<p class=\"kern-body\">{}</p>">(
            format(texts::search_place_corrected, language,
                   {question.misspelt_place, place.area->short_name}));
    }
    if (!question.place_from_words) return note;
    const auto without = path_with("/suche", {{"q", question.words}, {whole, "1"}});
    const auto meant = path_with("/suche", {{"q", question.typed}, {whole, "1"}});
    return note + web::html<"<p class=\"kern-body\">{} {} · {}</p>">(
                      format(texts::search_place_understood, language, {place.area->short_name}),
                      web::link(without, texts::search_without_place.in(language)),
                      web::link(meant, texts::search_not_a_place.in(language)));
}

web::Html words_note(const SearchAnswer& answer, const SearchQuestion& question,
                     Language language) {
    web::Html note;
    for (const auto& correction : answer.corrections) {
        note += web::html<"<p class=\"kern-body\">{}</p>">(
            format(texts::search_corrected, language, {correction.typed, correction.meant}));
    }
    if (!answer.suggestion.empty()) {
        const auto path =
            path_with("/suche", {{"q", answer.suggestion}, {"ort", question.place.in_links()}});
        note += web::html<"<p class=\"kern-body\">{} {}</p>">(
            texts::search_did_you_mean.in(language), web::link(path, answer.suggestion));
    }
    return note;
}

}  // namespace dw::catalogue
