// The record of processing activities (Art. 30 GDPR), from the packages' manifests.
#include "forms/package_names.h"
#include "forms/page_routes.h"
#include "forms/privacy_notice.h"
#include "forms/texts.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::forms {

using web::Html;

namespace {

std::string categories(const Package& package, Language language) {
    std::string names;
    for (const QuestionGroup& group : package.groups) {
        for (const FormField& field : group.fields) {
            if (!names.empty()) names += ", ";
            names += field.label.in(language);
        }
    }
    return names;
}

std::vector<web::ListRow> entry(const Package& package, Language language) {
    const DataProtection& data = package.data_protection;
    const auto row = [&](Text key, std::string_view value) {
        return web::ListRow{std::string(key.in(language)), web::escape(value)};
    };
    const std::string levels =
        format(texts::register_levels_sentence, language,
               {std::string(name_in_words(package.level_to_apply).in(language)),
                std::string(name_in_words(package.level_to_read).in(language))});
    const std::string deletion =
        format(texts::register_deletion_years, language, {std::to_string(data.retention_years)}) +
        ". " + data.retention.in(language) + " " + data.retention_source.in(language);
    return {row(texts::privacy_controller, data.controller.in(language)),
            row(texts::privacy_purpose, data.purpose.in(language)),
            row(texts::privacy_legal_basis, data.legal_basis.in(language)),
            row(texts::register_people, texts::register_people_sentence.in(language)),
            row(texts::register_data, categories(package, language)),
            row(texts::privacy_recipients, data.recipients.in(language)),
            row(texts::privacy_transfer, texts::privacy_transfer_sentence.in(language)),
            row(texts::register_deletion, deletion),
            row(texts::register_drafts, format(texts::register_drafts_sentence, language,
                                               {std::to_string(draft_days.count())})),
            row(texts::privacy_secrecy, name_in_words(package.secrecy).in(language)),
            row(texts::register_measures, texts::register_measures_sentence.in(language)),
            row(texts::register_levels, levels),
            row(texts::register_version, package.name + " " + package.version)};
}

web::Response list_page(const web::Request& request, const Forms& forms) {
    const Language language = request.language;
    const std::string title(texts::register_title.in(language));
    std::vector<Html> items;
    for (const Package& package : forms.packages()) {
        items.push_back(web::link("/verarbeitung/" + package.name, package.title.in(language)));
    }
    const Html main = web::heading(1, title) + web::lead(texts::register_intro.in(language)) +
                      web::bullet_list(items);
    return web::page_response(web::page(request, {.title = title}, main));
}

web::Response entry_page(const web::Request& request, const Forms& forms) {
    const Package* package = forms.package(request.parameter("package"));
    if (!package) return web::error_page(request, 404);
    const Language language = request.language;
    const std::string title =
        format(texts::register_entry_title, language, {package->title.in(language)});
    const Html main = web::heading(1, title) + web::description_list(entry(*package, language));
    return web::page_response(
        web::page(request, {.title = title, .back_path = "/verarbeitung"}, main));
}

}  // namespace

void add_register_routes(web::Router& router, const Forms& forms) {
    router.add({.method = web::Method::Get,
                .path = "/verarbeitung",
                .act = "public",
                .handler = [&forms](web::Request& request) { return list_page(request, forms); },
                .cache = web::Cache::Public});
    router.add({.method = web::Method::Get,
                .path = "/verarbeitung/{package}",
                .act = "public",
                .handler = [&forms](web::Request& request) { return entry_page(request, forms); },
                .cache = web::Cache::Public});
}

}  // namespace dw::forms
