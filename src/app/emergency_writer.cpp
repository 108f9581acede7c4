#include "app/emergency_writer.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include "base/text.h"
#include "cases/emergency_pack.h"
#include "store/files.h"
#include "terms/berlin.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t packs_kept = 3;
constexpr std::string_view mark = ".dienstweg-notfall";  // we remove only folders with this end
constexpr std::string_view unfinished = ".neu";

// People look for the name, the id keeps two offices of the same name apart.
std::string folder_of(const identity::OrganisationPlace& place) {
    std::string name;
    for (const char c : lower(place.name)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) {
            name += c;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    const std::string id = place.organisation.to_string();
    return name.substr(0, 60) + "-" + id.substr(id.size() - 8) + std::string(mark);
}

Outcome file_error(const std::error_code& error, const fs::path& path) {
    if (!error) return Nothing{};
    return unavailable("app.emergency", path.string() + ": " + error.message());
}

Outcome make_folder(const fs::path& path) {
    std::error_code failed;
    fs::create_directories(path, failed);
    DW_TRY_DO(file_error(failed, path));
    fs::permissions(path, fs::perms::owner_all, failed);
    return file_error(failed, path);
}

Outcome remove_folder(const fs::path& path) {
    std::error_code failed;
    fs::remove_all(path, failed);
    return file_error(failed, path);
}

Result<std::vector<std::string>> names_in(const fs::path& path) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed))
        names.push_back(at->path().filename().string());
    DW_TRY_DO(file_error(failed, path));
    std::ranges::sort(names);
    return names;
}

bool is_day(const std::string& name) {
    return parse_date(name).has_value();
}

// What is unfinished is of a process that died.
Outcome remove_old(const fs::path& folder) {
    DW_TRY(const auto names, names_in(folder));
    std::vector<std::string> days;
    for (const auto& name : names) {
        if (is_day(name)) days.push_back(name);
        if (name.ends_with(unfinished)) DW_TRY_DO(remove_folder(folder / name));
    }
    for (std::size_t i = 0; i + packs_kept < days.size(); ++i)
        DW_TRY_DO(remove_folder(folder / days[i]));
    return Nothing{};
}

}  // namespace

Outcome EmergencyWriter::write_missing() {
    const Instant now = at_.store.clock().now();
    const std::string day = to_string(berlin_date(now));
    DW_TRY_DO(make_folder(directory_));
    std::set<std::string> known;
    Outcome whole = Nothing{};
    DW_TRY(const auto tenants, at_.identity.tenants());
    for (const auto& tenant : tenants) {
        DW_TRY(const auto places, at_.identity.organisations(tenant.id));
        for (const auto& place : places) {
            known.insert(folder_of(place));
            const auto written = write_pack(place, day);
            if (!written && whole) whole = written;
        }
    }
    DW_TRY(const auto names, names_in(directory_));
    for (const auto& name : names)
        if (name.ends_with(mark) && !known.contains(name))
            DW_TRY_DO(remove_folder(fs::path(directory_) / name));
    if (whole)
        complete_at_ =
            std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return whole;
}

Outcome EmergencyWriter::write_pack(const identity::OrganisationPlace& place,
                                    const std::string& day) {
    const fs::path folder = fs::path(directory_) / folder_of(place);
    std::error_code failed;
    if (fs::exists(folder / day, failed)) return Nothing{};
    DW_TRY(const auto files, cases::emergency_pack(at_, place));
    DW_TRY_DO(make_folder(folder));
    DW_TRY_DO(remove_old(folder));
    const fs::path fresh = folder / (day + std::string(unfinished));
    DW_TRY_DO(make_folder(fresh));
    const auto disk = store::system_files();
    std::set<fs::path> folders{fresh};
    for (const auto& file : files) {
        const fs::path path = fresh / file.path;
        if (folders.insert(path.parent_path()).second) DW_TRY_DO(make_folder(path.parent_path()));
        DW_TRY(const auto writer, disk->create(path.string()));
        DW_TRY_DO(writer->append(file.content));
        DW_TRY_DO(writer->sync());
    }
    for (const auto& each : folders) DW_TRY_DO(disk->sync_directory(each.string()));
    DW_TRY_DO(disk->rename(fresh.string(), (folder / day).string()));
    DW_TRY_DO(disk->sync_directory(folder.string()));
    return remove_old(folder);
}

std::int64_t EmergencyWriter::age() const {
    const std::int64_t complete = complete_at_;
    if (complete == 0) return -1;
    const auto now = at_.store.clock().now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count() - complete;
}

}  // namespace dw::app
