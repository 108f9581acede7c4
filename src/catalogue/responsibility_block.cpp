#include "catalogue/responsibility_block.h"

#include <algorithm>
#include <limits>

namespace dw::catalogue {

std::size_t ResponsibilityBlock::bytes() const {
    constexpr std::size_t texts = 160;  // of one EntryTerms: a file name, a hash, a period
    return sizeof(*this) + services_.capacity() * sizeof(std::int64_t) +
           entries_.capacity() * sizeof(Entry) + holders_.capacity() * sizeof(Holder) +
           terms_.capacity() * (sizeof(EntryTerms) + texts) + ids_.bytes();
}

// The numbers are hashes, so they lie evenly: where one must be is nearly known.
ResponsibilityBlock::Range ResponsibilityBlock::entries_for(std::int64_t ref) const {
    const std::size_t count = services_.size();
    constexpr double all = 18446744073709551616.0;  // 2^64
    const double share = (static_cast<double>(ref) + all / 2) / all;
    std::size_t low = std::min(count, static_cast<std::size_t>(share * static_cast<double>(count)));
    std::size_t high = low;
    for (std::size_t step = 1; low > 0 && services_[low - 1] >= ref; step *= 2) {
        high = low;
        low -= std::min(low, step);
    }
    for (std::size_t step = 1; high < count && services_[high] < ref; step *= 2) {
        low = high + 1;
        high += std::min(count - high, step);
    }
    const auto begin = services_.begin();
    const auto first = std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                                        begin + static_cast<std::ptrdiff_t>(high), ref);
    auto last = first;
    while (last != services_.end() && *last == ref) ++last;
    return {static_cast<std::size_t>(first - begin), static_cast<std::size_t>(last - begin)};
}

void ResponsibilityBlock::add_candidates(std::int64_t ref, const SourceId& service,
                                         std::vector<Candidate>& candidates) const {
    const Range range = entries_for(ref);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const Entry& entry = entries_[i];
        const Holder& holder = holders_[entry.holder];
        const EntryTerms& terms = terms_[entry.terms];
        Candidate& candidate = candidates.emplace_back();
        Responsibility& responsibility = candidate.responsibility;
        responsibility.id = ids_.at(entry.id);
        responsibility.holder_kind = dw::catalogue::Holder::Organisation;
        if (holder.named) responsibility.holder = ids_.at(holder.id);
        responsibility.service = service;
        if (!area_.key().empty()) responsibility.areas.push_back(area_);
        responsibility.role = terms.role;
        responsibility.validity = terms.validity;
        candidate.area = area_;
        candidate.source = terms.source;
        candidate.imported_on = terms.imported_on;
        candidate.source_hash = terms.source_hash;
        candidate.holder_known = holder.known;
        candidate.off_since = terms.off_since;
    }
}

void ResponsibilityBlock::add_in_charge(std::int64_t ref, Date day,
                                        std::vector<SourceId>& holders) const {
    const Range range = entries_for(ref);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const Holder& holder = holders_[entries_[i].holder];
        const EntryTerms& terms = terms_[entries_[i].terms];
        const Claim claim{.role = terms.role,
                          .validity = terms.validity,
                          .is_off = terms.off_since.has_value(),
                          .holder_known = holder.known};
        if (verdict_of(claim, day) != Verdict::Competent) continue;
        holders.push_back(holder.named ? ids_.at(holder.id) : SourceId{});
    }
}

std::vector<std::int64_t> ResponsibilityBlock::offered() const {
    std::vector<char> counts;  // by number of the terms
    for (const EntryTerms& terms : terms_)
        counts.push_back(!terms.off_since && may_decide(terms.role) ? 1 : 0);
    std::vector<std::int64_t> refs;
    refs.reserve(services_.size());
    for (std::size_t i = 0; i < services_.size(); ++i)
        if (counts[entries_[i].terms] != 0) refs.push_back(services_[i]);
    return refs;
}

bool ResponsibilityBlock::is_outdated(const std::unordered_map<std::int64_t, bool>& known) const {
    return std::ranges::any_of(holders_, [&](const Holder& holder) {
        const auto now = known.find(holder.ref);
        return now != known.end() && (now->second != holder.known || !holder.named);
    });
}

std::uint32_t BlockBuilder::add_terms(EntryTerms terms) {
    block_.terms_.push_back(std::move(terms));
    return static_cast<std::uint32_t>(block_.terms_.size() - 1);
}

Outcome BlockBuilder::add_entry(std::int64_t service, const SourceId& id, const BlockHolder& holder,
                                std::uint32_t terms) {
    auto& holders = block_.holders_;
    const auto [place, is_new] =
        holders_.try_emplace(holder.ref, static_cast<std::uint32_t>(holders.size()));
    if (is_new) {
        CompactIds::Name name = 0;
        if (holder.id) {
            DW_TRY(name, block_.ids_.add(*holder.id));
        }
        holders.push_back({holder.ref, name, holder.id.has_value(), holder.known});
    }
    DW_TRY(const auto name, block_.ids_.add(id));
    added_.push_back({service, {name, place->second, terms}});
    return Nothing{};
}

ResponsibilityBlock BlockBuilder::finish() {
    std::ranges::sort(added_, {}, &Added::service);
    block_.services_.reserve(added_.size());
    block_.entries_.reserve(added_.size());
    for (const Added& one : added_) {
        block_.services_.push_back(one.service);
        block_.entries_.push_back(one.entry);
    }
    block_.holders_.shrink_to_fit();
    block_.terms_.shrink_to_fit();
    block_.ids_.shrink();
    return std::move(block_);
}

}  // namespace dw::catalogue
