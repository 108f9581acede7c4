#include "catalogue/quality_reading.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "catalogue/responsibility_table.h"
#include "catalogue/source_ids.h"
#include "store/change.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t named_places = 5;  // of a gap
constexpr std::size_t judged_offices = 1000;

// What is needed of a service after it went by.
struct Seen {
    SourceId id;
    std::int64_t ref;
    std::string title;
    std::vector<ServiceKey> keys;
};

class Examination {
  public:
    Examination(const Catalogue& catalogue, const QualityQuestion& question)
        : catalogue_(catalogue), question_(question) {}

    Result<QualityReport> run(const std::function<bool()>& goes_on);

  private:
    Outcome read_rows();
    Outcome read_services(const std::function<bool()>& goes_on);
    Outcome judge_texts(const Service& service);
    void judge_competence(const Seen& seen);
    void judge_contradictions();
    void judge_deadlines();
    Outcome judge_holders();
    Outcome judge_offices();
    void add(QualityFinding finding);
    bool holds_here(const Service& service) const;
    std::string gap_of(std::int64_t service) const;
    const Seen* seen(std::int64_t ref) const;

    const Catalogue& catalogue_;
    QualityQuestion question_;
    QualityEntries entries_;
    std::unordered_set<std::int64_t> held_above_;  // services somebody is in charge of everywhere
    std::unordered_map<std::int64_t, std::vector<Ars>> held_inside_;
    std::unordered_set<std::int64_t> with_variants_;
    std::vector<const Area*> towns_;  // by key
    std::vector<Seen> seen_;
    std::unordered_map<std::int64_t, std::size_t> seen_by_ref_;
    std::map<ServiceKey, std::vector<std::int64_t>> by_key_;
    std::map<ServiceKey, std::vector<Service>> with_deadlines_;
    std::vector<SourceId> with_places_;  // texts that depend on the place
    QualityReport report_;
};

Result<QualityReport> Examination::run(const std::function<bool()>& goes_on) {
    DW_TRY_DO(read_rows());
    DW_TRY_DO(read_services(goes_on));
    for (const SourceId& id : with_places_) {
        if (!goes_on()) return std::move(report_);
        DW_TRY(const Service service, catalogue_.service_for(id, question_.area, question_.day));
        DW_TRY_DO(judge_texts(service));
    }
    for (const Seen& one : seen_) judge_competence(one);
    judge_contradictions();
    judge_deadlines();
    DW_TRY_DO(judge_holders());
    DW_TRY_DO(judge_offices());
    // Two services may share two keys.
    std::set<Digest> known;
    std::erase_if(report_.findings,
                  [&](const auto& finding) { return !known.insert(finding.key()).second; });
    std::ranges::stable_sort(report_.findings, [](const auto& a, const auto& b) {
        return std::tie(a.kind, b.weight, a.title) < std::tie(b.kind, a.weight, b.title);
    });
    return std::move(report_);
}

Outcome Examination::read_rows() {
    DW_TRY(const store::Reader reader, catalogue_.store().reader());
    DW_TRY(entries_, read_entries(*reader, question_));
    report_.complete = entries_.complete;
    for (const QualityEntry& entry : entries_.up)
        if (entry.holder_known) held_above_.insert(entry.service);
    for (const QualityEntry& entry : entries_.inside)
        held_inside_[entry.service].push_back(area_of_number(entry.area));
    for (const Area& area : catalogue_.areas().all()) {
        const bool inhabited = question_.area.contains(area.ars) && area.population > 0;
        if (inhabited && catalogue_.areas().town_of(area.ars) == &area) towns_.push_back(&area);
    }
    return reader->for_each(
        "select distinct service from catalogue_specialisation where tenant = $1",
        {store::of(store::shared_tenant())}, [&](const store::Row& row) -> Outcome {
            with_variants_.insert(row.integer(0));
            return Nothing{};
        });
}

bool Examination::holds_here(const Service& service) const {
    if (!service.holds_on(question_.day)) return false;
    return service.areas.empty() || std::ranges::any_of(service.areas, [&](const Ars& area) {
               return area.contains(question_.area) || question_.area.contains(area);
           });
}

Outcome Examination::read_services(const std::function<bool()>& goes_on) {
    return catalogue_.each_service([&](const ServiceState& state) -> Outcome {
        if (!state.service || !holds_here(*state.service)) return Nothing{};
        if (seen_.size() == quality_services || !goes_on()) {
            report_.complete = false;
            return Nothing{};
        }
        const Service& service = *state.service;
        const std::int64_t ref = ref_of(service.id);
        seen_by_ref_.emplace(ref, seen_.size());
        seen_.push_back(
            {service.id, ref, std::string(in(service.title(), Language::German)), service.keys});
        ++report_.services;
        for (const ServiceKey& key : service.keys) by_key_[key].push_back(ref);
        const bool ours = held_inside_.contains(ref) || !state.local_words.empty();
        if (ours && (with_variants_.contains(ref) || !state.local_words.empty())) {
            with_places_.push_back(service.id);
        } else if (ours) {
            DW_TRY_DO(judge_texts(service));
        } else if (service.module("13") != nullptr || !service.deadlines.empty()) {
            for (const ServiceKey& key : service.keys) with_deadlines_[key].push_back(service);
        }
        return Nothing{};
    });
}

void Examination::add(QualityFinding finding) {
    if (report_.findings.size() == quality_findings) {
        report_.complete = false;
    } else {
        report_.findings.push_back(std::move(finding));
    }
}

Outcome Examination::judge_texts(const Service& service) {
    for (auto& finding : missing_texts(service)) add(std::move(finding));
    for (auto& finding : old_texts(service, question_.day)) add(std::move(finding));
    for (auto& finding : dead_links(service)) add(std::move(finding));
    for (auto& finding : long_sentences(service)) add(std::move(finding));
    if (service.keys.empty()) {
        for (auto& finding : differing_deadlines({service})) add(std::move(finding));
    }
    for (const ServiceKey& key : service.keys) with_deadlines_[key].push_back(service);
    return Nothing{};
}

const Seen* Examination::seen(std::int64_t ref) const {
    const auto found = seen_by_ref_.find(ref);
    return found == seen_by_ref_.end() ? nullptr : &seen_[found->second];
}

// "3 von 4: Bevern, Golmbach, Holenberg"; "" when every town has somebody.
std::string Examination::gap_of(std::int64_t service) const {
    std::vector<bool> covered(towns_.size());
    for (const Ars& area : held_inside_.find(service)->second) {
        // What lies in an area stands together, for its keys begin alike.
        auto town = std::ranges::lower_bound(towns_, area.key(), {},
                                             [](const Area* each) { return each->ars.key(); });
        for (; town != towns_.end() && area.contains((*town)->ars); ++town)
            covered[static_cast<std::size_t>(town - towns_.begin())] = true;
    }
    std::size_t without = 0;
    std::string names;
    for (std::size_t at = 0; at < towns_.size(); ++at) {
        if (covered[at]) continue;
        if (++without <= named_places)
            names += (names.empty() ? "" : ", ") + towns_[at]->short_name;
    }
    if (without == 0) return {};
    if (without > named_places) names += " …";
    return std::to_string(without) + " / " + std::to_string(towns_.size()) + ": " + names;
}

// Who is in charge of another service with the same key is in charge of this one (competent.h).
void Examination::judge_competence(const Seen& one) {
    std::vector<std::int64_t> refs{one.ref};
    for (const ServiceKey& key : one.keys)
        refs.insert(refs.end(), by_key_[key].begin(), by_key_[key].end());
    std::string gap;
    bool inside = false;
    for (const std::int64_t ref : refs) {
        if (held_above_.contains(ref)) return;
        if (!held_inside_.contains(ref)) continue;
        gap = gap_of(ref);
        if (gap.empty()) return;
        inside = true;
    }
    add({.kind = inside ? QualityKind::PlaceWithGap : QualityKind::NobodyInCharge,
         .object = one.id,
         .area = question_.area,
         .part = "",
         .title = one.title,
         .details = gap});
}

void Examination::judge_contradictions() {
    std::map<std::tuple<std::int64_t, std::int64_t, char>, std::set<std::int64_t>> holders;
    for (const QualityEntry& entry : entries_.inside)
        holders[{entry.service, entry.area, entry.role}].insert(entry.holder);
    for (const auto& [where, offices] : holders) {
        const Seen* service = seen(std::get<0>(where));
        if (offices.size() < 2 || service == nullptr) continue;
        add({.kind = QualityKind::Contradiction,
             .object = service->id,
             .area = area_of_number(std::get<1>(where)),
             .part = "",
             .title = service->title,
             .details = std::to_string(offices.size())});
    }
}

void Examination::judge_deadlines() {
    for (const auto& [key, services] : with_deadlines_) {
        const bool ours = std::ranges::any_of(services, [&](const Service& service) {
            return held_inside_.contains(ref_of(service.id));
        });
        if (!ours) continue;
        for (auto& finding : differing_deadlines(services)) add(std::move(finding));
    }
}

// Entries that wait for an organisation nobody delivered.
Outcome Examination::judge_holders() {
    std::set<std::pair<std::int64_t, std::int64_t>> unknown;
    for (const QualityEntry& entry : entries_.inside)
        if (!entry.holder_known) unknown.emplace(entry.service, entry.area);
    for (const auto& [ref, area] : unknown) {
        const Seen* service = seen(ref);
        if (service == nullptr) continue;
        add({.kind = QualityKind::DeadReference,
             .object = service->id,
             .area = area_of_number(area),
             .part = "",
             .title = service->title,
             .details = ""});
    }
    return Nothing{};
}

Outcome Examination::judge_offices() {
    std::vector<SourceId> offices;
    {
        DW_TRY(const store::Reader reader, catalogue_.store().reader());
        DW_TRY(offices, organisations_within(*reader, question_.area, judged_offices));
    }
    for (const SourceId& id : offices) {
        const auto office = catalogue_.organisation(id);
        if (!office || !office->parent) continue;
        const auto parent = catalogue_.organisation(*office->parent);
        if (parent || parent.error().kind != ErrorKind::NotFound) continue;
        add({.kind = QualityKind::DeadReference,
             .object = id,
             .area = {},
             .part = "parent",
             .title = std::string(in(office->name, Language::German)),
             .details = office->parent->to_string()});
    }
    return Nothing{};
}

}  // namespace

Result<QualityReport> read_quality(const Catalogue& catalogue, const QualityQuestion& question,
                                   const std::function<bool()>& goes_on) {
    return Examination(catalogue, question).run(goes_on);
}

}  // namespace dw::catalogue
