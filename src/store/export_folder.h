// The folder that holds an export: files anybody can read with any tool, and SHA256SUMS over all of
// them, as `sha256sum` writes it. frozen: stored (docs/formats.md, "Export of an organisation")
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/crypto.h"
#include "base/json.h"
#include "store/files.h"

namespace dw::store {

inline constexpr std::size_t export_line_bytes =
    8 * 1024 * 1024;  // a payload, written with escapes
inline constexpr JsonLimits export_line_limits{.bytes = export_line_bytes,
                                               .depth = limits::json_depth + 4};

// Writes FOLDER.part, then moves it to its name. Only the program's account may read it.
class ExportWriter {
  public:
    // Conflict "store.export_exists" when FOLDER is there, or FOLDER.part of an attempt that was
    // killed.
    static Result<ExportWriter> create(const std::string& folder);
    ~ExportWriter();  // nothing remains of a folder that was not finished
    ExportWriter(ExportWriter&& other) noexcept;
    ExportWriter& operator=(ExportWriter&&) = delete;

    Outcome begin(const std::string& name);  // the next file; ends the one before
    Outcome add(BytesView bytes);
    Outcome add_line(const Json& json);
    // The sums under everything; durable under its name when it returns. Gives the fingerprint.
    Result<Digest> finish();

  private:
    explicit ExportWriter(std::string folder);
    Outcome end();

    std::string folder_;  // "": moved from or finished
    std::unique_ptr<Files> files_;
    std::unique_ptr<FileWriter> out_;
    std::unique_ptr<Sha256> hash_;
    std::string name_;
    std::map<std::string, Digest> sums_;
    Bytes buffer_;
};

// Every damage is Invalid "store.export" with file, line and reason.
class ExportReader {
  public:
    // Reads every byte and holds it against the sums first. NotFound "store.no_export".
    static Result<ExportReader> open(const std::string& folder);

    const std::map<std::string, Digest>& sums() const { return sums_; }
    // SHA-256 of SHA256SUMS: who compares it knows that the export is the one that was made.
    const Digest& fingerprint() const { return fingerprint_; }
    // The JSON objects of a file, one on each line, with the place to name in an error.
    using EachLine = std::function<Outcome(const Json& json, const std::string& place)>;
    Outcome each_line(const std::string& name, const EachLine& each) const;
    Outcome read(const std::string& name, const std::function<Outcome(BytesView)>& each) const;
    Result<Json> json(const std::string& name) const;
    static Error damaged(const std::string& place, const std::string& what);

  private:
    explicit ExportReader(std::string folder) : folder_(std::move(folder)) {}
    Outcome check_names() const;
    Outcome check_content() const;

    std::string folder_;
    std::map<std::string, Digest> sums_;
    Digest fingerprint_{};
};

// The lines of SHA256SUMS: file → sum.
Result<std::map<std::string, Digest>> sums_from(std::string_view text);

}  // namespace dw::store
