// Types as "instance of" and parameters name them (grammar rules 53 to 56).
#include <algorithm>
#include <array>

#include "standards/feel/parser.h"

namespace dw::feel {

TypePtr Parser::type() {
    if (failed_ || depth_ > limits_.depth) {
        (void)fail_at(cursor_.at(), "feel.too_deep", {});
        return nullptr;
    }
    cursor_.skip();
    const auto position = cursor_.position();
    std::string best;
    std::size_t end = 0;
    const auto consider = [&](std::string_view name) {
        const auto found = cursor_.match_name(name);
        if (!found || *found <= end) return;
        best = name;
        end = *found;
    };
    constexpr std::array built_in{"Any",
                                  "Null",
                                  "boolean",
                                  "number",
                                  "string",
                                  "date",
                                  "time",
                                  "date and time",
                                  "list",
                                  "context",
                                  "range",
                                  "function",
                                  "years and months duration",
                                  "days and time duration"};
    for (const auto* name : built_in) consider(name);
    for (const auto& [name, unused] : scope_.types) consider(name);
    if (best.empty()) {
        const auto word = cursor_.word_end();
        if (word == cursor_.at()) {
            (void)fail("type");
            return nullptr;
        }
        warn(position, "feel.unknown_type", std::string(cursor_.between(cursor_.at(), word)));
        cursor_.go_to(word);
        return nullptr;
    }
    cursor_.go_to(end);
    const auto own = scope_.types.find(best);
    if (own != scope_.types.end()) return own->second;
    ++depth_;
    auto result = generic_type(best);
    --depth_;
    return result;
}

// What stands between "<" and ">", where it does.
TypePtr Parser::generic_type(std::string_view name) {
    const bool takes_types =
        name == "list" || name == "context" || name == "range" || name == "function";
    if (!takes_types || !cursor_.take("<")) return built_in_type(name);
    if (name == "context") {
        std::vector<Field> fields;
        do {
            auto key = declared_name(":", "");
            if (!key || !expect(":")) return nullptr;
            auto field = type();
            if (failed_) return nullptr;
            fields.push_back({std::move(*key), field ? std::move(field) : any_type()});
        } while (cursor_.take(","));
        return expect(">") ? context_of(std::move(fields)) : nullptr;
    }
    if (name == "function") {
        std::vector<TypePtr> parameters;
        if (!cursor_.take(">")) {
            do {
                auto parameter = type();
                if (failed_) return nullptr;
                parameters.push_back(parameter ? std::move(parameter) : any_type());
            } while (cursor_.take(","));
            if (!expect(">")) return nullptr;
        }
        if (!expect("->")) return nullptr;
        auto result = type();
        if (failed_) return nullptr;
        return function_of(std::move(parameters), result ? std::move(result) : any_type());
    }
    auto element = type();
    if (failed_ || !expect(">")) return nullptr;
    if (element == nullptr) element = any_type();
    return name == "list" ? list_of(std::move(element)) : range_of(std::move(element));
}

}  // namespace dw::feel
