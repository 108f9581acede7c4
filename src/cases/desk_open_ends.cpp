#include "cases/desk_open_ends.h"

#include <algorithm>

#include "cases/fee.h"
#include "cases/fee_view.h"
#include "cases/standing.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

bool has_letter(const CaseState& state, bool (*is_so)(const Letter&)) {
    return std::ranges::any_of(state.letters, is_so);
}

Html with_way(const std::string& words, const std::string& path, const std::string& label) {
    return web::html<"{} {}">(words, web::link(path, label));
}

// The decision on an objection that had success says what applies now; what follows from that is
// done in the case it was about.
void add_of_objection(const Visit& visit, const CaseFile& file, std::vector<Html>& open) {
    const auto& state = file.state;
    const bool granted = state.outcome && (state.outcome->outcome == objection_granted ||
                                           state.outcome->outcome == objection_partly);
    if (state.objection && granted)
        open.push_back(with_way(visit.say(texts::desk_open_carry_out),
                                case_path(state.objection->against),
                                visit.say(texts::desk_open_original, {state.objection->number})));
    if (state.objections.empty()) return;
    const auto standing =
        standing_of(visit.cases, visit.principal.tenant, state, decided_on(state, file.history));
    if (!standing || !standing->objection) return;
    const auto& objection = *standing->objection;
    const bool changed = standing->standing == Standing::Amended || standing->changed_in_part;
    if (standing->standing != Standing::Contested && !changed) return;
    open.push_back(with_way(
        visit.say(changed ? texts::desk_open_amended : texts::desk_open_contested),
        case_path(objection.objection), visit.say(texts::desk_objection_link, {objection.number})));
}

std::vector<Html> open_ends(const Visit& visit, const CaseFile& file) {
    const auto& state = file.state;
    std::vector<Html> open;
    const auto payment = payment_of(state);
    if (payment == Payment::Open || payment == Payment::Underpaid || payment == Payment::Overpaid)
        open.push_back(web::escape(words_of(state).in(visit.language)));
    if (has_letter(state, [](const Letter& letter) { return letter.returned.has_value(); }))
        open.push_back(web::escape(visit.say(texts::desk_filed_returned)));
    if (has_letter(state, [](const Letter& letter) { return letter.waits(); }))
        open.push_back(with_way(visit.say(texts::desk_open_letter), "/desk/post",
                                visit.say(texts::desk_post_room)));
    for (const auto& letter : state.letters)
        if (letter.waits_online())
            open.push_back(web::escape(visit.say(is_request_for_payment(state, letter.sequence)
                                                     ? texts::desk_open_online_fee
                                                     : texts::desk_open_online)));
    if (state.has_open_reminder())
        open.push_back(web::escape(visit.say(texts::desk_open_reminder)));
    add_of_objection(visit, file, open);
    return open;
}

}  // namespace

Html closed_case_part(const Visit& visit, const CaseFile& file) {
    const auto open = open_ends(visit, file);
    if (open.empty()) return web::paragraph(visit.say(texts::desk_case_next_done));
    return web::paragraph(visit.say(texts::desk_open_ends)) + web::bullet_list(open);
}

}  // namespace dw::cases
