// Each input is cut into stretches, as the index does it, and each stretch stands for itself by one
// value. Stretches that the same rows match are the same. A gap is a combination of stretches no
// row is left for; combinations are walked column by column, and a branch ends as soon as a row is
// left that asks nothing of the further columns.

#include "rules/table_check.h"

#include <algorithm>
#include <set>

#include "rules/texts.h"
#include "rules/words.h"

namespace dw::rules {

namespace {

using feel::Value;

constexpr std::size_t most_visited_words = 4'000'000;  // of all sets of rows gone through
constexpr std::size_t most_stretch_words = 8'000'000;  // of the rows of all stretches of a column
constexpr std::size_t most_pair_rows = 3'000;          // compared with each other

bool before(const Value& left, const Value& right) {
    if (left.boolean() != nullptr) return !*left.boolean() && *right.boolean();
    const auto order = feel::order(left, right);
    return order && *order < 0;
}

// A value strictly between two; either may be absent (null). Nothing where there is none.
std::optional<Value> number_between(const feel::Number* low, const feel::Number* high) {
    static const feel::Number one(1), two(2);
    if (low == nullptr) return Value(high->minus(one));
    if (high == nullptr) return Value(low->plus(one));
    const auto next = low->plus(one);
    if (next && *next < *high) return Value(*next);
    const auto sum = low->plus(*high);
    return sum ? std::optional<Value>(Value(sum->divided_by(two))) : std::nullopt;
}

std::optional<Value> value_between(const Value& low, const Value& high) {
    const Value& known = low.is_null() ? high : low;
    const bool has_both = !low.is_null() && !high.is_null();
    Value between;
    if (known.number() != nullptr) return number_between(low.number(), high.number());
    if (known.string() != nullptr) {
        between = low.is_null() ? Value("") : Value(*low.string() + " …");
    } else if (const feel::Date* date = known.date()) {
        between = Value(feel::Date{date->days + (low.is_null() ? -1 : 1)});
    } else if (const feel::MonthsDuration* months = known.months()) {
        between = Value(feel::MonthsDuration{months->months + (low.is_null() ? -1 : 1)});
    } else if (const feel::SecondsDuration* seconds = known.seconds()) {
        between = Value(feel::SecondsDuration{seconds->seconds + (low.is_null() ? -1 : 1), 0});
    } else {
        return std::nullopt;
    }
    if (low.is_null() && !before(between, high)) return std::nullopt;
    if (has_both && !(before(low, between) && before(between, high))) return std::nullopt;
    return between;
}

// Stretches that the same rows match.
struct Stretch {
    Value example;
    RowSet rows;
};

class TableChecker {
  public:
    explicit TableChecker(const Table& table) : table_(table) { report_.table = &table; }
    TableReport check();

  private:
    void cut(std::size_t column);
    std::vector<Value> boundaries(std::size_t column) const;
    bool is_possible(const TableInput& input, const Value& value);
    void add_stretch(std::size_t column, const Value& example);
    void find_gaps(std::size_t column, const RowSet& rows);
    void find_free_rows();
    bool is_covered(std::size_t column, const RowSet& rows) const;
    void add_gap();
    void find_pairs();
    void turn_round();
    bool overlap(std::size_t first, std::size_t second) const;
    bool includes(std::size_t outer, std::size_t inner) const;
    void add_pair(std::size_t first, std::size_t second, TableFinding::Kind kind);
    bool is_simple(std::size_t row) const;
    std::size_t count(TableFinding::Kind kind) const {
        return static_cast<std::size_t>(
            std::ranges::count(report_.findings, kind, &TableFinding::kind));
    }

    const Table& table_;
    TableReport report_;
    feel::Evaluation evaluation_;
    std::vector<std::vector<Stretch>> columns_;
    std::vector<RowSet> free_from_;  // rows that ask nothing of this column and the further ones
    // The other way round: for each column and row the stretches it matches.
    std::vector<std::vector<RowSet>> stretches_;
    std::vector<const Stretch*> chosen_;
    std::set<std::pair<std::size_t, std::vector<std::uint64_t>>> known_, visited_;
    std::size_t visited_words_ = 0;
};

TableReport TableChecker::check() {
    const auto& parts = table_.parts();
    for (std::size_t i = 0; i < parts.inputs.size(); ++i) cut(i);
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        if (!is_simple(row)) report_.is_complete = false;
    }
    const bool has_default = std::ranges::any_of(
        parts.outputs, [](const TableOutput& output) { return output.otherwise != nullptr; });
    const dmn::HitPolicy policy = table_.source().hitPolicy;
    const bool is_single = policy == dmn::HitPolicy::UNIQUE || policy == dmn::HitPolicy::ANY ||
                           policy == dmn::HitPolicy::FIRST || policy == dmn::HitPolicy::PRIORITY;
    if (is_single && !has_default && !parts.inputs.empty()) {
        find_free_rows();
        RowSet all;
        all.assign(table_.rows(), true);
        find_gaps(0, all);
    }
    if (is_single) find_pairs();
    return std::move(report_);
}

bool TableChecker::is_simple(std::size_t row) const {
    return std::ranges::all_of(table_.parts().inputs, [row](const TableInput& input) {
        return input.tests[row].has_value();
    });
}

std::vector<Value> TableChecker::boundaries(std::size_t column) const {
    const TableInput& input = table_.parts().inputs[column];
    std::vector<Value> all = input.index.boundaries();
    const auto add = [&all](const std::shared_ptr<const feel::Expression>& expression) {
        if (expression == nullptr) return;
        const auto tests = feel::simple_tests(*expression);
        if (!tests) return;
        for (const Value& value : tests->values) all.push_back(value);
        for (const feel::Range& range : tests->ranges) {
            all.push_back(range.start);
            all.push_back(range.end);
        }
    };
    add(input.values);
    for (const ItemType* type = input.type; type != nullptr; type = type->base) {
        if (type->allowed_values) add(type->allowed_values->tests);
    }
    if (input.type != nullptr && input.type->feel->kind == feel::Type::Kind::Boolean) {
        all.insert(all.end(), {Value(false), Value(true)});
    }
    if (all.empty()) return all;
    const feel::Kind kind = all.front().kind();
    std::erase_if(all, [kind](const Value& value) { return value.kind() != kind; });
    std::ranges::sort(all, before);
    const auto doubles = std::ranges::unique(
        all, [](const Value& a, const Value& b) { return !before(a, b) && !before(b, a); });
    all.erase(doubles.begin(), doubles.end());
    return all;
}

bool TableChecker::is_possible(const TableInput& input, const Value& value) {
    if (input.type != nullptr && accept(value, *input.type, evaluation_).is_null()) return false;
    if (input.values == nullptr) return true;
    std::vector<Value> frame(input.values->slots());
    const std::size_t tested = table_.parts().first_slot + table_.parts().inputs.size();
    frame[tested] = value;
    return input.values->evaluate_in(frame.data(), evaluation_).is_true();
}

void TableChecker::cut(std::size_t column) {
    const TableInput& input = table_.parts().inputs[column];
    columns_.emplace_back();
    std::vector<Value> ends = boundaries(column);
    if ((2 * ends.size() + 1) * (table_.rows() / 64 + 1) > most_stretch_words) {
        report_.is_complete = false;
        ends.clear();
    }
    Value low;
    for (const Value& end : ends) {
        const auto between = value_between(low, end);
        if (between && is_possible(input, *between)) add_stretch(column, *between);
        if (is_possible(input, end)) add_stretch(column, end);
        low = end;
    }
    if (!ends.empty()) {
        const auto behind = value_between(low, Value());
        if (behind && is_possible(input, *behind)) add_stretch(column, *behind);
    }
    // Nothing to compare with: any value stands for all.
    if (columns_.back().empty()) add_stretch(column, Value());
}

void TableChecker::add_stretch(std::size_t column, const Value& example) {
    RowSet rows;
    rows.assign(table_.rows(), true);
    const TableInput& input = table_.parts().inputs[column];
    if (!example.is_null()) {
        static_cast<void>(input.index.keep(example, rows));
    } else if (!std::ranges::all_of(
                   input.tests, [](const auto& tests) { return tests && tests->is_anything; })) {
        report_.is_complete = false;
    }
    if (!known_.emplace(column, std::vector(rows.words().begin(), rows.words().end())).second)
        return;
    columns_[column].push_back({example, std::move(rows)});
}

void TableChecker::find_free_rows() {
    const auto& inputs = table_.parts().inputs;
    free_from_.resize(inputs.size() + 1);
    for (RowSet& rows : free_from_) rows.assign(table_.rows(), false);
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        free_from_[inputs.size()].add(row);
        for (std::size_t i = inputs.size(); i > 0; --i) {
            const auto& tests = inputs[i - 1].tests[row];
            if (!tests || !tests->is_anything) break;
            free_from_[i - 1].add(row);
        }
    }
}

bool TableChecker::is_covered(std::size_t column, const RowSet& rows) const {
    const auto free = free_from_[column].words();
    for (std::size_t i = 0; i < free.size(); ++i) {
        if ((free[i] & rows.words()[i]) != 0) return true;
    }
    return false;
}

void TableChecker::find_gaps(std::size_t column, const RowSet& rows) {
    if (count(TableFinding::Kind::Gap) >= most_findings) return;
    if (rows.is_empty()) return add_gap();
    if (is_covered(column, rows)) return;
    std::vector<std::uint64_t> key(rows.words().begin(), rows.words().end());
    if (!visited_.insert({column, std::move(key)}).second) return;
    for (const Stretch& stretch : columns_[column]) {
        visited_words_ += rows.words().size();
        if (visited_words_ > most_visited_words) {
            report_.is_complete = false;
            return;
        }
        RowSet left = rows;
        const auto words = left.words();
        for (std::size_t i = 0; i < words.size(); ++i) words[i] &= stretch.rows.words()[i];
        chosen_.push_back(&stretch);
        find_gaps(column + 1, left);
        chosen_.pop_back();
    }
}

void TableChecker::add_gap() {
    TableFinding finding{.kind = TableFinding::Kind::Gap, .rows = {}, .example = {}};
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Stretch& stretch = i < chosen_.size() ? *chosen_[i] : columns_[i].front();
        finding.example.emplace_back(table_.parts().inputs[i].label, stretch.example);
    }
    report_.findings.push_back(std::move(finding));
}

void TableChecker::turn_round() {
    for (const auto& column : columns_) {
        auto& by_row = stretches_.emplace_back(table_.rows());
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            by_row[row].assign(column.size(), false);
            for (std::size_t i = 0; i < column.size(); ++i) {
                if (column[i].rows.has(row)) by_row[row].add(i);
            }
        }
    }
}

bool TableChecker::overlap(std::size_t first, std::size_t second) const {
    return std::ranges::all_of(stretches_, [&](const std::vector<RowSet>& column) {
        const auto left = column[first].words(), right = column[second].words();
        for (std::size_t i = 0; i < left.size(); ++i) {
            if ((left[i] & right[i]) != 0) return true;
        }
        return false;
    });
}

bool TableChecker::includes(std::size_t outer, std::size_t inner) const {
    return std::ranges::all_of(stretches_, [&](const std::vector<RowSet>& column) {
        const auto wide = column[outer].words(), narrow = column[inner].words();
        for (std::size_t i = 0; i < wide.size(); ++i) {
            if ((narrow[i] & ~wide[i]) != 0) return false;
        }
        return true;
    });
}

void TableChecker::add_pair(std::size_t first, std::size_t second, TableFinding::Kind kind) {
    if (count(kind) >= most_findings) return;
    TableFinding finding{.kind = kind, .rows = {second}, .example = {}};
    if (kind == TableFinding::Kind::Overlap) {
        finding.rows = {first, second};
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto shared = std::ranges::find_if(columns_[i], [&](const Stretch& stretch) {
                return stretch.rows.has(first) && stretch.rows.has(second);
            });
            finding.example.emplace_back(table_.parts().inputs[i].label, shared->example);
        }
    }
    report_.findings.push_back(std::move(finding));
}

void TableChecker::find_pairs() {
    const dmn::HitPolicy policy = table_.source().hitPolicy;
    if (policy == dmn::HitPolicy::PRIORITY) return;
    if (table_.rows() > most_pair_rows) {
        report_.is_complete = false;
        return;
    }
    turn_round();
    const auto& constants = table_.parts().constants;
    const auto agree = [&](std::size_t a, std::size_t b) {
        return policy == dmn::HitPolicy::ANY && constants[a] && constants[b] &&
               feel::equal(*constants[a], *constants[b]).value_or(false);
    };
    for (std::size_t second = 0; second < table_.rows(); ++second) {
        if (!is_simple(second)) continue;
        for (std::size_t first = 0; first < second; ++first) {
            if (!is_simple(first)) continue;
            if (policy != dmn::HitPolicy::FIRST) {
                if (!overlap(first, second) || agree(first, second)) continue;
                add_pair(first, second, TableFinding::Kind::Overlap);
            } else if (includes(first, second)) {
                add_pair(first, second, TableFinding::Kind::Unreachable);
                break;
            }
        }
    }
}

void collect(const LogicBox& logic, std::vector<const Table*>& tables);

void collect_from(const Logic& logic, std::vector<const Table*>& tables) {
    if (const auto* table = std::get_if<std::unique_ptr<const Table>>(&logic.content)) {
        tables.push_back(table->get());
    } else if (const auto* context = std::get_if<ContextLogic>(&logic.content)) {
        for (const auto& entry : context->entries) collect(entry.logic, tables);
        collect(context->result, tables);
    } else if (const auto* invocation = std::get_if<InvocationLogic>(&logic.content)) {
        for (const auto& argument : invocation->arguments) collect(argument.logic, tables);
    } else if (const auto* list = std::get_if<ListLogic>(&logic.content)) {
        for (const auto& item : list->items) collect(item, tables);
    } else if (const auto* function = std::get_if<FunctionLogic>(&logic.content)) {
        collect(function->body->logic, tables);
    } else if (const auto* conditional = std::get_if<ConditionalLogic>(&logic.content)) {
        collect(conditional->condition, tables);
        collect(conditional->then_, tables);
        collect(conditional->else_, tables);
    } else if (const auto* iterator = std::get_if<IteratorLogic>(&logic.content)) {
        collect(iterator->in, tables);
        collect(iterator->body, tables);
    } else if (const auto* filter = std::get_if<FilterLogic>(&logic.content)) {
        collect(filter->in, tables);
        collect(filter->match, tables);
    }
}

void collect(const LogicBox& logic, std::vector<const Table*>& tables) {
    if (logic != nullptr) collect_from(*logic, tables);
}

}  // namespace

TableReport check_table(const Table& table) {
    return TableChecker(table).check();
}

std::vector<TableReport> check_tables(const RuleSet& rules) {
    std::vector<TableReport> reports;
    for (const Element& element : rules.elements()) {
        std::vector<const Table*> tables;
        collect(element.logic, tables);
        if (element.body != nullptr) collect(element.body->logic, tables);
        for (const Table* table : tables) {
            reports.push_back(check_table(*table));
            reports.back().element = &element;
        }
    }
    return reports;
}

std::vector<Fault> faults_of(const TableReport& report, Language language) {
    std::vector<Fault> faults;
    for (const TableFinding& finding : report.findings) {
        std::string example, rows;
        for (const auto& [label, value] : finding.example) {
            if (value.is_null()) continue;  // any value will do
            const bool is_other = value.string() != nullptr && value.string()->empty();
            example += (example.empty() ? "" : "; ") +
                       format(texts::word_part, language,
                              {label, is_other ? std::string(texts::word_other_text.in(language))
                                               : words_of(value, language)});
        }
        for (const std::size_t row : finding.rows) {
            rows += (rows.empty() ? "" : ", ") + std::to_string(row + 1);
        }
        Fault fault{.file = report.element->model->file,
                    .element = report.element->name,
                    .position = report.element->position,
                    .code = {},
                    .arguments = {report.table->parts().name}};
        if (!finding.rows.empty()) {
            fault.position = report.table->source().rule[finding.rows.back()].position;
            fault.arguments.push_back(rows);
        }
        if (!example.empty()) fault.arguments.push_back(example);
        fault.code = finding.kind == TableFinding::Kind::Gap       ? "rules.gap"
                     : finding.kind == TableFinding::Kind::Overlap ? "rules.overlap"
                                                                   : "rules.unreachable";
        faults.push_back(std::move(fault));
    }
    return faults;
}

}  // namespace dw::rules
