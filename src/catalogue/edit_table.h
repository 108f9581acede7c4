// Every version somebody wrote of a part of the catalogue, from draft to public. Rows are added;
// from the submission on only their state goes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/overlay.h"
#include "store/database.h"

namespace dw::catalogue {

// frozen: stored. Kept: the source has changed, and somebody said that the own words still hold.
enum class EditState {
    Draft = 1,
    Submitted = 2,
    Public = 3,
    Replaced = 4,
    Discarded = 5,
    Kept = 6
};

struct Edit {
    EditId id;
    store::TenantId tenant;
    EditTarget target;
    std::optional<Bytes> content;  // a part (overlay.h); nothing: back to the source's words
    Bytes source;                  // what the source said when it was written, as a part
    std::string note;              // why, and from where it is known
    store::ActorId author;
    Instant written{};
    EditState state = EditState::Draft;
    store::ActorId decider = {};  // who approved, returned or discarded it
    std::optional<Instant> decided = {};
    std::string remark = {};
};

Result<Edit> load_edit(store::Connection& connection, store::TenantId tenant, EditId id);
// The newest first.
Result<std::vector<Edit>> load_edits(store::Connection& connection, store::TenantId tenant,
                                     EditState state, std::size_t limit);
// What was published, also what was replaced since; by when, the newest first, after `after`.
struct EditPosition {
    Instant decided;
    EditId id;
};
Result<std::vector<Edit>> load_publications(store::Connection& connection, store::TenantId tenant,
                                            const std::optional<EditPosition>& after,
                                            std::size_t limit);
Result<std::vector<Edit>> load_versions(store::Connection& connection, store::TenantId tenant,
                                        const EditTarget& target, std::size_t limit);

store::Statement insert_edit(const Edit& edit);
// Other words for a draft; a Conflict when it is none any more.
store::Statement update_draft(const Edit& draft);
// A Conflict when the state is another one by now, or, for what becomes public, when another
// version than `compared` is public.
struct EditStep {
    EditId edit;
    EditState from, to;
    store::ActorId by;
    Instant at{};
    std::string remark = {};
    std::optional<EditId> compared = {};  // nothing: the source's words
};
store::Statement move_edit(store::TenantId tenant, const EditStep& step);
// What was public until this one is.
store::Statement replace_public_edits(const Edit& by);

Result<std::vector<Ars>> load_editing_areas(store::Connection& connection, store::TenantId tenant);
store::Statement insert_editing_area(store::TenantId tenant, const Ars& area);

}  // namespace dw::catalogue
