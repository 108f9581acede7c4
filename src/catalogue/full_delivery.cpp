#include "catalogue/full_delivery.h"

#include <algorithm>

#include "base/limits.h"
#include "catalogue/import_group.h"
#include "catalogue/import_journal.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

using store::shared_tenant;

// The ids of a kind that are stored for a source.
Outcome for_each_stored(store::Connection& connection, ObjectKind kind, const std::string& agency,
                        const std::function<void(SourceId)>& each) {
    if (subject_of(kind) == Subject::Responsibility) {
        const auto holder = kind == ObjectKind::OrganisationResponsibility ? Holder::Organisation
                                                                           : Holder::OnlineService;
        const std::string first = responsibility_key(holder, {agency, ""});
        std::string behind = first;
        ++behind.back();
        return connection.for_each(
            "select distinct id from catalogue_responsibility "
            "where tenant = $1 and id >= $2 and id < $3",
            {store::of(shared_tenant()), store::of(first), store::of(behind)},
            [&](const store::Row& row) -> Outcome {
                each(id_of_key(row.text(0)));
                return Nothing{};
            });
    }
    return connection.for_each(
        "select s.value from catalogue_source_id s join " + std::string(table_of(kind)) +
            " o on o.tenant = s.tenant and o.ref = s.ref "
            "where s.tenant = $1 and s.agency = $2",
        {store::of(shared_tenant()), store::of(agency)}, [&](const store::Row& row) -> Outcome {
            each({agency, row.text(0)});
            return Nothing{};
        });
}

using Stocks = std::set<std::pair<ObjectKind, std::string>>;

Stocks stocks_of(const std::vector<CheckedFile>& files) {
    Stocks stocks;
    for (const auto& file : files) stocks.insert(file.agencies.begin(), file.agencies.end());
    return stocks;
}

bool is_delivered(const std::vector<CheckedFile>& files, ObjectKind kind, const SourceId& id) {
    // A transfer may leave open of what the parent of a responsibility is.
    std::vector<std::uint64_t> keys{operation_key(kind, id)};
    if (kind == ObjectKind::OnlineResponsibility)
        keys.push_back(operation_key(ObjectKind::OrganisationResponsibility, id));
    return std::ranges::any_of(files, [&](const CheckedFile& file) {
        return std::ranges::any_of(
            keys, [&](std::uint64_t key) { return file.plan.ends_as_written(key); });
    });
}

std::optional<FullReport::Reason> refusal_of(const std::vector<CheckedFile>& files,
                                             const Delivery& delivery, const Stocks& stocks) {
    for (const auto& file : files) {
        if (file.refused) return FullReport::Reason{"import_full_refused", {file.name}};
        if (file.agencies.size() >= limits::import_agencies)
            return FullReport::Reason{"import_full_agencies",
                                      {std::to_string(limits::import_agencies)}};
    }
    if (stocks.empty() && !delivery.source.empty())
        return FullReport::Reason{"import_full_no_source", {delivery.source}};
    return std::nullopt;
}

// What cannot be told may be an object that would be deleted as missing.
std::optional<FullReport::Reason> reason_to_spare(const std::vector<CheckedFile>& files) {
    for (const auto& file : files)
        if (file.has_unknown_ids) return FullReport::Reason{"import_full_unknown", {file.name}};
    return std::nullopt;
}

bool is_too_much(const FullReport::Stock& stock, const FullDelivery& full) {
    return stock.missing > 1 && stock.missing * 100 > stock.stored * full.most_deleted;
}

Digest hash_of(const std::vector<CheckedFile>& files) {
    Sha256 hash;
    for (const auto& file : files) hash.add(file.hash);
    return hash.finish();
}

}  // namespace

Result<std::vector<MissingObject>> look_for_missing(store::Store& store, const Delivery& delivery,
                                                    const std::vector<CheckedFile>& files,
                                                    const FullDelivery& full, FullReport& report) {
    std::vector<MissingObject> missing;
    const auto stocks = stocks_of(files);
    report.refusal = refusal_of(files, delivery, stocks);
    if (report.refusal) return missing;
    report.spared = reason_to_spare(files);
    DW_TRY(const store::Reader reader, store.reader());
    for (const auto& [kind, agency] : stocks) {
        FullReport::Stock stock{agency, subject_of(kind)};
        DW_TRY_DO(for_each_stored(*reader, kind, agency, [&, what = kind](SourceId id) {
            ++stock.stored;
            if (is_delivered(files, what, id)) return;
            ++stock.missing;
            missing.push_back({what, std::move(id)});
        }));
        if (!report.refusal && !report.spared && is_too_much(stock, full)) {
            report.refusal = {
                "import_full_deletes",
                {agency, std::to_string(stock.missing), std::to_string(stock.stored),
                 std::string(kinds_text(stock.subject).de), std::to_string(full.most_deleted)}};
        }
        report.stocks.push_back(std::move(stock));
    }
    if (report.refusal || report.spared) missing.clear();
    return missing;
}

Result<std::int64_t> erase_missing(store::Store& store, const Delivery& delivery,
                                   const std::vector<MissingObject>& missing,
                                   const std::vector<CheckedFile>& files, WriteMode mode,
                                   FullReport& report) {
    if (missing.empty()) return 0;
    FileReport journal;
    journal.file = "full delivery";
    journal.hash = to_hex(hash_of(files));
    std::int64_t number = 0;
    if (mode != WriteMode::Rehearse) {
        DW_TRY(number, begin_import(store, {.source = journal.file,
                                            .agency = delivery.source,
                                            .hash = hash_of(files)}));
    }
    ImportWriter writer(store, number, mode);
    for (const auto& [kind, id] : missing) {
        DW_TRY_DO(writer.erase(
            {.id = id, .parts = {{.kind = kind, .before = Presence::Unknown, .is_last = true}}}));
    }
    DW_TRY_DO(writer.finish());
    report.deleted = journal.counts.deleted = writer.counts().deleted;
    journal.counts.changed = writer.counts().changed;
    if (mode == WriteMode::Rehearse) return 0;
    DW_TRY_DO(finish_import(store, number, journal));
    return writer.counts().changes;
}

}  // namespace dw::catalogue
