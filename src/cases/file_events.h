// What a file of an authority has beside the work on it: how it came in, its Aktenzeichen, its
// Wiedervorlagen, that it was copied out, and that it lies with the files (z. d. A.).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/crypto.h"
#include "base/time.h"
#include "identity/principal.h"

namespace dw::cases {

// Where the case came from. Counter, phone and letter are recorded by a clerk.
// frozen: stored; the numbers in case_row.channel, the names in events
enum class Channel { Online, Api, Counter, Phone, Letter };
std::string_view name_of(Channel channel);
std::optional<Channel> channel_from(std::string_view name);
inline bool is_digital(Channel channel) {
    return channel == Channel::Online || channel == Channel::Api;
}
// Whether the person is there to take along the sheet with number and code.
inline bool is_present(Channel channel) {
    return channel == Channel::Counter;
}

// What the clerk saw to know who the person is. frozen: stored
enum class IdentityCheck { NotChecked, IdentityCard, Passport, ResidenceTitle, OtherDocument };
std::string_view name_of(IdentityCheck check);
std::optional<IdentityCheck> identity_check_from(std::string_view name);

// A clerk recorded the case for the person.
struct CaseRecorded {
    identity::PersonId by;  // who recorded it and looked at the document
    IdentityCheck identity = IdentityCheck::NotChecked;
    bool from_paper = false;  // the answers were typed from a form or a letter
    bool operator==(const CaseRecorded&) const = default;
};
// Aktenzeichen, by the filing plan of the organisation
struct ReferenceGiven {
    std::string reference;   // as people write it: "20.31-2026/0001"
    std::string filing_key;  // "20.31"
    std::int64_t year = 0, number = 0;
    bool operator==(const ReferenceGiven&) const = default;
};
// Wiedervorlage: the case is to be looked at again on that day. Named by the sequence of its event.
struct ReminderSet {  // internal, as all three
    Date on;
    std::string reason;
    identity::PersonId by;
    bool operator==(const ReminderSet&) const = default;
};
struct ReminderCame {  // the day has come: it stands in the inbox
    std::int64_t reminder = 0;
    bool operator==(const ReminderCame&) const = default;
};
struct ReminderSettled {
    std::int64_t reminder = 0;
    identity::PersonId by;
    bool operator==(const ReminderSettled&) const = default;
};
// z. d. A. (zu den Akten): nothing is left to do. The period of retention runs from that day.
struct CaseFiled {
    Date on;
    std::optional<identity::PersonId> by;  // nobody: the program, after filing_days (retention.h)
    bool operator==(const CaseFiled&) const = default;
};
// Taken back from the files: there is something to do again. Retention runs anew once the case is
// filed away again.
struct FilingUndone {  // internal
    Date on;
    std::string reason;
    identity::PersonId by;
    bool operator==(const FilingUndone&) const = default;
};
// Somebody took a copy of the whole file.
struct FileExported {  // internal
    identity::PersonId by;
    bool operator==(const FileExported&) const = default;
};
// The access code was given out anew; the one before opens nothing any more.
struct CodeRenewed {
    Digest code_hash{};
    identity::PersonId by;
    bool operator==(const CodeRenewed&) const = default;
};

struct Reminder {
    std::int64_t sequence = 0;
    ReminderSet set;
    bool came = false, settled = false;
    bool operator==(const Reminder&) const = default;
};

// --- commands ----------------------------------------------------------------------------------

struct SetReminder {
    Date on, today;
    std::string reason;
    identity::PersonId by;
};
struct BringReminder {
    std::int64_t reminder = 0;
    Date today;
};
struct SettleReminder {
    std::int64_t reminder = 0;
    identity::PersonId by;
};
struct FileAway {
    Date today;
    std::optional<identity::PersonId> by;
    std::optional<Date> kept_until;  // nothing: the package is not here
};
struct UndoFiling {
    Date today;
    std::string reason;
    identity::PersonId by;
};
struct RecordExport {
    identity::PersonId by;
};
struct RenewCode {
    Digest code_hash{};
    identity::PersonId by;
};
using FileCommand = std::variant<SetReminder, BringReminder, SettleReminder, FileAway, UndoFiling,
                                 RecordExport, RenewCode>;

}  // namespace dw::cases
