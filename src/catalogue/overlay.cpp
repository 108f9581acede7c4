#include "catalogue/overlay.h"

#include <algorithm>

#include "base/json.h"
#include "catalogue/content.h"
#include "terms/berlin.h"

namespace dw::catalogue {

namespace {

// What an empty part is of no use without: nothing is said here.
bool is_empty(const TextModule& module) {
    return module.links.empty() &&
           std::all_of(module.content.begin(), module.content.end(),
                       [](const auto& text) { return text.second.empty(); });
}

Json ids_of(const std::vector<SourceId>& ids) {
    Json list = Json::array();
    for (const SourceId& id : ids) list.add(Json(id.to_string()));
    return list;
}

Result<std::vector<SourceId>> ids_from(const Json& list) {
    std::vector<SourceId> ids;
    for (const Json& item : list.items()) {
        auto id = SourceId::parse(item.text_or(""));
        if (!id) return corrupt("catalogue.overlay", "an id of a responsibility cannot be read");
        ids.push_back(*std::move(id));
    }
    return ids;
}

void copy_field(Organisation& to, const Organisation& from, std::string_view field) {
    if (field == "name") to.name = from.name;
    if (field == "description") to.description = from.description;
    if (field == "addresses") to.addresses = from.addresses;
    if (field == "contacts") to.contacts = from.contacts;
    if (field == "opening_hours") to.opening_hours = from.opening_hours;
}

void copy_list(Service& to, const Service& from, std::string_view part) {
    if (part == "costs") to.costs = from.costs;
    if (part == "deadlines") to.deadlines = from.deadlines;
    if (part == "processing_times") to.processing_times = from.processing_times;
    if (part == "documents") to.documents = from.documents;
    if (part == "keywords") to.keywords = from.keywords;
}

template <class Object>
void note(Object& object, const Overlay& overlay) {
    std::erase_if(object.own_words,
                  [&](const OwnWords& words) { return words.part == overlay.target.part; });
    object.own_words.push_back(
        {.part = overlay.target.part, .by = overlay.by, .checked_on = berlin_date(overlay.at)});
}

}  // namespace

bool is_service_list(std::string_view part) {
    return std::ranges::find(service_lists, part) != std::end(service_lists);
}

Bytes part_of(const Service& service, std::string_view part) {
    if (is_service_list(part)) {
        Service only;
        copy_list(only, service, part);
        return to_content(only);
    }
    const TextModule* module = service.module(part);
    return part_from(module ? *module : TextModule{.code = std::string(part)});
}

Bytes part_of(const Organisation& organisation, std::string_view field) {
    Organisation only;
    copy_field(only, organisation, field);
    return to_content(only);
}

Bytes part_from(const TextModule& module) {
    Service only;
    if (!is_empty(module)) only.modules.push_back(module);
    return to_content(only);
}

Bytes part_from(const OwnResponsibilities& own) {
    const Json json = Json::object({{"added", ids_of(own.added)}, {"off", ids_of(own.off)}});
    return to_bytes(to_string(json));
}

Result<TextModule> module_from(BytesView part, std::string_view code) {
    DW_TRY(Service only, service_from_content(part));
    if (only.modules.empty()) return TextModule{.code = std::string(code)};
    return std::move(only.modules.front());
}

Result<Service> lists_from(BytesView part) {
    return service_from_content(part);
}

Result<Organisation> fields_from(BytesView part) {
    return organisation_from_content(part);
}

Result<OwnResponsibilities> responsibilities_from(BytesView part) {
    DW_TRY(const Json json, parse_json(as_text(part)));
    OwnResponsibilities own;
    DW_TRY(own.added, ids_from(json["added"]));
    DW_TRY(own.off, ids_from(json["off"]));
    return own;
}

void put_module(Service& service, TextModule module) {
    const auto same_code = [code = module.code](const TextModule& m) { return m.code == code; };
    const auto own = std::ranges::find_if(service.modules, same_code);
    const bool gone = is_empty(module);
    if (own == service.modules.end()) {
        if (!gone) service.modules.push_back(std::move(module));
    } else if (gone) {
        std::erase_if(service.modules, same_code);
    } else {
        // In place of all of that code, which may be for other times.
        const auto others = std::remove_if(own + 1, service.modules.end(), same_code);
        service.modules.erase(others, service.modules.end());
        *own = std::move(module);
    }
}

Outcome put_part(Service& service, std::string_view part, BytesView content) {
    if (is_service_list(part)) {
        DW_TRY(const Service lists, lists_from(content));
        copy_list(service, lists, part);
        return Nothing{};
    }
    DW_TRY(TextModule module, module_from(content, part));
    put_module(service, std::move(module));
    return Nothing{};
}

Outcome apply_overlays(Service& service, std::vector<Overlay> overlays) {
    for (const Overlay& overlay : overlays) {
        DW_TRY_DO(put_part(service, overlay.target.part, overlay.content));
        note(service, overlay);
    }
    return Nothing{};
}

Outcome apply_overlays(Organisation& organisation, std::vector<Overlay> overlays) {
    for (const Overlay& overlay : overlays) {
        DW_TRY(const Organisation fields, fields_from(overlay.content));
        copy_field(organisation, fields, overlay.target.part);
        note(organisation, overlay);
    }
    return Nothing{};
}

std::vector<Overlay> overlays_at(std::vector<Overlay> overlays, const std::optional<Ars>& place) {
    std::erase_if(overlays, [&](const Overlay& overlay) {
        return !overlay.target.area.contains(place.value_or(Ars{}));
    });
    std::stable_sort(overlays.begin(), overlays.end(), [](const Overlay& a, const Overlay& b) {
        const auto digits = [](const Overlay& overlay) { return overlay.target.area.key().size(); };
        return std::pair(digits(a), a.at) < std::pair(digits(b), b.at);
    });
    return overlays;
}

}  // namespace dw::catalogue
