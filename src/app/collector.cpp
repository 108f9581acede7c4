#include "app/collector.h"

#include <filesystem>
#include <fstream>

#include "app/download.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes = 256 * 1024;

bool is_address(const std::string& from) {
    return from.find("://") != std::string::npos;
}

}  // namespace

Result<std::vector<catalogue::CollectionSource>> read_collection_sources(
    const std::string& data_dir) {
    const std::string path = data_dir + "/sources.json";
    std::error_code none;
    if (!fs::exists(path, none)) return std::vector<catalogue::CollectionSource>();
    const auto size = fs::file_size(path, none);
    std::ifstream in(path);
    if (none || size > file_bytes || !in)
        return invalid("catalogue.sources", path + ": cannot be read");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto sources = catalogue::collection_sources_from(text);
    if (!sources) return invalid("catalogue.sources", path + ": " + sources.error().message);
    return sources;
}

Outcome Collector::collect() {
    Outcome all = Nothing{};
    for (const auto& source : sources_) {
        const auto done = collect(source);
        if (!done && all) all = done;
    }
    return all;
}

Outcome Collector::collect(const catalogue::CollectionSource& source) {
    DW_TRY(const bool due, catalogue::claim_collection(store_, source));
    if (!due) return Nothing{};
    if (!is_address(source.from))
        return catalogue::take_collection(store_, areas_, source, source.from);
    const std::string file = cache_dir_ + "/collected.xml";
    const auto fetched = download(source.from, file);
    if (!fetched) {
        DW_TRY_DO(catalogue::note_collection(
            store_, source, catalogue::CollectionOutcome::Unreachable, fetched.error().message));
        return fetched;
    }
    const auto taken = catalogue::take_collection(store_, areas_, source, file);
    std::error_code none;
    fs::remove(file, none);
    return taken;
}

}  // namespace dw::app
