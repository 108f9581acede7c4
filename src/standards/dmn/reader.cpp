#include "standards/dmn/reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "standards/dmn/expression_reader.h"

namespace dw::dmn {

namespace {

struct VersionName {
    std::string_view space, name;
    Version version;
};
constexpr std::array<VersionName, 5> versions = {{
    {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1", Version::DMN11},
    {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2", Version::DMN12},
    {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3", Version::DMN13},
    {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4", Version::DMN14},
    {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5", Version::DMN15},
}};

// Parts of the standard that say nothing about results: goals, people, drawings, notes.
constexpr std::array<std::string_view, 11> passed_over = {
    "description",           "extensionElements",    "association",      "textAnnotation", "group",
    "elementCollection",     "performanceIndicator", "organizationUnit", "artifact",       "DMNDI",
    "businessContextElement"};

// Kept by name; a file with more kinds of foreign names than that is no model.
constexpr std::size_t extension_kinds = 1000;

class ModelReader {
  public:
    explicit ModelReader(XmlReading document)
        : document_(std::move(document)), expressions_(document_.prefixes, reading_.problems) {}

    Reading read();

  private:
    void read_root(const XmlElement& root, Version version);
    void read_child(const XmlElement& element);
    void read_import(const XmlElement& element);
    ItemDefinition item_definition(const XmlElement& element);
    InputData input_data(const XmlElement& element);
    Decision decision(const XmlElement& element);
    BusinessKnowledgeModel knowledge_model(const XmlElement& element);
    DecisionService decision_service(const XmlElement& element);
    KnowledgeSource knowledge_source(const XmlElement& element);
    InformationItem variable_of(const XmlElement& element, const std::string& name);
    void add_references(const XmlElement& parent, std::string_view child,
                        std::vector<Reference>& into);
    std::vector<Reference> required_knowledge(const XmlElement& element);
    std::string identity(const XmlElement& element);
    void count_extensions(const XmlElement& element);
    void count_extension(const std::string& space, const std::string& name);

    XmlReading document_;
    Reading reading_;
    Definitions model_;
    ExpressionReader expressions_;
    std::set<std::string> ids_;
};

Reading ModelReader::read() {
    if (!document_.root) {
        reading_.problems.push_back(document_.refusal);
        return std::move(reading_);
    }
    const XmlElement& root = *document_.root;
    const auto* known = std::ranges::find(versions, root.space, &VersionName::space);
    if (known == versions.end()) {
        expressions_.report(root, "dmn.unknown_namespace", {root.space});
    } else if (root.name != "definitions") {
        expressions_.report(root, "dmn.wrong_root", {root.name});
    } else {
        read_root(root, known->version);
        reading_.definitions = std::move(model_);
    }
    return std::move(reading_);
}

void ModelReader::read_root(const XmlElement& root, Version version) {
    model_.version = version;
    model_.id = expressions_.attribute(root, "id");
    model_.name = expressions_.attribute(root, "name");
    model_.space = expressions_.required(root, "namespace");
    model_.expressionLanguage = expressions_.attribute(root, "expressionLanguage");
    model_.typeLanguage = expressions_.attribute(root, "typeLanguage");
    // Types may name an import that stands further below.
    for (const XmlElement& child : root.children) {
        if (child.space == root.space && child.name == "import") read_import(child);
    }
    expressions_.know(model_);
    for (const XmlElement& child : root.children) {
        if (child.space == root.space) read_child(child);
    }
    count_extensions(root);
}

void ModelReader::read_child(const XmlElement& element) {
    if (element.name == "itemDefinition") {
        model_.itemDefinition.push_back(item_definition(element));
    } else if (element.name == "inputData") {
        model_.inputData.push_back(input_data(element));
    } else if (element.name == "decision") {
        model_.decision.push_back(decision(element));
    } else if (element.name == "businessKnowledgeModel") {
        model_.businessKnowledgeModel.push_back(knowledge_model(element));
    } else if (element.name == "decisionService") {
        model_.decisionService.push_back(decision_service(element));
    } else if (element.name == "knowledgeSource") {
        model_.knowledgeSource.push_back(knowledge_source(element));
    } else if (element.name != "import" &&
               std::ranges::find(passed_over, element.name) == passed_over.end()) {
        expressions_.report(element, "dmn.unknown_element", {element.name, "definitions"});
    }
}

void ModelReader::read_import(const XmlElement& element) {
    model_.import.push_back({.name = expressions_.attribute(element, "name"),
                             .space = expressions_.required(element, "namespace"),
                             .importType = expressions_.attribute(element, "importType"),
                             .position = element.position});
}

ItemDefinition ModelReader::item_definition(const XmlElement& element) {
    ItemDefinition item;
    item.id = expressions_.attribute(element, "id");
    item.name = expressions_.required(element, "name");
    item.label = expressions_.attribute(element, "label");
    item.isCollection = expressions_.flag(element, "isCollection");
    item.position = element.position;
    for (const XmlElement& child : element.children) {
        if (child.name == "typeRef") {
            item.typeRef = expressions_.type_ref(child.text);
        } else if (child.name == "allowedValues") {
            item.allowedValues = expressions_.text_of(child);
        } else if (child.name == "typeConstraint") {
            item.typeConstraint = expressions_.text_of(child);
        } else if (child.name == "itemComponent") {
            item.itemComponent.push_back(item_definition(child));
        } else if (child.name == "functionItem") {
            ItemDefinition::FunctionItem function;
            function.outputTypeRef =
                expressions_.type_ref(expressions_.attribute(child, "outputTypeRef"));
            for (const XmlElement& parameter : child.children) {
                if (parameter.name == "parameters") {
                    function.parameters.push_back(expressions_.item(parameter));
                }
            }
            item.functionItem = std::move(function);
        }
    }
    return item;
}

std::string ModelReader::identity(const XmlElement& element) {
    std::string id = expressions_.attribute(element, "id");
    if (!id.empty() && !ids_.insert(id).second) {
        expressions_.report(element, "dmn.duplicate_id", {id});
    }
    return id;
}

InformationItem ModelReader::variable_of(const XmlElement& element, const std::string& name) {
    const XmlElement* variable = element.child("variable");
    if (variable == nullptr) {
        return {.id = {}, .name = name, .typeRef = {}, .position = element.position};
    }
    InformationItem item = expressions_.item(*variable);
    if (item.name.empty()) item.name = name;
    return item;
}

void ModelReader::add_references(const XmlElement& parent, std::string_view child,
                                 std::vector<Reference>& into) {
    for (const XmlElement& element : parent.children) {
        if (element.name != child) continue;
        const std::string href = expressions_.required(element, "href");
        if (href.empty()) continue;
        const std::size_t hash = href.rfind('#');
        Reference reference{.space = hash == href.npos ? "" : href.substr(0, hash),
                            .id = hash == href.npos ? href : href.substr(hash + 1),
                            .position = element.position};
        if (reference.space == model_.space) reference.space.clear();
        into.push_back(std::move(reference));
    }
}

InputData ModelReader::input_data(const XmlElement& element) {
    InputData data;
    data.id = identity(element);
    data.name = expressions_.required(element, "name");
    data.variable = variable_of(element, data.name);
    data.position = element.position;
    if (const XmlElement* text = element.child("description")) data.description = text->text;
    return data;
}

Decision ModelReader::decision(const XmlElement& element) {
    Decision result;
    result.id = identity(element);
    result.name = expressions_.required(element, "name");
    result.variable = variable_of(element, result.name);
    result.position = element.position;
    if (const XmlElement* question = element.child("question")) result.question = question->text;
    if (const XmlElement* text = element.child("description")) result.description = text->text;
    for (const XmlElement& child : element.children) {
        if (child.name == "informationRequirement") {
            add_references(child, "requiredDecision", result.requiredDecision);
            add_references(child, "requiredInput", result.requiredInput);
        } else if (child.name == "knowledgeRequirement") {
            add_references(child, "requiredKnowledge", result.requiredKnowledge);
        } else if (child.name == "authorityRequirement") {
            add_references(child, "requiredAuthority", result.requiredAuthority);
            add_references(child, "requiredDecision", result.requiredAuthority);
            add_references(child, "requiredInput", result.requiredAuthority);
        }
    }
    result.expression = expressions_.expression_in(element);
    return result;
}

BusinessKnowledgeModel ModelReader::knowledge_model(const XmlElement& element) {
    BusinessKnowledgeModel result;
    result.id = identity(element);
    result.name = expressions_.required(element, "name");
    result.variable = variable_of(element, result.name);
    result.position = element.position;
    if (const XmlElement* text = element.child("description")) result.description = text->text;
    if (const XmlElement* logic = element.child("encapsulatedLogic")) {
        result.encapsulatedLogic = expressions_.function_definition(*logic);
        result.typeRef = expressions_.type_ref(expressions_.attribute(*logic, "typeRef"));
    }
    for (const XmlElement& child : element.children) {
        add_references(child, "requiredKnowledge", result.requiredKnowledge);
        add_references(child, "requiredAuthority", result.requiredAuthority);
    }
    return result;
}

DecisionService ModelReader::decision_service(const XmlElement& element) {
    DecisionService result;
    result.id = identity(element);
    result.name = expressions_.required(element, "name");
    result.variable = variable_of(element, result.name);
    result.position = element.position;
    if (const XmlElement* text = element.child("description")) result.description = text->text;
    add_references(element, "outputDecision", result.outputDecision);
    add_references(element, "encapsulatedDecision", result.encapsulatedDecision);
    add_references(element, "inputDecision", result.inputDecision);
    add_references(element, "inputData", result.inputData);
    return result;
}

KnowledgeSource ModelReader::knowledge_source(const XmlElement& element) {
    KnowledgeSource source;
    source.id = identity(element);
    source.name = expressions_.required(element, "name");
    source.locationURI = expressions_.attribute(element, "locationURI");
    source.position = element.position;
    if (const XmlElement* type = element.child("type")) source.type = type->text;
    return source;
}

void ModelReader::count_extensions(const XmlElement& element) {
    if (element.space != document_.root->space) count_extension(element.space, element.name);
    for (const XmlAttribute& attribute : element.attributes) {
        if (!attribute.space.empty()) count_extension(attribute.space, attribute.name);
    }
    for (const XmlElement& child : element.children) count_extensions(child);
}

void ModelReader::count_extension(const std::string& space, const std::string& name) {
    const auto found = std::ranges::find_if(model_.extensions, [&](const Extension& known) {
        return known.name == name && known.space == space;
    });
    if (found != model_.extensions.end()) {
        ++found->count;
    } else if (model_.extensions.size() < extension_kinds) {
        model_.extensions.push_back({space, name, 1});
    }
}

}  // namespace

Reading read_definitions(std::string_view bytes) {
    return ModelReader(read_xml(bytes)).read();
}

std::string_view name_of(Version version) {
    return std::ranges::find(versions, version, &VersionName::version)->name;
}

}  // namespace dw::dmn
