#include "store/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "store/event_log.h"
#include "store/testing.h"

namespace dw::store {
namespace {

constexpr Migration notes{.module = "notes",
                          .number = 1,
                          .name = "notes",
                          .sql =
                              "create table note (tenant {id} not null, name {text} not null, "
                              "body {text} not null, size {int}, kept {bool} not null, "
                              "raw {bytes}, at {instant}, day {date}, "
                              "primary key (tenant, name)) {table};"};

class StoreTest : public testing::OpenStoreTest {
  protected:
    std::span<const Migration> migrations() const override { return {&notes, 1}; }

    Statement note(const std::string& name, std::optional<std::int64_t> rows = 1) {
        return {.sql =
                    "insert into note (tenant, name, body, kept) values ($1, $2, $3, true) "
                    "on conflict do nothing",
                .parameters = {of(tenant_), of(name), of("text")},
                .rows = rows};
    }

    // A Change with one event at this place of a stream.
    Change change(StreamId stream, std::int64_t sequence, TenantId tenant) {
        const NewKey key =
            store().keys().create(tenant, StreamId::make(clock(), random()).to_string());
        const auto event = seal_event(store().keys(), tenant,
                                      {.stream = stream,
                                       .sequence = sequence,
                                       .kind = "note.written",
                                       .version = 1,
                                       .actor = ActorId::make(clock(), random()),
                                       .payload = as_bytes("secret word")},
                                      key.key);
        return {.tenant = tenant, .events = {*event}, .statements = {key.insert}};
    }
    Change change(StreamId stream, std::int64_t sequence) {
        return change(stream, sequence, tenant_);
    }
    StreamId stream() { return StreamId::make(clock(), random()); }

    void expect_sound_log() {
        auto reader = store().reader();
        ASSERT_TRUE(reader.has_value());
        const auto report = verify_log(**reader);
        ASSERT_TRUE(report.has_value()) << report.error().message;
        for (const auto& fault : report->faults)
            ADD_FAILURE() << fault.position << ": " << fault.reason;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, StoreTest, testing::databases(), testing::database_name);

TEST_P(StoreTest, ValuesComeBackAsTheyWent) {
    Change change{.tenant = tenant_, .events = {}, .statements = {}};
    const Instant at = clock().now();
    const Date day{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{28}};
    const Bytes raw{0, 255, 39};
    change.statements.push_back(
        {.sql = "insert into note (tenant, name, body, size, kept, raw, at, day) "
                "values ($1, $2, $3, $4, $5, $6, $7, $8)",
         .parameters = {of(tenant_), of("Straße $1 'x'"), of(""), std::int64_t{-5}, std::int64_t{1},
                        raw, of(at), of(day)},
         .rows = 1});
    ASSERT_TRUE(store().commit(change).has_value());
    auto reader = store().reader();
    const auto row = (*reader)->query_one(
        "select tenant, name, body, size, kept, raw, at, day, sum(size) over () from note "
        "where name = $2 and tenant = $1",
        {of(tenant_), of("Straße $1 'x'")});
    ASSERT_TRUE(row.has_value()) << row.error().message;
    EXPECT_EQ(row->id<TenantId>(0), tenant_);
    EXPECT_EQ(row->text(1), "Straße $1 'x'");
    EXPECT_EQ(row->text(2), "");
    EXPECT_EQ(row->integer(3), -5);
    EXPECT_TRUE(row->flag(4));
    EXPECT_EQ(row->bytes(5), raw);
    EXPECT_EQ(row->instant(6), at);
    EXPECT_EQ(row->date(7), day);
    EXPECT_EQ(row->integer(8), -5);
}

TEST_P(StoreTest, EmptyBytesAreNotNull) {
    Change change{.tenant = tenant_, .events = {}, .statements = {note("a")}};
    change.statements.push_back(
        {.sql = "update note set raw = $1", .parameters = {Bytes{}}, .rows = 1});
    ASSERT_TRUE(store().commit(change).has_value());
    EXPECT_EQ(count("select count(*) from note where raw is not null"), 1);
}

TEST_P(StoreTest, PositionsHaveNoGapsAndChainOverAllStreamsOfATenant) {
    for (int i = 0; i < 3; ++i) {
        const auto receipt = store().commit(change(stream(), 1));
        ASSERT_TRUE(receipt.has_value()) << receipt.error().message;
        EXPECT_EQ(receipt->position, i + 1);
        EXPECT_EQ(receipt->at, clock().now());
    }
    expect_sound_log();
}

TEST_P(StoreTest, EachTenantHasItsOwnPositions) {
    const TenantId other = TenantId::make(clock(), random());
    EXPECT_EQ(store().commit(change(stream(), 1))->position, 1);
    EXPECT_EQ(store().commit(change(stream(), 1, other))->position, 1);
    EXPECT_EQ(store().commit(change(stream(), 1))->position, 2);
    expect_sound_log();
}

TEST_P(StoreTest, TimeInTheLogNeverRunsBackwards) {
    const auto before = store().commit(change(stream(), 1));
    clock().advance(-std::chrono::hours(1));
    const auto after = store().commit(change(stream(), 1));
    EXPECT_EQ(after->at, before->at);
    expect_sound_log();
}

TEST_P(StoreTest, AStaleSequenceIsAConflictAndWritesNothing) {
    const auto one = stream();
    ASSERT_TRUE(store().commit(change(one, 1)).has_value());
    Change stale = change(one, 1);
    stale.statements.push_back(note("from the stale change"));
    const auto refused = store().commit(stale);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(count("select count(*) from note"), 0);
    EXPECT_EQ(count("select count(*) from event"), 1);
    EXPECT_EQ(store().commit(change(one, 2))->position, 2);
    expect_sound_log();
}

TEST_P(StoreTest, AFailedGuardIsAConflictAndWritesNothing) {
    Change first = change(stream(), 1);
    first.statements.push_back(note("a"));
    ASSERT_TRUE(store().commit(first).has_value());
    Change second = change(stream(), 1);
    second.statements.push_back(note("b"));
    second.statements.push_back(note("a"));
    const auto refused = store().commit(second);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(count("select count(*) from note"), 1);
    EXPECT_EQ(count("select count(*) from data_key where compartment <> 'installation/row-seals'"),
              1);
    EXPECT_EQ(count("select position from log_head"), 1);
}

TEST_P(StoreTest, OnlyWhatMayEndOtherwiseIsDoneAgain) {
    ASSERT_TRUE(commit(tenant_, {note("a")}));
    const auto tries = [](const std::function<Result<Receipt>()>& verb) {
        int calls = 0;
        const auto result = retry_on_conflict([&] {
            ++calls;
            return verb();
        });
        EXPECT_EQ(result.error().kind, ErrorKind::Conflict);
        return calls;
    };
    const auto guarded = [this](OnMiss on_miss) {
        auto statement = note("a");
        statement.on_miss = on_miss;
        return store().commit({.tenant = tenant_, .events = {}, .statements = {statement}});
    };
    EXPECT_EQ(tries([&] { return guarded(OnMiss::DecideAnew); }), 1 + limits::conflict_retries);
    EXPECT_EQ(tries([&] { return guarded(OnMiss::Refuse); }), 1);
    EXPECT_EQ(tries([] { return Result<Receipt>(conflict("case.taken", "by the rules")); }), 1);
}

TEST_P(StoreTest, TheMasterKeyMayLieElsewhere) {
    const testing::TemporaryDirectory elsewhere;
    auto options = database().options(migrations());
    options.master_key_file = elsewhere.path() + "/key";
    std::filesystem::rename(options.data_dir + "/master.key", options.master_key_file);
    ASSERT_TRUE(Store::open(options, clock(), random()));
    EXPECT_FALSE(std::filesystem::exists(options.data_dir + "/master.key"));
}

TEST_P(StoreTest, AFaultyStatementIsInvalidAndHurtsNobodyElse) {
    const auto refused = store().commit(
        {.tenant = tenant_,
         .events = {},
         .statements = {{.sql = "insert into nowhere values (1)", .parameters = {}}}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(store().commit(change(stream(), 1)).has_value());
}

TEST_P(StoreTest, InAGroupOnlyTheChangesThatCannotStayAreTakenOut) {
    const auto hot = stream();
    std::mutex mutex;
    std::condition_variable answered;
    int good = 0;
    int conflicts = 0;
    int other = 0;
    constexpr int changes = 60;
    for (int i = 0; i < changes; ++i) {
        Change one = change(i % 3 == 0 ? hot : stream(), 1);
        one.statements.push_back(note("note " + std::to_string(i % 20)));
        store().commit_async(std::move(one), [&](Result<Receipt> result) {
            std::lock_guard lock(mutex);
            if (result)
                ++good;
            else if (result.error().kind == ErrorKind::Conflict)
                ++conflicts;
            else
                ++other;
            answered.notify_one();
        });
    }
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return good + conflicts + other == changes; });
    EXPECT_EQ(other, 0);
    // Notes 0, 3, 6 … belong to the hot stream once per round of 20; one of its changes gets
    // through.
    EXPECT_EQ(good, count("select count(*) from event"));
    EXPECT_EQ(good, count("select count(*) from note"));
    EXPECT_EQ(good, count("select position from log_head"));
    EXPECT_EQ(count("select count(*) from note"), 20);
    expect_sound_log();
}

TEST_P(StoreTest, ManyThreadsLoseNothing) {
    constexpr int threads = 64;
    constexpr int each = 5;
    std::vector<std::thread> writers;
    std::atomic<int> good = 0;
    for (int i = 0; i < threads; ++i)
        writers.emplace_back([&, i] {
            const auto own = stream();
            for (int n = 1; n <= each; ++n) {
                Change one = change(own, n);
                one.statements.push_back(
                    note("note " + std::to_string(i) + "/" + std::to_string(n)));
                if (store().commit(std::move(one))) ++good;
            }
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(good, threads * each);
    EXPECT_EQ(count("select count(*) from event"), threads * each);
    EXPECT_EQ(store().counters().changes, threads * each);
    expect_sound_log();
}

TEST_P(StoreTest, WhatWasCommittedIsThereAfterReopening) {
    const auto one = stream();
    ASSERT_TRUE(store().commit(change(one, 1)).has_value());
    reopen();
    auto reader = store().reader();
    const auto events = load_stream(**reader, store().keys(), tenant_, one);
    ASSERT_TRUE(events.has_value()) << events.error().message;
    ASSERT_EQ(events->size(), 1u);
    EXPECT_EQ(as_text(*events->front().payload), "secret word");
}

TEST_P(StoreTest, AWrongMasterKeyIsRefused) {
    const auto file = store().data_dir() + "/master.key";
    {
        std::ofstream out(file, std::ios::binary | std::ios::trunc);
        out << std::string(32, 'x');
    }
    const auto refused = Store::open(database().options({&notes, 1}), clock(), random());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.master_key_wrong");
}

TEST_P(StoreTest, AMissingMasterKeyIsRefusedAndNotReplaced) {
    const auto file = store().data_dir() + "/master.key";
    std::filesystem::rename(file, file + ".away");
    const auto refused = Store::open(database().options({&notes, 1}), clock(), random());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.master_key_missing");
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_P(StoreTest, OnlyItsOwnerMayReadTheMasterKey) {
    const auto rights = std::filesystem::status(store().data_dir() + "/master.key").permissions();
    EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_P(StoreTest, ADatabaseOfALaterReleaseIsRefused) {
    const auto refused = Store::open(database().options({}), clock(), random());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.newer_schema");
}

TEST_P(StoreTest, ReadersCannotWrite) {
    auto reader = store().reader();
    const auto refused = (*reader)->execute("delete from log_head", {});
    ASSERT_FALSE(refused.has_value());
}

TEST_P(StoreTest, SeveralFirstStartsAtOnceMakeOneDatabase) {
    std::vector<std::thread> copies;
    std::atomic<int> opened = 0;
    for (int i = 0; i < 4; ++i)
        copies.emplace_back([&] {
            auto store = Store::open(database().options({&notes, 1}), clock(), random());
            EXPECT_TRUE(store.has_value()) << (store ? "" : store.error().message);
            if (store) ++opened;
        });
    for (auto& copy : copies) copy.join();
    EXPECT_EQ(opened, 4);
}

TEST_P(StoreTest, TwoCopiesShareOneLog) {
    auto second = Store::open(database().options({&notes, 1}), clock(), random());
    ASSERT_TRUE(second.has_value());
    const auto hot = stream();
    std::atomic<int> good = 0;
    const auto write = [&](Store& into) {
        for (int i = 1; i <= 40; ++i) {
            if (into.commit(change(stream(), 1))) ++good;
            if (into.commit(change(hot, i))) ++good;
        }
    };
    std::thread first([&] { write(store()); });
    write(**second);
    first.join();
    EXPECT_EQ(good, 80 + 40);
    EXPECT_EQ(count("select count(*) from event"), 120);
    expect_sound_log();
}

}  // namespace
}  // namespace dw::store
