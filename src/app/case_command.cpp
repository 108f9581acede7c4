// dienstweg case deadline: the last day of a deadline that a law sets, with every step explained.
#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/deadline_report.h"
#include "app/error_text.h"
#include "catalogue/area.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg case deadline --law FRIST --from TAG --area ORT [--json]\n"
    "    rechnet aus, wann eine Frist endet, und erklärt jeden Schritt.\n"
    "\n"
    "  --law FRIST       welche Frist, zum Beispiel vwgo_70; ohne Angabe zeigt der Befehl alle\n"
    "  --from TAG        der Tag, von dem an sie läuft, als JJJJ-MM-TT; mit --way der Tag der\n"
    "                    Absendung\n"
    "  --area ORT        Sitz der Behörde: Name, Regionalschlüssel oder Gemeindeschlüssel\n"
    "  --way WEG         wie das Schreiben ging: post, electronic, retrieval (TAG ist der Tag des\n"
    "                    Abrufs), user_account, post_abroad, public_notice\n"
    "  --arrived TAG     der Tag, an dem es nachweislich ankam\n"
    "  --period DAUER    wo die Behörde die Länge bestimmt: P14D, P2W, P1M\n"
    "  Ende: 0 ausgerechnet; 1 ausgerechnet, aber ob ein Tag dort Feiertag ist, weiß das\n"
    "        Programm nicht; 2 ging nicht\n";

OptionNames deadline_options() {
    return {.with_value = {"--law", "--from", "--area", "--way", "--arrived", "--period"},
            .switches = {"--json", "--help"}};
}

}  // namespace

int case_command(const Arguments& arguments) {
    const auto line = CommandLine::parse(arguments, deadline_options());
    if (!line) return could_not_run(line.error());
    const auto& words = line->words();
    if (line->has("--help") || words.size() != 1 || words[0] != "deadline") {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    const auto tables = LawTables::load();
    if (!tables) return could_not_run(tables.error());
    const auto areas = catalogue::AreaRegister::load();
    if (!areas) return could_not_run(areas.error());
    const auto asked = read_question(*line, *tables, **areas);
    if (!asked) return could_not_run(asked.error());
    const auto answer = explained_deadline(*tables, asked->question);
    if (!answer) return could_not_run(refusal_of(answer.error(), *asked, *tables));
    std::cout << (line->has("--json") ? to_pretty_string(report_json(*answer, *asked))
                                      : report_text(*answer, *asked));
    return answer->is_certain() ? exit_done : exit_findings;
}

}  // namespace dw::app
