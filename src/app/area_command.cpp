// dienstweg areas: what is stored for municipalities that have another key today.
#include <iostream>

#include "app/settings.h"
#include "app/store_command.h"
#include "app/texts.h"
#include "base/json.h"
#include "catalogue/area_changes.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg areas [--move [--dry-run]] [--json]\n"
    "    zeigt, was unter Schlüsseln von Gemeinden liegt, die heute einen anderen Schlüssel "
    "haben:\n"
    "    Zuständigkeiten, Leistungen und eigene Worte. Mit --move zieht es um. Alte Schlüssel "
    "führen\n"
    "    weiter zum Ort. Ohne --move und mit --dry-run ändert sich nichts.\n"
    "\n"
    "  --data DIR, --database URL   wie bei dienstweg serve\n"
    "  Ende: 0 nichts zu tun oder umgezogen, 1 es gibt etwas umzuziehen, 2 ging nicht\n";

void print(const std::vector<catalogue::AreaMove>& moves, bool json) {
    Json list = Json::array();
    for (const auto& [former, responsibilities, services, own_words] : moves) {
        list.add(Json::object({{"key", former->ars.padded()},
                               {"name", former->name},
                               {"today", former->today->ars.padded()},
                               {"last_seen", to_string(former->last_seen)},
                               {"missing", to_string(former->missing)},
                               {"responsibilities", responsibilities},
                               {"services", services},
                               {"own_words", own_words}}));
        if (!json)
            std::cout << format(texts::areas_move, Language::German,
                                {former->name, former->ars.padded(), former->today->name,
                                 former->today->ars.padded(), std::to_string(responsibilities),
                                 std::to_string(services), std::to_string(own_words)})
                      << "\n";
    }
    if (json) std::cout << to_pretty_string(list);
    if (!json && moves.empty()) std::cout << texts::areas_nothing.in(Language::German) << "\n";
}

Result<int> move_or_list(const CommandLine& line, store::Store& store) {
    DW_TRY(const auto areas, catalogue::AreaRegister::load());
    std::vector<catalogue::AreaMove> moves;
    {
        DW_TRY(const auto reader, store.reader());
        DW_TRY(moves, catalogue::area_moves(*reader, *areas));
    }
    print(moves, line.has("--json"));
    const bool rehearses = !line.has("--move") || line.has("--dry-run");
    if (rehearses) return moves.empty() ? exit_done : exit_findings;
    DW_TRY_DO(catalogue::move_areas(store, *areas));
    return exit_done;
}

}  // namespace

int area_command(const Arguments& arguments) {
    OptionNames names = storing_options();
    names.switches.insert({"--move", "--dry-run"});
    return run({.usage = usage,
                .options = std::move(names),
                .takes = [](const std::vector<std::string>& words) { return words.empty(); },
                .run = move_or_list},
               arguments);
}

}  // namespace dw::app
