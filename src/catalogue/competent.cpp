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
    if (!holds_on(responsibility.validity, day)) {
        return begins_later(responsibility, day) ? Verdict::NotYetValid : Verdict::NoLongerValid;
    }
    if (!may_decide(responsibility)) return Verdict::ContactOnly;
    return candidate.holder_known ? Verdict::Competent : Verdict::HolderUnknown;
}

}  // namespace

Competence resolve(const std::vector<Candidate>& candidates, const Ars& place, Date day) {
    Competence competence;
    for (const Candidate& candidate : candidates) {
        if (!candidate.area.contains(place)) continue;
        competence.judged.push_back({candidate, verdict_alone(candidate, day)});
    }
    const auto order = [](const Judged& judged) {
        const Responsibility& responsibility = judged.candidate.responsibility;
        return std::tuple(-static_cast<int>(judged.candidate.area.key().size()), judged.verdict,
                          responsibility.holder, responsibility.service, responsibility.id);
    };
    std::sort(competence.judged.begin(), competence.judged.end(),
              [&](const Judged& a, const Judged& b) { return order(a) < order(b); });

    std::optional<std::size_t> winning;  // digits of the most specific area
    for (Judged& judged : competence.judged) {
        if (judged.verdict != Verdict::Competent) continue;
        const std::size_t digits = judged.candidate.area.key().size();
        if (!winning) winning = digits;
        if (digits < *winning) {
            judged.verdict = Verdict::LessSpecific;
            continue;
        }
        const bool listed =
            !competence.competent.empty() && competence.competent.back().responsibility.holder ==
                                                 judged.candidate.responsibility.holder;
        if (!listed) competence.competent.push_back(judged.candidate);
    }
    return competence;
}

}  // namespace dw::catalogue
