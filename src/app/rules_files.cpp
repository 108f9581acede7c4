#include "app/rules_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/limits.h"
#include "standards/dmn/reader.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;

struct ReadModel {
    rules::Source source;
    std::vector<rules::Fault> faults;
};

std::vector<rules::Fault> faults_of(const std::string& file,
                                    const std::vector<dmn::Problem>& problems) {
    std::vector<rules::Fault> faults;
    for (const dmn::Problem& problem : problems) {
        faults.push_back({file, "", problem.position, problem.code, problem.arguments});
    }
    return faults;
}

std::vector<fs::path> beside(const std::string& path) {
    std::vector<fs::path> files;
    std::error_code error;
    const fs::path folder = fs::path(path).parent_path();
    for (fs::directory_iterator it(folder.empty() ? fs::path(".") : folder, error), end;
         !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".dmn" && it->path().filename() != fs::path(path).filename())
            files.push_back(it->path());
    }
    std::ranges::sort(files);
    return files;
}

// Those that are imported, directly or through others.
std::vector<ReadModel> imported(const dmn::Definitions& first, std::vector<ReadModel> others) {
    std::vector<ReadModel> chosen;
    std::set<std::string> wanted;
    const auto want = [&wanted](const dmn::Definitions& model) {
        for (const dmn::Import& import : model.import) wanted.insert(import.space);
    };
    want(first);
    for (bool found = true; found;) {
        found = false;
        for (auto it = others.begin(); it != others.end(); ++it) {
            if (!wanted.contains(it->source.definitions.space)) continue;
            want(it->source.definitions);
            chosen.push_back(std::move(*it));
            others.erase(it);
            found = true;
            break;
        }
    }
    return chosen;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) return unavailable("app.rules_file", path);
    std::string bytes(limits::dmn_file_bytes + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

Result<LoadedRules> load_rules(const std::string& path) {
    DW_TRY(const std::string bytes, read_file(path));
    dmn::Reading reading = dmn::read_definitions(bytes);
    LoadedRules loaded;
    loaded.faults = faults_of(path, reading.problems);
    if (!reading.definitions) return loaded;
    std::vector<ReadModel> others;
    if (!reading.definitions->import.empty()) {
        for (const fs::path& other : beside(path)) {
            DW_TRY(const std::string other_bytes, read_file(other.string()));
            dmn::Reading other_reading = dmn::read_definitions(other_bytes);
            if (!other_reading.definitions) continue;
            others.push_back({{other.string(), std::move(*other_reading.definitions)},
                              faults_of(other.string(), other_reading.problems)});
        }
    }
    others = imported(*reading.definitions, std::move(others));
    std::vector<rules::Source> sources;
    sources.push_back({path, std::move(*reading.definitions)});
    for (ReadModel& other : others) {
        loaded.faults.insert(loaded.faults.end(), other.faults.begin(), other.faults.end());
        sources.push_back(std::move(other.source));
    }
    loaded.compiled = rules::compile(std::move(sources));
    loaded.faults.insert(loaded.faults.end(), loaded.compiled->faults.begin(),
                         loaded.compiled->faults.end());
    return loaded;
}

}  // namespace dw::app
