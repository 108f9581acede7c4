#include "forms/copy.h"

namespace dw::forms {

std::string submission_json(const Package& package, const Submission& submission,
                            const CopyHead& head) {
    Json readable_sections = Json::array();
    for (const auto& section : readable(package, submission.answers, submission.language)) {
        Json answers = Json::array();
        for (const auto& answer : section.answers)
            answers.add(Json::object({{"question", answer.label}, {"answer", answer.value}}));
        readable_sections.add(Json::object({{"title", section.title}, {"answers", answers}}));
    }
    Json files = Json::array();
    for (const auto& upload : submission.uploads) {
        files.add(Json::object(
            {{"name", upload.file_name}, {"type", upload.media_type}, {"bytes", upload.size}}));
    }
    const Json copy = Json::object({{"number", head.case_number},
                                    {"received", to_string(head.received_at)},
                                    {"organisation", head.organisation_name},
                                    {"package", submission.package_name},
                                    {"package_version", submission.package_version},
                                    {"service", submission.service.to_string()},
                                    {"area", submission.place.padded()},
                                    {"language", code_of(submission.language)},
                                    {"answers", submission.answers},
                                    {"readable", readable_sections},
                                    {"files", files}});
    return to_string(copy);
}

}  // namespace dw::forms
