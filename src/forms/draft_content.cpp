#include "forms/draft_content.h"

namespace dw::forms {

namespace {

Json upload_to_json(const Upload& upload) {
    return Json::object({{"field", upload.field},
                         {"file_name", upload.file_name},
                         {"media_type", upload.media_type},
                         {"size", upload.size},
                         {"blob", upload.blob.to_string()},
                         {"key", upload.key.to_string()}});
}

std::optional<Upload> upload_from_json(const Json& json) {
    const auto blob = store::BlobId::parse(json["blob"].text_or(""));
    const auto key = store::KeyId::parse(json["key"].text_or(""));
    if (!blob || !key) return std::nullopt;
    return Upload{std::string(json["field"].text_or("")),
                  std::string(json["file_name"].text_or("")),
                  std::string(json["media_type"].text_or("")),
                  json["size"].as_integer().value_or(0),
                  *blob,
                  *key};
}

Error unreadable() {
    return corrupt("forms.draft_content", "sealed content of a draft");
}

}  // namespace

std::string draft_to_text(const Draft& draft) {
    Json uploads = Json::array();
    for (const Upload& upload : draft.uploads) uploads.add(upload_to_json(upload));
    Json answered = Json::array();
    for (const std::string& group : draft.answered) answered.add(group);
    Json typed = Json::array();
    for (const auto& [name, value] : draft.typed) {
        typed.add(Json::object({{"name", name}, {"value", value}}));
    }
    Json content = Json::object({{"package", draft.package_name},
                                 {"service", draft.service.to_string()},
                                 {"organisation", draft.organisation.to_string()},
                                 {"place", draft.place.padded()},
                                 {"language", code_of(draft.language)},
                                 {"answers", draft.answers},
                                 {"uploads", std::move(uploads)},
                                 {"typed", std::move(typed)},
                                 {"answered", std::move(answered)},
                                 {"code", draft.code}});
    if (draft.clerk) {
        content.set("clerk", draft.clerk->to_string());
        content.set("recording", draft.recording);
    }
    if (draft.confirmation) content.set("confirmation", *draft.confirmation);
    return to_string(content);
}

Outcome fill_draft(Draft& draft, std::string_view text) {
    DW_TRY(const Json content, parse_json(text));
    const auto service = catalogue::SourceId::parse(content["service"].text_or(""));
    const auto organisation = catalogue::SourceId::parse(content["organisation"].text_or(""));
    if (!service || !organisation || !content["answers"].as_object()) return unreadable();
    DW_TRY(draft.place, Ars::parse(content["place"].text_or("")));
    draft.service = *service;
    draft.organisation = *organisation;
    draft.package_name = std::string(content["package"].text_or(""));
    draft.language = language_from_code(content["language"].text_or("")).value_or(Language::German);
    draft.answers = content["answers"];
    for (const Json& each : content["uploads"].items()) {
        const auto upload = upload_from_json(each);
        if (!upload) return unreadable();
        draft.uploads.push_back(*upload);
    }
    for (const Json& each : content["typed"].items()) {
        draft.typed.emplace_back(each["name"].text_or(""), each["value"].text_or(""));
    }
    for (const Json& group : content["answered"].items()) {
        draft.answered.emplace_back(group.text_or(""));
    }
    draft.code = std::string(content["code"].text_or(""));
    if (content.has("clerk")) {
        draft.clerk = identity::PersonId::parse(content["clerk"].text_or(""));
        if (!draft.clerk) return unreadable();
        draft.recording = content["recording"];
    }
    if (content.has("confirmation")) draft.confirmation = content["confirmation"];
    return Nothing{};
}

}  // namespace dw::forms
