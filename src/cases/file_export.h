// A file as one ZIP, so that nothing is typed again elsewhere: structured data (JSON and XML, by
// the schema that lies beside them), all documents, letters as PDF, what happened with the hashes
// of the log, and a table of contents. The format: docs/formats.md, "Export of a file".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cases/desk_visit.h"

namespace dw::cases {

// One file of the archive, made when its turn comes.
struct ZipPart {
    std::string name;  // safe, with folders
    std::function<Result<Bytes>()> content;
    // More parts instead of a content: a whole case, loaded when its turn comes.
    std::function<Result<std::vector<ZipPart>>()> more = {};
};

// The answers, messages, notes … as the program tells them to others.
Json file_json(const Cases& cases, const CaseFile& file);
// The same as XML, by data/export/akte-1.xsd.
std::string file_xml(const Json& json);

// The parts of one file, each name with `folder` before it. The caller has checked that the
// principal may read the case.
Result<std::vector<ZipPart>> file_parts(const Cases& cases, const identity::Principal& principal,
                                        CaseId id, const std::string& folder);

// Records that a copy is taken, and gives it.
web::Response file_zip_response(const Visit& visit, const CaseFile& file);
// Made piece by piece while it is sent: no more than one document is in memory.
web::Response zip_response(std::vector<ZipPart> parts, std::string_view name, Instant at);

}  // namespace dw::cases
