// What the editing pages share: who came, what they may edit, and the words for parts and versions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/editing.h"
#include "catalogue/routes.h"
#include "catalogue/search.h"
#include "identity/identity.h"
#include "web/components.h"
#include "web/page.h"

namespace dw::catalogue {

struct EditDesk {
    const Catalogue& catalogue;
    const SearchIndex& search;
    const identity::Identity& identity;
    Clock& clock;
    Editing editing;
    Hooks hooks = {};  // who has a form of our own

    Date today() const;
};

struct EditVisit {
    const EditDesk& desk;
    web::Request& request;
    const identity::Principal& principal;
    Editor editor;
    // Everybody of the tenant by actor, read once for the names of a page.
    mutable std::optional<std::map<store::ActorId, std::string>> names = {};

    Language language() const { return request.language; }
    std::string say(Text text) const { return std::string(text.in(request.language)); }
    std::string say(Text text, const std::vector<std::string>& arguments) const {
        return format(text, request.language, arguments);
    }
};
using EditPage = web::Response (*)(const EditVisit&);

inline constexpr std::string_view edit_path = "/desk/catalogue";
inline constexpr std::string_view publications_path = "/desk/catalogue/publications";

Result<Editor> editor_of(const EditDesk& desk, const identity::Principal& principal);

struct EditView {
    std::string title, back_path;
    web::Html main;  // below the heading
    std::vector<web::SummaryError> errors = {};
    int status = 200;  // 422 comes by itself with errors
};
web::Response show(const EditVisit& visit, const EditView& view);
// What an act of editing answers when it could not be done, in words, with ways to go on.
web::Response refused(const EditVisit& visit, const Error& error);

std::string path_of(EditId id);
std::string path_of_service(const SourceId& id, const Ars& place);
std::string path_of_organisation(const SourceId& id);
// The form for the part.
std::string path_of(const EditTarget& target);

// Fields of a form that name a target, and the target they name.
web::Html target_fields(const EditTarget& target);
std::optional<EditTarget> target_from(const web::Fields& fields);
web::Html hidden_field(std::string_view name, std::string_view value);

std::string part_name(const EditTarget& target, Language language);
std::string object_name(const EditVisit& visit, const EditTarget& target);
std::string area_name(const EditVisit& visit, const Ars& area);
// Where the words hold; an office's have no area.
std::string where_name(const EditVisit& visit, const EditTarget& target);
// The page everybody sees.
std::string public_path(const EditVisit& visit, const EditTarget& target);
std::string person_name(const EditVisit& visit, store::ActorId actor);
// A draft that somebody gave back.
bool was_returned(const Edit& edit);
std::string state_of(const Edit& edit, Language language);
std::string day_of(const EditVisit& visit, Instant at);

// The area an edit is for: the one that is asked for when the editor reaches it, else their first.
std::optional<Ars> chosen_area(const EditVisit& visit, std::string_view written);

// A draft goes on where it ended (?fassung=…); without one what holds now is the beginning.
struct Beginning {
    Bytes words;
    std::string note = {};
    std::optional<EditId> draft = {};  // one of the editor's own
};
Result<Beginning> beginning_of(const EditVisit& visit, const EditTarget& target);
// The draft a form goes on with, as a hidden field, and the one that was sent.
web::Html draft_field(const std::optional<EditId>& draft);
std::optional<EditId> sent_draft(const EditVisit& visit);
// Keeps it in the draft, or as a new one, and shows that.
web::Response keep_draft(const EditVisit& visit, const std::optional<EditId>& draft, NewEdit edit);
// Whether the editor has begun something here already; for above a form without a draft.
web::Html open_draft_hint(const EditVisit& visit, const EditTarget& target);

// Offices the editor may say something about, at most limits::list_items.
std::vector<SourceId> offices_in_reach(const EditVisit& visit);

// What was taken out and what was put in, marked for eyes and ears.
web::Html differences(std::string_view before, std::string_view after, Language language);

}  // namespace dw::catalogue
