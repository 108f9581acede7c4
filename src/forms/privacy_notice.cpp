#include "forms/privacy_notice.h"

#include "catalogue/office_view.h"
#include "forms/package_names.h"
#include "forms/texts.h"

namespace dw::forms {

using web::html;
using web::Html;

namespace {

std::string joined(std::string first, std::string_view second) {
    if (!first.empty() && !second.empty()) first += " ";
    return first.append(second);
}

}  // namespace

std::vector<web::ListRow> privacy_notice(const Package& package,
                                         const catalogue::Organisation& organisation,
                                         Language language) {
    const DataProtection& data = package.data_protection;
    const auto words = [&](const PackageText& text) { return web::escape(text.in(language)); };
    const auto fixed = [&](Text text) { return web::escape(text.in(language)); };
    const auto row = [&](Text key, const Html& value) {
        return web::ListRow{std::string(key.in(language)), value};
    };
    const std::string secrecy = format(texts::privacy_secrecy_sentence, language,
                                       {std::string(name_in_words(package.secrecy).in(language))});
    return {
        row(texts::privacy_controller,
            html<"<p>{}</p>">(words(data.controller)) + office_lines(organisation, language)),
        row(texts::privacy_officer, fixed(texts::privacy_officer_sentence)),
        row(texts::privacy_purpose, words(data.purpose)),
        row(texts::privacy_legal_basis, words(data.legal_basis)),
        row(texts::privacy_recipients, words(data.recipients)),
        row(texts::privacy_transfer, fixed(texts::privacy_transfer_sentence)),
        row(texts::privacy_retention, words(data.retention)),
        row(texts::privacy_secrecy, web::escape(secrecy)),
        row(texts::privacy_obligation, words(data.obligation)),
        row(texts::privacy_rights, fixed(texts::privacy_rights_sentence)),
        row(texts::privacy_complaint, fixed(texts::privacy_complaint_sentence)),
        row(texts::privacy_automated, fixed(texts::privacy_automated_sentence)),
    };
}

Html office_lines(const catalogue::Organisation& organisation, Language language) {
    Html lines = html<"<strong>{}</strong>">(catalogue::in(organisation.name, language));
    for (const catalogue::Address& address : organisation.addresses) {
        const std::string street = joined(address.street, address.house_number);
        if (!street.empty()) lines += html<"<br>{}">(street);
        const std::string town = joined(address.postcode, address.town);
        if (!town.empty()) lines += html<"<br>{}">(town);
        break;  // the first is the one for visitors and letters
    }
    for (const catalogue::Contact& contact : organisation.contacts) {
        lines += html<"<br>{}">(catalogue::contact_in_words(contact));
    }
    return html<"<p class=\"kern-body\">{}</p>">(lines);
}

Text name_in_words(AssuranceLevel level) {
    switch (level) {
        case AssuranceLevel::Basis:
            return texts::level_basis;
        case AssuranceLevel::Substantial:
            return texts::level_substantial;
        case AssuranceLevel::High:
            return texts::level_high;
    }
    return texts::level_high;
}

}  // namespace dw::forms
