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
    "dienstweg areas [--move] [--json]\n"
    "    zeigt, welche Zuständigkeiten unter Schlüsseln von Gemeinden liegen, die heute einen\n"
    "    anderen Schlüssel haben; mit --move ziehen sie um. Alte Schlüssel führen weiter zum Ort.\n"
    "\n"
    "  --data DIR, --database URL   wie bei dienstweg serve\n"
    "  Ende: 0 nichts zu tun oder umgezogen, 1 es gibt etwas umzuziehen, 2 ging nicht\n";

void print(const std::vector<catalogue::AreaMove>& moves, bool json) {
    Json list = Json::array();
    for (const auto& [former, count] : moves) {
        list.add(Json::object({{"key", former->ars.padded()},
                               {"name", former->name},
                               {"today", former->today->ars.padded()},
                               {"last_seen", to_string(former->last_seen)},
                               {"missing", to_string(former->missing)},
                               {"responsibilities", count}}));
        if (!json)
            std::cout << format(texts::areas_move, Language::German,
                                {former->name, former->ars.padded(), former->today->name,
                                 former->today->ars.padded(), std::to_string(count)})
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
    if (!line.has("--move")) return moves.empty() ? exit_done : exit_findings;
    DW_TRY_DO(catalogue::move_areas(store, *areas));
    return exit_done;
}

}  // namespace

int area_command(const Arguments& arguments) {
    OptionNames names = storing_options();
    names.switches.insert("--move");
    return run({.usage = usage,
                .options = std::move(names),
                .takes = [](const std::vector<std::string>& words) { return words.empty(); },
                .run = move_or_list},
               arguments);
}

}  // namespace dw::app
