// Who is asked for what at a place, as the catalogue says it: kept until the catalogue changes or
// the day ends, because every application asks.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "catalogue/service.h"
#include "forms/package.h"

namespace dw::forms {

// A service that fits what was asked for, its package, and the offices in charge, the first first.
struct Offer {
    catalogue::Service service;
    const Package* package = nullptr;
    std::vector<catalogue::Organisation> in_charge;
};
using Offers = std::shared_ptr<const std::vector<Offer>>;

// What the offers were made from: another number or day makes them others.
struct CatalogueState {
    std::int64_t change = 0;
    Date day{};
    bool operator==(const CatalogueState&) const = default;
};

// May be used from any thread.
class ErrandMemory {
  public:
    Offers find(const std::string& key, const CatalogueState& state);  // null: not known
    void keep(const std::string& key, const CatalogueState& state, Offers offers);

  private:
    std::mutex mutex_;
    CatalogueState state_;
    std::unordered_map<std::string, Offers> offers_;
};

}  // namespace dw::forms
