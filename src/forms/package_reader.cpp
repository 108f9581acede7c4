#include "forms/package_reader.h"

#include "base/text.h"

namespace dw::forms {

namespace {

const Json none;

}  // namespace

PackageReader::PackageReader(const Json& object, std::string place, Findings& findings)
    : object_(object), place_(std::move(place)), findings_(findings) {
    if (!object.as_object()) findings_.push_back({place_, "package_kind_object", {}});
}

std::string PackageReader::text(std::string_view key, Need need) {
    const Json& value = take(key, need);
    if (value.is_null()) return {};
    const std::string* text = value.as_string();
    if (!text) {
        report(key, "package_kind_text");
        return {};
    }
    if (trim(*text).empty() && need == Need::Required) report(key, "package_missing");
    return *text;
}

PackageText PackageReader::words(std::string_view key, Need need) {
    const Json& value = object(key, need);
    if (value.is_null()) return {};
    PackageReader languages(value, place_of(key), findings_);
    PackageText words{languages.text("de", Need::Required), languages.text("en", Need::Required)};
    languages.finish();
    return words;
}

std::optional<std::int64_t> PackageReader::whole(std::string_view key, Need need) {
    const Json& value = take(key, need);
    if (value.is_null()) return std::nullopt;
    const auto number = value.as_integer();
    if (!number) report(key, "package_kind_number");
    return number;
}

bool PackageReader::flag(std::string_view key, std::string_view otherwise) {
    const Json& value = take(key, Need::Optional);
    if (value.is_null()) return otherwise == "true";
    const auto flag = value.as_bool();
    if (!flag) report(key, "package_kind_flag");
    return flag.value_or(false);
}

std::vector<std::string> PackageReader::texts(std::string_view key, Need need) {
    std::vector<std::string> texts;
    for (const Json& item : array(key, need).items()) {
        if (const std::string* text = item.as_string()) {
            texts.push_back(*text);
        } else {
            report(key, "package_kind_text");
        }
    }
    return texts;
}

std::vector<PackageText> PackageReader::word_list(std::string_view key, Need need) {
    std::vector<PackageText> list;
    for (const Json& item : array(key, need).items()) {
        const std::string place = place_of(key) + "[" + std::to_string(list.size()) + "]";
        PackageReader languages(item, place, findings_);
        list.push_back(
            {languages.text("de", Need::Required), languages.text("en", Need::Required)});
        languages.finish();
    }
    return list;
}

const Json& PackageReader::object(std::string_view key, Need need) {
    const Json& value = take(key, need);
    if (value.is_null() || value.as_object()) return value;
    report(key, "package_kind_object");
    return none;
}

const Json& PackageReader::array(std::string_view key, Need need) {
    const Json& value = take(key, need);
    if (value.is_null()) return value;
    if (!value.as_array()) {
        report(key, "package_kind_list");
        return none;
    }
    if (value.items().empty() && need == Need::Required) report(key, "package_missing");
    return value;
}

std::string PackageReader::place_of(std::string_view key) const {
    const bool at_top = place_.find(':') == std::string::npos;
    return place_ + (at_top ? ": " : ".") + std::string(key);
}

void PackageReader::report(std::string_view key, std::string code,
                           std::vector<std::string> arguments) {
    findings_.push_back({place_of(key), std::move(code), std::move(arguments)});
}

void PackageReader::finish() {
    for (const JsonMember& member : object_.members()) {
        if (!known_.contains(member.key)) report(member.key, "package_key_unknown", {member.key});
    }
}

const Json& PackageReader::take(std::string_view key, Need need) {
    known_.emplace(key);
    const Json& value = object_[key];
    if (value.is_null() && need == Need::Required) report(key, "package_missing");
    return value;
}

}  // namespace dw::forms
