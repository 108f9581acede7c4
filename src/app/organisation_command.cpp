// dienstweg organisation export|import|delete: one office moves to another installation.
#include <iostream>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/error_text.h"
#include "app/settings.h"
#include "app/texts.h"
#include "base/json.h"
#include "cases/moving.h"
#include "identity/moving.h"
#include "identity/security_log.h"
#include "store/event_log.h"

namespace dw::app {

namespace {

using identity::OrganisationPlace;

constexpr const char* usage =
    "dienstweg organisation export ORDNER --organisation NAME [--tenant NAME] [--json]\n"
    "    schreibt alles, was ein Amt hat, in einen neuen Ordner: Vorgänge, Dateien, Personen,\n"
    "    Rechte, Anmeldungen. Das Programm darf dabei laufen. ACHTUNG: Der Ordner ist nicht\n"
    "    verschlüsselt\n"
    "dienstweg organisation import ORDNER [--host NAME] [--json]\n"
    "    nimmt ein Amt auf, gleich aus welcher Art Datenbank, mit einem eigenen Mandanten. Das\n"
    "    Programm muss dafür stehen. --host: der Rechnername, unter dem es hier erreicht wird\n"
    "dienstweg organisation delete ORDNER --organisation NAME [--tenant NAME] [--json]\n"
    "    löscht ein Amt, das umgezogen ist, ohne Weg zurück. ORDNER ist sein Export: Steht darin\n"
    "    nicht jedes Ereignis, wird nichts gelöscht. Alle Kopien des Programms müssen stehen\n"
    "\n"
    "  NAME ist der Name oder die Kennung des Amts\n"
    "  --data DIR, --database URL, --master-key DATEI   wie bei dienstweg serve\n"
    "  Ende: 0 erledigt, 1 das Protokoll hat danach Fehler, 2 ging nicht\n";

OptionNames organisation_options() {
    OptionNames names = storing_options();
    names.with_value.insert({"--organisation", "--tenant", "--host"});
    return names;
}

std::vector<store::Movable> movables(store::Store& store, const CommandLine& line) {
    std::optional<std::string> host;
    if (line.has("--host")) host = line.value("--host");
    return {identity::movable(store, host), cases::movable(store)};
}

struct Wanted {
    OrganisationPlace place;
    std::string tenant_name;
};

// The one organisation the options name.
Result<Wanted> wanted(store::Store& store, const CommandLine& line) {
    const std::string name = line.value("--organisation"), tenant_name = line.value("--tenant");
    if (name.empty())
        return invalid("app.command_line", "Welches Amt? Es fehlt --organisation NAME.");
    identity::Identity identity(store);
    DW_TRY(const auto tenants, identity.tenants());
    std::optional<Wanted> found;
    for (const auto& tenant : tenants) {
        if (!tenant_name.empty() && tenant.name != tenant_name) continue;
        DW_TRY(const auto places, identity.organisations(tenant.id));
        for (const auto& place : places) {
            if (place.name != name && place.organisation.to_string() != name) continue;
            if (found) return invalid("app.organisation_unclear", name);
            found = Wanted{place, tenant.name};
        }
    }
    if (!found) return not_found("app.organisation_unknown", name);
    return *found;
}

std::string said(const Text& text, const std::vector<std::string>& arguments = {}) {
    return format(text, Language::German, arguments);
}

Json counts_json(const store::MoveCounts& counts) {
    return Json::object(
        {{"streams", counts.streams}, {"events", counts.events}, {"files", counts.files}});
}

std::vector<std::string> words_of(const std::string& name, const store::MoveCounts& counts) {
    return {name, std::to_string(counts.streams), std::to_string(counts.events),
            std::to_string(counts.files)};
}

// All content of an office went through somebody's hands.
Outcome note(store::Store& store, std::string_view kind, const store::Owner& owner) {
    return identity::SecurityLog(store).write(
        {.kind = std::string(kind), .tenant = owner.tenant, .object = owner.id.to_string()});
}

Result<int> export_organisation(store::Store& store, const CommandLine& line,
                                const std::string& folder) {
    DW_TRY(const auto office, wanted(store, line));
    const auto owner = identity::owner_of(office.place.tenant, office.place.organisation);
    const auto blobs = store::open_blobs(store);
    // Noted first: there is no export that is not told of.
    DW_TRY_DO(note(store, identity::security::organisation_exported, owner));
    DW_TRY(const auto exported, store::export_owner(store, *blobs,
                                                    {.owner = owner,
                                                     .folder = folder,
                                                     .owner_name = office.place.name,
                                                     .tenant_name = office.tenant_name},
                                                    movables(store, line)));
    const auto fingerprint = to_hex(exported.fingerprint);
    std::cerr << said(texts::organisation_in_the_clear, {folder}) << "\n";
    if (line.has("--json")) {
        Json json = counts_json(exported.counts);
        json.set("fingerprint", fingerprint);
        std::cout << to_string(json) << "\n";
    } else {
        std::cout << said(texts::organisation_exported,
                          words_of(office.place.name, exported.counts))
                  << "\n"
                  << said(texts::organisation_fingerprint, {fingerprint}) << "\n";
    }
    return exit_done;
}

// What the log says after something was moved; prints when it has faults.
Result<int> verified(store::Store& store, Json json, const std::string& words, bool as_json) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto report, store::verify_log(*reader));
    const auto faults = static_cast<std::int64_t>(report.faults.size());
    json.set("faults", faults);
    std::cout << (as_json ? to_string(json) : words) << "\n";
    if (!as_json)
        std::cout << (faults == 0 ? said(texts::organisation_log_verified)
                                  : said(texts::organisation_log_faults, {std::to_string(faults)}))
                  << "\n";
    return faults == 0 ? exit_done : exit_findings;
}

Result<int> import_organisation(store::Store& store, const CommandLine& line,
                                const std::string& folder, identity::ActorId actor) {
    DW_TRY(const auto imported,
           store::import_owner(store, {folder, actor}, movables(store, line), projections(store)));
    DW_TRY_DO(note(store, identity::security::organisation_imported, imported.owner));
    Json json = counts_json(imported.counts);
    json.set("organisation", imported.owner.id.to_string());
    json.set("tenant", imported.owner.tenant.to_string());
    json.set("fingerprint", to_hex(imported.fingerprint));
    const auto words =
        said(texts::organisation_imported, words_of(imported.owner_name, imported.counts)) + "\n" +
        said(texts::organisation_fingerprint, {to_hex(imported.fingerprint)});
    return verified(store, std::move(json), words, line.has("--json"));
}

Result<int> delete_organisation(store::Store& store, const CommandLine& line,
                                const std::string& folder, identity::ActorId actor) {
    DW_TRY(const auto office, wanted(store, line));
    const auto blobs = store::open_blobs(store);
    const auto owner = identity::owner_of(office.place.tenant, office.place.organisation);
    DW_TRY(const auto counts,
           store::delete_owner(store, *blobs, {owner, folder, actor}, movables(store, line)));
    DW_TRY_DO(note(store, identity::security::organisation_deleted, owner));
    return verified(store, counts_json(counts),
                    said(texts::organisation_deleted, words_of(office.place.name, counts)),
                    line.has("--json"));
}

Result<int> run(const CommandLine& line, const std::string& verb, const std::string& folder) {
    SystemClock clock;
    SystemRandom random;
    const Settings settings = settings_from(line, "dienstweg-data");
    std::optional<DataLock> lock;
    if (verb != "export") {
        DW_TRY(auto taken, DataLock::take(settings.data_dir));
        lock.emplace(std::move(taken));
    }
    // `import` may be the first command of an installation.
    DW_TRY(const auto store, verb == "import" ? open_store(settings, clock, random)
                                              : open_existing_store(settings, clock, random));
    const auto actor = identity::ActorId::make(clock, random);
    if (verb == "export") return export_organisation(*store, line, folder);
    if (verb == "import") return import_organisation(*store, line, folder, actor);
    return delete_organisation(*store, line, folder, actor);
}

}  // namespace

int organisation_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, organisation_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    const std::string verb = words.empty() ? "" : words.front();
    const bool known = verb == "export" || verb == "import" || verb == "delete";
    if (line->has("--help") || !known || words.size() != 2) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    const auto done = run(*line, verb, words[1]);
    return done ? *done : could_not_run(done.error());
}

}  // namespace dw::app
