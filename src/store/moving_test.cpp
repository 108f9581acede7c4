#include "store/moving.h"

#include "base/text.h"
#include "store/moving_fixture.h"

namespace dw::store {
namespace {

namespace fs = std::filesystem;

class MovesTest : public testing::MovingTest {};

INSTANTIATE_TEST_SUITE_P(Databases, MovesTest, testing::databases(), testing::database_name);

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void put(const std::string& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}
// What somebody does who changes an export and its sums.
void sum_again(const std::string& folder) {
    std::string sums;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto name = fs::path(entry.path()).lexically_relative(folder).string();
        if (!entry.is_regular_file() || name == "SHA256SUMS") continue;
        sums += to_hex(sha256(as_bytes(text_of(entry.path())))) + "  " + name + "\n";
    }
    put(folder + "/SHA256SUMS", sums);
}
std::string changed_copy(const std::string& folder, const std::string& file, std::string_view from,
                         std::string_view to) {
    const std::string copy = folder + ".changed";
    fs::remove_all(copy);
    fs::copy(folder, copy, fs::copy_options::recursive);
    auto text = text_of(copy + "/" + file);
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    put(copy + "/" + file, text);
    sum_again(copy);
    return copy;
}

TEST_P(MovesTest, GoesToEitherDatabaseAndBackAndIsTheSame) {
    const auto before = readable(store(), *blobs_, owner_);
    ASSERT_EQ(before.size(), 11u);
    const auto first = exported();
    for (const char* kind : {"sqlite", "postgres"}) {
        SCOPED_TRACE(kind);
        auto there = empty_installation(kind);
        const auto imported = import_to(*there.store, first);
        ASSERT_TRUE(imported.has_value()) << imported.error().code << imported.error().message;
        EXPECT_EQ(imported->counts, (MoveCounts{6, 4, 1}));
        EXPECT_EQ(readable(*there.store, *there.blobs, imported->owner), before);
        expect_sound(*there.store);

        const std::string name = std::string("back-") + kind;
        const auto again = export_from(*there.store, *there.blobs, imported->owner, name);
        ASSERT_TRUE(again.has_value()) << again.error().message;
        auto home = empty_installation("sqlite");
        const auto returned = import_to(*home.store, folder_.path() + "/" + name);
        ASSERT_TRUE(returned.has_value()) << returned.error().code << returned.error().message;
        EXPECT_EQ(readable(*home.store, *home.blobs, returned->owner), before);
        expect_sound(*home.store);
        // Both moves are told: six events came twice, the arrival itself once.
        const auto origins =
            (*home.store->reader())->query("select count(*), max(step) from event_origin");
        EXPECT_EQ(origins->front().integer(0), 13);
        EXPECT_EQ(origins->front().integer(1), 2);
    }
}

TEST_P(MovesTest, KeepsWhereEachEventStood) {
    auto there = empty_installation("sqlite");
    const auto imported = import_to(*there.store, exported());
    ASSERT_TRUE(imported.has_value());
    const auto origins = (*there.store->reader())
                             ->query(
                                 "select origin_tenant, origin_position, origin_hash "
                                 "from event_origin order by position");
    ASSERT_EQ(origins->size(), 6u);
    const auto here = store().reader();
    for (const auto& origin : *origins) {
        EXPECT_EQ(origin.id<TenantId>(0), tenant_);
        const auto event =
            (*here)->query_one("select hash from event where tenant = $1 and position = $2",
                               {of(tenant_), origin.integer(1)});
        EXPECT_EQ(event->bytes(0), origin.bytes(2));
    }
}

TEST_P(MovesTest, LeavesTheOthersAlone) {
    const auto folder = exported();
    EXPECT_EQ(text_of(folder + "/events.ndjson").find("b Straße"), std::string::npos);
    EXPECT_EQ(text_of(folder + "/tickets.ndjson"), "{\"name\":\"a\"}\n");
    EXPECT_EQ(text_of(folder + "/files/" + file_.to_string()), as_text(content_));
    const Owner other{tenant_, staying_};
    const auto before = readable(store(), *blobs_, other);
    ASSERT_TRUE(delete_here(folder).has_value());
    EXPECT_EQ(readable(store(), *blobs_, other), before);
}

TEST_P(MovesTest, IsDestroyedHereAndTheChainStays) {
    const auto folder = exported();
    const auto events = count("select count(*) from event");
    const auto deleted = delete_here(folder);
    ASSERT_TRUE(deleted.has_value()) << deleted.error().code << deleted.error().message;
    EXPECT_EQ(*deleted, (MoveCounts{6, 4, 1}));
    EXPECT_EQ(count("select count(*) from event"), events + 1);
    expect_sound(store());
    const auto left = load_after(**store().reader(), store().keys(), tenant_, 0, 100);
    std::map<bool, int> read;
    for (const auto& event : *left) ++read[event.payload.has_value()];
    EXPECT_EQ(read[false], 6);
    EXPECT_EQ(read[true], 3);
    EXPECT_EQ(count("select count(*) from sheet"), 1);
    EXPECT_EQ(count("select count(*) from ticket"), 1);
    int files = 0;
    ASSERT_TRUE(blobs_->each_blob([&](const SealedBlob&) -> Outcome {
        ++files;
        return Nothing{};
    }));
    EXPECT_EQ(files, 0);
    // It may come back, also here.
    const auto back = import_to(store(), folder);
    ASSERT_TRUE(back.has_value()) << back.error().code << back.error().message;
    EXPECT_EQ(readable(store(), *blobs_, back->owner).size(), 11u);
    expect_sound(store());
}

TEST_P(MovesTest, NothingIsDestroyedThatTheExportDoesNotHave) {
    const auto folder = exported();
    write(moving_, "later");
    const auto before = testing::dump(**store().reader());
    const auto refused = delete_here(folder);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "store.export_incomplete");
    const auto other =
        delete_owner(store(), *blobs_, {{tenant_, staying_}, folder, {}}, testing::shelves());
    EXPECT_EQ(other.error().code, "store.export_other");
    EXPECT_EQ(*testing::dump(**store().reader()), *before);
    EXPECT_TRUE(delete_here(exported("second")).has_value());
}

TEST_P(MovesTest, WhatWasDestroyedStaysDestroyed) {
    const auto key = key_of("stream/" + file_sheet_.to_string());
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, key.id)}).has_value());
    store().keys().forget(tenant_, key.id);
    auto there = empty_installation("sqlite");
    const auto imported = import_to(*there.store, exported());
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    EXPECT_EQ(imported->counts.files, 0);
    const auto events = load_stream(**there.store->reader(), there.store->keys(),
                                    imported->owner.tenant, file_sheet_);
    ASSERT_EQ(events->size(), 2u);
    EXPECT_FALSE(events->front().payload);
    const auto report = verify_log(**there.store->reader());
    EXPECT_TRUE(report->faults.empty());
}

TEST_P(MovesTest, ADamagedExportIsRefusedAndNothingIsApplied) {
    const auto folder = exported();
    auto there = empty_installation("sqlite");
    const auto before = testing::dump(**there.store->reader());
    const auto refuse = [&](const std::string& why) {
        const auto refused = import_to(*there.store, folder);
        ASSERT_FALSE(refused.has_value()) << why;
        EXPECT_EQ(refused.error().code, "store.export") << why;
        EXPECT_EQ(*testing::dump(**there.store->reader()), *before) << why;
    };
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string file = entry.path(), text = text_of(file);
        for (std::size_t at = 0; at < text.size(); at += text.size() / 7 + 1) {
            auto changed = text;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            put(file, changed);
            refuse(file + " byte " + std::to_string(at));
        }
        put(file, text.substr(0, text.size() - 1));
        refuse(file + " cut");
        put(file, text);
    }
    put(folder + "/more", "x");
    refuse("another file");
    fs::remove(folder + "/more");
    fs::rename(folder + "/files/" + file_.to_string(), folder_.path() + "/away");
    refuse("a file is missing");
    fs::rename(folder_.path() + "/away", folder + "/files/" + file_.to_string());
    EXPECT_TRUE(import_to(*there.store, folder).has_value());
}

TEST_P(MovesTest, AnExportThatContradictsItselfIsRefused) {
    const auto folder = exported();
    auto there = empty_installation("sqlite");
    const auto before = testing::dump(**there.store->reader());
    const auto code = [&](const std::string& file, std::string_view from, std::string_view to) {
        const auto refused = import_to(*there.store, changed_copy(folder, file, from, to));
        EXPECT_EQ(*testing::dump(**there.store->reader()), *before) << file << to;
        return refused ? "taken in" : refused.error().code;
    };
    EXPECT_EQ(code("manifest.json", "\"version\": 1", "\"version\": 2"), "store.export_newer");
    EXPECT_EQ(code("manifest.json", "\"events\": 6", "\"events\": 7"), "store.export");
    EXPECT_EQ(code("manifest.json", "dienstweg-organisation", "something else"), "store.export");
    EXPECT_EQ(code("events.ndjson", "\"sequence\":2", "\"sequence\":3"), "store.export");
    EXPECT_EQ(code("events.ndjson", "2026-03-02", "2027-03-02"), "store.export");
    EXPECT_EQ(code("events.ndjson", "\"position\":1,", "\"position\":9,"), "store.export");
    EXPECT_EQ(code("keys.ndjson", "{\"key\":\"", "{\"key\":\"ffff"), "store.export");
    EXPECT_EQ(code("keys.ndjson", "stream/", "tenant/"), "store.export");
    EXPECT_EQ(code("tickets.ndjson", "name", "nome"), "store.export");
    EXPECT_EQ(code("events.ndjson", file_.to_string(), BlobId().to_string()), "store.export");
    EXPECT_TRUE(import_to(*there.store, folder).has_value());
}

TEST_P(MovesTest, AFolderThatIsThereIsNotOverwrittenAndNobodyElseReadsIt) {
    const auto folder = exported();
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto mode = fs::status(entry.path()).permissions();
        EXPECT_EQ(mode, entry.is_directory() ? fs::perms::owner_all
                                             : fs::perms::owner_read | fs::perms::owner_write);
    }
    const auto again = export_from(store(), *blobs_, owner_, "export");
    EXPECT_EQ(again.error().code, "store.export_exists");
    EXPECT_FALSE(fs::exists(folder + ".part"));
    EXPECT_EQ(import_to(store(), folder_.path()).error().code, "store.no_export");
}

TEST(ExportSums, NameNothingOutsideTheFolder) {
    const std::string sum(64, 'a');
    EXPECT_TRUE(sums_from(sum + "  files/x\n").has_value());
    for (const std::string name :
         {"../x", "/x", "files/../x", "files/", "a/b", ".x", "SHA256SUMS", "", "a b"})
        EXPECT_FALSE(sums_from(sum + "  " + name + "\n").has_value()) << name;
    EXPECT_FALSE(sums_from(sum + "  x\n" + sum + "  x\n").has_value());
    EXPECT_FALSE(sums_from(sum + "  x").has_value());
}

}  // namespace
}  // namespace dw::store
