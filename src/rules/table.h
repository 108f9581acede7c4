// Table: a decision table, read once, with an index over the cells of each column (DMN 1.5, 8).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/column_index.h"
#include "rules/item_type.h"
#include "rules/run.h"
#include "standards/dmn/model.h"

namespace dw::rules {

struct TableInput {
    std::string label;
    std::shared_ptr<const feel::Expression> expression;
    const ItemType* type = nullptr;
    std::shared_ptr<const feel::Expression> values;              // inputValues
    std::vector<std::shared_ptr<const feel::Expression>> cells;  // null: could not be read
    std::vector<std::optional<feel::SimpleTests>> tests;         // of the simple cells
    ColumnIndex index;
};

struct TableOutput {
    feel::Text name;
    std::string label;
    const ItemType* type = nullptr;
    std::vector<feel::Value> priorities;                // output values, the most important first
    std::shared_ptr<const feel::Expression> otherwise;  // defaultOutputEntry
    std::vector<std::shared_ptr<const feel::Expression>> cells;
};

class Table {
  public:
    // The parts of a table, made by the compiler.
    struct Parts {
        const dmn::DecisionTable* source = nullptr;
        std::string name;
        std::size_t first_slot = 0;  // of the inputs' values; "?" is behind them
        std::vector<TableInput> inputs;
        std::vector<TableOutput> outputs;
        // Rows whose outputs are known without evaluating anything.
        std::vector<std::optional<feel::Value>> constants;
    };
    explicit Table(Parts parts) : parts_(std::move(parts)) {}

    feel::Value evaluate(feel::Value* frame, Run& run) const;

    const dmn::DecisionTable& source() const { return *parts_.source; }
    const Parts& parts() const { return parts_; }
    std::size_t rows() const { return parts_.source->rule.size(); }

  private:
    bool read_inputs(feel::Value* frame, Run& run) const;
    void find_hits(feel::Value* frame, Run& run, TableRoom& room) const;
    bool row_passes(std::size_t row, feel::Value* frame, Run& run, const TableRoom& room) const;
    feel::Value row_value(std::size_t row, feel::Value* frame, Run& run) const;
    feel::Value result(feel::Value* frame, Run& run, TableRoom& room) const;
    feel::Value single_result(feel::Value* frame, Run& run, TableRoom& room) const;
    feel::Value listed_result(feel::Value* frame, Run& run, TableRoom& room) const;
    feel::Value value_without_hit(feel::Value* frame, Run& run) const;
    void order_by_priority(TableRoom& room) const;
    std::size_t rank(const TableOutput& output, const feel::Value& value) const;
    const feel::Value* part_of(const feel::Value& row, std::size_t output) const;
    feel::Value aggregate(const std::vector<feel::Value>& values, Run& run) const;

    Parts parts_;
};

}  // namespace dw::rules
