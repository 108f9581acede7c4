// dienstweg log verify | heads | rebuild | security
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/error_text.h"
#include "app/head_file.h"
#include "app/settings.h"
#include "base/json.h"
#include "identity/security_log.h"
#include "store/event_log.h"
#include "store/projection.h"
#include "terms/berlin.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg log verify [--heads DATEI] [--data DIR] [--database URL] [--json]\n"
    "    rechnet die Kette jedes Mandanten nach und nennt jede Stelle, die nicht stimmt; hält sie\n"
    "    gegen die Enden in DATEI, sonst gegen die in DIR/log-heads.txt\n"
    "dienstweg log heads [--data DIR] [--database URL]\n"
    "    schreibt die Enden aller Protokolle; bewahren Sie die Ausgabe an einem anderen Ort auf\n"
    "dienstweg log rebuild [--data DIR] [--database URL] [--json]\n"
    "    macht die Listen aus dem Protokoll neu; das Programm muss dafür stehen\n"
    "dienstweg log security [--since JJJJ-MM-TT] [--data DIR] [--database URL] [--json]\n"
    "    wer sich angemeldet hat oder nicht konnte, wem etwas verwehrt wurde, wer welchen Vorgang\n"
    "    geöffnet hat, wessen Zugang zurückgesetzt wurde; ohne --since die letzten 30 Tage\n"
    "    Ergebnis: 0 alles stimmt, 1 mit Befunden, 2 ging nicht\n";

Json report_json(const store::LogReport& report) {
    Json faults = Json::array();
    for (const auto& fault : report.faults) {
        faults.add(Json::object({{"tenant", fault.tenant.to_string()},
                                 {"position", fault.position},
                                 {"reason", fault.reason}}));
    }
    return Json::object(
        {{"tenants", report.tenants}, {"events", report.events}, {"faults", faults}});
}

// The heads of --heads, else those the program itself has kept; none when there are none.
Result<std::vector<store::LogHead>> outside_heads(const store::Store& store,
                                                  const std::string& named) {
    const std::string file = named.empty() ? head_file_of(store) : named;
    std::ifstream in(file, std::ios::binary);
    if (!in && named.empty()) return std::vector<store::LogHead>{};
    if (!in) return not_found("store.io", file + " cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return store::log_heads_from_text(text.str());
}

int verify(store::Store& store, const std::string& heads_file, bool as_json) {
    const auto heads = outside_heads(store, heads_file);
    if (!heads) return could_not_run(heads.error());
    const auto reader = store.reader();
    if (!reader) return could_not_run(reader.error());
    const auto report = store::verify_log(**reader, *heads);
    if (!report) return could_not_run(report.error());
    if (as_json) {
        std::cout << to_string(report_json(*report)) << "\n";
    } else {
        std::cout << report->events << " Ereignisse in " << report->tenants
                  << " Mandanten geprüft.\n";
        for (const auto& fault : report->faults) {
            std::cout << "Mandant " << fault.tenant.to_string() << ", Position " << fault.position
                      << ": " << german_fault(fault.reason) << "\n";
        }
        if (report->faults.empty()) std::cout << "Alles stimmt.\n";
    }
    return report->faults.empty() ? exit_done : exit_findings;
}

int print_heads(store::Store& store) {
    const auto reader = store.reader();
    if (!reader) return could_not_run(reader.error());
    const auto heads = store::log_heads(**reader);
    if (!heads) return could_not_run(heads.error());
    std::cout << store::log_heads_to_text(*heads);
    return exit_done;
}

int rebuild(store::Store& store, bool as_json) {
    const auto lock = DataLock::take(store.data_dir());
    if (!lock) return could_not_run(lock.error());
    const auto connection = store.database().connect(store::Access::Write);
    if (!connection) return could_not_run(connection.error());
    const auto streams = store::rebuild(**connection, store.keys(), projections(store));
    if (!streams) return could_not_run(streams.error());
    if (as_json) {
        std::cout << to_string(Json::object({{"streams", *streams}})) << "\n";
    } else {
        std::cout << "Die Listen von " << *streams << " Akten sind neu.\n";
    }
    return exit_done;
}

Json line_json(const identity::SecurityEvent& event) {
    return Json::object({{"at", to_string(event.at)},
                         {"event", event.kind},
                         {"tenant", event.tenant.to_string()},
                         {"actor", event.actor.to_string()},
                         {"object", event.object},
                         {"network", event.network},
                         {"sealed", event.sealed}});
}

// In pieces: half a year of a large office does not fit into memory at once.
int print_security(store::Store& store, Instant from, bool as_json) {
    constexpr int at_once = 10'000;
    const identity::SecurityLog log(store);
    bool all_sealed = true;
    for (;;) {
        const auto events = log.since(from, at_once);
        if (!events) return could_not_run(events.error());
        for (const auto& event : *events) {
            all_sealed = all_sealed && event.sealed;
            if (as_json)
                std::cout << to_string(line_json(event)) << "\n";
            else
                std::cout << to_string(event.at) << " " << event.kind << " "
                          << event.actor.to_string() << " " << event.object << " " << event.network
                          << (event.sealed ? "" : " (nicht von Dienstweg)") << "\n";
        }
        if (events->size() < static_cast<std::size_t>(at_once)) break;
        from = events->back().at + std::chrono::microseconds{1};
    }
    return all_sealed ? exit_done : exit_findings;
}

int security(store::Store& store, const CommandLine& line, Instant now) {
    Instant from = now - std::chrono::hours{24 * 30};
    if (const auto typed = line.value("--since"); !typed.empty()) {
        const auto day = parse_date(typed);
        if (!day) return could_not_run(invalid("app.since", typed));
        from = start_of(*day);
    }
    return print_security(store, from, line.has("--json"));
}

OptionNames log_options() {
    auto names = storing_options();
    names.with_value.insert({"--heads", "--since"});
    return names;
}

}  // namespace

int log_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, log_options());
    if (!line) return could_not_run(line.error());
    const std::string verb = line->words().size() == 1 ? line->words()[0] : "";
    const bool known =
        verb == "verify" || verb == "rebuild" || verb == "heads" || verb == "security";
    if (line->has("--help") || !known) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    if (verb == "heads") return print_heads(**store);
    if (verb == "security") return security(**store, *line, clock.now());
    if (verb == "rebuild") return rebuild(**store, line->has("--json"));
    return verify(**store, line->value("--heads"), line->has("--json"));
}

}  // namespace dw::app
