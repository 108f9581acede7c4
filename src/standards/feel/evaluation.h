// Evaluation: everything one evaluation may use: time of day as told, a bounded amount of work and
// memory, and room for variables. Nothing else of the world can be reached by a rule.
//
// One thread at a time; used again it allocates nothing after the first times.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "standards/feel/value.h"

namespace dw::feel {

// Where something stands in a text, counted from 1, columns in characters.
struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool operator==(const Position&) const = default;
};

struct Budget {
    std::uint64_t steps = 10'000'000;        // parts of expressions evaluated
    std::uint32_t depth = 200;               // functions within functions
    std::uint64_t bytes = 64 * 1024 * 1024;  // of all lists, texts and contexts made
};

// Which part of the budget is used up.
enum class Exhausted : std::uint8_t { Nothing, Steps, Depth, Memory };

// Why something became null.
struct Note {
    std::string code;  // snake_case, e.g. "feel.division_by_zero"
    std::string detail;
    Position position;
};

class Evaluation {
  public:
    static constexpr std::size_t most_notes = 20;

    explicit Evaluation(Budget budget = {}, std::optional<DateTime> now = std::nullopt)
        : budget_(budget), left_(budget), now_(now) {}
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;

    // As new, keeping the room it has.
    void reset();

    // False when the budget is used up: then everything becomes null quickly.
    bool spend(std::uint64_t steps = 1) {
        if (left_.steps >= steps) {
            left_.steps -= steps;
            return exhausted_ == Exhausted::Nothing;
        }
        return use_up(Exhausted::Steps);
    }
    bool allocate(std::uint64_t bytes) {
        if (left_.bytes >= bytes) {
            left_.bytes -= bytes;
            return exhausted_ == Exhausted::Nothing;
        }
        return use_up(Exhausted::Memory);
    }
    // For looking at all of a value: nothing extra for a small one.
    bool look_at(const Value& value) {
        const auto weight = value.weight();
        return weight <= free_weight || spend(weight / 4);
    }
    // For comparing two: what is smaller decides.
    bool compare(const Value& left, const Value& right) {
        const auto weight = std::min(left.weight(), right.weight());
        return weight <= free_weight || spend(weight / 4);
    }
    Exhausted exhausted() const { return exhausted_; }
    const std::optional<DateTime>& now() const { return now_; }

    void note(std::string_view code, std::string_view detail = {}, Position position = {});
    const std::vector<Note>& notes() const { return notes_; }

    // One part of an expression within another: bounds the stack. False when it is too deep.
    bool enter() { return nested_ < most_nested ? (++nested_, true) : use_up(Exhausted::Depth); }
    void leave() { --nested_; }

    // Room for the variables of one call; gives back what it took when it ends.
    class Frame {
      public:
        Frame(Evaluation& evaluation, std::size_t slots);
        ~Frame();
        Frame(const Frame&) = delete;
        Frame& operator=(const Frame&) = delete;

        // nullptr where the calls are too deep.
        Value* variables() const { return variables_; }

      private:
        Evaluation& evaluation_;
        std::size_t slots_;
        Value* variables_ = nullptr;
    };

  private:
    static constexpr std::size_t free_weight = 16;
    static constexpr std::uint32_t most_nested = 2'500;

    bool use_up(Exhausted what);

    struct Block {
        std::vector<Value> values;  // never grows: addresses stay
        std::size_t used = 0;
    };
    Budget budget_;
    Budget left_;
    std::optional<DateTime> now_;
    Exhausted exhausted_ = Exhausted::Nothing;
    std::vector<Note> notes_;
    std::vector<std::unique_ptr<Block>> blocks_;
    std::size_t block_ = 0;  // the one in use
    std::uint32_t nested_ = 0;
};

}  // namespace dw::feel
