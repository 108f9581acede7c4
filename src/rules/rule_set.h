// RuleSet: one or more DMN files, compiled once, evaluated often, from many threads.
//
//   const Compilation made = compile({{.file = "fees.dmn", .definitions = …}});
//   Evaluator evaluator(made.rules, {.explain = Explain::Yes});
//   evaluator.set_inputs(inputs);
//   const feel::Value& fee = evaluator.decide(*made.rules.find(Element::Kind::Decision, "Gebühr"));
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "rules/fault.h"
#include "rules/program.h"

namespace dw::rules {

struct Source {
    std::string file;  // for the places of faults
    dmn::Definitions definitions;
};

class RuleSet {
  public:
    explicit RuleSet(std::unique_ptr<const Program> program) : program_(std::move(program)) {}

    // Of the first file, or of the one with that namespace; nullptr: there is none.
    const Element* find(Element::Kind kind, std::string_view name,
                        std::string_view space = {}) const;
    const std::deque<Element>& elements() const { return program_->elements; }
    // Of the first file.
    std::vector<const Element*> all(Element::Kind kind) const;
    // The input data a decision or service needs, directly or through others.
    std::vector<const Element*> inputs_of(const Element& element) const;
    const Program& program() const { return *program_; }

  private:
    std::unique_ptr<const Program> program_;
};

struct Compilation {
    RuleSet rules;
    std::vector<Fault> faults;
};

// The first file is the one that is asked; the others are there to be imported. What is faulty is
// named and evaluates to null.
Compilation compile(std::vector<Source> sources);

enum class Explain : std::uint8_t { No, Yes };

struct EvaluatorOptions {
    feel::Budget budget;
    std::optional<feel::DateTime> now;
    Explain explain = Explain::No;
};

// One thread at a time; used again it allocates next to nothing. The rules live longer.
class Evaluator {
  public:
    Evaluator(const RuleSet& rules, EvaluatorOptions options);
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    // Forgets inputs, results and notes.
    void begin();
    // By its place in the rules; null (with a note) where its type does not allow the value.
    void set_input(const Element& input, const feel::Value& value);
    // All of them by name; those of an import by name, by "import.name", or inside of a context
    // that has the import's name. What no input takes is given back.
    std::vector<std::string> set_inputs(const feel::Context& values);

    // The value of a decision or of an input.
    const feel::Value& decide(const Element& element);
    // A knowledge model or service with arguments by name; those missing are null.
    feel::Value call(const Element& element, const feel::Context& arguments);

    const std::vector<feel::Note>& notes() const { return run_.notes(); }
    feel::Exhausted exhausted() const { return run_.exhausted(); }
    const Trace& trace() const { return trace_; }

  private:
    const RuleSet& rules_;
    Run run_;
    Memo memo_;
    Trace trace_;
};

}  // namespace dw::rules
