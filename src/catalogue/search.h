// Search over titles, keywords and texts: an own inverted index with German stemming, the same on both
// databases. Immutable segments in DATA/cache, mapped at start, rebuilt when missing or of another
// version, plus a small segment in memory for edits.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"

namespace dw::catalogue {

struct SearchQuery {
    std::string text;        // at most limits::query_bytes
    std::optional<Ars> area; // only services somebody is in charge of there, or that are valid there
    Language language = Language::German;
    std::size_t limit = 20;
    std::string cursor;      // of the answer before; "" for the first page
};
struct SearchHit {
    SourceId service;
    std::string title;
    std::string teaser;
    std::vector<ServiceKey> keys;
    double score = 0;
};
struct SearchAnswer {
    std::vector<SearchHit> hits;
    std::string next;        // cursor, "" at the end
};

// May be used from any thread; readers never wait for the writer.
class SearchIndex {
  public:
    static Result<std::unique_ptr<SearchIndex>> open(const Catalogue& catalogue, const std::string& cache_dir);
    ~SearchIndex();
    Result<SearchAnswer> search(const SearchQuery& query) const;
    // Follows the catalogue's change number; called twice a second by a background thread.
    Outcome refresh();

  private:
    struct Parts;
    explicit SearchIndex(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace dw::catalogue
