#include "catalogue/editing.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json.h"
#include "base/plain_text.h"
#include "catalogue/area_feed.h"
#include "catalogue/change_days.h"
#include "catalogue/content.h"
#include "catalogue/organisation_changes.h"
#include "catalogue/overlay_table.h"
#include "catalogue/piece_store.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"
#include "store/event_log.h"
#include "terms/berlin.h"

namespace dw::catalogue {

namespace {

constexpr const char* compartment = "catalogue/edits";         // frozen: stored
constexpr const char* published_kind = "catalogue.published";  // frozen: stored in the event log

Error wrong_state() {
    return conflict("catalogue.edit_state", "the edit is in another state by now");
}

// frozen: stored in the event log. Who approved is the event's actor.
Json event_of(const Edit& edit) {
    Json hash;
    if (edit.content) hash = Json(to_hex(sha256(*edit.content)));
    return Json::object({{"edit", edit.id.to_string()},
                         {"kind", static_cast<std::int64_t>(edit.target.kind)},
                         {"object", edit.target.object.to_string()},
                         {"part", edit.target.part},
                         {"area", edit.target.area.key()},
                         {"author", edit.author.to_string()},
                         {"hash", std::move(hash)}});
}

// Seals the event; the first one of a tenant makes the key.
Outcome add_event(store::Store& store, const Editor& editor, const Edit& edit,
                  store::Change& change) {
    DW_TRY(const auto reader, store.reader());
    auto key = store.keys().by_compartment(*reader, editor.tenant, compartment);
    if (!key && key.error().kind != ErrorKind::NotFound) return key.error();
    if (!key) {
        auto made = store.keys().create(editor.tenant, compartment);
        change.statements.push_back(std::move(made.insert));
        key = made.key;
    }
    const std::string payload = to_string(event_of(edit));
    // A version is published once: it is the stream.
    DW_TRY(auto event, store::seal_event(store.keys(), editor.tenant,
                                         {.stream = store::StreamId{edit.id.bytes()},
                                          .sequence = 1,
                                          .kind = published_kind,
                                          .version = 1,
                                          .actor = editor.actor,
                                          .payload = as_bytes(payload)},
                                         *key));
    change.events.push_back(std::move(event));
    return Nothing{};
}

// Everybody who follows the catalogue learns of it (Catalogue::changes_since).
void touch(store::Store& store, store::Change& change, const Edit& edit, bool offers) {
    const auto shared = store::of(store::shared_tenant());
    add_next_change(store, change);
    if (edit.target.kind == EditKind::Organisation) {
        for (auto& statement : organisations_changed({ref_of(edit.target.object)}))
            change.statements.push_back(std::move(statement));
        return;
    }
    // Whoever keeps what is offered at a place reads it again.
    for (auto& statement :
         objects_changed({{ObjectKind::OrganisationResponsibility, std::string(own_agency)}}))
        change.statements.push_back(std::move(statement));
    if (edit.target.kind == EditKind::Responsibility) {
        for (auto& statement : responsibilities_changed({area_number(edit.target.area)}))
            change.statements.push_back(std::move(statement));
    }
    change.statements.push_back(
        {"insert into catalogue_service_change (tenant, service, change, offered) "
         "values ($1, $2, (select number from catalogue_state where tenant = $1), $3) "
         "on conflict (tenant, service) do update set change = excluded.change, "
         "offered = catalogue_service_change.offered | excluded.offered",
         {shared, ref_of(edit.target.object), std::int64_t{offers}}});
}

}  // namespace

bool Editor::reaches(const Ars& area) const {
    return std::any_of(areas.begin(), areas.end(),
                       [&](const Ars& each) { return each.contains(area); });
}

Date Editing::today() const {
    return berlin_date(catalogue_.store().clock().now());
}

Result<Bytes> Editing::source_part(const EditTarget& target) const {
    switch (target.kind) {
        case EditKind::Text: {
            DW_TRY(const Service service,
                   catalogue_.service_of_source(target.object, target.area, today()));
            return part_of(service, target.part);
        }
        case EditKind::Organisation: {
            DW_TRY(const Organisation organisation,
                   catalogue_.organisation_of_source(target.object));
            return part_of(organisation, target.part);
        }
        case EditKind::Responsibility:
            break;
    }
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    DW_TRY(const auto entries, load_entries(*reader, target.object, target.area));
    return part_from(entries);
}

Result<Bytes> Editing::part_now(store::TenantId tenant, const EditTarget& target) const {
    {
        DW_TRY(const store::Reader reader, catalogue_.store().reader());
        DW_TRY(auto own, load_overlay(*reader, tenant, target));
        if (own) return std::move(own->content);
    }
    if (target.kind == EditKind::Responsibility) return part_from(OwnResponsibilities{});
    return source_part(target);
}

Result<std::optional<EditId>> Editing::public_version(store::TenantId tenant,
                                                      const EditTarget& target) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    DW_TRY(const auto own, load_overlay(*reader, tenant, target));
    return own ? std::optional(own->version) : std::nullopt;
}

Outcome Editing::may_edit(const Editor& editor, const EditTarget& target) const {
    const auto refused = [] {
        return denied("catalogue.not_in_reach", "another administration speaks for this");
    };
    if (target.kind != EditKind::Organisation) {
        return editor.reaches(target.area) ? Outcome(Nothing{}) : refused();
    }
    if (editor.organisations.contains(target.object)) return Nothing{};
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    DW_TRY(const bool within, is_only_within(*reader, target.object, editor.areas));
    return within ? Outcome(Nothing{}) : refused();
}

// What somebody wants to say, checked and cleaned, beside what the source says now.
Outcome Editing::fill(const Editor& editor, Edit& edit, NewEdit wanted) const {
    DW_TRY_DO(may_edit(editor, wanted.target));
    if (wanted.note.size() > edit_note_bytes || !is_plain_text(wanted.note)) {
        return invalid("catalogue.edit_text", "the note is too long or has unusable characters");
    }
    edit.target = std::move(wanted.target);
    edit.note = std::move(wanted.note);
    edit.written = catalogue_.store().clock().now();
    edit.content.reset();
    DW_TRY(edit.source, source_part(edit.target));
    if (wanted.content) {
        // Nobody is in charge of what the catalogue does not have; words can still be taken back.
        if (edit.target.kind == EditKind::Responsibility) {
            DW_TRY_DO(catalogue_.service(edit.target.object));
        }
        DW_TRY(edit.content, cleaned_part(catalogue_, edit.target, *wanted.content));
    }
    return Nothing{};
}

Result<EditId> Editing::write(const Editor& editor, NewEdit wanted) const {
    store::Store& store = catalogue_.store();
    Edit edit{.id = EditId::make(store.clock(), store.random()),
              .tenant = editor.tenant,
              .target = {},
              .content = {},
              .source = {},
              .note = {},
              .author = editor.actor};
    DW_TRY_DO(fill(editor, edit, std::move(wanted)));
    store::Change change{.tenant = editor.tenant, .events = {}, .statements = {}};
    change.statements.push_back(insert_edit(edit));
    DW_TRY_DO(store.commit(std::move(change)));
    return edit.id;
}

Outcome Editing::rewrite(const Editor& editor, EditId id, NewEdit wanted) const {
    DW_TRY(Edit draft, step_of(editor, id, EditState::Draft));
    if (draft.author != editor.actor) {
        return denied("catalogue.edit_of_another", "only who wrote a draft goes on with it");
    }
    if (wanted.target != draft.target) return wrong_state();
    DW_TRY_DO(fill(editor, draft, std::move(wanted)));
    store::Change change{.tenant = editor.tenant, .events = {}, .statements = {}};
    change.statements.push_back(update_draft(draft));
    const auto done = catalogue_.store().commit(std::move(change));
    if (!done && done.error().kind == ErrorKind::Conflict) return wrong_state();
    if (!done) return done.error();
    return Nothing{};
}

Result<Edit> Editing::step_of(const Editor& editor, EditId id, EditState state) const {
    DW_TRY(Edit found, edit(editor.tenant, id));
    if (found.state != state) return wrong_state();
    return found;
}

Outcome Editing::move(const Editor& editor, const EditStep& step) const {
    store::Change change{.tenant = editor.tenant, .events = {}, .statements = {}};
    change.statements.push_back(move_edit(editor.tenant, step));
    const auto done = catalogue_.store().commit(std::move(change));
    if (!done && done.error().kind == ErrorKind::Conflict) return wrong_state();
    if (!done) return done.error();
    return Nothing{};
}

Outcome Editing::submit(const Editor& editor, EditId id) const {
    DW_TRY(const Edit draft, step_of(editor, id, EditState::Draft));
    if (draft.author != editor.actor) {
        return denied("catalogue.edit_of_another", "only who wrote a draft submits it");
    }
    return move(editor, {.edit = id,
                         .from = EditState::Draft,
                         .to = EditState::Submitted,
                         .by = editor.actor,
                         .at = catalogue_.store().clock().now()});
}

Outcome Editing::discard(const Editor& editor, EditId id) const {
    DW_TRY(const Edit found, edit(editor.tenant, id));
    const bool open = found.state == EditState::Draft || found.state == EditState::Submitted;
    if (!open) return wrong_state();
    if (found.author != editor.actor) {
        return denied("catalogue.edit_of_another", "only who wrote a version discards it");
    }
    return move(editor, {.edit = id,
                         .from = found.state,
                         .to = EditState::Discarded,
                         .by = editor.actor,
                         .at = catalogue_.store().clock().now()});
}

Outcome Editing::give_back(const Editor& editor, EditId id, const std::string& remark) const {
    DW_TRY_DO(step_of(editor, id, EditState::Submitted));
    if (remark.size() > edit_note_bytes || !is_plain_text(remark)) {
        return invalid("catalogue.edit_text", "the remark is too long or has unusable characters");
    }
    return move(editor, {.edit = id,
                         .from = EditState::Submitted,
                         .to = EditState::Draft,
                         .by = editor.actor,
                         .at = catalogue_.store().clock().now(),
                         .remark = remark});
}

Result<store::Change> Editing::publication(const Editor& editor, const Edit& edit,
                                           std::optional<EditId> compared) const {
    const Instant now = catalogue_.store().clock().now();
    store::Change change{.tenant = editor.tenant, .events = {}, .statements = {}};
    bool offers = false;
    if (edit.content && edit.target.kind == EditKind::Responsibility) {
        DW_TRY(const auto own, responsibilities_from(*edit.content));
        offers = !own.added.empty();
    }
    touch(catalogue_.store(), change, edit, offers);
    change.statements.push_back(move_edit(editor.tenant, {.edit = edit.id,
                                                          .from = EditState::Submitted,
                                                          .to = EditState::Public,
                                                          .by = editor.actor,
                                                          .at = now,
                                                          .compared = compared}));
    change.statements.push_back(replace_public_edits(edit));
    std::vector<store::Statement> overlay = remove_overlay(editor.tenant, edit.target);
    if (edit.content) {
        DW_TRY(overlay, put_overlay({.target = edit.target,
                                     .version = edit.id,
                                     .tenant = editor.tenant,
                                     .content = *edit.content,
                                     .source = fingerprint_of(edit.source),
                                     .by = editor.administration,
                                     .at = now}));
    }
    for (auto& statement : overlay) change.statements.push_back(std::move(statement));
    DW_TRY_DO(add_event(catalogue_.store(), editor, edit, change));
    return change;
}

Outcome Editing::approve(const Editor& editor, EditId id, std::optional<EditId> compared) const {
    DW_TRY(const Edit submitted, step_of(editor, id, EditState::Submitted));
    if (submitted.author == editor.actor) {
        return denied("catalogue.own_edit", "nobody approves what they wrote");
    }
    DW_TRY_DO(may_edit(editor, submitted.target));
    const auto done = store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY_DO(step_of(editor, id, EditState::Submitted));
        DW_TRY(const auto now, public_version(editor.tenant, submitted.target));
        if (now != compared) return wrong_state();
        DW_TRY(auto change, publication(editor, submitted, compared));
        return catalogue_.store().commit(std::move(change));
    });
    if (!done) return done.error();
    return Nothing{};
}

Result<EditId> Editing::restore(const Editor& editor, EditId id) const {
    DW_TRY(const Edit old, edit(editor.tenant, id));
    DW_TRY(const EditId written,
           write(editor, {.target = old.target, .content = old.content, .note = old.note}));
    DW_TRY_DO(submit(editor, written));
    return written;
}

Result<EditId> Editing::restore_source(const Editor& editor, const EditTarget& target) const {
    DW_TRY(const EditId written, write(editor, {.target = target, .content = {}}));
    DW_TRY_DO(submit(editor, written));
    return written;
}

Result<std::vector<EditConflict>> Editing::conflicts(store::TenantId tenant) const {
    std::vector<Overlay> all;
    {
        DW_TRY(const store::Reader reader, catalogue_.store().reader());
        DW_TRY(all, load_overlays_of(*reader, tenant, listed_edits * 10));
    }
    std::vector<EditConflict> found;
    for (Overlay& mine : all) {
        auto now = source_part(mine.target);
        if (!now && now.error().kind == ErrorKind::NotFound) continue;  // nobody reads it any more
        if (!now) return now.error();
        if (fingerprint_of(*now) == mine.source) continue;
        DW_TRY(const auto all_versions, versions(tenant, mine.target));
        const auto checked = std::ranges::find_if(all_versions, [&](const Edit& version) {
            return fingerprint_of(version.source) == mine.source;
        });
        Bytes then = checked == all_versions.end() ? Bytes{} : checked->source;
        found.push_back({std::move(mine), std::move(then), *std::move(now)});
        if (found.size() == listed_edits) break;
    }
    return found;
}

Outcome Editing::keep(const Editor& editor, const EditTarget& target) const {
    DW_TRY_DO(may_edit(editor, target));
    store::Store& store = catalogue_.store();
    DW_TRY(const Bytes source, source_part(target));
    std::optional<Overlay> mine;
    {
        DW_TRY(const store::Reader reader, store.reader());
        DW_TRY(mine, load_overlay(*reader, editor.tenant, target));
    }
    if (!mine) return not_found("catalogue.no_overlay", "the source's words hold");
    const Instant now = store.clock().now();
    const Edit kept{.id = EditId::make(store.clock(), store.random()),
                    .tenant = editor.tenant,
                    .target = target,
                    .content = mine->content,
                    .source = source,
                    .note = {},
                    .author = editor.actor,
                    .written = now,
                    .state = EditState::Kept,
                    .decider = editor.actor,
                    .decided = now};
    store::Change change{.tenant = editor.tenant, .events = {}, .statements = {}};
    mine->source = fingerprint_of(source);
    mine->at = now;
    change.statements.push_back(confirm_overlay(*mine));
    // The pages say when the words were checked.
    add_next_change(catalogue_.store(), change);
    change.statements.push_back(insert_edit(kept));
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Result<Edit> Editing::edit(store::TenantId tenant, EditId id) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    return load_edit(*reader, tenant, id);
}

Result<std::vector<Edit>> Editing::edits(store::TenantId tenant, EditState state) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    return load_edits(*reader, tenant, state, listed_edits);
}

Result<std::vector<Edit>> Editing::publications(store::TenantId tenant,
                                                const std::optional<EditPosition>& after,
                                                std::size_t limit) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    return load_publications(*reader, tenant, after, limit);
}

Result<std::vector<Edit>> Editing::versions(store::TenantId tenant,
                                            const EditTarget& target) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    return load_versions(*reader, tenant, target, listed_edits);
}

Result<std::vector<Ars>> Editing::areas_of(store::TenantId tenant) const {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    return load_editing_areas(*reader, tenant);
}

Outcome Editing::assign_area(store::TenantId tenant, const Ars& area) const {
    store::Change change{.tenant = tenant, .events = {}, .statements = {}};
    change.statements.push_back(insert_editing_area(tenant, area));
    DW_TRY_DO(catalogue_.store().commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::catalogue
