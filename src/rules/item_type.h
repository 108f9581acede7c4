// ItemType: a type of a model: its FEEL type and the values it allows (DMN 1.5, 7.3.3).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/fault.h"
#include "standards/feel/expression.h"

namespace dw::rules {

// A cell of the variable "?", which every value of the type must pass.
struct Constraint {
    std::shared_ptr<const feel::Expression> tests;
    std::string text;
};

struct ItemType {
    struct Component {
        std::string name;
        const ItemType* type;
    };
    std::string name;  // "" for one that has none
    feel::TypePtr feel;
    const ItemType* base = nullptr;  // what typeRef names; of a collection: the type of its items
    bool is_collection = false;
    std::vector<Component> components;
    std::optional<Constraint> allowed_values;   // of a collection: for each item
    std::optional<Constraint> type_constraint;  // for the value as a whole
    bool is_constrained = false;                // here or anywhere inside
};

// The value as the type takes it; null with a note where it does not.
feel::Value accept(const feel::Value& value, const ItemType& type, feel::Evaluation& evaluation);

// The types of one model, its own and those of its imports ("import.type").
class TypeBook {
  public:
    static constexpr std::size_t greatest_depth = 100;

    TypeBook(std::string file, const dmn::Definitions& definitions)
        : file_(std::move(file)), definitions_(&definitions) {}

    void import(const std::string& name, TypeBook& other) { imports_[name] = &other; }
    // All definitions of the model; faults are added.
    void define_all(std::vector<Fault>& faults);
    // nullptr for "", "Any" and names that are not known (with a fault).
    const ItemType* find(const std::string& type_ref, const std::string& element,
                         const dmn::Position& position, std::vector<Fault>& faults);
    std::map<std::string, feel::TypePtr, std::less<>> feel_types() const;

  private:
    const ItemType* look_up(const std::string& type_ref, std::vector<Fault>& faults);
    const ItemType* define(const dmn::ItemDefinition& definition, std::vector<Fault>& faults);
    void set_base(ItemType& type, const dmn::ItemDefinition& definition,
                  std::vector<Fault>& faults);
    void set_components(ItemType& type, const dmn::ItemDefinition& definition,
                        std::vector<Fault>& faults);
    std::optional<Constraint> constraint(const std::optional<dmn::ExpressionText>& text,
                                         const ItemType& type, const feel::TypePtr& tested,
                                         std::vector<Fault>& faults);

    std::string file_;
    const dmn::Definitions* definitions_;
    std::map<std::string, TypeBook*> imports_;
    std::deque<ItemType> types_;  // addresses stay
    std::map<std::string, const ItemType*, std::less<>> named_;
    std::map<std::string, bool, std::less<>> in_progress_;
    std::size_t depth_ = 0;  // of definitions that name definitions
};

}  // namespace dw::rules
