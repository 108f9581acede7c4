#include "catalogue/edit_offices.h"

#include <algorithm>

#include "catalogue/office_view.h"
#include "catalogue/reasons.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

using web::Html;

namespace {

// The candidates as they would be: what the administration says now is taken back, the other put in
// its place.
std::vector<Candidate> candidates_with(const Catalogue& catalogue, const Competence& now,
                                       const EditTarget& target, const OwnResponsibilities& before,
                                       const OwnResponsibilities& own, Date today) {
    const auto has = [](const std::vector<SourceId>& ids, const SourceId& id) {
        return std::ranges::find(ids, id) != ids.end();
    };
    std::vector<Candidate> candidates;
    for (const Judged& judged : now.judged) {
        Candidate candidate = judged.candidate;
        const Responsibility& entry = candidate.responsibility;
        if (candidate.area == target.area && entry.service == target.object) {
            const bool ours = entry.id.agency == own_agency && has(before.added, entry.holder);
            if (ours) continue;
            if (has(before.off, entry.id)) candidate.off_since.reset();
            if (has(own.off, entry.id)) candidate.off_since = today;
        }
        candidates.push_back(std::move(candidate));
    }
    for (const SourceId& holder : own.added) {
        Candidate candidate;
        candidate.holder_known = catalogue.organisation(holder).has_value();
        candidate.responsibility = {.id = {std::string(own_agency), holder.to_string()},
                                    .holder = holder,
                                    .service = target.object,
                                    .role = "01"};
        candidate.area = target.area;
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

}  // namespace

bool OfficesThen::asks_several() const {
    if (then.size() < 2) return false;
    return std::ranges::any_of(then, [&](const OfficeThen& one) {
        return std::ranges::none_of(
            now, [&](const OfficeThen& other) { return other.office.id == one.office.id; });
    });
}

bool OfficesThen::loses_online() const {
    return std::ranges::any_of(now, &OfficeThen::online) &&
           std::ranges::none_of(then, &OfficeThen::online);
}

Result<OfficesThen> offices_then(const EditVisit& visit, const EditTarget& target,
                                 const OwnResponsibilities& own) {
    const Catalogue& catalogue = visit.desk.catalogue;
    const Date today = visit.desk.today();
    DW_TRY(const Service service, catalogue.service_for(target.object, target.area, today));
    DW_TRY(const Bytes part, visit.desk.editing.part_now(visit.editor.tenant, target));
    DW_TRY(const OwnResponsibilities before, responsibilities_from(part));
    DW_TRY(Competence now, catalogue.competent(service, target.area, today));
    Competence then =
        resolve_for(service.id, candidates_with(catalogue, now, target, before, own, today),
                    target.area, today);
    OfficesThen offices;
    offices.wider_area = !then.competent.empty() && then.competent.front().area != target.area;
    const auto named = [&](Competence competence) -> Result<std::vector<OfficeThen>> {
        DW_TRY(auto with, with_names(catalogue, std::move(competence), today, &service.id));
        std::vector<OfficeThen> found;
        for (Organisation& office : with.organisations) {
            const bool online = visit.desk.hooks.own_form &&
                                visit.desk.hooks.own_form(service, office, target.area);
            found.push_back({std::move(office), online});
        }
        return found;
    };
    DW_TRY(offices.now, named(std::move(now)));
    DW_TRY(offices.then, named(std::move(then)));
    return offices;
}

std::string names_of(const EditVisit& visit, const std::vector<OfficeThen>& offices) {
    std::string names;
    for (const OfficeThen& one : offices) {
        const bool last = &one == &offices.back();
        if (!names.empty()) names += last ? " " + visit.say(texts::edit_and) + " " : ", ";
        names += name_of(one.office, visit.language());
    }
    return names;
}

Html in_charge_then(const EditVisit& visit, const EditTarget& target, const OfficesThen& offices) {
    const auto where = area_name(visit, target.area);
    Html shown = web::heading(2, visit.say(texts::edit_in_charge_then, {where}));
    if (offices.then.empty()) {
        shown += web::alert(web::Tone::Warning, visit.say(texts::edit_nobody_then),
                            web::paragraph(visit.say(texts::edit_nobody_then_text)));
    }
    std::vector<Html> items;
    for (const OfficeThen& one : offices.then) {
        const auto name = name_of(one.office, visit.language());
        items.push_back(
            web::escape(one.online ? visit.say(texts::edit_office_online, {name}) : name));
    }
    if (!items.empty()) shown += web::bullet_list(items);
    if (offices.wider_area) shown += web::muted(visit.say(texts::edit_wider_area_decides));
    if (!offices.loses_online()) return shown;
    return shown + web::alert(web::Tone::Warning, visit.say(texts::edit_online_lost),
                              web::paragraph(visit.say(texts::edit_online_lost_text,
                                                       {names_of(visit, offices.now), where})));
}

}  // namespace dw::catalogue
