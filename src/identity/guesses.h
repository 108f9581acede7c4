// Guesses: how often somebody may try a secret (a password, a case's code) before waiting.
//
// Counted in durable rows by object and network, so that neither a restart nor another copy of the
// program forgets. An attempt counts as a failure before it is examined; success takes it back.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "store/store.h"
#include "web/volume_limits.h"

namespace dw::identity {

// What is guessed at, as a hash: a login, a case number, a draft's code.
Digest guess_object(std::string_view kind, std::string_view name);
using web::network_of;

struct GuessPermit {
    std::chrono::seconds wait{0};  // 0: go on; the attempt is counted
    bool allowed() const { return wait.count() == 0; }
};
Result<GuessPermit> begin_guess(store::Store& store, const Digest& object,
                                std::string_view network);
// The same for all objects of a kind together from one network: who tries a list of logins gets no
// further than who tries one. Its counter goes down by one with forgive_network.
Result<GuessPermit> begin_network_guess(store::Store& store, std::string_view kind,
                                        std::string_view network);
Outcome forgive_network(store::Store& store, std::string_view kind, std::string_view network);
// The guess was right.
Outcome forgive_guesses(store::Store& store, const Digest& object, std::string_view network);
// Removes counters whose last failure is over a day old.
Outcome forget_old_guesses(store::Store& store);

}  // namespace dw::identity
