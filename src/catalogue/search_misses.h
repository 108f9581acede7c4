// What people searched for and did not find, counted for the editors. Only the words and the day
// are kept, never who asked; and no words that look as if they told of a person.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "store/migration.h"
#include "store/store.h"

namespace dw::catalogue {

extern const std::string_view search_miss_sql;  // for the module's list of migrations

// The words as they are counted: lower case, without what says nothing. Empty when they are not
// counted: numbers, addresses, long texts.
std::string counted_words(std::string_view text);

// May be used from any thread. Nobody who searches waits for the database.
class SearchMisses {
  public:
    explicit SearchMisses(store::Store& store) : store_(store) {}
    void note(std::string_view text, Date day);
    // Writes what was noted since the last time, and deletes what is too old.
    Outcome write(Date today);

  private:
    store::Store& store_;
    std::mutex mutex_;
    std::map<std::pair<std::string, Date>, std::int64_t> noted_;
};

struct SearchMiss {
    std::string words;
    std::int64_t times = 0;
    Date last{};
    bool operator==(const SearchMiss&) const = default;
};
// Of the last 90 days, the most frequent first; what was asked only once or twice is left out.
Result<std::vector<SearchMiss>> search_misses(store::Store& store, std::size_t limit);

}  // namespace dw::catalogue
