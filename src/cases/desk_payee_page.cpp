#include "cases/desk_payee_page.h"

#include "base/text.h"
#include "cases/epc_code.h"
#include "cases/payee.h"
#include "cases/payment_reference.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* page_path = "/desk/payee";
constexpr std::size_t longest_input = 200;

identity::OrganisationPlace own_place(const Visit& visit) {
    return {visit.principal.tenant, visit.principal.organisation, ""};
}

struct Question {
    const char* id;
    Text label, hint, error;
};

const std::array<Question, 4>& questions() {
    static const std::array<Question, 4> all{
        {{"inhaber", texts::payee_holder, texts::payee_holder_hint, texts::payee_holder_wrong},
         {"iban", texts::payee_iban, texts::payee_iban_hint, texts::payee_iban_wrong},
         {"bic", texts::payee_bic, texts::payee_bic_hint, texts::payee_bic_wrong},
         {"muster", texts::payee_pattern, texts::payee_pattern_hint, texts::payee_pattern_wrong}}};
    return all;
}

std::string value_of(const PayeeSettings& settings, std::string_view id) {
    if (id == "inhaber") return settings.payee.holder;
    if (id == "iban") return written_iban(settings.payee.iban);
    if (id == "bic") return settings.payee.bic;
    return settings.pattern;
}

web::Response page(const Visit& visit, const PayeeSettings& settings, const Findings& findings,
                   const Html& notice) {
    std::vector<web::SummaryError> errors;
    Html fields;
    for (const auto& question : questions()) {
        const bool wrong =
            std::ranges::find(findings, question.id, &Finding::place) != findings.end();
        web::Field field;
        field.id = question.id;
        field.label = visit.say(question.label);
        field.hint = visit.say(question.hint);
        field.value = value_of(settings, question.id);
        field.left_to_right = field.id != "inhaber";
        field.optional = field.id == "bic";
        field.max_length = longest_input;
        if (wrong) {
            field.error = visit.say(question.error);
            errors.push_back({field.id, field.error});
        }
        fields += web::text_field(field, visit.language);
    }
    const std::string title = visit.say(texts::payee_title);
    const Html main = web::error_summary(errors, visit.language) + notice + web::heading(1, title) +
                      web::lead(visit.say(texts::payee_lead)) +
                      web::post_form(visit.request, page_path,
                                     fields + web::button(visit.say(texts::payee_save)));
    return desk_page(visit, {.title = title, .main = main, .status = errors.empty() ? 200 : 422});
}

}  // namespace

web::Response payee_page_route(const Visit& visit) {
    const auto known = payee_of(visit.cases.neighbours().store, own_place(visit));
    if (!known) return web::error_response(visit.request, known.error());
    Html notice;
    if (*known && visit.request.query.get("getan") == "gespeichert")
        notice = web::alert(web::Tone::Success, visit.say(texts::payee_saved), {}, web::Live::Yes);
    return page(visit, known->value_or(PayeeSettings{{}, std::string(usual_reference_pattern)}), {},
                notice);
}

web::Response payee_route(const Visit& visit) {
    const auto sent = [&](const char* id) {
        return std::string(cut(visit.request.form.get(id), longest_input));
    };
    PayeeSettings settings{{sent("inhaber"), sent("iban"), sent("bic")}, sent("muster")};
    const auto findings = check(settings);
    if (!findings.empty()) return page(visit, settings, findings, {});
    const auto saved = set_payee(visit.cases.neighbours().store, own_place(visit), settings);
    if (!saved) return web::error_response(visit.request, saved.error());
    visit.cases.neighbours().identity.security().note(
        {.kind = std::string(identity::security::payee_changed),
         .tenant = visit.principal.tenant,
         .actor = visit.principal.actor,
         .object = visit.principal.organisation.to_string(),
         .network = web::network_of(visit.request.client_address)});
    return web::see_other(std::string(page_path) + "?getan=gespeichert");
}

}  // namespace dw::cases
