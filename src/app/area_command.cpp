// dienstweg areas: what is stored for municipalities that have another key today.
#include <iostream>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/settings.h"
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

OptionNames area_options() {
    OptionNames names = storing_options();
    names.switches.insert("--move");
    return names;
}

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

}  // namespace

int area_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, area_options());
    if (!line) return could_not_run(line.error());
    if (line->has("--help") || !line->words().empty()) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    SystemClock clock;
    SystemRandom random;
    const auto store = open_existing_store(settings_from(*line, "dienstweg-data"), clock, random);
    if (!store) return could_not_run(store.error());
    const auto areas = catalogue::AreaRegister::load();
    if (!areas) return could_not_run(areas.error());
    const auto moves = [&]() -> Result<std::vector<catalogue::AreaMove>> {
        DW_TRY(const auto reader, (*store)->reader());
        return catalogue::area_moves(*reader, **areas);
    }();
    if (!moves) return could_not_run(moves.error());
    print(*moves, line->has("--json"));
    if (!line->has("--move")) return moves->empty() ? exit_done : exit_findings;
    const auto moved = catalogue::move_areas(**store, **areas);
    return moved ? exit_done : could_not_run(moved.error());
}

}  // namespace dw::app
