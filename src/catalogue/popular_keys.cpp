#include "catalogue/popular_keys.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/assets.h"
#include "terms/service_key.h"

namespace dw::catalogue {

namespace {

// 99, group, object; what is done with it follows.
constexpr std::size_t object_digits = 8;

}  // namespace

// A key a line; what is none is a comment.
const std::vector<std::string_view>& popular_keys() {
    static const auto all = [] {
        std::vector<std::string_view> keys;
        for (const auto& file : assets::files) {
            if (file.path != "data/search/popular.txt") continue;
            for (const auto line : split(file.bytes, '\n')) {
                if (ServiceKey::parse(line)) keys.push_back(line);
            }
        }
        return keys;
    }();
    return all;
}

bool is_popular_key(std::string_view key) {
    const auto& keys = popular_keys();
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_popular_object(std::string_view key) {
    static const auto objects = [] {
        std::vector<std::string_view> found;
        for (const auto& file : assets::files) {
            if (file.path != "data/search/popular.txt") continue;
            for (const auto line : split(file.bytes, '\n')) {
                const auto digits = line.substr(0, line.find(' '));
                const bool number = digits.find_first_not_of("0123456789") == digits.npos;
                if (number && digits.size() >= object_digits) {
                    found.push_back(digits.substr(0, object_digits));
                }
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }();
    return std::binary_search(objects.begin(), objects.end(), key.substr(0, object_digits));
}

}  // namespace dw::catalogue
