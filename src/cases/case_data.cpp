#include "cases/case_data.h"

namespace dw::cases {

Json case_data(const CaseState& state, const forms::Package& package) {
    const auto& opened = state.opened;
    Json fields = Json::array();
    for (const auto& group : package.groups) {
        for (const auto& field : group.fields) {
            const Json& value = opened.answers[field.id];
            if (value.is_null()) continue;
            fields.add(Json::object({{"id", field.id},
                                     {"fim_id", field.fim_id},
                                     {"group", group.id},
                                     {"label", field.label.de},
                                     {"value", value}}));
        }
    }
    Json documents = Json::array();
    for (const auto& document : state.documents)
        documents.add(Json::object({{"id", document.document.to_string()},
                                    {"name", document.file_name},
                                    {"media_type", document.media_type},
                                    {"size", document.size}}));
    return Json::object({{"format", 1},
                         {"number", opened.number},
                         {"package", opened.package_name},
                         {"package_version", opened.package_version},
                         {"service", opened.service.to_string()},
                         {"area", opened.place.key()},
                         {"received", to_string(opened.received)},
                         {"caution", package.caution.de},
                         {"fields", std::move(fields)},
                         {"documents", std::move(documents)}});
}

}  // namespace dw::cases
