#include "cases/desk_record_pages.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "cases/desk_day.h"
#include "cases/texts.h"
#include "forms/page_routes.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr const char* page_path = "/desk/record";
// Several dozen places are called Neustadt: an office may be in the last of them.
constexpr std::size_t place_bytes = 100, homes_looked_at = 10, homes_of_one_name = 100;

struct RecordInput {
    std::string package, place, channel = "counter", check = "not_checked";
    bool from_paper = false;
    web::DateValue received;
    std::string package_error = {}, place_error = {}, channel_error = {}, received_error = {},
                check_error = {};

    bool has_errors() const {
        return !package_error.empty() || !place_error.empty() || !channel_error.empty() ||
               !received_error.empty() || !check_error.empty();
    }
};

// The office the clerk works for, as the catalogue knows it.
Result<catalogue::Organisation> own_office(const Visit& visit) {
    const auto& at = visit.cases.neighbours();
    DW_TRY(const auto source,
           at.identity.source_of(visit.principal.tenant, visit.principal.organisation));
    return at.catalogue.organisation({source.agency, source.value});
}

std::string town_of(const catalogue::Organisation& office) {
    if (office.addresses.empty()) return {};
    return office.addresses.front().town;
}

// The service of the package that the clerk's office is in charge of there.
Result<forms::Errand> errand_of(const Visit& visit, const forms::Package& package,
                                const Ars& place) {
    const auto& at = visit.cases.neighbours();
    DW_TRY(const auto source,
           at.identity.source_of(visit.principal.tenant, visit.principal.organisation));
    std::vector<std::string> services;
    for (const auto& id : package.services) services.push_back(id.to_string());
    for (const auto& key : package.service_keys) services.push_back(key.digits());
    for (const auto& service : services) {
        auto errand = at.forms.errand(service, place.padded());
        if (!errand && errand.error().kind != ErrorKind::NotFound) return errand.error();
        const bool fits =
            errand && errand->package == &package &&
            errand->organisation.id == catalogue::SourceId{source.agency, source.value};
        if (fits) return errand;
    }
    return not_found("cases.other_office", "the office is not in charge there");
}

// Where the office can be, by the name of its town.
std::vector<catalogue::Place> own_homes(const Visit& visit, const std::string& town) {
    return visit.cases.neighbours().catalogue.areas().find_homes(town, homes_of_one_name);
}

// What this office does at its own place; everything where the catalogue does not say.
std::vector<const forms::Package*> own_packages(const Visit& visit) {
    std::vector<const forms::Package*> all, own;
    const auto office = own_office(visit);
    const auto homes = own_homes(visit, office ? town_of(*office) : std::string());
    for (const auto& package : visit.cases.neighbours().forms.packages()) {
        all.push_back(&package);
        for (const auto& home : homes) {
            if (!errand_of(visit, package, home.area->ars)) continue;
            own.push_back(&package);
            break;
        }
    }
    return own.empty() ? all : own;
}

// The office's town, with what tells it from others of that name where there are several.
std::string own_place(const Visit& visit) {
    const auto office = own_office(visit);
    if (!office) return {};
    const auto town = town_of(*office);
    const auto homes = own_homes(visit, town);
    const auto packages = own_packages(visit);
    const auto is_ours = [&](const auto& home) {
        return std::ranges::any_of(packages, [&](const auto* package) {
            return errand_of(visit, *package, home.area->ars).has_value();
        });
    };
    const auto is_called_so = [&](const auto& home) { return home.area->short_name == town; };
    const auto named = std::ranges::find_if(homes, is_called_so);
    const bool is_clear = std::ranges::count_if(homes, is_called_so) == 1 && is_ours(*named);
    if (homes.size() < 2 || is_clear) return town;
    const auto ours = std::ranges::find_if(homes, is_ours);
    return ours == homes.end() ? town : ours->full_name();
}

Html package_field(const Visit& visit, const RecordInput& input) {
    web::Field field;
    field.id = "was";
    field.label = visit.say(texts::desk_record_what);
    field.value = input.package;
    field.error = input.package_error;
    std::vector<web::Option> options;
    for (const auto* package : own_packages(visit))
        options.push_back({package->name, package->title.in(visit.language), ""});
    return web::radio_field(field, options, visit.language);
}

Html channel_field(const Visit& visit, const RecordInput& input) {
    web::Field field;
    field.id = "weg";
    field.label = visit.say(texts::desk_record_channel);
    field.value = input.channel;
    field.error = input.channel_error;
    std::vector<web::Option> options;
    for (const auto channel : {Channel::Counter, Channel::Phone, Channel::Letter})
        options.push_back({std::string(name_of(channel)), visit.say(channel_word(channel)), ""});
    return web::radio_field(field, options, visit.language);
}

Html check_field(const Visit& visit, const RecordInput& input) {
    web::Field field;
    field.id = "ausweis";
    field.label = visit.say(texts::desk_record_identity);
    field.hint = visit.say(texts::desk_record_identity_hint);
    field.value = input.check;
    field.error = input.check_error;
    std::vector<web::Option> options;
    for (const auto check :
         {IdentityCheck::IdentityCard, IdentityCheck::Passport, IdentityCheck::ResidenceTitle,
          IdentityCheck::OtherDocument, IdentityCheck::NotChecked})
        options.push_back({std::string(name_of(check)), visit.say(identity_word(check)), ""});
    return web::radio_field(field, options, visit.language);
}

Html record_form(const Visit& visit, const RecordInput& input) {
    web::Field place;
    place.id = "ort";
    place.label = visit.say(texts::desk_record_place);
    place.hint = visit.say(texts::desk_record_place_hint);
    place.value = input.place;
    place.error = input.place_error;
    place.max_length = place_bytes;
    web::Field received;
    received.id = "eingang";
    received.label = visit.say(texts::desk_record_received);
    received.hint = visit.say(texts::desk_record_received_hint);
    received.error = input.received_error;
    web::Field paper;
    paper.id = "papier";
    paper.label = visit.say(texts::desk_record_paper_label);
    std::vector<std::string> chosen;
    if (input.from_paper) chosen.push_back("ja");
    return web::post_form(
        visit.request, page_path,
        package_field(visit, input) + web::text_field(place, visit.language) +
            channel_field(visit, input) +
            web::date_field(received, input.received, visit.language) + check_field(visit, input) +
            web::checkbox_field(paper, {{"ja", visit.say(texts::desk_record_paper), ""}}, chosen,
                                visit.language) +
            web::button(visit.say(texts::desk_record_start)));
}

// What this clerk has begun here and not sent.
Html begun(const Visit& visit) {
    const auto& forms = visit.cases.neighbours().forms;
    const auto drafts =
        forms.drafts().of_clerk(visit.request.cookie(forms::draft_cookie), visit.principal.person);
    if (!drafts) return {};
    std::vector<Html> links;
    for (const auto& draft : *drafts) {
        const auto* package = forms.package(draft.package_name);
        if (draft.was_sent() || !package) continue;
        const auto day = Date{std::chrono::floor<std::chrono::days>(draft.expires_at)};
        links.push_back(web::link(
            forms::next_path(*package, draft),
            visit.say(texts::desk_record_go_on,
                      {package->title.in(visit.language), written_date(day, visit.language)})));
    }
    if (links.empty()) return {};
    return web::heading(2, visit.say(texts::desk_record_begun)) + web::bullet_list(links);
}

web::Response record_page(const Visit& visit, const RecordInput& input) {
    std::vector<web::SummaryError> errors;
    if (!input.package_error.empty()) errors.push_back({"was", input.package_error});
    if (!input.place_error.empty()) errors.push_back({"ort", input.place_error});
    if (!input.channel_error.empty()) errors.push_back({"weg", input.channel_error});
    if (!input.received_error.empty()) errors.push_back({"eingang-day", input.received_error});
    if (!input.check_error.empty()) errors.push_back({"ausweis", input.check_error});
    const Html main = web::error_summary(errors, visit.language) +
                      web::heading(1, visit.say(texts::desk_record_title)) +
                      web::lead(visit.say(texts::desk_record_lead)) + record_form(visit, input) +
                      begun(visit);
    return desk_page(visit, {.title = visit.say(texts::desk_record_title),
                             .main = main,
                             .status = errors.empty() ? 200 : 422});
}

RecordInput input_in(const Visit& visit) {
    const auto& form = visit.request.form;
    return {.package = std::string(form.get("was")),
            .place = std::string(cut(trim(form.get("ort")), place_bytes)),
            .channel = std::string(form.get("weg")),
            .check = std::string(form.get("ausweis")),
            .from_paper = form.get("papier") == "ja",
            .received = day_typed(visit.request, "eingang")};
}

// The place that was typed; nullptr, and an error, when it is none or could be several.
const catalogue::Area* home_in(const Visit& visit, RecordInput& input) {
    const auto homes =
        visit.cases.neighbours().catalogue.areas().find_homes(input.place, homes_looked_at);
    std::vector<const catalogue::Area*> exact;
    for (const auto& home : homes)
        if (lower(home.area->short_name) == lower(input.place)) exact.push_back(home.area);
    if (exact.size() == 1) return exact.front();
    if (exact.empty() && homes.size() == 1) return homes.front().area;
    input.place_error =
        visit.say(homes.empty() ? texts::desk_record_place_unknown : texts::desk_record_place_many);
    return nullptr;
}

// The errand, or what is wrong with the input.
Result<std::optional<forms::Errand>> checked(const Visit& visit, RecordInput& input) {
    const auto& at = visit.cases.neighbours();
    const auto* package = at.forms.package(input.package);
    if (!package) input.package_error = visit.say(texts::desk_record_what_missing);
    const auto channel = channel_from(input.channel);
    if (!channel || is_digital(*channel))
        input.channel_error = visit.say(texts::desk_again_missing);
    if (!identity_check_from(input.check)) input.check_error = visit.say(texts::desk_again_missing);
    const auto day = day_in(input.received);
    if (!day || *day > visit.today)
        input.received_error = visit.say(texts::desk_record_received_wrong);
    const auto* home = home_in(visit, input);
    if (input.has_errors()) return std::optional<forms::Errand>();
    auto errand = errand_of(visit, *package, home->ars);
    if (!errand && errand.error().kind != ErrorKind::NotFound) return errand.error();
    if (errand) return std::optional(*std::move(errand));
    input.place_error = visit.say(texts::desk_record_not_ours);
    return std::optional<forms::Errand>();
}

}  // namespace

Text channel_word(Channel channel) {
    switch (channel) {
        case Channel::Online:
            return texts::desk_channel_online;
        case Channel::Api:
            return texts::desk_channel_api;
        case Channel::Counter:
            return texts::desk_channel_counter;
        case Channel::Phone:
            return texts::desk_channel_phone;
        case Channel::Letter:
            break;
    }
    return texts::desk_channel_letter;
}

Text identity_word(IdentityCheck check) {
    switch (check) {
        case IdentityCheck::IdentityCard:
            return texts::desk_identity_card;
        case IdentityCheck::Passport:
            return texts::desk_identity_passport;
        case IdentityCheck::ResidenceTitle:
            return texts::desk_identity_title;
        case IdentityCheck::OtherDocument:
            return texts::desk_identity_other;
        case IdentityCheck::NotChecked:
            break;
    }
    return texts::desk_identity_not_checked;
}

Json recording_json(const RecordingKept& kept) {
    return Json::object({{"channel", name_of(kept.channel)},
                         {"received", to_string(kept.received)},
                         {"identity", name_of(kept.check)},
                         {"from_paper", kept.from_paper}});
}

std::optional<OpenOptions> recording_options(const Json& kept, const identity::Principal& clerk) {
    const auto received = parse_date(kept["received"].text_or(""));
    const auto check = identity_check_from(kept["identity"].text_or(""));
    const auto from_paper = kept["from_paper"].as_bool();
    if (!received || !check || !from_paper) return std::nullopt;
    OpenOptions options;
    options.received = received;
    options.recording = Recording{clerk, *check, *from_paper};
    return options;
}

web::Response record_page_route(const Visit& visit) {
    RecordInput input;
    input.received = date_value(visit.today);
    input.place = own_place(visit);
    const auto packages = own_packages(visit);
    if (packages.size() == 1) input.package = packages.front()->name;
    return record_page(visit, input);
}

web::Response record_route(const Visit& visit) {
    RecordInput input = input_in(visit);
    const auto errand = checked(visit, input);
    if (!errand) return web::error_response(visit.request, errand.error());
    if (!*errand) return record_page(visit, input);
    const auto& what = **errand;
    const auto channel = channel_from(input.channel);
    const auto check = identity_check_from(input.check);
    // A letter is paper, whatever was ticked.
    const bool from_paper = input.from_paper || *channel == Channel::Letter;
    const auto opened = visit.cases.neighbours().forms.drafts().start(
        {.tenant = what.tenant,
         .package_name = what.package->name,
         .service = what.service.id,
         .organisation = what.organisation.id,
         .place = what.place,
         .language = Language::German,
         .clerk = visit.principal.person,
         .recording = recording_json({*channel, *day_in(input.received), *check, from_paper})},
        visit.request.cookie(forms::draft_cookie));
    if (!opened) return web::error_response(visit.request, opened.error());
    web::Response response = web::see_other(forms::next_path(*what.package, opened->draft));
    forms::set_draft_cookie(response, visit.request, opened->token);
    return response;
}

}  // namespace dw::cases
