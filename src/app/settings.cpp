#include "app/settings.h"

namespace dw::app {

OptionNames serving_options() {
    return {{"--data", "--database", "--master-key", "--listen", "--public-url", "--trusted-proxy",
             "--certificate", "--key", "--operator", "--smtp", "--mail-from", "--smtp-login"},
            {"--accept-older-log", "--help"}};
}

OptionNames storing_options() {
    return {{"--data", "--database", "--master-key"}, {"--json", "--help"}};
}

Settings settings_from(const CommandLine& line, const std::string& default_data_dir) {
    Settings settings;
    settings.data_dir = line.value("--data", default_data_dir);
    settings.database_url = line.value("--database");
    settings.master_key_file = line.value("--master-key");
    settings.listen = line.value("--listen", settings.listen);
    settings.public_url = line.value("--public-url");
    settings.accept_older_log = line.has("--accept-older-log");
    settings.trusted_proxies = line.values("--trusted-proxy");
    settings.certificate_file = line.value("--certificate");
    settings.key_file = line.value("--key");
    settings.operator_file = line.value("--operator");
    settings.mail = {.url = line.value("--smtp"),
                     .from = line.value("--mail-from"),
                     .login_file = line.value("--smtp-login")};
    return settings;
}

std::string expected_address(const Settings& settings) {
    if (!settings.public_url.empty()) return settings.public_url;
    if (settings.listen.ends_with(":0")) return {};
    return (settings.certificate_file.empty() ? "http://" : "https://") + settings.listen;
}

}  // namespace dw::app
