// For the tests of rules: files of the fixtures and small models as rules.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/source_dir.h"
#include "rules/rule_set.h"
#include "standards/dmn/reader.h"

namespace dw::rules {

inline Source source_of(const std::string& file, const std::string& bytes) {
    dmn::Reading reading = dmn::read_definitions(bytes);
    EXPECT_TRUE(reading.definitions) << file;
    return {file, reading.definitions ? std::move(*reading.definitions) : dmn::Definitions{}};
}

inline Source fixture(const std::string& name) {
    std::ifstream file(source_dir() + "/tests/fixtures/dmn/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return source_of(name, bytes.str());
}

inline std::vector<Source> one(Source source) {
    std::vector<Source> sources;
    sources.push_back(std::move(source));
    return sources;
}

inline Source model(const std::string& inner) {
    return source_of("m.dmn",
                     "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' "
                     "namespace='n'>" +
                         inner + "</definitions>");
}

inline Compilation compiled(std::vector<Source> sources) {
    Compilation made = compile(std::move(sources));
    for (const Fault& fault : made.faults) {
        ADD_FAILURE() << sentence_of(fault, Language::English);
    }
    return made;
}

inline feel::Value feel_value(const std::string& text) {
    const auto parsed = feel::parse_expression(text, {});
    EXPECT_TRUE(parsed.expression) << text;
    feel::Evaluation evaluation;
    return parsed.expression == nullptr ? feel::Value()
                                        : parsed.expression->evaluate({}, evaluation);
}

// The decision's value as a literal; inputs as a FEEL context.
inline std::string decided(const RuleSet& rules, const std::string& decision,
                           const std::string& inputs = "{}") {
    Evaluator evaluator(rules, {});
    const feel::Value given = feel_value(inputs);
    if (given.context() != nullptr) static_cast<void>(evaluator.set_inputs(*given.context()));
    const Element* element = rules.find(Element::Kind::Decision, decision);
    if (element == nullptr) return "no decision " + decision;
    return feel::to_literal(evaluator.decide(*element));
}

}  // namespace dw::rules
