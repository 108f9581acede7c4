// What the office writes to the applicant, the same on the status page, in the preview and on
// paper.
#pragma once

#include <string>

#include "cases/case.h"
#include "web/components.h"

namespace dw::cases {

// How the applicant comes to the content: with a one-time code to the address in the case, where
// the package is content with that level of trust, else on paper.
enum class ReadingWay { OneTimeCode, Post };
ReadingWay reading_way(const CaseState& state, const forms::Package* package);

// Whether a decision is kept ready to be retrieved: that needs a law that allows it, as the package
// says, and the consent of the applicant. Else it goes by post, even where she can read it online
// as well.
bool announced_online(const CaseState& state, const forms::Package* package);

// What must be announced or is written by law goes by post also to who reads online.
bool goes_by_post(const CaseState& state, const forms::Package* package, const Event& event);

// A message, a decision or what is to be paid before it: something the applicant gets.
bool is_for_applicant(const Event& event);

// The names of the files that came with an answer; "" for none.
std::string sent_files(const CaseState& state, const MessageSent& message);

// What somebody wrote, with its line breaks.
web::Html written_text(std::string_view text);

}  // namespace dw::cases
