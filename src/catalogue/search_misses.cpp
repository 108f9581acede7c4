#include "catalogue/search_misses.h"

#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "catalogue/search_words.h"

namespace dw::catalogue {

const std::string_view search_miss_sql = R"(
create table catalogue_search_miss (
    tenant {id} not null, words {text} not null, day {date} not null, times {int} not null,
    primary key (tenant, words, day)) {table};
create index catalogue_search_miss_day on catalogue_search_miss (tenant, day);
)";

namespace {

constexpr std::size_t most_words = 5, longest_word = 30, longest_text = 80;  // that are counted
constexpr std::size_t most_noted = 500;  // different ones between two times of writing
constexpr std::int64_t most_kept = 20'000;
constexpr std::chrono::days kept_for{90};
// Who alone asks for something may be known by it.
constexpr std::int64_t least_shown = 3;

store::Value shared() {
    return store::of(store::shared_tenant());
}

}  // namespace

std::string counted_words(std::string_view text) {
    const bool telling = text.size() > longest_text || text.find('@') != text.npos ||
                         text.find_first_of("0123456789") != text.npos ||
                         first_invalid_utf8(text).has_value();
    if (telling) return {};
    std::string words;
    std::size_t count = 0;
    for (const auto& [written, folded] : written_words(text)) {
        if (is_stop_word(folded)) continue;
        if (++count > most_words || written.size() > longest_word) return {};
        if (!words.empty()) words += ' ';
        words += lower(written);
    }
    return words;
}

void SearchMisses::note(std::string_view text, Date day) {
    auto words = counted_words(text);
    if (words.empty()) return;
    std::lock_guard lock(mutex_);
    const std::pair key(std::move(words), day);
    if (noted_.size() >= most_noted && !noted_.contains(key)) return;
    ++noted_[key];
}

Outcome SearchMisses::write(Date today) {
    decltype(noted_) noted;
    {
        std::lock_guard lock(mutex_);
        noted.swap(noted_);
    }
    if (noted.empty()) return Nothing{};
    store::Change change{.tenant = store::shared_tenant(), .events = {}, .statements = {}};
    for (const auto& [key, times] : noted) {
        change.statements.push_back(
            {"insert into catalogue_search_miss (tenant, words, day, times) "
             "select $1, $2, $3, $4 "
             "where (select count(*) from catalogue_search_miss where tenant = $1) < $5 "
             "on conflict (tenant, words, day) do update set "
             "times = catalogue_search_miss.times + excluded.times",
             {shared(), store::of(key.first), store::of(key.second), times, most_kept},
             {}});
    }
    change.statements.push_back(
        {"delete from catalogue_search_miss where tenant = $1 and day < $2",
         {shared(), store::of(Date(std::chrono::sys_days(today) - kept_for))},
         {}});
    DW_TRY_DO(store_.commit(std::move(change)));
    return Nothing{};
}

Result<std::vector<SearchMiss>> search_misses(store::Store& store, std::size_t limit) {
    DW_TRY(auto reader, store.reader());
    DW_TRY(const auto rows,
           reader->query(
               "select words, cast(sum(times) as bigint), max(day) from catalogue_search_miss "
               "where tenant = $1 group by words having sum(times) >= $2 "
               "order by 2 desc, words limit $3",
               {shared(), least_shown,
                static_cast<std::int64_t>(std::min(limit, limits::list_items))}));
    std::vector<SearchMiss> misses;
    for (const auto& row : rows) {
        misses.push_back({row.text(0), row.integer(1), row.date(2)});
    }
    return misses;
}

}  // namespace dw::catalogue
