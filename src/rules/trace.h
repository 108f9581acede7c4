// Trace: what an evaluation did, as it did it: pointers and values, no words. The words are made
// from it when somebody asks (explanation.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "standards/feel/value.h"

namespace dw::rules {

struct Element;
class Table;

class Trace {
  public:
    // A rule that repeats itself would fill the memory: what follows is not recorded.
    static constexpr std::size_t most_steps = 20'000;
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    enum class Kind : std::uint8_t { Input, Element, Table };
    struct Step {
        Kind kind = Kind::Input;
        std::uint32_t parent = none;
        const Element* element = nullptr;  // Input, Element
        const Table* table = nullptr;
        feel::Value value;                          // of the element; the table's result
        std::uint32_t inputs = 0, input_count = 0;  // of a table: its inputs' values
        std::uint32_t rows = 0, row_count = 0;      // of a table: the rows that matched
    };

    void clear();
    // Everything between begin and end belongs to it.
    std::uint32_t begin(Kind kind, const Element* element, const Table* table);
    void end(std::uint32_t step, const feel::Value& value);
    void input(const Element& element, const feel::Value& value);
    void set_table(std::uint32_t step, std::span<const feel::Value> inputs,
                   std::span<const std::uint32_t> rows);

    const std::vector<Step>& steps() const { return steps_; }
    std::span<const feel::Value> inputs_of(const Step& step) const {
        return std::span(values_).subspan(step.inputs, step.input_count);
    }
    std::span<const std::uint32_t> rows_of(const Step& step) const {
        return std::span(rows_).subspan(step.rows, step.row_count);
    }
    bool is_cut() const { return cut_; }

  private:
    std::vector<Step> steps_;
    std::vector<feel::Value> values_;
    std::vector<std::uint32_t> rows_;
    std::uint32_t open_ = none;
    bool cut_ = false;
};

}  // namespace dw::rules
