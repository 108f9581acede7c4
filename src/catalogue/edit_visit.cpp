#include "catalogue/edit_visit.h"

#include <algorithm>

#include "base/limits.h"
#include "catalogue/asked_place.h"
#include "catalogue/localized_view.h"
#include "catalogue/office_view.h"
#include "catalogue/page_parts.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/texts.h"
#include "catalogue/word_differences.h"
#include "identity/desk_frame.h"
#include "terms/berlin.h"
#include "terms/written_date.h"

namespace dw::catalogue {

using web::Html;

Date EditDesk::today() const {
    return berlin_date(clock.now());
}

Result<Editor> editor_of(const EditDesk& desk, const identity::Principal& principal) {
    Editor editor{.tenant = principal.tenant, .actor = principal.actor};
    DW_TRY(const auto tenants, desk.identity.tenants());
    const auto own = std::ranges::find(tenants, principal.tenant, &identity::Tenant::id);
    if (own != tenants.end()) editor.administration = own->name;
    DW_TRY(const auto places, desk.identity.organisations(principal.tenant));
    for (const auto& place : places) {
        DW_TRY(const auto source, desk.identity.source_of(place.tenant, place.organisation));
        editor.organisations.insert({source.agency, source.value});
    }
    DW_TRY(editor.areas, desk.editing.areas_of(principal.tenant));
    return editor;
}

web::Response show(const EditVisit& visit, const EditView& view) {
    web::PageOptions options = identity::desk_frame(visit.principal, view.title);
    options.back_path = view.back_path;
    options.has_errors = !view.errors.empty();
    const Html main =
        web::error_summary(view.errors, visit.language()) + web::heading(1, view.title) + view.main;
    return web::page_response(web::page(visit.request, options, main),
                              view.errors.empty() ? view.status : 422);
}

web::Response refused(const EditVisit& visit, const Error& error) {
    const auto sentence = [&]() -> std::optional<Text> {
        if (error.code == "catalogue.own_edit") return texts::edit_refused_own;
        if (error.code == "catalogue.edit_of_another") return texts::edit_refused_another;
        if (error.code == "catalogue.not_in_reach") return texts::edit_refused_reach;
        if (error.code == "catalogue.edit_state") return texts::edit_refused_state;
        if (error.code == "catalogue.edit_text") return texts::edit_refused_text;
        if (error.code == "catalogue.edit_nothing") return texts::edit_refused_nothing;
        if (error.code == "catalogue.edit_no_remark") return texts::edit_refused_remark;
        if (error.code == "catalogue.edit_link") return texts::edit_refused_link;
        if (error.code == "catalogue.edit_organisation") return texts::edit_refused_organisation;
        return std::nullopt;
    }();
    if (!sentence) return web::error_response(visit.request, error);
    std::vector<Html> ways;
    if (const auto edit = EditId::parse(visit.request.parameter("edit")))
        ways.push_back(web::link_button(path_of(*edit), visit.say(texts::edit_to_version)));
    ways.push_back(web::link_button(edit_path, visit.say(texts::edit_to_list),
                                    ways.empty() ? web::Weight::Primary : web::Weight::Secondary));
    return show(visit, {.title = visit.say(texts::edit_refused_title),
                        .back_path = std::string(edit_path),
                        .main = web::lead(visit.say(*sentence)) + web::button_group(ways),
                        .status = web::status_of(error.kind)});
}

std::string path_of(EditId id) {
    return std::string(edit_path) + "/edits/" + id.to_string();
}

std::string path_of_service(const SourceId& id, const Ars& place) {
    const auto path = std::string(edit_path) + "/services/" + web::percent_encode(id.to_string());
    return path_with(path, {{"ort", place.key().empty() ? "" : place.padded()}});
}

std::string path_of_organisation(const SourceId& id) {
    return std::string(edit_path) + "/organisations/" + web::percent_encode(id.to_string());
}

std::string path_of(const EditTarget& target) {
    if (target.kind == EditKind::Organisation)
        return path_of_organisation(target.object) + "/" + target.part;
    const bool text = target.kind == EditKind::Text;
    return path_with(path_of_service(target.object, {}) +
                         (text ? "/texts/" + web::percent_encode(target.part) : "/responsibility"),
                     {{"gebiet", std::string(target.area.key())}});
}

Html hidden_field(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html target_fields(const EditTarget& target) {
    return hidden_field("art", std::to_string(static_cast<int>(target.kind))) +
           hidden_field("objekt", target.object.to_string()) + hidden_field("teil", target.part) +
           hidden_field("gebiet", target.area.key());
}

std::optional<EditTarget> target_from(const web::Fields& fields) {
    EditTarget target;
    const auto kind = fields.get("art");
    if (kind != "1" && kind != "2" && kind != "3") return std::nullopt;
    target.kind = static_cast<EditKind>(kind[0] - '0');
    const auto object = SourceId::parse(fields.get("objekt"));
    if (!object) return std::nullopt;
    target.object = *object;
    target.part = fields.get("teil");
    if (fields.get("gebiet").empty()) return target;
    const auto area = Ars::parse(fields.get("gebiet"));
    if (!area) return std::nullopt;
    target.area = *area;
    return target;
}

namespace {

struct PartName {
    std::string_view part;
    Text name;
};
const PartName part_names[] = {{"02", texts::edit_part_official_name},
                               {"03", texts::edit_part_title},
                               {"05", texts::edit_part_short},
                               {"06", texts::service_what},
                               {"07", texts::service_legal},
                               {"08", texts::service_needed},
                               {"09", texts::service_who},
                               {"10", texts::service_cost},
                               {"11", texts::service_steps},
                               {"12", texts::service_duration},
                               {"13", texts::service_deadline},
                               {"14", texts::service_forms},
                               {"15", texts::service_more},
                               {"16", texts::service_notes},
                               {"22", texts::service_competent_text},
                               {"23", texts::service_contact_text},
                               {"24", texts::edit_part_teaser},
                               {"25", texts::service_remedy},
                               {"name", texts::edit_part_name},
                               {"description", texts::office_about},
                               {"addresses", texts::office_address},
                               {"contacts", texts::edit_part_contacts},
                               {"opening_hours", texts::office_hours},
                               {"costs", texts::edit_part_costs},
                               {"deadlines", texts::edit_part_deadlines},
                               {"processing_times", texts::edit_part_processing_times},
                               {"documents", texts::edit_part_documents},
                               {"keywords", texts::edit_part_keywords},
                               {"", texts::edit_part_responsibility}};

}  // namespace

std::string part_name(const EditTarget& target, Language language) {
    const auto found = std::ranges::find(part_names, target.part, &PartName::part);
    return found == std::end(part_names) ? target.part : std::string(found->name.in(language));
}

std::string object_name(const EditVisit& visit, const EditTarget& target) {
    std::string name;
    if (target.kind == EditKind::Organisation) {
        const auto organisation = visit.desk.catalogue.organisation(target.object);
        if (organisation) name = name_of(*organisation, visit.language());
    } else {
        const auto service =
            visit.desk.catalogue.service_for(target.object, target.area, visit.desk.today());
        if (service) name = in(service->title(), visit.language());
    }
    return name.empty() ? target.object.to_string() : name;
}

std::string area_name(const EditVisit& visit, const Ars& area) {
    return area_with_level(visit.desk.catalogue.areas(), area, visit.language());
}

std::string where_name(const EditVisit& visit, const EditTarget& target) {
    return target.kind == EditKind::Organisation ? visit.say(texts::edit_where_office)
                                                 : area_name(visit, target.area);
}

std::string public_path(const EditVisit& visit, const EditTarget& target) {
    if (target.kind == EditKind::Organisation) return organisation_path(target.object);
    const auto place = target.area.key().empty() ? std::string() : target.area.padded();
    return service_path(target.object, asked_place(visit.desk.catalogue.areas(), place));
}

std::string person_name(const EditVisit& visit, store::ActorId actor) {
    if (!visit.names) {
        auto& names = visit.names.emplace();
        const auto places = visit.desk.identity.organisations(visit.principal.tenant);
        for (const auto& place : places ? *places : std::vector<identity::OrganisationPlace>{}) {
            const auto people = visit.desk.identity.people(place.tenant, place.organisation);
            if (!people) continue;
            for (const auto& one : *people) names[one.actor] = one.name;
        }
    }
    const auto known = visit.names->find(actor);
    return known == visit.names->end() ? visit.say(texts::desk_notice_somebody) : known->second;
}

bool was_returned(const Edit& edit) {
    return edit.state == EditState::Draft && edit.decided && !edit.remark.empty();
}

std::string state_of(const Edit& edit, Language language) {
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    switch (edit.state) {
        case EditState::Draft:
            return say(was_returned(edit) ? texts::edit_state_returned : texts::edit_state_draft);
        case EditState::Submitted:
            return say(texts::edit_state_submitted);
        case EditState::Public:
            return say(texts::edit_state_public);
        case EditState::Replaced:
            return say(texts::edit_state_replaced);
        case EditState::Discarded:
            return say(texts::edit_state_discarded);
        case EditState::Kept:
            break;
    }
    return say(texts::edit_state_kept);
}

std::string day_of(const EditVisit& visit, Instant at) {
    return short_date(berlin_date(at), visit.language());
}

std::optional<Ars> chosen_area(const EditVisit& visit, std::string_view written) {
    if (const auto area = Ars::parse(written); area && visit.editor.reaches(*area)) return *area;
    if (visit.editor.areas.empty()) return std::nullopt;
    return visit.editor.areas.front();
}

Result<Beginning> beginning_of(const EditVisit& visit, const EditTarget& target) {
    const Editing& editing = visit.desk.editing;
    const auto asked = EditId::parse(visit.request.query.get("fassung"));
    if (!asked) {
        DW_TRY(Bytes words, editing.part_now(visit.editor.tenant, target));
        return Beginning{.words = std::move(words)};
    }
    DW_TRY(const Edit edit, editing.edit(visit.editor.tenant, *asked));
    if (edit.target != target)
        return not_found("catalogue.unknown_edit", "the version is of something else");
    Beginning begin{.words = {}, .note = edit.note};
    const bool own_draft = edit.state == EditState::Draft && edit.author == visit.editor.actor;
    if (own_draft) begin.draft = edit.id;
    if (edit.content) {
        begin.words = *edit.content;
    } else if (target.kind == EditKind::Responsibility) {
        begin.words = part_from(OwnResponsibilities{});
    } else {
        DW_TRY(begin.words, editing.source_part(target));
    }
    return begin;
}

Html draft_field(const std::optional<EditId>& draft) {
    return draft ? hidden_field("fassung", draft->to_string()) : Html{};
}

std::optional<EditId> sent_draft(const EditVisit& visit) {
    return EditId::parse(visit.request.form.get("fassung"));
}

namespace {

// What is public now says the same already.
Result<bool> changes_nothing(const EditVisit& visit, const NewEdit& edit) {
    const Editing& editing = visit.desk.editing;
    if (!edit.content) {
        DW_TRY(const auto own, editing.public_version(visit.editor.tenant, edit.target));
        return !own;
    }
    const auto cleaned = cleaned_part(visit.desk.catalogue, edit.target, *edit.content);
    if (!cleaned) return false;  // whoever writes it says why
    DW_TRY(const Bytes now, editing.part_now(visit.editor.tenant, edit.target));
    return *cleaned == now;
}

}  // namespace

web::Response keep_draft(const EditVisit& visit, const std::optional<EditId>& draft, NewEdit edit) {
    const Editing& editing = visit.desk.editing;
    if (const auto nothing = changes_nothing(visit, edit); nothing && *nothing)
        return refused(visit, conflict("catalogue.edit_nothing", "the words are those of now"));
    if (draft) {
        const auto done = editing.rewrite(visit.editor, *draft, edit);
        if (done) return web::see_other(path_of(*draft));
        // It was submitted or discarded in another window: what was written now is a draft again.
        const bool no_draft = done.error().code == "catalogue.edit_state" ||
                              done.error().code == "catalogue.edit_of_another" ||
                              done.error().code == "catalogue.unknown_edit";
        if (!no_draft) return refused(visit, done.error());
    }
    const auto written = editing.write(visit.editor, std::move(edit));
    return written ? web::see_other(path_of(*written)) : refused(visit, written.error());
}

Html open_draft_hint(const EditVisit& visit, const EditTarget& target) {
    const auto versions = visit.desk.editing.versions(visit.editor.tenant, target);
    if (!versions) return {};
    const auto own = std::ranges::find_if(*versions, [&](const Edit& edit) {
        return edit.state == EditState::Draft && edit.author == visit.editor.actor;
    });
    const auto hint = [&](const Edit& edit, const std::string& title, Text label) {
        const auto link = web::link(path_of(edit.id), visit.say(label));
        return web::alert(web::Tone::Info, title, web::html<"<p class=\"kern-body\">{}</p>">(link));
    };
    Html hints;
    if (own != versions->end())
        hints += hint(*own, visit.say(texts::edit_has_draft), texts::edit_to_draft);
    const auto waiting = std::ranges::find(*versions, EditState::Submitted, &Edit::state);
    if (waiting != versions->end())
        hints += hint(*waiting,
                      visit.say(texts::edit_another_waits, {person_name(visit, waiting->author)}),
                      texts::edit_to_version);
    return hints;
}

std::vector<SourceId> offices_in_reach(const EditVisit& visit) {
    std::set<SourceId> offices = visit.editor.organisations;
    const auto reader = visit.desk.catalogue.store().reader();
    if (!reader) return {};
    for (const Ars& area : visit.editor.areas) {
        const auto found = organisations_within(**reader, area, limits::list_items);
        if (found) offices.insert(found->begin(), found->end());
    }
    return {offices.begin(), offices.end()};
}

Html differences(std::string_view before, std::string_view after, Language language) {
    Html words;
    for (const TextPiece& piece : word_differences(before, after)) {
        switch (piece.change) {
            case WordChange::Same:
                words += web::escape(piece.text);
                break;
            case WordChange::Removed:
                words += web::html<"<del><span class=\"kern-sr-only\">{} </span>{}</del>">(
                    texts::edit_difference_removed.in(language), piece.text);
                break;
            case WordChange::Added:
                words += web::html<"<ins><span class=\"kern-sr-only\">{} </span>{}</ins>">(
                    texts::edit_difference_added.in(language), piece.text);
                break;
        }
    }
    return web::html<"<p class=\"kern-body dw-written dw-differences\">{}</p>">(words);
}

}  // namespace dw::catalogue
