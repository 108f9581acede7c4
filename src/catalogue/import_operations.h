// What a file wants done, one object after the other, in the same order on every reading.
#pragma once

#include <functional>
#include <vector>

#include "catalogue/key_set.h"
#include "catalogue/xzufi_mapping.h"
#include "standards/xzufi/reader.h"

namespace dw::catalogue {

enum class ObjectKind : std::uint8_t {
    Service,
    Specialisation,
    Organisation,
    OnlineService,
    OrganisationResponsibility,
    OnlineResponsibility
};

struct WriteOperation {
    ObjectKind kind;
    SourceId id;
    ResponsibilityHolder holder;  // of a responsibility
};

// The object itself, then the responsibilities nested in it. Stops at the first error.
Outcome for_each_write(
    xzufi::Objekt objekt, const xzufi::Element& element,
    const std::function<Outcome(const WriteOperation&, const xzufi::Element&)>& each);

// What a loesche means; both kinds of responsibility when it does not say which; none when its
// class is not kept here.
std::vector<ObjectKind> kinds_of(const xzufi::Loesche& loesche);

// Objects of different kinds and ids have different numbers.
std::uint64_t operation_key(ObjectKind kind, const SourceId& id);
std::uint64_t operation_key(ObjectKind kind, std::int64_t ref);

// What the operations of a file so far say about an object; Unknown: none was about it.
enum class Presence : std::uint8_t { Unknown, Written, Erased };

// Which operation on each object is the last one, for that one counts.
class ImportPlan {
  public:
    // First reading.
    void write(std::uint64_t key) { note(key, written_bit); }
    void erase(std::uint64_t key) { note(key, 0); }

    // Second reading: passes the operations once more, in the same order. Another thread may ask
    // the questions below at the same time.
    struct Passed {
        bool is_last;
        Presence before;
    };
    Passed pass_write(std::uint64_t key) { return pass(key, Presence::Written); }
    Passed pass_erase(std::uint64_t key) { return pass(key, Presence::Erased); }

    bool is_written(std::uint64_t key) const;       // somewhere in the file
    bool ends_as_written(std::uint64_t key) const;  // the last operation writes it
    bool is_named_once(std::uint64_t key) const;    // by one operation only
    bool shares_nothing_with(const ImportPlan& other) const;

  private:
    static constexpr std::uint16_t written_bit = 1;
    static constexpr std::uint16_t last_writes_bit = 2;
    static constexpr std::uint16_t repeated_bit = 4;
    struct Slot {
        std::uint64_t key;
        std::uint32_t last;  // ordinal, from 1; 0: the slot is free
        std::uint16_t bits;
        Presence passed;  // by the second reading; the others are as the first left them
    };
    void note(std::uint64_t key, std::uint16_t bits);
    Passed pass(std::uint64_t key, Presence after);
    Slot& add(std::uint64_t key);
    void grow();
    const Slot* find(std::uint64_t key) const;

    // Nearly all of millions of objects are written once and nothing else. The others have a slot,
    // by open addressing; what it says counts.
    KeySet written_once_;
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
    std::uint32_t ordinal_ = 0;
    std::uint32_t passed_ = 0;
};

}  // namespace dw::catalogue
