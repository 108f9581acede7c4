#include "catalogue/structured_data.h"

#include "base/json.h"
#include "catalogue/html_reduction.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view context = "https://schema.org";

std::string address_of(std::string_view path) {
    return web::site().public_url + std::string(path);
}

// Data, not a script: browsers execute nothing of this type, so no rule of the page's policy has to
// let it through. Without "<" nothing in it can end the element.
web::Html data_block(const Json& json) {
    std::string safe;
    for (const char c : to_string(json)) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return web::Html::trusted("<script type=\"application/ld+json\">" + safe + "</script>");
}

Json postal_address(const Address& address) {
    auto json = Json::object({{"@type", "PostalAddress"}, {"addressCountry", "DE"}});
    std::string street = address.street;
    if (!street.empty() && !address.house_number.empty()) street += ' ' + address.house_number;
    if (!street.empty()) json.set("streetAddress", street);
    if (!address.postcode.empty()) json.set("postalCode", address.postcode);
    if (!address.town.empty()) json.set("addressLocality", address.town);
    return json;
}

Json organisation_json(const Organisation& organisation, Language language) {
    auto json = Json::object({{"@type", "GovernmentOrganization"},
                              {"name", name_of(organisation, language)},
                              {"url", address_of(organisation_path(organisation.id))}});
    for (const auto& address : organisation.addresses) {
        if (one_line(address).empty()) continue;
        json.set("address", postal_address(address));
        break;
    }
    for (const auto& contact : organisation.contacts) {
        const bool mail = contact.value.find('@') != std::string::npos;
        const bool phone = contact.channel == "02" || contact.channel == "03";
        if (mail && !json.has("email")) json.set("email", contact.value);
        if (phone && !json.has("telephone")) json.set("telephone", contact.value);
    }
    return json;
}

std::string summary(const Service& service, Language language) {
    for (const auto* code : {"24", "05"}) {
        const auto* module = service.module(code);
        if (module == nullptr) continue;
        const auto text = in(module->content, language);
        if (!text.empty()) return text_of_html(text).html;
    }
    return {};
}

}  // namespace

web::Html structured_data(const Service& service, const AskedPlace& place,
                          const std::vector<Organisation>& in_charge, Language language) {
    const auto title = service.title();
    auto json = Json::object({{"@context", context},
                              {"@type", "GovernmentService"},
                              {"name", in(title, language)},
                              {"url", address_of(service_path(service.id, {}))}});
    if (auto text = summary(service, language); !text.empty()) {
        json.set("description", std::move(text));
    }
    if (!service.keys.empty()) {
        json.set("identifier", Json::object({{"@type", "PropertyValue"},
                                             {"propertyID", "LeiKa"},
                                             {"value", service.keys.front().digits()}}));
    }
    if (place.area != nullptr) {
        json.set("areaServed", Json::object({{"@type", "AdministrativeArea"},
                                             {"name", place.area->short_name},
                                             {"identifier", place.area->ars.padded()}}));
    }
    if (!in_charge.empty()) json.set("provider", organisation_json(in_charge.front(), language));
    return data_block(json);
}

web::Html structured_data(const Organisation& organisation, Language language) {
    auto json = Json::object({{"@context", context}});
    const auto members = organisation_json(organisation, language);
    for (const auto& member : members.members()) json.set(member.key, member.value);
    return data_block(json);
}

}  // namespace dw::catalogue
