// All responsibilities of organisations in memory, as they were at one change of the catalogue.
// Gives the very answers the tables give (responsibility_table.h), without asking them. Pure.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "catalogue/competent.h"
#include "catalogue/responsibility_block.h"

namespace dw::catalogue {

// A service that carries a key.
struct KeyedService {
    std::uint64_t key = 0;  // its digits
    std::int64_t ref = 0;   // source_ids.h
    SourceId id;
    auto operator<=>(const KeyedService&) const = default;
};
// Sorted.
using KeyedServices = std::vector<KeyedService>;

// Unchanging; shared by all threads. Its parts are shared by the states before and after it.
class ResponsibilityIndex {
  public:
    using Blocks = std::unordered_map<std::int64_t, std::shared_ptr<const ResponsibilityBlock>>;

    ResponsibilityIndex(std::int64_t change, Blocks blocks,
                        std::shared_ptr<const KeyedServices> keyed);

    // See Catalogue::competent.
    Competence competent(const Service& service, const Ars& place, Date day) const;
    Competence competent(const ServiceKey& key, const Ars& place, Date day) const;
    // The same without the reasons: only who is in charge, sorted.
    std::vector<SourceId> in_charge(const Service& service, const Ars& place, Date day) const;

    // Services somebody is in charge of there, on whatever day; sorted numbers (source_ids.h).
    std::vector<std::int64_t> offered(const Ars& place) const;

    std::int64_t change() const { return change_; }
    const Blocks& blocks() const { return blocks_; }
    const std::shared_ptr<const KeyedServices>& keyed() const { return keyed_; }
    std::size_t size() const;
    std::size_t bytes() const;

  private:
    struct Asked;
    std::span<const KeyedService> with_key(const ServiceKey& key) const;
    std::vector<Asked> asked(const Service& service) const;
    std::vector<Candidate> candidates(const std::vector<Asked>& services, const Ars& place) const;

    std::int64_t change_;
    Blocks blocks_;
    std::shared_ptr<const KeyedServices> keyed_;
};

}  // namespace dw::catalogue
