#include "cases/desk_fee_pages.h"

#include <algorithm>
#include <cstdlib>

#include "cases/desk_fold.h"
#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/texts.h"
#include "forms/form_rules.h"
#include "forms/question_view.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* list_path = "/desk/fees";
constexpr const char *amount_field = "betrag", *day_field = "zahltag", *kind_field = "art",
                     *note_field = "bemerkung";
constexpr std::int64_t most_cents = 100'000'000;

forms::PackageText words(Text text) {
    return {std::string(text.in(Language::German)), std::string(text.in(Language::English))};
}

// A payment as a form of one page, so that the rules of answers hold for it.
forms::Package payment_form() {
    forms::FormField kind, amount, day, note;
    kind.id = kind_field;
    kind.type = forms::FieldType::Choice;
    kind.label = words(texts::desk_payment_kind);
    kind.choices = {{"zahlung", words(texts::desk_payment_in)},
                    {"rueckzahlung", words(texts::desk_payment_back)}};
    amount.id = amount_field;
    amount.type = forms::FieldType::Money;
    amount.label = words(texts::desk_payment_amount);
    amount.hint = words(texts::desk_payment_amount_hint);
    amount.min = 1;
    amount.max = most_cents;
    day.id = day_field;
    day.type = forms::FieldType::Date;
    day.label = words(texts::desk_payment_day);
    day.earliest = "2020-01-01";
    day.latest = "today";
    note.id = note_field;
    note.label = words(texts::desk_payment_note);
    note.hint = words(texts::desk_payment_note_hint);
    note.required = false;
    note.max = 200;
    forms::Package form;
    form.groups.push_back(
        {.id = "zahlung", .title = {}, .intro = {}, .fields = {kind, amount, day, note}});
    return form;
}

// All that is open, and today: what is usual.
forms::SentFields usual(const Visit& visit, const CaseState& state) {
    const auto number = [](auto part) { return std::to_string(static_cast<int>(part)); };
    const std::string day = day_field;
    const auto left = state.fee ? state.fee->cents - paid_cents(state) : 0;
    const auto written = forms::money_in_words(std::abs(left), visit.language);
    const std::string amount = left == 0 ? "" : written.substr(0, written.find(' '));
    return {{kind_field, left < 0 ? "rueckzahlung" : "zahlung"},
            {amount_field, amount},
            {day + "-day", number(static_cast<unsigned>(visit.today.day()))},
            {day + "-month", number(static_cast<unsigned>(visit.today.month()))},
            {day + "-year", number(static_cast<int>(visit.today.year()))}};
}

// Names this form, so that sending it twice books once.
Html once_field(const Visit& visit) {
    auto& store = visit.cases.neighbours().store;
    const std::string_view sent = visit.request.form.get("einmal");
    const std::string fresh = Id<struct FormTag>::make(store.clock(), store.random()).to_string();
    return web::html<"<input type=\"hidden\" name=\"einmal\" value=\"{}\">">(
        sent.empty() ? std::string_view(fresh) : sent);
}

web::Response payment_page(const Visit& visit, const CaseFile& file, const forms::SentFields& sent,
                           const Findings& findings) {
    const auto form = payment_form();
    const forms::Draft nothing;
    Html fields;
    for (const auto& field : form.groups.front().fields)
        fields += forms::question(
            field, form, {.draft = nothing, .sent = &sent, .findings = findings}, visit.language);
    const std::string title = visit.say(texts::desk_payment_title);
    const Html main =
        web::error_summary(forms::summary_errors(findings, form, visit.language), visit.language) +
        web::heading(1, title) + web::lead(file.state.opened.subject + ", " + file.service_title) +
        fee_part(file.state, visit.language) +
        web::post_form(
            visit.request, case_path(file.id, "payments"),
            once_field(visit) + fields + web::button(visit.say(texts::desk_payment_save)));
    return desk_page(visit, {.title = title,
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = findings.empty() ? 200 : 422});
}

// What the case itself has against the payment, said at the field it is about.
Findings findings_of(const Error& error) {
    if (error.code == "case.payment_day") return {{day_field, "answer_date_future", {}}};
    if (error.code == "case.empty_text") return {{note_field, "answer_missing", {}}};
    return {{amount_field, "answer_money", {}}};
}

bool has_to_pay_back(const CaseState& state) {
    return payment_of(state) == Payment::Overpaid;
}

bool may_book(const Visit& visit, const CaseFile& file) {
    return identity::role_allows(visit.principal, "fee.book") &&
           file.allows(identity::Act::WorkOnCase) && payment_of(file.state) != Payment::Nothing;
}

}  // namespace

Html payment_waits_part(const Visit& visit, const CaseFile& file) {
    if (!waits_for_payment(file.state)) return {};
    Html way;
    if (may_book(visit, file))
        way = web::link_button(case_path(file.id, "payments"), visit.say(texts::desk_payment_title),
                               web::Weight::Secondary);
    return web::alert(web::Tone::Info, visit.say(texts::desk_fee_waits), way);
}

Html fee_of_case(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    if (!state.fee) return {};
    Html html = web::paragraph(words_of(state).in(visit.language));
    std::vector<web::ListRow> rows;
    for (const auto& row : fee_in_words(state, visit.language))
        rows.push_back({row.label, web::escape(row.value)});
    html += web::details(visit.say(texts::desk_fee_details), web::description_list(rows));
    if (may_book(visit, file) && !waits_for_payment(state))
        html += web::link_button(case_path(file.id, "payments"),
                                 visit.say(texts::desk_payment_title), web::Weight::Secondary);
    const bool fresh = visit.request.query.get("getan") == "bezahlt" || has_to_pay_back(state);
    return folded(
        visit,
        {visit.say(texts::fee_title), forms::money_in_words(state.fee->cents, visit.language),
         fresh ? Fold::Open : Fold::Closed},
        html);
}

web::Response payment_page_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!may_book(visit, *file)) return web::see_other(case_path(file->id));
    return payment_page(visit, *file, usual(visit, file->state), {});
}

web::Response payment_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!may_book(visit, *file)) return web::see_other(case_path(file->id));
    const auto& sent = visit.request.form.pairs();
    const auto form = payment_form();
    const auto read =
        forms::read_group(form, form.groups.front(), sent, Json::object(), {.today = visit.today});
    if (!read.findings.empty()) return payment_page(visit, *file, sent, read.findings);
    const bool back = read.values[kind_field].text_or("") == "rueckzahlung";
    PaymentBooked payment;
    payment.cents = read.values[amount_field].as_integer().value_or(0) * (back ? -1 : 1);
    payment.on = parse_date(read.values[day_field].text_or("")).value_or(visit.today);
    payment.note = read.values[note_field].text_or("");
    if (const auto once = Id<struct FormTag>::parse(visit.request.form.get("einmal")))
        payment.line = "form/" + once->to_string();
    const auto booked = visit.cases.book_payment(visit.principal, file->id, payment);
    if (!booked && booked.error().code == "case.payment_booked")
        return web::see_other(case_path(file->id) + "?getan=bezahlt");
    if (!booked && booked.error().kind == ErrorKind::Invalid)
        return payment_page(visit, *file, sent, findings_of(booked.error()));
    if (!booked) return web::error_response(visit.request, booked.error());
    return web::see_other(case_path(file->id) + "?getan=bezahlt");
}

web::Response fee_list_route(const Visit& visit) {
    const auto fees = visit.cases.unsettled_fees(visit.principal);
    if (!fees) return web::error_response(visit.request, fees.error());
    const std::string title = visit.say(texts::desk_fees);
    Html main = web::heading(1, title) + web::lead(visit.say(texts::desk_fees_lead));
    if (identity::role_allows(visit.principal, "fee.import"))
        main += web::link_button(std::string(list_path) + "/file",
                                 visit.say(texts::desk_treasury_title), web::Weight::Secondary);
    web::Table table;
    table.caption = title;
    table.hide_caption = true;
    table.columns = {{visit.say(texts::desk_column_number)},   {visit.say(texts::desk_column_name)},
                     {visit.say(texts::fee_reference)},        {visit.say(texts::fee_amount), true},
                     {visit.say(texts::desk_fees_paid), true}, {visit.say(texts::fee_until)}};
    for (const auto& fee : *fees)
        table.rows.push_back(
            {web::link(case_path(fee.id), fee.number), web::escape(fee.subject),
             web::html<"<span dir=\"ltr\" translate=\"no\">{}</span>">(fee.reference),
             web::escape(forms::money_in_words(fee.cents, visit.language)),
             web::escape(forms::money_in_words(fee.paid, visit.language)),
             web::escape(fee.is_known ? written_date(fee.due, visit.language)
                                      : visit.say(texts::desk_fee_not_known))});
    if (std::ranges::any_of(*fees, [](const FeeLine& fee) { return !fee.is_known; }))
        main += web::paragraph(visit.say(texts::desk_fee_not_known_why));
    main += fees->empty() ? web::paragraph(visit.say(texts::desk_fees_none)) : web::table(table);
    return desk_page(visit, {.title = title, .main = main});
}

}  // namespace dw::cases
