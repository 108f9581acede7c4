#include "standards/feel/bindings.h"

#include <algorithm>

namespace dw::feel {

const Type* entries_of(const TypePtr& type) {
    const Type* at = type.get();
    for (int i = 0; i < 100 && at != nullptr && at->kind == Type::Kind::List; ++i)
        at = at->element.get();
    if (at == nullptr || at->kind != Type::Kind::Context || at->fields.empty()) return nullptr;
    return at;
}

Bindings::Bindings(const Scope& scope) : frames_(1) {
    for (const auto& variable : scope.variables) declare(normal_name(variable.name), variable.type);
}

std::uint32_t Bindings::reserve() {
    return frames_.back().slots++;
}
std::uint32_t Bindings::declare(std::string name, TypePtr type) {
    const auto slot = reserve();
    frames_.back().bindings.push_back({std::move(name), slot, std::move(type), false});
    return slot;
}
std::uint32_t Bindings::declare_item(TypePtr type) {
    const auto slot = reserve();
    frames_.back().bindings.push_back({"item", slot, std::move(type), true});
    return slot;
}
Bindings::Mark Bindings::open() const {
    return {frames_.size(), frames_.back().bindings.size()};
}
void Bindings::close(Mark mark) {
    frames_.resize(mark.frames);
    frames_.back().bindings.resize(mark.bindings);
}
bool Bindings::is_used(std::uint32_t slot) const {
    const auto& used = frames_.back().used;
    return slot < used.size() && used[slot];
}

void Bindings::begin_function() {
    frames_.emplace_back();
}
LambdaShape Bindings::end_function() {
    LambdaShape shape;
    shape.captures = std::move(frames_.back().captures);
    shape.slots = frames_.back().slots;
    frames_.pop_back();
    return shape;
}
std::uint32_t Bindings::slots() const {
    return frames_.front().slots;
}

// The place in the innermost frame of what stands in `frame`.
std::uint32_t Bindings::bring(std::size_t frame, std::uint32_t slot) {
    auto& used = frames_[frame].used;
    if (used.size() <= slot) used.resize(slot + 1);
    used[slot] = true;
    for (std::size_t i = frame + 1; i < frames_.size(); ++i) {
        auto& captures = frames_[i].captures;
        const auto known =
            std::find_if(captures.begin(), captures.end(),
                         [&](const Capture& capture) { return capture.outer == slot; });
        if (known != captures.end()) {
            slot = known->inner;
        } else {
            const auto inner = frames_[i].slots++;
            captures.push_back({slot, inner});
            slot = inner;
        }
    }
    return slot;
}

void Bindings::consider(const Cursor& cursor, std::size_t frame, const Binding& binding,
                        Match& best, std::size_t& best_frame) const {
    const auto take = [&](std::size_t end, bool is_entry, const std::string& name, TypePtr type) {
        if (end <= best.end) return;
        best.end = end;
        best.is_found = true;
        best.is_entry = is_entry;
        best.slot = binding.slot;
        best.name = name;
        best.type = std::move(type);
        best_frame = frame;
    };
    if (binding.is_item) {
        if (const auto* type = entries_of(binding.type))
            for (const auto& field : type->fields)
                if (const auto end = cursor.match_name(field.name))
                    take(*end, true, field.name, field.type);
    }
    if (const auto end = cursor.match_name(binding.name))
        take(*end, false, binding.name, binding.type);
}

Bindings::Match Bindings::longest(const Cursor& cursor) {
    Match best;
    std::size_t best_frame = 0;
    struct Item {
        std::size_t frame, place;
        std::uint32_t slot;
    };
    std::vector<Item> unknown_items;
    std::size_t place = 0;
    std::size_t best_place = 0;
    for (std::size_t f = frames_.size(); f-- > 0;) {
        const auto& bindings = frames_[f].bindings;
        for (auto binding = bindings.rbegin(); binding != bindings.rend(); ++binding, ++place) {
            const auto before = best.end;
            consider(cursor, f, *binding, best, best_frame);
            if (best.end != before) best_place = place;
            if (binding->is_item && entries_of(binding->type) == nullptr)
                unknown_items.push_back({f, place, binding->slot});
        }
    }
    for (const auto& item : unknown_items)
        if (!best.is_found || item.place < best_place)
            best.items.push_back(bring(item.frame, item.slot));
    if (best.is_found) best.slot = bring(best_frame, best.slot);
    return best;
}

}  // namespace dw::feel
