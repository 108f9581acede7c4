#include "catalogue/reasons.h"

#include <algorithm>

#include "catalogue/asked_place.h"
#include "catalogue/overlay.h"
#include "catalogue/service_wording.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

Text sentence_for(Verdict verdict) {
    switch (verdict) {
        case Verdict::Competent:
            return texts::why_competent;
        case Verdict::LessSpecific:
            return texts::why_less_specific;
        case Verdict::ContactOnly:
            return texts::why_contact_only;
        case Verdict::NotYetValid:
            return texts::why_not_yet;
        case Verdict::NoLongerValid:
            return texts::why_no_longer;
        case Verdict::HolderUnknown:
            return texts::why_unknown_holder;
        case Verdict::OtherService:
            return texts::why_other_service;
        case Verdict::SwitchedOff:
            return texts::why_switched_off;
        case Verdict::HolderGone:
            return texts::why_holder_gone;
    }
    return texts::why_unknown_holder;
}

// The day that decides: the first one of what comes, the last one of what is over.
std::string deciding_day(const Judged& judged, Language language) {
    std::optional<Date> day = judged.candidate.off_since;
    for (const auto& period : judged.candidate.responsibility.validity) {
        if (judged.verdict == Verdict::NotYetValid && period.from) {
            day = day ? std::min(*day, *period.from) : *period.from;
        }
        if (judged.verdict == Verdict::NoLongerValid && period.until) {
            day = day ? std::max(*day, *period.until) : *period.until;
        }
    }
    return day ? written(*day, language) : std::string();
}

}  // namespace

Result<NamedCompetence> with_names(const Catalogue& catalogue, Competence competence, Date day,
                                   const SourceId* service) {
    NamedCompetence named;
    named.competence = std::move(competence);
    std::map<SourceId, Organisation> read;
    for (const auto& judged : named.competence.judged) {
        const auto& holder = judged.candidate.responsibility.holder;
        if (named.names.contains(holder)) continue;
        auto organisation = catalogue.organisation(holder);
        if (!organisation && organisation.error().kind != ErrorKind::NotFound) {
            return organisation.error();
        }
        named.names[holder] = organisation ? organisation->name : Localized{};
        if (organisation) read.emplace(holder, *std::move(organisation));
    }
    const auto is_gone = [&](const SourceId& holder) {
        const auto organisation = read.find(holder);
        return organisation != read.end() && !holds_on(organisation->second.validity, day);
    };
    const bool some_gone = std::ranges::any_of(named.competence.competent, [&](const auto& one) {
        return is_gone(one.responsibility.holder);
    });
    if (some_gone) named.competence = without(std::move(named.competence), is_gone, service);
    for (const auto& candidate : named.competence.competent) {
        const auto& holder = candidate.responsibility.holder;
        const auto organisation = read.find(holder);
        if (organisation == read.end())
            return not_found("catalogue.unknown_organisation", holder.to_string());
        named.organisations.push_back(std::move(organisation->second));
    }
    return named;
}

std::string reason(const NamedCompetence& named, const Judged& judged, const AreaRegister& areas,
                   Language language) {
    const auto& holder = judged.candidate.responsibility.holder;
    const auto known = named.names.find(holder);
    std::string name;
    if (known != named.names.end()) name = in(known->second, language);
    if (name.empty()) name = holder.to_string();
    return format(sentence_for(judged.verdict), language,
                  {name, area_with_level(areas, judged.candidate.area, language),
                   deciding_day(judged, language)});
}

std::string origin(const Candidate& candidate, Language language) {
    const bool own = candidate.responsibility.id.agency == own_agency;
    return format(own ? texts::why_source_own : texts::why_source, language,
                  {candidate.source, written(candidate.imported_on, language),
                   candidate.responsibility.id.to_string()});
}

std::string way_in_words(const AreaRegister& areas, const Ars& place, Language language) {
    std::string way;
    for (const auto* area : areas.way_up(place)) {
        if (!way.empty()) way += ", ";
        way += area_with_level(areas, area->ars, language);
    }
    if (place.level() != AreaLevel::Country) {
        way += (way.empty() ? "" : ", ") + area_with_level(areas, Ars{}, language);
    }
    return way;
}

std::string_view code_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Competent:
            return "competent";
        case Verdict::LessSpecific:
            return "less_specific";
        case Verdict::ContactOnly:
            return "contact_only";
        case Verdict::NotYetValid:
            return "not_yet_valid";
        case Verdict::NoLongerValid:
            return "no_longer_valid";
        case Verdict::HolderUnknown:
            return "holder_unknown";
        case Verdict::OtherService:
            return "other_service";
        case Verdict::SwitchedOff:
            return "switched_off";
        case Verdict::HolderGone:
            return "holder_gone";
    }
    return "";
}

}  // namespace dw::catalogue
