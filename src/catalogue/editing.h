// Editing: somebody writes other words for a part of the catalogue, a second person approves them,
// and from then on they hold. The source's own words stay below them (overlay.h).
//
//   draft → submitted → public        every step is a row's; publishing is an event of the log too
//
// Nobody approves what they wrote. Going back, to an older version or to the source's words, is a
// version like any other and needs a second person as well.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/edit_parts.h"
#include "catalogue/edit_table.h"

namespace dw::catalogue {

// Who edits, and how far they reach.
struct Editor {
    store::TenantId tenant;
    std::string administration;  // its name, as pages show it
    store::ActorId actor;
    std::vector<Ars> areas;            // where the administration may say something
    std::set<SourceId> organisations;  // its own offices
    bool reaches(const Ars& area) const;
};

struct NewEdit {
    EditTarget target;
    std::optional<Bytes> content;  // a part; nothing: back to the source's words
    std::string note = {};
};
inline constexpr std::size_t listed_edits = 200;

// Own words whose source has changed since they were checked.
struct EditConflict {
    Overlay mine;
    Bytes source_then, source_now;
};

// May be used from any thread. Refers to the catalogue.
class Editing {
  public:
    explicit Editing(const Catalogue& catalogue) : catalogue_(catalogue) {}

    // What the source says of the part now, and what holds.
    Result<Bytes> source_part(const EditTarget& target) const;
    Result<Bytes> part_now(store::TenantId tenant, const EditTarget& target) const;
    // The version that is public; nothing when the source's words hold.
    Result<std::optional<EditId>> public_version(store::TenantId tenant,
                                                 const EditTarget& target) const;

    // Denied "catalogue.not_in_reach" for what another administration says.
    Outcome may_edit(const Editor& editor, const EditTarget& target) const;
    // A draft. Invalid "catalogue.edit_text" for content that is none or too long; NotFound for a
    // responsibility for a service that the catalogue does not have.
    Result<EditId> write(const Editor& editor, NewEdit edit) const;
    // Other words for a draft. Denied "catalogue.edit_of_another" for who did not write it;
    // Conflict "catalogue.edit_state" when it is no draft any more, Invalid as above.
    Outcome rewrite(const Editor& editor, EditId id, NewEdit edit) const;
    // Denied "catalogue.edit_of_another" for who did not write it; Conflict "catalogue.edit_state"
    // when somebody was faster.
    Outcome submit(const Editor& editor, EditId id) const;
    Outcome discard(const Editor& editor, EditId id) const;
    // Denied "catalogue.own_edit" for who wrote it; Conflict "catalogue.edit_state" when another
    // version is public by now than the one it was compared with.
    Outcome approve(const Editor& editor, EditId id, std::optional<EditId> compared) const;
    Outcome give_back(const Editor& editor, EditId id, const std::string& remark) const;
    // The words of an older version, or the source's, as a version that waits for approval.
    Result<EditId> restore(const Editor& editor, EditId id) const;
    Result<EditId> restore_source(const Editor& editor, const EditTarget& target) const;

    Result<std::vector<EditConflict>> conflicts(store::TenantId tenant) const;
    // The source has changed and the own words still hold: nothing public changes.
    Outcome keep(const Editor& editor, const EditTarget& target) const;

    Result<Edit> edit(store::TenantId tenant, EditId id) const;
    Result<std::vector<Edit>> edits(store::TenantId tenant, EditState state) const;
    // See load_publications().
    Result<std::vector<Edit>> publications(store::TenantId tenant,
                                           const std::optional<EditPosition>& after,
                                           std::size_t limit) const;
    Result<std::vector<Edit>> versions(store::TenantId tenant, const EditTarget& target) const;

    // Where an administration may edit: said by who runs the installation, never by imported data.
    Result<std::vector<Ars>> areas_of(store::TenantId tenant) const;
    Outcome assign_area(store::TenantId tenant, const Ars& area) const;

    const Catalogue& catalogue() const { return catalogue_; }

  private:
    Outcome fill(const Editor& editor, Edit& edit, NewEdit wanted) const;
    Result<Edit> step_of(const Editor& editor, EditId id, EditState state) const;
    Outcome move(const Editor& editor, const EditStep& step) const;
    Result<store::Change> publication(const Editor& editor, const Edit& edit,
                                      std::optional<EditId> compared) const;
    Date today() const;

    const Catalogue& catalogue_;
};

}  // namespace dw::catalogue
