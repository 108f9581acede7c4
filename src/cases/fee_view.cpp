#include "cases/fee_view.h"

#include "cases/epc_code.h"
#include "cases/fee.h"
#include "cases/texts.h"
#include "terms/written_date.h"
#include "web/components.h"
#include "web/qr_code.h"

namespace dw::cases {

namespace {

std::int64_t left_to_pay(const CaseState& state) {
    return state.fee ? state.fee->cents - paid_cents(state) : 0;
}

// Until the letter is on its way there is no day, only how it is counted: a letter that is posted
// late carries no day that is over.
std::string day_in_words(const CaseState& state, Language language) {
    const FeeSet& fee = *state.fee;
    const auto day = [&](Date date) { return written_date(date, language); };
    const bool counted = fee.due_from == forms::DueFrom::Known;
    const auto& known = state.fee_known_on;
    if (!fee.due_from || (known && !counted)) return day(fee.due);
    if (!counted) return format(texts::fee_until_not_before, language, {day(fee.due)});
    const std::string days = std::to_string(fee.due_days);
    if (known) return format(texts::fee_until_counted, language, {day(fee.due), days, day(*known)});
    if (fee.due_days == 0) return std::string(texts::fee_until_at_once.in(language));
    return format(texts::fee_until_known, language, {days});
}

}  // namespace

std::vector<forms::ReadableAnswer> fee_in_words(const CaseState& state, Language language) {
    if (!state.fee) return {};
    const FeeSet& fee = *state.fee;
    std::vector<forms::ReadableAnswer> rows;
    const auto add = [&](Text label, const std::string& value) {
        if (!value.empty()) rows.push_back({std::string(label.in(language)), value});
    };
    add(texts::fee_amount, fee.cents == 0 ? std::string(texts::fee_nothing.in(language))
                                          : forms::money_in_words(fee.cents, language));
    add(texts::fee_rule, fee.rule);
    add(texts::fee_source, fee.source);
    add(texts::fee_other_reason, fee.reason);
    const auto left = left_to_pay(state);
    if (left <= 0) return rows;
    if (left != fee.cents) add(texts::fee_left, forms::money_in_words(left, language));
    add(texts::fee_until, day_in_words(state, language));
    add(texts::fee_until_source, fee.due_source);
    add(texts::fee_holder, fee.payee.holder);
    add(texts::fee_iban, written_iban(fee.payee.iban));
    add(texts::fee_bic, fee.payee.bic);
    add(texts::fee_reference, fee.reference);
    return rows;
}

std::string fee_code(const CaseState& state) {
    if (!state.fee) return {};
    return epc_code(state.fee->payee, left_to_pay(state), state.fee->reference);
}

Text words_of(const CaseState& state) {
    switch (payment_of(state)) {
        case Payment::Open:
            return texts::fee_is_open;
        case Payment::Underpaid:
            return texts::fee_is_underpaid;
        case Payment::Overpaid:
            return texts::fee_is_overpaid;
        case Payment::Paid:
            return texts::fee_is_paid;
        case Payment::Nothing:
            break;
    }
    return texts::fee_nothing;
}

web::Html fee_part(const CaseState& state, Language language) {
    if (!state.fee) return {};
    std::vector<web::ListRow> rows;
    for (const auto& row : fee_in_words(state, language)) {
        const bool is_code = row.label == texts::fee_iban.in(language) ||
                             row.label == texts::fee_reference.in(language);
        rows.push_back(
            {row.label, is_code
                            ? web::html<"<span dir=\"ltr\" translate=\"no\">{}</span>">(row.value)
                            : web::escape(row.value)});
    }
    web::Html html = web::paragraph(words_of(state).in(language)) + web::description_list(rows);
    const auto code = fee_code(state);
    if (!code.empty())
        html += web::paragraph(texts::fee_code_hint.in(language)) +
                web::qr_code(code, texts::fee_code_label.in(language));
    return html;
}

}  // namespace dw::cases
