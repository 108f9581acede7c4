// ColumnIndex: which rows of a table can match a value in one column, found without looking at each
// cell.
//
// The ends of all ranges of the column are sorted; between them and on them a value falls into one
// of 2k+1 stretches. For every stretch the rows that match are known beforehand: as a set of bits
// where that is small, else as the first and last stretch of each row.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "standards/feel/expression.h"

namespace dw::rules {

// A set of rows; its size is that of the table.
class RowSet {
  public:
    void assign(std::size_t rows, bool value);
    std::span<std::uint64_t> words() { return words_; }
    std::span<const std::uint64_t> words() const { return words_; }
    bool has(std::size_t row) const { return (words_[row / 64] >> (row % 64) & 1) != 0; }
    void add(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
    bool is_empty() const;

  private:
    std::vector<std::uint64_t> words_;
};

class ColumnIndex {
  public:
    // A cell for each row; nothing where it has to be evaluated.
    static ColumnIndex make(const std::vector<std::optional<feel::SimpleTests>>& cells);

    // Takes the rows that cannot match out of `rows`. What is left matches, except for the rows in
    // the set given back, whose cells have to be evaluated; nullptr: none.
    const RowSet* keep(const feel::Value& value, RowSet& rows) const;

    // Ends of ranges and constants of the column, sorted; for the check of a table.
    const std::vector<feel::Value>& boundaries() const { return boundaries_; }

  private:
    // From the first stretch to the last; such a row has one only.
    struct Stretches {
        std::uint32_t first = 0, last = 0;
    };
    using CellStretches = std::vector<Stretches>;

    void collect_boundaries(const std::vector<std::optional<feel::SimpleTests>>& cells);
    CellStretches stretches_of(const feel::SimpleTests& tests) const;
    void fill_sets(const std::vector<std::optional<feel::SimpleTests>>& cells);
    void fill_hulls(const std::vector<std::optional<feel::SimpleTests>>& cells);
    std::uint32_t stretch_of(const feel::Value& value) const;
    std::uint32_t last_stretch() const {
        return static_cast<std::uint32_t>(2 * boundaries_.size());
    }
    void keep_hulls(std::uint32_t stretch, RowSet& rows) const;

    feel::Kind kind_ = feel::Kind::Null;  // of the boundaries
    std::vector<feel::Value> boundaries_;
    std::size_t words_ = 0;
    std::vector<std::uint64_t> sets_;          // words_ for each stretch, or empty
    std::vector<std::uint32_t> first_, last_;  // else: for each row, filled up to whole words
    RowSet anything_;                          // "-"
    RowSet evaluated_;                         // cells to evaluate for a value of that kind
    RowSet odd_;  // rows that can match null or a value of another kind: "-", not(...), others
    RowSet odd_evaluated_;
    RowSet unlike_evaluated_;  // all but "-": for lists and whatever may be compared after all
    bool has_evaluated_ = false;
};

}  // namespace dw::rules
