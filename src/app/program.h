// Program: everything opened, wired bottom-up and ready to serve. Built once, in the order of its
// members.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/collector.h"
#include "app/curl_client.h"
#include "app/emergency_writer.h"
#include "app/head_file.h"
#include "app/mail_server.h"
#include "base/clock.h"
#include "cases/cases.h"
#include "catalogue/catalogue.h"
#include "catalogue/coverage_recorder.h"
#include "catalogue/search.h"
#include "catalogue/search_misses.h"
#include "forms/forms.h"
#include "identity/identity.h"
#include "store/blobs.h"
#include "store/projection.h"
#include "store/store.h"
#include "terms/remedy.h"
#include "web/router.h"

namespace dw::app {

struct Settings {
    std::string data_dir;
    std::string database_url;     // "": SQLite in the data directory
    std::string master_key_file;  // "": master.key in the data directory
    std::string listen = "127.0.0.1:8080";
    std::string public_url;
    std::vector<std::string> trusted_proxies;
    std::string certificate_file, key_file;
    std::string operator_file;  // "": operator.json in the data directory, where there is one
    MailServerSettings mail;
    std::string limit_per_network;   // "": the built-in limits; a factor, or "off"
    std::string emergency_dir;       // "": emergency in the data directory; or "off"
    std::string metrics_token_file;  // "": only this machine reads /metrics
    bool example = false;
    bool accept_older_log = false;
};

// Opens the database with all modules' migrations; what commands need that do not serve.
Result<std::unique_ptr<store::Store>> open_store(const Settings& settings, Clock& clock,
                                                 RandomSource& random);
// The same, and nothing is made: NotFound "app.no_installation" where there is none.
Result<std::unique_ptr<store::Store>> open_existing_store(const Settings& settings, Clock& clock,
                                                          RandomSource& random);
std::vector<store::Migration> all_migrations();
// `migrations` outlive what is opened with it.
store::StoreOptions store_options(const Settings& settings,
                                  std::span<const store::Migration> migrations);
std::vector<store::Projection> projections(store::Store& store);

class Program {
  public:
    static Result<std::unique_ptr<Program>> open(const Settings& settings, Clock& clock,
                                                 RandomSource& random);

    store::Store& store() { return *store_; }
    const catalogue::Catalogue& catalogue() const { return *catalogue_; }
    identity::Identity& identity() { return *identity_; }
    forms::Forms& forms() { return *forms_; }
    cases::Cases& cases() { return *cases_; }
    web::Router& router() { return router_; }  // more routes may be added before serving
    // What a timer does every half second: follow the catalogue, fire what is due.
    void work_off();
    // Hands out the outbox; on a thread of its own, because a mail server may take its time.
    void send_mail();
    // Writes the emergency packs of today, where they are missing; on a thread of its own.
    void write_emergency_packs();
    // Fetches the catalogues that are due; on a thread of its own, because they are large.
    void collect_catalogues();
    void finish();  // once, after the last request: keeps the heads of the logs
    std::string not_ready() const;
    std::string gauges() const;

  private:
    explicit Program(Clock& clock) : clock_(clock) {}
    Outcome open_modules(const Settings& settings);
    catalogue::Hooks hooks();
    void add_routes(std::string metrics_token);

    Outcome tidy();

    Clock& clock_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::BlobStore> blobs_;
    std::unique_ptr<catalogue::AreaRegister> areas_;
    std::unique_ptr<DecisionLaw> law_;
    std::unique_ptr<catalogue::Catalogue> catalogue_;
    std::unique_ptr<catalogue::SearchIndex> search_;
    std::unique_ptr<catalogue::SearchMisses> misses_;
    CurlClient http_;
    std::unique_ptr<identity::Identity> identity_;
    std::unique_ptr<forms::Forms> forms_;
    std::unique_ptr<cases::Cases> cases_;
    web::Router router_;
    std::optional<HeadFile> head_file_;
    std::optional<MailServer> mail_server_;
    std::optional<EmergencyWriter> emergency_;
    std::optional<Collector> collector_;
    std::optional<catalogue::CoverageRecorder> coverage_;
    Instant sources_looked_at_{};  // only of the thread that collects
    Instant packs_looked_at_{};    // only of the thread that writes them
    Instant tidied_{}, collected_{}, heads_written_{}, misses_written_{};
};

}  // namespace dw::app
