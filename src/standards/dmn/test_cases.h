// The test cases of the DMN TCK (namespace http://www.omg.org/spec/DMN/20160719/testcase):
// inputs and expected results for the decisions of one model.
#pragma once

#include <memory>

#include "standards/dmn/xml_tree.h"

namespace dw::dmn {

struct Component;

// value, list or components; xsi:nil and an empty node are null.
struct ValueType {
    enum class Kind { Null, Value, List, Components };
    Kind kind = Kind::Null;
    std::string type;  // local name of xsi:type, e.g. "decimal"; "" when the file says none
    std::string text;
    std::vector<ValueType> list;
    std::vector<Component> component;
};
struct Component {
    std::string name;
    ValueType value;
};

struct InputNode {
    std::string name, space;  // `namespace` in the file, of an imported model
    ValueType value;
};

struct ResultNode {
    std::string name, type;  // type: decision, bkm, decisionService; "" when not said
    bool errorResult = false;
    ValueType expected;
    Position position;
};

struct TestCase {
    std::string id, name, description;
    std::string type, invocableName;  // "" when not said
    std::vector<InputNode> inputNode;
    std::vector<ResultNode> resultNode;
    Position position;
};

struct TestCases {
    std::string modelName;
    std::vector<std::string> labels;
    std::vector<TestCase> testCase;
};

struct TestCasesReading {
    std::optional<TestCases> cases;  // absent: `refusal` says why
    Problem refusal;
};
TestCasesReading read_test_cases(std::string_view bytes);

}  // namespace dw::dmn
