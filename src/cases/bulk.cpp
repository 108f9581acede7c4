#include "cases/bulk.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "cases/case_table.h"

namespace dw::cases {

namespace {

using store::of;

std::string place_of(BulkId id) {
    return "bulk_run/" + id.to_string();
}

template <class IdType>
Json id_or_null(const std::optional<IdType>& id) {
    return id ? Json(id->to_string()) : Json();
}

Json json_of(const BulkReport& report) {
    Json lines = Json::array();
    for (const auto& line : report.lines)
        lines.add(Json::object({{"case", line.id.to_string()},
                                {"number", line.number},
                                {"result", static_cast<std::int64_t>(line.result)},
                                {"sequence", line.sequence},
                                {"holder", id_or_null(line.holder)},
                                {"team", id_or_null(line.team)}}));
    return Json::object(
        {{"act", static_cast<std::int64_t>(report.act)}, {"lines", std::move(lines)}});
}

BulkReport report_from(const Json& json, Instant at) {
    BulkReport report{static_cast<BulkAct>(json["act"].as_integer().value_or(0)), at, {}};
    for (const Json& item : json["lines"].items()) {
        BulkLine line;
        line.id = CaseId::parse(item["case"].text_or("")).value_or(CaseId{});
        line.number = item["number"].text_or("");
        line.result = static_cast<BulkResult>(item["result"].as_integer().value_or(0));
        line.sequence = item["sequence"].as_integer().value_or(0);
        line.holder = identity::PersonId::parse(item["holder"].text_or(""));
        line.team = identity::TeamId::parse(item["team"].text_or(""));
        report.lines.push_back(std::move(line));
    }
    return report;
}

Outcome keep(const Cases& cases, const identity::Principal& principal, BulkId id,
             const BulkReport& report) {
    auto& store = cases.neighbours().store;
    store::Change change{.tenant = principal.tenant};
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto key,
           find_or_make_projection_key(store, *reader, principal.organisation, change));
    change.statements.push_back(
        {"insert into bulk_run (tenant, id, person, organisation, report, created_at) "
         "values ($1, $2, $3, $4, $5, $6) "
         "on conflict (tenant, id) do update set report = excluded.report",
         {of(principal.tenant), of(id), of(principal.person), of(principal.organisation),
          store::seal_value(store.keys(), key, place_of(id), as_bytes(to_string(json_of(report)))),
          of(report.at)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

BulkResult result_of(const Error& error) {
    if (error.code == "case.taken") return BulkResult::Taken;
    if (error.code == "case.closed" || error.code == "case.destroyed") return BulkResult::Closed;
    if (error.code == "cases.stale") return BulkResult::Changed;
    return BulkResult::NotAllowed;
}

Result<store::Receipt> act(Cases& cases, const identity::Principal& principal, const CaseFile& file,
                           const BulkWish& wish) {
    const auto seen = file.state.sequence;
    switch (wish.act) {
        case BulkAct::Take:
            return cases.take(principal, file.id, seen);
        case BulkAct::HandOver:
            return cases.hand_over(principal, file.id, seen, wish.to);
        case BulkAct::Note:
            break;
    }
    return cases.add_note(principal, file.id, wish.note);
}

// An error that is no matter of this case ends the whole act.
bool ends_all(const Error& error) {
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Corrupt;
}

Result<BulkLine> line_of(Cases& cases, const identity::Principal& principal, CaseId id,
                         const BulkWish& wish) {
    BulkLine line{.id = id, .number = {}};
    const auto file = cases.case_file(principal, id);
    if (!file && ends_all(file.error())) return file.error();
    if (!file) return line;
    line.number = file->state.opened.number;
    line.holder = file->state.assignee;
    line.team = file->state.team;
    if (wish.act == BulkAct::Take && line.holder == principal.person) {
        line.result = BulkResult::Nothing;
        return line;
    }
    const auto done = act(cases, principal, *file, wish);
    if (!done && ends_all(done.error())) return done.error();
    line.result = done ? BulkResult::Done : result_of(done.error());
    line.sequence = file->state.sequence + 1;
    return line;
}

// Each act waits for the disk; side by side they wait for it together. The lines stand as the cases
// were chosen.
constexpr std::size_t most_at_once = 8;

template <class Each>
Outcome side_by_side(std::size_t count, const Each& each) {
    std::atomic<std::size_t> next{0};
    std::mutex lock;
    std::optional<Error> ended;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            const Outcome done = each(i);
            if (done) continue;
            const std::lock_guard guard(lock);
            if (!ended) ended = done.error();
            next = count;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < std::min(count, most_at_once); ++i) threads.emplace_back(work);
        work();
    }
    if (ended) return *std::move(ended);
    return Nothing{};
}

// To whoever had it before.
BulkResult give_back(Cases& cases, const identity::Principal& principal, const BulkLine& line) {
    HandOver back{.to_person = line.holder, .to_team = {}, .note = {}};
    if (!line.holder) back.to_team = line.team;
    const auto done = cases.hand_over(principal, line.id, line.sequence, back);
    return done ? BulkResult::Undone : BulkResult::Changed;
}

}  // namespace

Result<BulkId> act_on_many(Cases& cases, const identity::Principal& principal,
                           const BulkWish& wish) {
    if (wish.cases.empty()) return invalid("cases.bulk_none", "no case was chosen");
    if (wish.cases.size() > bulk_cases) return invalid("cases.bulk_many", "too many cases");
    auto& store = cases.neighbours().store;
    BulkReport report{wish.act, store.clock().now(), {}};
    for (const auto& id : wish.cases)
        if (std::ranges::find(report.lines, id, &BulkLine::id) == report.lines.end())
            report.lines.push_back({.id = id, .number = {}});
    DW_TRY_DO(side_by_side(report.lines.size(), [&](std::size_t i) -> Outcome {
        DW_TRY(report.lines[i], line_of(cases, principal, report.lines[i].id, wish));
        return Nothing{};
    }));
    const auto id = BulkId::make(store.clock(), store.random());
    DW_TRY_DO(keep(cases, principal, id, report));
    return id;
}

Result<BulkReport> bulk_report(const Cases& cases, const identity::Principal& principal,
                               BulkId id) {
    auto& store = cases.neighbours().store;
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto rows, reader->query("select report, created_at from bulk_run "
                                          "where tenant = $1 and id = $2 and person = $3",
                                          {of(principal.tenant), of(id), of(principal.person)}));
    if (rows.empty()) return not_found("cases.no_bulk", "no such act of this person");
    DW_TRY(const auto plain, store::open_value(*reader, store.keys(), principal.tenant,
                                               place_of(id), rows[0].bytes(0)));
    DW_TRY(const auto json, parse_json(as_text(plain)));
    return report_from(json, rows[0].instant(1));
}

bool can_undo(const BulkReport& report, Instant now) {
    const bool moves = report.act != BulkAct::Note;
    return moves && now < report.at + bulk_undo_time &&
           std::ranges::any_of(report.lines, [](const BulkLine& line) {
               return line.result == BulkResult::Done && (line.holder || line.team);
           });
}

Outcome undo_bulk(Cases& cases, const identity::Principal& principal, BulkId id) {
    DW_TRY(auto report, bulk_report(cases, principal, id));
    if (!can_undo(report, cases.neighbours().store.clock().now()))
        return conflict("cases.bulk_late", "the time is over, or nothing is left to undo");
    DW_TRY_DO(side_by_side(report.lines.size(), [&](std::size_t i) -> Outcome {
        auto& line = report.lines[i];
        const bool done = line.result == BulkResult::Done && (line.holder || line.team);
        if (done) line.result = give_back(cases, principal, line);
        return Nothing{};
    }));
    return keep(cases, principal, id, report);
}

store::Statement forget_bulks(Instant now) {
    return {"delete from bulk_run where created_at < $1", {of(now - bulk_kept)}};
}

}  // namespace dw::cases
