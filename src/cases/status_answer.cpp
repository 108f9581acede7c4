#include "cases/status_answer.h"

#include <algorithm>

#include "base/text.h"
#include "cases/status_view.h"
#include "cases/texts.h"
#include "forms/answer_checks.h"
#include "forms/finding_text.h"
#include "forms/upload_rules.h"
#include "terms/written_date.h"
#include "web/components.h"

namespace dw::cases {

namespace {

using web::Html;
using web::Request;
using web::Response;

constexpr const char* home = "/status/vorgang";
constexpr std::size_t longest_answer = 5000;
constexpr std::string_view file_front = "unterlage-";

std::string file_name_of(std::size_t number) {
    return std::string(file_front) + std::to_string(number);
}

Html file_field(const Request& request, std::size_t number) {
    web::Field field;
    field.id = file_name_of(number);
    field.label = say(request, texts::status_answer_file, {std::to_string(number)});
    field.optional = true;
    if (number == 1) field.hint = say(request, texts::status_answer_file_hint);
    return web::file_field(field, "application/pdf,image/jpeg,image/png", request.language);
}

// One in sight, the others where somebody looks for them.
Html file_fields(const Request& request) {
    Html more;
    for (std::size_t number = 2; number <= forms::uploads_per_field; ++number)
        more += file_field(request, number);
    return file_field(request, 1) +
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

// What is wrong, with the field; nothing when it can be sent.
std::optional<web::SummaryError> fault_of(const Request& request, std::string_view text,
                                          const std::vector<const web::UploadedFile*>& files) {
    if (text.empty() && files.empty())
        return web::SummaryError{"antwort", say(request, texts::status_answer_missing)};
    if (!forms::check_characters(text).empty())
        return web::SummaryError{"antwort", say(request, texts::desk_text_characters)};
    if (code_points(text) > longest_answer)
        return web::SummaryError{"antwort", say(request, texts::status_answer_long)};
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

// Sealed with the case's own key, and durable before the event that names them.
Result<std::vector<DocumentAdded>> keep(const Cases& cases, const CasePlace& place,
                                        const std::vector<const web::UploadedFile*>& files) {
    std::vector<DocumentAdded> documents;
    if (files.empty()) return documents;
    const auto& at = cases.neighbours();
    DW_TRY(const auto reader, at.store.reader());
    DW_TRY(const auto key,
           at.store.keys().by_compartment(*reader, place.tenant,
                                          compartment_name(place.id, Compartment::Shared)));
    for (const auto* file : files) {
        DW_TRY(const auto writer, at.blobs.create(place.tenant, key));
        DW_TRY_DO(writer->write(as_bytes(file->content)));
        DocumentAdded document{
            .document = DocumentId::make(at.store.clock(), at.store.random()),
            .file_name = file->name,
            .media_type = std::string(forms::sniffed_type(as_bytes(file->content))),
            .size = static_cast<std::int64_t>(file->content.size()),
            .blob = {},
            .key = key.id,
            .origin = "answer"};
        DW_TRY(document.blob, writer->finish());
        documents.push_back(std::move(document));
    }
    return documents;
}

Outcome send(Cases& cases, const CasePlace& place, std::string_view text,
             const std::vector<const web::UploadedFile*>& files) {
    DW_TRY(auto documents, keep(cases, place, files));
    auto& store = cases.neighbours().store;
    MessageSent message{.message = MessageId::make(store.clock(), store.random()),
                        .direction = Direction::FromApplicant,
                        .text = std::string(text)};
    for (const auto& document : documents) message.documents.push_back(document.document);
    return act_as_party(
        cases, place,
        SendMessage{.message = std::move(message), .documents = std::move(documents)});
}

}  // namespace

Html answer_form(const Request& request, const CaseState& state, const std::string& error) {
    web::Field field;
    field.id = "antwort";
    field.label = say(request, texts::status_answer);
    field.hint = say(request, texts::status_answer_hint);
    field.error = error;
    field.value = std::string(request.form.get("antwort"));
    Html until;
    if (state.question && state.question->answer_by)
        until = web::paragraph(say(request, texts::status_answer_until,
                                   {written_day(*state.question->answer_by, request.language)}));
    return until +
           web::post_form(request, "/status/vorgang/antwort",
                          web::text_area(field, 6, request.language) + file_fields(request) +
                              web::button(say(request, texts::status_answer_send)),
                          web::Encoding::Multipart);
}

Response answer_route(Cases& cases, Request& request, const StatusVisit& visit) {
    const auto& state = visit.loaded.state;
    if (visit.depth != Depth::Content || state.state != State::WaitingForApplicant)
        return web::see_other(home);
    const auto text = trim(request.form.get("antwort"));
    const auto files = files_in(request);
    if (const auto fault = fault_of(request, text, files))
        return status_case_page(cases, request, visit, fault->field_id, fault->sentence);
    const auto sent = send(cases, visit.place, text, files);
    if (sent) return web::see_other(std::string(home) + "?getan=antwort");
    // Somebody was faster; the page shows what there is now.
    if (sent.error().kind == ErrorKind::Conflict) return web::see_other(home);
    return web::error_response(request, sent.error());
}

}  // namespace dw::cases
