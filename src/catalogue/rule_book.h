// RuleBook: a file of rules (DMN) that people can open and try: compiled once, read by many.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace dw::catalogue {

struct RuleBook {
    std::string key;    // in addresses, e.g. "hundesteuer"
    std::string title;  // as the file names itself
    std::shared_ptr<const rules::RuleSet> rules;
    std::vector<rules::Fault> faults;
};

// Reads and compiles a file; its faults are kept in the book.
RuleBook open_rule_book(std::string_view file, std::string_view bytes);
// The books that come with the program and with its packages, by key.
const std::vector<RuleBook>& own_rule_books();

}  // namespace dw::catalogue
