#include "catalogue/rule_pages.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.h"
#include "catalogue/page_parts.h"
#include "catalogue/rule_view.h"
#include "catalogue/texts.h"
#include "identity/desk_frame.h"
#include "identity/identity.h"
#include "rules/texts.h"
#include "rules/words.h"
#include "standards/feel/expression.h"
#include "terms/berlin.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {
namespace {

using web::Html;

constexpr std::string_view base_path = "/desk/rules";
constexpr std::size_t longest_rule = 20'000;  // bytes, as typed into the page
constexpr std::size_t most_radios = 12;       // beyond: a list to open
// What one page may cost: well below a second.
constexpr feel::Budget page_budget{.steps = 1'000'000, .depth = 200, .bytes = 64 * 1024 * 1024};

struct Desk {
    Clock& clock;
    std::vector<RuleBook> books;
};

struct RuleVisit {
    const Desk& desk;
    const web::Request& request;
    const identity::Principal& principal;

    Language language() const { return request.language; }
    std::string say(Text text) const { return std::string(text.in(request.language)); }
};

// The day of the evaluation: midnight here.
std::optional<feel::DateTime> moment(const RuleVisit& visit) {
    const auto today = berlin_date(visit.desk.clock.now());
    const auto day =
        feel::make_date(static_cast<int>(today.year()), static_cast<unsigned>(today.month()),
                        static_cast<unsigned>(today.day()));
    const auto zone = feel::Zone::named("Europe/Berlin");
    if (!day) return std::nullopt;
    return feel::make_date_time(*day, {0, zone.value_or(feel::Zone())});
}

std::string in_words(const RuleVisit& visit, const Finding& finding) {
    return rules::sentence_of(rules::fault_of(finding, {1, 1}), visit.language());
}

Html notes_view(const RuleVisit& visit, const std::vector<feel::Note>& notes,
                feel::Exhausted exhausted) {
    std::vector<Html> items;
    if (exhausted != feel::Exhausted::Nothing)
        items.push_back(web::escape(visit.say(texts::rules_exhausted)));
    for (const auto& note : notes)
        items.push_back(web::escape(rules::words_for(note.code, {note.detail}, visit.language())));
    if (items.empty()) return {};
    return web::heading(3, visit.say(texts::rules_notes)) + web::bullet_list(items);
}

Html books_view(const RuleVisit& visit) {
    std::vector<Html> items;
    for (const auto& book : visit.desk.books)
        items.push_back(
            web::link(std::string(base_path) + "/" + web::percent_encode(book.key), book.title));
    return web::heading(2, visit.say(texts::rules_books)) + web::bullet_list(items);
}

web::Response shown(const RuleVisit& visit, const std::string& title, const Html& main,
                    std::string_view back, const std::vector<web::SummaryError>& errors) {
    auto options = identity::desk_frame(visit.principal, title);
    options.has_errors = !errors.empty();
    options.back_path = std::string(back);
    return web::page_response(
        web::page(visit.request, options,
                  web::error_summary(errors, visit.language()) + web::heading(1, title) + main),
        errors.empty() ? 200 : 422);
}

// "Alter = 42", one a line; the value is an expression of its own.
struct GivenNames {
    feel::Scope scope;
    std::vector<feel::Value> values;
    std::string error;
};
GivenNames given_names(const RuleVisit& visit, std::string_view lines) {
    GivenNames given;
    std::size_t number = 0;
    for (const auto line : split(lines, '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        const auto sign = line.find('=');
        const auto name = trim(line.substr(0, sign));
        const auto fail = [&](const std::string& why) {
            given.error =
                format(texts::rules_line_wrong, visit.language(), {std::to_string(number), why});
            return given;
        };
        if (sign == std::string_view::npos || name.empty() || given.values.size() >= 100)
            return fail(visit.say(texts::rules_line_form));
        const auto parsed = feel::parse_expression(line.substr(sign + 1), {});
        if (!parsed.findings.empty() || !parsed.expression)
            return fail(in_words(visit, parsed.findings.front()));
        feel::Evaluation evaluation(page_budget, moment(visit));
        auto value = parsed.expression->evaluate({}, evaluation);
        given.scope.variables.push_back({std::string(name), feel::type_of(value)});
        given.values.push_back(std::move(value));
    }
    return given;
}

// What the rule was computed from.
Html used_view(const RuleVisit& visit, const feel::Expression& rule, const GivenNames& given) {
    std::vector<rules::ExplanationLine> lines;
    for (const auto at : rule.used_variables())
        lines.push_back({0, format(rules::texts::explain_input, visit.language(),
                                   {given.scope.variables[at].name,
                                    rules::words_of(given.values[at], visit.language())})});
    if (lines.empty()) return {};
    return web::heading(3, visit.say(texts::rules_why)) + explanation_list(lines);
}

struct Tried {
    std::string rule, names;
    std::string rule_error, names_error;
    Html result;
};

Tried try_rule(const RuleVisit& visit) {
    Tried tried;
    tried.rule = visit.request.form.get("regel");
    tried.names = visit.request.form.get("angaben");
    if (trim(tried.rule).empty()) tried.rule_error = visit.say(texts::rules_rule_missing);
    if (tried.rule.size() > longest_rule) tried.rule_error = visit.say(texts::rules_rule_too_long);
    const auto given = given_names(visit, tried.names);
    tried.names_error = given.error;
    if (!tried.rule_error.empty() || !tried.names_error.empty()) return tried;
    const auto parsed = feel::parse_expression(tried.rule, given.scope);
    if (!parsed.expression || !parsed.findings.empty()) {
        for (const auto& finding : parsed.findings)
            tried.rule_error += (tried.rule_error.empty() ? "" : " ") + in_words(visit, finding);
        return tried;
    }
    feel::Evaluation evaluation(page_budget, moment(visit));
    const auto value = parsed.expression->evaluate(given.values, evaluation);
    tried.result = web::alert(web::Tone::Success, visit.say(texts::rules_result),
                              web::paragraph(std::string(cut(feel::to_literal(value), 5'000))),
                              web::Live::Yes) +
                   used_view(visit, *parsed.expression, given) +
                   notes_view(visit, evaluation.notes(), evaluation.exhausted());
    return tried;
}

web::Response rule_page(const RuleVisit& visit, const Tried& tried) {
    std::vector<web::SummaryError> errors;
    if (!tried.rule_error.empty()) errors.push_back({"regel", tried.rule_error});
    if (!tried.names_error.empty()) errors.push_back({"angaben", tried.names_error});
    const web::Field rule{.id = "regel",
                          .label = visit.say(texts::rules_rule),
                          .hint = visit.say(texts::rules_rule_hint),
                          .error = tried.rule_error,
                          .value = tried.rule,
                          .left_to_right = true,
                          .max_length = longest_rule};
    const web::Field names{.id = "angaben",
                           .label = visit.say(texts::rules_names),
                           .hint = visit.say(texts::rules_names_hint),
                           .error = tried.names_error,
                           .value = tried.names,
                           .optional = true,
                           .left_to_right = true,
                           .max_length = longest_rule};
    const auto form = web::post_form(visit.request, base_path,
                                     web::text_area(rule, 4, visit.language()) +
                                         web::text_area(names, 4, visit.language()) +
                                         web::button(visit.say(texts::rules_evaluate)));
    return shown(visit, visit.say(texts::rules_title),
                 web::lead(visit.say(texts::rules_lead)) + tried.result + form + books_view(visit),
                 {}, errors);
}

// One field for each input of a book, in its own order.
std::string field_id(const rules::Element& input) {
    return "wert-" + std::to_string(input.number);
}

// The texts its type allows, where it names them one by one.
std::vector<web::Option> choices_of(const rules::Element& input) {
    std::vector<web::Option> choices;
    for (const auto* type = input.type; type != nullptr && choices.empty(); type = type->base) {
        if (!type->allowed_values || !type->allowed_values->tests || type->is_collection) continue;
        const auto tests = feel::simple_tests(*type->allowed_values->tests);
        if (!tests || tests->is_negated || !tests->ranges.empty()) return {};
        for (const auto& value : tests->values) {
            if (!value.string()) return {};
            choices.push_back({*value.string(), *value.string(), {}});
        }
    }
    return choices;
}

Html input_field(const RuleVisit& visit, const rules::Element& input, const std::string& value,
                 const std::string& error) {
    const auto kind = input.feel_type ? input.feel_type->kind : feel::Type::Kind::Any;
    web::Field field{.id = field_id(input),
                     .label = input.name,
                     .hint = rules::description_of(input),
                     .error = error,
                     .value = value};
    field.optional = true;
    if (const auto choices = choices_of(input); !choices.empty())
        return choices.size() > most_radios ? web::select_field(field, choices, visit.language())
                                            : web::radio_field(field, choices, visit.language());
    const auto hint = [&](const std::string& words) {
        field.hint += (field.hint.empty() ? "" : " ") + words;
    };
    switch (kind) {
        case feel::Type::Kind::Boolean:
            return web::radio_field(field,
                                    {{"true", visit.say(texts::rules_yes), {}},
                                     {"false", visit.say(texts::rules_no), {}}},
                                    visit.language());
        case feel::Type::Kind::String:
            hint(visit.say(texts::rules_hint_text));
            break;
        case feel::Type::Kind::Number:
            hint(visit.say(texts::rules_hint_number));
            field.width = 20;
            break;
        case feel::Type::Kind::Date:
            hint(visit.say(texts::rules_hint_date));
            field.width = 20;
            break;
        default:
            hint(format(texts::rules_hint_value, visit.language(),
                        {input.feel_type ? to_text(*input.feel_type) : "Any"}));
            field.left_to_right = true;
            return web::text_area(field, 4, visit.language());
    }
    return web::text_field(field, visit.language());
}

// The typed value; nothing where it cannot be read as its type.
std::optional<feel::Value> typed_value(const rules::Element& input, std::string_view typed) {
    typed = trim(typed);
    if (typed.empty()) return feel::Value();
    const auto kind = input.feel_type ? input.feel_type->kind : feel::Type::Kind::Any;
    if (kind == feel::Type::Kind::String) return feel::Value(std::string(typed));
    std::string text(typed);
    if (kind == feel::Type::Kind::Number) {
        std::replace(text.begin(), text.end(), ',', '.');
        const auto number = feel::Number::parse(text);
        return number ? std::optional(feel::Value(*number)) : std::nullopt;
    }
    if (kind == feel::Type::Kind::Date) {
        const auto parts = split(text, '.');
        if (parts.size() == 3)
            text = std::string(parts[2]) + "-" + (parts[1].size() < 2 ? "0" : "") +
                   std::string(parts[1]) + "-" + (parts[0].size() < 2 ? "0" : "") +
                   std::string(parts[0]);
        const auto date = feel::parse_date(text);
        return date ? std::optional(feel::Value(*date)) : std::nullopt;
    }
    const auto parsed = feel::parse_expression(text, {});
    if (!parsed.expression || !parsed.findings.empty()) return std::nullopt;
    feel::Evaluation evaluation(page_budget);
    auto value = parsed.expression->evaluate({}, evaluation);
    if (value.is_null()) return std::nullopt;
    return value;
}

// Decisions no other decision needs, and those that answer a question: what the file is for.
std::vector<const rules::Element*> last_decisions(const rules::RuleSet& rules) {
    auto decisions = rules.all(rules::Element::Kind::Decision);
    std::vector<const rules::Element*> needed;
    for (const auto* decision : decisions)
        for (const auto& requirement : decision->requirements)
            needed.push_back(requirement.element);
    std::erase_if(decisions, [&](const rules::Element* decision) {
        const bool answers = decision->decision && !decision->decision->question.empty();
        return !answers && std::find(needed.begin(), needed.end(), decision) != needed.end();
    });
    return decisions;
}

Html answers(const RuleVisit& visit, const rules::RuleSet& rules,
             const std::vector<std::pair<const rules::Element*, feel::Value>>& inputs) {
    Html all;
    rules::Evaluator evaluator(
        rules, {.budget = page_budget, .now = moment(visit), .explain = rules::Explain::Yes});
    for (const auto* decision : last_decisions(rules)) {
        evaluator.begin();
        for (const auto& [input, value] : inputs) evaluator.set_input(*input, value);
        const auto value = evaluator.decide(*decision);
        const auto question = decision->decision == nullptr || decision->decision->question.empty()
                                  ? decision->name
                                  : decision->decision->question;
        all += web::alert(web::Tone::Success, question,
                          web::paragraph(rules::words_of(value, visit.language())), web::Live::Yes);
        all += web::heading(3, visit.say(texts::rules_why)) +
               explanation_list(rules::explain(evaluator.trace(), visit.language()));
        all += notes_view(visit, evaluator.notes(), evaluator.exhausted());
    }
    return all;
}

Html faults_view(const RuleVisit& visit, const RuleBook& book) {
    std::vector<Html> items;
    for (const auto& fault : book.faults)
        items.push_back(web::escape(rules::sentence_of(fault, visit.language())));
    if (items.empty()) return {};
    return web::alert(web::Tone::Warning, visit.say(texts::rules_faults), web::bullet_list(items));
}

web::Response book_page(const RuleVisit& visit, const RuleBook& book) {
    const bool sent = visit.request.method == web::Method::Post;
    Html fields;
    std::vector<web::SummaryError> errors;
    std::vector<std::pair<const rules::Element*, feel::Value>> inputs;
    for (const auto* input : book.rules->all(rules::Element::Kind::InputData)) {
        const std::string typed(visit.request.form.get(field_id(*input)));
        std::string error;
        if (auto value = typed_value(*input, typed)) {
            inputs.emplace_back(input, *std::move(value));
        } else {
            error = format(texts::rules_value_wrong, visit.language(), {input->name});
            errors.push_back({field_id(*input), error});
        }
        fields += input_field(visit, *input, typed, error);
    }
    const auto path = std::string(base_path) + "/" + web::percent_encode(book.key);
    Html main = faults_view(visit, book);
    if (sent && errors.empty()) main += answers(visit, *book.rules, inputs);
    main +=
        web::heading(2, visit.say(texts::rules_inputs)) +
        web::post_form(visit.request, path, fields + web::button(visit.say(texts::rules_evaluate)));
    main +=
        web::heading(2, visit.say(texts::rules_tables)) + tables_of(*book.rules, visit.language());
    return shown(visit, book.title, main, base_path, errors);
}

const RuleBook* find_book(const Desk& desk, std::string_view key) {
    for (const auto& book : desk.books)
        if (book.key == key && book.rules) return &book;
    return nullptr;
}

web::Response rule_response(const Desk& desk, const web::Request& request) {
    const auto* principal = identity::principal_of(request);
    if (principal == nullptr) return web::error_page(request, 404);
    const RuleVisit visit{desk, request, *principal};
    return rule_page(visit, request.method == web::Method::Post ? try_rule(visit) : Tried());
}

web::Response book_response(const Desk& desk, const web::Request& request) {
    const auto* principal = identity::principal_of(request);
    const auto* book = find_book(desk, request.parameter("book"));
    if (principal == nullptr || book == nullptr) return web::error_page(request, 404);
    return book_page({desk, request, *principal}, *book);
}

}  // namespace

void add_rule_routes(web::Router& router, Clock& clock, std::vector<RuleBook> books) {
    const auto desk = std::make_shared<const Desk>(Desk{clock, std::move(books)});
    for (const auto method : {web::Method::Get, web::Method::Post}) {
        router.add(
            {.method = method,
             .path = std::string(base_path),
             .act = "rules.try",
             .handler = [desk](web::Request& request) { return rule_response(*desk, request); }});
        router.add(
            {.method = method,
             .path = std::string(base_path) + "/{book}",
             .act = "rules.try",
             .handler = [desk](web::Request& request) { return book_response(*desk, request); }});
    }
    web::add_desk_navigation({.path = std::string(base_path),
                              .label = texts::rules_title,
                              .act = "rules.try",
                              .is_seldom = true});
}

}  // namespace dw::catalogue
