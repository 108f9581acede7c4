// In the order of domain practice: authority, day, number and addressee; what is decided (§ 37 Abs.
// 1), side clauses (§ 36), reasons (§ 39: facts, law, discretion), costs, remedy (§ 37 Abs. 6), and
// the name of whoever signs (§ 37 Abs. 3 VwVfG).
#include "cases/letter_pdf.h"

#include "base/match.h"
#include "cases/decision_parts.h"
#include "cases/desk_words.h"
#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/letter.h"
#include "cases/standing.h"
#include "cases/texts.h"
#include "catalogue/office_view.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using forms::ReadableAnswer;
using forms::ReadableSection;

forms::LetterHead head_of(const Cases& cases, const LetterSource& source) {
    const Language language = source.state.opened.language;
    const auto& party = source.state.applicant;
    const auto* package = cases.package_of(source.state);
    const bool post = goes_by_post(source.state, package, source.event);
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    const auto& reference = source.state.reference;
    forms::LetterHead head{
        .sender = office_line(cases, source.state.opened.office, source.office_name),
        .address = {party.given_name + " " + party.family_name, party.street,
                    party.postcode + " " + party.town},
        .information = {
            {say(texts::letter_pdf_day), short_date(berlin_date(source.at), language)}}};
    for (auto& line : reference_lines(source.state.opened.number,
                                      reference ? reference->reference : "", language))
        head.information.push_back(std::move(line));
    // § 37 Abs. 5 VwVfG: what the program writes by itself has no name.
    if (!source.writer.empty())
        head.information.push_back({say(texts::letter_pdf_writer), source.writer});
    head.information.push_back({say(texts::letter_pdf_way),
                                say(post ? texts::letter_pdf_by_post : texts::letter_pdf_online)});
    return head;
}

ReadableSection salutation(const LetterSource& source) {
    const Language language = source.state.opened.language;
    const auto& party = source.state.applicant;
    return {"",
            {{"", format(texts::desk_outcome_letter_greeting, language,
                         {party.given_name + " " + party.family_name})},
             {"", format(texts::letter_matter, language,
                         {source.service_title, source.state.opened.number})}}};
}

ReadableSection regards(const LetterSource& source) {
    const Language language = source.state.opened.language;
    ReadableSection section{"", {{"", std::string(texts::letter_pdf_regards.in(language))}}};
    for (const auto& name : {source.writer, source.office_name})
        if (!name.empty()) section.answers.push_back({"", name});
    return section;
}

// "None of these" is no part of a decision.
bool is_untold(const forms::FormField& field, const Json& value) {
    return std::ranges::any_of(field.choices, [&](const forms::Choice& choice) {
        return choice.is_untold && choice.value == value.text_or("");
    });
}

ReadableSection tenor(const forms::PossibleOutcome& outcome, const OutcomeDecided& decided,
                      Language language) {
    ReadableSection section{std::string(texts::letter_pdf_decision.in(language)),
                            {{"", outcome.result.in(language)}}};
    for (const auto& field : outcome.details) {
        const Json& value = decided.details[field.id];
        if (value.is_null() || is_untold(field, value)) continue;
        section.answers.push_back(
            {field.label.in(language), forms::answer_in_words(field, value, language)});
    }
    return section;
}

ReadableSection reasons(const forms::LetterTemplate& letter, const OutcomeDecided& decided,
                        Language language) {
    ReadableSection section{std::string(texts::letter_pdf_reasons.in(language)), {}};
    const auto add = [&](std::string label, std::string value) {
        if (!value.empty()) section.answers.push_back({std::move(label), std::move(value)});
    };
    add("", decided.reasons);
    add(std::string(texts::letter_pdf_law.in(language)), letter.law.in(language));
    add(std::string(texts::letter_pdf_discretion.in(language)), letter.discretion.in(language));
    return section;
}

// § 79 Abs. 1 Nr. 1 VwGO: after an objection the action is about the decision as it is then.
Text notice_of(const RemedyRule& rule) {
    if (rule.delivery == DeliveryLaw::None) return texts::letter_remedy_after_objection;
    switch (rule.kind) {
        case RemedyKind::Objection:
            return texts::letter_remedy_objection;
        case RemedyKind::Action:
            return texts::letter_remedy_action;
        case RemedyKind::TaxObjection:
            break;
    }
    return texts::letter_remedy_tax_objection;
}

// § 58 Abs. 1 VwGO, § 356 Abs. 1 AO: the remedy, where it goes with its seat, and the period.
Result<ReadableSection> remedy(const Cases& cases, const LetterSource& source,
                               const forms::Package& package) {
    const auto& law = cases.neighbours().law;
    const Language language = source.state.opened.language;
    const Ars& seat = source.state.opened.place;
    const Date decided = berlin_date(source.at);
    DW_TRY(const auto found, law.remedies.find(package.remedy, seat, decided));
    DW_TRY(const auto* deadline, law.tables.deadlines.find(found.rule.deadline, decided, seat));
    const std::string where =
        found.court ? found.court->name + ", " + found.court->seat
                    : office_line(cases, source.state.opened.office, source.office_name);
    const std::string period = deadline->period ? in_words(*deadline->period, language) : "";
    const bool pays = std::holds_alternative<FeeSet>(source.event);
    const Text title = pays ? texts::letter_pdf_remedy_fee : texts::letter_pdf_remedy;
    const Text against = pays ? texts::letter_against_fee : texts::letter_against_decision;
    return ReadableSection{
        std::string(title.in(language)),
        {{"", format(notice_of(found.rule), language,
                     {where, period, deadline->citation + "; " + found.rule.citation,
                      std::string(against.in(language))})}}};
}

// When a letter counts as known, by the law of the place: the day to pay counts from there.
std::string known_in_words(const Cases& cases, const LetterSource& source, Language language) {
    const auto& law = cases.neighbours().law;
    const Ars& seat = source.state.opened.place;
    const Date day = berlin_date(source.at);
    const auto delivery = cases.delivery_law(source.state, day);
    const auto* package = cases.package_of(source.state);
    if (!goes_by_post(source.state, package, source.event)) {
        const auto rule = law.retrieval.find(delivery, seat, day);
        return rule ? format(texts::fee_known_online, language, {rule->citation}) : "";
    }
    const auto* fiction =
        law.tables.delivery.find(channel_under(delivery, DeliveryChannel::Post), day, seat);
    if (!fiction) return {};
    return format(texts::fee_known_post, language,
                  {in_words(fiction->period, language), fiction->citation});
}

// What it costs and how it is paid, with a code for the phone.
void add_fee(const Cases& cases, const LetterSource& source, forms::PdfText& text) {
    const Language language = text.language;
    auto rows = fee_in_words(source.state, language);
    if (rows.empty()) return;
    const auto& fee = source.state.fee;
    const bool counts = fee->due_from && fee->cents > paid_cents(source.state);
    if (auto how = counts ? known_in_words(cases, source, language) : ""; !how.empty())
        rows.push_back({std::string(texts::fee_known_how.in(language)), std::move(how)});
    text.sections.push_back({std::string(texts::fee_title.in(language)), std::move(rows)});
    const auto code = fee_code(source.state);
    if (!code.empty())
        text.code = forms::PdfCode{code, std::string(texts::fee_code_hint.in(language)),
                                   text.sections.size() - 1};
}

// The decision itself is handed out when it is paid for. To ask for a fee burdens.
Outcome add_payment(const Cases& cases, const LetterSource& source, forms::PdfText& text) {
    const auto* package = cases.package_of(source.state);
    if (!package) return unavailable("cases.no_package", "the package is not installed");
    text.title =
        format(texts::letter_pdf_subject, text.language,
               {std::string(texts::letter_pdf_pay.in(text.language)), source.service_title});
    text.sections.push_back(
        {"", {{"", std::string(texts::letter_pdf_pay_first.in(text.language))}}});
    add_fee(cases, source, text);
    DW_TRY(auto notice, remedy(cases, source, *package));
    text.sections.push_back(std::move(notice));
    return Nothing{};
}

void add_lines(std::vector<ReadableSection>& sections, Text title,
               const std::vector<std::string>& lines, Language language) {
    ReadableSection section{std::string(title.in(language)), {}};
    for (const auto& line : lines)
        if (!line.empty()) section.answers.push_back({"", line});
    if (!section.answers.empty()) sections.push_back(std::move(section));
}

Outcome add_decision(const Cases& cases, const LetterSource& source, const OutcomeDecided& decided,
                     forms::PdfText& text) {
    if (waits_for_payment(source.state))
        return conflict("case.waits_for_payment", "the decision is kept back");
    const auto* package = cases.package_of(source.state);
    const auto* outcome = package ? package->outcome(decided.outcome) : nullptr;
    if (!outcome) return unavailable("cases.no_package", "the package is not installed");
    const Language language = source.state.opened.language;
    text.title =
        format(texts::letter_pdf_subject, language,
               {std::string(outcome_word(outcome->kind).in(language)), source.service_title});
    text.sections.push_back(tenor(*outcome, decided, language));
    if (const auto& objection = source.state.objection)
        text.sections.back().answers.push_back(
            {"", format(texts::letter_objection_against, language,
                        {objection->number, written_day(objection->received, language)})});
    add_lines(text.sections, texts::letter_pdf_side_clauses,
              side_clause_texts(outcome, decided.side_clauses, language), language);
    auto why = reasons(outcome->letter, decided, language);
    if (!why.answers.empty()) text.sections.push_back(std::move(why));
    add_lines(text.sections, texts::letter_pdf_costs, {outcome->letter.costs.in(language)},
              language);
    add_fee(cases, source, text);
    if (has_remedy_notice(source.state, *outcome, decided)) {
        DW_TRY(auto notice, remedy(cases, source, *package));
        text.sections.push_back(std::move(notice));
    }
    std::vector<std::string> enclosures;
    for (const auto& each : decided.enclosures)
        enclosures.push_back(enclosure_words(each, language));
    add_lines(text.sections, texts::letter_enclosures, enclosures, language);
    return Nothing{};
}

}  // namespace

std::string office_line(const Cases& cases, const catalogue::SourceId& office,
                        const std::string& name) {
    const auto known = cases.neighbours().catalogue.organisation(office);
    if (!known || known->addresses.empty()) return name;
    return name + ", " + catalogue::one_line(known->addresses.front());
}

std::vector<ReadableAnswer> reference_lines(const std::string& number, const std::string& reference,
                                            Language language) {
    const std::string title(texts::letter_pdf_number.in(language));
    if (reference.empty()) return {{title, number}};
    return {{title, reference}, {std::string(texts::letter_pdf_case_number.in(language)), number}};
}

std::string notice_words(const Cases& cases, const CaseState& state, const Event& event) {
    const Language language = state.opened.language;
    const auto citation_of = [&](const std::string& law, Date day) {
        const auto found =
            cases.neighbours().law.tables.deadlines.find(law, day, state.opened.place);
        return found ? (*found)->citation : law;
    };
    if (const auto* e = std::get_if<DeemedWithdrawn>(&event))
        return format(texts::letter_was_withdrawn, language,
                      {written_day(e->last_day, language), citation_of(e->law, e->last_day)});
    const auto* e = std::get_if<CertificateIssued>(&event);
    if (!e) return {};
    const auto* deadline = find_deadline(state.deadlines, e->law);
    const Date from = deadline && deadline->from ? *deadline->from : state.opened.received;
    return format(texts::letter_certificate, language,
                  {written_day(from, language), written_day(e->last_day, language),
                   citation_of(e->law, from)});
}

Result<forms::PdfText> letter_text(const Cases& cases, const LetterSource& source) {
    forms::PdfText text;
    text.language = source.state.opened.language;
    text.created_at = source.at;
    text.head = head_of(cases, source);
    text.title =
        format(texts::letter_pdf_subject, text.language,
               {std::string(texts::letter_pdf_message.in(text.language)), source.service_title});
    text.sections.push_back(salutation(source));
    if (const auto* decided = std::get_if<OutcomeDecided>(&source.event)) {
        DW_TRY_DO(add_decision(cases, source, *decided, text));
    } else if (const auto* message = std::get_if<MessageSent>(&source.event)) {
        text.sections.push_back({"", {{"", message->text}}});
        if (message->awaits_answer && message->answer_by)
            text.sections.push_back(
                {"",
                 {{"", format(texts::status_answer_until, text.language,
                              {written_day(*message->answer_by, text.language)})}}});
        if (message->awaits_answer)
            text.sections.push_back({"",
                                     {{"", format(texts::letter_how_to_answer, text.language,
                                                  {source.state.opened.number})}}});
    } else if (std::holds_alternative<FeeSet>(source.event)) {
        DW_TRY_DO(add_payment(cases, source, text));
    } else if (const auto notice = notice_words(cases, source.state, source.event);
               !notice.empty()) {
        text.sections.push_back({"", {{"", notice}}});
    }
    text.sections.push_back(regards(source));
    return text;
}

}  // namespace dw::cases
