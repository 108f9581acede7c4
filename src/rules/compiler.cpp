// How files become a Program: the imports are found by namespace, then all elements, then types,
// and last the logic of each element after that of those it requires.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rules/logic_compiler.h"
#include "rules/rule_set.h"

namespace dw::rules {

namespace {

// Requirements of requirements of …: no model of people goes so deep.
constexpr std::size_t greatest_depth = 200;
constexpr std::size_t most_entry_names = 500;

class Compiler {
  public:
    explicit Compiler(std::vector<Source> sources);
    Compilation compile();

  private:
    enum class State : std::uint8_t { Untouched, InProgress, Done };

    void resolve_imports(Model& model);
    void add_elements(Model& model);
    Element& add(Model& model, Element::Kind kind, const std::string& id, const std::string& name,
                 const dmn::InformationItem& variable);
    void find_types(Element& element, const dmn::InformationItem& variable);
    void collect_entry_names();
    void compile_element(Element& element);
    void compile_logic(Element& element);
    void compile_decision(Element& element);
    void compile_knowledge_model(Element& element);
    void compile_service(Element& element);
    const ItemType* result_type(const Element& element, const dmn::BusinessKnowledgeModel& source);
    // The elements referred to; cycles and unknown ones are left out, with a fault.
    std::vector<Element*> resolve(Element& from, const std::vector<dmn::Reference>& references);
    Element* resolve(Element& from, const dmn::Reference& reference);
    feel::Scope scope_of(Element& element, const std::vector<Element*>& required);
    void fault(const Element& element, const dmn::Position& position, std::string code,
               std::vector<std::string> arguments) {
        faults_.push_back(
            {element.model->file, element.name, position, std::move(code), std::move(arguments)});
    }
    Model& model_of(const Element& element) {
        return *std::ranges::find(program_->models, element.model, [](const auto& model) {
                    return model.get();
                })->get();
    }

    std::unique_ptr<Program> program_ = std::make_unique<Program>();
    std::vector<Fault> faults_;
    std::vector<State> states_;
    std::vector<const dmn::InformationItem*> variables_;
    std::map<std::pair<const Model*, std::string>, Element*> by_id_;
    std::map<const Element*, const dmn::BusinessKnowledgeModel*> knowledge_;
    std::map<const Element*, const dmn::DecisionService*> services_;
    std::vector<std::string> entry_names_;
    std::size_t depth_ = 0;
};

Compiler::Compiler(std::vector<Source> sources) {
    for (Source& source : sources) {
        auto model = std::make_unique<Model>();
        model->file = std::move(source.file);
        model->definitions = std::move(source.definitions);
        model->types = std::make_unique<TypeBook>(model->file, model->definitions);
        program_->models.push_back(std::move(model));
    }
}

Compilation Compiler::compile() {
    for (const auto& model : program_->models) resolve_imports(*model);
    for (const auto& model : program_->models) add_elements(*model);
    for (const auto& model : program_->models) model->types->define_all(faults_);
    collect_entry_names();
    states_.assign(program_->elements.size(), State::Untouched);
    for (Element& element : program_->elements) find_types(element, *variables_[element.number]);
    for (Element& element : program_->elements) compile_element(element);
    return {RuleSet(std::move(program_)), std::move(faults_)};
}

void Compiler::resolve_imports(Model& model) {
    for (const dmn::Import& import : model.definitions.import) {
        const auto found = std::ranges::find_if(program_->models, [&](const auto& other) {
            return other->definitions.space == import.space && other.get() != &model;
        });
        Model* other = found == program_->models.end() ? nullptr : found->get();
        model.imports.push_back({import.name, import.space, other});
        if (other != nullptr) {
            model.types->import(import.name, *other->types);
        } else if (import.importType.find("DMN") == std::string::npos &&
                   !import.importType.empty()) {
            faults_.push_back(
                {model.file, "", import.position, "rules.import_type", {import.importType}});
        } else {
            faults_.push_back(
                {model.file, "", import.position, "rules.missing_import", {import.space}});
        }
    }
}

Element& Compiler::add(Model& model, Element::Kind kind, const std::string& id,
                       const std::string& name, const dmn::InformationItem& variable) {
    Element& element = program_->elements.emplace_back();
    element.kind = kind;
    element.number = program_->elements.size() - 1;
    element.model = &model;
    element.id = id;
    element.name = name;
    element.variable = variable.name.empty() ? name : variable.name;
    element.feel_type = feel::any_type();
    variables_.push_back(&variable);
    if (!id.empty()) by_id_.try_emplace({&model, id}, &element);
    return element;
}

void Compiler::add_elements(Model& model) {
    const dmn::Definitions& file = model.definitions;
    for (const auto& input : file.inputData) {
        add(model, Element::Kind::InputData, input.id, input.name, input.variable).position =
            input.position;
    }
    for (const auto& decision : file.decision) {
        Element& element =
            add(model, Element::Kind::Decision, decision.id, decision.name, decision.variable);
        element.position = decision.position;
        element.decision = &decision;
    }
    for (const auto& knowledge : file.businessKnowledgeModel) {
        Element& element = add(model, Element::Kind::KnowledgeModel, knowledge.id, knowledge.name,
                               knowledge.variable);
        element.position = knowledge.position;
        knowledge_[&element] = &knowledge;
    }
    for (const auto& service : file.decisionService) {
        Element& element =
            add(model, Element::Kind::DecisionService, service.id, service.name, service.variable);
        element.position = service.position;
        services_[&element] = &service;
    }
}

void Compiler::find_types(Element& element, const dmn::InformationItem& variable) {
    element.type =
        model_of(element).types->find(variable.typeRef, element.name, variable.position, faults_);
    if (element.type != nullptr) element.feel_type = element.type->feel;
}

// Contexts whose type is not known may still have entries with blanks in their names.
void Compiler::collect_entry_names() {
    std::set<std::string> names;
    const auto collect = [&names](const auto& self, const dmn::ItemDefinition& item) -> void {
        for (const dmn::ItemDefinition& component : item.itemComponent) {
            names.insert(component.name);
            self(self, component);
        }
    };
    for (const auto& model : program_->models) {
        for (const auto& item : model->definitions.itemDefinition) collect(collect, item);
        for (const auto& decision : model->definitions.decision) {
            names.insert(decision.name);
            if (decision.expression == nullptr) continue;
            const auto& content = decision.expression->content;
            if (const auto* context = std::get_if<dmn::Context>(&content)) {
                for (const auto& entry : context->contextEntry) {
                    if (entry.variable) names.insert(entry.variable->name);
                }
            } else if (const auto* table = std::get_if<dmn::DecisionTable>(&content)) {
                for (const auto& output : table->output) names.insert(output.name);
            } else if (const auto* relation = std::get_if<dmn::Relation>(&content)) {
                for (const auto& column : relation->column) names.insert(column.name);
            }
        }
    }
    // Names that are one word are read without help.
    for (const std::string& name : names) {
        const bool is_word = std::ranges::all_of(name, [](char c) {
            return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                   (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        });
        if (!is_word && entry_names_.size() < most_entry_names) entry_names_.push_back(name);
    }
}

void Compiler::compile_element(Element& element) {
    State& state = states_[element.number];
    if (state != State::Untouched) return;
    state = State::InProgress;
    ++depth_;
    compile_logic(element);
    --depth_;
    states_[element.number] = State::Done;
}

void Compiler::compile_logic(Element& element) {
    switch (element.kind) {
        case Element::Kind::InputData:
            return;
        case Element::Kind::Decision:
            return compile_decision(element);
        case Element::Kind::KnowledgeModel:
            return compile_knowledge_model(element);
        case Element::Kind::DecisionService:
            return compile_service(element);
    }
}

Element* Compiler::resolve(Element& from, const dmn::Reference& reference) {
    const Model* model = from.model;
    if (!reference.space.empty()) {
        const auto import =
            std::ranges::find(model->imports, reference.space, &Model::Imported::space);
        model = import == model->imports.end() ? nullptr : import->model;
    }
    const auto found = by_id_.find({model, reference.id});
    if (model == nullptr || found == by_id_.end()) {
        fault(from, reference.position, "rules.unknown_reference",
              {reference.space + "#" + reference.id});
        return nullptr;
    }
    return found->second;
}

std::vector<Element*> Compiler::resolve(Element& from,
                                        const std::vector<dmn::Reference>& references) {
    std::vector<Element*> elements;
    for (const dmn::Reference& reference : references) {
        Element* element = resolve(from, reference);
        if (element == nullptr) continue;
        if (depth_ >= greatest_depth && states_[element->number] == State::Untouched) {
            fault(from, reference.position, "rules.too_deep", {std::to_string(greatest_depth)});
            continue;
        }
        compile_element(*element);
        const bool is_cycle = states_[element->number] == State::InProgress;
        const bool calls_itself = element == &from && from.kind == Element::Kind::KnowledgeModel;
        if (is_cycle && !calls_itself) {
            fault(from, reference.position, "rules.cycle", {element->name});
            continue;
        }
        if (std::ranges::find(elements, element) == elements.end()) elements.push_back(element);
    }
    return elements;
}

// Own elements are variables; those of an import are entries of a variable with its name.
feel::Scope Compiler::scope_of(Element& element, const std::vector<Element*>& required) {
    feel::Scope scope;
    scope.entry_names = entry_names_;
    scope.types = element.model->types->feel_types();
    std::map<std::string, std::vector<Element*>> imported;
    for (Element* other : required) {
        const auto import = std::ranges::find_if(
            element.model->imports,
            [&](const Model::Imported& known) { return known.model == other->model; });
        if (other->model != element.model && import != element.model->imports.end() &&
            !import->name.empty()) {
            imported[import->name].push_back(other);
            continue;
        }
        element.requirements.push_back(
            {.slot = scope.variables.size(), .element = other, .members = {}});
        scope.variables.push_back({other->variable, other->feel_type});
    }
    for (const auto& [name, members] : imported) {
        Element::Requirement requirement{
            .slot = scope.variables.size(), .element = nullptr, .members = {}};
        std::vector<feel::Field> fields;
        for (Element* member : members) {
            requirement.members.push_back(
                {std::make_shared<const std::string>(member->variable), member});
            fields.push_back({member->variable, member->feel_type});
        }
        element.requirements.push_back(std::move(requirement));
        scope.variables.push_back({name, feel::context_of(std::move(fields))});
    }
    return scope;
}

void Compiler::compile_decision(Element& element) {
    const dmn::Decision& source = *element.decision;
    std::vector<Element*> required = resolve(element, source.requiredInput);
    for (const auto* references : {&source.requiredDecision, &source.requiredKnowledge}) {
        const auto more = resolve(element, *references);
        required.insert(required.end(), more.begin(), more.end());
    }
    LogicCompiler logic(model_of(element), element.name, scope_of(element, required), faults_);
    element.logic = logic.compile(source.expression.get());
    if (element.logic == nullptr) fault(element, source.position, "rules.no_expression", {});
    element.slots = logic.slots();
    if (element.logic != nullptr)
        logic.expect(element.logic->feel_type, element.type, source.position);
    if (element.type == nullptr && element.logic != nullptr) {
        element.feel_type = element.logic->feel_type;
    }
}

const ItemType* Compiler::result_type(const Element& element,
                                      const dmn::BusinessKnowledgeModel& source) {
    TypeBook& types = *element.model->types;
    if (!source.typeRef.empty()) {
        return types.find(source.typeRef, element.name, source.position, faults_);
    }
    if (element.type == nullptr) return nullptr;
    if (element.type->feel->kind != feel::Type::Kind::Function) return element.type;
    const auto& items = element.model->definitions.itemDefinition;
    const auto item = std::ranges::find(items, element.type->name, &dmn::ItemDefinition::name);
    if (item == items.end() || !item->functionItem) return nullptr;
    return types.find(item->functionItem->outputTypeRef, element.name, item->position, faults_);
}

void Compiler::compile_knowledge_model(Element& element) {
    const dmn::BusinessKnowledgeModel& source = *knowledge_.at(&element);
    std::vector<Element*> required = resolve(element, source.requiredKnowledge);
    // A function may call itself without saying so.
    if (std::ranges::find(required, &element) == required.end()) required.push_back(&element);
    element.feel_type = feel::simple_type(feel::Type::Kind::Function);
    LogicCompiler logic(model_of(element), element.name, scope_of(element, required), faults_);
    static const dmn::FunctionDefinition none;
    element.body = logic.function_body(source.encapsulatedLogic ? *source.encapsulatedLogic : none,
                                       source.position);
    element.body->name = element.name;
    element.body->result = result_type(element, source);
    if (element.body->logic == nullptr && !source.encapsulatedLogic) {
        fault(element, source.position, "rules.no_expression", {});
    }
    element.feel_type = feel::function_of(
        element.body->type->parameters,
        element.body->result == nullptr ? element.body->type->result : element.body->result->feel);
    element.function = function_of_model(element, *program_);
}

void Compiler::compile_service(Element& element) {
    const dmn::DecisionService& source = *services_.at(&element);
    for (const auto* references : {&source.inputData, &source.inputDecision}) {
        for (const Element* parameter : resolve(element, *references)) {
            element.parameters.push_back(parameter);
        }
    }
    for (const Element* output : resolve(element, source.outputDecision)) {
        element.outputs.push_back(output);
        element.output_names.push_back(std::make_shared<const std::string>(output->name));
    }
    if (element.outputs.empty()) fault(element, source.position, "rules.no_output_decision", {});
    static_cast<void>(resolve(element, source.encapsulatedDecision));
    std::vector<feel::TypePtr> parameters;
    for (const Element* parameter : element.parameters) parameters.push_back(parameter->feel_type);
    feel::TypePtr result = feel::any_type();
    if (element.outputs.size() == 1) result = element.outputs.front()->feel_type;
    element.feel_type = feel::function_of(std::move(parameters), std::move(result));
    element.function = function_of_service(element, *program_);
}

}  // namespace

Compilation compile(std::vector<Source> sources) {
    return Compiler(std::move(sources)).compile();
}

}  // namespace dw::rules
