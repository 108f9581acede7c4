// What each thing in a transcript begins with.
#pragma once

#include <cstdint>

namespace dw::catalogue {

enum TranscriptMark : std::uint32_t {
    transcript_object,
    transcript_removal,
    transcript_problem,
    transcript_end,            // of a piece: where the one before ended, as to its bearings
    transcript_end_elsewhere,  // these follow
    transcript_end_inside      // not between objects
};

}  // namespace dw::catalogue
