#include "standards/dmn/test_cases.h"

namespace dw::dmn {

namespace {

constexpr std::string_view test_case_namespace = "http://www.omg.org/spec/DMN/20160719/testcase";
constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";

std::string attribute(const XmlElement& element, std::string_view name) {
    const std::string* value = element.attribute(name);
    return value == nullptr ? "" : *value;
}

std::string instance_attribute(const XmlElement& element, std::string_view name) {
    for (const XmlAttribute& candidate : element.attributes) {
        if (candidate.space == instance_namespace && candidate.name == name) return candidate.value;
    }
    return "";
}

bool is_nil(const XmlElement& element) {
    const std::string nil = instance_attribute(element, "nil");
    return nil == "true" || nil == "1";
}

ValueType single_value(const XmlElement& element) {
    ValueType result;
    if (is_nil(element)) return result;
    result.kind = ValueType::Kind::Value;
    const std::string type = instance_attribute(element, "type");
    result.type = type.substr(type.find(':') == type.npos ? 0 : type.find(':') + 1);
    result.text = element.text;
    return result;
}

// What an inputNode, an expected, an item or a component holds.
ValueType content_of(const XmlElement& element) {
    ValueType result;
    if (is_nil(element)) return result;
    for (const XmlElement& child : element.children) {
        if (child.name == "value") return single_value(child);
        if (child.name == "list") {
            if (is_nil(child)) return result;
            result.kind = ValueType::Kind::List;
            for (const XmlElement& item : child.children) {
                if (item.name == "item") result.list.push_back(content_of(item));
            }
            return result;
        }
        if (child.name != "component") continue;
        result.kind = ValueType::Kind::Components;
        result.component.push_back({attribute(child, "name"), content_of(child)});
    }
    return result;
}

TestCase test_case(const XmlElement& element) {
    TestCase result{.id = attribute(element, "id"),
                    .name = attribute(element, "name"),
                    .description = {},
                    .type = attribute(element, "type"),
                    .invocableName = attribute(element, "invocableName"),
                    .inputNode = {},
                    .resultNode = {},
                    .position = element.position};
    for (const XmlElement& child : element.children) {
        if (child.name == "description") {
            result.description = child.text;
        } else if (child.name == "inputNode") {
            result.inputNode.push_back(
                {attribute(child, "name"), attribute(child, "namespace"), content_of(child)});
        } else if (child.name == "resultNode") {
            const std::string error = attribute(child, "errorResult");
            const XmlElement* expected = child.child("expected");
            result.resultNode.push_back(
                {.name = attribute(child, "name"),
                 .type = attribute(child, "type"),
                 .errorResult = error == "true" || error == "1",
                 .expected = expected == nullptr ? ValueType{} : content_of(*expected),
                 .position = child.position});
        }
    }
    return result;
}

}  // namespace

TestCasesReading read_test_cases(std::string_view bytes) {
    XmlReading document = read_xml(bytes);
    if (!document.root) return {.cases = {}, .refusal = std::move(document.refusal)};
    const XmlElement& root = *document.root;
    if (root.space != test_case_namespace || root.name != "testCases") {
        return {.cases = {}, .refusal = {root.position, "dmn.wrong_root", {root.name}}};
    }
    TestCases cases;
    for (const XmlElement& child : root.children) {
        if (child.name == "modelName") cases.modelName = child.text;
        if (child.name == "testCase") cases.testCase.push_back(test_case(child));
        if (child.name != "labels") continue;
        for (const XmlElement& label : child.children) cases.labels.push_back(label.text);
    }
    return {.cases = std::move(cases), .refusal = {}};
}

}  // namespace dw::dmn
