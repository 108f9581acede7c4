#include "standards/feel/evaluation.h"

#include <algorithm>

namespace dw::feel {

void Evaluation::reset() {
    left_ = budget_;
    exhausted_ = Exhausted::Nothing;
    notes_.clear();
}

bool Evaluation::use_up(Exhausted what) {
    if (exhausted_ == Exhausted::Nothing) exhausted_ = what;
    return false;
}

void Evaluation::note(std::string_view code, std::string_view detail, Position position) {
    if (notes_.size() >= most_notes) return;
    notes_.push_back({std::string(code), std::string(detail.substr(0, 200)), position});
}

Evaluation::Frame::Frame(Evaluation& evaluation, std::size_t slots)
    : evaluation_(evaluation), slots_(slots) {
    constexpr std::size_t block_values = 1024;
    if (evaluation.left_.depth == 0) {
        evaluation.use_up(Exhausted::Depth);
        return;
    }
    --evaluation.left_.depth;
    auto& blocks = evaluation.blocks_;
    if (blocks.empty() ||
        blocks[evaluation.block_]->used + slots > blocks[evaluation.block_]->values.size()) {
        if (!blocks.empty()) ++evaluation.block_;
        if (evaluation.block_ == blocks.size()) blocks.push_back(std::make_unique<Block>());
        auto& block = *blocks[evaluation.block_];
        const auto wanted = std::max(slots, block_values);
        if (block.values.size() < wanted) block.values.resize(wanted);
    }
    auto& block = *blocks[evaluation.block_];
    variables_ = block.values.data() + block.used;
    block.used += slots;
}

Evaluation::Frame::~Frame() {
    if (variables_ == nullptr) return;
    ++evaluation_.left_.depth;
    std::fill(variables_, variables_ + slots_, Value());
    auto& block = *evaluation_.blocks_[evaluation_.block_];
    block.used -= slots_;
    if (block.used == 0 && evaluation_.block_ > 0) --evaluation_.block_;
}

}  // namespace dw::feel
