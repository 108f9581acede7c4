// What the readers of the first reading heard, word for word (ADR 0029): whoever takes it over need
// not read the file once more. It waits in a file without a name and is read once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/said.h"
#include "catalogue/spilled_bytes.h"

namespace dw::catalogue {

// Of one stretch of the file, in the making. Positions count from where the stretch begins.
class TranscriptPart {
  public:
    void add(xzufi::Objekt objekt, const xzufi::Element& element);
    void add(const xzufi::Loesche& loesche);
    void add(const xzufi::Problem& problem);
    void end_piece(const Bearings& at);
    // All of it; then the next one begins.
    std::string take();

  private:
    std::string bytes_, bearings_;
};

// Of the whole file.
class Transcript {
  public:
    // The directory for the file without a name.
    explicit Transcript(std::string directory)
        : directory_(directory), bytes_(std::move(directory)) {}
    // Of the next stretch.
    void add(std::string_view part);
    // False: the disk had no room for it. At least as much as it takes is left to others.
    bool is_whole() const { return is_whole_; }
    std::size_t parts() const { return sizes_.size(); }

  private:
    friend class TranscriptReading;
    std::string directory_;
    SpilledBytes bytes_;
    std::vector<std::uint32_t> sizes_;
    bool is_whole_ = true;
};

}  // namespace dw::catalogue
