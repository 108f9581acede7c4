#include "cases/word_table.h"

#include <algorithm>

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

Result<std::vector<std::int64_t>> rarest_first(store::Connection& connection,
                                               const WordQuestion& question) {
    std::vector<std::pair<std::int64_t, std::int64_t>> counted;
    for (const auto word : question.words) {
        DW_TRY(const auto cases, frequency(connection, question, word));
        counted.emplace_back(cases, word);
    }
    std::ranges::sort(counted);
    std::vector<std::int64_t> words;
    for (const auto& [cases, word] : counted) words.push_back(word);
    return words;
}

// Those of the cases that have the word as well, in their order.
Result<std::vector<CaseId>> with_word(store::Connection& connection, const WordQuestion& question,
                                      std::int64_t word, const std::vector<CaseId>& ids) {
    std::vector<store::Value> wanted;
    for (const auto& id : ids) wanted.push_back(of(id));
    std::vector<CaseId> found;
    DW_TRY_DO(store::for_each_in(
        connection,
        "select case_id from case_word where tenant = $1 and organisation = $2 and word = $3 "
        "and case_id in $list",
        {of(question.tenant), of(question.organisation), word}, wanted,
        [&](const store::Row& row) -> Outcome {
            found.push_back(row.id<CaseId>(0));
            return Nothing{};
        }));
    std::ranges::sort(found, std::ranges::greater{});
    return found;
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
    const auto& organisation = after.opened.organisation;
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
    DW_TRY(const auto words, rarest_first(connection, question));
    DW_TRY(const auto rows,
           connection.query("select case_id from case_word where tenant = $1 "
                            "and organisation = $2 and word = $3 and case_id < $4 "
                            "order by case_id desc limit $5",
                            {of(question.tenant), of(question.organisation), words.front(),
                             of(question.before.value_or(end_of_ids)),
                             static_cast<std::int64_t>(question.limit)}));
    WordPage page;
    for (const auto& row : rows) page.ids.push_back(row.id<CaseId>(0));
    if (rows.size() == static_cast<std::size_t>(question.limit)) page.last = page.ids.back();
    for (std::size_t i = 1; i < words.size() && !page.ids.empty(); ++i) {
        DW_TRY(page.ids, with_word(connection, question, words[i], page.ids));
    }
    return page;
}

}  // namespace dw::cases
