#include "app/key_printing.h"

#include <filesystem>
#include <iostream>

#include "app/program.h"
#include "app/texts.h"
#include "store/keys.h"

namespace dw::app {

namespace {

std::string key_file(const Settings& settings) {
    return store::master_key_file_of(store_options(settings, {}));
}

}  // namespace

bool key_is_missing(const Settings& settings) {
    std::error_code none;
    return !std::filesystem::exists(key_file(settings), none);
}

Outcome print_key_shares(const Settings& settings, const store::SharePlan& plan,
                         RandomSource& random) {
    DW_TRY(const auto key,
           store::read_master_key(key_file(settings), store::MissingKeyFile::Refuse, random));
    DW_TRY(const auto shares, store::split_master_key(key, plan));
    std::cout << format(texts::key_shares_lead, Language::German,
                        {std::to_string(plan.shares), std::to_string(plan.needed)})
              << "\n";
    for (const auto& share : shares) std::cout << "\n" << share << "\n";
    return Nothing{};
}

}  // namespace dw::app
