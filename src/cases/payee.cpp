#include "cases/payee.h"

#include "base/json.h"
#include "base/text.h"
#include "cases/case_table.h"
#include "cases/payment_reference.h"
#include "forms/answer_checks.h"

namespace dw::cases {

namespace {

using store::of;

constexpr std::size_t longest_holder = 70;  // EPC069-12, AT-21

// frozen: bound into the sealed bytes
std::string place_of(identity::OrganisationId organisation) {
    return "payee/" + organisation.to_string();
}

std::string packed(std::string_view typed) {
    std::string plain;
    for (char c : typed) {
        if (c == ' ' || c == '\t') continue;
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return plain;
}

// ISO 9362: four letters, two letters of the country, two and perhaps three more.
bool is_bic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool letter = text[i] >= 'A' && text[i] <= 'Z';
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (!letter && (i < 6 || !digit)) return false;
    }
    return true;
}

Json json_of(const PayeeSettings& settings) {
    return Json::object({{"holder", settings.payee.holder},
                         {"iban", settings.payee.iban},
                         {"bic", settings.payee.bic},
                         {"pattern", settings.pattern}});
}

Outcome store_payee(store::Store& store, const identity::OrganisationPlace& place,
                    const PayeeSettings& settings) {
    store::Change change{.tenant = place.tenant};
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto key, find_or_make_projection_key(store, *reader, place.organisation, change));
    const auto sealed = store::seal_value(store.keys(), key, place_of(place.organisation),
                                          as_bytes(to_string(json_of(settings))));
    change.statements.push_back(
        {"insert into payee (tenant, organisation, details) values ($1, $2, $3) "
         "on conflict (tenant, organisation) do update set details = excluded.details",
         {of(place.tenant), of(place.organisation), sealed}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace

Findings check(PayeeSettings& settings) {
    auto& payee = settings.payee;
    payee.holder = std::string(trim(payee.holder));
    payee.iban = packed(payee.iban);
    payee.bic = packed(payee.bic);
    settings.pattern = std::string(trim(settings.pattern));
    Findings findings;
    const bool plain = forms::check_characters(payee.holder).empty() &&
                       payee.holder.find('\n') == std::string::npos;
    if (payee.holder.empty() || payee.holder.size() > longest_holder || !plain)
        findings.push_back({"inhaber", "payee_holder", {}});
    if (!forms::check_named("iban", payee.iban).empty())
        findings.push_back({"iban", "payee_iban", {}});
    if (!payee.bic.empty() && !is_bic(payee.bic)) findings.push_back({"bic", "payee_bic", {}});
    if (!is_reference_pattern(settings.pattern))
        findings.push_back({"muster", "payee_pattern", {}});
    return findings;
}

Result<std::optional<PayeeSettings>> payee_of(store::Store& store,
                                              const identity::OrganisationPlace& place) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto rows,
           reader->query("select details from payee where tenant = $1 and organisation = $2",
                         {of(place.tenant), of(place.organisation)}));
    if (rows.empty()) return std::optional<PayeeSettings>();
    DW_TRY(const auto plain, store::open_value(*reader, store.keys(), place.tenant,
                                               place_of(place.organisation), rows[0].bytes(0)));
    DW_TRY(const auto json, parse_json(as_text(plain)));
    const auto text = [&](const char* key) { return std::string(json[key].text_or("")); };
    return std::optional(
        PayeeSettings{{text("holder"), text("iban"), text("bic")}, text("pattern")});
}

Outcome set_payee(store::Store& store, const identity::OrganisationPlace& place,
                  PayeeSettings settings) {
    if (!check(settings).empty()) return invalid("case.payee", "account or pattern");
    return store::retry_on_conflict([&] { return store_payee(store, place, settings); });
}

}  // namespace dw::cases
