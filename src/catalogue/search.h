// Search over titles, keywords and texts: an own inverted index with German stemming, the same on
// both databases. Immutable segments in DATA/cache, read at start, rebuilt in the background when
// missing or of another version, plus small segments in memory for edits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/search_source.h"

namespace dw::catalogue {

struct SearchQuery {
    std::string text;  // at most limits::query_bytes; "" lists all, by title
    std::optional<Ars>
        area;  // services somebody is in charge of there, then those nobody is known for
    Language language = Language::German;
    std::size_t limit = 20;
    std::string cursor;   // of the answer before; "" for the first page
    Date day{};           // only services valid on this day
    std::string topic;    // only this topic's; "" all
    std::string initial;  // only titles that sort under this letter; for lists; "" all
    // Only services with a key that begins with one of these; empty: all.
    std::vector<std::string_view> key_starts = {};
};
// A stretch of all services, in no order that means anything.
struct ServiceIds {
    std::vector<SourceId> ids;
    std::size_t total = 0;
};
// Why a service was found, in one sentence's worth.
struct HitReason {
    enum class Kind : std::uint8_t { Listed, Title, OtherWord, Text } kind = Kind::Listed;
    std::string word;  // as it was typed: OtherWord and Text
    bool operator==(const HitReason&) const = default;
};
struct SearchHit {
    SourceId service;
    std::string title;
    Language title_language = Language::German;  // not the wanted one where the source has none
    std::string teaser;
    std::vector<ServiceKey> keys;
    double score = 0;
    bool offered_here = true;  // false: described, but nobody is known to be in charge there
    HitReason reason;
};
struct Correction {
    std::string typed, meant;
    bool operator==(const Correction&) const = default;
};
struct SearchAnswer {
    std::vector<SearchHit> hits;
    std::vector<Correction> corrections;  // words that were taken for other ones
    std::string suggestion;               // what else may have been meant; "" mostly
    std::string next;                     // cursor, "" at the end
    bool complete = true;  // false: the index is still being built, services are missing
};

struct Topic {
    std::string code, name;
    Language language = Language::German;  // of the name: not the wanted one where no source has it
    std::size_t services = 0;
};

// May be used from any thread; readers never wait for the writer.
class SearchIndex {
  public:
    static Result<std::unique_ptr<SearchIndex>> open(const Catalogue& catalogue,
                                                     const std::string& cache_dir);
    static Result<std::unique_ptr<SearchIndex>> open(SearchSource source,
                                                     const std::string& cache_dir);
    ~SearchIndex();

    // Invalid "search.cursor" for a cursor that is none.
    Result<SearchAnswer> search(const SearchQuery& query) const;
    // Topics of services valid on the day, by name; with an area only those with a service there.
    Result<std::vector<Topic>> topics(const std::optional<Ars>& area, Language language,
                                      Date day) const;
    // First letters of titles ("a" … "z", "#" for digits) that have a service, in order.
    Result<std::vector<std::string>> initials(const std::optional<Ars>& area, Date day) const;
    // Services valid on the day, from the one with this number on.
    ServiceIds valid_services(Date day, std::size_t first, std::size_t count) const;
    // The service that has the id as another one of its ids (idSekundaer).
    std::optional<SourceId> now_called(const SourceId& id) const;
    // Words of titles, keywords and synonyms.
    bool knows(std::string_view folded_word) const;
    // Follows the catalogue's change number; called twice a second by a background thread.
    Outcome refresh();
    // The change number up to which everything is found.
    std::int64_t change() const;
    std::size_t documents() const;

  private:
    struct Parts;
    explicit SearchIndex(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace dw::catalogue
