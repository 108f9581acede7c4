#include "cases/desk_draft_page.h"

#include <algorithm>

#include "base/text.h"
#include "cases/desk_conflict_page.h"
#include "cases/desk_decision_summary.h"
#include "cases/desk_why_part.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

Text why_words(SecondLook why) {
    switch (why) {
        case SecondLook::Always:
            return texts::desk_draft_always;
        case SecondLook::Amount:
            return texts::desk_draft_amount;
        case SecondLook::Sample:
            break;
    }
    return texts::desk_draft_sample;
}

bool is_own(const Visit& visit, const Draft& draft) {
    return draft.decision.by == visit.principal.person;
}

Html cosigners(const Visit& visit, const Draft& draft, const Directory& directory) {
    std::string names;
    for (const auto& person : draft.cosigned)
        names += (names.empty() ? "" : ", ") + directory.name_of(person);
    return web::escape(names.empty() ? visit.say(texts::desk_draft_nobody) : names);
}

Html form(const Visit& visit, const CaseFile& file, const std::string& error) {
    const auto& draft = *file.state.draft;
    Html sign;
    if (!is_own(visit, draft)) {
        std::vector<Html> buttons{web::named_button(
            {"schritt", "zeichnen", visit.say(texts::desk_draft_sign), web::Weight::Primary})};
        if (!draft.cosigned.contains(visit.principal.person))
            buttons.push_back(
                web::named_button({"schritt", "mitzeichnen", visit.say(texts::desk_draft_cosign),
                                   web::Weight::Secondary}));
        sign = web::button_group(buttons);
    }
    web::Field words;
    words.id = "hinweis";
    words.label =
        visit.say(is_own(visit, draft) ? texts::desk_draft_words_own : texts::desk_draft_words);
    words.value = std::string(visit.request.form.get("hinweis"));
    words.error = error;
    return web::post_form(
        visit.request, case_path(file.id, "draft"),
        seen_field(file.state.sequence) + sign + web::text_area(words, 4, visit.language) +
            web::named_button({"schritt", "zurueck",
                               visit.say(is_own(visit, draft) ? texts::desk_draft_take_back
                                                              : texts::desk_draft_return),
                               web::Weight::Secondary}));
}

web::Response draft_page(const Visit& visit, const CaseFile& file, const std::string& error) {
    const auto directory = Directory::read(visit, file);
    if (!directory) return web::error_response(visit.request, directory.error());
    const auto& draft = *file.state.draft;
    Html main;
    if (!error.empty()) main += web::error_summary({{"hinweis", error}}, visit.language);
    main += web::heading(1, visit.say(texts::desk_draft_title));
    main += web::lead(file.state.opened.subject + ", " + file.service_title);
    std::vector<web::ListRow> rows{
        {visit.say(texts::desk_draft_by), web::escape(directory->name_of(draft.decision.by))},
        {visit.say(texts::desk_draft_why), web::escape(visit.say(why_words(draft.why)))},
        {visit.say(texts::desk_draft_cosigned), cosigners(visit, draft, *directory)}};
    main += web::description_list(rows);
    if (is_own(visit, draft))
        main += web::alert(web::Tone::Info, visit.say(texts::desk_draft_own), {});
    main += decision_summary(visit, file, draft.decision, draft.fee) +
            why_of(visit, file, draft.decision);
    if (can(file, Act::SignDecision)) main += form(visit, file, error);
    return desk_page(visit, {.title = visit.say(texts::desk_draft_title),
                             .main = main,
                             .back_path = case_path(file.id),
                             .status = error.empty() ? 200 : 422});
}

struct Done {
    Result<store::Receipt> receipt;
    std::string_view what;  // in the address
};

Done act(const Visit& visit, const CaseFile& file, std::string_view step) {
    const auto seen = seen_sequence(visit.request);
    if (step == "zeichnen")
        return {visit.cases.sign_draft(visit.principal, file.id, seen), "festgehalten"};
    if (step == "mitzeichnen")
        return {visit.cases.cosign_draft(visit.principal, file.id, seen), "mitgezeichnet"};
    return {visit.cases.return_draft(visit.principal, file.id, seen,
                                     std::string(trim(visit.request.form.get("hinweis")))),
            "entwurf-zurueck"};
}

}  // namespace

Html draft_part(const Visit& visit, const CaseFile& file) {
    if (!file.state.is_open() || !file.state.draft) return {};
    const bool own = is_own(visit, *file.state.draft);
    return web::alert(web::Tone::Info,
                      visit.say(own ? texts::desk_draft_waits : texts::desk_draft_asks),
                      web::link_button(case_path(file.id, "draft"),
                                       visit.say(texts::desk_draft_open), web::Weight::Secondary));
}

web::Response draft_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!file->state.is_open() || !file->state.draft) return web::see_other(case_path(file->id));
    return draft_page(visit, *file, {});
}

web::Response draft_act_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    if (!can(*file, Act::SignDecision) || !file->state.draft)
        return web::see_other(case_path(file->id));
    const auto step = visit.request.form.get("schritt");
    const std::string words(visit.request.form.get("hinweis"));
    if (step != "zeichnen" && step != "mitzeichnen") {
        const auto needed = is_own(visit, *file->state.draft) ? Needed::No : Needed::Yes;
        const auto error = text_error(visit, words, needed, texts::desk_draft_words_missing);
        if (!error.empty()) return draft_page(visit, *file, error);
    }
    const auto done = act(visit, *file, step);
    if (done.receipt)
        return web::see_other(case_path(file->id) + "?getan=" + std::string(done.what));
    return failed_act(visit, done.receipt.error(),
                      {.seen = seen_sequence(visit.request), .text = words},
                      [&](const CaseFile& now, const Directory&) {
                          const bool still = now.state.draft && can(now, Act::SignDecision);
                          return still ? form(visit, now, {}) : Html{};
                      });
}

}  // namespace dw::cases
