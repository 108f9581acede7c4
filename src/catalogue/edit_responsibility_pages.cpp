// Who is in charge of a service in the editors' area: take an entry of the source out, put another
// office in. Both is one version, so that nobody is without an office in between.
#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/edit_offices.h"
#include "catalogue/edit_pages.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_search.h"
#include "catalogue/office_view.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

using web::Html;

constexpr std::size_t free_field_bytes = 400;  // a name, an id, or the address of an office's page
constexpr std::size_t shown_offices = 20;      // of those with a name
constexpr std::string_view found_name = "gefunden", find_name = "suchen";

struct ResponsibilityForm {
    EditTarget target;
    OwnResponsibilities own = {};
    std::string other = {}, note = {};
    FoundOffices found = {};  // by the name in `other`
    std::optional<EditId> draft = {};
    std::string several = {};  // who would be in charge together, where that is the question
    std::vector<web::SummaryError> errors = {};
};

std::optional<EditTarget> asked_target(const EditVisit& visit, std::string_view area) {
    const auto id = SourceId::parse(visit.request.parameter("id"));
    const auto where = chosen_area(visit, area);
    if (!id || !where) return std::nullopt;
    return EditTarget{EditKind::Responsibility, *id, "", *where};
}

std::string office_name(const EditVisit& visit, const SourceId& id) {
    const auto office = visit.desk.catalogue.organisation(id);
    return office ? name_of(*office, visit.language()) : id.to_string();
}

std::vector<std::string> texts_of(const std::vector<SourceId>& ids) {
    std::vector<std::string> written;
    for (const SourceId& id : ids) written.push_back(id.to_string());
    return written;
}

Html source_entries(const EditVisit& visit, const ResponsibilityForm& form,
                    const std::vector<Responsibility>& entries) {
    if (entries.empty()) return web::paragraph(visit.say(texts::edit_no_entries));
    web::Field field;
    field.id = "aus";
    field.label = visit.say(texts::edit_entries_off);
    field.hint = visit.say(texts::edit_entries_off_hint);
    field.optional = true;
    std::vector<web::Option> options;
    for (const Responsibility& entry : entries) {
        const bool decides = entry.role == "01" || entry.role == "02";
        const auto role = visit.say(decides ? texts::edit_role_decides : texts::edit_role_contact);
        options.push_back(
            {entry.id.to_string(), office_name(visit, entry.holder) + " (" + role + ")", ""});
    }
    return web::checkbox_field(field, options, texts_of(form.own.off), visit.language());
}

std::string error_at(const ResponsibilityForm& form, std::string_view field) {
    const auto found = std::ranges::find(form.errors, field, &web::SummaryError::field_id);
    return found == form.errors.end() ? std::string() : found->sentence;
}

// With the address, for many offices have the same name.
Html offices_found(const EditVisit& visit, const ResponsibilityForm& form) {
    if (form.found.offices.empty()) return {};
    std::vector<web::Option> options;
    for (const Organisation& office : form.found.offices) {
        const auto where =
            office.addresses.empty() ? office.id.to_string() : one_line(office.addresses.front());
        options.push_back({office.id.to_string(), name_of(office, visit.language()), where});
    }
    web::Field field;
    field.id = found_name;
    field.label = visit.say(texts::edit_offices_found);
    field.hint = visit.say(texts::edit_offices_found_hint);
    field.optional = true;
    return web::checkbox_field(field, options, texts_of(form.own.added), visit.language()) +
           (form.found.more ? web::muted(visit.say(texts::edit_offices_more)) : Html{});
}

// What was looked for stands far below the heading.
Html way_to_found(const EditVisit& visit, const ResponsibilityForm& form) {
    if (form.found.offices.empty() || !form.errors.empty()) return {};
    return web::alert(
        web::Tone::Info,
        visit.say(texts::edit_offices_found) + ": " + std::to_string(form.found.offices.size()) +
            (form.found.more ? "+" : ""),
        web::html<"<p class=\"kern-body\">{}</p>">(
            web::link("#" + std::string(found_name), visit.say(texts::edit_offices_found_hint))));
}

// The administration's offices and all others that are in charge of something there.
Html offices_to_add(const EditVisit& visit, const ResponsibilityForm& form,
                    const std::optional<Service>& service) {
    const auto& own_form = visit.desk.hooks.own_form;
    std::vector<std::pair<std::string, web::Option>> sorted;
    std::vector<SourceId> offices = offices_in_reach(visit);
    for (const SourceId& added : form.own.added)
        if (std::ranges::find(offices, added) == offices.end()) offices.push_back(added);
    for (const SourceId& id : offices) {
        const auto office = visit.desk.catalogue.organisation(id);
        if (!office) continue;
        const auto name = name_of(*office, visit.language());
        const bool online = service && own_form && own_form(*service, *office, form.target.area);
        sorted.emplace_back(
            sort_key(name),
            web::Option{id.to_string(), name,
                        online ? visit.say(texts::edit_office_has_form) : std::string()});
    }
    std::ranges::sort(sorted, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<web::Option> options;
    for (auto& [key, option] : sorted) options.push_back(std::move(option));
    web::Field field, other;
    field.id = "an";
    field.label = visit.say(texts::edit_offices_on);
    field.optional = true;
    field.error = error_at(form, "an");
    other.id = "andere";
    other.label = visit.say(texts::edit_other_office);
    other.hint = visit.say(texts::edit_other_office_hint);
    other.value = form.other;
    other.optional = true;
    other.left_to_right = true;
    other.max_length = free_field_bytes;
    other.error = error_at(form, "andere");
    return web::checkbox_field(field, options, texts_of(form.own.added), visit.language()) +
           web::text_field(other, visit.language()) +
           web::named_button({.name = std::string(find_name),
                              .value = "ja",
                              .label = visit.say(texts::edit_office_find)}) +
           offices_found(visit, form);
}

// Where people apply online today: only who has a form as well keeps that.
Html online_today(const EditVisit& visit, const OfficesThen& offices) {
    std::vector<OfficeThen> online;
    std::ranges::copy_if(offices.now, std::back_inserter(online), &OfficeThen::online);
    if (online.empty()) return {};
    return web::alert(
        web::Tone::Info, visit.say(texts::edit_online_now),
        web::paragraph(visit.say(texts::edit_online_now_text, {names_of(visit, online)})));
}

Html several_question(const EditVisit& visit, const ResponsibilityForm& form) {
    if (form.several.empty()) return {};
    web::Field field;
    field.id = "mehrere";
    field.label = visit.say(texts::edit_several);
    field.error = error_at(form, "mehrere");
    return web::checkbox_field(field,
                               {{"ja", visit.say(texts::edit_several_yes, {form.several}), ""}}, {},
                               visit.language());
}

Html end_of_form(const EditVisit& visit, const ResponsibilityForm& form) {
    web::Field note;
    note.id = "grund";
    note.label = visit.say(texts::edit_note);
    note.hint = visit.say(texts::edit_note_hint);
    note.value = form.note;
    note.error = error_at(form, "grund");
    note.optional = true;
    return several_question(visit, form) + draft_field(form.draft) +
           web::text_area(note, 2, visit.language()) +
           web::button(visit.say(texts::edit_save_draft));
}

web::Response responsibility_form(const EditVisit& visit, const ResponsibilityForm& form) {
    const Catalogue& catalogue = visit.desk.catalogue;
    const auto entries = [&]() -> Result<std::vector<Responsibility>> {
        DW_TRY(const store::Reader reader, catalogue.store().reader());
        return load_entries(*reader, form.target.object, form.target.area);
    }();
    if (!entries) return web::error_response(visit.request, entries.error());
    const auto offices = offices_then(visit, form.target, form.own);
    if (!offices) return web::error_response(visit.request, offices.error());
    std::optional<Service> service;
    if (auto found = catalogue.service(form.target.object)) service = *std::move(found);
    Html main =
        web::paragraph(visit.say(texts::edit_text_of, {object_name(visit, form.target),
                                                       area_name(visit, form.target.area)}));
    main += way_to_found(visit, form);
    if (!form.draft) main += open_draft_hint(visit, form.target);
    main += online_today(visit, *offices);
    main += web::post_form(visit.request, path_of(form.target),
                           hidden_field("gebiet", form.target.area.key()) +
                               source_entries(visit, form, *entries) +
                               offices_to_add(visit, form, service) + end_of_form(visit, form));
    auto versions = versions_of(visit, form.target);
    if (!versions) return web::error_response(visit.request, versions.error());
    return show(visit, {.title = part_name(form.target, visit.language()),
                        .back_path = path_of_service(form.target.object, form.target.area),
                        .main = main + *versions,
                        .errors = form.errors});
}

// "L900100.buerger", or an address with "/stelle/L900100.buerger" in it.
std::optional<SourceId> office_from(std::string_view written) {
    constexpr std::string_view mark = "/stelle/";
    if (const auto at = written.find(mark); at != written.npos) {
        written = written.substr(at + mark.size());
        written = written.substr(0, written.find_first_of("?#/"));
    }
    return SourceId::parse(trim(written));
}

std::vector<SourceId> ids_sent(const EditVisit& visit, std::string_view field) {
    std::vector<SourceId> ids;
    for (const std::string_view written : visit.request.form.all(field))
        if (const auto id = SourceId::parse(written)) ids.push_back(*id);
    return ids;
}

// The same office taken out and put in again says nothing.
Outcome check_offices(const EditVisit& visit, ResponsibilityForm& form) {
    DW_TRY(const store::Reader reader, visit.desk.catalogue.store().reader());
    DW_TRY(const auto entries, load_entries(*reader, form.target.object, form.target.area));
    for (const Responsibility& entry : entries) {
        const bool both = std::ranges::find(form.own.off, entry.id) != form.own.off.end() &&
                          std::ranges::find(form.own.added, entry.holder) != form.own.added.end();
        if (!both) continue;
        form.errors.push_back(
            {"an", visit.say(texts::edit_refused_both, {office_name(visit, entry.holder)})});
        break;
    }
    return Nothing{};
}

// What stands in the free field: an office, or a name that several may have.
Outcome read_other(const EditVisit& visit, ResponsibilityForm& form) {
    const auto id = office_from(form.other);
    const bool known = id && visit.desk.catalogue.organisation(*id);
    if (known) {
        form.own.added.push_back(*id);
        form.other.clear();
        return Nothing{};
    }
    DW_TRY(form.found, offices_named(visit.desk.catalogue, form.other, shown_offices));
    const auto& offices = form.found.offices;
    if (offices.empty()) {
        form.errors.push_back({"andere", visit.say(texts::edit_refused_organisation)});
        return Nothing{};
    }
    if (visit.request.form.has(find_name)) return Nothing{};
    const bool only = offices.size() == 1 && is_named(offices.front(), form.other);
    if (only) {
        form.own.added.push_back(offices.front().id);
    } else {
        form.errors.push_back({"andere", visit.say(texts::edit_office_choose)});
    }
    return Nothing{};
}

Result<ResponsibilityForm> sent_form(const EditVisit& visit, const EditTarget& target) {
    ResponsibilityForm form{.target = target, .draft = sent_draft(visit)};
    form.own = {.added = ids_sent(visit, "an"), .off = ids_sent(visit, "aus")};
    form.other = trim(visit.request.form.get("andere"));
    form.note = trim(visit.request.form.get("grund"));
    const bool looks = visit.request.form.has(find_name);
    const auto ticked = ids_sent(visit, found_name);
    form.own.added.insert(form.own.added.end(), ticked.begin(), ticked.end());
    // Whoever ticked what was found has answered with it.
    if (looks || (ticked.empty() && !form.other.empty())) {
        DW_TRY_DO(read_other(visit, form));
    }
    if (form.note.size() > edit_note_bytes || !is_plain_text(form.note))
        form.errors.push_back({"grund", visit.say(texts::edit_refused_note)});
    return form;
}

}  // namespace

web::Response edit_responsibility_form(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.query.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    const auto begin = beginning_of(visit, *target);
    if (!begin) return web::error_response(visit.request, begin.error());
    auto own = responsibilities_from(begin->words);
    if (!own) return web::error_response(visit.request, own.error());
    return responsibility_form(
        visit,
        {.target = *target, .own = *std::move(own), .note = begin->note, .draft = begin->draft});
}

web::Response write_responsibility(const EditVisit& visit) {
    const auto target = asked_target(visit, visit.request.form.get("gebiet"));
    if (!target) return web::error_page(visit.request, 404, visit.say(texts::service_missing));
    auto sent = sent_form(visit, *target);
    if (!sent) return web::error_response(visit.request, sent.error());
    ResponsibilityForm form = *std::move(sent);
    if (visit.request.form.has(find_name)) return responsibility_form(visit, form);
    const auto checked = check_offices(visit, form);
    if (!checked) return web::error_response(visit.request, checked.error());
    const auto offices = offices_then(visit, *target, form.own);
    if (!offices) return web::error_response(visit.request, offices.error());
    if (offices->asks_several()) {
        form.several = names_of(visit, offices->then);
        if (visit.request.form.get("mehrere") != "ja")
            form.errors.push_back({"mehrere", visit.say(texts::edit_ask_several, {form.several})});
    }
    if (!form.errors.empty()) return responsibility_form(visit, form);
    const bool as_the_source = form.own == OwnResponsibilities{};
    std::optional<Bytes> content;
    if (!as_the_source) content = part_from(form.own);
    return keep_draft(visit, form.draft,
                      {.target = *target, .content = std::move(content), .note = form.note});
}

}  // namespace dw::catalogue
