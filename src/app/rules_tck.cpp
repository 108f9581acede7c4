#include "app/rules_tck.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/rules_files.h"
#include "rules/tck.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;

struct Counts {
    std::size_t passed = 0, failed = 0;
};

std::vector<fs::path> test_files(const std::string& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (it->is_regular_file() && it->path().extension() == ".xml") files.push_back(it->path());
    }
    std::ranges::sort(files);
    return files;
}

Outcome run_file(const fs::path& path, const std::string& folder, Counts& counts,
                 std::ostream& out) {
    DW_TRY(const std::string bytes, read_file(path.string()));
    const auto reading = dmn::read_test_cases(bytes);
    // Other XML files, e.g. the schema's examples, are no test cases.
    if (!reading.cases) return Nothing{};
    const std::string name = fs::relative(path.parent_path(), folder).generic_string();
    DW_TRY(const LoadedRules loaded,
           load_rules((path.parent_path() / reading.cases->modelName).string()));
    if (!loaded.compiled) {
        counts.failed += reading.cases->testCase.size();
        out << "failed " << name << ": "
            << rules::sentence_of(loaded.faults.back(), Language::English) << "\n";
        return Nothing{};
    }
    for (const auto& result : rules::run_test_cases(loaded.compiled->rules, *reading.cases)) {
        ++(result.passed ? counts.passed : counts.failed);
        out << (result.passed ? "passed " : "failed ") << name << " " << result.test_case << " "
            << result.node;
        if (!result.passed) {
            out << ": expected " << result.expected << ", got " << result.actual;
            if (!result.remark.empty()) out << " (" << result.remark << ")";
        }
        out << "\n";
    }
    return Nothing{};
}

}  // namespace

Result<int> run_tck(const CommandLine& line) {
    if (line.words().size() != 2) {
        return invalid("app.command_line", "Welcher Ordner? Es fehlt ORDNER.");
    }
    const std::string& folder = line.words()[1];
    if (!fs::is_directory(folder)) return unavailable("app.rules_file", folder);
    std::ofstream report;
    if (line.has("--report")) {
        report.open(line.value("--report"));
        if (!report) return unavailable("app.rules_file", line.value("--report"));
    }
    Counts counts;
    for (const fs::path& path : test_files(folder)) {
        DW_TRY_DO(run_file(path, folder, counts, line.has("--report") ? report : std::cout));
    }
    std::cout << counts.passed << " passed, " << counts.failed << " failed\n";
    return counts.failed == 0 ? exit_done : exit_findings;
}

}  // namespace dw::app
