// Handing a case over, to a person who may work on it or back to a team.
#include <algorithm>

#include "cases/desk_conflict_page.h"
#include "cases/desk_work_pages.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

constexpr std::size_t most_radios = 8;  // more receivers stand in a select
constexpr std::string_view person_prefix = "person:", team_prefix = "team:";

struct Input {
    std::string to, note;
    std::string to_error = {}, note_error = {};
    bool has_errors() const { return !to_error.empty() || !note_error.empty(); }
};

Input input_in(const web::Request& request) {
    return {.to = std::string(request.form.get("an")),
            .note = std::string(request.form.get("notiz"))};
}

// Everybody who may read cases here, but who has the case already; then the teams.
Result<std::vector<web::Option>> receivers(const Visit& visit, const CaseFile& file,
                                           const Directory& directory) {
    std::vector<web::Option> options;
    for (const auto& colleague : directory.people()) {
        if (file.state.assignee == colleague.person) continue;
        DW_TRY(const auto principal, visit.cases.neighbours().identity.principal(
                                         visit.principal.tenant, colleague.person));
        if (!identity::role_allows(principal, "case.work")) continue;
        const bool me = colleague.person == visit.principal.person;
        options.push_back({std::string(person_prefix) + colleague.person.to_string(),
                           me ? visit.say(texts::desk_handover_to_me) : colleague.name, ""});
    }
    for (const auto& team : directory.teams()) {
        if (!file.state.assignee && file.state.team == team.id) continue;
        options.push_back({std::string(team_prefix) + team.id.to_string(),
                           visit.say(texts::desk_handover_team, {team.name}),
                           visit.say(texts::desk_handover_team_hint)});
    }
    return options;
}

std::optional<HandOver> hand_over_in(const Input& input, const std::vector<web::Option>& options) {
    const bool offered = std::any_of(options.begin(), options.end(),
                                     [&](const auto& option) { return option.value == input.to; });
    if (!offered) return std::nullopt;
    const std::string_view to = input.to;
    if (to.starts_with(team_prefix)) {
        return HandOver{.to_person = {},
                        .to_team = identity::TeamId::parse(to.substr(team_prefix.size())),
                        .note = input.note};
    }
    return HandOver{.to_person = identity::PersonId::parse(to.substr(person_prefix.size())),
                    .to_team = {},
                    .note = input.note};
}

Html form(const Visit& visit, const CaseFile& file, const std::vector<web::Option>& options,
          const Input& input) {
    if (options.empty()) return web::paragraph(visit.say(texts::desk_handover_nobody));
    web::Field to;
    to.id = "an";
    to.label = visit.say(texts::desk_handover_to);
    to.hint = visit.say(texts::desk_handover_to_hint);
    to.value = input.to;
    to.error = input.to_error;
    web::Field note;
    note.id = "notiz";
    note.label = visit.say(texts::desk_handover_note);
    note.value = input.note;
    note.error = input.note_error;
    note.optional = true;
    const Html choice = options.size() <= most_radios
                            ? web::radio_field(to, options, visit.language)
                            : web::select_field(to, options, visit.language);
    return web::post_form(visit.request, case_path(file.id, "handover"),
                          seen_field(file.state.sequence) + choice +
                              web::text_area(note, 4, visit.language) +
                              web::button(visit.say(texts::desk_handover_send)));
}

struct Place {
    CaseFile file;
    std::vector<web::Option> options;
};
Result<Place> place_of(const Visit& visit) {
    DW_TRY(auto file, case_file_of(visit));
    DW_TRY(const auto directory, Directory::read(visit));
    DW_TRY(auto options, receivers(visit, file, directory));
    return Place{std::move(file), std::move(options)};
}

web::Response page(const Visit& visit, const Place& place, const Input& input) {
    std::vector<web::SummaryError> errors;
    if (!input.to_error.empty()) errors.push_back({"an", input.to_error});
    if (!input.note_error.empty()) errors.push_back({"notiz", input.note_error});
    const auto& file = place.file;
    const bool somebody_else = file.state.assignee && file.state.assignee != visit.principal.person;
    Html main = web::error_summary(errors, visit.language);
    main += web::heading(1, visit.say(texts::desk_handover_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    if (somebody_else)
        main += web::paragraph(visit.say(texts::desk_handover_someone, {file.holder}));
    main += form(visit, file, place.options, input);
    return desk_page(visit, {.title = visit.say(texts::desk_handover_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = input.has_errors() ? 422 : 200});
}

}  // namespace

web::Response handover_page_route(const Visit& visit) {
    const auto place = place_of(visit);
    if (!place) return web::error_response(visit.request, place.error());
    if (!can(place->file, Act::HandOverCase)) return web::see_other(case_path(place->file.id));
    return page(visit, *place, {});
}

web::Response handover_route(const Visit& visit) {
    const auto place = place_of(visit);
    if (!place) return web::error_response(visit.request, place.error());
    Input input = input_in(visit.request);
    const auto wish = hand_over_in(input, place->options);
    const auto seen = seen_sequence(visit.request);
    const bool stale = seen != place->file.state.sequence;
    if (!wish && !stale) input.to_error = visit.say(texts::desk_handover_missing);
    input.note_error = text_error(visit, input.note, Needed::No, texts::desk_handover_missing);
    if (input.has_errors()) return page(visit, *place, input);

    // What is not offered any more is answered like every other act on an older state.
    const auto given =
        visit.cases.hand_over(visit.principal, place->file.id, seen, wish.value_or(HandOver{}));
    if (given) {
        const bool back = visit.request.form.get("zurueck") == "ja";
        return web::see_other(case_path(place->file.id) +
                              "?getan=" + (back ? "zurueckgegeben" : "weitergegeben"));
    }
    return failed_act(visit, given.error(), {.seen = seen, .text = input.note},
                      [&](const CaseFile& now, const Directory& directory) {
                          if (!can(now, Act::HandOverCase)) return Html{};
                          const auto options = receivers(visit, now, directory);
                          return options ? form(visit, now, *options, input) : Html{};
                      });
}

}  // namespace dw::cases
