#include "cases/calendar_feed.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "cases/calendar_text.h"
#include "cases/case_table.h"
#include "cases/deadline_table.h"
#include "cases/texts.h"
#include "identity/visibility.h"
#include "web/page.h"

namespace dw::cases {

namespace {

using store::of;

constexpr int days_listed = 500;

struct Feed {
    store::TenantId tenant;
    identity::OrganisationId organisation;
    identity::PersonId person;
    identity::ScopeId scope;
};

Bytes hash_of(std::string_view token) {
    const auto digest = sha256(as_bytes(token));
    return {digest.begin(), digest.end()};
}

// frozen: stored (docs/formats.md)
store::Canonical fields_of(const Bytes& token_hash, const Feed& feed) {
    return std::move(store::Canonical("dienstweg.row.calendar-feed.v1")
                         .add(BytesView(token_hash))
                         .add(feed.tenant)
                         .add(feed.organisation)
                         .add(feed.person)
                         .add(feed.scope));
}

store::Statement removal(const identity::Principal& principal, identity::ScopeId scope) {
    return {"delete from calendar_feed where tenant = $1 and person = $2 and scope = $3",
            {of(principal.tenant), of(principal.person), of(scope)}};
}

Result<Feed> find_feed(store::Store& store, std::string_view token) {
    DW_TRY(const auto reader, store.reader());
    const Bytes hash = hash_of(token);
    DW_TRY(const auto rows,
           reader->query("select tenant, organisation, person, scope, seal from calendar_feed "
                         "where token_hash = $1",
                         {hash}));
    if (rows.empty()) return not_found("cases.no_feed", "no such calendar");
    const auto& row = rows[0];
    const Feed feed{row.id<store::TenantId>(0), row.id<identity::OrganisationId>(1),
                    row.id<identity::PersonId>(2), row.id<identity::ScopeId>(3)};
    if (!store.keys().seals().holds(fields_of(hash, feed), row[4]))
        return not_found("cases.no_feed", "a row nobody sealed");
    return feed;
}

Text kind_words(const Cases& cases, std::string_view law) {
    if (law == answer_law) return texts::calendar_answer;
    for (const auto& known : cases.neighbours().law.tables.deadlines.all()) {
        if (known.law != law) continue;
        if (known.kind == DeadlineKind::DeemedApproval) return texts::calendar_deemed_approval;
        if (known.kind == DeadlineKind::DeemedConsent) return texts::calendar_deemed_consent;
        if (known.kind == DeadlineKind::DeemedWithdrawal) return texts::calendar_deemed_withdrawal;
    }
    return texts::calendar_order;
}

// The day the office has named, of every open case of the scope; and what runs in them besides.
Result<std::vector<DeadlineLine>> last_days(store::Connection& connection, const Feed& feed) {
    using identity::Shelf;
    DW_TRY(auto lines, deadlines_of(connection, feed.tenant, feed.scope, days_listed));
    identity::ListQuestion question{
        .tenant = feed.tenant,
        .scopes = {feed.scope},
        .shelves = {Shelf::Unassigned, Shelf::InWork, Shelf::Waiting, Shelf::ToSign},
        .limit = static_cast<int>(limits::list_items)};
    bool more = true;
    while (more && lines.size() < 2 * std::size_t{days_listed}) {
        DW_TRY(const auto page, identity::list_visible(connection, question));
        for (const auto& item : page.items) lines.push_back({item.case_id, {}, item.due});
        more = page.more && !page.items.empty();
        if (more) question.after = page.items.back();
    }
    return lines;
}

std::string words_of(const Cases& cases, const std::string& number, const std::string& law) {
    const Text kind = law.empty() ? texts::calendar_processing : kind_words(cases, law);
    return number + ": " + std::string(kind.in(Language::German));
}

}  // namespace

Result<std::string> make_feed(store::Store& store, const identity::Principal& principal,
                              identity::ScopeId scope) {
    if (std::ranges::find(principal.scopes, scope) == principal.scopes.end())
        return denied("cases.feed_scope", "not a scope of one's own");
    const std::string token = random_token(store.random(), 32);
    const Bytes hash = hash_of(token);
    const Feed feed{principal.tenant, principal.organisation, principal.person, scope};
    store::Change change{.tenant = principal.tenant};
    change.statements = {
        removal(principal, scope),
        {"insert into calendar_feed (token_hash, tenant, organisation, person, scope, seal) "
         "values ($1, $2, $3, $4, $5, $6)",
         {hash, of(feed.tenant), of(feed.organisation), of(feed.person), of(feed.scope),
          store.keys().seals().seal(fields_of(hash, feed))}}};
    DW_TRY_DO(store.commit(std::move(change)));
    return token;
}

Outcome withdraw_feed(store::Store& store, const identity::Principal& principal,
                      identity::ScopeId scope) {
    store::Change change{.tenant = principal.tenant};
    change.statements = {removal(principal, scope)};
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Result<std::vector<identity::ScopeId>> feeds_of(store::Connection& connection,
                                                const identity::Principal& principal) {
    DW_TRY(const auto rows,
           connection.query("select scope from calendar_feed where tenant = $1 and person = $2",
                            {of(principal.tenant), of(principal.person)}));
    std::vector<identity::ScopeId> scopes;
    for (const auto& row : rows) scopes.push_back(row.id<identity::ScopeId>(0));
    return scopes;
}

Result<std::string> feed_text(const Cases& cases, std::string_view token) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto feed, find_feed(at.store, token));
    const auto principal = at.identity.principal(feed.tenant, feed.person);
    if (!principal && principal.error().kind == ErrorKind::Unavailable) return principal.error();
    const bool still = principal && principal->organisation == feed.organisation &&
                       identity::role_allows(*principal, "case.list") &&
                       std::ranges::find(principal->scopes, feed.scope) != principal->scopes.end();
    if (!still) return not_found("cases.no_feed", "its owner does not see these cases any more");
    DW_TRY(const auto reader, at.store.reader());
    DW_TRY(const auto days, last_days(*reader, feed));
    std::vector<CaseId> ids;
    for (const auto& line : days) ids.push_back(line.case_id);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    DW_TRY(const auto lines, read_lines(*reader, at.store.keys(), feed.tenant, ids));
    std::map<CaseId, std::string> numbers;
    for (const auto& line : lines) numbers[line.id] = line.number;
    CalendarText calendar{.name = std::string(texts::calendar_name.in(Language::German)),
                          .made = at.store.clock().now(),
                          .days = {}};
    for (const auto& line : days) {
        const auto number = numbers.find(line.case_id);
        if (number == numbers.end()) continue;
        calendar.days.push_back({line.case_id.to_string() + "/" + line.law + "@dienstweg",
                                 line.last_day, words_of(cases, number->second, line.law)});
    }
    return calendar_text(calendar);
}

void add_feed_route(web::Router& router, Cases& cases) {
    router.add({.path = std::string(feed_path) + "{token}",
                .act = "public",
                .handler =
                    [&cases](web::Request& request) {
                        auto text = feed_text(cases, request.parameter("token"));
                        if (!text) return web::error_response(request, text.error());
                        return web::file_response(*std::move(text), "text/calendar; charset=utf-8",
                                                  "fristen.ics");
                    },
                .volume = web::Volume::ApiReading});
}

}  // namespace dw::cases
