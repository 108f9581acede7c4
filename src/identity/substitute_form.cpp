// Naming a substitute, on the own account and on the page of a person.
#include <algorithm>

#include "base/text.h"
#include "identity/desk_frame.h"
#include "identity/permission.h"
#include "identity/texts.h"
#include "terms/written_date.h"

namespace dw::identity {

namespace {

using web::Html;

web::DateValue sent_date(const OwnVisit& visit, const std::string& id) {
    return {std::string(visit.sent(id + "-day")), std::string(visit.sent(id + "-month")),
            std::string(visit.sent(id + "-year"))};
}

std::optional<Date> date_of(const web::DateValue& value) {
    const auto day = parse_integer(trim(value.day)), month = parse_integer(trim(value.month)),
               year = parse_integer(trim(value.year));
    const auto within = [](const auto& number, std::int64_t most) {
        return number && *number >= 1 && *number <= most;
    };
    if (!within(day, 31) || !within(month, 12) || !within(year, 9999)) return std::nullopt;
    const Date date{std::chrono::year(static_cast<int>(*year)),
                    std::chrono::month(static_cast<unsigned>(*month)),
                    std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// Who never signed in cannot help tomorrow.
bool may_stand_in(const Member& member) {
    return member.enrolled &&
           (member.roles.contains(Role::Clerk) || member.roles.contains(Role::TeamLead));
}

std::string error_at(const std::vector<web::SummaryError>& errors, std::string_view field) {
    for (const auto& error : errors)
        if (error.field_id.starts_with(field)) return error.sentence;
    return {};
}

Html date_input(const OwnVisit& visit, const SubstituteForm& form, const std::string& id,
                Text label) {
    web::Field field;
    field.id = id;
    field.label = visit.say(label);
    field.error = error_at(form.errors, id);
    return web::date_field(field, sent_date(visit, id), visit.language);
}

Html current(const OwnVisit& visit, const SubstituteForm& form, const Substitution& substitution,
             const std::string& name) {
    const auto day = [&](Date date) { return written_date(date, visit.language); };
    return web::paragraph(visit.say(texts::substitute_current, {name, day(substitution.first_day),
                                                                day(substitution.last_day)})) +
           web::post_form(visit.request, form.path + "-ending",
                          web::button(visit.say(texts::substitute_end), web::Weight::Secondary));
}

}  // namespace

Result<Html> substitute_form(const OwnVisit& visit, const SubstituteForm& form) {
    const auto place = visit.place();
    DW_TRY(const auto members, visit.identity.members(place.tenant, place.organisation));
    DW_TRY(const auto all, visit.identity.substitutions(place.tenant, place.organisation));
    Html out = web::heading(2, visit.say(texts::substitute_title)) +
               web::paragraph(visit.say(texts::substitute_lead));
    const auto found = std::ranges::find(all, form.person, &Substitution::person);
    if (found != all.end())
        return out + current(visit, form, *found, name_of(visit, members, found->substitute));
    std::vector<web::Option> options;
    for (const auto& member : members) {
        if (member.person != form.person && may_stand_in(member))
            options.push_back({member.person.to_string(), member.name, ""});
    }
    if (options.empty()) return out + web::paragraph(visit.say(texts::substitute_nobody));
    options.insert(options.begin(), {"", visit.say(texts::substitute_choose), ""});
    web::Field who;
    who.id = "vertretung";
    who.label = visit.say(texts::substitute_who);
    who.value = visit.sent("vertretung");
    who.error = error_at(form.errors, who.id);
    return out + web::post_form(
                     visit.request, form.path,
                     web::select_field(who, options, visit.language) +
                         date_input(visit, form, "von", texts::substitute_from) +
                         date_input(visit, form, "bis", texts::substitute_until) +
                         web::button(visit.say(texts::substitute_send), web::Weight::Secondary));
}

Result<std::vector<web::SummaryError>> name_substitute(const OwnVisit& visit, PersonId person) {
    std::vector<web::SummaryError> errors;
    const auto substitute = PersonId::parse(visit.sent("vertretung"));
    const auto first = date_of(sent_date(visit, "von"));
    const auto last = date_of(sent_date(visit, "bis"));
    const auto place = visit.place();
    DW_TRY(const auto members, visit.identity.members(place.tenant, place.organisation));
    const auto wrong_date = [&](const Text& field) {
        return visit.say(texts::substitute_date_wrong, {visit.say(field)});
    };
    const bool possible = substitute && std::ranges::any_of(members, [&](const Member& member) {
                              return member.person == *substitute && may_stand_in(member);
                          });
    if (!possible) errors.push_back({"vertretung", visit.say(texts::substitute_who_missing)});
    if (!first) errors.push_back({"von-day", wrong_date(texts::substitute_from)});
    if (!last) errors.push_back({"bis-day", wrong_date(texts::substitute_until)});
    if (!errors.empty()) return errors;
    const auto recorded = visit.identity.record(
        place, SubstituteNamed{person, *substitute, *first, *last}, visit.principal.actor);
    if (recorded) return errors;
    if (recorded.error().code == "identity.period")
        errors.push_back({"bis-day", visit.say(texts::substitute_period_wrong)});
    if (recorded.error().code == "identity.substitute_away")
        errors.push_back({"vertretung", visit.say(texts::substitute_away)});
    if (recorded.error().code == "identity.stands_in")
        errors.push_back({"von-day", visit.say(texts::substitute_stands_in)});
    if (recorded.error().code == "identity.substitute")
        errors.push_back({"vertretung", visit.say(texts::substitute_who_missing)});
    if (errors.empty()) return recorded.error();
    return errors;
}

}  // namespace dw::identity
