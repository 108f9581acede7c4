// Runs the test cases of the DMN TCK against a set of rules.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "standards/dmn/test_cases.h"

namespace dw::rules {

struct TckResult {
    std::string test_case;  // id
    std::string node;       // the decision asked for
    bool passed = false;
    std::string expected, actual;  // as FEEL literals
    std::string remark;            // notes of the evaluation, or why it could not be asked
};

std::vector<TckResult> run_test_cases(const RuleSet& rules, const dmn::TestCases& cases);

feel::Value value_of(const dmn::ValueType& value);
// As the runner of the TCK compares: numbers to eight digits, contexts by their entries.
bool is_as_expected(const feel::Value& expected, const feel::Value& actual);

}  // namespace dw::rules
