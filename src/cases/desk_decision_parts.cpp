#include "cases/desk_decision_parts.h"

#include <algorithm>

#include "base/text.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr std::string_view sent_mark = "zusaetze", clause_field = "nebenbestimmung",
                           enclosure_field = "anlage";

std::string clause_key(const forms::PossibleOutcome& outcome, std::size_t number) {
    return outcome.id + "." + std::to_string(number);
}

// A line each: people write them as they stand in the letter.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trim(text.substr(0, end));
        if (!line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

Html clause_fields(const Visit& visit, const CaseFile& file, const forms::PossibleOutcome& outcome,
                   const PartsInput& input) {
    const auto texts = side_clause_texts(&outcome, std::nullopt, file.state.opened.language);
    if (texts.empty()) return {};
    web::Field field;
    field.id = std::string(clause_field) + "-" + outcome.id;
    field.label = visit.say(texts::desk_parts_clauses);
    std::vector<web::Option> options;
    std::vector<std::string> chosen = input.chosen;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        options.push_back({clause_key(outcome, i), texts[i], ""});
        if (!input.is_sent) chosen.push_back(clause_key(outcome, i));
    }
    return web::checkbox_field(field, options, chosen, visit.language);
}

Html enclosure_fields(const Visit& visit, const CaseFile& file, const PartsInput& input) {
    if (file.state.documents.empty()) return {};
    web::Field field;
    field.id = std::string(enclosure_field);
    field.label = visit.say(texts::desk_parts_enclosures);
    field.hint = visit.say(texts::desk_parts_enclosures_hint);
    field.error = input.enclosures_error;
    std::vector<web::Option> options;
    for (const auto& document : file.state.documents)
        options.push_back({document.document.to_string(), document.file_name, ""});
    std::vector<std::string> chosen;
    for (const auto& id : input.enclosures) chosen.push_back(id.to_string());
    return web::checkbox_field(field, options, chosen, visit.language);
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

}  // namespace

PartsInput parts_in(const web::Request& request) {
    PartsInput input{.is_sent = !request.form.get(sent_mark).empty(),
                     .chosen = {},
                     .own = std::string(trim(request.form.get(own_clauses_field))),
                     .enclosures = {}};
    for (const auto& [name, value] : request.form.pairs()) {
        if (name.starts_with(clause_field)) input.chosen.push_back(value);
        const auto id = name == enclosure_field ? DocumentId::parse(value) : std::nullopt;
        if (id) input.enclosures.push_back(*id);
    }
    return input;
}

void check_parts(const Visit& visit, PartsInput& input) {
    input.own_error = text_error(visit, input.own, Needed::No, texts::desk_parts_own);
    if (lines_of(input.own).size() > most_side_clauses)
        input.own_error = visit.say(texts::desk_parts_many_clauses);
    if (input.enclosures.size() > most_enclosures)
        input.enclosures_error = visit.say(texts::desk_parts_many_enclosures);
}

DecisionParts parts_for(const CaseState& state, const forms::PossibleOutcome& outcome,
                        const PartsInput& input) {
    if (!input.is_sent) return {};
    std::vector<std::string> clauses;
    const auto texts = side_clause_texts(&outcome, std::nullopt, state.opened.language);
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (std::ranges::find(input.chosen, clause_key(outcome, i)) != input.chosen.end())
            clauses.push_back(texts[i]);
    for (auto& line : lines_of(input.own)) clauses.push_back(std::move(line));
    return {std::move(clauses), input.enclosures};
}

// § 36 VwVfG: side clauses go with what is granted.
bool takes_own_clauses(const forms::PossibleOutcome& outcome) {
    using forms::OutcomeKind;
    const bool grants = outcome.kind == OutcomeKind::DecisionNotice ||
                        outcome.kind == OutcomeKind::Certificate ||
                        outcome.kind == OutcomeKind::IdentityDocument;
    return grants && !outcome.burdens;
}

PartsFields parts_fields(const Visit& visit, const CaseFile& file,
                         const forms::PossibleOutcome& outcome, const PartsInput& input) {
    PartsFields fields{
        .clauses = hidden(sent_mark, "ja") + clause_fields(visit, file, outcome, input),
        .own = {},
        .enclosures = enclosure_fields(visit, file, input),
        .own_is_empty = input.own.empty() && input.own_error.empty(),
        .enclosures_are_none = input.enclosures.empty() && input.enclosures_error.empty()};
    // What was typed stays, for an outcome that takes it.
    if (!takes_own_clauses(outcome)) {
        if (!input.own.empty()) fields.clauses += hidden(own_clauses_field, input.own);
        return fields;
    }
    web::Field own;
    own.id = std::string(own_clauses_field);
    own.label = visit.say(texts::desk_parts_own);
    own.hint = visit.say(texts::desk_parts_own_hint);
    own.value = input.own;
    own.error = input.own_error;
    own.optional = true;
    fields.own = web::text_area(own, 4, visit.language);
    return fields;
}

void add_parts_errors(const PartsInput& input, std::vector<web::SummaryError>& errors) {
    if (!input.own_error.empty())
        errors.push_back({std::string(own_clauses_field), input.own_error});
    if (!input.enclosures_error.empty())
        errors.push_back({std::string(enclosure_field), input.enclosures_error});
}

Html parts_hidden(const PartsInput& input) {
    if (!input.is_sent) return {};
    Html html = hidden(sent_mark, "ja") + hidden(own_clauses_field, input.own);
    for (const auto& key : input.chosen) html += hidden(clause_field, key);
    for (const auto& id : input.enclosures) html += hidden(enclosure_field, id.to_string());
    return html;
}

}  // namespace dw::cases
