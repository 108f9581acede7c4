#include "catalogue/search.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "catalogue/search_answer.h"
#include "catalogue/search_segment_builder.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view segment_file = "search.segment";
constexpr std::size_t touched_at_once = 500;  // bounds the memory and the wait of one step
// Each layer costs every query a little; each edit outside the file costs the next start a little.
constexpr std::size_t layers_before_rebuild = 24, edits_before_rebuild = 256;
constexpr std::size_t remembered_places = 256;

using Offered = std::shared_ptr<const std::vector<Marks>>;

// Written beside its place and moved there: a reader sees the old file or the whole new one.
Outcome write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    auto beside = path;
    beside += ".new";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) std::filesystem::rename(beside, path, error);
    if (!out || error) return unavailable("search.cache", "cannot write " + path.string());
    return Nothing{};
}

Result<std::string> build_all(const SearchSource& source) {
    DW_TRY(const std::int64_t change, source.change_number());
    DW_TRY(const std::string stamp, source.stamp());
    SegmentBuilder builder;
    DW_TRY_DO(source.each([&](const SearchDocument& document) -> Outcome {
        builder.add(document);
        return Nothing{};
    }));
    return builder.finish({change, stamp});
}

struct Touched {
    std::vector<TouchedService> services;  // each once
    bool more = false;
};

// The next changes, each of them whole: what a limit cut through is read again the next time.
Result<Touched> whole_changes(const SearchSource& source, std::int64_t after) {
    for (std::size_t limit = touched_at_once;; limit *= 2) {
        DW_TRY(auto services, source.touched(after, limit));
        if (services.size() < limit) return Touched{std::move(services), false};
        const auto cut = services.back().change;
        std::erase_if(services, [&](const TouchedService& one) { return one.change == cut; });
        if (!services.empty()) return Touched{std::move(services), true};
    }
}

}  // namespace

struct SearchIndex::Parts {
    SearchSource source;
    std::filesystem::path file;

    mutable std::mutex current_mutex;  // held to copy the pointer only
    std::shared_ptr<const Snapshot> current;

    std::mutex refresh_mutex;  // one writer at a time
    std::jthread rebuilder;
    bool rebuilding = false;                 // guarded by refresh_mutex
    std::shared_ptr<const Segment> rebuilt;  // guarded by refresh_mutex

    mutable std::mutex places_mutex;
    mutable std::map<std::string, Offered, std::less<>> places;
    mutable std::weak_ptr<const Snapshot> places_of;  // what `places` was computed for

    std::shared_ptr<const Snapshot> snapshot() const {
        std::lock_guard lock(current_mutex);
        return current;
    }
    void publish(std::shared_ptr<const Snapshot> next) {
        std::lock_guard lock(current_mutex);
        current = std::move(next);
    }
    Outcome open();
    Outcome follow();
    Result<bool> follow_some(std::int64_t target);
    void start_rebuild();
    void take_rebuilt();
    Result<Offered> offered(const std::shared_ptr<const Snapshot>& snapshot,
                            const std::optional<Ars>& area) const;
};

Outcome SearchIndex::Parts::open() {
    DW_TRY(const std::int64_t change, source.change_number());
    DW_TRY(std::string stamp, source.stamp());
    stamp.resize(segment_stamp_bytes);
    auto mapped = Segment::map_file(file.string());
    if (!mapped || (*mapped)->stamp() != stamp || (*mapped)->change() > change) {
        DW_TRY(std::string bytes, build_all(source));
        // Without a cache directory it works as well, from memory.
        const bool written = write_file(file, bytes).has_value();
        mapped = written ? Segment::map_file(file.string()) : Segment::from_bytes(std::move(bytes));
        if (!mapped) return mapped.error();
    }
    publish(std::make_shared<const Snapshot>(std::vector{*mapped}));
    return follow();
}

Outcome SearchIndex::Parts::follow() {
    DW_TRY(const std::int64_t target, source.change_number());
    if (target < snapshot()->change()) {  // the database was put back to an earlier state
        DW_TRY(std::string bytes, build_all(source));
        DW_TRY(auto segment, Segment::from_bytes(std::move(bytes)));
        publish(std::make_shared<const Snapshot>(std::vector{std::move(segment)}));
    }
    for (bool more = snapshot()->change() < target; more;) {
        DW_TRY(more, follow_some(target));
    }
    return Nothing{};
}

// One new layer of what was touched since the last one; false when nothing is left.
Result<bool> SearchIndex::Parts::follow_some(std::int64_t target) {
    const auto before = snapshot();
    DW_TRY(const auto touched, whole_changes(source, before->change()));
    const auto words = before->vocabulary();
    SegmentBuilder builder([&](std::string_view stem) { return words.documents_with(stem) > 1; });
    for (const auto& one : touched.services) {
        if (one.document) {
            builder.add(*one.document);
        } else {
            builder.remove(one.service);
        }
    }
    const auto last = touched.services.empty() ? before->change() : touched.services.back().change;
    const std::int64_t change = touched.more ? last : std::max(target, last);
    DW_TRY(auto segment, Segment::from_bytes(builder.finish({change, {}})));
    publish(before->with(std::move(segment)));
    return touched.more;
}

void SearchIndex::Parts::start_rebuild() {
    rebuilding = true;
    rebuilder = std::jthread([this] {
        std::shared_ptr<const Segment> segment;
        if (auto bytes = build_all(source)) {
            const bool written = write_file(file, *bytes).has_value();
            auto mapped =
                written ? Segment::map_file(file.string()) : Segment::from_bytes(*std::move(bytes));
            if (mapped) segment = *mapped;
        }
        std::lock_guard lock(refresh_mutex);
        rebuilt = std::move(segment);
        rebuilding = false;
    });
}

// Layers that are newer than the rebuilt segment stay on top of it.
void SearchIndex::Parts::take_rebuilt() {
    if (!rebuilt) return;
    std::vector<std::shared_ptr<const Segment>> segments = {rebuilt};
    const auto before = snapshot();
    for (const auto& layer : before->layers()) {
        const bool newer = layer.segment->change() > rebuilt->change();
        if (newer && layer.segment != before->layers().front().segment) {
            segments.push_back(layer.segment);
        }
    }
    rebuilt = nullptr;
    publish(std::make_shared<const Snapshot>(std::move(segments)));
}

Result<Offered> SearchIndex::Parts::offered(const std::shared_ptr<const Snapshot>& snapshot,
                                            const std::optional<Ars>& area) const {
    if (!area) return Offered{};
    {
        std::lock_guard lock(places_mutex);
        if (places_of.lock() != snapshot || places.size() >= remembered_places) {
            places.clear();
            places_of = snapshot;
        }
        if (const auto found = places.find(area->key()); found != places.end()) {
            return found->second;
        }
    }
    DW_TRY(const auto services, source.offered(*area));
    auto marks = std::make_shared<std::vector<Marks>>();
    for (const auto& layer : snapshot->layers()) marks->emplace_back(layer.segment->documents());
    for (const auto& service : services) {
        if (const auto place = snapshot->find(service.to_string())) {
            (*marks)[place->layer][place->document] = true;
        }
    }
    const Offered computed = std::move(marks);
    std::lock_guard lock(places_mutex);
    if (places_of.lock() == snapshot) places.emplace(area->key(), computed);
    return computed;
}

SearchIndex::SearchIndex(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SearchIndex::~SearchIndex() {
    parts_->rebuilder = {};  // waits for it
}

Result<std::unique_ptr<SearchIndex>> SearchIndex::open(const Catalogue& catalogue,
                                                       const std::string& cache_dir) {
    return open(search_source(catalogue), cache_dir);
}

Result<std::unique_ptr<SearchIndex>> SearchIndex::open(SearchSource source,
                                                       const std::string& cache_dir) {
    auto parts = std::make_unique<Parts>();
    parts->source = std::move(source);
    parts->file = std::filesystem::path(cache_dir) / segment_file;
    DW_TRY_DO(parts->open());
    return std::unique_ptr<SearchIndex>(new SearchIndex(std::move(parts)));
}

Outcome SearchIndex::refresh() {
    std::lock_guard lock(parts_->refresh_mutex);
    parts_->take_rebuilt();
    const auto before = parts_->snapshot();
    DW_TRY_DO(parts_->follow());
    const auto now = parts_->snapshot();
    const bool quiet = now == before;
    const bool many = now->layers().size() > layers_before_rebuild ||
                      (quiet && now->edits() > edits_before_rebuild);
    if (many && !parts_->rebuilding) parts_->start_rebuild();
    return Nothing{};
}

std::int64_t SearchIndex::change() const {
    return parts_->snapshot()->change();
}

std::size_t SearchIndex::documents() const {
    return parts_->snapshot()->documents();
}

Result<SearchAnswer> SearchIndex::search(const SearchQuery& query) const {
    std::optional<Standing> after;
    if (!query.cursor.empty()) {
        after = standing_of(query.cursor);
        if (!after) return invalid("search.cursor", "not a cursor of a list of services");
    }
    const auto snapshot = parts_->snapshot();
    DW_TRY(auto offered, parts_->offered(snapshot, query.area));
    return answer_of(*snapshot, query, Selection(*snapshot, query, std::move(offered)),
                     std::move(after));
}

Result<std::vector<Topic>> SearchIndex::topics(const std::optional<Ars>& area, Language language,
                                               Date day) const {
    SearchQuery all;
    all.area = area;
    all.day = day;
    const auto snapshot = parts_->snapshot();
    DW_TRY(auto offered, parts_->offered(snapshot, area));
    return topics_of(*snapshot, Selection(*snapshot, all, std::move(offered)), language);
}

Result<std::vector<std::string>> SearchIndex::initials(const std::optional<Ars>& area,
                                                       Date day) const {
    SearchQuery all;
    all.area = area;
    all.day = day;
    const auto snapshot = parts_->snapshot();
    DW_TRY(auto offered, parts_->offered(snapshot, area));
    return initials_of(*snapshot, Selection(*snapshot, all, std::move(offered)));
}

}  // namespace dw::catalogue
