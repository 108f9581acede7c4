// What the pages of one version share.
#pragma once

#include "catalogue/edit_visit.h"

namespace dw::catalogue {

// The version that is asked for; NotFound for none of this administration.
Result<Edit> asked_edit(const EditVisit& visit);
// The words of a version; of one that goes back, the source's.
Result<std::string> words_of(const EditVisit& visit, const Edit& edit, Language language);
// The words of before and of the version, with what is different marked.
Result<web::Html> what_changes(const EditVisit& visit, const Edit& edit);
// The version that was public before this one; nothing when it was the source's words.
Result<std::optional<Edit>> version_before(const EditVisit& visit, const Edit& edit);
// Back to what was public before this one, for a second person to approve: a button.
Result<web::Html> undo_form(const EditVisit& visit, const Edit& edit);
// Texts of the service that still name an office which this version takes out of charge.
Result<web::Html> texts_naming_old_offices(const EditVisit& visit, const Edit& edit);
// What who submits or approves it should know: words that are taken away, who will be in charge,
// and that nobody can apply online any more.
Result<web::Html> warnings_of(const EditVisit& visit, const Edit& edit);
inline bool is_open(const Edit& edit) {
    return edit.state == EditState::Draft || edit.state == EditState::Submitted;
}

// Open notices of residents about the object, where the editor reads such: a form to settle them
// with the publication, and links to them. Nothing where there are none.
web::Html notices_to_settle(const EditVisit& visit, const Edit& edit);
web::Html notices_left(const EditVisit& visit, const Edit& edit);
// Those that were ticked, with the remark. Invalid "catalogue.edit_text" for an unusable remark.
Outcome check_remark(const EditVisit& visit);
Outcome settle_ticked(const EditVisit& visit, const Edit& edit);

}  // namespace dw::catalogue
