// "Is something wrong here?": a form without personal data, and its confirmation.
#pragma once

#include <string>

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// What a notice can be about, and its words; nothing for anything else.
inline constexpr std::string_view notice_subjects[] = {"office", "contact", "text", "other"};
std::optional<Text> notice_subject(std::string_view value);

web::Response notice_form(const Rooms& rooms, const web::Request& request);
web::Response take_notice(const Rooms& rooms, const web::Request& request);
web::Response notice_thanks(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
