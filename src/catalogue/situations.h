// Life situations and the services that belong to them (data/situations).
#pragma once

#include <string_view>
#include <vector>

#include "terms/language.h"

namespace dw::catalogue {

struct Situation {
    std::string_view code, german, english;
    std::vector<std::string_view> key_starts;  // of LeiKa keys: 99, group, object
    std::string_view name(Language language) const {
        return language == Language::English ? english : german;
    }
};

const std::vector<Situation>& situations();
const Situation* situation(std::string_view code);  // nullptr: none of that code

}  // namespace dw::catalogue
