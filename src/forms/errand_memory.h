// Who is asked for what at a place, as the catalogue says it: kept until the catalogue changes or
// the day ends, because every application asks.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "catalogue/catalogue_state.h"
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

using catalogue::CatalogueState;

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
