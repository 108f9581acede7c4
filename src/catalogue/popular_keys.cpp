#include "catalogue/popular_keys.h"

#include "base/text.h"
#include "catalogue/assets.h"
#include "terms/service_key.h"

namespace dw::catalogue {

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

}  // namespace dw::catalogue
