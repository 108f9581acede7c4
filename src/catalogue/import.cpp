#include "catalogue/import.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/text.h"
#include "catalogue/import_run.h"

namespace dw::catalogue {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::string_view index_name = "index.txt";

ByteSource bytes_of_file(const std::string& path) {
    return [path](const EachPiece& each) -> Outcome {
        std::ifstream file(path, std::ios::binary);
        std::string piece(piece_bytes, '\0');
        while (file) {
            file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            const auto got = static_cast<std::size_t>(file.gcount());
            if (got > 0) DW_TRY_DO(each(std::string_view(piece).substr(0, got)));
        }
        if (!file.eof()) return unavailable("catalogue.unreadable", std::strerror(errno));
        return Nothing{};
    };
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
    for (std::string line; std::getline(file, line);) {
        const std::string name(trim(line));
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

Result<ImportedFile> import_file(store::Store& store, const AreaRegister& areas,
                                 const std::string& path) {
    const auto unreadable = [&](const std::string& why) {
        return ImportedFile{.report = refused_file(path, "import_unreadable", {why}), .needs = {}};
    };
    // Opening a pipe would wait for somebody to write into it.
    std::error_code ignored;
    const auto kind = fs::status(path, ignored).type();
    if (kind != fs::file_type::regular && kind != fs::file_type::not_found)
        return unreadable("no file");
    const std::ifstream readable(path, std::ios::binary);
    if (!readable) return unreadable(std::strerror(errno));
    return import_source(store, areas, path, bytes_of_file(path));
}

}  // namespace

Result<FileReport> import_xzufi_text(store::Store& store, const AreaRegister& areas,
                                     const XzufiText& text) {
    const std::string_view content = text.content;
    DW_TRY(ImportedFile file,
           import_source(store, areas, text.name, [content](const EachPiece& each) -> Outcome {
               return content.empty() ? Outcome(Nothing{}) : each(content);
           }));
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY_DO(file.needs.report_waiting(*reader, file.report));
    return std::move(file.report);
}

Result<ImportReport> import_xzufi_files(store::Store& store, const AreaRegister& areas,
                                        const std::vector<std::string>& paths) {
    std::vector<ImportedFile> files;
    for (const std::string& path : paths) {
        Listed listed = files_of(path);
        if (listed.refused) files.push_back({std::move(*listed.refused), {}});
        for (const std::string& each : listed.files) {
            DW_TRY(ImportedFile file, import_file(store, areas, each));
            files.push_back(std::move(file));
        }
    }
    ImportReport report;
    DW_TRY(const store::Reader reader, store.reader());
    for (ImportedFile& file : files) {
        DW_TRY_DO(file.needs.report_waiting(*reader, file.report));
        report.files.push_back(std::move(file.report));
    }
    return report;
}

}  // namespace dw::catalogue
