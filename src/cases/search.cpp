// Finding cases by words: the blind index says where they may be, the visible index what of it is
// for this person.
#include "cases/cases.h"
#include "cases/search_words.h"
#include "cases/word_table.h"
#include "store/row_list.h"

namespace dw::cases {

namespace {

using store::of;

// Looked at for one page, so that a word that stands everywhere costs no more than another.
constexpr int looked_at_once = 500;
constexpr int rounds = 4;

// Those of the cases the person may read, in their order.
Result<std::vector<CaseId>> readable(store::Connection& connection,
                                     const identity::Principal& principal,
                                     const std::vector<CaseId>& ids) {
    std::vector<store::Value> wanted;
    for (const auto& id : ids) wanted.push_back(of(id));
    std::map<CaseId, std::vector<identity::VisibleRow>> rows;
    DW_TRY_DO(store::for_each_in(
        connection,
        "select case_id, scope, acts from visible where tenant = $1 and case_id in $list",
        principal.tenant, wanted, [&](const store::Row& row) -> Outcome {
            rows[row.id<CaseId>(0)].push_back(
                {row.id<identity::ScopeId>(1), static_cast<std::uint32_t>(row.integer(2))});
            return Nothing{};
        }));
    const auto reads = static_cast<std::uint32_t>(identity::Act::ReadCase);
    std::vector<CaseId> found;
    for (const auto& id : ids)
        if (identity::acts_of(principal, rows[id]) & reads) found.push_back(id);
    return found;
}

}  // namespace

Result<InboxPage> Cases::search(const identity::Principal& principal, std::string_view typed,
                                std::string_view cursor, int limit) const {
    if (!identity::role_allows(principal, "case.list"))
        return denied("cases.list", "the role has no inbox");
    WordQuestion question{.tenant = principal.tenant,
                          .organisation = principal.organisation,
                          .words = {},
                          .limit = looked_at_once};
    if (!cursor.empty()) {
        question.before = CaseId::parse(cursor);
        if (!question.before) return invalid("cases.cursor", "not a cursor of this list");
    }
    DW_TRY(const auto reader, at_.store.reader());
    const auto key = at_.store.keys().by_compartment(
        *reader, principal.tenant, projection_compartment(principal.organisation));
    if (!key && key.error().kind == ErrorKind::NotFound) return InboxPage{};  // no case yet
    if (!key) return key.error();
    for (const auto& word : question_words(typed))
        question.words.push_back(blind_word(word_key(*key), word));
    if (question.words.empty()) return InboxPage{};

    std::vector<CaseId> found;
    std::optional<CaseId> next;
    for (int round = 0; round < rounds; ++round) {
        DW_TRY(const auto page, cases_with_words(*reader, question));
        DW_TRY(const auto mine, readable(*reader, principal, page.ids));
        found.insert(found.end(), mine.begin(), mine.end());
        next = question.before = page.last;
        if (!next || found.size() >= static_cast<std::size_t>(limit)) break;
    }
    if (found.size() > static_cast<std::size_t>(limit)) {
        found.resize(static_cast<std::size_t>(limit));
        next = found.back();
    }
    DW_TRY(auto page, rows_of(*reader, principal, found));
    if (next) page.next = next->to_string();
    return page;
}

}  // namespace dw::cases
