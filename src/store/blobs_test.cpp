#include "store/blobs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/testing.h"

namespace dw::store {
namespace {

class BlobsTest : public testing::OpenStoreTest {
  protected:
    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        blobs_ = open_test_blobs(store());
        const auto made = store().keys().create(tenant_, "upload");
        ASSERT_TRUE(commit(tenant_, {made.insert}).has_value());
        key_ = made.key;
    }
    void TearDown() override {
        blobs_.reset();
        OpenStoreTest::TearDown();
    }

    Bytes content(std::size_t size) {
        Bytes bytes(size);
        SeededRandom(size).fill(bytes);
        return bytes;
    }
    BlobId put(const Bytes& bytes, std::size_t piece) {
        auto writer = blobs_->create(tenant_, key_);
        EXPECT_TRUE(writer.has_value());
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            EXPECT_TRUE(
                (*writer)
                    ->write(BytesView(bytes).subspan(at, std::min(piece, bytes.size() - at)))
                    .has_value());
        const auto id = (*writer)->finish();
        EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().message);
        return id.value_or({});
    }
    Result<Bytes> get(BlobId id) { return get(id, tenant_, key_); }
    Result<Bytes> get(BlobId id, TenantId tenant, const DataKey& key) {
        Bytes all;
        DW_TRY_DO(blobs_->read(tenant, id, key, [&](BytesView piece) -> Outcome {
            all.insert(all.end(), piece.begin(), piece.end());
            return Nothing{};
        }));
        return all;
    }
    std::size_t stored_pieces() {
        std::size_t pieces = static_cast<std::size_t>(count("select count(*) from blob_frame"));
        std::error_code none;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(store().data_dir() + "/blobs", none))
            if (entry.is_regular_file()) ++pieces;
        return pieces;
    }

    std::unique_ptr<BlobStore> blobs_;
    DataKey key_;
};

INSTANTIATE_TEST_SUITE_P(Databases, BlobsTest, testing::databases(), testing::database_name);

TEST_P(BlobsTest, ContentOfAnyLengthComesBack) {
    const std::size_t frame = limits::blob_frame_bytes;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, frame - 1, frame, frame + 1, 2 * frame, 3 * frame + 17}) {
        const Bytes bytes = content(size);
        const auto back = get(put(bytes, 10'000));
        ASSERT_TRUE(back.has_value()) << size << ": " << back.error().message;
        EXPECT_EQ(*back, bytes) << size;
    }
}

TEST_P(BlobsTest, WithoutFinishNothingRemains) {
    {
        auto writer = blobs_->create(tenant_, key_);
        ASSERT_TRUE((*writer)->write(content(200'000)).has_value());
    }
    EXPECT_EQ(stored_pieces(), 0u);
}

TEST_P(BlobsTest, ContentIsNotInTheClear) {
    put(to_bytes("a planted word"), 100);
    std::string stored;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(store().data_dir())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        stored.append(std::istreambuf_iterator<char>(in), {});
    }
    EXPECT_EQ(stored.find("planted"), std::string::npos);
    if (store().dialect() == Dialect::Postgres) {
        EXPECT_EQ(count("select count(*) from blob_frame where "
                        "position('planted'::bytea in bytes) > 0"),
                  0);
    }
}

TEST_P(BlobsTest, OnlyTheRightKeyAndTenantOpenIt) {
    const auto id = put(content(100), 100);
    const auto other = store().keys().create(tenant_, "other").key;
    EXPECT_EQ(get(id, tenant_, other).error().kind, ErrorKind::Corrupt);
    EXPECT_EQ(get(id, TenantId::make(clock(), random()), key_).error().kind, ErrorKind::NotFound);
}

TEST_P(BlobsTest, ARemovedBlobIsGone) {
    const auto id = put(content(100'000), 4096);
    ASSERT_TRUE(blobs_->remove(tenant_, id).has_value());
    EXPECT_EQ(get(id).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(blobs_->remove(tenant_, id).has_value());
    EXPECT_EQ(stored_pieces(), 0u);
}

TEST_P(BlobsTest, WhatNothingRefersToIsCollectedWhenItIsOld) {
    const auto kept = put(content(10), 10);
    const auto orphan = put(content(10), 10);
    clock().advance(std::chrono::hours(2));
    const auto fresh = put(content(10), 10);
    const auto removed = blobs_->collect(clock().now() - std::chrono::hours(1),
                                         [&](TenantId tenant, BlobId id) -> Result<bool> {
                                             return tenant == tenant_ && id == kept;
                                         });
    EXPECT_EQ(removed.value_or(-1), 1);
    EXPECT_TRUE(get(kept).has_value());
    EXPECT_TRUE(get(fresh).has_value());
    EXPECT_FALSE(get(orphan).has_value());
}

TEST_P(BlobsTest, AChangedByteIsFound) {
    const auto id = put(content(100'000), 4096);
    if (store().dialect() == Dialect::Postgres) {
        auto connection = store().database().connect(Access::Write);
        ASSERT_TRUE((*connection)
                        ->execute("update blob_frame set bytes = set_byte(bytes, 50, "
                                  "(get_byte(bytes, 50) + 1) % 256) where number = 1",
                                  {})
                        .has_value());
    } else {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(store().data_dir() + "/blobs")) {
            if (!entry.is_regular_file()) continue;
            std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
            file.seekg(90'000);
            const char byte = static_cast<char>(file.get() ^ 1);
            file.seekp(90'000);
            file.put(byte);
        }
    }
    EXPECT_EQ(get(id).error().kind, ErrorKind::Corrupt);
    // The check after the test is about what the disk loses.
    EXPECT_TRUE(blobs_->remove(tenant_, id).has_value());
}

}  // namespace
}  // namespace dw::store
