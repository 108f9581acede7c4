#include "catalogue/competent.h"

#include <algorithm>
#include <tuple>

namespace dw::catalogue {

namespace {

// XZuFi roles: 01 and 02 are in charge, 03 gives advice only.
bool may_decide(const Responsibility& responsibility) {
    return responsibility.role == "01" || responsibility.role == "02";
}

bool begins_later(const Responsibility& responsibility, Date day) {
    return std::any_of(responsibility.validity.begin(), responsibility.validity.end(),
                       [&](const Validity& v) { return v.from && day < *v.from; });
}

// What can be said without looking at the others.
Verdict verdict_alone(const Candidate& candidate, Date day) {
    const Responsibility& responsibility = candidate.responsibility;
    if (candidate.off_since) return Verdict::SwitchedOff;
    if (!holds_on(responsibility.validity, day)) {
        return begins_later(responsibility, day) ? Verdict::NotYetValid : Verdict::NoLongerValid;
    }
    if (!may_decide(responsibility)) return Verdict::ContactOnly;
    return candidate.holder_known ? Verdict::Competent : Verdict::HolderUnknown;
}

std::size_t digits_of(const Judged& judged) {
    return judged.candidate.area.key().size();
}

// Every candidate by itself, the most specific first.
std::vector<Judged> judge(const std::vector<Candidate>& candidates, const Ars& place, Date day) {
    std::vector<Judged> all;
    for (const Candidate& candidate : candidates) {
        if (!candidate.area.contains(place)) continue;
        all.push_back({candidate, verdict_alone(candidate, day)});
    }
    const auto order = [](const Judged& judged) {
        const Responsibility& responsibility = judged.candidate.responsibility;
        return std::tuple(-static_cast<int>(digits_of(judged)), judged.verdict,
                          responsibility.holder, responsibility.service, responsibility.id);
    };
    std::sort(all.begin(), all.end(),
              [&](const Judged& a, const Judged& b) { return order(a) < order(b); });
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

Competence resolve(const std::vector<Candidate>& candidates, const Ars& place, Date day) {
    return decide(judge(candidates, place, day), nullptr);
}

Competence resolve_for(const SourceId& service, const std::vector<Candidate>& candidates,
                       const Ars& place, Date day) {
    return decide(judge(candidates, place, day), &service);
}

}  // namespace dw::catalogue
