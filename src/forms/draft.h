// Draft: answers on their way, saved with every step, until they are sent or forgotten.
//
// Drafts are not event-sourced. Their content is sealed with a key of their own; in the clear stand
// only ids, the day of deletion and hashes. Who may open one shows a random token in a cookie; the
// code on paper gives another device a token of its own.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "forms/submission.h"
#include "identity/principal.h"
#include "store/change.h"

namespace dw::forms {

using DraftId = Id<struct DraftTag>;

inline constexpr std::chrono::days draft_days{30};  // the day of deletion is shown on every page
// So long the device that sent it can open the confirmation again.
inline constexpr std::chrono::hours confirmation_hours{24};

struct Draft {
    store::TenantId tenant;  // of the organisation's desk
    DraftId id;
    Instant expires_at;
    std::int64_t version = 0;  // grows with every save; the guard against two windows
    store::KeyId key;

    std::string package_name;
    catalogue::SourceId service, organisation;
    Ars place;
    Language language = Language::German;
    // field id → value; also of questions that are not asked at the moment, so that nothing is lost
    // when somebody changes an answer and changes it back. Only what is asked is sent.
    Json answers = Json::object();
    std::vector<Upload> uploads;
    // Fields as they were typed where they could not be taken: shown again, never sent.
    std::vector<std::pair<std::string, std::string>> typed;
    std::vector<std::string> answered;  // ids of the groups that were saved
    std::string code;                   // to go on elsewhere; kept sealed, found by its hash
    // A clerk fills it in for somebody: nobody else may open it, signed in or not.
    std::optional<identity::PersonId> clerk;
    Json recording;  // what cases wanted kept about that
    // What cases wanted kept for the confirmation page; set once the draft was sent.
    std::optional<Json> confirmation;

    bool was_sent() const { return confirmation.has_value(); }
};

}  // namespace dw::forms
