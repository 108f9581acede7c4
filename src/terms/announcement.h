// Announcement (Bekanntgabe, § 41 VwVfG): from which day on something sent counts as known.
//
// The days differ by channel and year and are data (data/law/delivery_fiction.csv). A letter that
// verifiably arrived later counts from then; one that arrived earlier does not count earlier.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"
#include "base/result.h"
#include "terms/deadline.h"

namespace dw {

// frozen: stored by name (name_of)
enum class DeliveryChannel {
    Post,
    Electronic,
    Retrieval,    // sent date: the day of retrieval
    UserAccount,  // mailbox of a Nutzerkonto, § 9 OZG
    PostAbroad,
    PublicNotice,
    TaxPost,
    TaxElectronic,
};

std::optional<DeliveryChannel> delivery_channel_from(std::string_view name);
std::string_view name_of(DeliveryChannel channel);

struct DeliveryFiction {
    DeliveryChannel channel;
    Period period;
    EndOnFreeDay end;
    Ars area;
    Date first_day;  // of sending
    Date last_day;
    std::string citation;
    std::string source;
};

struct Announcement {
    Date known_on;
    std::vector<DeadlineStep> steps;
};

struct DeliveryTable;

// Read-only after loading; shared by all threads.
class DeliveryRules {
  public:
    // From the table packed into the program.
    static Result<DeliveryRules> load();
    static DeliveryTable parse(std::string_view csv);
    explicit DeliveryRules(std::vector<DeliveryFiction> fictions)
        : fictions_(std::move(fictions)) {}

    // NotFound (announcement.no_rule) when no law is known for that channel, place and day.
    Result<Announcement> announced(DeliveryChannel channel, Date sent, const Calendar& calendar,
                                   const Ars& seat) const;

    // The row that says so; nullptr when no law is known.
    const DeliveryFiction* find(DeliveryChannel channel, Date sent, const Ars& seat) const;

  private:
    std::vector<DeliveryFiction> fictions_;
};

struct DeliveryTable {
    std::vector<DeliveryFiction> fictions;
    Findings findings;
};

// The same with the day on which it verifiably arrived.
Announcement arrived_on(Announcement announcement, Date arrived);

}  // namespace dw
