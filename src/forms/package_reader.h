// PackageReader: takes one object of a package's JSON apart and notes what is missing, of the wrong
// kind or unknown, each with its place.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/findings.h"
#include "base/json.h"
#include "forms/package.h"

namespace dw::forms {

enum class Need { Required, Optional };

class PackageReader {
  public:
    // `place` is "manifest.json" or "form.json: groups[1].fields[0]". The object outlives the
    // reader.
    PackageReader(const Json& object, std::string place, Findings& findings);

    std::string text(std::string_view key, Need need);
    PackageText words(std::string_view key, Need need);  // {"de": …, "en": …}
    std::optional<std::int64_t> whole(std::string_view key, Need need);
    bool flag(std::string_view key, std::string_view otherwise);  // "true" or "false" when absent
    std::vector<std::string> texts(std::string_view key, Need need);
    std::vector<PackageText> word_list(std::string_view key, Need need);
    // One of the values a parse function knows; nothing and a finding otherwise.
    template <class Value>
    std::optional<Value> named(std::string_view key,
                               std::optional<Value> (*parse)(std::string_view)) {
        const std::string name = text(key, Need::Required);
        if (name.empty()) return std::nullopt;
        auto value = parse(name);
        if (!value) report(key, "package_value_unknown", {name});
        return value;
    }
    const Json& object(std::string_view key, Need need);
    const Json& array(std::string_view key, Need need);

    std::string place_of(std::string_view key) const;
    void report(std::string_view key, std::string code, std::vector<std::string> arguments = {});
    // Members nobody asked for.
    void finish();

  private:
    const Json& take(std::string_view key, Need need);

    const Json& object_;
    std::string place_;
    Findings& findings_;
    std::set<std::string, std::less<>> known_;
};

}  // namespace dw::forms
