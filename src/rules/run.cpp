#include "rules/run.h"

#include <utility>

namespace dw::rules {

void Memo::clear(std::size_t elements) {
    if (known_.size() != elements || round_ == ~std::uint32_t{0}) {
        values_.assign(elements, feel::Value());
        known_.assign(elements, 0);
        round_ = 0;
    }
    ++round_;
}

const feel::Value& Memo::set(std::size_t element, feel::Value value) {
    known_[element] = round_;
    return values_[element] = std::move(value);
}

}  // namespace dw::rules
