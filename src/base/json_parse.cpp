// The only file that includes Boost.JSON: its checked grammar drives a builder of our own values.
// Doubles are read by std::from_chars, because Boost 1.81 does not round them correctly.
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "base/json.h"

namespace dw {

namespace {

namespace json = boost::json;

enum class Refusal { None, DuplicateKey, NullCharacter, NumberTooLarge };

class Builder {
  public:
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return begin(); }
    bool on_object_begin(json::error_code&) { return begin(); }
    bool on_array_end(std::size_t count, json::error_code&) {
        Json::Array items;
        items.reserve(count);
        for (auto& open : last(count)) items.push_back(std::move(open.value));
        return close(count, Json{std::move(items)});
    }
    bool on_object_end(std::size_t count, json::error_code& error) {
        Json::Object members;
        members.reserve(count);
        for (auto& open : last(count)) members.push_back(std::move(open));
        if (has_duplicates(members)) return refuse(Refusal::DuplicateKey, error);
        return close(count, Json{std::move(members)});
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code& error) {
        text_.append(part.data(), part.size());
        if (text_.find('\0') != std::string::npos) return refuse(Refusal::NullCharacter, error);
        return value(Json{std::exchange(text_, {})});
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        text_.append(part.data(), part.size());
        if (text_.find('\0') != std::string::npos) return refuse(Refusal::NullCharacter, error);
        key_ = std::exchange(text_, {});
        return true;
    }
    bool on_number_part(json::string_view part, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
        text_.clear();
        return value(Json{number});
    }
    bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
        text_.clear();
        return value(Json{static_cast<double>(number)});
    }
    bool on_double(double number, json::string_view part, json::error_code& error) {
        text_.append(part.data(), part.size());
        std::from_chars(text_.data(), text_.data() + text_.size(), number);
        if (!std::isfinite(number)) return refuse(Refusal::NumberTooLarge, error);
        text_.clear();
        return value(Json{number});
    }
    bool on_bool(bool truth, json::error_code&) { return value(Json{truth}); }
    bool on_null(json::error_code&) { return value(Json{}); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    Json take() { return std::move(finished_.front().value); }
    Refusal refusal() const { return refusal_; }

  private:
    bool begin() {
        keys_.push_back(std::exchange(key_, {}));
        return true;
    }
    bool value(Json json) {
        finished_.push_back({std::exchange(key_, {}), std::move(json)});
        return true;
    }
    std::span<JsonMember> last(std::size_t count) { return std::span{finished_}.last(count); }
    bool close(std::size_t count, Json json) {
        finished_.resize(finished_.size() - count);
        key_ = std::move(keys_.back());
        keys_.pop_back();
        return value(std::move(json));
    }
    bool refuse(Refusal refusal, json::error_code& error) {
        refusal_ = refusal;
        error = json::error::syntax;
        return false;
    }
    static bool has_duplicates(const Json::Object& members) {
        std::vector<std::string_view> keys;
        keys.reserve(members.size());
        for (const auto& member : members) keys.push_back(member.key);
        std::ranges::sort(keys);
        return std::ranges::adjacent_find(keys) != keys.end();
    }

    std::vector<JsonMember> finished_;  // values whose surrounding value is still open
    std::vector<std::string> keys_;     // keys of the open arrays and objects
    std::string key_, text_;
    Refusal refusal_ = Refusal::None;
};

std::string place(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto lines = std::ranges::count(before, '\n');
    const auto start = before.rfind('\n');
    const auto column = start == std::string_view::npos ? offset : offset - start - 1;
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(column + 1) + ": ";
}

Error refused(const std::string& at, Refusal refusal, json::error_code error) {
    if (refusal == Refusal::DuplicateKey) {
        return invalid("json.duplicate_key",
                       at + "a key stands twice in the object that ends here");
    }
    if (refusal == Refusal::NullCharacter) {
        return invalid("json.null_character", at + "the character U+0000 is not taken");
    }
    if (refusal == Refusal::NumberTooLarge) {
        return invalid("json.number_too_large", at + "the number does not fit into a double");
    }
    if (error == json::error::too_deep) return invalid("json.too_deep", at + "nested too deeply");
    if (error == json::error::incomplete) return invalid("json.syntax", at + "ends too early");
    return invalid("json.syntax", at + error.message());
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes) {
        return invalid("json.too_large", place(text, limits.bytes) + "larger than " +
                                             std::to_string(limits.bytes) + " bytes");
    }
    json::parse_options options;
    options.max_depth = limits.depth;
    json::basic_parser<Builder> parser{options};
    json::error_code error;
    const auto read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size()) error = json::error::extra_data;
    if (error) return refused(place(text, read), parser.handler().refusal(), error);
    return parser.handler().take();
}

}  // namespace dw
