// The file of a backup as records: kind (1) | length (4, big endian) | payload. frozen: stored
// (docs/formats.md, "Backup")
#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "base/crypto.h"
#include "store/files.h"
#include "store/value.h"

namespace dw::store {

// The seal is made with a secret derived from the master key for this purpose.
inline constexpr std::string_view backup_purpose = "store.backup";  // frozen: stored

enum class BackupRecord : std::uint8_t {
    Head = 'H',
    Table = 'T',
    Row = 'R',
    Blob = 'B',
    Frame = 'F',
    End = 'E',
    Seal = 'Z'
};

Bytes encode_row(const Row& row);
// Nothing when the bytes are no row.
std::optional<Values> decode_row(BytesView bytes);

// Writes FILE.part, then moves it to its name.
class BackupWriter {
  public:
    static Result<BackupWriter> create(const std::string& file);
    Outcome add(BackupRecord kind, BytesView payload);
    // The seal under everything; nothing remains of a file that was not finished.
    Outcome finish(const SecretKey& key);
    ~BackupWriter();
    BackupWriter(BackupWriter&&) = default;
    BackupWriter& operator=(BackupWriter&&) = delete;

  private:
    BackupWriter(std::string file, std::unique_ptr<Files> files, std::unique_ptr<FileWriter> out);
    Outcome flush();

    std::string file_;
    std::unique_ptr<Files> files_;  // null: moved from or finished
    std::unique_ptr<FileWriter> out_;
    std::unique_ptr<Sha256> hash_;
    Bytes buffer_;
};

// Reads records in order. Every damage is Invalid "store.backup" with its place.
class BackupReader {
  public:
    static Result<BackupReader> open(const std::string& file);

    struct Record {
        BackupRecord kind;
        Bytes payload;
        std::int64_t place;  // of its first byte in the file
    };
    // The seal is the last record; after it nothing may follow.
    Result<Record> next();
    // Reads to the end and holds the seal against the key; start anew to read records.
    Outcome check_seal(const SecretKey& key);
    static Error damaged(std::int64_t place, const std::string& what);

  private:
    explicit BackupReader(std::ifstream in) : in_(std::move(in)) {}

    std::ifstream in_;
    std::int64_t place_ = 0;
    Sha256* hash_ = nullptr;  // fed while the seal is checked
};

}  // namespace dw::store
