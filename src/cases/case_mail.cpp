#include "cases/case_mail.h"

#include <algorithm>

#include "base/json.h"
#include "cases/fee.h"
#include "cases/texts.h"
#include "terms/written_date.h"
#include "web/page.h"

namespace dw::cases {

namespace {

constexpr std::string_view mail_kind = "mail";   // frozen: stored
constexpr std::string_view mail_place = "mail";  // frozen: stored
constexpr std::size_t example_mails_shown = 50;

struct SealedMail {
    store::TenantId tenant;
    Bytes bytes;
    Instant at;
};

Mail notice(const CaseState& state, Text subject, Text what, std::optional<Date> day = {}) {
    const Language language = state.opened.language;
    const std::string sentence =
        format(what, language, {day ? written_day(*day, language) : std::string()});
    const std::string address = web::site().public_url + "/status";
    return {state.applicant.email, format(subject, language, {state.opened.number}),
            format(texts::mail_body, language, {state.opened.number, sentence, address})};
}

// What is kept ready is so until a day; the notice names it.
Mail decided(const CaseState& state) {
    const bool pays_first = waits_for_payment(state);
    const Letter* letter = state.letters.empty() ? nullptr : &state.letters.back();
    if (!letter || !letter->waits_online())
        return notice(state, texts::mail_news_subject,
                      pays_first ? texts::mail_pay : texts::mail_decided);
    return notice(state, texts::mail_news_subject,
                  pays_first ? texts::mail_pay_until : texts::mail_decided_until,
                  letter->provided->until);
}

// Whether it was this payment after which the decision is handed out.
bool releases(const CaseState& after, const PaymentBooked& payment) {
    const auto paid = paid_cents(after);
    return after.fee && waits_for_payment(*after.fee, paid - payment.cents) &&
           !waits_for_payment(*after.fee, paid);
}

std::optional<Mail> notice_for(const CaseState& state, const Event& event) {
    if (const auto* missed = std::get_if<LetterNotRetrieved>(&event))
        return notice(state, texts::mail_news_subject,
                      is_request_for_payment(state, missed->letter) ? texts::mail_pay_not_retrieved
                                                                    : texts::mail_not_retrieved);
    if (const auto* withdrawn = std::get_if<DeemedWithdrawn>(&event))
        return notice(state, texts::mail_news_subject, texts::mail_deemed_withdrawn,
                      withdrawn->last_day);
    if (std::holds_alternative<CaseOpened>(event))
        return notice(state, texts::mail_opened_subject, texts::mail_opened);
    if (std::holds_alternative<OutcomeDecided>(event)) return decided(state);
    if (std::holds_alternative<AnswerReminded>(event) && state.question)
        return notice(state, texts::mail_reminder_subject, texts::mail_reminder,
                      state.question->answer_by);
    // What was kept back is there to be read.
    const auto* payment = std::get_if<PaymentBooked>(&event);
    if (payment && releases(state, *payment)) return decided(state);
    const auto* message = std::get_if<MessageSent>(&event);
    if (!message || message->direction != Direction::ToApplicant) return std::nullopt;
    if (message->answer_by)
        return notice(state, texts::mail_news_subject, texts::mail_question_until,
                      message->answer_by);
    return notice(state, texts::mail_news_subject,
                  message->awaits_answer ? texts::mail_question : texts::mail_message);
}

}  // namespace

store::Statement mail_statement(store::Store& store, store::TenantId tenant, const std::string& key,
                                const store::DataKey& shared_key, const Mail& mail) {
    const Json json =
        Json::object({{"to", mail.to}, {"subject", mail.subject}, {"text", mail.text}});
    return store::outbox_insert({.tenant = tenant,
                                 .kind = std::string(mail_kind),
                                 .key = key,
                                 .payload = store::seal_value(store.keys(), shared_key, mail_place,
                                                              as_bytes(to_string(json)))},
                                store.clock().now());
}

Result<Mail> read_mail(store::Connection& connection, store::KeyRing& ring, store::TenantId tenant,
                       const Bytes& sealed) {
    DW_TRY(const auto plain, store::open_value(connection, ring, tenant, mail_place, sealed));
    DW_TRY(const auto json, parse_json(as_text(plain)));
    return Mail{std::string(json["to"].text_or("")), std::string(json["subject"].text_or("")),
                std::string(json["text"].text_or(""))};
}

void add_notice(store::Store& store, Appended& appended, CaseId id,
                const std::vector<Event>& events) {
    if (appended.after.applicant.email.empty() || !web::site().sends_mail) return;
    for (const auto& event : events) {
        const auto mail = notice_for(appended.after, event);
        if (!mail) continue;
        const std::string key = id.to_string() + "/" + std::to_string(appended.after.sequence);
        appended.change.statements.push_back(
            mail_statement(store, appended.change.tenant, key, appended.shared_key, *mail));
        return;
    }
}

Mail code_mail(const CaseState& state, const std::string& code) {
    const Language language = state.opened.language;
    return {state.applicant.email,
            format(texts::mail_code_subject, language, {state.opened.number}),
            format(texts::mail_code, language, {code})};
}

store::DeliveryReport keep_example_mail(store::Store& store, const store::OutboxEntry& entry) {
    const auto digest = sha256(as_bytes(entry.key));
    const Bytes id(digest.begin(), digest.begin() + 16);
    store::Change change{.tenant = entry.tenant};
    change.statements.push_back(
        {"insert into example_mail (tenant, id, mail, created_at) values ($1, $2, $3, $4) "
         "on conflict (tenant, id) do nothing",
         {store::of(entry.tenant), id, entry.payload, store::of(store.clock().now())}});
    const auto kept = store.commit(std::move(change));
    if (!kept) return {store::Delivery::Retry, kept.error().code};
    return {store::Delivery::Done, {}};
}

Result<std::vector<ExampleMail>> example_mails(store::Connection& connection, store::KeyRing& ring,
                                               const std::vector<store::TenantId>& tenants) {
    std::vector<SealedMail> newest;
    for (const auto& tenant : tenants) {
        DW_TRY(const auto rows,
               connection.query("select mail, created_at from example_mail where tenant = $1 "
                                "order by created_at desc limit $2",
                                {store::of(tenant), std::int64_t{example_mails_shown}}));
        for (const auto& row : rows) newest.push_back({tenant, row.bytes(0), row.instant(1)});
    }
    std::ranges::stable_sort(newest, std::ranges::greater{}, &SealedMail::at);
    if (newest.size() > example_mails_shown) newest.resize(example_mails_shown);
    std::vector<ExampleMail> mails;
    for (const auto& sealed : newest) {
        auto mail = read_mail(connection, ring, sealed.tenant, sealed.bytes);
        if (mail) mails.push_back({std::move(*mail), sealed.at});
    }
    return mails;
}

}  // namespace dw::cases
