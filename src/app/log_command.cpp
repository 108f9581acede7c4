// dienstweg log verify | rebuild
#include <cstdio>
#include <iostream>

#include "app/commands.h"
#include "app/settings.h"
#include "base/json.h"
#include "store/event_log.h"
#include "store/projection.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg log verify [--data DIR] [--database URL] [--json]\n"
    "    rechnet die Kette jedes Mandanten nach; nennt jede Stelle, die nicht stimmt\n"
    "dienstweg log rebuild [--data DIR] [--database URL]\n"
    "    macht die Listen aus dem Protokoll neu; das Programm muss dafür stehen\n";

int could_not_run(const Error& error) {
    std::cerr << error.code << ": " << error.message << "\n";
    return exit_could_not_run;
}

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

int verify(store::Connection& connection, bool as_json) {
    const auto report = store::verify_log(connection);
    if (!report) return could_not_run(report.error());
    if (as_json) {
        std::cout << to_string(report_json(*report)) << "\n";
    } else {
        std::cout << report->events << " Ereignisse in " << report->tenants
                  << " Mandanten geprüft.\n";
        for (const auto& fault : report->faults) {
            std::cout << "Mandant " << fault.tenant.to_string() << ", Position " << fault.position
                      << ": " << fault.reason << "\n";
        }
        if (report->faults.empty()) std::cout << "Alles stimmt.\n";
    }
    return report->faults.empty() ? exit_done : exit_findings;
}

int rebuild(store::Store& store, store::Connection& connection) {
    const auto streams = store::rebuild(connection, store.keys(), projections(store));
    if (!streams) return could_not_run(streams.error());
    std::cout << "Die Listen von " << *streams << " Akten sind neu.\n";
    return exit_done;
}

}  // namespace

int log_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, storing_options());
    if (!line) return could_not_run(line.error());
    const std::string verb = line->words().empty() ? "" : line->words()[0];
    if (line->has("--help") || (verb != "verify" && verb != "rebuild")) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    if (verb == "rebuild") {
        const auto connection = (*store)->database().connect(store::Access::Write);
        if (!connection) return could_not_run(connection.error());
        return rebuild(**store, **connection);
    }
    const auto reader = (*store)->reader();
    if (!reader) return could_not_run(reader.error());
    return verify(**reader, line->has("--json"));
}

}  // namespace dw::app
