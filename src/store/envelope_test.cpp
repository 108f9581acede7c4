#include "store/envelope.h"

#include <gtest/gtest.h>

#include "store/blob_frames.h"
#include "store/golden.h"
#include "store/key_wrapping.h"
#include "store/log_entry.h"
#include "store/testing.h"

namespace dw::store {
namespace {

using testing::Golden;

class EnvelopeTest : public ::testing::Test {
  protected:
    Golden golden_{"0.1/envelope.txt"};
    DataKey key_{.id = golden_.id<KeyId>("key_id"), .secret = golden_.array<SecretKey>("key")};
    Bytes binding_ =
        event_binding(golden_.id<TenantId>("tenant"), golden_.id<StreamId>("stream"),
                      golden_.number("sequence"), golden_.text("kind"), golden_.number("version"));

    Result<Bytes> opened(const Bytes& bytes, const Bytes& binding) {
        DW_TRY(const auto envelope, parse_envelope(bytes));
        return open_envelope(envelope, key_.secret, binding);
    }
};

TEST_F(EnvelopeTest, IsWrittenAsInRelease01) {
    EXPECT_EQ(to_hex(make_envelope(key_, golden_.array<Nonce>("nonce"), binding_,
                                   golden_.bytes("plain"))),
              golden_.text("envelope"));
}

TEST_F(EnvelopeTest, OfRelease01IsRead) {
    const auto plain = opened(golden_.bytes("envelope"), binding_);
    ASSERT_TRUE(plain.has_value()) << plain.error().message;
    EXPECT_EQ(to_hex(*plain), golden_.text("plain"));
}

TEST_F(EnvelopeTest, AnyChangedByteIsFound) {
    const Bytes good = golden_.bytes("envelope");
    for (std::size_t i = 0; i < good.size(); ++i) {
        if (i >= 1 && i < 17) continue;  // the key id chooses the key; here it is given
        Bytes bad = good;
        bad[i] ^= 1;
        EXPECT_EQ(opened(bad, binding_).error().kind, ErrorKind::Corrupt) << i;
    }
}

TEST_F(EnvelopeTest, CannotBeMovedToAnotherPlace) {
    const auto tenant = golden_.id<TenantId>("tenant");
    const auto stream = golden_.id<StreamId>("stream");
    for (const Bytes& elsewhere : {event_binding(TenantId(), stream, 3, "case.noted", 1),
                                   event_binding(tenant, StreamId(), 3, "case.noted", 1),
                                   event_binding(tenant, stream, 4, "case.noted", 1),
                                   event_binding(tenant, stream, 3, "case.note", 1),
                                   event_binding(tenant, stream, 3, "case.noted", 2)})
        EXPECT_EQ(opened(golden_.bytes("envelope"), elsewhere).error().kind, ErrorKind::Corrupt);
}

TEST_F(EnvelopeTest, AShortOneIsFoundWhateverItsLength) {
    const Bytes good = golden_.bytes("envelope");
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(
            opened(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)), binding_)
                .has_value());
}

class EventHashTest : public ::testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Release01, EventHashTest,
                         ::testing::Values("0.1/event-hash.txt", "0.1/event-hash-first.txt"));

TEST_P(EventHashTest, IsTheSameForEver) {
    const Golden golden(GetParam());
    const Bytes payload = golden.bytes("payload");
    const Bytes previous = golden.bytes("previous_hash");
    const Digest hash = hash_of({.tenant = golden.id<TenantId>("tenant"),
                                 .position = golden.number("position"),
                                 .stream = golden.id<StreamId>("stream"),
                                 .sequence = golden.number("sequence"),
                                 .kind = golden.text("kind"),
                                 .version = golden.number("version"),
                                 .at = from_microseconds(golden.number("at")),
                                 .actor = golden.id<ActorId>("actor"),
                                 .key_id = golden.id<KeyId>("key_id"),
                                 .payload = payload,
                                 .previous_hash = previous});
    EXPECT_EQ(to_hex(hash), golden.text("hash"));
}

TEST(BlobFrame, IsWrittenAndReadAsInRelease01) {
    const Golden golden("0.1/blob-frames.txt");
    const DataKey key{.id = golden.id<KeyId>("key_id"), .secret = golden.array<SecretKey>("key")};
    const auto nonce = golden.array<Nonce>("nonce");
    FramePlace place{
        .tenant = golden.id<TenantId>("tenant"), .blob = golden.id<BlobId>("blob"), .number = 0};
    EXPECT_EQ(to_hex(seal_frame(key, nonce, place, FrameKind::More, golden.bytes("plain_0"))),
              golden.text("frame_0"));
    const auto first = open_frame(key, place, golden.bytes("frame_0"));
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(to_hex(first->plain), golden.text("plain_0"));
    EXPECT_EQ(open_frame(key, place, golden.bytes("frame_1")).error().kind, ErrorKind::Corrupt);
    place.number = 1;
    const auto last = open_frame(key, place, golden.bytes("frame_1"));
    ASSERT_TRUE(last.has_value());
    EXPECT_EQ(last->kind, FrameKind::Last);
}

class KeysTest : public testing::OpenStoreTest {};

INSTANTIATE_TEST_SUITE_P(Databases, KeysTest, testing::databases(), testing::database_name);

TEST_P(KeysTest, AValueIsSealedAndOpenedAsInRelease01) {
    const Golden golden("0.1/value.txt");
    const Golden wrapped("0.1/data-key.txt");
    testing::SameBytes nonce(golden.bytes("nonce"));
    KeyRing ring(wrapped.array<SecretKey>("master"), RowSeals({}), clock(), nonce);
    const DataKey key{.id = golden.id<KeyId>("key_id"), .secret = golden.array<SecretKey>("key")};
    EXPECT_EQ(to_hex(seal_value(ring, key, golden.text("place"), golden.bytes("plain"))),
              golden.text("sealed"));

    const auto tenant = wrapped.id<TenantId>("tenant");
    ASSERT_TRUE(
        commit(tenant, {{.sql = "insert into data_key (tenant, id, compartment, wrapped, "
                                "created_at) values ($1, $2, $3, $4, 0)",
                         .parameters = {of(tenant), of(wrapped.id<KeyId>("key_id")),
                                        wrapped.text("compartment"), wrapped.bytes("wrapped")}}})
            .has_value());
    auto reader = store().reader();
    const auto plain =
        open_value(**reader, ring, tenant, golden.text("place"), golden.bytes("sealed"));
    ASSERT_TRUE(plain.has_value()) << plain.error().message;
    EXPECT_EQ(to_hex(*plain), golden.text("plain"));
    const auto moved = open_value(**reader, ring, tenant, "elsewhere", golden.bytes("sealed"));
    EXPECT_EQ(moved.error().kind, ErrorKind::Corrupt);
}

TEST_P(KeysTest, AKeyBelowAWrappingKeyIsWrittenAndReadAsInTheFormat) {
    const Golden golden("0.1/wrapping-key.txt");
    const auto tenant = golden.id<TenantId>("tenant");
    const auto owner = golden.id<OwnerId>("wrapping_owner");
    testing::SameBytes nonce(golden.bytes("nonce"));
    KeyRing ring(golden.array<SecretKey>("master"), RowSeals({}), clock(), nonce);
    const DataKey wrapping{golden.id<KeyId>("wrapping_id"),
                           golden.array<SecretKey>("wrapping_key")};
    const DataKey key{golden.id<KeyId>("key_id"), golden.array<SecretKey>("key")};
    const auto made = ring.adopt(tenant, golden.text("compartment"), key, wrapping);
    EXPECT_EQ(to_hex(std::get<Bytes>(made.insert.parameters[3])), golden.text("wrapped"));
    ASSERT_TRUE(commit(tenant, {{.sql = "insert into data_key (tenant, id, compartment, wrapped, "
                                        "created_at) values ($1, $2, $3, $4, 0)",
                                 .parameters = {of(tenant), of(wrapping.id),
                                                of(wrapping_compartment(owner)),
                                                golden.bytes("wrapping_wrapped")}},
                                made.insert})
                    .has_value());
    auto reader = store().reader();
    const auto found = ring.by_id(**reader, tenant, key.id);
    ASSERT_TRUE(found.has_value()) << found.error().message;
    EXPECT_EQ(found->secret, key.secret);
    Change nothing{.tenant = tenant};
    EXPECT_EQ(ring.wrapping_key(**reader, tenant, owner, nothing)->secret, wrapping.secret);
    EXPECT_TRUE(nothing.statements.empty());
}

TEST_P(KeysTest, AKeyExistsAfterItsStatementWasCommitted) {
    const auto made = store().keys().create(tenant_, "organisation/1/projection");
    auto reader = store().reader();
    EXPECT_EQ(store().keys().by_id(**reader, tenant_, made.key.id).error().code,
              "store.key_destroyed");
    ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
    const auto found =
        store().keys().by_compartment(**reader, tenant_, "organisation/1/projection");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->secret, made.key.secret);
}

TEST_P(KeysTest, ACompartmentHasOneKey) {
    ASSERT_TRUE(commit(tenant_, {store().keys().create(tenant_, "a").insert}).has_value());
    EXPECT_EQ(commit(tenant_, {store().keys().create(tenant_, "a").insert}).error().kind,
              ErrorKind::Conflict);
}

TEST_P(KeysTest, ADestroyedKeyIsGone) {
    const auto made = store().keys().create(tenant_, "a");
    ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
    auto reader = store().reader();
    ASSERT_TRUE(store().keys().by_id(**reader, tenant_, made.key.id).has_value());
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, made.key.id)}).has_value());
    store().keys().forget(tenant_, made.key.id);
    EXPECT_EQ(store().keys().by_id(**reader, tenant_, made.key.id).error().kind,
              ErrorKind::NotFound);
}

TEST_P(KeysTest, AWrappedKeyCannotStandInForAnother) {
    const auto made = store().keys().create(tenant_, "a");
    ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
    ASSERT_TRUE(
        commit(tenant_, {{.sql = "update data_key set compartment = 'b'", .parameters = {}}})
            .has_value());
    auto reader = store().reader();
    EXPECT_EQ(store().keys().by_compartment(**reader, tenant_, "b").error().kind,
              ErrorKind::Corrupt);
}

}  // namespace
}  // namespace dw::store
