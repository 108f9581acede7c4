// Counter, phone, letter: a clerk records a case for somebody, with the same form the person would
// fill in.
#pragma once

#include "cases/desk_visit.h"

namespace dw::cases {

web::Response record_page_route(const Visit& visit);  // GET /desk/record
web::Response record_route(const Visit& visit);       // POST /desk/record
web::Response share_route(const Visit& visit);        // GET /desk/channels

// What the draft keeps about the recording, and back; nothing when it cannot be read.
struct RecordingKept {
    Channel channel = Channel::Counter;
    Date received;
    IdentityCheck check = IdentityCheck::NotChecked;
    bool from_paper = false;
};
Json recording_json(const RecordingKept& kept);
// Options for Cases::open(), for the clerk who filled the draft in.
std::optional<OpenOptions> recording_options(const Json& kept, const identity::Principal& clerk);

// How a case came in, and what the clerk saw, in words.
Text channel_word(Channel channel);
Text identity_word(IdentityCheck check);

}  // namespace dw::cases
