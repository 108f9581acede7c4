#include "rules/trace.h"

namespace dw::rules {

void Trace::clear() {
    steps_.clear();
    values_.clear();
    rows_.clear();
    open_ = none;
    cut_ = false;
}

std::uint32_t Trace::begin(Kind kind, const Element* element, const Table* table) {
    if (steps_.size() >= most_steps) {
        cut_ = true;
        return none;
    }
    const auto step = static_cast<std::uint32_t>(steps_.size());
    Step& made = steps_.emplace_back();
    made.kind = kind;
    made.parent = open_;
    made.element = element;
    made.table = table;
    open_ = step;
    return step;
}

void Trace::end(std::uint32_t step, const feel::Value& value) {
    if (step == none) return;
    steps_[step].value = value;
    open_ = steps_[step].parent;
}

void Trace::input(const Element& element, const feel::Value& value) {
    end(begin(Kind::Input, &element, nullptr), value);
}

void Trace::set_table(std::uint32_t step, std::span<const feel::Value> inputs,
                      std::span<const std::uint32_t> rows) {
    if (step == none) return;
    Step& made = steps_[step];
    made.inputs = static_cast<std::uint32_t>(values_.size());
    made.input_count = static_cast<std::uint32_t>(inputs.size());
    values_.insert(values_.end(), inputs.begin(), inputs.end());
    made.rows = static_cast<std::uint32_t>(rows_.size());
    made.row_count = static_cast<std::uint32_t>(rows.size());
    rows_.insert(rows_.end(), rows.begin(), rows.end());
}

}  // namespace dw::rules
