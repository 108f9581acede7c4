#include "forms/forms.h"

#include <algorithm>

#include "catalogue/reasons.h"
#include "forms/finding_text.h"
#include "forms/form_rules.h"
#include "forms/package_names.h"
#include "forms/page_routes.h"
#include "forms/texts.h"
#include "terms/berlin.h"
#include "web/page.h"

namespace dw::forms {

namespace {

bool fits(const Package& package, const catalogue::Service& service) {
    const auto& ids = package.services;
    if (std::find(ids.begin(), ids.end(), service.id) != ids.end()) return true;
    return std::any_of(service.keys.begin(), service.keys.end(), [&](const ServiceKey& key) {
        const auto& keys = package.service_keys;
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
}

Error not_online() {
    return not_found("forms.not_online", "no desk takes it at this place");
}

}  // namespace

std::span<const store::Migration> migrations() {
    return draft_migrations();
}

Declaration declaration_in(const web::Request& request) {
    return request.form.get("declaration") == "yes" ? Declaration::Given : Declaration::Missing;
}

bool reads_online_in(const web::Request& request) {
    return request.form.get("online") == "yes";
}

Forms::Forms(store::Store& store, store::BlobStore& blobs, const catalogue::Catalogue& catalogue,
             FormsOptions options)
    : store_(store),
      drafts_(store, blobs),
      catalogue_(catalogue),
      options_(std::move(options)),
      memory_(std::make_unique<ErrandMemory>()) {
    DW_ASSERT(options_.desk_of != nullptr);
}

const Package* Forms::package(std::string_view name) const {
    for (const Package& each : options_.packages) {
        if (each.name == name) return &each;
    }
    return nullptr;
}

const Package* Forms::package_for(const catalogue::Service& service) const {
    for (const Package& each : options_.packages) {
        if (each.level_to_apply <= options_.provable && fits(each, service)) return &each;
    }
    return nullptr;
}

std::optional<catalogue::OwnForm> Forms::own_form(const catalogue::Service& service,
                                                  const catalogue::Organisation& organisation,
                                                  const Ars& place) const {
    const Package* package = package_for(service);
    if (!package || !options_.desk_of(organisation.id)) return std::nullopt;
    return catalogue::OwnForm{
        "/antrag/neu?leistung=" + web::percent_encode(service.id.to_string()) +
            "&ort=" + place.padded(),
        start_button_of(package->kind)};
}

Result<std::vector<catalogue::Organisation>> Forms::offices_in_charge(
    const catalogue::Service& service, const Ars& place, Date day) const {
    std::vector<catalogue::Organisation> organisations;
    DW_TRY(const auto offices, catalogue_.in_charge(service, place, day));
    for (const catalogue::SourceId& office : offices) {
        DW_TRY(auto organisation, catalogue_.organisation(office));
        organisations.push_back(std::move(organisation));
    }
    const bool all_hold = std::ranges::all_of(organisations, [day](const auto& organisation) {
        return holds_on(organisation.validity, day);
    });
    if (all_hold) return organisations;
    DW_TRY(auto competence, catalogue_.competent(service, place, day));
    DW_TRY(auto named, with_names(catalogue_, std::move(competence), day, &service.id));
    return std::move(named.organisations);
}

Result<Offers> Forms::offers(std::string_view service_or_key, const Ars& place, Date day) const {
    std::vector<catalogue::Service> services;
    if (const auto id = catalogue::SourceId::parse(service_or_key)) {
        auto service = catalogue_.service_for(*id, place, day);
        if (!service && service.error().kind != ErrorKind::NotFound) return service.error();
        if (service) services.push_back(*std::move(service));
    } else if (const auto key = ServiceKey::parse(service_or_key)) {
        DW_TRY(services, catalogue_.services_with_key(*key));
    }
    if (services.empty()) return not_found("forms.service_unknown", "no service of this id or key");
    std::vector<Offer> offers;
    for (catalogue::Service& service : services) {
        Offer offer{.service = {}, .package = package_for(service), .in_charge = {}};
        if (!offer.package) continue;
        DW_TRY(offer.in_charge, offices_in_charge(service, place, day));
        offer.service = std::move(service);
        offers.push_back(std::move(offer));
    }
    return std::make_shared<const std::vector<Offer>>(std::move(offers));
}

Result<Offers> Forms::known_offers(std::string_view service_or_key, const Ars& place) const {
    // Read before the offers are: an import in between makes them old ones.
    DW_TRY(const auto change, catalogue_.change_number());
    const CatalogueState state{.change = change, .day = berlin_date(now())};
    const std::string key = place.padded() + ' ' + std::string(service_or_key);
    if (auto known = memory_->find(key, state)) return known;
    DW_TRY(auto found, offers(service_or_key, place, state.day));
    memory_->keep(key, state, found);
    return found;
}

Result<Errand> Forms::errand(std::string_view service_or_key, std::string_view place) const {
    const auto ars = Ars::parse(place);
    if (!ars || !catalogue_.areas().find(*ars)) {
        return not_found("forms.place_unknown", "no area has this key");
    }
    DW_TRY(const auto offers, known_offers(service_or_key, *ars));
    if (offers->empty()) return not_found("forms.no_package", "no package fits the service");
    // Whether an office has a desk is no matter of the catalogue.
    for (const Offer& offer : *offers) {
        for (const catalogue::Organisation& office : offer.in_charge) {
            const auto tenant = options_.desk_of(office.id);
            if (tenant) return Errand{offer.service, office, *ars, offer.package, *tenant};
        }
    }
    return not_online();
}

Result<Draft> Forms::draft(const web::Request& request) const {
    const auto id = DraftId::parse(request.parameter("draft"));
    if (!id) return not_found("forms.no_draft", "no draft has this name");
    DW_TRY(Draft draft, drafts_.open(*id, request.cookie(draft_cookie)));
    if (draft.clerk) {
        const auto* principal = identity::principal_of(request);
        if (!principal || principal->person != *draft.clerk)
            return not_found("forms.no_draft", "somebody else fills it in");
    }
    if (!package(draft.package_name)) return not_found("forms.no_package", draft.package_name);
    return draft;
}

Result<Checked> Forms::check(const Draft& draft, Declaration declaration) const {
    const Package* package = this->package(draft.package_name);
    if (!package) return not_found("forms.no_package", draft.package_name);
    const Json answers = without_hidden(*package, draft.answers);
    std::vector<Upload> uploads = draft.uploads;
    std::erase_if(uploads, [&](const Upload& each) {
        const FormField* field = package->field(each.field);
        return !field || !is_shown(*package, *field, answers);
    });
    Findings findings = check_answers(*package, answers, uploads, circumstances(draft.place));
    if (declaration == Declaration::Missing) {
        findings.push_back({"declaration", "answer_declaration", {}});
    }
    if (!findings.empty()) return Checked{std::move(findings)};
    Submission submission;
    submission.package_name = package->name;
    submission.package_version = package->version;
    submission.service = draft.service;
    submission.organisation = draft.organisation;
    submission.place = draft.place;
    submission.language = draft.language;
    submission.applicant = applicant_of(*package, answers);
    submission.answers = answers;
    submission.uploads = std::move(uploads);
    if (draft.clerk) submission.channel = std::string(draft.recording["channel"].text_or(""));
    return Checked{std::move(submission)};
}

web::Html Forms::proof_part(const web::Request& request, AssuranceLevel wanted,
                            const std::string& page) const {
    return options_.proof ? options_.proof(request, wanted, page) : web::Html{};
}

Result<std::vector<store::Statement>> Forms::mark_sent(const Draft& draft,
                                                       const Json& confirmation) const {
    return drafts_.mark_sent(draft, confirmation);
}

std::optional<store::TenantId> Forms::tenant_of(const catalogue::SourceId& organisation) const {
    return options_.desk_of(organisation);
}

Circumstances Forms::circumstances(const Ars& place) const {
    const catalogue::AreaRegister& areas = catalogue_.areas();
    const catalogue::Area* town = areas.town_of(place);
    Circumstances at{.today = berlin_date(now())};
    if (!town) return at;
    at.place = town->short_name;
    at.postcode_fits = [&areas, town](std::string_view postcode) {
        return areas.may_have_postcode(town->ars, postcode);
    };
    return at;
}

std::string Forms::sentence(const Finding& finding, const Package* package,
                            Language language) const {
    static const Package none;
    return forms::sentence(finding, package ? *package : none, language);
}

void Forms::add_routes(web::Router& router) {
    add_page_routes(router, *this);
    web::add_navigation({.path = "/fortsetzen", .label = texts::navigation_resume});
}

Result<int> Forms::delete_expired() const {
    return drafts_.delete_expired();
}

Result<bool> Forms::refers_to(store::TenantId tenant, store::BlobId blob) const {
    return drafts_.refers_to(tenant, blob);
}

}  // namespace dw::forms
