#include "cases/word_table.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "cases/search_words.h"
#include "store/row_list.h"

namespace dw::cases {

namespace {

using store::of;

constexpr std::int64_t counted_at_most = 200;
// After every id there is.
const CaseId end_of_ids{IdBytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                0xff, 0xff, 0xff, 0xff, 0xff}};

// How many cases have the word, counted no further than is needed to find the rarest.
Result<std::int64_t> frequency(store::Connection& connection, const WordQuestion& question,
                               std::int64_t word) {
    DW_TRY(const auto rows, connection.query("select case_id from case_word where tenant = $1 "
                                             "and organisation = $2 and word = $3 limit $4",
                                             {of(question.tenant), of(question.organisation), word,
                                              counted_at_most}));
    return static_cast<std::int64_t>(rows.size());
}

// Places in question.words; of equally rare ones the first stays first.
Result<std::vector<std::size_t>> rarest_first(store::Connection& connection,
                                              const WordQuestion& question) {
    std::vector<std::int64_t> counted;
    for (const auto& word : question.words) {
        DW_TRY(auto cases, frequency(connection, question, word.whole));
        if (word.beginning && cases < counted_at_most) {
            DW_TRY(const auto more, frequency(connection, question, *word.beginning));
            cases = std::min(cases + more, counted_at_most);
        }
        counted.push_back(cases);
    }
    std::vector<std::size_t> places(question.words.size());
    std::iota(places.begin(), places.end(), 0U);
    std::ranges::stable_sort(places, {}, [&](std::size_t place) { return counted[place]; });
    return places;
}

// The newest cases with the word, at most as many as the question says.
Result<std::vector<CaseId>> newest_with(store::Connection& connection, const WordQuestion& question,
                                        std::int64_t word) {
    DW_TRY(const auto rows, connection.query("select case_id from case_word where tenant = $1 "
                                             "and organisation = $2 and word = $3 and case_id < $4 "
                                             "order by case_id desc limit $5",
                                             {of(question.tenant), of(question.organisation), word,
                                              of(question.before.value_or(end_of_ids)),
                                              static_cast<std::int64_t>(question.limit)}));
    std::vector<CaseId> ids;
    for (const auto& row : rows) ids.push_back(row.id<CaseId>(0));
    return ids;
}

// Both lists together, the newest first; what is in the first is certain.
Result<WordPage> first_page(store::Connection& connection, const WordQuestion& question,
                            std::size_t place) {
    const auto& word = question.words[place];
    const auto limit = static_cast<std::size_t>(question.limit);
    DW_TRY(const auto whole, newest_with(connection, question, word.whole));
    std::vector<CaseId> begun;
    if (word.beginning) {
        DW_TRY(begun, newest_with(connection, question, *word.beginning));
    }
    WordPage page;
    for (const auto& id : whole) page.hits.push_back({id, 0});
    for (const auto& id : begun)
        if (!std::ranges::binary_search(whole, id, std::ranges::greater{}))
            page.hits.push_back({id, std::uint32_t{1} << place});
    std::ranges::sort(page.hits, std::ranges::greater{}, &WordHit::id);
    const bool more = whole.size() == limit || begun.size() == limit;
    if (page.hits.size() > limit) page.hits.resize(limit);
    if (more) page.last = page.hits.back().id;
    return page;
}

Result<std::set<CaseId>> with_word(store::Connection& connection, const WordQuestion& question,
                                   std::int64_t word, const std::vector<WordHit>& hits) {
    std::vector<store::Value> wanted;
    for (const auto& hit : hits) wanted.push_back(of(hit.id));
    std::set<CaseId> found;
    DW_TRY_DO(store::for_each_in(
        connection,
        "select case_id from case_word where tenant = $1 and organisation = $2 and word = $3 "
        "and case_id in $list",
        {of(question.tenant), of(question.organisation), word}, wanted,
        [&](const store::Row& row) -> Outcome {
            found.insert(row.id<CaseId>(0));
            return Nothing{};
        }));
    return found;
}

// Those of the cases that have the word as well, in their order.
Outcome keep_with(store::Connection& connection, const WordQuestion& question, std::size_t place,
                  std::vector<WordHit>& hits) {
    const auto& word = question.words[place];
    DW_TRY(const auto whole, with_word(connection, question, word.whole, hits));
    std::set<CaseId> begun;
    if (word.beginning && whole.size() < hits.size()) {
        DW_TRY(begun, with_word(connection, question, *word.beginning, hits));
    }
    std::erase_if(hits, [&](WordHit& hit) {
        if (whole.contains(hit.id)) return false;
        hit.by_beginning |= std::uint32_t{1} << place;
        return !begun.contains(hit.id);
    });
    return Nothing{};
}

}  // namespace

SecretKey word_key(const store::DataKey& projection_key) {
    return store::derived_secret(projection_key.secret, "cases.words");
}

std::vector<store::Statement> word_rows(const SecretKey& key, const CasePlace& place,
                                        const CaseState& before, const CaseState& after) {
    const auto old_words = search_words(before), new_words = search_words(after);
    std::vector<store::Statement> rows;
    if (old_words == new_words) return rows;
    const auto& organisation =
        after.sequence != 0 ? after.opened.organisation : before.opened.organisation;
    const auto row = [&](const std::string& word) {
        return store::Values{of(place.tenant), of(organisation), blind_word(key, word),
                             of(place.id)};
    };
    for (const auto& word : old_words) {
        if (new_words.contains(word)) continue;
        rows.push_back(
            {"delete from case_word where tenant = $1 and organisation = $2 "
             "and word = $3 and case_id = $4",
             row(word)});
    }
    for (const auto& word : new_words) {
        if (old_words.contains(word)) continue;
        rows.push_back(
            {"insert into case_word (tenant, organisation, word, case_id) "
             "values ($1, $2, $3, $4) on conflict do nothing",
             row(word)});
    }
    return rows;
}

Result<WordPage> cases_with_words(store::Connection& connection, const WordQuestion& question) {
    DW_TRY(const auto places, rarest_first(connection, question));
    DW_TRY(auto page, first_page(connection, question, places.front()));
    for (std::size_t i = 1; i < places.size() && !page.hits.empty(); ++i)
        DW_TRY_DO(keep_with(connection, question, places[i], page.hits));
    return page;
}

}  // namespace dw::cases
