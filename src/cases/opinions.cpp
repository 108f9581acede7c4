#include "cases/opinions.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "cases/case_log.h"
#include "identity/visibility.h"
#include "terms/berlin.h"

namespace dw::cases {

namespace {

Error no_case() {
    return not_found("cases.none", "no such case, or not for this office");
}

OpinionView view_of(const Cases& cases, CaseId id, const CaseState& state, const Opinion& opinion) {
    const auto& catalogue = cases.neighbours().catalogue;
    OpinionView view{.id = id,
                     .number = state.opened.number,
                     .service_title = {},
                     .asked_by = {},
                     .opinion = opinion,
                     .documents = {},
                     .is_open = state.is_open()};
    if (const auto service = catalogue.service(state.opened.service))
        view.service_title = catalogue::in(service->title(), Language::German);
    if (const auto office = catalogue.organisation(state.opened.office))
        view.asked_by = catalogue::in(office->name, Language::German);
    const auto& chosen = opinion.asked.documents;
    for (const auto& document : state.documents)
        if (std::ranges::find(chosen, document.document) != chosen.end())
            view.documents.push_back(document);
    return view;
}

// The rows find the case; what is open to whom, its log says.
Result<CaseState> asked_case(const Cases& cases, const identity::Principal& principal, CaseId id) {
    auto& store = cases.neighbours().store;
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const bool allowed, identity::may(*reader, principal, "opinion.give", id));
    if (!allowed) return no_case();
    DW_TRY(auto loaded, load_case(*reader, store.keys(), principal.tenant, id));
    return std::move(loaded.state);
}

Result<Opinion> own_opinion(const identity::Principal& principal, const CaseState& state,
                            OpinionId id) {
    const auto* opinion = find_opinion(state, id);
    if (!opinion || opinion->asked.office != principal.organisation) return no_case();
    return *opinion;
}

// The question as it is stored: a law that counts silence sets the day itself.
Result<OpinionAsked> asked_by(const Cases& cases, const identity::Principal& principal,
                              const CaseState& state, const OpinionWish& wish) {
    auto& store = cases.neighbours().store;
    DW_TRY(const auto offices, offices_to_ask(cases, principal));
    const bool known =
        std::ranges::find(offices, wish.office, &identity::OrganisationPlace::organisation) !=
        offices.end();
    if (!known) return invalid("case.no_receiver", "no other office of this installation");
    OpinionAsked asked{.opinion = OpinionId::make(store.clock(), store.random()),
                       .office = wish.office,
                       .question = wish.question,
                       .documents = wish.documents,
                       .until = wish.until,
                       .law = wish.law,
                       .by = principal.person};
    if (wish.law.empty()) return asked;
    const auto laws = consent_laws(cases, state, berlin_date(store.clock().now()));
    const auto law = std::ranges::find_if(
        laws, [&](const ConsentLaw& each) { return each.law.law == wish.law; });
    if (law == laws.end()) return invalid("case.no_consent_law", "not the law of this place");
    asked.until = law->last_day;
    return asked;
}

}  // namespace

Result<std::vector<identity::OrganisationPlace>> offices_to_ask(
    const Cases& cases, const identity::Principal& principal) {
    DW_TRY(auto offices, cases.neighbours().identity.organisations(principal.tenant));
    std::erase_if(
        offices, [&](const auto& office) { return office.organisation == principal.organisation; });
    std::ranges::sort(offices, {}, &identity::OrganisationPlace::name);
    return offices;
}

std::vector<ConsentLaw> consent_laws(const Cases& cases, const CaseState& state, Date today) {
    const auto& tables = cases.neighbours().law.tables;
    const auto* package = cases.package_of(state);
    std::vector<ConsentLaw> laws;
    if (!package) return laws;
    for (const auto& law : tables.deadlines.all()) {
        const bool of_service =
            std::ranges::find(package->deadlines, law.law) != package->deadlines.end();
        if (law.kind != DeadlineKind::DeemedConsent || !of_service) continue;
        const auto explained =
            explained_deadline(tables, {.law = law.law, .from = today, .seat = state.opened.place});
        if (explained) laws.push_back({explained->law, explained->last_day});
    }
    return laws;
}

Result<std::vector<OpinionView>> opinions_to_give(const Cases& cases,
                                                  const identity::Principal& principal) {
    if (!identity::role_allows(principal, "opinion.give"))
        return denied("cases.denied", "opinion.give");
    identity::ListPage page;
    {
        DW_TRY(const auto reader, cases.neighbours().store.reader());
        DW_TRY(page, identity::list_visible(*reader,
                                            {.tenant = principal.tenant,
                                             .scopes = {identity::scope_of(principal.organisation)},
                                             .shelves = {identity::Shelf::Opinion},
                                             .limit = static_cast<int>(limits::list_items)}));
    }
    std::vector<OpinionView> views;
    for (const auto& item : page.items) {
        const auto state = asked_case(cases, principal, item.case_id);
        if (!state && state.error().kind == ErrorKind::NotFound) continue;
        if (!state) return state.error();
        for (const auto& opinion : state->opinions) {
            if (opinion.given || opinion.asked.office != principal.organisation) continue;
            views.push_back(view_of(cases, item.case_id, *state, opinion));
        }
    }
    std::ranges::sort(views, {}, [](const OpinionView& view) {
        return std::pair(view.opinion.asked.until, view.opinion.asked.opinion);
    });
    return views;
}

Result<OpinionView> opinion_view(const Cases& cases, const identity::Principal& principal,
                                 CaseId id, OpinionId opinion) {
    DW_TRY(const auto state, asked_case(cases, principal, id));
    DW_TRY(const auto own, own_opinion(principal, state, opinion));
    return view_of(cases, id, state, own);
}

Result<DocumentContent> opinion_document(const Cases& cases, const identity::Principal& principal,
                                         const OpinionView& view, DocumentId document) {
    const auto found = std::ranges::find(view.documents, document, &DocumentAdded::document);
    if (found == view.documents.end()) return not_found("cases.document", "no such document");
    return read_document(cases, principal.tenant, *found);
}

Result<store::Receipt> give_opinion(const Cases& cases, const identity::Principal& principal,
                                    const OpinionView& view, const std::string& text) {
    auto& store = cases.neighbours().store;
    const auto id = view.opinion.asked.opinion;
    return store::retry_on_conflict([&]() -> Result<store::Receipt> {
        DW_TRY(const auto state, asked_case(cases, principal, view.id));
        DW_TRY_DO(own_opinion(principal, state, id));
        DW_TRY(const auto events, decide(state, GiveOpinion{{id, text, principal.person}}));
        DW_TRY(const auto reader, store.reader());
        DW_TRY(auto appended, append(*reader, store.keys(),
                                     {principal.tenant, view.id, principal.actor, state, events}));
        return store.commit(std::move(appended.change));
    });
}

Result<OpinionView> opinion_to_come(const Cases& cases, const identity::Principal& principal,
                                    const CaseFile& file, const OpinionWish& wish) {
    DW_TRY(auto asked, asked_by(cases, principal, file.state, wish));
    return view_of(cases, file.id, file.state, {.asked = std::move(asked), .given = {}});
}

Result<store::Receipt> Cases::ask_opinion(const identity::Principal& principal, CaseId id,
                                          const OpinionWish& wish) {
    DW_TRY(const auto file, case_file(principal, id));
    DW_TRY(const auto asked, asked_by(*this, principal, file.state, wish));
    return perform(principal, id, {"case.work", std::nullopt},
                   AskOpinion{asked, berlin_date(at_.store.clock().now())});
}

}  // namespace dw::cases
