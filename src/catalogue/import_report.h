// What an import says: per file what was read, stored and found, for people and for programs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "catalogue/service.h"
#include "standards/xzufi/element.h"
#include "terms/language.h"

namespace dw::catalogue {

enum class Subject {
    None,
    Service,
    Specialisation,
    Organisation,
    OnlineService,
    Responsibility,
    Unknown
};

struct ImportFinding {
    xzufi::Position position;
    Subject subject = Subject::None;
    SourceId id;           // of the subject
    bool skipped = false;  // the subject was not taken over
    std::string code;      // of the reason
    std::vector<std::string> arguments;
};

struct ImportCounts {
    std::int64_t services = 0, organisations = 0, online_services = 0, specialisations = 0;
    std::int64_t responsibilities = 0;  // objects, those of online services included
    std::int64_t deleted = 0;           // objects that were there, or written earlier in the file
    std::int64_t pending = 0;           // responsibilities whose service or holder is not known
    std::int64_t changed = 0;           // objects whose stored rows were written or removed
};

// Objects that stood there from another file and now are as this one has them.
struct Replaced {
    std::string source;
    std::int64_t objects = 0;
    SourceId first;
};

struct FileReport {
    std::string file;
    std::string hash;  // SHA-256, hexadecimal; "" when the file was refused
    bool refused = false;
    ImportCounts counts;
    std::vector<ImportFinding> findings;  // the first of them, see limits.h
    std::int64_t finding_count = 0;
    std::vector<Replaced> replaced;  // by source

    std::string_view outcome() const;  // "imported", "imported-with-finding", "refused"
    void add(ImportFinding finding);
};

// Findings that come many times with other numbers are counted and said once at the end.
class RepeatedFindings {
  public:
    void add(const std::string& code, const std::string& argument, xzufi::Position at);
    void add(const std::string& code, const std::string& argument, xzufi::Position at,
             std::int64_t times);
    void move_to(FileReport& report);

  private:
    struct Seen {
        xzufi::Position first;
        std::int64_t times = 0;
    };
    std::map<std::pair<std::string, std::string>, Seen> seen_;
};

// What a full delivery means for what is stored and not in it.
struct FullReport {
    struct Stock {
        std::string source;
        Subject subject;
        std::int64_t stored = 0, missing = 0;
    };
    struct Reason {
        std::string code;
        std::vector<std::string> arguments;
    };
    std::vector<Stock> stocks;      // by source and subject
    std::optional<Reason> refusal;  // nothing was imported
    std::optional<Reason> spared;   // it was, but nothing is deleted
    std::int64_t deleted = 0;
};

struct ImportReport {
    bool dry_run = false;
    std::vector<FileReport> files;
    std::optional<FullReport> full;
    ImportCounts totals() const;
    bool any_refused() const;
};

Text kinds_text(Subject subject);  // "Leistungen"
// "Leistung 1 wurde übersprungen: Das Datum 2026-02-30 gibt es nicht."
std::string text_of(const ImportFinding& finding, Language language);
Json to_json(const ImportReport& report);
std::string to_text(const ImportReport& report, Language language);

}  // namespace dw::catalogue
