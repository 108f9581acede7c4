// A checked Submission (Antragsübermittlung): what forms hands to cases. Every answer passed its
// rules.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "catalogue/service.h"
#include "forms/package.h"
#include "store/blobs.h"

namespace dw::forms {

struct Upload {
    std::string field;
    std::string file_name;
    std::string media_type;  // sniffed, not declared
    std::int64_t size = 0;
    store::BlobId blob;
    store::KeyId key;  // opens the blob; destroy it with the content of the case
};

// Who the case is for and how to reach them, taken from the fields with these autocomplete
// meanings.
struct Applicant {
    std::string given_name, family_name;
    std::string street, postcode, town;
    std::string email, phone;  // "" when not given
    std::string display_name() const { return given_name + " " + family_name; }
};

struct Submission {
    std::string package_name, package_version;
    catalogue::SourceId service;
    catalogue::SourceId organisation;  // the competent organisation of the catalogue
    Ars place;
    Language language = Language::German;
    Applicant applicant;
    bool reads_online = false;  // agreed that a decision is kept ready instead of posted
    Json answers;               // object: field id → value
    std::vector<Upload> uploads;
    std::string channel = "online";  // online, api, counter, phone, letter
};

// The answers as people read them, section by section; the same for check page, PDF, case file.
struct ReadableAnswer {
    std::string label, value;
};
struct ReadableSection {
    std::string title;
    std::vector<ReadableAnswer> answers;
};
std::string money_in_words(std::int64_t cents, Language language);  // "1.180,00 €"
// One answer in words; "not given" when there is none.
std::string answer_in_words(const FormField& field, const Json& answer, Language language);
std::vector<ReadableSection> readable(const Package& package, const Json& answers,
                                      Language language);

}  // namespace dw::forms
