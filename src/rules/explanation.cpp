#include "rules/explanation.h"

#include "rules/texts.h"
#include "rules/words.h"

namespace dw::rules {

namespace {

constexpr std::size_t name_words = 6;
constexpr std::size_t formula_words = 15;
constexpr std::size_t sentence_words = 20;
constexpr std::size_t most_rows = 10;  // explained one by one

class Teller {
  public:
    Teller(const Trace& trace, Language language) : trace_(trace), language_(language) {}

    std::vector<ExplanationLine> tell() {
        std::vector<std::size_t> depths;
        for (const Trace::Step& step : trace_.steps()) {
            const bool is_root = step.parent == Trace::none;
            depths.push_back(is_root ? 0 : depths[step.parent] + 1);
            tell(step, depths.back());
        }
        if (trace_.is_cut()) say(0, texts::explain_cut, {});
        return std::move(lines_);
    }

  private:
    void say(std::size_t depth, Text text, const std::vector<std::string>& arguments) {
        lines_.push_back({depth, format(text, language_, arguments)});
    }
    // Each sentence on its own.
    void say_sentences(std::size_t depth, std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find(". ");
            const auto size = end == std::string_view::npos ? text.size() : end + 1;
            lines_.push_back({depth, cut_words(text.substr(0, size), sentence_words)});
            text.remove_prefix(end == std::string_view::npos ? size : size + 1);
        }
    }
    std::string words(const feel::Value& value) const { return words_of(value, language_); }

    void tell(const Trace::Step& step, std::size_t depth);
    void tell_element(const Trace::Step& step, std::size_t depth);
    void tell_table(const Trace::Step& step, std::size_t depth);
    void tell_row(const Trace::Step& step, std::size_t row, std::size_t depth);
    void tell_aggregation(const dmn::DecisionTable& table, std::size_t depth);

    const Trace& trace_;
    Language language_;
    std::vector<ExplanationLine> lines_;
};

void Teller::tell(const Trace::Step& step, std::size_t depth) {
    switch (step.kind) {
        case Trace::Kind::Input:
            return say(depth, texts::explain_input,
                       {cut_words(step.element->name, name_words), words(step.value)});
        case Trace::Kind::Element:
            return tell_element(step, depth);
        case Trace::Kind::Table:
            return tell_table(step, depth);
    }
}

void Teller::tell_element(const Trace::Step& step, std::size_t depth) {
    const Element& element = *step.element;
    const Text text =
        element.kind == Element::Kind::Decision ? texts::explain_decision : texts::explain_call;
    say(depth, text, {cut_words(element.name, name_words), words(step.value)});
    if (const auto description = description_of(element); !description.empty())
        return say_sentences(depth + 1, description);
    const Logic* logic = element.body == nullptr ? element.logic.get() : element.body->logic.get();
    if (logic == nullptr || logic->source == nullptr) return;
    const auto* literal = std::get_if<dmn::LiteralExpression>(&logic->source->content);
    if (literal == nullptr) return;
    say(depth + 1, texts::explain_formula, {cut_words(literal->text.text, formula_words)});
}

void Teller::tell_table(const Trace::Step& step, std::size_t depth) {
    const auto rows = trace_.rows_of(step);
    const dmn::DecisionTable& table = step.table->source();
    if (rows.empty()) return say(depth, texts::explain_no_row, {});
    if (rows.size() == 1 || table.hitPolicy == dmn::HitPolicy::PRIORITY) {
        say(depth, texts::explain_row, {std::to_string(rows.front() + 1)});
        return tell_row(step, rows.front(), depth + 1);
    }
    std::string numbers;
    for (std::size_t i = 0; i < rows.size() && i < most_rows; ++i) {
        numbers += (i == 0 ? "" : ", ") + std::to_string(rows[i] + 1);
    }
    if (rows.size() > most_rows) numbers += ", …";
    say(depth, texts::explain_rows, {numbers});
    tell_aggregation(table, depth);
    for (std::size_t i = 0; i < rows.size() && i < most_rows; ++i) {
        if (const auto& constant = step.table->parts().constants[rows[i]]) {
            say(depth + 1, texts::explain_row_result,
                {std::to_string(rows[i] + 1), words(*constant)});
        } else {
            say(depth + 1, texts::explain_row, {std::to_string(rows[i] + 1)});
        }
        tell_row(step, rows[i], depth + 2);
    }
}

void Teller::tell_aggregation(const dmn::DecisionTable& table, std::size_t depth) {
    if (table.hitPolicy != dmn::HitPolicy::COLLECT || !table.aggregation) return;
    switch (*table.aggregation) {
        case dmn::BuiltinAggregator::SUM:
            return say(depth, texts::explain_sum, {});
        case dmn::BuiltinAggregator::COUNT:
            return say(depth, texts::explain_count, {});
        case dmn::BuiltinAggregator::MIN:
            return say(depth, texts::explain_smallest, {});
        case dmn::BuiltinAggregator::MAX:
            return say(depth, texts::explain_largest, {});
    }
}

void Teller::tell_row(const Trace::Step& step, std::size_t row, std::size_t depth) {
    const auto values = trace_.inputs_of(step);
    const dmn::DecisionTable& table = step.table->source();
    const auto& inputs = step.table->parts().inputs;
    for (std::size_t i = 0; i < inputs.size() && i < values.size(); ++i) {
        const auto& tests = inputs[i].tests[row];
        if (tests && tests->is_anything) continue;
        const auto& entries = table.rule[row].inputEntry;
        const std::string asked = tests                ? words_of(*tests, language_)
                                  : i < entries.size() ? cut_words(entries[i].text, name_words)
                                                       : "";
        say(depth, texts::explain_condition,
            {cut_words(inputs[i].label, 3), words(values[i]), asked});
    }
    const auto& notes = table.rule[row].annotationEntry;
    for (std::size_t i = 0; i < notes.size() && i < table.annotation.size(); ++i) {
        if (notes[i].empty()) continue;
        say(depth, texts::explain_note,
            {cut_words(table.annotation[i], name_words), cut_words(notes[i], 12)});
    }
}

}  // namespace

std::string description_of(const Element& element) {
    if (element.decision != nullptr) return element.decision->description;
    if (element.model == nullptr) return {};
    const auto& file = element.model->definitions;
    for (const auto& input : file.inputData)
        if (element.kind == Element::Kind::InputData && input.name == element.name)
            return input.description;
    for (const auto& model : file.businessKnowledgeModel)
        if (model.name == element.name) return model.description;
    return {};
}

std::vector<ExplanationLine> explain(const Trace& trace, Language language) {
    return Teller(trace, language).tell();
}

}  // namespace dw::rules
