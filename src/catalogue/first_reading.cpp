#include "catalogue/first_reading.h"

#include <algorithm>
#include <memory>
#include <span>
#include <thread>
#include <utility>

#include "base/handover.h"
#include "base/limits.h"
#include "catalogue/file_reading.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Objekt;

namespace {

using Stretch = FileReading::Stretch;

constexpr std::size_t most_readers = 4;

void note_agency(CheckedFile& checked, ObjectKind kind, const std::string& agency) {
    const std::string& source = checked.delivery.source;
    const bool counts = source.empty() || source == agency;
    if (counts && checked.agencies.size() < limits::import_agencies)
        checked.agencies.emplace(kind, agency);
}

// What a reader heard in one stretch.
struct Heard {
    FirstNotes notes;
    std::string transcript;
};

// The same callbacks, written down as well.
xzufi::Callbacks written_down(TranscriptPart& part, xzufi::Callbacks then) {
    return {.schreibe = [&part, write = std::move(then.schreibe)](
                            Objekt objekt, const Element& element) -> Outcome {
                part.add(objekt, element);
                return write(objekt, element);
            },
            .loesche = [&part,
                        erase = std::move(then.loesche)](const xzufi::Loesche& loesche) -> Outcome {
                part.add(loesche);
                return erase(loesche);
            },
            .problem =
                [&part, tell = std::move(then.problem)](const xzufi::Problem& problem) {
                    part.add(problem);
                    tell(problem);
                },
            .wants_positions = true};
}

// One of several readers, with a thread of its own.
class SideReader {
  public:
    explicit SideReader(bool writes_down)
        : writes_down_(writes_down),
          reader_(writes_down ? written_down(part_, notes_from(notes_)) : notes_from(notes_)) {}
    SideReader(const SideReader&) = delete;
    SideReader& operator=(const SideReader&) = delete;
    ~SideReader() {
        given_.refuse();
        read_.refuse();
        if (thread_.joinable()) thread_.join();
    }

    // Where the readers are when they begin: behind the first objects of the file.
    bool begin(std::string_view bytes, std::span<const Piece> pieces) {
        if (!feed(bytes, pieces) || !reader_.is_between_objects()) return false;
        bearings_ = reader_.bearings();
        return true;
    }
    const std::string& bearings() const { return bearings_; }
    Heard heard_so_far() { return {std::exchange(notes_, {}), part_.take()}; }
    void start() {
        heard_so_far();
        thread_ = std::thread([this] { run(); });
    }

    void give(Stretch stretch) { given_.put(std::move(stretch)); }
    // In the stretches given, in their order. Nothing: it did not go as expected.
    std::optional<Heard> heard() {
        auto part = read_.take();
        return part ? std::move(*part) : std::nullopt;
    }

  private:
    void run() {
        while (const auto stretch = given_.take()) {
            const bool expected = read(*stretch);
            auto heard = heard_so_far();
            read_.put(expected ? std::optional(std::move(heard)) : std::nullopt);
        }
    }
    bool read(const Stretch& stretch) {
        reader_.count_from_here();
        if (!feed(stretch.bytes, stretch.pieces)) return false;
        if (stretch.is_last) return reader_.finish().has_value();
        return stretch.bytes.empty() ||
               (reader_.is_between_objects() && reader_.bearings() == bearings_);
    }
    // A transcript says where each piece ends.
    bool feed(std::string_view bytes, std::span<const Piece> pieces) {
        if (!writes_down_) return reader_.feed(bytes).has_value();
        for (const Piece& piece : pieces) {
            if (!reader_.feed(bytes.substr(0, piece.size))) return false;
            bytes.remove_prefix(piece.size);
            part_.end_piece(bearings_of(reader_));
        }
        return true;
    }

    const bool writes_down_;
    FirstNotes notes_;
    TranscriptPart part_;
    xzufi::Reader reader_;
    std::string bearings_;
    Handover<Stretch> given_{2};
    Handover<std::optional<Heard>> read_{2};
    std::thread thread_;
};

using SideReaders = std::vector<std::unique_ptr<SideReader>>;

void note(const Heard& heard, CheckedFile& checked) {
    note_in_plan(heard.notes, checked);
    if (checked.transcript) checked.transcript->add(heard.transcript);
}

// Empty: they would not all stand in the same place.
SideReaders readers_behind(const Stretch& first, CheckedFile& checked) {
    SideReaders readers;
    const std::size_t count =
        std::min<std::size_t>(most_readers, std::thread::hardware_concurrency());
    const bool can_begin =
        !first.is_last && !first.pieces.empty() && first.pieces.front().ends_object;
    if (count < 2 || !can_begin) return readers;
    const std::span all(first.pieces);
    for (std::size_t i = 0; i < count; ++i) {
        readers.push_back(std::make_unique<SideReader>(checked.transcript.has_value()));
        const std::size_t size = i == 0 ? first.bytes.size() : first.pieces[0].size;
        const auto pieces = i == 0 ? all : all.first(1);
        if (!readers[i]->begin(std::string_view(first.bytes).substr(0, size), pieces)) return {};
        if (readers[i]->bearings() != readers[0]->bearings()) return {};
    }
    checked.pieces = first.pieces;
    note(readers[0]->heard_so_far(), checked);
    for (const auto& reader : readers) reader->start();
    return readers;
}

}  // namespace

void FirstNotes::add(Operation operation, const SourceId& id) {
    const auto [at, is_new] =
        numbers.try_emplace(id.agency, static_cast<std::uint32_t>(agencies.size()));
    if (is_new) agencies.push_back(id.agency);
    operation.agency = at->second;
    operation.ref = ref_of(id);
    operations.push_back(operation);
}

xzufi::Callbacks notes_from(FirstNotes& notes) {
    const auto write = [&notes](const WriteOperation& operation, const Element& part) -> Outcome {
        if (operation.id.value.empty()) {
            notes.has_unknown_ids = true;
            return Nothing{};
        }
        FirstNotes::Operation note{.kind = operation.kind};
        if (operation.kind == ObjectKind::Organisation) {
            if (const auto parent = parent_of(part)) note.parent = ref_of(*parent);
        }
        notes.add(note, operation.id);
        return Nothing{};
    };
    return {.schreibe = [write](Objekt objekt, const Element& element) -> Outcome {
                return for_each_write(objekt, element, write);
            },
            .loesche = [&notes](const xzufi::Loesche& loesche) -> Outcome {
                const SourceId id = to_source_id(loesche.id);
                if (id.value.empty()) return Nothing{};
                for (const ObjectKind kind : kinds_of(loesche))
                    notes.add({.kind = kind, .erases = true}, id);
                return Nothing{};
            },
            .problem =
                [&notes](const xzufi::Problem& problem) {
                    if (problem.code == "xzufi.object_too_large" ||
                        problem.code == "xzufi.not_one_object")
                        notes.has_unknown_ids = true;
                },
            .wants_positions = false};
}

void note_in_plan(const FirstNotes& notes, CheckedFile& checked) {
    checked.has_unknown_ids = checked.has_unknown_ids || notes.has_unknown_ids;
    for (const FirstNotes::Operation& note : notes.operations)
        note_in_plan(note, notes.agencies[note.agency], checked);
}

void note_in_plan(const FirstNotes::Operation& note, const std::string& agency,
                  CheckedFile& checked) {
    const auto key = operation_key(note.kind, note.ref);
    const bool counts = checked.delivery.may_write(agency);
    if (note.erases) {
        if (!counts) return;
        checked.plan.erase(key);
    } else {
        // Also what will be left out: it says of which kind a parent is.
        checked.plan.write(key);
        if (!counts) return;
        note_agency(checked, note.kind, agency);
    }
    if (note.kind == ObjectKind::Organisation) checked.parents[note.ref] = note.parent;
}

std::optional<Digest> read_side_by_side(const ByteSource& source, CheckedFile& checked) {
    FileReading file(source);
    const auto first = file.next();
    const auto readers = first ? readers_behind(*first, checked) : SideReaders();
    if (readers.empty()) return std::nullopt;
    const std::size_t at_once = 2 * readers.size();
    std::size_t given = 0, noted = 0;
    const auto note_next = [&] {
        const auto heard = readers[noted++ % readers.size()]->heard();
        if (heard) note(*heard, checked);
        return heard.has_value();
    };
    while (auto stretch = file.next()) {
        checked.pieces.insert(checked.pieces.end(), stretch->pieces.begin(), stretch->pieces.end());
        readers[given++ % readers.size()]->give(std::move(*stretch));
        if (given - noted >= at_once && !note_next()) return std::nullopt;
    }
    while (noted < given)
        if (!note_next()) return std::nullopt;
    const auto hash = file.finish();
    return hash ? std::optional(*hash) : std::nullopt;
}

}  // namespace dw::catalogue
