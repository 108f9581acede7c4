#include "app/program.h"

#include <algorithm>
#include <filesystem>

#include "app/login_file.h"
#include "app/operator_file.h"
#include "app/settings.h"
#include "cases/desk_pages.h"
#include "catalogue/edit_pages.h"
#include "catalogue/notice_desk_pages.h"
#include "catalogue/quality_pages.h"
#include "catalogue/responsibility_memory.h"
#include "catalogue/routes.h"
#include "catalogue/rule_pages.h"
#include "catalogue/search_desk_pages.h"
#include "catalogue/source_desk_pages.h"
#include "identity/provider_pages.h"
#include "store/outbox.h"
#include "terms/berlin.h"
#include "web/legal_pages.h"
#include "web/log.h"
#include "web/openapi.h"
#include "web/page.h"
#include "web/server.h"
#include "web/static_files.h"

namespace dw::app {

namespace {

constexpr std::chrono::seconds head_file_pause{10};
constexpr std::chrono::minutes tidy_pause{10}, misses_pause{1};
constexpr std::chrono::hours emergency_pause{1};
constexpr std::chrono::hours collect_pause{6};
constexpr std::chrono::seconds sources_pause{10};

// What people can open to try: the rules that come with the program and those of the packages.
std::vector<catalogue::RuleBook> rule_books(const forms::Forms& forms) {
    auto books = catalogue::own_rule_books();
    for (const auto& package : forms.packages())
        if (package.fee && package.fee->rules)
            books.push_back({package.name, package.title.de, package.fee->rules, {}});
    return books;
}

Outcome set_site_of(const Settings& settings) {
    web::Site site;
    site.example = settings.example;
    site.public_url = expected_address(settings);
    site.has_public_url = !settings.public_url.empty();
    site.sends_mail = settings.example || !settings.mail.url.empty();
    if (!settings.example) {
        DW_TRY(site.run_by, read_operator(settings));
    }
    web::set_site(std::move(site));
    return Nothing{};
}

std::string finding_line(const Finding& finding) {
    return finding.place + ": " + finding.code;
}

// A line for the operator; what failed is tried again.
template <class T>
void say_if_failed(std::string_view what, const Result<T>& result) {
    if (!result) web::log_line(std::string(what) + " failed: " + result.error().code);
}

bool is_time(Instant now, Instant& last, std::chrono::seconds pause) {
    if (now - last < pause) return false;
    last = now;
    return true;
}

AssuranceLevel highest_provable(const std::vector<identity::LoginProvider>& providers) {
    auto highest = AssuranceLevel::Basis;
    for (const auto& each : providers)
        if (each.audience == identity::Audience::Residents)
            highest = std::max(highest, each.highest_level());
    return highest;
}

}  // namespace

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto& part : {identity::migrations(), catalogue::migrations(), forms::migrations(),
                             cases::migrations()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Result<std::unique_ptr<store::Store>> open_existing_store(const Settings& settings, Clock& clock,
                                                          RandomSource& random) {
    const bool sqlite = settings.database_url.empty();
    const std::string needed = sqlite ? settings.data_dir + "/dienstweg.db"
                                      : store::master_key_file_of(store_options(settings, {}));
    std::error_code none;
    if (!std::filesystem::exists(needed, none)) return not_found("app.no_installation", needed);
    return open_store(settings, clock, random);
}

store::StoreOptions store_options(const Settings& settings,
                                  std::span<const store::Migration> migrations) {
    return {.data_dir = settings.data_dir,
            .database_url = settings.database_url,
            .migrations = migrations,
            .stop = {},
            .master_key_file = settings.master_key_file};
}

Result<std::unique_ptr<store::Store>> open_store(const Settings& settings, Clock& clock,
                                                 RandomSource& random) {
    const auto migrations = all_migrations();
    return store::Store::open(store_options(settings, migrations), clock, random);
}

std::vector<store::Projection> projections(store::Store& store) {
    return {identity::organisation_projection(store.keys()), cases::case_projection(store.keys())};
}

Result<std::unique_ptr<Program>> Program::open(const Settings& settings, Clock& clock,
                                               RandomSource& random) {
    std::unique_ptr<Program> program(new Program(clock));
    DW_TRY_DO(set_site_of(settings));
    if (!settings.mail.url.empty() && !settings.example) {
        DW_TRY(program->mail_server_, MailServer::open(settings.mail, clock));
    }
    DW_TRY(program->store_, open_store(settings, clock, random));
    DW_TRY_DO(check_head_file(*program->store_,
                              settings.accept_older_log ? OlderLog::Accept : OlderLog::Refuse));
    program->head_file_.emplace(*program->store_);
    DW_TRY_DO(program->open_modules(settings));
    DW_TRY(const double factor, limit_factor(settings));
    program->router_.set_volume_factor(factor);
    DW_TRY(auto token, metrics_token(settings));
    program->add_routes(std::move(token));
    return program;
}

Outcome Program::open_modules(const Settings& settings) {
    blobs_ = store::open_blobs(*store_);
    DW_TRY(areas_, catalogue::AreaRegister::load());
    DW_TRY(auto law, DecisionLaw::load());
    law_ = std::make_unique<DecisionLaw>(std::move(law));
    catalogue_ = std::make_unique<catalogue::Catalogue>(*store_, *areas_);
    catalogue_->responsibilities().keep_up();
    DW_TRY(search_, catalogue::SearchIndex::open(*catalogue_, settings.data_dir + "/cache"));
    misses_ = std::make_unique<catalogue::SearchMisses>(*store_);
    identity_ = std::make_unique<identity::Identity>(*store_);
    DW_TRY(auto providers, read_login_providers(settings));
    const auto provable = highest_provable(providers);
    if (!providers.empty()) identity_->offer_providers(std::move(providers), http_);

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
    options.provable = provable;
    options.proof = [this](const web::Request& request, AssuranceLevel wanted,
                           const std::string& page) {
        return identity::proof_offer(*identity_, request, wanted, page);
    };
    forms_ = std::make_unique<forms::Forms>(*store_, *blobs_, *catalogue_, std::move(options));
    cases_ = std::make_unique<cases::Cases>(cases::Neighbours{
        *store_, *blobs_, *identity_, *catalogue_, *forms_, law_->tables.calendar, *law_});
    std::vector<ServiceKey> with_forms;
    for (const auto& package : forms_->packages())
        with_forms.insert(with_forms.end(), package.service_keys.begin(),
                          package.service_keys.end());
    coverage_.emplace(*catalogue_, hooks(), std::move(with_forms));
    DW_TRY(auto sources, read_collection_sources(settings.data_dir));
    if (!sources.empty())
        collector_.emplace(*store_, *areas_, settings.data_dir + "/cache", std::move(sources));
    if (settings.emergency_dir != "off")
        emergency_.emplace(cases_->neighbours(), settings.emergency_dir.empty()
                                                     ? settings.data_dir + "/emergency"
                                                     : settings.emergency_dir);
    return Nothing{};
}

catalogue::Hooks Program::hooks() {
    catalogue::Hooks hooks;
    hooks.own_form = [this](const catalogue::Service& service,
                            const catalogue::Organisation& organisation, const Ars& place) {
        return forms_->own_form(service, organisation, place);
    };
    hooks.has_desk = [this](const catalogue::SourceId& id) {
        return forms_->tenant_of(id).has_value();
    };
    hooks.nothing_found = [this](std::string_view words) {
        misses_->note(words, berlin_date(clock_.now()));
    };
    return hooks;
}

void Program::add_routes(std::string metrics_token) {
    router_.set_csrf_secret(store_->keys().derived("web.csrf"));
    router_.set_gate(identity_->make_gate());
    web::add_asset_routes(router_);
    web::add_legal_routes(router_);
    web::add_operations_routes(router_, {.not_ready = [this] { return not_ready(); },
                                         .gauges = [this] { return gauges(); },
                                         .metrics_token = std::move(metrics_token)});
    // In the order of the desk's menu: what one comes for stands first, the own account last.
    cases::add_desk_routes(router_, *cases_);
    catalogue::add_routes(router_, *catalogue_, *search_, clock_, hooks());
    catalogue::add_edit_routes(router_, *catalogue_, *search_, *identity_, clock_, hooks());
    catalogue::add_quality_routes(router_, *catalogue_, *search_, *identity_, clock_);
    catalogue::add_notice_desk_routes(router_, *catalogue_, *identity_, clock_);
    catalogue::add_source_desk_routes(router_, *catalogue_);
    catalogue::add_search_desk_routes(router_, *catalogue_);
    catalogue::add_rule_routes(router_, clock_, rule_books(*forms_));
    forms_->add_routes(router_);
    cases_->add_routes(router_);
    identity_->add_routes(router_);
    web::add_openapi_route(router_);
}

void Program::work_off() {
    say_if_failed("following the catalogue", search_->refresh());
    const Instant now = clock_.now();
    say_if_failed("measuring the coverage", coverage_->measure_next(berlin_date(now)));
    if (is_time(now, heads_written_, head_file_pause))
        say_if_failed("writing the heads of the logs", head_file_->write());
    if (is_time(now, misses_written_, misses_pause))
        say_if_failed("counting searches", misses_->write(berlin_date(now)));
    if (is_time(now, tidied_, tidy_pause)) say_if_failed("tidying up", tidy());
}

void Program::send_mail() {
    if (!mail_server_ && !web::site().example) return;
    const auto sent = cases_->send_mail([this](const cases::Mail& mail, const std::string& key) {
        return mail_server_->send(mail, key);
    });
    say_if_failed("handing out mail", sent);
}

void Program::write_emergency_packs() {
    if (!emergency_ || !is_time(clock_.now(), packs_looked_at_, emergency_pause)) return;
    say_if_failed("writing the emergency packs", emergency_->write_missing());
}

void Program::collect_catalogues() {
    if (!collector_ || !is_time(clock_.now(), sources_looked_at_, sources_pause)) return;
    say_if_failed("collecting catalogues", collector_->collect());
}

void Program::finish() {
    say_if_failed("counting searches", misses_->write(berlin_date(clock_.now())));
    say_if_failed("writing the heads of the logs", head_file_->write());
}

Outcome Program::tidy() {
    DW_TRY_DO(forms_->delete_expired());
    DW_TRY_DO(cases_->tidy());
    DW_TRY_DO(cases_->end_provisions());
    DW_TRY_DO(cases_->pass_days());
    DW_TRY_DO(cases_->end_retention());
    DW_TRY_DO(identity_->tidy());
    const Instant now = clock_.now();
    if (!is_time(now, collected_, collect_pause)) return Nothing{};
    // Younger blobs may belong to an upload that is still being received.
    DW_TRY_DO(blobs_->collect(now - std::chrono::hours(24),
                              [this](store::TenantId tenant, store::BlobId blob) -> Result<bool> {
                                  DW_TRY(const bool in_draft, forms_->refers_to(tenant, blob));
                                  if (in_draft) return true;
                                  return cases_->refers_to(tenant, blob);
                              }));
    return Nothing{};
}

std::string Program::not_ready() const {
    // The reason is for the operator's log, not for everybody.
    const auto asked = [this]() -> Outcome {
        DW_TRY(const auto reader, store_->reader());
        DW_TRY_DO(reader->query("select 1"));
        return Nothing{};
    }();
    say_if_failed("asking the database", asked);
    return asked ? "" : "database";
}

std::string Program::gauges() const {
    const auto counters = store_->counters();
    const auto counter = [](std::string_view name, std::int64_t value) {
        const std::string full = "dienstweg_store_" + std::string(name) + "_total";
        return "# TYPE " + full + " counter\n" + full + " " + std::to_string(value) + "\n";
    };
    std::string text = counter("changes", counters.changes) + counter("groups", counters.groups) +
                       counter("conflicts", counters.conflicts) +
                       counter("events", counters.events);
    if (cases_) text += cases_->channel_numbers();
    if (emergency_)
        text +=
            "# TYPE dienstweg_emergency_pack_age_seconds gauge\n"
            "dienstweg_emergency_pack_age_seconds " +
            std::to_string(emergency_->age()) + "\n";
    const auto reader = store_->reader();
    const auto waiting = reader ? store::waiting_outbox(**reader) : reader.error();
    if (waiting)
        text += "# TYPE dienstweg_outbox_waiting gauge\ndienstweg_outbox_waiting " +
                std::to_string(*waiting) + "\n";
    return text;
}

}  // namespace dw::app
