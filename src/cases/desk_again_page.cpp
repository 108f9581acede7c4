#include "cases/desk_again_page.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_letter_page.h"
#include "cases/texts.h"
#include "forms/answer_checks.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::size_t longest = 200;  // characters of a line on an envelope

struct Line {
    const char* name;
    const char* autocomplete;
    Text label;
    std::string value, error;
};
struct AddressInput {
    Line street, postcode, town;
    bool sound() const {
        return street.error.empty() && postcode.error.empty() && town.error.empty();
    }
};

AddressInput input_of(const PostalAddress& address) {
    return {{"strasse", "off", texts::desk_again_street, address.street, {}},
            {"plz", "off", texts::desk_again_postcode, address.postcode, {}},
            {"ort", "off", texts::desk_again_town, address.town, {}}};
}

void check(const Visit& visit, Line& line) {
    line.value = std::string(cut(trim(line.value), longest));
    if (line.value.empty())
        line.error = visit.say(texts::desk_again_missing);
    else if (!forms::check_characters(line.value).empty())
        line.error = visit.say(texts::desk_text_characters);
}

AddressInput input_in(const Visit& visit) {
    const auto& form = visit.request.form;
    AddressInput input = input_of({std::string(form.get("strasse")), std::string(form.get("plz")),
                                   std::string(form.get("ort"))});
    for (Line* line : {&input.street, &input.postcode, &input.town}) check(visit, *line);
    const bool wrong = input.postcode.error.empty() &&
                       !forms::check_named("postcode", input.postcode.value).empty();
    if (wrong) input.postcode.error = visit.say(texts::desk_again_postcode_wrong);
    return input;
}

// The letter the path names; nullptr for none.
const Letter* letter_of(const Visit& visit, const CaseFile& file) {
    const auto sequence = parse_integer(visit.request.parameter("sequence"));
    const auto& letters = file.state.letters;
    const auto found = std::ranges::find_if(
        letters, [&](const Letter& letter) { return letter.sequence == sequence; });
    return found == letters.end() ? nullptr : &*found;
}

web::Response again_page(const Visit& visit, const CaseFile& file, const Letter& letter,
                         const AddressInput& input) {
    Html fields;
    std::vector<web::SummaryError> errors;
    for (const Line* line : {&input.street, &input.postcode, &input.town}) {
        web::Field field;
        field.id = line->name;
        field.label = visit.say(line->label);
        field.value = line->value;
        field.error = line->error;
        field.autocomplete = line->autocomplete;
        field.max_length = longest;
        fields += web::text_field(field, visit.language);
        if (!line->error.empty()) errors.push_back({line->name, line->error});
    }
    const std::string title = visit.say(texts::desk_again_title);
    const Html main =
        web::error_summary(errors, visit.language) + web::heading(1, title) +
        web::lead(file.state.opened.subject + ", " + file.service_title) +
        web::paragraph(visit.say(texts::desk_again_why, {letter.returned->reason})) +
        web::post_form(visit.request, letter_path(file.id, letter.sequence) + "/again",
                       fields + web::button(visit.say(texts::desk_post_again)));
    return desk_page(visit, {.title = title,
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = errors.empty() ? 200 : 422});
}

}  // namespace

web::Response again_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    if (!letter) return web::error_page(visit.request, 404);
    if (!letter->returned) return web::see_other(case_path(file->id));
    const auto& party = file->state.applicant;
    return again_page(visit, *file, *letter, input_of({party.street, party.postcode, party.town}));
}

web::Response again_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto* letter = letter_of(visit, *file);
    if (!letter) return web::error_page(visit.request, 404);
    if (!letter->returned) return web::see_other(case_path(file->id));
    const AddressInput input = input_in(visit);
    if (!input.sound()) return again_page(visit, *file, *letter, input);
    const auto done = visit.cases.order_letter(
        visit.principal, file->id, letter->sequence,
        PostalAddress{input.street.value, input.postcode.value, input.town.value});
    if (done) return web::see_other(case_path(file->id) + "?getan=wieder-zur-post");
    // Somebody was faster; the case says how it is now.
    if (done.error().kind == ErrorKind::Conflict) return web::see_other(case_path(file->id));
    return web::error_response(visit.request, done.error());
}

}  // namespace dw::cases
