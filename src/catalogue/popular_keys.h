// The LeiKa keys of services that many people look for (data/search/popular.txt), best known first.
#pragma once

#include <string_view>
#include <vector>

namespace dw::catalogue {

const std::vector<std::string_view>& popular_keys();
bool is_popular_key(std::string_view key);
// The key belongs to an object that many look for, whatever is done with it: its first eight digits
// are those of a line.
bool is_popular_object(std::string_view key);

}  // namespace dw::catalogue
