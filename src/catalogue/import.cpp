#include "catalogue/import.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/text.h"
#include "catalogue/full_delivery.h"
#include "catalogue/import_journal.h"
#include "catalogue/import_memory.h"
#include "catalogue/import_run.h"
#include "catalogue/overlay.h"
#include "catalogue/piece_store.h"

namespace dw::catalogue {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view index_name = "index.txt";

WriteMode mode_of(const ImportOptions& options) {
    if (options.dry_run) return WriteMode::Rehearse;
    return options.alone ? WriteMode::WriteAlone : WriteMode::Write;
}

// Files to read, or the report that refuses the path.
struct Listed {
    std::vector<std::string> files;
    std::optional<FileReport> refused;
};

bool is_plain_name(std::string_view name) {
    return name.find_first_of("/\\") == name.npos && name != ".." && !has_control_characters(name);
}

Listed files_of_index(const std::string& index) {
    Listed listed;
    std::ifstream file(index, std::ios::binary);
    if (!file) {
        listed.refused = refused_file(index, "import_unreadable", {std::strerror(errno)});
        return listed;
    }
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        // A byte order mark is no part of the first name.
        const bool marked = number++ == 0 && line.starts_with("\xEF\xBB\xBF");
        const std::string name(trim(std::string_view(line).substr(marked ? 3 : 0)));
        if (name.empty()) continue;
        if (!is_plain_name(name)) {
            listed.files.clear();
            listed.refused = refused_file(index, "import_index_path", {std::string(cut(name, 60))});
            return listed;
        }
        listed.files.push_back((fs::path(index).parent_path() / name).string());
    }
    if (listed.files.empty()) listed.refused = refused_file(index, "import_empty_index", {});
    return listed;
}

Listed files_of(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        return files_of_index((fs::path(path) / index_name).string());
    if (fs::path(path).filename() == index_name) return files_of_index(path);
    return {.files = {path}, .refused = {}};
}

std::string key_of(const std::string& path, const Delivery& delivery) {
    return delivery_key(source_name_of(path, delivery), delivery.source);
}

// What was changed before it was asked is seen as a change, what is changed later is not of now.
Result<Known> known_of(store::Store& store, const std::string& path, const Delivery& delivery) {
    Known known;
    DW_TRY(known.memory, load_pieces(store, key_of(path, delivery)));
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY(known.changes, object_changes(*reader));
    return known;
}

Result<CheckedFile> check_file(const store::Store& store, const std::string& path,
                               const Delivery& delivery, Known known) {
    const auto unreadable = [&](const std::string& why) {
        CheckedFile checked{.name = path, .delivery = delivery};
        checked.refused = refused_file(path, "import_unreadable", {why});
        return checked;
    };
    // Opening a pipe would wait for somebody to write into it.
    std::error_code ignored;
    const auto kind = fs::status(path, ignored).type();
    if (kind != fs::file_type::regular && kind != fs::file_type::not_found)
        return unreadable("no file");
    auto bytes = bytes_of_file(path);
    if (!bytes) return unreadable(bytes.error().message);
    return check_source(path, delivery, *bytes, std::move(known), store.data_dir());
}

// What its pieces said is of use as long as nobody else writes the same objects.
Outcome keep_pieces(store::Store& store, const CheckedFile& checked, const ImportedFile& file,
                    std::int64_t change) {
    if (file.report.refused) return Nothing{};
    return save_pieces(store, key_of(checked.name, checked.delivery), file.pieces,
                       checked.known.memory.get(), change);
}

Result<ImportedFile> import_file(store::Store& store, const AreaRegister& areas,
                                 const std::string& path, const Delivery& delivery, Known known,
                                 WriteMode mode) {
    DW_TRY(const auto before, catalogue_change(store));
    DW_TRY(CheckedFile checked, check_file(store, path, delivery, std::move(known)));
    DW_TRY(ImportedFile file, import_checked(store, areas, checked, mode));
    if (mode != WriteMode::Rehearse) {
        DW_TRY_DO(keep_pieces(store, checked, file, before + file.changes));
    }
    file.pieces = {};
    return file;
}

// One after the other: what the first reading of a file keeps is given back before the next.
Result<std::vector<ImportedFile>> import_singly(store::Store& store, const AreaRegister& areas,
                                                const std::vector<Listed>& lists,
                                                const Delivery& delivery, WriteMode mode) {
    std::vector<ImportedFile> files;
    for (const Listed& listed : lists) {
        if (listed.refused) files.push_back({.report = *listed.refused});
        for (const std::string& path : listed.files) {
            DW_TRY(Known known, known_of(store, path, delivery));
            DW_TRY(ImportedFile file,
                   import_file(store, areas, path, delivery, std::move(known), mode));
            files.push_back(std::move(file));
        }
    }
    return files;
}

// The only file there is to read, when it is one.
std::optional<std::string> only_file(const std::vector<Listed>& lists) {
    const bool one = lists.size() == 1 && !lists.front().refused && lists.front().files.size() == 1;
    std::error_code ignored;
    if (!one || !fs::is_regular_file(lists.front().files.front(), ignored)) return std::nullopt;
    return lists.front().files.front();
}

// The hash of a file of which a report may be known; nothing when there is none.
Result<std::optional<Digest>> hash_to_compare(store::Store& store, const std::string& path,
                                              const Known& known) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    if (known.memory && known.memory->size != size) return std::optional<Digest>();
    DW_TRY(const bool some, has_remembered_report(store));
    const auto bytes = bytes_of_file(path);
    // What cannot be read is said by the reading proper.
    if (!some || !bytes) return std::optional<Digest>();
    Sha256 sum;
    const auto read = for_each_piece(*bytes, [&](std::string_view piece) -> Outcome {
        sum.add(as_bytes(piece));
        return Nothing{};
    });
    return read ? std::optional(sum.finish()) : std::nullopt;
}

// True: the file came before, and nothing has changed since.
Result<bool> take_again(store::Store& store, const std::string& path, const Delivery& delivery,
                        const Known& before, ImportReport& report) {
    DW_TRY(const auto digest, hash_to_compare(store, path, before));
    if (!digest) return false;
    DW_TRY(auto known, remembered_report(store, path, delivery, *digest));
    if (!known) return false;
    DW_TRY(const auto number, begin_import(store, {.source = source_name_of(path, delivery),
                                                   .agency = delivery.source,
                                                   .hash = *digest}));
    DW_TRY_DO(finish_import(store, number, *known));
    report.files.push_back(std::move(*known));
    return true;
}

// Not when another import or an editor came between: what they did is not known here.
Outcome remember(store::Store& store, const ImportedFile& file, const Delivery& delivery,
                 std::int64_t before) {
    if (file.report.refused || !file.would_repeat) return Nothing{};
    DW_TRY(const auto after, catalogue_change(store));
    if (after != before + file.changes) return Nothing{};
    return remember_report(store, delivery, file.report, after);
}

// All are checked before the first is written.
Result<std::vector<ImportedFile>> import_together(store::Store& store, const AreaRegister& areas,
                                                  const std::vector<Listed>& lists,
                                                  const Delivery& delivery,
                                                  const ImportOptions& options,
                                                  FullReport& report) {
    const auto mode = mode_of(options);
    DW_TRY(auto change, catalogue_change(store));
    std::vector<CheckedFile> checked;
    for (const Listed& listed : lists) {
        if (listed.refused) checked.push_back({.name = listed.refused->file});
        if (listed.refused) checked.back().refused = listed.refused;
        for (const std::string& path : listed.files) {
            DW_TRY(Known known, known_of(store, path, delivery));
            DW_TRY(CheckedFile file, check_file(store, path, delivery, std::move(known)));
            checked.push_back(std::move(file));
        }
    }
    DW_TRY(const auto missing, look_for_missing(store, delivery, checked, *options.full, report));
    std::vector<ImportedFile> files;
    for (CheckedFile& file : checked) {
        if (report.refusal && !file.refused)
            file.refused = refused_file(file.name, report.refusal->code, report.refusal->arguments);
        DW_TRY(ImportedFile imported, import_checked(store, areas, file, mode));
        change += imported.changes;
        files.push_back(std::move(imported));
    }
    if (!report.refusal) {
        DW_TRY(const auto changes, erase_missing(store, delivery, missing, checked, mode, report));
        change += changes;
    }
    if (mode == WriteMode::Rehearse || report.refusal) return files;
    for (std::size_t i = 0; i < files.size(); ++i) {
        // What two files say about the same object is not as each of them says.
        const bool alone = std::ranges::all_of(checked, [&](const CheckedFile& other) {
            return &other == &checked[i] || checked[i].plan.shares_nothing_with(other.plan);
        });
        if (!alone) continue;
        DW_TRY_DO(keep_pieces(store, checked[i], files[i], change));
    }
    return files;
}

Result<Delivery> delivery_of(store::Store& store, const ImportOptions& options) {
    if (options.source == own_agency)
        return invalid("catalogue.own_agency", "no delivery is of the agency of own words");
    Delivery delivery{.name = options.name, .source = options.source};
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY(delivery.delivering, agencies_that_deliver(*reader));
    return delivery;
}

}  // namespace

Result<FileReport> import_xzufi_text(store::Store& store, const AreaRegister& areas,
                                     const XzufiText& text) {
    DW_TRY(const Delivery delivery, delivery_of(store, {}));
    DW_TRY(CheckedFile checked, check_source(text.name, delivery, bytes_of_text(text.content)));
    DW_TRY(ImportedFile file, import_checked(store, areas, checked, WriteMode::Write));
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY_DO(file.needs.report_waiting(*reader, file.report));
    return std::move(file.report);
}

Result<ImportReport> import_xzufi_files(store::Store& store, const AreaRegister& areas,
                                        const std::vector<std::string>& paths,
                                        const ImportOptions& options) {
    std::vector<Listed> lists;
    for (const std::string& path : paths) lists.push_back(files_of(path));
    ImportReport report{.dry_run = options.dry_run};
    DW_TRY(const Delivery delivery, delivery_of(store, options));
    const auto only = options.full || options.dry_run ? std::nullopt : only_file(lists);
    Known known;
    if (only) {
        DW_TRY(known, known_of(store, *only, delivery));
        DW_TRY(const bool taken, take_again(store, *only, delivery, known, report));
        if (taken) return report;
    }
    DW_TRY(const auto before, catalogue_change(store));
    std::vector<ImportedFile> files;
    if (options.full) {
        report.full.emplace();
        DW_TRY(files, import_together(store, areas, lists, delivery, options, *report.full));
    } else if (only) {
        DW_TRY(ImportedFile file,
               import_file(store, areas, *only, delivery, std::move(known), mode_of(options)));
        files.push_back(std::move(file));
    } else {
        DW_TRY(files, import_singly(store, areas, lists, delivery, mode_of(options)));
    }
    for (ImportedFile& file : files) {
        if (!options.dry_run) {
            DW_TRY(const store::Reader reader, store.reader());
            DW_TRY_DO(file.needs.report_waiting(*reader, file.report));
        }
        if (only) {
            DW_TRY_DO(remember(store, file, delivery, before));
        }
        report.files.push_back(std::move(file.report));
    }
    return report;
}

}  // namespace dw::catalogue
