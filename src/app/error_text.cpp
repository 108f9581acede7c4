#include "app/error_text.h"

#include <iostream>
#include <map>

#include "app/command_line.h"
#include "app/texts.h"

namespace dw::app {

namespace {

const std::map<std::string_view, Text>& sentences() {
    static const std::map<std::string_view, Text> known{
        {"app.no_installation", texts::error_no_installation},
        {"app.other_program", texts::error_other_program},
        {"app.older_log", texts::error_older_log},
        {"app.mail_url", texts::error_mail_url},
        {"app.mail_from", texts::error_mail_from},
        {"app.mail_login", texts::error_mail_login},
        {"app.operator_file", texts::error_operator_file},
        {"app.operator_file_missing", texts::error_operator_file_missing},
        {"app.organisation_missing", texts::error_organisation_missing},
        {"app.organisation_unclear", texts::error_organisation_unclear},
        {"app.organisation_unknown", texts::error_organisation_unknown},
        {"app.rules_file", texts::error_rules_file},
        {"app.rules_decision", texts::error_rules_decision},
        {"app.person_missing", texts::error_person_missing},
        {"identity.host_taken", texts::error_host_taken},
        {"identity.login", texts::error_login},
        {"identity.login_file", texts::error_login_file},
        {"identity.name", texts::error_name},
        {"identity.organisation_here", texts::error_organisation_here},
        {"identity.source_taken", texts::error_source_taken},
        {"store.claimed", texts::error_login_taken},
        {"store.master_key_there", texts::error_key_there},
        {"store.share_missing", texts::error_share_missing},
        {"store.share_mistyped", texts::error_share_mistyped},
        {"store.share_other", texts::error_share_other},
        {"store.share_plan", texts::error_share_plan},
        {"store.share_twice", texts::error_share_twice},
        {"store.backup", texts::error_backup_damaged},
        {"store.backup_exists", texts::error_backup_exists},
        {"store.backup_newer", texts::error_backup_newer},
        {"store.no_export", texts::error_no_export},
        {"store.no_backup", texts::error_no_backup},
        {"store.not_empty", texts::error_not_empty},
        {"store.connection", texts::error_connection},
        {"store.database_damaged", texts::error_database_damaged},
        {"store.database_url", texts::error_database_url},
        {"store.directory", texts::error_directory},
        {"store.database_without_tls", texts::error_database_without_tls},
        {"store.disk_full", texts::error_disk_full},
        {"store.io", texts::error_io},
        {"store.export", texts::error_export_damaged},
        {"store.export_exists", texts::error_export_exists},
        {"store.export_incomplete", texts::error_export_incomplete},
        {"store.export_newer", texts::error_export_newer},
        {"store.export_other", texts::error_export_other},
        {"store.locked", texts::error_locked},
        {"store.log_heads", texts::error_log_heads},
        {"store.master_key_damaged", texts::error_key_damaged},
        {"store.master_key_file", texts::error_key_file},
        {"store.master_key_missing", texts::error_key_missing},
        {"store.master_key_wrong", texts::error_key_wrong},
        {"store.newer_schema", texts::error_newer_schema},
        {"store.postgres_version", texts::error_postgres_version},
        {"store.read_only", texts::error_read_only},
        {"app.limit_per_network", texts::error_limit_per_network},
        {"app.catalogue_file", texts::error_catalogue_file},
        {"app.catalogue_file_exists", texts::error_catalogue_file_exists},
        {"app.since", texts::error_since},
        {"catalogue.sources", texts::error_sources},
        {"app.metrics_token", texts::error_metrics_token},
        {"web.certificate", texts::error_certificate},
        {"web.key", texts::error_tls_key},
        {"web.listen", texts::error_listen},
        {"web.public_url", texts::error_public_url},
        {"web.trusted_proxy", texts::error_trusted_proxy},
    };
    return known;
}

// By the words of store/log_verification.cpp, which programs read with --json.
const std::map<std::string_view, Text>& faults() {
    static const std::map<std::string_view, Text> known{
        {"a head is malformed", texts::fault_head_malformed},
        {"differs from an outside head", texts::fault_outside_head},
        {"does not follow the event before it", texts::fault_order},
        {"events after the head", texts::fault_after_head},
        {"events without a head", texts::fault_no_head},
        {"hash differs", texts::fault_changed},
        {"head differs", texts::fault_head},
        {"log is cut off here", texts::fault_cut},
        {"log is cut off here: an outside head is further", texts::fault_cut_outside},
        {"no event can stand here", texts::fault_position},
        {"position missing", texts::fault_missing},
        {"row is malformed", texts::fault_malformed},
        {"time runs backwards", texts::fault_time},
    };
    return known;
}

}  // namespace

std::string german(const Error& error) {
    // The command line says it in German already.
    if (error.code == "app.command_line") return error.message;
    const auto found = sentences().find(error.code);
    const Text sentence = found == sentences().end() ? texts::error_other : found->second;
    return std::string(sentence.in(Language::German)) + " [" + error.code + ": " + error.message +
           "]";
}

std::string german_fault(std::string_view reason) {
    const auto found = faults().find(reason);
    if (found == faults().end()) return std::string(reason);
    return std::string(found->second.in(Language::German));
}

int could_not_run(const Error& error) {
    std::cerr << german(error) << "\n";
    return exit_could_not_run;
}

}  // namespace dw::app
