// "Is something wrong here?": a form without personal data, and its confirmation.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "catalogue/catalogue_rooms.h"
#include "web/http.h"

namespace dw::catalogue {

// Counts notices per client address, so that nobody fills the table. In memory: a restart forgives.
// May be used from any thread.
class NoticeBrake {
  public:
    bool may_send(const std::string& client, Instant now);

  private:
    struct Count {
        Instant since{};
        int notices = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Count> counts_;
};

// What a notice can be about, and its words; nothing for anything else.
inline constexpr std::string_view notice_subjects[] = {"office", "contact", "text", "other"};
std::optional<Text> notice_subject(std::string_view value);

web::Response notice_form(const Rooms& rooms, const web::Request& request);
web::Response take_notice(const Rooms& rooms, NoticeBrake& brake, const web::Request& request);
web::Response notice_thanks(const Rooms& rooms, const web::Request& request);

}  // namespace dw::catalogue
