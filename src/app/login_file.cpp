#include "app/login_file.h"

#include <filesystem>
#include <fstream>

namespace dw::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes = 64 * 1024;

Error wrong(const std::string& path, const std::string& reason) {
    return invalid("identity.login_file", path + ": " + reason);
}

Result<std::string> text_of(const std::string& path) {
    std::error_code none;
    const auto size = fs::file_size(path, none);
    if (none || size > file_bytes) return wrong(path, "cannot be read");
    std::ifstream in(path);
    if (!in) return wrong(path, "cannot be read");
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

bool is_private(const std::string& path) {
    std::error_code none;
    const auto open_to = fs::status(path, none).permissions();
    return !none && (open_to & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
}

// The first line of a file beside login.json.
Result<std::string> secret_in(const std::string& path) {
    DW_TRY(std::string secret, text_of(path));
    if (!is_private(path)) return wrong(path, "others can read it (chmod 600)");
    secret.erase(std::min(secret.size(), secret.find_first_of("\r\n")));
    if (secret.empty()) return wrong(path, "the first line is empty");
    return secret;
}

}  // namespace

Result<std::vector<identity::LoginProvider>> read_login_providers(const Settings& settings) {
    const std::string path = settings.data_dir + "/login.json";
    std::error_code none;
    if (!fs::exists(path, none)) return std::vector<identity::LoginProvider>();
    DW_TRY(const auto text, text_of(path));
    auto providers = identity::login_providers_from(text);
    if (!providers) return wrong(path, providers.error().message);
    for (auto& each : *providers) {
        if (!each.client_secret.empty() && !is_private(path))
            return wrong(path, "it holds a secret and others can read it (chmod 600)");
        if (each.client_secret_file.empty()) continue;
        const auto file = fs::path(settings.data_dir) / each.client_secret_file;
        DW_TRY(each.client_secret, secret_in(file.string()));
    }
    return providers;
}

}  // namespace dw::app
