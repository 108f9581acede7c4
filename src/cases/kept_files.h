// What a person writes, with photos or files, at the status page or taken down at the office: the
// fields, the checks, and how the files are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cases/case_table.h"
#include "cases/cases.h"
#include "web/components.h"

namespace dw::cases {

// One field in sight, the others where somebody looks for them; `error` is told at the first.
web::Html file_fields(const web::Request& request, const std::string& error = {});
std::vector<const web::UploadedFile*> files_in(const web::Request& request);

struct Writing {
    const web::Request& request;
    std::string field;  // of the text
    std::string_view text;
    const std::vector<const web::UploadedFile*>& files;
    Text missing;
};
// What is wrong, with the field; nothing when it can be sent.
std::optional<web::SummaryError> fault_of(const Writing& writing);

// Where a document comes from. frozen: stored
inline constexpr std::string_view answer_origin = "answer", paper_origin = "paper";

// Sealed with that key, and durable before the event that names them.
Result<std::vector<DocumentAdded>> keep_files(const Cases& cases, store::TenantId tenant,
                                              const store::DataKey& key,
                                              const std::vector<const web::UploadedFile*>& files,
                                              std::string_view origin);
// The answer to the open question of a case, by whichever way it came.
Result<SendMessage> answer_with(const Cases& cases, const CasePlace& place, std::string_view text,
                                const std::vector<const web::UploadedFile*>& files,
                                std::string_view origin);

}  // namespace dw::cases
