#include "cases/emergency_pack.h"

#include <algorithm>

#include "base/limits.h"
#include "cases/case_log.h"
#include "cases/desk_words.h"
#include "cases/emergency_password.h"
#include "cases/texts.h"
#include "catalogue/office_view.h"
#include "forms/blank_form.h"
#include "identity/visibility.h"
#include "terms/berlin.h"
#include "terms/written_date.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using forms::ReadableAnswer;
using forms::ReadableSection;

// The pack is for an office in Germany: its files are in German.
constexpr Language pack_language = Language::German;

std::string say(Text text) {
    return std::string(text.in(pack_language));
}
std::string say(Text text, const std::vector<std::string>& arguments) {
    return format(text, pack_language, arguments);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

struct OpenCases {
    std::vector<identity::ListPosition> items;
    bool more = false;
};

// Cases without a team stand with the organisation, the others with their team.
Result<OpenCases> open_cases(const Neighbours& at, const identity::OrganisationPlace& place,
                             const std::vector<identity::Team>& teams) {
    std::vector<identity::ScopeId> scopes{identity::scope_of(place.organisation)};
    for (const auto& team : teams) scopes.push_back(identity::scope_of(team.id));
    OpenCases found;
    for (std::size_t first = 0; first < scopes.size(); first += limits::scopes) {
        const auto last = std::min(first + limits::scopes, scopes.size());
        identity::ListQuestion question{
            .tenant = place.tenant,
            .scopes = {scopes.begin() + static_cast<std::ptrdiff_t>(first),
                       scopes.begin() + static_cast<std::ptrdiff_t>(last)},
            .shelves = {identity::Shelf::Unassigned, identity::Shelf::InWork,
                        identity::Shelf::Waiting, identity::Shelf::ToSign},
            .limit = static_cast<int>(limits::emergency_cases)};
        DW_TRY(const auto reader, at.store.reader());
        DW_TRY(const auto page, identity::list_visible(*reader, question));
        found.items.insert(found.items.end(), page.items.begin(), page.items.end());
        found.more = found.more || page.more;
    }
    std::ranges::sort(found.items);
    found.more = found.more || found.items.size() > limits::emergency_cases;
    found.items.resize(std::min(found.items.size(), limits::emergency_cases));
    return found;
}

struct Office {
    std::vector<identity::Team> teams;
    std::vector<identity::Member> members;

    std::string name_of(const std::optional<identity::PersonId>& person) const {
        for (const auto& member : members)
            if (person && member.person == *person) return member.name;
        return say(texts::emergency_nobody);
    }
    std::string name_of(const std::optional<identity::TeamId>& team) const {
        for (const auto& each : teams)
            if (team && each.id == *team) return each.name;
        return {};
    }
};

// What waits for whom and how the person is reached; two lines and what was said last.
ReadableAnswer case_words(const Neighbours& at, const Office& office, const CaseState& state) {
    const auto& opened = state.opened;
    const auto& party = state.applicant;
    const auto* package = at.forms.package(opened.package_name);
    StateShown shown{.state = state.state, .package = package};
    if (state.objection) shown.objection = state.objection->kind;
    const std::string head =
        say(texts::emergency_case,
            {opened.number, short_date(state.due, pack_language),
             joined({office.name_of(state.assignee), office.name_of(state.team)}, ", ")});
    const std::string who = joined(
        {party.given_name + " " + party.family_name, party.street,
         party.town.empty() ? "" : party.postcode + " " + party.town, party.phone, party.email},
        ", ");
    const std::string matter = package ? package->title.in(pack_language) : opened.subject;
    std::string body =
        matter + " (" + state_words(shown, pack_language) + ", " +
        say(texts::emergency_received, {short_date(opened.received, pack_language)}) + ")\n" + who;
    if (!state.messages.empty())
        body += "\n" + say(texts::emergency_last_message, {state.messages.back().sent.text});
    return {head, body};
}

std::string role_word(identity::Role role) {
    switch (role) {
        case identity::Role::Clerk:
            return say(texts::emergency_role_clerk);
        case identity::Role::TeamLead:
            return say(texts::emergency_role_lead);
        case identity::Role::Editor:
            return say(texts::emergency_role_editor);
        case identity::Role::Administrator:
            break;
    }
    return say(texts::emergency_role_administrator);
}

ReadableSection contacts(const Neighbours& at, const identity::OrganisationPlace& place,
                         const Office& office) {
    ReadableSection section{say(texts::emergency_contacts), {}};
    const auto source = at.identity.source_of(place.tenant, place.organisation);
    const auto described = source ? at.catalogue.organisation({source->agency, source->value})
                                  : Result<catalogue::Organisation>(source.error());
    if (described) {
        for (const auto& address : described->addresses)
            section.answers.push_back({place.name, catalogue::one_line(address)});
        for (const auto& contact : described->contacts)
            section.answers.push_back({place.name, joined({contact.value, contact.note}, ", ")});
    }
    for (const auto& member : office.members) {
        std::vector<std::string> words;
        for (const auto role : member.roles) words.push_back(role_word(role));
        for (const auto team : member.teams) words.push_back(office.name_of(team));
        section.answers.push_back({member.name, joined(words, ", ")});
    }
    return section;
}

}  // namespace

Result<forms::PdfText> open_cases_text(const Neighbours& at,
                                       const identity::OrganisationPlace& place) {
    Office office;
    DW_TRY(office.teams, at.identity.teams(place.tenant, place.organisation));
    DW_TRY(office.members, at.identity.members(place.tenant, place.organisation));
    DW_TRY(const auto open, open_cases(at, place, office.teams));

    const Instant now = at.store.clock().now();
    forms::PdfText text;
    text.title = say(texts::emergency_title, {place.name});
    text.language = pack_language;
    text.created_at = now;
    if (web::site().example) text.banner = say(texts::emergency_example);
    DW_TRY(text.password, emergency_password(at.store, place));
    std::string lead = say(texts::emergency_as_of, {written_time(now, pack_language)});
    if (open.more)
        lead += "\n" + say(texts::emergency_more, {std::to_string(limits::emergency_cases)});
    text.sections.push_back({"", {{"", lead}}});
    ReadableSection cases{say(texts::emergency_cases), {}};
    for (const auto& item : open.items) {
        // One at a time: people go on working meanwhile.
        DW_TRY(const auto reader, at.store.reader());
        const CaseId id{item.case_id.bytes()};
        const auto loaded = load_case(*reader, at.store.keys(), place.tenant, id);
        cases.answers.push_back(
            loaded ? case_words(at, office, loaded->state)
                   : ReadableAnswer{say(texts::emergency_unreadable,
                                        {short_date(item.due, pack_language), id.to_string()}),
                                    {}});
    }
    if (cases.answers.empty()) cases.answers.push_back({"", say(texts::emergency_no_cases)});
    text.sections.push_back(std::move(cases));
    text.sections.push_back(contacts(at, place, office));
    return text;
}

Result<Bytes> open_cases_pdf(const Neighbours& at, const identity::OrganisationPlace& place) {
    DW_TRY(const auto text, open_cases_text(at, place));
    return forms::pdf_document(text);
}

Result<std::vector<EmergencyFile>> emergency_pack(const Neighbours& at,
                                                  const identity::OrganisationPlace& place) {
    std::vector<EmergencyFile> files;
    DW_TRY(auto cases, open_cases_pdf(at, place));
    files.push_back({std::string(open_cases_file), std::move(cases)});
    const Instant now = at.store.clock().now();
    for (const auto& package : at.forms.packages()) {
        DW_TRY(auto form, forms::blank_form_pdf(package, pack_language, now));
        files.push_back({"formulare/" + package.name + ".pdf", std::move(form)});
    }
    const std::string read_me =
        joined({say(texts::emergency_title, {place.name}), say(texts::emergency_read_me_password),
                say(texts::emergency_read_me_forms), say(texts::emergency_read_me_paper)},
               "\n\n") +
        "\n";
    files.push_back({"LIES-MICH.txt", Bytes(read_me.begin(), read_me.end())});
    return files;
}

}  // namespace dw::cases
