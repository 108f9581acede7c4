#include "catalogue/former_offices.h"

#include "catalogue/content.h"

namespace dw::catalogue {

namespace {

constexpr std::chrono::minutes read_anew{1};

}  // namespace

Result<FormerOffices::Ids> FormerOffices::read(const Catalogue& catalogue) {
    Ids ids;
    DW_TRY(const store::Reader reader, catalogue.store().reader());
    DW_TRY_DO(reader->for_each(
        "select content from catalogue_organisation where tenant = $1",
        {store::of(store::shared_tenant())}, [&](const store::Row& row) -> Outcome {
            DW_TRY(const auto office, organisation_from_content(row.bytes(0)));
            for (const SourceId& former : office.secondary_ids) ids.emplace(former, office.id);
            return Nothing{};
        }));
    return ids;
}

Result<std::optional<SourceId>> FormerOffices::now_called(const Catalogue& catalogue,
                                                          const SourceId& id, Instant now) {
    DW_TRY(const auto change, catalogue.change_number());
    const auto is_fresh = [&](const Kept& kept) {
        const bool young = now >= kept.read && now - kept.read < read_anew;
        return kept.ids && (kept.change == change || young);
    };
    const auto kept = [&] {
        std::lock_guard lock(mutex_);
        return kept_;
    };
    Kept known = kept();
    if (!is_fresh(known)) {
        // One reads; who comes meanwhile waits only when nothing was ever read.
        std::unique_lock reading(reading_, std::defer_lock);
        if (!reading.try_lock() && !known.ids) reading.lock();
        known = kept();
        if (reading.owns_lock() && !is_fresh(known)) {
            DW_TRY(auto ids, read(catalogue));
            known = {
                .change = change, .read = now, .ids = std::make_shared<const Ids>(std::move(ids))};
            std::lock_guard lock(mutex_);
            kept_ = known;
        }
    }
    const auto found = known.ids->find(id);
    return found == known.ids->end() ? std::optional<SourceId>() : std::optional(found->second);
}

}  // namespace dw::catalogue
