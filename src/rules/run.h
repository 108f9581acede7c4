// Run: one evaluation of a set of rules: the budget, the values of inputs and decisions known so
// far, and what is recorded for the explanation. Used again, it allocates next to nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rules/column_index.h"
#include "rules/trace.h"
#include "standards/feel/evaluation.h"

namespace dw::rules {

struct Program;

// The values of elements; a decision service has its own, where its inputs are what it was given.
class Memo {
  public:
    void clear(std::size_t elements);
    bool knows(std::size_t element) const { return known_[element] == round_; }
    const feel::Value& value(std::size_t element) const { return values_[element]; }
    const feel::Value& set(std::size_t element, feel::Value value);

  private:
    std::vector<feel::Value> values_;
    std::vector<std::uint32_t> known_;
    std::uint32_t round_ = 0;
};

// What the evaluation of one table needs.
struct TableRoom {
    RowSet rows;
    std::vector<const RowSet*> evaluated;  // for each input
    std::vector<std::uint32_t> hits;
    std::vector<feel::Value> outputs;
};

// Room of one kind, for calls within calls; addresses stay.
template <class T>
class RoomStack {
  public:
    T& take() {
        if (used_ == rooms_.size()) rooms_.push_back(std::make_unique<T>());
        return *rooms_[used_++];
    }
    void give_back() { --used_; }

  private:
    std::vector<std::unique_ptr<T>> rooms_;
    std::size_t used_ = 0;
};

template <class T>
class Room {
  public:
    explicit Room(RoomStack<T>& stack) : stack_(stack), room_(stack.take()) {}
    ~Room() { stack_.give_back(); }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    T& operator*() { return room_; }
    T* operator->() { return &room_; }

  private:
    RoomStack<T>& stack_;
    T& room_;
};

// What FEEL calls back with as its Evaluation is always a Run.
class Run : public feel::Evaluation {
  public:
    using feel::Evaluation::Evaluation;

    Memo* memo = nullptr;    // the one in use
    Trace* trace = nullptr;  // nullptr: nothing is recorded
    RoomStack<Memo> memos;
    RoomStack<TableRoom> tables;
    RoomStack<std::vector<feel::Value>> captures;
};

inline Run& run_of(feel::Evaluation& evaluation) {
    return static_cast<Run&>(evaluation);
}

}  // namespace dw::rules
