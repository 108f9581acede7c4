// The verbs of fees: what a decision costs, what was paid, what a treasury sends.
#include "forms/fees.h"
#include "base/json.h"
#include "cases/case_log.h"
#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/fee.h"
#include "cases/fee_table.h"
#include "cases/payee.h"
#include "cases/payment_reference.h"
#include "cases/treasury_file.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

using store::of;

constexpr int fees_listed = 100;

identity::OrganisationPlace place_of(const identity::Principal& principal) {
    return {principal.tenant, principal.organisation, ""};
}

// frozen: stored in reports
constexpr std::string_view results[] = {"booked",         "booked_less", "booked_more",
                                        "already_booked", "unknown",     "unreadable"};

std::string place_of(TreasuryReportId id) {
    return "treasury_report/" + id.to_string();
}

Json json_of(const TreasuryReport& report) {
    Json lines = Json::array();
    for (const auto& line : report.lines)
        lines.add(Json::array({line.line, line.reference, line.cents,
                               results[static_cast<std::size_t>(line.result)]}));
    return Json::object({{"file", report.file_name}, {"lines", std::move(lines)}});
}

TreasuryReport report_from(const Json& json, Instant at) {
    TreasuryReport report{std::string(json["file"].text_or("")), at, {}};
    for (const Json& item : json["lines"].items()) {
        const auto& cells = item.items();
        if (cells.size() != 4) continue;
        const auto found = std::ranges::find(results, cells[3].text_or(""));
        if (found == std::end(results)) continue;
        report.lines.push_back({static_cast<int>(cells[0].as_integer().value_or(0)),
                                std::string(cells[1].text_or("")),
                                cells[2].as_integer().value_or(0),
                                static_cast<LineResult>(found - std::begin(results))});
    }
    return report;
}

LineResult result_of(Payment payment) {
    if (payment == Payment::Overpaid) return LineResult::BookedMore;
    return payment == Payment::Paid ? LineResult::Booked : LineResult::BookedLess;
}

}  // namespace

std::optional<FeeByRule> Cases::fee_by_rule(const CaseState& state,
                                            std::string_view outcome) const {
    const auto* package = package_of(state);
    if (!package || !forms::costs(*package, outcome)) return std::nullopt;
    const Date today = berlin_date(at_.store.clock().now());
    const Language language = state.opened.language;
    const auto amount = forms::fee_of(*package->fee, state.opened.answers, today, language);
    if (!amount) return FeeByRule{};
    FeeByRule fee{amount->cents, amount->rule.in(language), amount->source.in(language), {}};
    for (const auto& line : amount->why) fee.why.push_back(line.text);
    return fee;
}

Result<std::optional<FeeSet>> Cases::fee_for(const identity::Principal& principal,
                                             const CaseState& state, std::string_view outcome,
                                             const std::optional<FeeInput>& input) const {
    const auto by_rule = fee_by_rule(state, outcome);
    if (!by_rule) return std::optional<FeeSet>();
    const auto& table = *package_of(state)->fee;
    FeeSet fee{.rule_cents = by_rule->cents,
               .rule = by_rule->rule,
               .source = by_rule->source,
               .released_when = table.released_when,
               .by = principal.person};
    if (!input && !by_rule->cents) return invalid("case.fee_reason", "no row of the table fits");
    fee.cents = input ? input->cents : *by_rule->cents;
    if (fee.cents != by_rule->cents) fee.reason = input->reason;
    const Date today = berlin_date(at_.store.clock().now());
    // As if the letter went today; the day it really goes, the law counts anew.
    const auto post = at_.law.tables.delivery.announced(
        channel_under(delivery_law(state, today), DeliveryChannel::Post), today, at_.calendar,
        state.opened.place);
    const bool from_known = table.due_from == forms::DueFrom::Known;
    fee.due = day_to_pay(state, from_known && post ? post->known_on : today, table.due_days);
    fee.due_from = table.due_from;
    fee.due_days = table.due_days;
    fee.due_source = table.due_source.in(state.opened.language);
    if (fee.cents == 0) return std::optional(fee);
    DW_TRY(const auto settings, payee_of(at_.store, place_of(principal)));
    if (!settings) return invalid("case.no_payee", "no account is known");
    fee.payee = settings->payee;
    fee.reference = new_reference(settings->pattern, at_.store.random());
    return std::optional(fee);
}

Result<store::Receipt> Cases::book_payment(const identity::Principal& principal, CaseId id,
                                           const PaymentBooked& payment) {
    DW_TRY(const auto file, case_file(principal, id));
    PaymentBooked booked = payment;
    booked.by = principal.person;
    return perform(principal, id, {"fee.book", std::nullopt},
                   BookPayment{booked, berlin_date(at_.store.clock().now()),
                               decision_day(file.state), provision(file.state)});
}

Result<std::vector<FeeLine>> Cases::unsettled_fees(const identity::Principal& principal) const {
    if (!identity::role_allows(principal, "fee.book")) return denied("cases.denied", "fee.book");
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto ids, cases::unsettled_fees(*reader, principal, fees_listed));
    std::vector<FeeLine> lines;
    for (const auto& id : ids) {
        const auto file = case_file(principal, id);
        if (!file && file.error().kind == ErrorKind::NotFound) continue;
        if (!file) return file.error();
        const auto& fee = file->state.fee;
        if (!fee) continue;
        lines.push_back({id, file->state.opened.number, file->state.opened.subject, fee->reference,
                         fee->cents, paid_cents(file->state), fee->due,
                         !fee->due_from || file->state.fee_known_on});
    }
    return lines;
}

Result<LineResult> Cases::book_line(const identity::Principal& principal,
                                    const PaymentBooked& payment, const std::string& reference) {
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto id, case_of_reference(*reader, principal, reference));
    if (!id) return LineResult::Unknown;
    const auto before = load_case(*reader, at_.store.keys(), principal.tenant, *id);
    if (!before && before.error().kind == ErrorKind::NotFound) return LineResult::Unknown;
    if (!before) return before.error();
    const auto booked = perform(principal, *id, {"fee.import", std::nullopt},
                                BookPayment{payment, berlin_date(at_.store.clock().now()),
                                            decision_day(before->state), provision(before->state)});
    if (booked) {
        DW_TRY(const auto after, load_case(*reader, at_.store.keys(), principal.tenant, *id));
        return result_of(payment_of(after.state));
    }
    if (booked.error().code == "case.payment_booked") return LineResult::AlreadyBooked;
    if (booked.error().kind == ErrorKind::NotFound) return LineResult::Unknown;
    if (booked.error().kind == ErrorKind::Invalid) return LineResult::Unreadable;
    return booked.error();
}

Result<TreasuryReportId> Cases::book_treasury_file(const identity::Principal& principal,
                                                   const std::string& file_name,
                                                   std::string_view bytes) {
    if (!identity::role_allows(principal, "fee.import"))
        return denied("cases.denied", "fee.import");
    DW_TRY(const auto rows, read_treasury_file(bytes));
    TreasuryReport report{file_name, at_.store.clock().now(), {}};
    for (const auto& row : rows) {
        TreasuryLine line{row.line, row.reference, row.cents, LineResult::Unreadable};
        if (row.fault == RowFault::Reference) line.result = LineResult::Unknown;
        if (row.fault == RowFault::None) {
            const PaymentBooked payment{row.cents, row.day, BookedBy::Treasury,
                                        row.key,   "",      principal.person};
            DW_TRY(line.result, book_line(principal, payment, row.plain));
        }
        report.lines.push_back(std::move(line));
    }
    const auto id = TreasuryReportId::make(at_.store.clock(), at_.store.random());
    DW_TRY(const auto reader, at_.store.reader());
    store::Change change{.tenant = principal.tenant};
    DW_TRY(const auto key,
           find_or_make_projection_key(at_.store, *reader, principal.organisation, change));
    change.statements.push_back(
        {"insert into treasury_report (tenant, id, organisation, report, created_at) "
         "values ($1, $2, $3, $4, $5)",
         {of(principal.tenant), of(id), of(principal.organisation),
          store::seal_value(at_.store.keys(), key, place_of(id),
                            as_bytes(to_string(json_of(report)))),
          of(report.at)}});
    DW_TRY_DO(at_.store.commit(std::move(change)));
    return id;
}

Result<TreasuryReport> Cases::treasury_report(const identity::Principal& principal,
                                              TreasuryReportId id) const {
    if (!identity::role_allows(principal, "fee.import"))
        return denied("cases.denied", "fee.import");
    DW_TRY(const auto reader, at_.store.reader());
    DW_TRY(const auto rows,
           reader->query("select report, created_at from treasury_report where tenant = $1 "
                         "and id = $2 and organisation = $3",
                         {of(principal.tenant), of(id), of(principal.organisation)}));
    if (rows.empty()) return not_found("cases.no_report", "no such report");
    DW_TRY(const auto plain, store::open_value(*reader, at_.store.keys(), principal.tenant,
                                               place_of(id), rows[0].bytes(0)));
    DW_TRY(const auto json, parse_json(as_text(plain)));
    return report_from(json, rows[0].instant(1));
}

}  // namespace dw::cases
