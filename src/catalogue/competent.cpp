#include "catalogue/competent.h"

#include <algorithm>
#include <tuple>

namespace dw::catalogue {

bool may_decide(std::string_view role) {
    return role == "01" || role == "02";
}

namespace {

bool begins_later(const std::vector<Validity>& validity, Date day) {
    return std::any_of(validity.begin(), validity.end(),
                       [&](const Validity& v) { return v.from && day < *v.from; });
}

Verdict verdict_alone(const Candidate& candidate, Date day) {
    return verdict_of({.role = candidate.responsibility.role,
                       .validity = candidate.responsibility.validity,
                       .is_off = candidate.off_since.has_value(),
                       .holder_known = candidate.holder_known},
                      day);
}

std::size_t digits_of(const Judged& judged) {
    return judged.candidate.area.key().size();
}

// The most specific first; what stands behind the id tells apart what several administrations say
// of one entry.
bool comes_before(const Judged& a, const Judged& b) {
    if (digits_of(a) != digits_of(b)) return digits_of(a) > digits_of(b);
    const auto order = [](const Judged& judged) {
        const Candidate& candidate = judged.candidate;
        const Responsibility& responsibility = candidate.responsibility;
        return std::tie(judged.verdict, responsibility.holder, responsibility.service,
                        responsibility.id, candidate.off_since, candidate.source,
                        candidate.imported_on, candidate.source_hash);
    };
    return order(a) < order(b);
}

// Every candidate by itself.
std::vector<Judged> judge(std::vector<Candidate> candidates, const Ars& place, Date day) {
    std::vector<Judged> all;
    all.reserve(candidates.size());
    for (Candidate& candidate : candidates) {
        if (!candidate.area.contains(place)) continue;
        const Verdict verdict = verdict_alone(candidate, day);
        all.push_back({std::move(candidate), verdict});
    }
    std::sort(all.begin(), all.end(), comes_before);
    return all;
}

// Sets the verdicts that depend on the others, and lists who is in charge.
Competence decide(std::vector<Judged> all, const SourceId* service) {
    Competence competence;
    const auto in_charge = [](const Judged& j) { return j.verdict == Verdict::Competent; };
    const auto first = std::find_if(all.begin(), all.end(), in_charge);
    const std::size_t winning = first == all.end() ? 0 : digits_of(*first);
    const bool has_own = std::any_of(all.begin(), all.end(), [&](const Judged& judged) {
        return in_charge(judged) && digits_of(judged) == winning && service != nullptr &&
               judged.candidate.responsibility.service == *service;
    });
    for (Judged& judged : all) {
        if (!in_charge(judged)) continue;
        const Responsibility& responsibility = judged.candidate.responsibility;
        if (digits_of(judged) < winning) {
            judged.verdict = Verdict::LessSpecific;
        } else if (has_own && responsibility.service != *service) {
            judged.verdict = Verdict::OtherService;
        }
        if (!in_charge(judged)) continue;
        const bool listed =
            !competence.competent.empty() &&
            competence.competent.back().responsibility.holder == responsibility.holder;
        if (!listed) competence.competent.push_back(judged.candidate);
    }
    competence.judged = std::move(all);
    return competence;
}

}  // namespace

Verdict verdict_of(const Claim& claim, Date day) {
    if (claim.is_off) return Verdict::SwitchedOff;
    if (!holds_on(claim.validity, day)) {
        return begins_later(claim.validity, day) ? Verdict::NotYetValid : Verdict::NoLongerValid;
    }
    if (!may_decide(claim.role)) return Verdict::ContactOnly;
    return claim.holder_known ? Verdict::Competent : Verdict::HolderUnknown;
}

Competence resolve(std::vector<Candidate> candidates, const Ars& place, Date day) {
    return decide(judge(std::move(candidates), place, day), nullptr);
}

Competence without(Competence competence, const std::function<bool(const SourceId&)>& is_gone,
                   const SourceId* service) {
    for (Judged& judged : competence.judged) {
        const bool decided_with_others =
            judged.verdict == Verdict::LessSpecific || judged.verdict == Verdict::OtherService;
        if (judged.verdict != Verdict::Competent && !decided_with_others) continue;
        const bool gone = is_gone(judged.candidate.responsibility.holder);
        judged.verdict = gone ? Verdict::HolderGone : Verdict::Competent;
    }
    std::sort(competence.judged.begin(), competence.judged.end(), comes_before);
    return decide(std::move(competence.judged), service);
}

Competence resolve_for(const SourceId& service, std::vector<Candidate> candidates, const Ars& place,
                       Date day) {
    return decide(judge(std::move(candidates), place, day), &service);
}

}  // namespace dw::catalogue
