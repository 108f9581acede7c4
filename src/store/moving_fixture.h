// Shelves with sheets, for tests of moving: a shelf owns sheets, some with a file. Two shelves
// stand in one tenant, so that one can move and the other stay.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "store/event_log.h"
#include "store/export_folder.h"
#include "store/moving.h"
#include "store/testing.h"

namespace dw::store::testing {

constexpr Migration shelf_tables{
    .module = "shelves",
    .number = 1,
    .name = "shelves",
    .sql =
        "create table sheet (tenant {id} not null, id {id} not null, shelf {id} not null, "
        "words {text} not null, primary key (tenant, id)) {table};"
        "create table ticket (tenant {id} not null, shelf {id} not null, name {text} not null, "
        "primary key (tenant, shelf, name)) {table};"};

inline Result<Json> payload_of(const StoredEvent& event) {
    return parse_json(as_text(*event.payload));
}

inline Projection sheets() {
    return {
        "sheet.written",
        {"sheet"},
        [](Connection&, const std::vector<StoredEvent>& events) -> Result<std::vector<Statement>> {
            if (!events.front().payload) return std::vector<Statement>{};
            DW_TRY(const auto json, payload_of(events.front()));
            const auto shelf = OwnerId::parse(json["shelf"].text_or(""));
            return std::vector<Statement>{
                {"insert into sheet (tenant, id, shelf, words) values ($1, $2, $3, $4)",
                 {of(events.front().tenant), of(events.front().stream), of(*shelf),
                  of(json["words"].text_or(""))}}};
        }};
}

inline Result<Belongings> belongings_of(Connection& connection, const Owner& owner) {
    Belongings all{{StreamId{owner.id.bytes()}}, {"shelf/unused"}};
    DW_TRY(const auto rows,
           connection.query("select id from sheet where tenant = $1 and shelf = $2",
                            {of(owner.tenant), of(owner.id)}));
    for (const auto& row : rows) all.streams.push_back(row.id<StreamId>(0));
    return all;
}

inline std::vector<SealedBlob> files_of(const StoredEvent& event) {
    if (event.kind != "sheet.file_added" || !event.payload) return {};
    const auto json = payload_of(event);
    return {{event.tenant, *BlobId::parse((*json)["blob"].text_or("")),
             *KeyId::parse((*json)["key"].text_or(""))}};
}

inline Result<std::vector<Json>> read_tickets(Connection& connection, const Owner& owner) {
    DW_TRY(const auto rows, connection.query("select name from ticket where tenant = $1 and "
                                             "shelf = $2 order by name",
                                             {of(owner.tenant), of(owner.id)}));
    std::vector<Json> lines;
    for (const auto& row : rows) lines.push_back(Json::object({{"name", row.text(0)}}));
    return lines;
}

inline Result<std::vector<Statement>> write_ticket(Connection&, const Owner& owner,
                                                   const Json& json) {
    const auto* name = json["name"].as_string();
    if (!name) return invalid("store.export", "a ticket without a name");
    return std::vector<Statement>{{"insert into ticket (tenant, shelf, name) values ($1, $2, $3)",
                                   {of(owner.tenant), of(owner.id), of(*name)}}};
}

inline std::vector<Movable> shelves() {
    return {{.belongings = belongings_of,
             .rows = {{.file = "tickets.ndjson",
                       .read = read_tickets,
                       .write = write_ticket,
                       .lines = MovedRows::Lines::Any}},
             .blobs_in = files_of,
             .remove = [](const Owner& owner) -> std::vector<Statement> {
                 const Values both{of(owner.tenant), of(owner.id)};
                 return {{"delete from ticket where tenant = $1 and shelf = $2", both},
                         {"delete from sheet where tenant = $1 and shelf = $2", both}};
             }}};
}

// An installation: a store on a database, with its blobs.
struct Installation {
    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<Store> store;
    std::unique_ptr<BlobStore> blobs;
};

class MovingTest : public OpenStoreTest {
  protected:
    std::span<const Migration> migrations() const override { return {&shelf_tables, 1}; }

    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        blobs_ = open_test_blobs(store());
        fill(moving_, "a");
        fill(staying_, "b");
        add_file(moving_, content_);
        write(moving_, "c", "{\"x\": 1 }");  // not as this program writes it
    }
    void TearDown() override {
        blobs_.reset();
        OpenStoreTest::TearDown();
    }

    DataKey key_of(const std::string& compartment) {
        const auto known = store().keys().by_compartment(**store().reader(), tenant_, compartment);
        if (known) return *known;
        const auto made = store().keys().create(tenant_, compartment);
        EXPECT_TRUE(commit(tenant_, {made.insert}).has_value());
        return made.key;
    }
    void append(StreamId stream, std::int64_t sequence, const std::string& kind,
                const std::string& payload, std::vector<Statement> statements = {}) {
        const auto key = key_of("stream/" + stream.to_string());
        auto draft = seal_event(store().keys(), tenant_,
                                {.stream = stream,
                                 .sequence = sequence,
                                 .kind = kind,
                                 .version = 1,
                                 .actor = ActorId{stream.bytes()},
                                 .payload = as_bytes(payload)},
                                key);
        ASSERT_TRUE(store().commit({tenant_, {*draft}, std::move(statements)}).has_value());
        clock().advance(std::chrono::seconds(7));
    }
    StreamId write(OwnerId shelf, const std::string& words, const std::string& more = "") {
        const auto id = StreamId::make(clock(), random());
        append(id, 1, "sheet.written",
               to_string(Json::object({{"shelf", shelf.to_string()}, {"words", words}})),
               {{"insert into sheet (tenant, id, shelf, words) values ($1, $2, $3, $4)",
                 {of(tenant_), of(id), of(shelf), of(words)}}});
        if (!more.empty()) append(id, 2, "sheet.noted", more);
        return id;
    }
    void fill(OwnerId shelf, const std::string& words) {
        append(StreamId{shelf.bytes()}, 1, "shelf.made", "{}");
        write(shelf, words + " Straße");
        ASSERT_TRUE(commit(tenant_, {{"insert into ticket (tenant, shelf, name) "
                                      "values ($1, $2, $3)",
                                      {of(tenant_), of(shelf), of(words)}}})
                        .has_value());
    }
    void add_file(OwnerId shelf, const Bytes& content) {
        const auto key = key_of("file/1");
        auto writer = blobs_->create(tenant_, key);
        ASSERT_TRUE((*writer)->write(content).has_value());
        file_ = *(*writer)->finish();
        file_sheet_ = write(shelf, "with file");
        append(file_sheet_, 2, "sheet.file_added",
               to_string(Json::object({{"blob", file_.to_string()}, {"key", key.id.to_string()}})));
    }

    Installation empty_installation(const char* kind) {
        Installation made;
        auto database = make_test_database(kind);
        EXPECT_TRUE(database.has_value());
        made.database = std::move(*database);
        auto opened = Store::open(made.database->options(migrations()), clock(), random());
        EXPECT_TRUE(opened.has_value());
        made.store = std::move(*opened);
        made.blobs = made.database->open_blobs(*made.store);
        return made;
    }

    Result<Exported> export_from(Store& from, BlobStore& blobs, const Owner& owner,
                                 const std::string& name) {
        return export_owner(from, blobs,
                            {.owner = owner,
                             .folder = folder_.path() + "/" + name,
                             .owner_name = "Regal",
                             .tenant_name = "Haus"},
                            shelves());
    }
    std::string exported(const std::string& name = "export") {
        const auto done = export_from(store(), *blobs_, owner_, name);
        EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
        return folder_.path() + "/" + name;
    }
    Result<Imported> import_to(Store& target, const std::string& folder) {
        return import_owner(target, {.folder = folder, .actor = {}}, shelves(), {sheets()});
    }
    Result<MoveCounts> delete_here(const std::string& folder) {
        return delete_owner(store(), *blobs_, {owner_, folder, {}}, shelves());
    }

    // What can be read of a shelf: events with time, actor and content, rows, files.
    std::vector<std::string> readable(Store& at, BlobStore& blobs, const Owner& owner) {
        auto reader = at.reader();
        std::vector<std::string> all;
        const auto events = load_after(**reader, at.keys(), owner.tenant, 0, 1000);
        const auto streams = belongings_of(**reader, owner)->streams;
        for (const auto& event : *events) {
            if (std::ranges::find(streams, event.stream) == streams.end()) continue;
            all.push_back(to_string(event.at) + " " + event.stream.to_string() + " " +
                          std::to_string(event.sequence) + " " + event.kind + " " +
                          event.actor.to_string() + " " +
                          (event.payload ? std::string(as_text(*event.payload)) : "destroyed"));
            for (const auto& file : files_of(event)) all.push_back(content_of(at, blobs, file));
        }
        const auto rows = (*reader)->query(
            "select id, words from sheet where tenant = $1 and shelf = $2 order by id",
            {of(owner.tenant), of(owner.id)});
        for (const auto& row : *rows) all.push_back(to_hex(row.bytes(0)) + row.text(1));
        const auto tickets = read_tickets(**reader, owner);
        for (const auto& ticket : *tickets) all.push_back(to_string(ticket));
        return all;
    }
    std::string content_of(Store& at, BlobStore& blobs, const SealedBlob& file) {
        const auto key = at.keys().by_id(**at.reader(), file.tenant, file.key);
        if (!key) return "key gone";
        Sha256 hash;
        const auto read = blobs.read(file.tenant, file.blob, *key, [&](BytesView bytes) -> Outcome {
            hash.add(bytes);
            return Nothing{};
        });
        return read ? to_hex(hash.finish()) : read.error().code;
    }
    void expect_sound(Store& at) {
        const auto report = verify_log(**at.reader());
        ASSERT_TRUE(report.has_value());
        EXPECT_TRUE(report->faults.empty()) << report->faults.front().reason;
        const auto before = dump(**at.reader());
        auto connection = at.database().connect(Access::Write);
        const auto rebuilt = rebuild(**connection, at.keys(), {sheets()});
        ASSERT_TRUE(rebuilt.has_value()) << rebuilt.error().message;
        EXPECT_EQ(*dump(**at.reader()), *before);
    }

    TemporaryDirectory folder_;
    std::unique_ptr<BlobStore> blobs_;
    const OwnerId moving_ = *OwnerId::parse("0190a5e0-0000-7000-8000-00000000000a");
    const OwnerId staying_ = *OwnerId::parse("0190a5e0-0000-7000-8000-00000000000b");
    const Owner owner_{tenant_, moving_};
    const Bytes content_ = Bytes(150'000, 42);
    BlobId file_;
    StreamId file_sheet_;
};

}  // namespace dw::store::testing
