#include "catalogue/rule_view.h"

#include <algorithm>

#include "catalogue/texts.h"
#include "web/components.h"

namespace dw::catalogue {
namespace {

using web::Html;

std::string_view label_of(dmn::HitPolicy policy, Language language) {
    switch (policy) {
        case dmn::HitPolicy::UNIQUE:
            return texts::rules_hit_unique.in(language);
        case dmn::HitPolicy::FIRST:
            return texts::rules_hit_first.in(language);
        case dmn::HitPolicy::PRIORITY:
            return texts::rules_hit_priority.in(language);
        case dmn::HitPolicy::ANY:
            return texts::rules_hit_any.in(language);
        case dmn::HitPolicy::COLLECT:
            return texts::rules_hit_collect.in(language);
        case dmn::HitPolicy::RULE_ORDER:
        case dmn::HitPolicy::OUTPUT_ORDER:
            return texts::rules_hit_all.in(language);
    }
    return {};
}

std::string or_first(const std::string& first, const std::string& second) {
    return first.empty() ? second : first;
}

Html table_view(const std::string& name, const dmn::DecisionTable& source, Language language) {
    web::Table table;
    table.caption = name;
    table.compact = "compact";
    table.columns.push_back({.label = std::string(texts::rules_row.in(language))});
    for (const auto& input : source.input)
        table.columns.push_back({.label = or_first(input.label, input.inputExpression.text)});
    for (const auto& output : source.output)
        table.columns.push_back({.label = or_first(or_first(output.label, output.name), name)});
    for (const auto& note : source.annotation) table.columns.push_back({.label = note});
    std::size_t number = 0;
    for (const auto& rule : source.rule) {
        std::vector<Html> cells{web::escape(std::to_string(++number))};
        for (const auto& cell : rule.inputEntry) cells.push_back(web::escape(cell.text));
        for (const auto& cell : rule.outputEntry) cells.push_back(web::escape(cell.text));
        for (const auto& note : rule.annotationEntry) cells.push_back(web::escape(note));
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
    }
    return web::table(table) + web::muted(label_of(source.hitPolicy, language));
}

const dmn::DecisionTable* table_in(const dmn::ExpressionBox& box) {
    return box == nullptr ? nullptr : std::get_if<dmn::DecisionTable>(&box->content);
}

}  // namespace

Html tables_of(const rules::RuleSet& rules, Language language) {
    Html all;
    const auto& models = rules.program().models;
    if (models.empty()) return all;
    const auto& definitions = models.front()->definitions;
    for (const auto& model : definitions.businessKnowledgeModel)
        if (model.encapsulatedLogic)
            if (const auto* table = table_in(model.encapsulatedLogic->expression))
                all += web::heading(3, model.name) + table_view(model.name, *table, language);
    for (const auto& decision : definitions.decision)
        if (const auto* table = table_in(decision.expression))
            all += web::heading(3, decision.name) + table_view(decision.name, *table, language);
    return all;
}

Html explanation_list(const std::vector<rules::ExplanationLine>& lines) {
    // Each sentence opens a list for those that are deeper.
    Html list;
    std::size_t open = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto depth = lines[i].depth + 1;
        while (open > depth) {
            list += Html::trusted("</li></ul>");
            --open;
        }
        if (open == depth) list += Html::trusted("</li>");
        while (open < depth) {
            list += Html::trusted("<ul class=\"kern-list kern-list--bullet\">");
            ++open;
            if (open < depth) list += Html::trusted("<li>");
        }
        list += web::html<"<li>{}">(lines[i].text);
    }
    for (; open > 0; --open) list += Html::trusted("</li></ul>");
    return list;
}

}  // namespace dw::catalogue
