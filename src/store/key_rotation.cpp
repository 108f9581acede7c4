#include "store/key_rotation.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/key_wrapping.h"
#include "store/master_check.h"

namespace dw::store {

namespace {

constexpr std::int64_t keys_at_once = 1000;

std::string next_file_of(const std::string& file) {
    return file + ".next";
}

std::string old_file_of(const std::string& file, const SecretKey& key) {
    const Digest check = master_check_of(key);
    return file + ".old-" + to_hex(BytesView(check).first(4));
}

Result<bool> is_right(Connection& connection, const SecretKey& key) {
    DW_TRY(const auto known, stored_master_check(connection));
    return known && equal_constant_time(*known, master_check_of(key));
}

// Nobody wraps a key with the old master key while this transaction runs. SQLite has one writer.
Outcome keep_others_out(Connection& connection) {
    if (connection.dialect() == Dialect::Sqlite) return Nothing{};
    return connection.run_script("lock table data_key in exclusive mode");
}

class Rewrapper {
  public:
    Rewrapper(Connection& connection, const SecretKey& from, const SecretKey& to,
              RandomSource& random)
        : connection_(connection), from_(from), to_(to), random_(random) {}

    // In pieces, so that the memory does not depend on how many there are.
    Result<std::int64_t> all() {
        std::int64_t count = 0;
        TenantId tenant{};
        KeyId id{};
        for (;;) {
            DW_TRY(const auto rows,
                   connection_.query("select tenant, id, compartment, wrapped from data_key "
                                     "where wrapped_by is null and (tenant, id) > ($1, $2) "
                                     "order by tenant, id limit $3",
                                     {of(tenant), of(id), keys_at_once}));
            for (const auto& row : rows) {
                tenant = row.id<TenantId>(0);
                id = row.id<KeyId>(1);
                DW_TRY_DO(one(row));
            }
            count += static_cast<std::int64_t>(rows.size());
            if (static_cast<std::int64_t>(rows.size()) < keys_at_once) return count;
        }
    }

  private:
    Outcome one(const Row& row) {
        const std::string compartment = row.text(2);
        const KeyPlace place{row.id<TenantId>(0), row.id<KeyId>(1), compartment};
        DW_TRY(const auto secret, unwrap_key(from_, place, row.bytes(3)));
        Nonce nonce{};
        random_.fill(nonce);
        DW_TRY_DO(
            connection_.execute("update data_key set wrapped = $3 where tenant = $1 and id = $2",
                                {of(place.tenant), of(place.id),
                                 wrap_key({.id = {}, .secret = to_}, nonce, place, secret)}));
        return Nothing{};
    }

    Connection& connection_;
    const SecretKey& from_;
    const SecretKey& to_;
    RandomSource& random_;
};

Outcome exchange_check(Connection& connection, const SecretKey& from, const SecretKey& to) {
    const auto bytes = [](const Digest& digest) { return Bytes(digest.begin(), digest.end()); };
    DW_TRY(const auto changed,
           connection.execute("update master_key_check set digest = $1 "
                              "where name = 'master' and digest = $2",
                              {bytes(master_check_of(to)), bytes(master_check_of(from))}));
    if (changed != 1)
        return conflict("store.master_key_wrong", "the database has another key meanwhile");
    return Nothing{};
}

Result<std::int64_t> rewrap(Connection& connection, const SecretKey& from, const SecretKey& to,
                            RandomSource& random) {
    DW_TRY_DO(connection.begin());
    const auto done = [&]() -> Result<std::int64_t> {
        DW_TRY_DO(keep_others_out(connection));
        DW_TRY(const auto count, Rewrapper(connection, from, to, random).all());
        DW_TRY_DO(exchange_check(connection, from, to));
        return count;
    }();
    if (!done) {
        static_cast<void>(connection.rollback());
        return done.error();
    }
    DW_TRY_DO(connection.commit());
    return *done;
}

}  // namespace

Result<Rotation> rotate_master_key(const StoreOptions& options, RandomSource& random) {
    const std::string file = master_key_file_of(options);
    const std::string url =
        options.database_url.empty() ? "sqlite:" + options.data_dir : options.database_url;
    DW_TRY(const auto database, open_database(url));
    DW_TRY(const auto connection, database->connect(Access::Write));
    DW_TRY_DO(finish_rotation(*connection, file));
    DW_TRY(const auto from, read_master_key(file, MissingKeyFile::Refuse, random));
    DW_TRY(const bool right, is_right(*connection, from));
    if (!right) return invalid("store.master_key_wrong", file);

    SecretKey to{};
    random.fill(to);
    // What lies there is of a rotation that never got to the database.
    ::unlink(next_file_of(file).c_str());
    DW_TRY_DO(write_master_key(next_file_of(file), to, random));
    DW_TRY(const auto count, rewrap(*connection, from, to, random));
    DW_TRY_DO(finish_rotation(*connection, file));
    return Rotation{count, old_file_of(file, from)};
}

Outcome finish_rotation(Connection& connection, const std::string& file) {
    SystemRandom random;
    const std::string next = next_file_of(file);
    if (!std::filesystem::exists(next)) return Nothing{};
    const auto key = read_master_key(next, MissingKeyFile::Refuse, random);
    if (!key) return Nothing{};
    DW_TRY(const bool right, is_right(connection, *key));
    if (!right) return Nothing{};
    const auto old_key = read_master_key(file, MissingKeyFile::Refuse, random);
    if (old_key) {
        const bool kept = ::link(file.c_str(), old_file_of(file, *old_key).c_str()) == 0;
        if (!kept && errno != EEXIST)
            return unavailable("store.master_key_file", file + ": " + std::strerror(errno));
    }
    if (::rename(next.c_str(), file.c_str()) != 0)
        return unavailable("store.master_key_file", next + ": " + std::strerror(errno));
    return sync_folder_of(file);
}

}  // namespace dw::store
