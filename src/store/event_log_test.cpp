#include "store/event_log.h"

#include <gtest/gtest.h>

#include "store/projection.h"
#include "store/testing.h"

namespace dw::store {
namespace {

constexpr Migration notes{.module = "notes",
                          .number = 1,
                          .name = "notes",
                          .sql =
                              "create table note (tenant {id} not null, stream {id} not null, "
                              "words {int} not null, primary key (tenant, stream)) {table};"};

class EventLogTest : public testing::OpenStoreTest {
  protected:
    std::span<const Migration> migrations() const override { return {&notes, 1}; }

    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        const auto made = store().keys().create(tenant_, "notes");
        ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
        key_ = made.key;
    }
    // Some tests leave a log that must not verify; the next test gets another database.
    void TearDown() override {
        if (damaged_) repair();
        OpenStoreTest::TearDown();
    }

    Result<EventDraft> draft(StreamId stream, std::int64_t sequence, std::string_view payload) {
        return seal_event(store().keys(), tenant_,
                          {.stream = stream,
                           .sequence = sequence,
                           .kind = sequence == 1 ? "note.opened" : "note.added",
                           .version = 1,
                           .actor = {},
                           .payload = as_bytes(payload)},
                          key_);
    }
    void append(StreamId stream, std::int64_t sequence) {
        const auto event = draft(stream, sequence, "word " + std::to_string(sequence));
        const auto receipt =
            store().commit({.tenant = tenant_, .events = {*event}, .statements = {}});
        ASSERT_TRUE(receipt.has_value()) << receipt.error().message;
    }
    void append_events(int number) {
        const auto stream = StreamId::make(clock(), random());
        for (int i = 1; i <= number; ++i) append(stream, i);
    }

    // What somebody with access to the database may do.
    void damage(const std::string& sql) {
        damaged_ = true;
        const auto done = commit(tenant_, {{.sql = sql, .parameters = {}}});
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }
    void repair() {
        // A log that was damaged on purpose is emptied, so that the check after the test is about
        // the disk.
        ASSERT_TRUE(commit(tenant_, {{.sql = "delete from event", .parameters = {}},
                                     {.sql = "delete from log_head", .parameters = {}}})
                        .has_value());
    }
    std::string first_fault(const std::vector<LogHead>& outside = {}) {
        auto reader = store().reader();
        const auto report = verify_log(**reader, outside);
        EXPECT_TRUE(report.has_value());
        if (!report || report->faults.empty()) return "none";
        const auto& fault = report->faults.front();
        return std::to_string(fault.position) + " " + fault.reason;
    }

    DataKey key_;

  private:
    bool damaged_ = false;
};

INSTANTIATE_TEST_SUITE_P(Databases, EventLogTest, testing::databases(), testing::database_name);

TEST_P(EventLogTest, ASoundLogVerifies) {
    append_events(5);
    auto reader = store().reader();
    const auto report = verify_log(**reader);
    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->events, 5);
    EXPECT_EQ(report->tenants, 1);
    EXPECT_TRUE(report->faults.empty());
}

TEST_P(EventLogTest, AnEmptyLogVerifies) {
    EXPECT_EQ(first_fault(), "none");
}

TEST_P(EventLogTest, AChangedKindIsFound) {
    append_events(5);
    damage("update event set kind = 'note.added ' where position = 3");
    EXPECT_EQ(first_fault(), "3 hash differs");
}

TEST_P(EventLogTest, AChangedPayloadIsFound) {
    append_events(5);
    damage(store().dialect() == Dialect::Postgres
               ? "update event set payload = set_byte(payload, 40, 255 - get_byte(payload, 40)) "
                 "where position = 2"
               : "update event set payload = cast(substr(payload, 1, 40) || "
                 "case substr(payload, 41, 1) when x'00' then x'01' else x'00' end || "
                 "substr(payload, 42) as blob) where position = 2");
    EXPECT_EQ(first_fault(), "2 hash differs");
}

TEST_P(EventLogTest, ARemovedEventIsFound) {
    append_events(5);
    damage("delete from event where position = 2");
    EXPECT_EQ(first_fault(), "2 position missing");
}

TEST_P(EventLogTest, AnEventBeforeTheFirstIsFound) {
    append_events(2);
    damage(
        "insert into event (tenant, position, stream, sequence, kind, version, at, actor, key_id, "
        "payload, previous_hash, hash) select tenant, -5, stream, 7, kind, version, at, actor, "
        "key_id, payload, previous_hash, hash from event where position = 1");
    EXPECT_EQ(first_fault(), "-5 no event can stand here");
}

TEST_P(EventLogTest, ReorderedEventsAreFound) {
    append_events(5);
    damage("update event set position = 100 where position = 2");
    damage("update event set position = 2 where position = 3");
    damage("update event set position = 3 where position = 100");
    EXPECT_EQ(first_fault(), "2 does not follow the event before it");
}

TEST_P(EventLogTest, AnInsertedEventIsFound) {
    append_events(3);
    damage(
        "insert into event select tenant, 4, stream, 99, kind, version, at, actor, key_id, "
        "payload, hash, hash from event where position = 3");
    EXPECT_EQ(first_fault(), "4 hash differs");
}

TEST_P(EventLogTest, ACutTailIsFoundByTheHead) {
    append_events(5);
    damage("delete from event where position > 3");
    EXPECT_EQ(first_fault(), "4 log is cut off here");
}

TEST_P(EventLogTest, ACutTailWithItsHeadIsFoundByTheOutsideFile) {
    append_events(5);
    auto reader = store().reader();
    const auto kept = log_heads_from_text(log_heads_to_text(*log_heads(**reader)));
    ASSERT_TRUE(kept.has_value());
    append_events(2);
    EXPECT_EQ(first_fault(*kept), "none");
    damage("delete from event where position > 3");
    damage(
        "update log_head set position = 3, hash = "
        "(select hash from event where position = 3)");
    EXPECT_EQ(first_fault(), "none");
    EXPECT_EQ(first_fault(*kept), "4 log is cut off here: an outside head is further");
}

TEST_P(EventLogTest, AMissingHeadIsFound) {
    append_events(2);
    damage("delete from log_head");
    EXPECT_EQ(first_fault(), "2 events without a head");
}

TEST_P(EventLogTest, AHeadThatDiffersIsFound) {
    append_events(2);
    damage("update log_head set hash = (select hash from event where position = 1)");
    EXPECT_EQ(first_fault(), "2 head differs");
}

TEST_P(EventLogTest, TooLargeAPayloadIsRefused) {
    const std::string large(limits::event_payload_bytes + 1, 'x');
    const auto refused = draft(StreamId(), 1, large);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.payload_too_large");
}

TEST_P(EventLogTest, FollowersReadInOrderFromWhereTheyWere) {
    append_events(5);
    auto reader = store().reader();
    const auto events = load_after(**reader, store().keys(), tenant_, 2, 2);
    ASSERT_TRUE(events.has_value());
    ASSERT_EQ(events->size(), 2u);
    EXPECT_EQ((*events)[0].position, 3);
    EXPECT_EQ(as_text(*(*events)[1].payload), "word 4");
}

TEST_P(EventLogTest, AStreamNobodyWroteIsNotFound) {
    auto reader = store().reader();
    const auto none = load_stream(**reader, store().keys(), tenant_, StreamId());
    EXPECT_EQ(none.error().kind, ErrorKind::NotFound);
}

TEST_P(EventLogTest, DestroyedContentLeavesTheChainValid) {
    const auto stream = StreamId::make(clock(), random());
    append(stream, 1);
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, key_.id)}).has_value());
    store().keys().forget(tenant_, key_.id);
    auto reader = store().reader();
    const auto events = load_stream(**reader, store().keys(), tenant_, stream);
    ASSERT_TRUE(events.has_value()) << events.error().message;
    EXPECT_FALSE(events->front().payload.has_value());
    EXPECT_EQ(first_fault(), "none");
}

// Counts the events of a stream; a stream of three cannot be read.
Projection words_of_notes() {
    return {
        .first_kind = "note.opened",
        .tables = {"note"},
        .rows_of = [](Connection&,
                      const std::vector<StoredEvent>& events) -> Result<std::vector<Statement>> {
            if (events.size() == 3) return corrupt("test.unreadable", "three");
            return std::vector<Statement>{
                {.sql = "insert into note (tenant, stream, words) values ($1, $2, $3)",
                 .parameters = {of(events[0].tenant), of(events[0].stream),
                                static_cast<std::int64_t>(events.size())},
                 .rows = 1}};
        }};
}

TEST_P(EventLogTest, ProjectionsAreWrittenAgainFromTheLog) {
    for (const int events : {1, 2, 4}) append_events(events);
    ASSERT_TRUE(commit(tenant_, {{.sql = "insert into note (tenant, stream, words) "
                                         "values ($1, $1, 99)",
                                  .parameters = {of(tenant_)}}})
                    .has_value());
    auto connection = store().database().connect(Access::Write);
    const auto streams = rebuild(**connection, store().keys(), {words_of_notes()});
    ASSERT_TRUE(streams.has_value()) << streams.error().message;
    EXPECT_EQ(*streams, 3);
    EXPECT_EQ(count("select count(*) from note"), 3);
    EXPECT_EQ(count("select sum(words) from note"), 7);
}

TEST_P(EventLogTest, ARebuildThatFailsLeavesEverythingAsItWas) {
    for (const int events : {1, 2}) append_events(events);
    auto connection = store().database().connect(Access::Write);
    ASSERT_TRUE(rebuild(**connection, store().keys(), {words_of_notes()}).has_value());
    append_events(3);
    const auto failed = rebuild(**connection, store().keys(), {words_of_notes()});
    ASSERT_FALSE(failed.has_value());
    EXPECT_NE(failed.error().message.find("stream "), std::string::npos);
    EXPECT_EQ(count("select sum(words) from note"), 3);
}

TEST(LogHeads, NonsenseIsRefusedWithItsLine) {
    const std::string tenant = "0190a5e0-0000-7000-8000-000000000001";
    for (const std::string& text : {std::string("x"), std::string("a b c"), tenant + " -1 00",
                                    tenant + " 1x " + std::string(64, '0')})
        EXPECT_EQ(log_heads_from_text("\n" + text).error().message, "line 2");
}

}  // namespace
}  // namespace dw::store
