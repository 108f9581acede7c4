#include "rules/table.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace dw::rules {

namespace {

using feel::Value;

constexpr std::size_t word_bits = 64;

// feel::order, for the built-in functions min and max.
Value extreme(const std::vector<Value>& values, bool smallest) {
    if (values.empty()) return Value();
    const Value* best = &values.front();
    for (const Value& value : values) {
        const auto order = feel::order(value, *best);
        if (!order) return Value();
        if (smallest ? *order < 0 : *order > 0) best = &value;
    }
    return *best;
}

Value sum_of(const std::vector<Value>& values) {
    if (values.empty()) return Value();
    feel::Number sum;
    for (const Value& value : values) {
        if (value.number() == nullptr) return Value();
        const auto next = sum.plus(*value.number());
        if (!next) return Value();
        sum = *next;
    }
    return sum;
}

}  // namespace

Value Table::evaluate(Value* frame, Run& run) const {
    const std::uint32_t step =
        run.trace == nullptr ? Trace::none : run.trace->begin(Trace::Kind::Table, nullptr, this);
    Room<TableRoom> room(run.tables);
    room->hits.clear();
    Value value;
    const bool can_be_read = read_inputs(frame, run);
    if (can_be_read) {
        find_hits(frame, run, *room);
        value = result(frame, run, *room);
        if (step != Trace::none) {
            run.trace->set_table(step, {frame + parts_.first_slot, parts_.inputs.size()},
                                 room->hits);
        }
    }
    if (step != Trace::none) run.trace->end(step, value);
    return value;
}

bool Table::read_inputs(Value* frame, Run& run) const {
    Value* values = frame + parts_.first_slot;
    const std::size_t tested = parts_.first_slot + parts_.inputs.size();
    for (std::size_t i = 0; i < parts_.inputs.size(); ++i) {
        const TableInput& input = parts_.inputs[i];
        if (!run.spend()) return false;
        Value value =
            input.expression == nullptr ? Value() : input.expression->evaluate_in(frame, run);
        values[i] = input.type == nullptr ? std::move(value) : accept(value, *input.type, run);
        if (input.values == nullptr || values[i].is_null()) continue;
        frame[tested] = values[i];
        if (input.values->evaluate_in(frame, run).is_true()) continue;
        run.note("rules.input_not_allowed", input.label);
        return false;
    }
    return true;
}

void Table::find_hits(Value* frame, Run& run, TableRoom& room) const {
    if (!run.spend(1 + rows() / word_bits)) return;
    room.rows.assign(rows(), true);
    room.evaluated.assign(parts_.inputs.size(), nullptr);
    bool any_evaluated = false;
    for (std::size_t i = 0; i < parts_.inputs.size(); ++i) {
        room.evaluated[i] = parts_.inputs[i].index.keep(frame[parts_.first_slot + i], room.rows);
        any_evaluated = any_evaluated || room.evaluated[i] != nullptr;
    }
    const auto words = room.rows.words();
    for (std::size_t word = 0; word < words.size(); ++word) {
        for (std::uint64_t left = words[word]; left != 0; left &= left - 1) {
            const std::size_t row =
                word * word_bits + static_cast<std::size_t>(std::countr_zero(left));
            if (any_evaluated && !row_passes(row, frame, run, room)) continue;
            room.hits.push_back(static_cast<std::uint32_t>(row));
            if (source().hitPolicy == dmn::HitPolicy::FIRST) return;
        }
    }
}

bool Table::row_passes(std::size_t row, Value* frame, Run& run, const TableRoom& room) const {
    const std::size_t tested = parts_.first_slot + parts_.inputs.size();
    for (std::size_t i = 0; i < parts_.inputs.size(); ++i) {
        if (room.evaluated[i] == nullptr || !room.evaluated[i]->has(row)) continue;
        const auto& cell = parts_.inputs[i].cells[row];
        if (cell == nullptr || !run.spend()) return false;
        frame[tested] = frame[parts_.first_slot + i];
        if (!cell->evaluate_in(frame, run).is_true()) return false;
    }
    return true;
}

Value Table::row_value(std::size_t row, Value* frame, Run& run) const {
    if (parts_.constants[row]) return *parts_.constants[row];
    const auto cell_value = [&](const TableOutput& output) {
        const auto& cell = output.cells[row];
        if (cell == nullptr) return Value();
        Value value = cell->evaluate_in(frame, run);
        return output.type == nullptr ? value : accept(value, *output.type, run);
    };
    if (parts_.outputs.size() == 1) return cell_value(parts_.outputs.front());
    feel::Context context;
    for (const TableOutput& output : parts_.outputs) context.set(output.name, cell_value(output));
    return context;
}

Value Table::result(Value* frame, Run& run, TableRoom& room) const {
    if (room.hits.empty()) return value_without_hit(frame, run);
    switch (source().hitPolicy) {
        case dmn::HitPolicy::UNIQUE:
            if (room.hits.size() > 1) {
                run.note("rules.several_rows", parts_.name);
                return Value();
            }
            return row_value(room.hits.front(), frame, run);
        case dmn::HitPolicy::FIRST:
            return row_value(room.hits.front(), frame, run);
        case dmn::HitPolicy::ANY:
        case dmn::HitPolicy::PRIORITY:
            return single_result(frame, run, room);
        case dmn::HitPolicy::COLLECT:
        case dmn::HitPolicy::RULE_ORDER:
        case dmn::HitPolicy::OUTPUT_ORDER:
            return listed_result(frame, run, room);
    }
    return Value();
}

Value Table::single_result(Value* frame, Run& run, TableRoom& room) const {
    room.outputs.clear();
    for (const std::uint32_t row : room.hits) room.outputs.push_back(row_value(row, frame, run));
    if (source().hitPolicy == dmn::HitPolicy::PRIORITY) {
        order_by_priority(room);
        return room.outputs.front();
    }
    for (const Value& other : room.outputs) {
        if (feel::equal(room.outputs.front(), other).value_or(false)) continue;
        run.note("rules.different_rows", parts_.name);
        return Value();
    }
    return room.outputs.front();
}

Value Table::listed_result(Value* frame, Run& run, TableRoom& room) const {
    room.outputs.clear();
    for (const std::uint32_t row : room.hits) {
        if (!run.spend()) return Value();
        room.outputs.push_back(row_value(row, frame, run));
    }
    if (source().hitPolicy == dmn::HitPolicy::OUTPUT_ORDER) order_by_priority(room);
    if (source().hitPolicy == dmn::HitPolicy::COLLECT && source().aggregation) {
        return aggregate(room.outputs, run);
    }
    if (!run.allocate(room.outputs.size() * sizeof(Value))) return Value();
    return feel::Items(room.outputs);
}

Value Table::aggregate(const std::vector<Value>& values, Run& run) const {
    if (parts_.outputs.size() != 1) {
        run.note("rules.aggregate_of_several", parts_.name);
        return Value();
    }
    switch (*source().aggregation) {
        case dmn::BuiltinAggregator::SUM:
            return sum_of(values);
        case dmn::BuiltinAggregator::COUNT:
            return static_cast<std::int64_t>(values.size());
        case dmn::BuiltinAggregator::MIN:
            return extreme(values, true);
        case dmn::BuiltinAggregator::MAX:
            return extreme(values, false);
    }
    return Value();
}

// Without default output entries a single hit policy gives null; the others what their list
// functions give for an empty list.
Value Table::value_without_hit(Value* frame, Run& run) const {
    const bool has_default = std::ranges::any_of(
        parts_.outputs, [](const TableOutput& output) { return output.otherwise != nullptr; });
    const auto otherwise = [&](const TableOutput& output) {
        if (output.otherwise == nullptr) return Value();
        Value value = output.otherwise->evaluate_in(frame, run);
        return output.type == nullptr ? value : accept(value, *output.type, run);
    };
    if (has_default && parts_.outputs.size() == 1) return otherwise(parts_.outputs.front());
    if (has_default) {
        feel::Context context;
        for (const TableOutput& output : parts_.outputs) {
            context.set(output.name, otherwise(output));
        }
        return context;
    }
    const dmn::HitPolicy policy = source().hitPolicy;
    const bool collects = policy == dmn::HitPolicy::COLLECT;
    if (collects && source().aggregation) return aggregate({}, run);
    if (collects || policy == dmn::HitPolicy::RULE_ORDER ||
        policy == dmn::HitPolicy::OUTPUT_ORDER) {
        return feel::Items();
    }
    run.note("rules.no_row", parts_.name);
    return Value();
}

const Value* Table::part_of(const Value& row, std::size_t output) const {
    if (parts_.outputs.size() == 1) return &row;
    const feel::Context* context = row.context();
    return context == nullptr ? nullptr : context->find(*parts_.outputs[output].name);
}

std::size_t Table::rank(const TableOutput& output, const Value& value) const {
    const auto found = std::ranges::find_if(output.priorities, [&value](const Value& known) {
        return feel::equal(known, value).value_or(false);
    });
    return static_cast<std::size_t>(found - output.priorities.begin());
}

// From left to right over all outputs with output values (DMN 1.5, 8.2.11).
void Table::order_by_priority(TableRoom& room) const {
    std::vector<std::vector<std::size_t>> ranks(room.outputs.size());
    for (std::size_t i = 0; i < room.outputs.size(); ++i) {
        for (std::size_t o = 0; o < parts_.outputs.size(); ++o) {
            if (parts_.outputs[o].priorities.empty()) continue;
            const Value* part = part_of(room.outputs[i], o);
            ranks[i].push_back(part == nullptr ? parts_.outputs[o].priorities.size()
                                               : rank(parts_.outputs[o], *part));
        }
    }
    std::vector<std::size_t> order(room.outputs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, [&ranks](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    std::vector<Value> sorted;
    std::vector<std::uint32_t> hits;
    for (const std::size_t i : order) {
        sorted.push_back(std::move(room.outputs[i]));
        hits.push_back(room.hits[i]);
    }
    room.outputs = std::move(sorted);
    room.hits = std::move(hits);
}

}  // namespace dw::rules
