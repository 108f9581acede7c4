// What is wrong with a description of a service, as far as a machine can tell. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "catalogue/service.h"

namespace dw::catalogue {

enum class QualityKind {
    NobodyInCharge,
    PlaceWithGap,   // somebody is in charge of it elsewhere in the area
    Contradiction,  // two offices in one role for one area
    DeadReference,  // an object that is not there, an address that is none
    DeadlinesDiffer,
    MissingText,
    OldText,
    LongSentences,
};
std::string_view code_of(QualityKind kind);  // frozen: part of the command's answer

struct QualityFinding {
    QualityKind kind;
    SourceId object;      // a service; of a dead parent the organisation
    Ars area;             // where it is so; empty for texts that are the same everywhere
    std::string part;     // code of the text module; "" where it is about no text
    std::string title;    // of the service, for lists
    std::string details;  // a quote, names, dates: what the sentence about it needs
    double weight = 0;    // the worst of one kind come first
    // Names the finding as long as it is the same one; another quote is another finding.
    Digest key() const;
};

// What a description of a procedure says by Art. 10 (1) of Regulation (EU) 2018/1724, as
// data/quality/required_texts.csv has it; with a title and a text that says what it is about.
std::vector<QualityFinding> missing_texts(const Service& service);
// Last checked more than a year ago; who says no day is not asked.
std::vector<QualityFinding> old_texts(const Service& service, Date today);
// Addresses nobody can follow.
std::vector<QualityFinding> dead_links(const Service& service);
bool is_well_formed_address(std::string_view address);

// Sentences of more than 20 words; laws and names are as long as they are.
std::vector<QualityFinding> long_sentences(const Service& service);
inline constexpr std::size_t long_sentence_words = 20;
struct SentenceCount {
    std::size_t sentences = 0, too_long = 0;
    std::string worst;  // the longest one
    std::size_t worst_words = 0;
};
SentenceCount count_sentences(std::string_view html);

// The lengths of time a text names: "3 Werktag", "14 Tag"; sorted, each once.
std::vector<std::string> lengths_in(std::string_view html);
// Deadlines in two texts about the same service that are not the same.
std::vector<QualityFinding> differing_deadlines(const std::vector<Service>& same_key);

}  // namespace dw::catalogue
