// The LeiKa keys of services that many people look for (data/search/popular.txt), best known first.
#pragma once

#include <string_view>
#include <vector>

namespace dw::catalogue {

const std::vector<std::string_view>& popular_keys();

}  // namespace dw::catalogue
