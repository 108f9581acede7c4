#include "catalogue/search.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "base/priority.h"
#include "catalogue/search_answer.h"
#include "catalogue/search_places.h"
#include "catalogue/search_segment_builder.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view segment_file = "search.segment";
constexpr std::size_t touched_at_once = 500;  // bounds the memory and the wait of one step
// Each layer costs every query a little; each edit outside the file costs the next start a little.
constexpr std::size_t layers_before_rebuild = 24, edits_before_rebuild = 256;
constexpr std::chrono::milliseconds opening_time{200};  // then the background goes on

using GoesOn = std::function<bool()>;

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
    std::atomic<std::int64_t> target = 0;  // the catalogue's change number when it was last asked

    std::mutex refresh_mutex;  // one writer at a time
    std::jthread catcher;      // goes on with what opening left to do

    std::mutex rebuilt_mutex;
    std::jthread rebuilder;
    bool rebuilding = false;                 // guarded by rebuilt_mutex
    std::shared_ptr<const Segment> rebuilt;  // guarded by rebuilt_mutex

    mutable OfferedAtPlaces places;

    std::shared_ptr<const Snapshot> snapshot() const {
        std::lock_guard lock(current_mutex);
        return current;
    }
    void publish(std::shared_ptr<const Snapshot> next) {
        std::lock_guard lock(current_mutex);
        current = std::move(next);
    }
    bool is_complete() const { return snapshot()->change() >= target; }
    Outcome open();
    void catch_up(const std::stop_token& stop);
    Outcome follow(const GoesOn& goes_on);
    Result<bool> follow_some(std::int64_t upto);
    void start_rebuild();
    void take_rebuilt();
    Result<Offered> offered(const std::shared_ptr<const Snapshot>& snapshot,
                            const std::optional<Ars>& area) const {
        if (!area) return Offered{};
        return places.at(source, snapshot, *area);
    }
};

// Whoever opens does not wait for a large catalogue: what could not be read in a moment is read in
// the background, part by part, and found from then on.
Outcome SearchIndex::Parts::open() {
    DW_TRY(const std::int64_t change, source.change_number());
    DW_TRY(std::string stamp, source.stamp());
    stamp.resize(segment_stamp_bytes);
    auto kept = Segment::read_file(file.string());
    const bool fits = kept && (*kept)->stamp() == stamp && (*kept)->change() <= change;
    if (!fits) {
        SegmentBuilder empty;
        kept = Segment::from_bytes(empty.finish({0, stamp}));
        if (!kept) return kept.error();
    }
    publish(std::make_shared<const Snapshot>(std::vector{*kept}));
    const auto until = std::chrono::steady_clock::now() + opening_time;
    DW_TRY_DO(follow([&] { return std::chrono::steady_clock::now() < until; }));
    if (!is_complete()) {
        catcher = std::jthread([this](const std::stop_token& stop) { catch_up(stop); });
    } else if (!fits) {
        start_rebuild();
    }
    return Nothing{};
}

void SearchIndex::Parts::catch_up(const std::stop_token& stop) {
    let_others_go_first();
    std::lock_guard lock(refresh_mutex);
    // What fails here is tried again, and said, by the next refresh.
    const auto followed = follow([&] { return !stop.stop_requested(); });
    if (followed && !stop.stop_requested()) start_rebuild();
}

Outcome SearchIndex::Parts::follow(const GoesOn& goes_on) {
    DW_TRY(const std::int64_t change, source.change_number());
    target = change;
    if (change < snapshot()->change()) {  // the database was put back to an earlier state
        DW_TRY(std::string bytes, build_all(source));
        DW_TRY(auto segment, Segment::from_bytes(std::move(bytes)));
        publish(std::make_shared<const Snapshot>(std::vector{std::move(segment)}));
    }
    for (bool more = snapshot()->change() < change; more && goes_on();) {
        DW_TRY(more, follow_some(change));
    }
    return Nothing{};
}

// One new layer of what was touched since the last one; false when nothing is left.
Result<bool> SearchIndex::Parts::follow_some(std::int64_t upto) {
    const auto before = snapshot();
    DW_TRY(const auto touched, whole_changes(source, before->change()));
    const auto words = before->vocabulary();
    // The first layer takes the words of compounds from its own documents.
    std::function<bool(std::string_view)> known;
    if (before->documents() > 0) {
        known = [&](std::string_view stem) { return words.documents_with(stem) > 1; };
    }
    SegmentBuilder builder(std::move(known));
    for (const auto& one : touched.services) {
        if (one.document) {
            builder.add(*one.document);
        } else {
            builder.remove(one.service);
        }
    }
    const auto last = touched.services.empty() ? before->change() : touched.services.back().change;
    const std::int64_t change = touched.more ? last : std::max(upto, last);
    DW_TRY(auto segment, Segment::from_bytes(builder.finish({change, {}})));
    publish(before->with(std::move(segment)));
    return touched.more;
}

void SearchIndex::Parts::start_rebuild() {
    {
        std::lock_guard lock(rebuilt_mutex);
        if (rebuilding) return;
        rebuilding = true;
    }
    rebuilder = std::jthread([this] {
        let_others_go_first();
        std::shared_ptr<const Segment> segment;
        if (auto bytes = build_all(source)) {
            // Without a cache directory it works as well, from memory.
            static_cast<void>(write_file(file, *bytes));
            if (auto whole = Segment::from_bytes(*std::move(bytes))) segment = *whole;
        }
        std::lock_guard lock(rebuilt_mutex);
        rebuilt = std::move(segment);
        rebuilding = false;
    });
}

// Layers that are newer than the rebuilt segment stay on top of it.
void SearchIndex::Parts::take_rebuilt() {
    std::shared_ptr<const Segment> base;
    {
        std::lock_guard lock(rebuilt_mutex);
        base = std::exchange(rebuilt, nullptr);
    }
    if (!base) return;
    std::vector<std::shared_ptr<const Segment>> segments = {base};
    const auto before = snapshot();
    for (const auto& layer : before->layers()) {
        const bool newer = layer.segment->change() > base->change();
        if (newer && layer.segment != before->layers().front().segment) {
            segments.push_back(layer.segment);
        }
    }
    publish(std::make_shared<const Snapshot>(std::move(segments)));
}

SearchIndex::SearchIndex(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SearchIndex::~SearchIndex() {
    parts_->catcher = {};    // stops it; it may start the other
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
    Synonyms::built_in();  // read now, not while the first visitor waits
    return std::unique_ptr<SearchIndex>(new SearchIndex(std::move(parts)));
}

Outcome SearchIndex::refresh() {
    const std::unique_lock lock(parts_->refresh_mutex, std::try_to_lock);
    if (!lock) return Nothing{};  // the rest of the opening is still being read
    parts_->take_rebuilt();
    const auto before = parts_->snapshot();
    DW_TRY_DO(parts_->follow([] { return true; }));
    const auto now = parts_->snapshot();
    const bool quiet = now == before;
    const bool many = now->layers().size() > layers_before_rebuild ||
                      (quiet && now->edits() > edits_before_rebuild);
    if (many) parts_->start_rebuild();
    return Nothing{};
}

std::int64_t SearchIndex::change() const {
    return parts_->snapshot()->change();
}

std::size_t SearchIndex::documents() const {
    return parts_->snapshot()->documents();
}

ServiceIds SearchIndex::valid_services(Date day, std::size_t first, std::size_t count) const {
    SearchQuery all;
    all.day = day;
    const auto snapshot = parts_->snapshot();
    const Selection selection(*snapshot, all, nullptr);
    ServiceIds found;
    for (std::uint32_t i = 0; i < snapshot->layers().size(); ++i) {
        for (std::uint32_t k = 0; k < snapshot->layers()[i].segment->documents(); ++k) {
            if (!selection.tier_of({i, k})) continue;
            const auto number = found.total++;
            if (number < first || number - first >= count) continue;
            if (auto id = SourceId::parse(snapshot->document({i, k}).id)) found.ids.push_back(*id);
        }
    }
    return found;
}

std::optional<SourceId> SearchIndex::now_called(const SourceId& id) const {
    const auto snapshot = parts_->snapshot();
    const auto term = other_id_term + id.to_string();
    for (std::uint32_t i = 0; i < snapshot->layers().size(); ++i) {
        const auto& segment = *snapshot->layers()[i].segment;
        const auto number = segment.find_term(term);
        if (!number) continue;
        for (auto postings : segment.postings(*number))
            for (Posting posting{}; postings.next(posting);) {
                const Snapshot::Place place{i, posting.document};
                if (!snapshot->is_alive(place)) continue;
                if (const auto now = SourceId::parse(snapshot->document(place).id)) return *now;
            }
    }
    return std::nullopt;
}

bool SearchIndex::knows(std::string_view folded_word) const {
    const auto snapshot = parts_->snapshot();
    const Stemmer stemmer(Language::German);
    return snapshot->vocabulary().has_prominent(folded_word) ||
           Synonyms::built_in().has_stem(stemmer.stem(std::string(folded_word)));
}

Result<SearchAnswer> SearchIndex::search(const SearchQuery& query) const {
    std::optional<Standing> after;
    if (!query.cursor.empty()) {
        after = standing_of(query.cursor);
        if (!after) return invalid("search.cursor", "not a cursor of a list of services");
    }
    const auto snapshot = parts_->snapshot();
    DW_TRY(auto offered, parts_->offered(snapshot, query.area));
    auto answer = answer_of(*snapshot, query, Selection(*snapshot, query, std::move(offered)),
                            std::move(after));
    answer.complete = parts_->is_complete();
    return answer;
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
