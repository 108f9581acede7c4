// dienstweg log verify | heads | rebuild
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/error_text.h"
#include "app/head_file.h"
#include "app/settings.h"
#include "base/json.h"
#include "store/event_log.h"
#include "store/projection.h"

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

OptionNames log_options() {
    auto names = storing_options();
    names.with_value.insert("--heads");
    return names;
}

}  // namespace

int log_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, log_options());
    if (!line) return could_not_run(line.error());
    const std::string verb = line->words().size() == 1 ? line->words()[0] : "";
    if (line->has("--help") || (verb != "verify" && verb != "rebuild" && verb != "heads")) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    if (verb == "heads") return print_heads(**store);
    if (verb == "rebuild") return rebuild(**store, line->has("--json"));
    return verify(**store, line->value("--heads"), line->has("--json"));
}

}  // namespace dw::app
