#include "identity/guesses.h"

#include <algorithm>

#include "base/text.h"

namespace dw::identity {

namespace {

using store::of;
using store::Statement;

// From one network at one object: five free, then 30 s, doubled with each failure up to 15 minutes.
// From all networks together at one object: fifty free, then the same, so that a botnet gains
// nothing.
struct Bound {
    std::int64_t free;
    std::chrono::seconds first, longest;
};
constexpr Bound one_network{5, std::chrono::seconds{30}, std::chrono::minutes{15}};
constexpr Bound all_networks{50, std::chrono::seconds{30}, std::chrono::minutes{5}};
// From one network at all objects together: an office behind one address has many people.
constexpr Bound whole_network{100, std::chrono::seconds{10}, std::chrono::minutes{5}};
constexpr std::string_view everywhere = "*";
constexpr std::chrono::hours memory{24};

// The row as it stands; what is too old does not count any more.
struct Counter {
    std::int64_t stored = 0;
    Instant last_at{};
    std::int64_t failures = 0;
};

std::chrono::seconds pause_after(const Bound& bound, std::int64_t failures) {
    if (failures < bound.free) return std::chrono::seconds{0};
    const auto doublings = std::min<std::int64_t>(failures - bound.free, 10);
    return std::min(bound.first * (std::int64_t{1} << doublings), bound.longest);
}

std::chrono::seconds wait_of(const Bound& bound, const Counter& counter, Instant now) {
    const Instant free_at = counter.last_at + pause_after(bound, counter.failures);
    if (now >= free_at) return std::chrono::seconds{0};
    return std::chrono::ceil<std::chrono::seconds>(free_at - now);
}

Result<Counter> read_counter(store::Connection& connection, const Digest& object,
                             std::string_view network, Instant now) {
    DW_TRY(const auto rows, connection.query("select failures, last_at from guess_counter "
                                             "where object = $1 and network = $2",
                                             {Bytes(object.begin(), object.end()), of(network)}));
    if (rows.empty()) return Counter{};
    Counter counter{rows[0].integer(0), rows[0].instant(1)};
    if (now - counter.last_at <= memory) counter.failures = counter.stored;
    return counter;
}

// The guard is what the counter was when it was read: two guesses at once are never counted as one.
std::vector<Statement> count_one(const Digest& object, std::string_view network,
                                 const Counter& before, Instant now) {
    const Bytes key(object.begin(), object.end());
    return {{"insert into guess_counter (object, network, failures, last_at) "
             "values ($1, $2, 0, $3) on conflict (object, network) do nothing",
             {key, of(network), of(before.last_at)}},
            {"update guess_counter set failures = $3, last_at = $4 "
             "where object = $1 and network = $2 and failures = $5 and last_at = $6",
             {key, of(network), before.failures + 1, of(now), before.stored, of(before.last_at)},
             1}};
}

}  // namespace

Digest guess_object(std::string_view kind, std::string_view name) {
    return sha256(as_bytes("dienstweg guess " + std::string(kind) + "\n" + lower(trim(name))));
}

Result<GuessPermit> begin_guess(store::Store& store, const Digest& object,
                                std::string_view network) {
    return store::retry_on_conflict([&]() -> Result<GuessPermit> {
        const Instant now = store.clock().now();
        store::Change change{.tenant = store::shared_tenant()};
        {
            DW_TRY(const auto reader, store.reader());
            DW_TRY(const auto here, read_counter(*reader, object, network, now));
            DW_TRY(const auto all, read_counter(*reader, object, everywhere, now));
            const auto wait =
                std::max(wait_of(one_network, here, now), wait_of(all_networks, all, now));
            if (wait.count() > 0) return GuessPermit{wait};
            change.statements = count_one(object, network, here, now);
            const auto more = count_one(object, everywhere, all, now);
            change.statements.insert(change.statements.end(), more.begin(), more.end());
        }
        DW_TRY_DO(store.commit(std::move(change)));
        return GuessPermit{};
    });
}

Result<GuessPermit> begin_network_guess(store::Store& store, std::string_view kind,
                                        std::string_view network) {
    const Digest object = guess_object(kind, everywhere);
    return store::retry_on_conflict([&]() -> Result<GuessPermit> {
        const Instant now = store.clock().now();
        store::Change change{.tenant = store::shared_tenant()};
        {
            DW_TRY(const auto reader, store.reader());
            DW_TRY(const auto counter, read_counter(*reader, object, network, now));
            const auto wait = wait_of(whole_network, counter, now);
            if (wait.count() > 0) return GuessPermit{wait};
            change.statements = count_one(object, network, counter, now);
        }
        DW_TRY_DO(store.commit(std::move(change)));
        return GuessPermit{};
    });
}

Outcome forgive_network(store::Store& store, std::string_view kind, std::string_view network) {
    const Digest object = guess_object(kind, everywhere);
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"update guess_counter set failures = failures - 1 "
         "where object = $1 and network = $2 and failures > 0",
         {Bytes(object.begin(), object.end()), of(network)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Outcome forgive_guesses(store::Store& store, const Digest& object, std::string_view network) {
    const Bytes key(object.begin(), object.end());
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from guess_counter where object = $1 and network = $2", {key, of(network)}});
    change.statements.push_back(
        {"update guess_counter set failures = failures - 1 "
         "where object = $1 and network = $2 and failures > 0",
         {key, of(everywhere)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Outcome forget_old_guesses(store::Store& store) {
    store::Change change{.tenant = store::shared_tenant()};
    change.statements.push_back(
        {"delete from guess_counter where last_at < $1", {of(store.clock().now() - memory)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::identity
