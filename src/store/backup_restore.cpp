// The file is read twice: first its seal is checked to the last byte, then its rows go into one
// transaction that also makes the tables. Nothing of a damaged file is ever applied, and a restore
// that is killed leaves an empty database.
#include <algorithm>
#include <map>

#include "base/json.h"
#include "store/backup.h"
#include "store/backup_file.h"
#include "store/backup_tables.h"
#include "store/file_blobs.h"
#include "store/master_check.h"

namespace dw::store {

namespace {

constexpr std::size_t rows_at_once = 200;

using Record = BackupReader::Record;

Result<Json> json_of(const Record& record, BackupRecord expected) {
    if (record.kind != expected)
        return BackupReader::damaged(record.place, "another record was expected here");
    auto json = parse_json(as_text(record.payload));
    if (!json) return BackupReader::damaged(record.place, json.error().message);
    return json;
}

// The steps the backed-up database had. Later ones run after the rows are in.
Result<std::vector<Migration>> steps_of(const Json& head, std::span<const Migration> known) {
    std::vector<Migration> steps;
    for (const auto& step : head["migrations"].items()) {
        const auto module = step["module"].text_or("");
        const auto number = step["number"].as_integer();
        const auto found = std::ranges::find_if(known, [&](const Migration& migration) {
            return migration.module == module && migration.number == number;
        });
        if (found == known.end())
            return invalid("store.backup_newer", "the backup has the step " + std::string(module) +
                                                     " " + std::to_string(number.value_or(0)) +
                                                     ", which this release does not know");
        steps.push_back(*found);
    }
    // In the order in which this release runs them.
    std::ranges::sort(steps, {}, [&](const Migration& step) {
        return std::ranges::find_if(known, [&](const Migration& migration) {
            return migration.module == step.module && migration.number == step.number;
        });
    });
    return steps;
}

class Restoring {
  public:
    Restoring(Connection& connection, BackupReader& file, const std::string& data_dir)
        : connection_(connection),
          file_(file),
          files_(system_files()),
          blob_root_(data_dir + "/blobs") {}

    // Everything between the head and the seal.
    Result<Json> take_all();
    const BackupCounts& counts() const { return counts_; }

  private:
    Outcome begin_table(const Record& record);
    Outcome take_row(const Record& record);
    Outcome flush();
    Outcome begin_blob(const Record& record);
    Outcome take_frame(const Record& record);
    Outcome end_blob();

    Connection& connection_;
    BackupReader& file_;
    std::unique_ptr<Files> files_;
    std::string blob_root_;
    BackupCounts counts_;
    std::map<std::string, BackupTable> tables_;  // of this database
    std::string insert_;
    std::size_t columns_ = 0;
    std::vector<Values> rows_;
    std::optional<SealedBlob> blob_;
    std::unique_ptr<BlobFile> blob_file_;
    std::int64_t frame_ = 0;
};

Result<Json> Restoring::take_all() {
    DW_TRY(const auto tables, backup_tables(connection_));
    for (const auto& table : tables) tables_[table.name] = table;
    for (;;) {
        DW_TRY(const auto record, file_.next());
        switch (record.kind) {
            case BackupRecord::Table:
                DW_TRY_DO(begin_table(record));
                break;
            case BackupRecord::Row:
                DW_TRY_DO(take_row(record));
                break;
            case BackupRecord::Blob:
                DW_TRY_DO(begin_blob(record));
                break;
            case BackupRecord::Frame:
                DW_TRY_DO(take_frame(record));
                break;
            case BackupRecord::End:
                DW_TRY_DO(flush());
                DW_TRY_DO(end_blob());
                return json_of(record, BackupRecord::End);
            case BackupRecord::Head:
            case BackupRecord::Seal:
                return BackupReader::damaged(record.place, "a record stands where it cannot");
        }
    }
}

// Names come from a file: only those of our own tables get into SQL.
Outcome Restoring::begin_table(const Record& record) {
    DW_TRY_DO(flush());
    DW_TRY(const auto json, json_of(record, BackupRecord::Table));
    const auto found = tables_.find(std::string(json["name"].text_or("")));
    if (found == tables_.end())
        return BackupReader::damaged(record.place, "a table that does not exist here");
    std::string names, marks;
    columns_ = 0;
    for (const auto& column : json["columns"].items()) {
        const std::string name(column.text_or(""));
        if (std::ranges::find(found->second.columns, name) == found->second.columns.end())
            return BackupReader::damaged(record.place, "a column that does not exist here");
        names += (columns_ == 0 ? "\"" : ", \"") + name + "\"";
        marks += (columns_ == 0 ? "$" : ", $") + std::to_string(columns_ + 1);
        ++columns_;
    }
    // What the migrations themselves have put in gives way to the backup's row.
    insert_ = "insert into \"" + found->first + "\" (" + names + ") values (" + marks + ")";
    DW_TRY_DO(connection_.execute("delete from \"" + found->first + "\"", {}));
    ++counts_.tables;
    return Nothing{};
}

Outcome Restoring::take_row(const Record& record) {
    auto values = decode_row(record.payload);
    if (!values || values->size() != columns_ || insert_.empty())
        return BackupReader::damaged(record.place, "a row that does not fit its table");
    rows_.push_back(std::move(*values));
    ++counts_.rows;
    return rows_.size() < rows_at_once ? Outcome(Nothing{}) : flush();
}

Outcome Restoring::flush() {
    std::vector<Call> calls;
    for (const auto& row : rows_) calls.push_back({.sql = insert_, .parameters = &row});
    DW_TRY_DO(connection_.execute_all(calls));
    rows_.clear();
    return Nothing{};
}

Outcome Restoring::begin_blob(const Record& record) {
    DW_TRY_DO(flush());
    DW_TRY_DO(end_blob());
    const auto values = decode_row(record.payload);
    const auto id = [&](std::size_t i) -> const Bytes* {
        const auto* bytes =
            values && values->size() == 3 ? std::get_if<Bytes>(&(*values)[i]) : nullptr;
        return bytes && bytes->size() == 16 ? bytes : nullptr;
    };
    if (!id(0) || !id(1) || !id(2))
        return BackupReader::damaged(record.place, "a blob without its ids");
    blob_ = SealedBlob{*TenantId::from_bytes(*id(0)), *BlobId::from_bytes(*id(1)),
                       *KeyId::from_bytes(*id(2))};
    frame_ = 0;
    ++counts_.blobs;
    if (connection_.dialect() == Dialect::Sqlite) {
        DW_TRY(blob_file_, BlobFile::create(*files_, blob_root_, *blob_));
        return Nothing{};
    }
    DW_TRY_DO(connection_.execute("insert into blob (tenant, id, key_id) values ($1, $2, $3)",
                                  {of(blob_->tenant), of(blob_->blob), of(blob_->key)}));
    return Nothing{};
}

Outcome Restoring::take_frame(const Record& record) {
    if (!blob_) return BackupReader::damaged(record.place, "a frame without its blob");
    if (blob_file_) return blob_file_->append(record.payload);
    DW_TRY_DO(connection_.execute(
        "insert into blob_frame (tenant, id, number, bytes) values ($1, $2, $3, $4)",
        {of(blob_->tenant), of(blob_->blob), frame_++, record.payload}));
    return Nothing{};
}

Outcome Restoring::end_blob() {
    blob_.reset();
    if (!blob_file_) return Nothing{};
    DW_TRY_DO(blob_file_->finish());
    blob_file_.reset();
    return Nothing{};
}

Result<Restored> restored_from(const Json& head, const Json& end, const BackupCounts& counts) {
    const BackupCounts said{end["tables"].as_integer().value_or(-1),
                            end["rows"].as_integer().value_or(-1),
                            end["blobs"].as_integer().value_or(-1)};
    if (said != counts) return invalid("store.backup", "the counts at its end do not fit");
    DW_TRY(auto heads, log_heads_from_text(end["heads"].text_or("")));
    return Restored{counts, std::string(head["made_at"].text_or("")), std::move(heads)};
}

Result<Restored> restore_within(Connection& connection, const std::string& file,
                                const StoreOptions& options, const SecretKey& master) {
    DW_TRY(auto records, BackupReader::open(file));
    DW_TRY(const auto first, records.next());
    DW_TRY(const auto head, json_of(first, BackupRecord::Head));
    const auto check = from_hex(head["master_key_check"].text_or(""));
    if (!check || !equal_constant_time(*check, master_check_of(master)))
        return invalid("store.master_key_wrong", "the key file is not the one of this backup");
    std::vector<Migration> known(core_migrations().begin(), core_migrations().end());
    known.insert(known.end(), options.migrations.begin(), options.migrations.end());
    DW_TRY(const auto steps, steps_of(head, known));
    DW_TRY_DO(migrate_within(connection, steps, master));
    Restoring restoring(connection, records, options.data_dir);
    DW_TRY(const auto end, restoring.take_all());
    DW_TRY_DO(migrate_within(connection, known, master));
    return restored_from(head, end, restoring.counts());
}

}  // namespace

Result<Restored> restore_backup(const StoreOptions& options, const std::string& file,
                                RandomSource& random) {
    DW_TRY(const auto master,
           read_master_key(master_key_file_of(options), MissingKeyFile::Refuse, random));
    {
        DW_TRY(auto records, BackupReader::open(file));
        DW_TRY_DO(records.check_seal(derived_secret(master, backup_purpose)));
    }
    const std::string url =
        options.database_url.empty() ? "sqlite:" + options.data_dir : options.database_url;
    DW_TRY(const auto database, open_database(url));
    DW_TRY(const auto connection, database->connect(Access::Write));
    DW_TRY_DO(connection->begin());
    DW_TRY(const bool used, has_table(*connection, "migration"));
    auto restored = used ? Result<Restored>(invalid("store.not_empty", "the database is in use"))
                         : restore_within(*connection, file, options, master);
    if (restored) {
        DW_TRY_DO(connection->commit());
        return restored;
    }
    DW_TRY_DO(connection->rollback());
    return restored;
}

}  // namespace dw::store
