// Who is in charge of what in exactly one area, as the tables have it, small enough that all areas
// fit into memory. What many entries share (role, validity, where it comes from) stands once.
#pragma once

#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "catalogue/compact_ids.h"
#include "catalogue/competent.h"

namespace dw::catalogue {

// An organisation that entries name. Without an id: it is not known yet what it is called.
struct BlockHolder {
    std::int64_t ref = 0;  // source_ids.h
    std::optional<SourceId> id;
    bool known = false;  // the organisation itself has come
};

// What an entry says beside service, id and holder.
struct EntryTerms {
    std::string role;
    std::vector<Validity> validity;
    std::string source, source_hash;
    Date imported_on{};
    std::optional<Date> off_since;
};

// Unchanging; shared by all threads.
class ResponsibilityBlock {
  public:
    std::size_t size() const { return services_.size(); }
    std::size_t bytes() const;
    // Adds every entry for the service (its number, and the id that belongs to it).
    void add_candidates(std::int64_t ref, const SourceId& service,
                        std::vector<Candidate>& candidates) const;
    // Adds the organisations whose entries for the service hold by themselves.
    void add_in_charge(std::int64_t ref, Date day, std::vector<SourceId>& holders) const;
    // Services somebody is in charge of, whenever; as sorted numbers, some of them several times.
    std::vector<std::int64_t> offered() const;
    // Whether it takes one of these for known that is not, or the other way round.
    bool is_outdated(const std::unordered_map<std::int64_t, bool>& known) const;

  private:
    friend class BlockBuilder;
    struct Entry {
        CompactIds::Name id;
        std::uint32_t holder, terms;
    };
    struct Holder {
        std::int64_t ref;
        CompactIds::Name id;
        bool named, known;
    };
    struct Range {
        std::size_t begin, end;
    };
    Range entries_for(std::int64_t ref) const;

    Ars area_;
    std::vector<std::int64_t> services_;  // sorted; apart from the rest: searching reads only these
    std::vector<Entry> entries_;
    std::vector<Holder> holders_;
    std::vector<EntryTerms> terms_;
    CompactIds ids_;
};

class BlockBuilder {
  public:
    explicit BlockBuilder(const Ars& area) { block_.area_ = area; }
    std::uint32_t add_terms(EntryTerms terms);
    Outcome add_entry(std::int64_t service, const SourceId& id, const BlockHolder& holder,
                      std::uint32_t terms);
    ResponsibilityBlock finish();

  private:
    struct Added {
        std::int64_t service;
        ResponsibilityBlock::Entry entry;
    };
    ResponsibilityBlock block_;
    std::vector<Added> added_;
    std::unordered_map<std::int64_t, std::uint32_t> holders_;
};

}  // namespace dw::catalogue
