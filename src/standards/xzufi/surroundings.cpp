#include "standards/xzufi/surroundings.h"

#include <algorithm>

#include "base/text.h"

namespace dw::xzufi {

namespace {

constexpr std::size_t name_bytes = 100;
constexpr std::size_t most_names = 100;  // of one parent; what has more is no catalogue

}  // namespace

void Surroundings::open(std::string_view name, Position position, Origin origin) {
    ++opened_;
    open_.push_back({.self = {std::string(cut(name, name_bytes)), position},
                     .origin = origin,
                     .has_object = false,
                     .idle = {}});
}

std::string Surroundings::path() const {
    std::string path = std::to_string(opened_);
    for (const Frame& frame : open_) path += '/' + frame.self.name;
    return path;
}

void Surroundings::saw_object() {
    if (!open_.empty()) open_.back().has_object = true;
}

std::vector<Surroundings::Idle> Surroundings::close() {
    Frame closed = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) return closed.has_object ? std::move(closed.idle) : std::vector<Idle>{};
    Frame& parent = open_.back();
    if (closed.has_object) {
        parent.has_object = true;
        return std::move(closed.idle);
    }
    const bool named = std::any_of(parent.idle.begin(), parent.idle.end(),
                                   [&](const Idle& one) { return one.name == closed.self.name; });
    const bool counts = closed.origin == Origin::OfStandard && !named;
    if (counts && parent.idle.size() < most_names) parent.idle.push_back(std::move(closed.self));
    return {};
}

}  // namespace dw::xzufi
