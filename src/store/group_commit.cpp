// How a group of Changes becomes durable.
//
// First all together: every statement, then the heads of the logs are locked in tenant order, then
// events are stamped with position and hash and written, then commit. Nothing is read to decide: a
// statement that touches another number of rows than it says, or an event whose place in its stream
// is taken, is a failed guard. If any guard fails the whole transaction is undone and the group is
// written once more one by one, each Change behind a savepoint, so that only those leave the group
// that cannot stay. Locking the heads last keeps copies of the program from waiting for each
// other's statements.
#include "store/group_commit.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "base/limits.h"
#include "store/log_entry.h"

namespace dw::store {

namespace {

using Place = std::tuple<TenantId, StreamId, std::int64_t>;  // of an event in its stream
using Numbers = std::vector<std::size_t>;                    // of Changes in their group

struct Head {
    std::int64_t position = 0;
    Digest hash{};
    Instant at{};
};
using Heads = std::map<TenantId, Head>;  // in tenant order: the order of locking

Error guard_failed(const Statement& statement, std::int64_t rows) {
    const char* code = statement.on_miss == OnMiss::Refuse ? "store.claimed" : "store.guard";
    return conflict(code, std::to_string(rows) + " rows by: " + statement.sql);
}

Result<Head> lock_head(Connection& connection, TenantId tenant) {
    const std::string_view sql =
        connection.dialect() == Dialect::Postgres
            ? "select position, hash, at from log_head where tenant = $1 for update"
            : "select position, hash, at from log_head where tenant = $1";
    DW_TRY(auto rows, connection.query(sql, {of(tenant)}));
    if (rows.empty()) {
        DW_TRY_DO(
            connection.execute("insert into log_head (tenant, position, hash, at) "
                               "values ($1, 0, $2, 0) on conflict do nothing",
                               {of(tenant), Bytes(32)}));
        DW_TRY(rows, connection.query(sql, {of(tenant)}));
    }
    if (rows.size() != 1 || rows[0].bytes(1).size() != 32)
        return corrupt("store.log_head", "head of " + tenant.to_string());
    Head head{.position = rows[0].integer(0), .hash = {}, .at = rows[0].instant(2)};
    std::ranges::copy(rows[0].bytes(1), head.hash.begin());
    return head;
}

Result<Heads> lock_heads(Connection& connection, std::span<const Change> changes,
                         const Numbers& numbers) {
    Heads heads;
    for (const auto number : numbers)
        if (!changes[number].events.empty()) heads[changes[number].tenant] = {};
    for (auto& [tenant, head] : heads) {
        DW_TRY(head, lock_head(connection, tenant));
    }
    return heads;
}

constexpr std::string_view insert_event =
    "insert into event (tenant, position, stream, sequence, kind, version, at, actor, key_id, "
    "payload, previous_hash, hash) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing";
constexpr std::string_view update_head =
    "update log_head set position = $2, hash = $3, at = $4 where tenant = $1";

// Gives the event its place in the log and moves the head there.
Values stamp(const Change& change, const EventDraft& event, Instant now, Head& head) {
    const Instant at = std::max(now, head.at);
    const LogEntry entry{.tenant = change.tenant,
                         .position = head.position + 1,
                         .stream = event.stream,
                         .sequence = event.sequence,
                         .kind = event.kind,
                         .version = event.version,
                         .at = at,
                         .actor = event.actor,
                         .key_id = event.key_id,
                         .payload = event.payload,
                         .previous_hash = head.hash};
    const Digest hash = hash_of(entry);
    Values values{of(change.tenant),
                  entry.position,
                  of(event.stream),
                  event.sequence,
                  event.kind,
                  event.version,
                  of(at),
                  of(event.actor),
                  of(event.key_id),
                  event.payload,
                  Bytes(head.hash.begin(), head.hash.end()),
                  Bytes(hash.begin(), hash.end())};
    head = {.position = entry.position, .hash = hash, .at = at};
    return values;
}

// One attempt to write a group; its transaction is undone unless commit() succeeded.
class Attempt {
  public:
    Attempt(Connection& connection, std::span<const Change> changes, Instant now)
        : connection_(connection), changes_(changes), now_(now) {}

    // Everything or the first reason why not.
    Outcome write_together(const Numbers& numbers);
    // The statements of one Change behind a savepoint.
    Outcome write_statements_alone(std::size_t number);
    // Heads and events of these Changes. A Conflict names the Change in `refused`.
    Outcome write_events(const Numbers& numbers);

    std::optional<std::size_t> refused;
    std::map<std::size_t, Receipt> receipts;

  private:
    Outcome check_rows(const Numbers& numbers, const std::vector<std::int64_t>& touched);

    Connection& connection_;
    std::span<const Change> changes_;
    Instant now_;
};

Outcome Attempt::write_together(const Numbers& numbers) {
    std::vector<Call> calls;
    for (const auto number : numbers)
        for (const auto& statement : changes_[number].statements)
            calls.push_back({.sql = statement.sql, .parameters = &statement.parameters});
    DW_TRY(const auto touched, connection_.execute_all(calls));
    DW_TRY_DO(check_rows(numbers, touched));
    return write_events(numbers);
}

Outcome Attempt::check_rows(const Numbers& numbers, const std::vector<std::int64_t>& touched) {
    std::size_t at = 0;
    for (const auto number : numbers)
        for (const auto& statement : changes_[number].statements) {
            const auto rows = touched[at++];
            if (statement.rows && *statement.rows != rows) {
                refused = number;
                return guard_failed(statement, rows);
            }
        }
    return Nothing{};
}

Outcome Attempt::write_statements_alone(std::size_t number) {
    DW_TRY_DO(connection_.run_script("savepoint change"));
    auto written = [&]() -> Outcome {
        for (const auto& statement : changes_[number].statements) {
            DW_TRY(const auto rows, connection_.execute(statement.sql, statement.parameters));
            if (statement.rows && *statement.rows != rows) return guard_failed(statement, rows);
        }
        return Nothing{};
    }();
    if (!written) {
        if (written.error().kind == ErrorKind::Unavailable) return written;
        DW_TRY_DO(connection_.run_script("rollback to savepoint change"));
    }
    DW_TRY_DO(connection_.run_script("release savepoint change"));
    return written;
}

Outcome Attempt::write_events(const Numbers& numbers) {
    DW_TRY(auto heads, lock_heads(connection_, changes_, numbers));
    std::vector<Values> rows;
    std::vector<std::size_t> owner;  // the Change each row belongs to
    for (const auto number : numbers) {
        const Change& change = changes_[number];
        Receipt receipt{.position = 0, .hash = {}, .at = now_};
        for (const auto& event : change.events) {
            Head& head = heads[change.tenant];
            rows.push_back(stamp(change, event, now_, head));
            owner.push_back(number);
            receipt = {.position = head.position, .hash = head.hash, .at = head.at};
        }
        receipts.insert_or_assign(number, receipt);
    }
    for (const auto& [tenant, head] : heads)
        rows.push_back(
            {of(tenant), head.position, Bytes(head.hash.begin(), head.hash.end()), of(head.at)});
    std::vector<Call> calls;
    for (std::size_t i = 0; i < rows.size(); ++i)
        calls.push_back(
            {.sql = i < owner.size() ? insert_event : update_head, .parameters = &rows[i]});
    DW_TRY(const auto touched, connection_.execute_all(calls));
    for (std::size_t i = 0; i < touched.size(); ++i) {
        if (touched[i] == 1) continue;
        if (i >= owner.size()) return corrupt("store.log_head", "a head was not there to be moved");
        refused = owner[i];
        return conflict("store.stale_stream", "another event has this place in the stream");
    }
    return Nothing{};
}

std::vector<Place> places_of(const Change& change) {
    std::vector<Place> places;
    for (const auto& event : change.events)
        places.emplace_back(change.tenant, event.stream, event.sequence);
    return places;
}

// Only a shortcut: the guard is the unique key of the event table.
Result<bool> is_taken(Connection& connection, const Place& place) {
    const auto& [tenant, stream, sequence] = place;
    DW_TRY(const auto rows,
           connection.query("select 1 from event where tenant = $1 and stream = $2 and "
                            "sequence = $3",
                            {of(tenant), of(stream), sequence}));
    return !rows.empty();
}

// Errors that say nothing about one Change.
bool concerns_group(const Error& error) {
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Corrupt ||
           error.code == "store.deadlock";
}

class Group {
  public:
    Group(Connection& connection, std::span<const Change> changes, Clock& clock)
        : connection_(connection), changes_(changes), clock_(clock) {
        result_.of_change.assign(changes.size(), unavailable("store.not_written", ""));
    }

    GroupResult run() {
        Numbers all(changes_.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        for (int attempt = 0; attempt <= limits::conflict_retries; ++attempt) {
            auto written = all_together(all);
            const bool by_one_change = !written && !concerns_group(written.error());
            if (by_one_change && all.size() > 1) written = one_by_one(all);
            if (written) break;
            for (const auto number : all) result_.of_change[number] = written.error();
            if (written.error().code != "store.deadlock") break;
        }
        return std::move(result_);
    }

  private:
    Outcome all_together(const Numbers& numbers) {
        DW_TRY_DO(connection_.begin());
        Attempt attempt(connection_, changes_, clock_.now());
        const auto written = attempt.write_together(numbers);
        return written ? commit(attempt) : undo(written.error());
    }

    // Ends well when every Change has its receipt or its refusal.
    Outcome one_by_one(Numbers numbers) {
        while (!numbers.empty()) {
            DW_TRY_DO(connection_.begin());
            Attempt attempt(connection_, changes_, clock_.now());
            auto kept = keep_possible(attempt, numbers);
            if (!kept) return undo(kept.error());
            const auto written = attempt.write_events(*kept);
            if (written) return commit(attempt);
            DW_TRY_DO(connection_.rollback());
            if (!attempt.refused) return written.error();
            // Another copy of the program was faster between the look and the lock.
            result_.of_change[*attempt.refused] = written.error();
            std::erase(*kept, *attempt.refused);
            numbers = std::move(*kept);
        }
        return Nothing{};
    }

    // Writes the statements of those Changes whose guards hold; refuses the others.
    Result<Numbers> keep_possible(Attempt& attempt, const Numbers& numbers) {
        Numbers kept;
        std::set<Place> taken;
        for (const auto number : numbers) {
            const auto places = places_of(changes_[number]);
            DW_TRY(const bool free, are_free(places, taken));
            const Outcome written =
                free ? attempt.write_statements_alone(number)
                     : conflict("store.stale_stream", "another event has this place");
            if (!written && concerns_group(written.error())) return written.error();
            if (!written) {
                result_.of_change[number] = written.error();
                continue;
            }
            taken.insert(places.begin(), places.end());
            kept.push_back(number);
        }
        return kept;
    }

    Result<bool> are_free(const std::vector<Place>& places, const std::set<Place>& taken) {
        for (const auto& place : places) {
            if (taken.contains(place)) return false;
            DW_TRY(const bool stored, is_taken(connection_, place));
            if (stored) return false;
        }
        return true;
    }

    Outcome commit(const Attempt& attempt) {
        const auto done = connection_.commit();
        if (!done && done.error().code == "store.commit_failed") result_.stop = done.error();
        if (!done) return done;
        for (const auto& [number, receipt] : attempt.receipts) result_.of_change[number] = receipt;
        return Nothing{};
    }

    Error undo(const Error& reason) {
        const auto done = connection_.rollback();
        return done ? reason : done.error();
    }

    Connection& connection_;
    std::span<const Change> changes_;
    Clock& clock_;
    GroupResult result_;
};

}  // namespace

GroupResult commit_group(Connection& connection, std::span<const Change> changes, Clock& clock) {
    return Group(connection, changes, clock).run();
}

}  // namespace dw::store
