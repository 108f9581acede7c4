// What a request to the search asks for: words and a place, from the form or from the words.
#pragma once

#include <string>

#include "catalogue/asked_place.h"
#include "catalogue/catalogue_rooms.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::catalogue {

struct SearchQuestion {
    std::string typed;  // all of it
    std::string words;  // without the place, when it was among them
    AskedPlace place;
    bool place_from_words = false;
    std::string misspelt_place;  // as it was typed
};

// "Hund anmelden in Bremerhaven" says the place as well, when it was not said otherwise.
SearchQuestion search_question(const Rooms& rooms, const web::Request& request);
// The same without a form: for programs.
SearchQuestion understood_question(const Rooms& rooms, std::string_view text);

// Says how the place was understood, and how to take it away.
web::Html place_note(const SearchQuestion& question, Language language);
// Says which words were taken for others, and what else may have been meant.
web::Html words_note(const SearchAnswer& answer, const SearchQuestion& question, Language language);

}  // namespace dw::catalogue
