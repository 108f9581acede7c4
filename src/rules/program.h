// Program: everything a set of files compiled to. Immutable once made; shared by all evaluations.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/logic.h"

namespace dw::rules {

struct Model {
    std::string file;
    dmn::Definitions definitions;
    std::unique_ptr<TypeBook> types;
    // By the name the import has here; nullptr: none of the files given.
    struct Imported {
        std::string name;
        std::string space;
        Model* model;
    };
    std::vector<Imported> imports;
};

struct Element {
    enum class Kind : std::uint8_t { InputData, Decision, KnowledgeModel, DecisionService };

    // What stands in a slot of the frame: an element, or a context of an import's elements.
    struct Requirement {
        std::size_t slot = 0;
        const Element* element = nullptr;
        struct Member {
            feel::Text name;
            const Element* element;
        };
        std::vector<Member> members;  // where `element` is none
    };

    Kind kind = Kind::InputData;
    std::size_t number = 0;  // in the program
    const Model* model = nullptr;
    std::string id, name, variable;
    dmn::Position position;
    const ItemType* type = nullptr;  // of its variable
    feel::TypePtr feel_type;         // of its value, as far as it is known
    std::vector<Requirement> requirements;

    const dmn::Decision* decision = nullptr;  // Decision
    std::size_t slots = 0;
    LogicBox logic;

    std::unique_ptr<FunctionBody> body;  // KnowledgeModel
    feel::Value function;                // KnowledgeModel, DecisionService

    std::vector<const Element*> outputs, parameters;  // DecisionService
    std::vector<feel::Text> output_names;
};

struct Program {
    std::vector<std::unique_ptr<Model>> models;  // the first is the one asked for
    std::deque<Element> elements;                // addresses stay
};

// The value of an element within the run: an input as given, a decision evaluated once.
const feel::Value& value_of(const Program& program, const Element& element, Run& run);

// The functions that stand for a knowledge model and a service; they live no longer than these.
feel::Value function_of_model(const Element& element, const Program& program);
feel::Value function_of_service(const Element& element, const Program& program);

}  // namespace dw::rules
