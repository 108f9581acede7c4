#include "rules/column_index.h"

#include <algorithm>
#include <array>

namespace dw::rules {

namespace {

using feel::Kind;
using feel::Value;

constexpr std::size_t word_bits = 64;
// Beyond that the rows of each stretch are not kept as bits.
constexpr std::size_t most_set_words = 128 * 1024;

bool is_ordered(Kind kind) {
    return kind == Kind::Number || kind == Kind::String || kind == Kind::Date ||
           kind == Kind::Boolean || kind == Kind::MonthsDuration || kind == Kind::SecondsDuration;
}

// The order of two values of one kind of those above.
bool before(const Value& left, const Value& right) {
    if (left.boolean() != nullptr) return !*left.boolean() && *right.boolean();
    if (left.number() != nullptr) return *left.number() < *right.number();
    if (left.string() != nullptr) return *left.string() < *right.string();  // by code point
    const auto order = feel::order(left, right);
    return order && *order < 0;
}

bool same(const Value& left, const Value& right) {
    return !before(left, right) && !before(right, left);
}

// Whether a cell is made of values of one ordered kind (booleans: without ranges).
bool fits(const feel::SimpleTests& tests, Kind kind) {
    if (tests.is_anything) return true;
    const auto is_end = [kind](const Value& end) { return end.is_null() || end.kind() == kind; };
    return std::ranges::all_of(tests.values,
                               [kind](const Value& value) { return value.kind() == kind; }) &&
           std::ranges::all_of(tests.ranges, [&](const feel::Range& range) {
               return kind != Kind::Boolean && is_end(range.start) && is_end(range.end) &&
                      !(range.start.is_null() && range.end.is_null());
           });
}

// What most cells of the column compare with.
Kind kind_of(const std::vector<std::optional<feel::SimpleTests>>& cells) {
    std::array<std::size_t, 16> counts{};
    const auto count = [&counts](const Value& value) {
        if (is_ordered(value.kind())) ++counts[static_cast<std::size_t>(value.kind())];
    };
    for (const auto& cell : cells) {
        if (!cell) continue;
        for (const Value& value : cell->values) count(value);
        for (const feel::Range& range : cell->ranges) {
            count(range.start);
            count(range.end);
        }
    }
    const auto most = std::ranges::max_element(counts);
    return *most == 0 ? Kind::Null : static_cast<Kind>(most - counts.begin());
}

}  // namespace

void RowSet::assign(std::size_t rows, bool value) {
    words_.assign((rows + word_bits - 1) / word_bits, value ? ~std::uint64_t{0} : 0);
    if (value && rows % word_bits != 0) words_.back() = (std::uint64_t{1} << rows % word_bits) - 1;
}

bool RowSet::is_empty() const {
    return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

ColumnIndex ColumnIndex::make(const std::vector<std::optional<feel::SimpleTests>>& cells) {
    ColumnIndex index;
    index.kind_ = kind_of(cells);
    index.words_ = (cells.size() + word_bits - 1) / word_bits;
    index.anything_.assign(cells.size(), false);
    index.evaluated_.assign(cells.size(), false);
    index.odd_.assign(cells.size(), false);
    index.odd_evaluated_.assign(cells.size(), false);
    index.unlike_evaluated_.assign(cells.size(), true);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const auto& cell = cells[row];
        if (cell && cell->is_anything) {
            index.anything_.add(row);
            index.odd_.add(row);
            index.unlike_evaluated_.words()[row / word_bits] &=
                ~(std::uint64_t{1} << row % word_bits);
        } else if (!cell || !fits(*cell, index.kind_)) {
            index.evaluated_.add(row);
            index.odd_.add(row);
            index.odd_evaluated_.add(row);
        } else if (cell->is_negated) {
            index.odd_.add(row);
            index.odd_evaluated_.add(row);
        }
    }
    index.collect_boundaries(cells);
    const std::size_t set_words = (2 * index.boundaries_.size() + 1) * index.words_;
    if (set_words <= most_set_words) {
        index.fill_sets(cells);
    } else {
        index.fill_hulls(cells);
    }
    index.has_evaluated_ = !index.evaluated_.is_empty();
    return index;
}

void ColumnIndex::collect_boundaries(const std::vector<std::optional<feel::SimpleTests>>& cells) {
    for (const auto& cell : cells) {
        if (!cell || !fits(*cell, kind_)) continue;
        for (const Value& value : cell->values) boundaries_.push_back(value);
        for (const feel::Range& range : cell->ranges) {
            if (!range.start.is_null()) boundaries_.push_back(range.start);
            if (!range.end.is_null()) boundaries_.push_back(range.end);
        }
    }
    std::ranges::sort(boundaries_, before);
    const auto doubles = std::ranges::unique(boundaries_, same);
    boundaries_.erase(doubles.begin(), doubles.end());
}

// Stretch 2i+1 is boundary i itself, 2i what lies before it, 2k what lies behind the last.
std::uint32_t ColumnIndex::stretch_of(const Value& value) const {
    const auto found = std::lower_bound(boundaries_.begin(), boundaries_.end(), value, before);
    const auto place = static_cast<std::uint32_t>(found - boundaries_.begin());
    const bool hit = found != boundaries_.end() && !before(value, *found);
    return 2 * place + (hit ? 1 : 0);
}

ColumnIndex::CellStretches ColumnIndex::stretches_of(const feel::SimpleTests& tests) const {
    CellStretches all;
    if (tests.is_anything) return {{0, last_stretch()}};
    for (const Value& value : tests.values) all.push_back({stretch_of(value), stretch_of(value)});
    for (const feel::Range& range : tests.ranges) {
        const std::uint32_t first =
            range.start.is_null() ? 0 : stretch_of(range.start) + (range.includes_start ? 0 : 1);
        const std::uint32_t behind = range.end.is_null()
                                         ? last_stretch() + 1
                                         : stretch_of(range.end) + (range.includes_end ? 1 : 0);
        if (first < behind) all.push_back({first, behind - 1});
    }
    if (!tests.is_negated) return all;
    std::ranges::sort(all, {}, &Stretches::first);
    CellStretches others;
    std::uint32_t next = 0;
    for (const Stretches& taken : all) {
        if (taken.first > next) others.push_back({next, taken.first - 1});
        next = std::max(next, taken.last + 1);
    }
    if (next <= last_stretch()) others.push_back({next, last_stretch()});
    return others;
}

void ColumnIndex::fill_sets(const std::vector<std::optional<feel::SimpleTests>>& cells) {
    sets_.assign((last_stretch() + std::size_t{1}) * words_, 0);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const CellStretches stretches =
            evaluated_.has(row) ? CellStretches{{0, last_stretch()}} : stretches_of(*cells[row]);
        for (const Stretches& stretch : stretches) {
            for (std::size_t i = stretch.first; i <= stretch.last; ++i) {
                sets_[i * words_ + row / word_bits] |= std::uint64_t{1} << row % word_bits;
            }
        }
    }
}

void ColumnIndex::fill_hulls(const std::vector<std::optional<feel::SimpleTests>>& cells) {
    // Rows behind the last one match nothing.
    first_.assign(words_ * word_bits, 1);
    last_.assign(words_ * word_bits, 0);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const CellStretches stretches =
            evaluated_.has(row) ? CellStretches{{0, last_stretch()}} : stretches_of(*cells[row]);
        if (stretches.empty()) continue;
        first_[row] = stretches.front().first;
        last_[row] = stretches.front().last;
        for (const Stretches& stretch : stretches) {
            first_[row] = std::min(first_[row], stretch.first);
            last_[row] = std::max(last_[row], stretch.last);
        }
        // What lies between several stretches is settled by the cell itself.
        if (stretches.size() > 1) evaluated_.add(row);
    }
}

void ColumnIndex::keep_hulls(std::uint32_t stretch, RowSet& rows) const {
    const auto words = rows.words();
    for (std::size_t word = 0; word < words.size(); ++word) {
        if (words[word] == 0) continue;
        const std::uint32_t* first = first_.data() + word * word_bits;
        const std::uint32_t* last = last_.data() + word * word_bits;
        std::array<std::uint8_t, word_bits> inside;
        for (std::size_t i = 0; i < word_bits; ++i) {
            inside[i] = static_cast<std::uint8_t>((first[i] <= stretch) & (stretch <= last[i]));
        }
        std::uint64_t kept = 0;
        for (std::size_t i = 0; i < word_bits; ++i) kept |= std::uint64_t{inside[i]} << i;
        words[word] &= kept;
    }
}

const RowSet* ColumnIndex::keep(const Value& value, RowSet& rows) const {
    const auto words = rows.words();
    if (value.kind() == kind_ && kind_ != Kind::Null) {
        const std::uint32_t stretch = stretch_of(value);
        if (sets_.empty()) {
            keep_hulls(stretch, rows);
        } else {
            const std::uint64_t* set = sets_.data() + stretch * words_;
            for (std::size_t i = 0; i < words.size(); ++i) words[i] &= set[i];
        }
        return has_evaluated_ ? &evaluated_ : nullptr;
    }
    const bool never_equal = value.is_null() || value.kind() == Kind::Number ||
                             value.kind() == Kind::String || value.kind() == Kind::Boolean;
    // In a column of truth values a cell may be a condition about something else than the value.
    const bool is_condition = kind_ == Kind::Boolean && !value.is_null();
    if (!never_equal || is_condition || kind_ == Kind::Null) return &unlike_evaluated_;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= odd_.words()[i];
    return &odd_evaluated_;
}

}  // namespace dw::rules
