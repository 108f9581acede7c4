// Frames are committed one by one while content arrives, so that a slow upload holds no
// transaction; the row in `blob` comes last and makes the whole complete. Frames without it belong
// to nobody.
#include "store/row_blobs.h"

#include <mutex>

#include "store/blob_frames.h"

namespace dw::store {

namespace {

// Connections that may write, kept for the next upload. May be used from any thread.
class Writers {
  public:
    explicit Writers(Database& database) : database_(database) {}

    Outcome run(const std::function<Outcome(Connection&)>& work) {
        auto connection = take();
        if (!connection) return connection.error();
        auto done = work(**connection);
        if ((*connection)->reset()) {
            std::lock_guard lock(mutex_);
            idle_.push_back(std::move(*connection));
        }
        return done;
    }

  private:
    Result<std::unique_ptr<Connection>> take() {
        {
            std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
        }
        return database_.connect(Access::Write);
    }

    Database& database_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

Outcome delete_blob(Connection& connection, TenantId tenant, BlobId id) {
    DW_TRY_DO(
        connection.execute("delete from blob where tenant = $1 and id = $2", {of(tenant), of(id)}));
    DW_TRY_DO(connection.execute("delete from blob_frame where tenant = $1 and id = $2",
                                 {of(tenant), of(id)}));
    return Nothing{};
}

class RowBlobWriter final : public BlobWriter {
  public:
    RowBlobWriter(Writers& writers, TenantId tenant, BlobId id, const DataKey& key,
                  RandomSource& random)
        : writers_(writers),
          tenant_(tenant),
          id_(id),
          key_id_(key.id),
          cutter_(tenant, id, key, random, [this](std::int64_t number, BytesView frame) {
              return store_frame(number, frame);
          }) {}

    ~RowBlobWriter() override {
        if (finished_) return;
        // What stays behind if this fails is found by collect().
        (void)writers_
            .run([this](Connection& connection) { return delete_blob(connection, tenant_, id_); })
            .has_value();
    }

    Outcome write(BytesView bytes) override { return cutter_.write(bytes); }

    Result<BlobId> finish() override {
        DW_TRY_DO(cutter_.finish());
        DW_TRY_DO(writers_.run([this](Connection& connection) -> Outcome {
            DW_TRY_DO(
                connection.execute("insert into blob (tenant, id, key_id) values ($1, $2, $3)",
                                   {of(tenant_), of(id_), of(key_id_)}));
            return Nothing{};
        }));
        finished_ = true;
        return id_;
    }

  private:
    Outcome store_frame(std::int64_t number, BytesView frame) {
        return writers_.run([&](Connection& connection) -> Outcome {
            DW_TRY_DO(connection.execute(
                "insert into blob_frame (tenant, id, number, bytes) values ($1, $2, $3, $4)",
                {of(tenant_), of(id_), number, Bytes(frame.begin(), frame.end())}));
            return Nothing{};
        });
    }

    Writers& writers_;
    TenantId tenant_;
    BlobId id_;
    KeyId key_id_;
    FrameCutter cutter_;
    bool finished_ = false;
};

class RowBlobs final : public BlobStore {
  public:
    explicit RowBlobs(Store& store) : store_(store), writers_(store.database()) {}

    Result<std::unique_ptr<BlobWriter>> create(TenantId tenant, const DataKey& key) override {
        const auto id = BlobId::make(store_.clock(), store_.random());
        return std::unique_ptr<BlobWriter>(
            std::make_unique<RowBlobWriter>(writers_, tenant, id, key, store_.random()));
    }

    // One frame at a time, the connection given back in between: who reads may be slow.
    Outcome read(TenantId tenant, BlobId id, const DataKey& key,
                 const std::function<Outcome(BytesView)>& each) override {
        {
            DW_TRY(const auto reader, store_.reader());
            DW_TRY(const auto found,
                   reader->query("select 1 from blob where tenant = $1 and id = $2",
                                 {of(tenant), of(id)}));
            if (found.empty()) return not_found("store.no_blob", id.to_string());
        }
        for (FramePlace place{.tenant = tenant, .blob = id, .number = 0};; ++place.number) {
            DW_TRY(const auto bytes, frame_bytes_at(place));
            DW_TRY(const auto frame, open_frame(key, place, bytes));
            DW_TRY_DO(each(frame.plain));
            if (frame.kind == FrameKind::Last) return Nothing{};
        }
    }

    Outcome remove(TenantId tenant, BlobId id) override {
        return writers_.run(
            [&](Connection& connection) { return delete_blob(connection, tenant, id); });
    }

    Outcome each_blob(const std::function<Outcome(const SealedBlob&)>& each) override {
        SealedBlob last;
        for (;;) {
            DW_TRY(const auto rows, complete_after(last));
            if (rows.empty()) return Nothing{};
            for (const auto& row : rows) {
                last = {row.id<TenantId>(0), row.id<BlobId>(1), row.id<KeyId>(2)};
                DW_TRY_DO(each(last));
            }
        }
    }

    Outcome each_frame(const SealedBlob& blob,
                       const std::function<Outcome(BytesView)>& each) override {
        for (FramePlace place{.tenant = blob.tenant, .blob = blob.blob, .number = 0};;
             ++place.number) {
            DW_TRY(const auto bytes, frame_bytes_at(place));
            DW_TRY_DO(each(bytes));
            DW_TRY(const auto kind, kind_of_frame(bytes));
            if (kind == FrameKind::Last) return Nothing{};
        }
    }

    Result<int> collect(Instant older_than,
                        const std::function<Result<bool>(TenantId, BlobId)>& referenced) override {
        int removed = 0;
        TenantId tenant;
        BlobId id;
        for (;;) {
            DW_TRY(const auto next, blob_after(tenant, id));
            if (next.empty()) return removed;
            tenant = next.front().id<TenantId>(0);
            id = next.front().id<BlobId>(1);
            if (made_at(id.bytes()) >= older_than) continue;
            DW_TRY(const bool needed, referenced(tenant, id));
            if (needed) continue;
            DW_TRY_DO(remove(tenant, id));
            ++removed;
        }
    }

  private:
    Result<Bytes> frame_bytes_at(const FramePlace& place) {
        DW_TRY(const auto reader, store_.reader());
        DW_TRY(const auto rows,
               reader->query("select bytes from blob_frame where tenant = $1 and id = $2 and "
                             "number = $3",
                             {of(place.tenant), of(place.blob), place.number}));
        if (rows.empty()) return corrupt("store.blob", place.blob.to_string() + " is cut off");
        return rows.front().bytes(0);
    }

    Result<Rows> complete_after(const SealedBlob& last) {
        DW_TRY(const auto reader, store_.reader());
        return reader->query(
            "select tenant, id, key_id from blob where (tenant, id) > ($1, $2) "
            "order by tenant, id limit 100",
            {of(last.tenant), of(last.blob)});
    }

    // Complete or not: frames without a row in `blob` count as well.
    Result<Rows> blob_after(TenantId tenant, BlobId id) {
        DW_TRY(const auto reader, store_.reader());
        return reader->query(
            "select tenant, id from blob_frame where (tenant, id) > ($1, $2) "
            "order by tenant, id limit 1",
            {of(tenant), of(id)});
    }

    Store& store_;
    Writers writers_;
};

}  // namespace

std::unique_ptr<BlobStore> open_row_blobs(Store& store) {
    return std::make_unique<RowBlobs>(store);
}

}  // namespace dw::store
