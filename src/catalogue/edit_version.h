// What the pages of one version share.
#pragma once

#include "catalogue/edit_visit.h"

namespace dw::catalogue {

// The version that is asked for; NotFound for none of this administration.
Result<Edit> asked_edit(const EditVisit& visit);
// The words of a version; of one that goes back, the source's.
Result<std::string> words_of(const EditVisit& visit, const Edit& edit, Language language);
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
