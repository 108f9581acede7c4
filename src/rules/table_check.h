// Checks a decision table without running it: inputs no row covers, rows that match together, rows
// that are never reached; each with an example.
//
// Only simple cells (values, ranges, lists of them, not(…)) are looked through. A cell that has to
// be evaluated is taken to match for gaps and not to match for overlaps: what is found is true, but
// there may be more.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/rule_set.h"

namespace dw::rules {

struct TableFinding {
    enum class Kind : std::uint8_t { Gap, Overlap, Unreachable };
    Kind kind;
    std::vector<std::size_t> rows;                             // counted from 0; of a gap none
    std::vector<std::pair<std::string, feel::Value>> example;  // by the inputs' labels
};

struct TableReport {
    const Element* element = nullptr;
    const Table* table = nullptr;
    std::vector<TableFinding> findings;  // at most most_findings of each kind
    bool is_complete = true;             // false: cells to evaluate, or too many combinations
};

inline constexpr std::size_t most_findings = 20;

TableReport check_table(const Table& table);
// All tables of the files, in the order of their elements.
std::vector<TableReport> check_tables(const RuleSet& rules);

// The findings as faults of the file, with the example in words.
std::vector<Fault> faults_of(const TableReport& report, Language language);

}  // namespace dw::rules
