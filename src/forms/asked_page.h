// A page of questions of a draft, with one group of them or all: what it shows at first, and how
// what was sent is saved. Whatever is in order is kept, also when something else is not.
#pragma once

#include <string_view>
#include <vector>

#include "forms/forms.h"
#include "web/http.h"

namespace dw::forms {

// Which button was pressed, in the field `button_field`; none: go on.
inline constexpr std::string_view button_field = "schritt";
namespace pressed {
inline constexpr std::string_view later = "spaeter", back = "zurueck", upload = "hochladen",
                                  all = "alles", one_by_one = "einzeln", next = "weiter",
                                  remove_prefix = "entfernen:";  // and the blob of the file
}  // namespace pressed

struct AskedPage {
    const web::Request& request;
    const Forms& forms;
    std::vector<const QuestionGroup*> groups;
};

// The town is the one that was chosen before the form began; the postcode, where it has one.
SentFields prefilled(const AskedPage& page, const Draft& draft);
// Whether a question of the page is for files.
bool takes_files(const AskedPage& page, const Draft& draft);

struct SavedPage {
    Findings findings;
    bool asks_more = false;  // the answers have brought questions that were not asked before
};
// A group without findings counts as answered when the button goes on. Conflict when the draft was
// saved meanwhile.
Result<SavedPage> save_page(const AskedPage& page, Draft& draft);
// Takes the file away that a button with `remove_prefix` names.
Outcome remove_file(const Forms& forms, Draft& draft, std::string_view button);

}  // namespace dw::forms
