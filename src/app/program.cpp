#include "app/program.h"

#include "cases/desk_pages.h"
#include "catalogue/routes.h"
#include "web/components_page.h"
#include "web/legal_pages.h"
#include "web/openapi.h"
#include "web/page.h"
#include "web/server.h"
#include "web/static_files.h"

namespace dw::app {

namespace {

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto& part : {identity::migrations(), catalogue::migrations(), forms::migrations(),
                             cases::migrations()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

void set_site_of(const Settings& settings) {
    web::Site site;
    site.example = settings.example;
    site.public_url = settings.public_url;
    web::set_site(site);
}

std::string finding_line(const Finding& finding) {
    return finding.place + ": " + finding.code;
}

}  // namespace

Result<std::unique_ptr<store::Store>> open_store(const Settings& settings, Clock& clock,
                                                 RandomSource& random) {
    const auto migrations = all_migrations();
    return store::Store::open({.data_dir = settings.data_dir,
                               .database_url = settings.database_url,
                               .migrations = migrations},
                              clock, random);
}

std::vector<store::Projection> projections(store::Store& store) {
    return {identity::organisation_projection(store.keys()), cases::case_projection(store.keys())};
}

Result<std::unique_ptr<Program>> Program::open(const Settings& settings, Clock& clock,
                                               RandomSource& random) {
    std::unique_ptr<Program> program(new Program(clock, random));
    set_site_of(settings);
    DW_TRY(program->store_, open_store(settings, clock, random));
    DW_TRY_DO(program->open_modules(settings));
    program->add_routes();
    return program;
}

Outcome Program::open_modules(const Settings& settings) {
    blobs_ = store::open_blobs(*store_);
    DW_TRY(areas_, catalogue::AreaRegister::load());
    DW_TRY(auto calendar, Calendar::load());
    calendar_ = std::make_unique<Calendar>(std::move(calendar));
    catalogue_ = std::make_unique<catalogue::Catalogue>(*store_, *areas_);
    DW_TRY(search_, catalogue::SearchIndex::open(*catalogue_, settings.data_dir + "/cache"));
    identity_ = std::make_unique<identity::Identity>(*store_);

    auto shelf = forms::built_in_packages();
    if (!shelf.findings.empty())
        return invalid("app.package", finding_line(shelf.findings.front()));
    forms::FormsOptions options;
    options.packages = std::move(shelf.packages);
    options.desk_of = [this](const catalogue::SourceId& id) -> std::optional<store::TenantId> {
        const auto place = identity_->organisation_from_source(id.agency, id.value);
        if (!place || !*place) return std::nullopt;
        return (*place)->tenant;
    };
    forms_ = std::make_unique<forms::Forms>(*store_, *blobs_, *catalogue_, std::move(options));
    cases_ = std::make_unique<cases::Cases>(
        cases::Neighbours{*store_, *blobs_, *identity_, *catalogue_, *forms_, *calendar_});
    return Nothing{};
}

void Program::add_routes() {
    router_.set_csrf_secret(store_->keys().derived("web.csrf"));
    router_.set_gate(identity_->make_gate());
    web::add_asset_routes(router_);
    web::add_legal_routes(router_);
    web::add_components_routes(router_);
    web::add_operations_routes(router_, {.not_ready = [this] { return not_ready(); },
                                         .gauges = [this] { return gauges(); }});
    catalogue::Hooks hooks;
    hooks.apply_path = [this](const catalogue::Service& service,
                              const catalogue::Organisation& organisation, const Ars& place) {
        return forms_->apply_path(service, organisation, place);
    };
    catalogue::add_routes(router_, *catalogue_, *search_, clock_, std::move(hooks));
    identity_->add_routes(router_);
    forms_->add_routes(router_);
    cases_->add_routes(router_);
    cases::add_desk_routes(router_, *cases_);
    web::add_openapi_route(router_);
}

void Program::work_off() {
    // Each of these says in the log what it could not do and is called again.
    static_cast<void>(search_->refresh());
    static_cast<void>(cases_->send_mail());
    if (clock_.now() - tidied_ < std::chrono::minutes(10)) return;
    tidied_ = clock_.now();
    static_cast<void>(forms_->delete_expired());
    static_cast<void>(cases_->tidy());
    static_cast<void>(identity_->tidy());
}

std::string Program::not_ready() const {
    const auto reader = store_->reader();
    return reader ? "" : "database: " + reader.error().message;
}

std::string Program::gauges() const {
    const auto counters = store_->counters();
    return "dienstweg_store_changes_total " + std::to_string(counters.changes) +
           "\ndienstweg_store_groups_total " + std::to_string(counters.groups) +
           "\ndienstweg_store_conflicts_total " + std::to_string(counters.conflicts) +
           "\ndienstweg_store_events_total " + std::to_string(counters.events) + "\n";
}

}  // namespace dw::app
