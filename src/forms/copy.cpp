#include "forms/copy.h"

#include "base/json.h"
#include "forms/pdf_document.h"
#include "forms/texts.h"
#include "web/page.h"

namespace dw::forms {

namespace {

// Each question for files with the names of what was sent.
ReadableSection files(const Package& package, const std::vector<Upload>& uploads,
                      Language language) {
    ReadableSection section{std::string(texts::copy_files.in(language)), {}};
    for (const Upload& upload : uploads) {
        const FormField* field = package.field(upload.field);
        const std::string label = field ? field->label.in(language) : std::string();
        if (section.answers.empty() || section.answers.back().label != label) {
            section.answers.push_back({label, upload.file_name});
        } else {
            section.answers.back().value += ", " + upload.file_name;
        }
    }
    return section;
}

std::string title_of(const Package& package, Language language) {
    return format(texts::copy_title, language, {package.title.in(language)});
}

std::vector<ReadableSection> copy_sections(const Package& package, const Submission& submission,
                                           const CopyHead& head, Language language) {
    const auto row = [&](Text label, const std::string& value) {
        return ReadableAnswer{std::string(label.in(language)), value};
    };
    std::vector<ReadableSection> sections = {
        {"",
         {row(texts::copy_number, head.case_number), row(texts::copy_received, head.received),
          row(texts::copy_organisation, head.organisation_name)}}};
    for (ReadableSection& each : readable(package, submission.answers, language)) {
        sections.push_back(std::move(each));
    }
    if (!submission.uploads.empty()) {
        sections.push_back(files(package, submission.uploads, language));
    }
    sections.push_back({std::string(texts::copy_declaration.in(language)),
                        {{"", package.declaration.in(language)}}});
    return sections;
}

}  // namespace

Result<Bytes> submission_pdf(const Package& package, const Submission& submission,
                             const CopyHead& head, Language language) {
    PdfText text;
    text.title = title_of(package, language);
    text.language = language;
    text.created_at = head.received_at;
    if (web::site().example) text.banner = texts::copy_example.in(language);
    text.sections = copy_sections(package, submission, head, language);
    return pdf_document(text);
}

std::string submission_json(const Package& package, const Submission& submission,
                            const CopyHead& head) {
    Json uploads = Json::array();
    for (const Upload& upload : submission.uploads) {
        uploads.add(Json::object({{"field", upload.field},
                                  {"file_name", upload.file_name},
                                  {"media_type", upload.media_type},
                                  {"size", upload.size}}));
    }
    Json copy =
        Json::object({{"number", head.case_number},
                      {"received", to_string(head.received_at)},
                      {"organisation", Json::object({{"id", submission.organisation.to_string()},
                                                     {"name", head.organisation_name}})},
                      {"package", submission.package_name},
                      {"package_version", submission.package_version},
                      {"title", package.title.in(submission.language)},
                      {"service", submission.service.to_string()},
                      {"area", submission.place.padded()},
                      {"language", code_of(submission.language)},
                      {"channel", submission.channel},
                      {"answers", submission.answers},
                      {"uploads", std::move(uploads)},
                      {"declaration", package.declaration.in(submission.language)}});
    if (web::site().example) copy.set("example", true);
    return to_pretty_string(copy);
}

}  // namespace dw::forms
