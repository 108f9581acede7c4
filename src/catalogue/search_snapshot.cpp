#include "catalogue/search_snapshot.h"

#include <algorithm>

#include "catalogue/source_ids.h"

namespace dw::catalogue {

namespace {

void bury(Snapshot::Layer& older, std::string_view id) {
    if (const auto number = older.segment->find(id)) older.dead.set(*number);
}

void bury_all(Snapshot::Layer& older, const Segment& newer) {
    for (std::uint32_t i = 0; i < newer.documents(); ++i) bury(older, newer.document(i).id);
    for (std::uint32_t i = 0; i < newer.removed(); ++i) bury(older, newer.removed_id(i));
}

std::shared_ptr<const Refs> refs_of(const Segment& segment) {
    auto refs = std::make_shared<Refs>();
    refs->reserve(segment.documents());
    for (std::uint32_t i = 0; i < segment.documents(); ++i)
        if (const auto id = SourceId::parse(segment.document(i).id))
            refs->emplace_back(ref_of(*id), i);
    std::sort(refs->begin(), refs->end());
    return refs;
}

Snapshot::Layer layer_of(std::shared_ptr<const Segment> segment) {
    const std::size_t documents = segment->documents();
    auto refs = refs_of(*segment);
    auto nobodys = std::make_shared<Marks>(documents);
    for (std::uint32_t i = 0; i < documents; ++i)
        if (!segment->traits(i).has_responsibility) nobodys->set(i);
    return {.segment = std::move(segment),
            .dead = Marks(documents),
            .refs = std::move(refs),
            .nobodys = std::move(nobodys)};
}

}  // namespace

Snapshot::Snapshot(std::vector<std::shared_ptr<const Segment>> segments) {
    for (auto& segment : segments) {
        for (auto& older : layers_) bury_all(older, *segment);
        layers_.push_back(layer_of(std::move(segment)));
    }
}

std::shared_ptr<const Snapshot> Snapshot::with(std::shared_ptr<const Segment> segment) const {
    auto next = std::shared_ptr<Snapshot>(new Snapshot());
    next->layers_ = layers_;
    for (auto& older : next->layers_) bury_all(older, *segment);
    next->layers_.push_back(layer_of(std::move(segment)));
    return next;
}

std::int64_t Snapshot::change() const {
    return layers_.empty() ? 0 : layers_.back().segment->change();
}

std::size_t Snapshot::documents() const {
    std::size_t sum = 0;
    for (const auto& layer : layers_) {
        sum += layer.segment->documents() - layer.dead.count();
    }
    return sum;
}

std::size_t Snapshot::edits() const {
    std::size_t sum = 0;
    for (std::size_t i = 1; i < layers_.size(); ++i) {
        sum += layers_[i].segment->documents() + layers_[i].segment->removed();
    }
    return sum;
}

Collection Snapshot::collection() const {
    Collection sum;
    std::uint64_t length = 0;
    for (const auto& layer : layers_) {
        sum.documents += layer.segment->documents();
        length += layer.segment->total_length();
    }
    if (sum.documents > 0 && length > 0) {
        sum.average_length = static_cast<double>(length) / static_cast<double>(sum.documents);
    }
    return sum;
}

Vocabulary Snapshot::vocabulary() const {
    std::vector<const Segment*> segments;
    for (const auto& layer : layers_) segments.push_back(layer.segment.get());
    return Vocabulary(std::move(segments));
}

std::optional<Snapshot::Place> Snapshot::find(std::string_view id) const {
    for (std::uint32_t i = 0; i < layers_.size(); ++i) {
        const auto number = layers_[i].segment->find(id);
        if (number && !layers_[i].dead[*number]) return Place{i, *number};
    }
    return std::nullopt;
}

DocumentView Snapshot::document(Place place) const {
    return layers_[place.layer].segment->document(place.document);
}

namespace {

void mark(const Snapshot::Layer& layer, std::uint32_t term, Marks& marks) {
    for (auto postings : layer.segment->postings(term))
        for (Posting posting{}; postings.next(posting);) {
            if (!layer.dead[posting.document]) marks.set(posting.document);
        }
}

}  // namespace

std::vector<Marks> Snapshot::with_keys(const std::vector<std::string_view>& starts) const {
    std::vector<Marks> all;
    for (const auto& layer : layers_) {
        Marks marks(layer.segment->documents());
        for (const auto start : starts) {
            const std::string first = key_term + std::string(start);
            auto number = layer.segment->first_term_from(first);
            for (; layer.segment->term(number).starts_with(first); ++number) {
                mark(layer, number, marks);
            }
        }
        all.push_back(std::move(marks));
    }
    return all;
}

std::vector<Marks> Snapshot::with_term(std::string_view term) const {
    std::vector<Marks> marks;
    for (const auto& layer : layers_) {
        Marks here(layer.segment->documents());
        if (const auto number = layer.segment->find_term(term)) mark(layer, *number, here);
        marks.push_back(std::move(here));
    }
    return marks;
}

}  // namespace dw::catalogue
