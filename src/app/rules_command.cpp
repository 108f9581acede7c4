// dienstweg rules: evaluates FEEL and DMN, checks files, runs the public test kit.
#include <iostream>

#include "app/commands.h"
#include "app/error_text.h"
#include "app/rules_files.h"
#include "app/rules_tck.h"
#include "base/clock.h"
#include "rules/explanation.h"
#include "rules/json_values.h"
#include "rules/table_check.h"
#include "terms/berlin.h"

namespace dw::app {

namespace {

constexpr const char* usage =
    "dienstweg rules eval --expression AUSDRUCK [--context DATEI] [--json]\n"
    "    rechnet einen Ausdruck in FEEL aus; DATEI ist JSON mit den Namen, die er benutzt\n"
    "dienstweg rules decide DATEI.dmn --decision NAME --input DATEI [--explain] [--json]\n"
    "    trifft eine Entscheidung; --explain sagt, warum sie so ausfällt\n"
    "dienstweg rules check DATEI… [--json]\n"
    "    liest Regeln und sucht Fehler, Lücken und Überschneidungen in Tabellen\n"
    "dienstweg rules tck ORDNER [--report DATEI]\n"
    "    prüft gegen das öffentliche Prüfpaket für DMN (DMN TCK)\n"
    "\n"
    "  --language de|en   Sprache der Begründung\n"
    "  Ende: 0 ohne Befund, 1 mit Befunden, 2 ging nicht\n";

Language language_of(const CommandLine& line) {
    return language_from_code(line.value("--language", "de")).value_or(Language::German);
}

feel::DateTime now_in_berlin() {
    SystemClock clock;
    const BerlinTime now = berlin_time(clock.now());
    const auto day =
        feel::make_date(static_cast<int>(now.date.year()), static_cast<unsigned>(now.date.month()),
                        static_cast<unsigned>(now.date.day()));
    const auto time = feel::make_time(0, 0, 0, *feel::Zone::named("Europe/Berlin"));
    feel::DateTime value = feel::make_date_time(*day, *time);
    value.seconds += now.time_of_day.count();
    return value;
}

void print_notes(const std::vector<feel::Note>& notes, feel::Exhausted exhausted,
                 Language language) {
    for (const feel::Note& note : notes) {
        std::cerr << rules::words_for(note.code, {note.detail}, language) << "\n";
    }
    const char* code = exhausted == feel::Exhausted::Steps    ? "rules.steps"
                       : exhausted == feel::Exhausted::Depth  ? "rules.depth"
                       : exhausted == feel::Exhausted::Memory ? "rules.memory"
                                                              : nullptr;
    if (code != nullptr) std::cerr << rules::words_for(code, {}, language) << "\n";
}

int exit_code(const std::vector<feel::Note>& notes, feel::Exhausted exhausted) {
    return notes.empty() && exhausted == feel::Exhausted::Nothing ? exit_done : exit_findings;
}

void print_value(const feel::Value& value, const CommandLine& line) {
    std::cout << (line.has("--json") ? to_pretty_string(rules::to_json(value))
                                     : feel::to_literal(value) + "\n");
}

Result<int> eval(const CommandLine& line) {
    if (line.words().size() != 1 || !line.has("--expression")) {
        return invalid("app.command_line", "Es fehlt --expression AUSDRUCK.");
    }
    Json context = Json::object();
    if (line.has("--context")) {
        DW_TRY(const std::string text, read_file(line.value("--context")));
        DW_TRY(context, parse_json(text));
    }
    const Language language = language_of(line);
    feel::Scope scope;
    std::vector<feel::Value> values;
    Findings findings;
    for (const JsonMember& member : context.members()) {
        values.push_back(rules::from_json(member.value, *feel::any_type(), member.key, findings));
        scope.variables.push_back({member.key, feel::type_of(values.back())});
    }
    const auto parsed = feel::parse_expression(line.value("--expression"), scope);
    for (const Finding& finding : parsed.findings) {
        std::cerr << rules::sentence_of(rules::fault_of(finding, {1, 1}), language) << "\n";
    }
    if (parsed.expression == nullptr) return exit_findings;
    feel::Evaluation evaluation({}, now_in_berlin());
    print_value(parsed.expression->evaluate(values, evaluation), line);
    print_notes(evaluation.notes(), evaluation.exhausted(), language);
    if (!parsed.findings.empty()) return exit_findings;
    return exit_code(evaluation.notes(), evaluation.exhausted());
}

void print_faults(const std::vector<rules::Fault>& faults, std::ostream& out, Language language) {
    for (const rules::Fault& fault : faults) out << rules::sentence_of(fault, language) << "\n";
}

Json explanation_json(const std::vector<rules::ExplanationLine>& explanation) {
    Json::Array lines;
    for (const auto& line : explanation) {
        lines.push_back(
            Json::object({{"depth", static_cast<std::int64_t>(line.depth)}, {"text", line.text}}));
    }
    return lines;
}

void print_decision(const feel::Value& value, const rules::Evaluator& evaluator,
                    const CommandLine& line) {
    std::vector<rules::ExplanationLine> explanation;
    if (line.has("--explain")) explanation = rules::explain(evaluator.trace(), language_of(line));
    if (line.has("--json")) {
        Json answer = Json::object({{"value", rules::to_json(value)}});
        if (line.has("--explain")) answer.set("explanation", explanation_json(explanation));
        std::cout << to_pretty_string(answer);
        return;
    }
    std::cout << feel::to_literal(value) << "\n";
    for (const auto& one : explanation) {
        std::cout << std::string(2 * one.depth, ' ') << one.text << "\n";
    }
}

Result<int> decide(const CommandLine& line) {
    if (line.words().size() != 2 || !line.has("--decision")) {
        return invalid("app.command_line", "Es fehlt DATEI.dmn oder --decision NAME.");
    }
    const Language language = language_of(line);
    DW_TRY(const LoadedRules loaded, load_rules(line.words()[1]));
    print_faults(loaded.faults, std::cerr, language);
    if (!loaded.compiled) return exit_could_not_run;
    const rules::RuleSet& rules = loaded.compiled->rules;
    const auto* decision = rules.find(rules::Element::Kind::Decision, line.value("--decision"));
    const auto* service =
        rules.find(rules::Element::Kind::DecisionService, line.value("--decision"));
    if (decision == nullptr && service == nullptr) {
        return not_found("app.rules_decision", line.value("--decision"));
    }
    Json json = Json::object();
    if (line.has("--input")) {
        DW_TRY(const std::string text, read_file(line.value("--input")));
        DW_TRY(json, parse_json(text));
    }
    Findings findings;
    const feel::Context inputs = rules::inputs_from_json(json, rules, findings);
    for (const Finding& finding : findings) {
        std::cerr << rules::words_for(finding.code, finding.arguments, language) << "\n";
    }
    rules::Evaluator evaluator(
        rules, {.budget = {},
                .now = now_in_berlin(),
                .explain = line.has("--explain") ? rules::Explain::Yes : rules::Explain::No});
    feel::Value value;
    if (decision != nullptr) {
        for (const std::string& name : evaluator.set_inputs(inputs)) {
            std::cerr << rules::words_for("rules.unknown_input", {name}, language) << "\n";
        }
        value = evaluator.decide(*decision);
    } else {
        value = evaluator.call(*service, inputs);
    }
    print_decision(value, evaluator, line);
    print_notes(evaluator.notes(), evaluator.exhausted(), language);
    if (!loaded.faults.empty() || !findings.empty()) return exit_findings;
    return exit_code(evaluator.notes(), evaluator.exhausted());
}

Json fault_json(const rules::Fault& fault, Language language) {
    return Json::object({{"file", fault.file},
                         {"line", fault.position.line},
                         {"column", fault.position.column},
                         {"element", fault.element},
                         {"code", fault.code},
                         {"text", rules::reason_of(fault, language)}});
}

Result<int> check_files(const CommandLine& line) {
    if (line.words().size() < 2) {
        return invalid("app.command_line", "Welche Dateien? Es fehlt DATEI.");
    }
    const Language language = language_of(line);
    std::vector<rules::Fault> faults;
    for (std::size_t i = 1; i < line.words().size(); ++i) {
        DW_TRY(const LoadedRules loaded, load_rules(line.words()[i]));
        faults.insert(faults.end(), loaded.faults.begin(), loaded.faults.end());
        if (!loaded.compiled) continue;
        for (const auto& report : rules::check_tables(loaded.compiled->rules)) {
            const auto found = rules::faults_of(report, language);
            faults.insert(faults.end(), found.begin(), found.end());
            if (report.is_complete) continue;
            std::cerr << rules::words_for("rules.partly_checked", {report.table->parts().name},
                                          language)
                      << "\n";
        }
    }
    if (line.has("--json")) {
        Json::Array all;
        for (const rules::Fault& fault : faults) all.push_back(fault_json(fault, language));
        std::cout << to_pretty_string(all);
    } else {
        print_faults(faults, std::cout, language);
    }
    return faults.empty() ? exit_done : exit_findings;
}

Result<int> run_rules(const CommandLine& line) {
    const std::string& what = line.words().front();
    if (what == "eval") return eval(line);
    if (what == "decide") return decide(line);
    if (what == "check") return check_files(line);
    return run_tck(line);
}

}  // namespace

int rules_command(const Arguments& arguments) {
    const auto line =
        CommandLine::parse(arguments, {.with_value = {"--expression", "--context", "--decision",
                                                      "--input", "--report", "--language"},
                                       .switches = {"--explain", "--json", "--help"}});
    if (!line) return could_not_run(line.error());
    const std::string what = line->words().empty() ? "" : line->words().front();
    const bool known = what == "eval" || what == "decide" || what == "check" || what == "tck";
    if (line->has("--help") || !known) {
        std::cout << usage;
        return line->has("--help") ? exit_done : exit_could_not_run;
    }
    const auto code = run_rules(*line);
    return code ? *code : could_not_run(code.error());
}

}  // namespace dw::app
