#include "cases/desk_post_pages.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "cases/decision_parts.h"
#include "cases/desk_case_page.h"
#include "cases/desk_day.h"
#include "cases/desk_fold.h"
#include "cases/desk_letter_page.h"
#include "cases/fee.h"
#include "cases/receipt_letter.h"
#include "cases/standing.h"
#include "cases/texts.h"
#include "cases/written_letter.h"
#include "forms/pdf_join.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/default_button.h"
#include "web/field_error.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* list_path = "/desk/post";
constexpr std::size_t most_chosen = Cases::letters_listed;

struct Chosen {
    CaseId id;
    std::int64_t letter = 0;
};

struct PostInput {
    std::vector<Chosen> chosen;
    web::DateValue day;
    bool all = false;
    std::string chosen_error = {}, day_error = {};
};

std::string value_of(const LetterLine& line) {
    return line.id.to_string() + "." + std::to_string(line.letter);
}

std::optional<Chosen> chosen_from(std::string_view written) {
    const auto dot = written.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto id = CaseId::parse(written.substr(0, dot));
    const auto letter = parse_integer(written.substr(dot + 1));
    if (!id || !letter) return std::nullopt;
    return Chosen{*id, *letter};
}

PostInput input_in(const Visit& visit) {
    PostInput input;
    for (const auto& [name, value] : visit.request.form.pairs()) {
        const auto chosen = name == "brief" ? chosen_from(value) : std::nullopt;
        if (chosen && input.chosen.size() < most_chosen) input.chosen.push_back(*chosen);
    }
    input.day = day_typed(visit.request, "tag");
    return input;
}

Text kind_word(const Event& event) {
    if (const auto* decided = std::get_if<OutcomeDecided>(&event))
        return outcome_word(decided->kind);
    if (std::holds_alternative<FeeSet>(event)) return texts::desk_post_kind_fee;
    if (std::holds_alternative<CertificateIssued>(event)) return texts::desk_post_kind_certificate;
    if (std::holds_alternative<CaseRecorded>(event)) return texts::desk_post_kind_receipt;
    if (std::holds_alternative<CodeRenewed>(event)) return texts::desk_post_kind_code;
    return texts::desk_post_kind_message;
}

// Whose letter it is, what it tells, and what goes into the envelope besides.
Html subject_of(const Visit& visit, const LetterLine& line) {
    Html html = web::escape(line.subject);
    if (line.event) html += web::muted(visit.say(kind_word(*line.event)));
    if (line.by_hand.empty()) return html;
    std::string names;
    for (const auto& name : line.by_hand) names += (names.empty() ? "" : ", ") + name;
    return html + web::html<"<br>{}">(visit.say(texts::desk_post_by_hand, {names}));
}

Html letter_table(const Visit& visit, const std::vector<LetterLine>& letters,
                  const PostInput& input) {
    web::Table table;
    table.caption = visit.say(texts::desk_post_room);
    table.hide_caption = true;
    table.columns = {{visit.say(texts::desk_post_choose)},
                     {visit.say(texts::desk_column_number)},
                     {visit.say(texts::desk_column_name)},
                     {visit.say(texts::desk_post_since)}};
    for (const auto& line : std::span(letters).first(std::min(letters.size(), most_chosen))) {
        const std::string label = visit.say(texts::desk_post_choose_one, {line.number});
        const bool ticked = input.all || std::ranges::any_of(input.chosen, [&](const Chosen& each) {
                                return each.id == line.id && each.letter == line.letter;
                            });
        table.rows.push_back({web::row_checkbox("brief", value_of(line), label,
                                                ticked ? web::Ticked::Yes : web::Ticked::No),
                              web::link(letter_path(line.id, line.letter), line.number),
                              subject_of(visit, line),
                              web::escape(written_date(line.since, visit.language))});
    }
    return web::table(table);
}

// A button of the form, so that the day somebody typed stays.
Html choice_button(const Visit& visit, const PostInput& input) {
    return web::named_button(
        {"schritt", input.all ? "keine" : "alle",
         visit.say(input.all ? texts::desk_post_choose_none : texts::desk_post_choose_all),
         web::Weight::Tertiary});
}

Html list_form(const Visit& visit, const std::vector<LetterLine>& letters, const PostInput& input) {
    web::Field day;
    day.id = "tag";
    day.label = visit.say(texts::desk_post_day);
    day.hint = visit.say(texts::desk_post_day_hint);
    day.error = input.day_error;
    return web::post_form(
        visit.request, list_path,
        web::default_button("schritt", "drucken") + choice_button(visit, input) +
            letter_table(visit, letters, input) +
            (letters.size() > most_chosen ? web::paragraph(visit.say(texts::desk_post_more))
                                          : Html{}) +
            web::named_button(
                {"schritt", "drucken", visit.say(texts::desk_post_print), web::Weight::Primary}) +
            web::date_field(day, input.day, visit.language) +
            web::named_button({"schritt", "abgeschickt", visit.say(texts::desk_post_posted),
                               web::Weight::Secondary}));
}

web::Response list_page(const Visit& visit, const PostInput& input, const Html& notice) {
    const auto letters = visit.cases.letters_to_post(visit.principal);
    if (!letters) return web::error_response(visit.request, letters.error());
    std::vector<web::SummaryError> errors;
    if (!input.chosen_error.empty()) errors.push_back({"post", input.chosen_error});
    if (!input.day_error.empty()) errors.push_back({"tag-day", input.day_error});
    Html main = web::error_summary(errors, visit.language) + notice;
    main += web::html<"<div id=\"post\" tabindex=\"-1\">{}</div>">(
        web::heading(1, visit.say(texts::desk_post_room)));
    main += web::lead(visit.say(texts::desk_post_lead));
    main += web::field_error("post", input.chosen_error, visit.language);
    main += letters->empty() ? web::paragraph(visit.say(texts::desk_post_none))
                             : list_form(visit, *letters, input);
    return desk_page(visit, {.title = visit.say(texts::desk_post_room),
                             .main = main,
                             .status = errors.empty() ? 200 : 422});
}

// A letter as it is printed, with its enclosures that are pages.
struct ToPrint {
    forms::PdfText text;
    std::vector<Bytes> enclosures = {};
};

Result<std::vector<Bytes>> enclosures_of(const Visit& visit, const CaseState& state,
                                         const Event& event) {
    std::vector<Bytes> files;
    const auto* decided = std::get_if<OutcomeDecided>(&event);
    if (!decided) return files;
    for (const auto& each : decided->enclosures) {
        const auto* document = find_document(state, each.document);
        if (!document || document->media_type != pdf_type) continue;
        DW_TRY(const auto content, read_document(visit.cases, visit.principal.tenant, *document));
        const auto bytes = as_bytes(content.bytes);
        files.emplace_back(bytes.begin(), bytes.end());
    }
    return files;
}

// NotFound for one that is not the principal's to see.
Result<ToPrint> text_of(const Visit& visit, const Chosen& chosen) {
    DW_TRY(const auto file, visit.cases.case_file(visit.principal, chosen.id));
    for (const auto& entry : file.history) {
        if (entry.sequence != chosen.letter || !entry.event) continue;
        // The code of a receipt is nowhere: what is printed has a new one.
        if (std::holds_alternative<CaseRecorded>(*entry.event)) {
            DW_TRY(const auto code, visit.cases.renew_code(visit.principal, chosen.id));
            return ToPrint{receipt_letter(visit.cases, receipt_of(file, code, entry))};
        }
        if (!is_for_applicant(*entry.event)) continue;
        note_reading(visit, chosen.id);
        const auto written = written_letter(visit.cases, file.history, entry, entry.actor);
        ToPrint letter;
        DW_TRY(letter.text, letter_text(visit.cases, written.source()));
        DW_TRY(letter.enclosures, enclosures_of(visit, file.state, *entry.event));
        return letter;
    }
    return not_found("case.no_letter", "no such letter");
}

// One that cannot be made is named, so that the others can be printed without it.
web::Response not_printed(const Visit& visit, PostInput& input, const Chosen& chosen,
                          const Error& error) {
    const auto letters = visit.cases.letters_to_post(visit.principal);
    if (!letters) return web::error_response(visit.request, letters.error());
    const auto line = std::ranges::find_if(*letters, [&](const LetterLine& each) {
        return each.id == chosen.id && each.letter == chosen.letter;
    });
    if (line == letters->end()) return web::error_response(visit.request, error);
    input.chosen_error = visit.say(texts::desk_post_not_printed, {line->number});
    return list_page(visit, input, {});
}

// Nothing without any: then all letters are drawn at once.
Result<Bytes> with_enclosures(const ToPrint& letter) {
    DW_TRY(auto pages, forms::pdf_document(letter.text));
    if (letter.enclosures.empty()) return pages;
    std::vector<Bytes> files{std::move(pages)};
    files.insert(files.end(), letter.enclosures.begin(), letter.enclosures.end());
    return forms::joined_pdfs(files);
}

web::Response print(const Visit& visit, PostInput& input) {
    std::vector<forms::PdfText> texts;
    std::vector<Bytes> files;
    bool has_enclosures = false;
    for (const auto& chosen : input.chosen) {
        auto letter = text_of(visit, chosen);
        if (!letter) return not_printed(visit, input, chosen, letter.error());
        auto pages = with_enclosures(*letter);
        if (!pages) return not_printed(visit, input, chosen, pages.error());
        has_enclosures = has_enclosures || !letter->enclosures.empty();
        files.push_back(*std::move(pages));
        texts.push_back(std::move(letter->text));
    }
    const auto pdf = has_enclosures ? forms::joined_pdfs(files) : forms::pdf_documents(texts);
    if (!pdf) return web::error_response(visit.request, pdf.error());
    return web::file_response(std::string(as_text(*pdf)), "application/pdf",
                              visit.say(texts::desk_post_file, {to_string(visit.today)}));
}

Html noted_alert(const Visit& visit, std::int64_t noted) {
    if (noted <= 0) return {};
    return web::alert(web::Tone::Success, visit.say(texts::desk_post_done, {std::to_string(noted)}),
                      {}, web::Live::Yes);
}

// Each letter by itself: what cannot be noted down stays in the list, and the page says how many
// were.
web::Response note_posted(const Visit& visit, PostInput& input, Date day) {
    std::int64_t noted = 0;
    for (const auto& chosen : input.chosen) {
        const auto posted = visit.cases.post_letter(visit.principal, chosen.id, chosen.letter, day);
        if (posted || posted.error().code == "case.letter_posted") {
            ++noted;
        } else if (posted.error().code == "case.letter_day") {
            input.day_error = visit.say(texts::desk_post_day_wrong);
        } else if (posted.error().code == "case.letter_not_printed") {
            input.chosen_error = visit.say(texts::desk_post_print_first);
        } else {
            return web::error_response(visit.request, posted.error());
        }
    }
    if (!input.day_error.empty() || !input.chosen_error.empty())
        return list_page(visit, input, noted_alert(visit, noted));
    return web::see_other(std::string(list_path) + "?getan=" + std::to_string(noted));
}

std::optional<std::int64_t> letter_in_path(const Visit& visit) {
    return parse_integer(visit.request.parameter("sequence"));
}

web::Response back(const Visit& visit, CaseId id, const Result<store::Receipt>& done,
                   std::string_view what) {
    if (done) return web::see_other(case_path(id) + "?getan=" + std::string(what));
    if (done.error().kind == ErrorKind::Conflict || done.error().kind == ErrorKind::Invalid)
        return web::see_other(case_path(id));
    return web::error_response(visit.request, done.error());
}

Html ways(const Visit& visit, const CaseFile& file, const Letter& letter) {
    if (!identity::role_allows(visit.principal, "letter.post")) return {};
    const std::string path = letter_path(file.id, letter.sequence);
    if (letter.returned)
        return web::link_button(path + "/again", visit.say(texts::desk_post_again),
                                web::Weight::Secondary);
    if (!letter.posted) return {};
    web::Field reason;
    reason.id = "grund-" + std::to_string(letter.sequence);
    reason.label = visit.say(texts::desk_post_reason);
    reason.hint = visit.say(texts::desk_post_reason_hint);
    reason.max_length = 200;
    return web::details(visit.say(texts::desk_post_came_back),
                        web::post_form(visit.request, path + "/returned",
                                       web::text_field(reason, visit.language) +
                                           web::button(visit.say(texts::desk_post_returned),
                                                       web::Weight::Secondary)));
}

// When the decision counts as known, and until when it can be contested, with the way there.
Html known(const Visit& visit, const CaseFile& file, const Letter& letter) {
    const auto entry = std::ranges::find(file.history, letter.sequence, &HistoryEntry::sequence);
    const auto* decided = entry != file.history.end() && entry->event
                              ? std::get_if<OutcomeDecided>(&*entry->event)
                              : nullptr;
    const auto* package = visit.cases.package_of(file.state);
    const auto* outcome = decided && package ? package->outcome(decided->outcome) : nullptr;
    if (!outcome || !has_remedy_notice(file.state, *outcome, *decided)) return {};
    const auto answer = visit.cases.open_until(file.state, letter, berlin_date(entry->at));
    if (!answer) return {};
    std::vector<Html> steps;
    for (const auto& step : answer->steps)
        steps.push_back(web::escape(explain(step, visit.language)));
    return web::paragraph(
               visit.say(texts::desk_post_known, {written_day(answer->starts, visit.language),
                                                  written_day(answer->last_day, visit.language)})) +
           web::details(visit.say(texts::desk_post_known_why), web::numbered_list(steps));
}

// What became of a letter that is kept ready: the decision, or the request for payment before it.
std::string online_words(const Visit& visit, const CaseState& state, const Letter& letter) {
    const auto day = [&](Date date) { return written_day(date, visit.language); };
    const bool pays = is_request_for_payment(state, letter.sequence);
    const auto say = [&](Text fee, Text decision, const std::vector<std::string>& days) {
        return visit.say(pays ? fee : decision, days);
    };
    const auto& provided = *letter.provided;
    if (letter.not_retrieved)
        return say(texts::desk_letter_fee_not_retrieved, texts::desk_letter_not_retrieved,
                   {day(provided.until)});
    if (letter.retrieved)
        return say(texts::desk_letter_fee_retrieved, texts::desk_letter_retrieved,
                   {day(*letter.retrieved)});
    return say(texts::desk_letter_fee_provided, texts::desk_letter_provided,
               {day(provided.on), day(provided.until)});
}

Html letter_part(const Visit& visit, const CaseFile& file, const Letter& letter) {
    const auto day = [&](Date date) { return written_day(date, visit.language); };
    if (letter.called_off)
        return web::paragraph(visit.say(texts::desk_left_letter_called_off) + " " +
                              visit.say(call_off_words(letter.called_off->why)));
    Html online;
    if (letter.provided) online = web::paragraph(online_words(visit, file.state, letter));
    if (!letter.ordered) return online + known(visit, file, letter);
    std::string words = visit.say(texts::desk_post_waits, {day(*letter.ordered)});
    if (letter.posted) words = visit.say(texts::desk_post_was_posted, {day(letter.posted->on)});
    if (letter.returned)
        words = visit.say(texts::desk_post_was_returned,
                          {day(letter.returned->on), letter.returned->reason});
    return online + web::paragraph(words) + known(visit, file, letter) + ways(visit, file, letter);
}

}  // namespace

Text call_off_words(CallOff why) {
    return why == CallOff::Paid ? texts::desk_call_off_paid : texts::desk_call_off_annulled;
}

// Each by what it tells and its day: there are several soon.
Html letters_of_case(const Visit& visit, const CaseFile& file) {
    Html html;
    for (const auto& letter : file.state.letters) {
        const auto entry =
            std::ranges::find(file.history, letter.sequence, &HistoryEntry::sequence);
        if (entry != file.history.end() && entry->event)
            html +=
                web::heading(3, visit.say(texts::desk_post_letter_of,
                                          {visit.say(kind_word(*entry->event)),
                                           written_date(berlin_date(entry->at), visit.language)}));
        html += letter_part(visit, file, letter);
    }
    const bool back = std::ranges::any_of(
        file.state.letters, [](const Letter& letter) { return letter.returned.has_value(); });
    const Fold fold = back ? Fold::Open : Fold::Closed;
    return folded(visit,
                  {visit.say(texts::desk_post_letters),
                   count_words(visit, file.state.letters.size(), fold), fold},
                  html);
}

web::Response post_list_route(const Visit& visit) {
    const auto count = parse_integer(visit.request.query.get("getan"));
    const Html notice = noted_alert(visit, count.value_or(0));
    PostInput input;
    input.day = date_value(visit.today);
    return list_page(visit, input, notice);
}

web::Response post_act_route(const Visit& visit) {
    PostInput input = input_in(visit);
    const auto step = visit.request.form.get("schritt");
    if (step == "alle" || step == "keine") {
        input.all = step == "alle";
        input.chosen.clear();
        return list_page(visit, input, {});
    }
    if (input.chosen.empty()) input.chosen_error = visit.say(texts::desk_post_choose_some);
    const bool posted = step == "abgeschickt";
    const auto day = day_in(input.day);
    if (posted && !day) input.day_error = visit.say(texts::desk_post_day_wrong);
    if (!input.chosen_error.empty() || !input.day_error.empty()) return list_page(visit, input, {});
    return posted ? note_posted(visit, input, *day) : print(visit, input);
}

web::Response letter_returned_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto letter = letter_in_path(visit);
    if (!letter) return web::error_page(visit.request, 404);
    const std::string reason(
        cut(trim(visit.request.form.get("grund-" + std::to_string(*letter))), 200));
    if (reason.empty()) {
        const auto directory = Directory::read(visit, *file);
        if (!directory) return web::error_response(visit.request, directory.error());
        const auto notice =
            web::alert(web::Tone::Warning, visit.say(texts::desk_post_reason_missing), {});
        return case_page(visit, {.file = *file, .directory = *directory, .notice = notice});
    }
    return back(visit, file->id,
                visit.cases.return_letter(visit.principal, file->id, *letter, reason),
                "zurueckgekommen");
}

}  // namespace dw::cases
