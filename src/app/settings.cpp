#include "app/settings.h"

#include <fstream>

#include "base/text.h"

namespace dw::app {

OptionNames serving_options() {
    return {{"--data", "--database", "--master-key", "--listen", "--public-url", "--trusted-proxy",
             "--certificate", "--key", "--operator", "--smtp", "--mail-from", "--smtp-login",
             "--limit-per-network", "--metrics-token", "--emergency-pack"},
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
    settings.limit_per_network = line.value("--limit-per-network");
    settings.metrics_token_file = line.value("--metrics-token");
    settings.emergency_dir = line.value("--emergency-pack");
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

bool is_open_line(const Settings& settings) {
    const std::string_view listen = settings.listen;
    const bool here = listen.starts_with("127.") || listen.starts_with("[::1]") ||
                      listen.starts_with("localhost:");
    return !here && settings.certificate_file.empty() && !settings.public_url.starts_with("https:");
}

Result<double> limit_factor(const Settings& settings) {
    if (settings.limit_per_network.empty()) return 1.0;
    if (settings.limit_per_network == "off") return 0.0;
    const auto factor = parse_integer(settings.limit_per_network);
    if (!factor || *factor < 1 || *factor > 1000)
        return invalid("app.limit_per_network", settings.limit_per_network);
    return static_cast<double>(*factor);
}

Result<std::string> metrics_token(const Settings& settings) {
    constexpr std::size_t shortest = 16;
    if (settings.metrics_token_file.empty()) return std::string();
    std::ifstream in(settings.metrics_token_file);
    std::string token;
    if (!std::getline(in, token) || token.size() < shortest)
        return invalid("app.metrics_token", settings.metrics_token_file);
    return token;
}

}  // namespace dw::app
