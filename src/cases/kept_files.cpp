#include "cases/kept_files.h"

#include "base/text.h"
#include "cases/case_log.h"
#include "cases/texts.h"
#include "forms/answer_checks.h"
#include "forms/finding_text.h"
#include "forms/upload_rules.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;

constexpr std::size_t longest_writing = 5000;
constexpr std::string_view file_front = "unterlage-";

std::string say(const Request& request, Text text, const std::vector<std::string>& arguments = {}) {
    return format(text, request.language, arguments);
}

std::string file_name_of(std::size_t number) {
    return std::string(file_front) + std::to_string(number);
}

Html file_field(const Request& request, std::size_t number, const std::string& error = {}) {
    web::Field field;
    field.id = file_name_of(number);
    field.label = say(request, texts::status_answer_file, {std::to_string(number)});
    field.optional = true;
    field.error = error;
    if (number == 1) field.hint = say(request, texts::status_answer_file_hint);
    return web::file_field(field, "application/pdf,image/jpeg,image/png", request.language);
}

}  // namespace

Html file_fields(const Request& request, const std::string& error) {
    Html more;
    for (std::size_t number = 2; number <= forms::uploads_per_field; ++number)
        more += file_field(request, number);
    return file_field(request, 1, error) +
           web::details(say(request, texts::status_answer_more_files), more);
}

std::vector<const web::UploadedFile*> files_in(const Request& request) {
    std::vector<const web::UploadedFile*> files;
    for (const auto& file : request.files) {
        // A field that was left empty comes as a file without name and content.
        if (!file.field.starts_with(file_front) || (file.name.empty() && file.content.empty()))
            continue;
        files.push_back(&file);
    }
    return files;
}

std::optional<web::SummaryError> fault_of(const Writing& writing) {
    const auto& [request, field, text, files, missing] = writing;
    if (text.empty() && files.empty()) return web::SummaryError{field, say(request, missing)};
    if (!forms::check_characters(text).empty())
        return web::SummaryError{field, say(request, texts::desk_text_characters)};
    if (code_points(text) > longest_writing)
        return web::SummaryError{field, say(request, texts::status_answer_long)};
    if (files.size() > forms::uploads_per_field)
        return web::SummaryError{file_name_of(1), say(request, texts::status_answer_many)};
    for (const auto* file : files) {
        const auto finding = forms::check_upload(file->field, file->name, as_bytes(file->content));
        if (finding)
            return web::SummaryError{
                file_name_of(1),
                forms::sentence_at_field(*finding, forms::Package{}, request.language)};
    }
    return std::nullopt;
}

Result<std::vector<DocumentAdded>> keep_files(const Cases& cases, store::TenantId tenant,
                                              const store::DataKey& key,
                                              const std::vector<const web::UploadedFile*>& files,
                                              std::string_view origin) {
    std::vector<DocumentAdded> documents;
    const auto& at = cases.neighbours();
    for (const auto* file : files) {
        DW_TRY(const auto writer, at.blobs.create(tenant, key));
        DW_TRY_DO(writer->write(as_bytes(file->content)));
        DocumentAdded document{
            .document = DocumentId::make(at.store.clock(), at.store.random()),
            .file_name = file->name,
            .media_type = std::string(forms::sniffed_type(as_bytes(file->content))),
            .size = static_cast<std::int64_t>(file->content.size()),
            .blob = {},
            .key = key.id,
            .origin = std::string(origin)};
        DW_TRY(document.blob, writer->finish());
        documents.push_back(std::move(document));
    }
    return documents;
}

Result<SendMessage> answer_with(const Cases& cases, const CasePlace& place, std::string_view text,
                                const std::vector<const web::UploadedFile*>& files,
                                std::string_view origin) {
    auto& store = cases.neighbours().store;
    SendMessage answer{.message = {.message = MessageId::make(store.clock(), store.random()),
                                   .direction = Direction::FromApplicant,
                                   .text = std::string(text)}};
    if (files.empty()) return answer;
    DW_TRY(const auto key, [&]() -> Result<store::DataKey> {
        DW_TRY(const auto reader, store.reader());
        return store.keys().by_compartment(*reader, place.tenant,
                                           compartment_name(place.id, Compartment::Shared));
    }());
    DW_TRY(answer.documents, keep_files(cases, place.tenant, key, files, origin));
    for (const auto& document : answer.documents)
        answer.message.documents.push_back(document.document);
    return answer;
}

}  // namespace dw::cases
