#include "app/operator_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "forms/answer_checks.h"

namespace dw::app {

namespace {

constexpr std::uintmax_t file_bytes = 64 * 1024;
constexpr std::size_t words_bytes = 2000;

using Words = web::Operator::Words;
struct Member {
    std::string_view name;
    Words web::Operator::*words;
    bool needed;
};
constexpr std::array<Member, 7> members{{
    {"office", &web::Operator::office, true},
    {"address", &web::Operator::address, true},
    {"represented", &web::Operator::represented, true},
    {"hours", &web::Operator::hours, false},
    {"supervision", &web::Operator::supervision, false},
    {"data_protection", &web::Operator::data_protection, false},
    {"arbitration", &web::Operator::arbitration, false},
}};

bool is_known(std::string_view name) {
    return name == "phone" || name == "mail" ||
           std::ranges::any_of(members, [&](const auto& member) { return member.name == name; });
}

// A text, or one in each language: {"de": …, "en": …}.
std::optional<Words> words_from(const Json& json) {
    Words words;
    if (const auto* text = json.as_string()) {
        words.german = *text;
    } else {
        words.german = json["de"].text_or("");
        words.english = json["en"].text_or("");
    }
    const bool fits = !words.german.empty() && words.german.size() <= words_bytes &&
                      words.english.size() <= words_bytes &&
                      forms::check_characters(words.german).empty() &&
                      forms::check_characters(words.english).empty();
    return fits ? std::optional(words) : std::nullopt;
}

}  // namespace

Result<web::Operator> operator_from(std::string_view text, const std::string& name) {
    const auto wrong = [&](std::string_view member) {
        return invalid("app.operator_file", name + ": " + std::string(member));
    };
    const auto json = parse_json(text);
    if (!json) return wrong(json.error().message);
    for (const auto& member : json->members())
        if (!is_known(member.key)) return wrong(member.key);
    web::Operator run_by;
    for (const auto& member : members) {
        const Json& value = (*json)[member.name];
        if (value.is_null() && !member.needed) continue;
        const auto words = words_from(value);
        if (!words) return wrong(member.name);
        run_by.*member.words = *words;
    }
    run_by.phone = (*json)["phone"].text_or("");
    run_by.mail = (*json)["mail"].text_or("");
    if (!run_by.phone.empty() && !forms::check_phone(run_by.phone).empty()) return wrong("phone");
    if (!forms::check_email(run_by.mail).empty()) return wrong("mail");
    return run_by;
}

Result<std::optional<web::Operator>> read_operator(const Settings& settings) {
    namespace fs = std::filesystem;
    const bool named = !settings.operator_file.empty();
    const std::string path = named ? settings.operator_file : settings.data_dir + "/operator.json";
    std::error_code none;
    const auto size = fs::file_size(path, none);
    if (none && named) return not_found("app.operator_file_missing", path);
    if (none) return std::optional<web::Operator>();
    if (size > file_bytes) return invalid("app.operator_file", path);
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    DW_TRY(auto run_by, operator_from(text, path));
    return std::optional(std::move(run_by));
}

}  // namespace dw::app
