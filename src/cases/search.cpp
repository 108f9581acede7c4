// Finding cases by words: the blind index says where they may be, the visible index what of it is
// for this person.
#include <algorithm>
#include <map>
#include <span>

#include "cases/case_table.h"
#include "cases/cases.h"
#include "cases/search_words.h"
#include "cases/word_table.h"
#include "store/row_list.h"

namespace dw::cases {

namespace {

using store::of;

// Looked at for one page, so that a word that stands everywhere costs no more than another.
constexpr int looked_at_once = 500;
constexpr int rounds = 4;

// Names read for one page, where only the beginning of a word is known to fit.
constexpr std::size_t names_read = 500;

// Those of the cases the person may read, in their order.
Outcome keep_readable(store::Connection& connection, const identity::Principal& principal,
                      std::vector<WordHit>& hits) {
    std::vector<store::Value> wanted;
    for (const auto& hit : hits) wanted.push_back(of(hit.id));
    std::map<CaseId, std::vector<identity::VisibleRow>> rows;
    DW_TRY_DO(store::for_each_in(
        connection,
        "select case_id, scope, acts from visible where tenant = $1 and case_id in $list",
        principal.tenant, wanted, [&](const store::Row& row) -> Outcome {
            rows[row.id<CaseId>(0)].push_back(
                {row.id<identity::ScopeId>(1), static_cast<std::uint32_t>(row.integer(2))});
            return Nothing{};
        }));
    const auto reads = static_cast<std::uint32_t>(identity::Act::ReadCase);
    std::erase_if(hits, [&](const WordHit& hit) {
        return (identity::acts_of(principal, rows[hit.id]) & reads) == 0;
    });
    return Nothing{};
}

// One search: what was typed, what was found, and where looking ended.
class Search {
  public:
    Search(store::Connection& connection, store::KeyRing& ring,
           const identity::Principal& principal, std::size_t limit)
        : connection_(connection), ring_(ring), principal_(principal), limit_(limit) {}

    void ask(const SecretKey& key, std::string_view typed) {
        words_ = question_words(typed);
        // A number, such as a postcode, is common where a name is: the name says more.
        std::ranges::stable_partition(words_,
                                      [](const std::string& word) { return !is_number(word); });
        for (const auto& word : words_) {
            AskedWord asked{blind_word(key, word), std::nullopt};
            const auto beginning = beginning_of(word);
            if (!beginning.empty()) asked.beginning = blind_word(key, beginning);
            question_.words.push_back(asked);
        }
    }
    bool asks_nothing() const { return words_.empty(); }

    Outcome find(std::optional<CaseId> before) {
        question_.tenant = principal_.tenant;
        question_.organisation = principal_.organisation;
        question_.limit = looked_at_once;
        question_.before = before;
        for (int round = 0; round < rounds; ++round) {
            DW_TRY(auto page, cases_with_words(connection_, question_));
            DW_TRY_DO(keep_readable(connection_, principal_, page.hits));
            DW_TRY(const bool all, take(page.hits));
            if (!all) return Nothing{};
            next_ = question_.before = page.last;
            if (!next_ || found_.size() >= limit_) break;
        }
        return Nothing{};
    }

    const std::vector<CaseId>& found() const { return found_; }
    const std::optional<CaseId>& next() const { return next_; }

  private:
    static bool is_number(std::string_view word) {
        return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
    }

    // Until the page is full or enough names were read; false: there are more of these.
    Result<bool> take(std::span<const WordHit> hits) {
        while (!hits.empty()) {
            const auto some = hits.first(std::min(hits.size(), limit_));
            DW_TRY(const auto names, names_of(some));
            for (const auto& hit : some) {
                if (found_.size() >= limit_) return false;
                next_ = hit.id;
                if (fits(hit, names)) found_.push_back(hit.id);
            }
            hits = hits.subspan(some.size());
            if (names_read_ >= names_read && !hits.empty()) return false;
        }
        return true;
    }

    using NamesOfCases = std::map<CaseId, std::string>;

    // Of those whose name has to be looked at.
    Result<NamesOfCases> names_of(std::span<const WordHit> hits) {
        std::vector<CaseId> ids;
        for (const auto& hit : hits)
            if (hit.by_beginning != 0) ids.push_back(hit.id);
        NamesOfCases names;
        if (ids.empty()) return names;
        names_read_ += ids.size();
        DW_TRY(const auto lines, read_lines(connection_, ring_, principal_.tenant, ids));
        for (const auto& line : lines) names[line.id] = line.subject;
        return names;
    }

    bool fits(const WordHit& hit, const NamesOfCases& names) const {
        if (hit.by_beginning == 0) return true;
        const auto name = names.find(hit.id);
        if (name == names.end()) return false;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const bool begins = (hit.by_beginning >> i & 1U) != 0;
            if (begins && !has_beginning(name->second, words_[i])) return false;
        }
        return true;
    }

    store::Connection& connection_;
    store::KeyRing& ring_;
    const identity::Principal& principal_;
    const std::size_t limit_;
    std::vector<std::string> words_;
    WordQuestion question_;
    std::vector<CaseId> found_;
    std::optional<CaseId> next_;
    std::size_t names_read_ = 0;
};

}  // namespace

Result<InboxPage> Cases::search(const identity::Principal& principal, std::string_view typed,
                                std::string_view cursor, int limit) const {
    if (!identity::role_allows(principal, "case.list"))
        return denied("cases.list", "the role has no inbox");
    std::optional<CaseId> before;
    if (!cursor.empty()) {
        before = CaseId::parse(cursor);
        if (!before) return invalid("cases.cursor", "not a cursor of this list");
    }
    DW_TRY(const auto reader, at_.store.reader());
    const auto key = at_.store.keys().by_compartment(
        *reader, principal.tenant, projection_compartment(principal.organisation));
    if (!key && key.error().kind == ErrorKind::NotFound) return InboxPage{};  // no case yet
    if (!key) return key.error();
    Search search(*reader, at_.store.keys(), principal, static_cast<std::size_t>(limit));
    search.ask(word_key(*key), typed);
    if (search.asks_nothing()) return InboxPage{};
    DW_TRY_DO(search.find(before));
    DW_TRY(auto page, rows_of(*reader, principal, search.found()));
    if (search.next()) page.next = search.next()->to_string();
    return page;
}

}  // namespace dw::cases
