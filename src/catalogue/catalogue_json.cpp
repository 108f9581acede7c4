#include "catalogue/catalogue_json.h"

#include "catalogue/key_sources.h"
#include "catalogue/office_view.h"
#include "terms/berlin.h"

namespace dw::catalogue {

// Overloads for parts of objects; found by the types they are for.

static Json to_json(const ServiceKey& key) {
    return Json(key.digits());
}

static Json to_json(const Ars& area) {
    return Json(area.padded());
}

template <class Items>
static Json list_json(const Items& items) {
    auto list = Json::array();
    for (const auto& item : items) list.add(to_json(item));
    return list;
}

static Json or_null(const std::optional<Money>& amount) {
    return amount ? Json(amount->to_string()) : Json();
}

static Json or_null(const std::optional<int>& number) {
    return number ? Json(*number) : Json();
}

static Json or_null(const std::optional<Date>& day) {
    return day ? Json(to_string(*day)) : Json();
}

static Json or_null(std::string_view text) {
    return text.empty() ? Json() : Json(text);
}

static Json to_json(const Validity& validity) {
    return Json::object({{"from", or_null(validity.from)}, {"until", or_null(validity.until)}});
}

static Json to_json(const Link& link) {
    return Json::object({{"address", link.address},
                         {"title", link.title},
                         {"description", link.description},
                         {"language", or_null(link.language)}});
}

static Json to_json(const TextModule& module) {
    return Json::object({{"code", module.code},
                         {"content", to_json(module.content)},
                         {"links", list_json(module.links)},
                         {"validity", list_json(module.validity)}});
}

static Json to_json(const Cost& cost) {
    constexpr std::string_view kinds[] = {"fixed", "range", "free"};
    return Json::object({{"kind", kinds[static_cast<std::size_t>(cost.kind)]},
                         {"amount", or_null(cost.amount)},
                         {"lower", or_null(cost.lower)},
                         {"upper", or_null(cost.upper)},
                         {"currency", cost.currency},
                         {"description", to_json(cost.description)},
                         {"validity", list_json(cost.validity)}});
}

static Json to_json(const Period& period) {
    return Json::object({{"type", or_null(period.type)},
                         {"value", or_null(period.value)},
                         {"unit", or_null(period.unit)},
                         {"upper", or_null(period.upper)},
                         {"upperUnit", or_null(period.upper_unit)},
                         {"from", or_null(period.day_from)},
                         {"until", or_null(period.day_until)},
                         {"description", to_json(period.description)},
                         {"validity", list_json(period.validity)}});
}

static Json to_json(const Document& document) {
    return Json::object({{"name", to_json(document.name)},
                         {"description", to_json(document.description)},
                         {"validity", list_json(document.validity)}});
}

static Json to_json(const Address& address) {
    return Json::object({{"type", or_null(address.type)},
                         {"street", address.street},
                         {"houseNumber", address.house_number},
                         {"postcode", address.postcode},
                         {"town", address.town},
                         {"extra", or_null(address.extra)},
                         {"stepFreeAccess", or_null(address.access)},
                         {"line", one_line(address)}});
}

static Json to_json(const Contact& contact) {
    return Json::object(
        {{"channel", contact.channel}, {"value", contact.value}, {"note", or_null(contact.note)}});
}

static Json with_id(const SourceId& id) {
    return Json::object({{"id", id.to_string()}, {"agency", id.agency}, {"sourceId", id.value}});
}

static Json area_json(const AreaRegister& areas, const Ars& ars) {
    if (const auto* known = areas.find(ars)) return to_json(*known);
    return Json::object({{"ars", ars.padded()},
                         {"ags", Json()},
                         {"name", Json()},
                         {"officialName", Json()},
                         {"kind", Json()},
                         {"level", code_of(ars.level())}});
}

static Json because(const NamedCompetence& named, const AreaRegister& areas, const Judged& judged) {
    const auto& candidate = judged.candidate;
    const auto& responsibility = candidate.responsibility;
    const auto holder = named.names.find(responsibility.holder);
    auto name = holder == named.names.end() ? Json() : to_json(holder->second);
    return Json::object(
        {{"responsibility", responsibility.id.to_string()},
         {"service", responsibility.service.to_string()},
         {"organisation", responsibility.holder.to_string()},
         {"organisationName", std::move(name)},
         {"area", area_json(areas, candidate.area)},
         {"role", responsibility.role},
         {"validity", list_json(responsibility.validity)},
         {"source", candidate.source},
         {"date", to_string(candidate.imported_on)},
         {"verdict", code_of(judged.verdict)},
         {"text", Json::object({{"de", reason(named, judged, areas, Language::German)},
                                {"en", reason(named, judged, areas, Language::English)}})}});
}

static Json key_sources_json(const Service& service) {
    auto list = Json::array();
    for (const auto& key : service.keys) {
        const auto source = key_source(key);
        if (!source) continue;
        list.add(Json::object({{"key", key.digits()},
                               {"leikaList2019", source->in_list_of_2019},
                               {"publicPrograms", source->in_public_programs},
                               {"seenOn", to_string(source->seen_on)},
                               {"checked", source->is_checked()}}));
    }
    return list;
}

std::string_view code_of(AreaLevel level) {
    switch (level) {
        case AreaLevel::Country:
            return "country";
        case AreaLevel::Land:
            return "land";
        case AreaLevel::Region:
            return "region";
        case AreaLevel::District:
            return "district";
        case AreaLevel::Association:
            return "association";
        case AreaLevel::Municipality:
            return "municipality";
    }
    return "";
}

Json to_json(const Localized& text) {
    auto json = Json::object();
    for (const auto& [language, content] : text) json.set(language, content);
    return json;
}

// A city that is a district or a Land by itself has an AGS as well; only towns have inhabitants of
// their own in the register.
static std::optional<std::string> ags_of(const Area& area) {
    const bool city = area.population > 0 && area.ars.level() != AreaLevel::Association;
    if (!city || area.ars.level() == AreaLevel::Municipality) return area.ars.ags();
    std::string ags(area.ars.key());
    ags.resize(8, '0');
    return ags;
}

Json to_json(const Area& area) {
    const auto ags = ags_of(area);
    return Json::object({{"ars", area.ars.padded()},
                         {"ags", ags ? Json(*ags) : Json()},
                         {"name", area.short_name},
                         {"officialName", area.name},
                         {"kind", or_null(area.kind)},
                         {"level", code_of(area.ars.level())}});
}

static Json to_json(const OwnWords& words) {
    return Json::object(
        {{"part", words.part}, {"by", words.by}, {"checkedOn", to_string(words.checked_on)}});
}

// A text, or the list in place of the service's.
static Outcome add_local_words(Json& json, const Overlay& overlay) {
    const std::string& part = overlay.target.part;
    if (!is_service_list(part)) {
        DW_TRY(const auto text, module_from(overlay.content, part));
        json.set("text", to_json(text));
        return Nothing{};
    }
    DW_TRY(const Service lists, lists_from(overlay.content));
    if (part == "costs") json.set("costs", list_json(lists.costs));
    if (part == "deadlines") json.set("deadlines", list_json(lists.deadlines));
    if (part == "processing_times") json.set("processingTimes", list_json(lists.processing_times));
    if (part == "documents") json.set("documents", list_json(lists.documents));
    if (part == "keywords") json.set("keywords", list_json(lists.keywords));
    return Nothing{};
}

Result<Json> local_words_json(std::span<const Overlay> overlays) {
    auto list = Json::array();
    for (const auto& overlay : overlays) {
        if (overlay.target.area.key().empty()) continue;
        auto words = Json::object({{"area", overlay.target.area.padded()},
                                   {"by", overlay.by},
                                   {"checkedOn", to_string(berlin_date(overlay.at))}});
        DW_TRY_DO(add_local_words(words, overlay));
        list.add(std::move(words));
    }
    return list;
}

Json to_json(const Organisation& organisation) {
    auto json = with_id(organisation.id);
    json.set("name", in(organisation.name, Language::German));
    json.set("names", to_json(organisation.name));
    json.set("description", to_json(organisation.description));
    json.set("addresses", list_json(organisation.addresses));
    json.set("contacts", list_json(organisation.contacts));
    json.set("openingHours", to_json(organisation.opening_hours));
    json.set("parent", organisation.parent ? Json(organisation.parent->to_string()) : Json());
    json.set("ownWords", list_json(organisation.own_words));
    return json;
}

Json to_json(const OnlineService& online) {
    auto json = with_id(online.id);
    json.set("name", to_json(online.name));
    json.set("links", list_json(online.links));
    json.set("assuranceLevel", or_null(online.assurance_level));
    return json;
}

Json to_json(const Service& service) {
    auto json = with_id(service.id);
    json.set("title", to_json(service.title()));
    json.set("keys", list_json(service.keys));
    json.set("keySources", key_sources_json(service));
    json.set("texts", list_json(service.modules));
    json.set("costs", list_json(service.costs));
    json.set("deadlines", list_json(service.deadlines));
    json.set("processingTimes", list_json(service.processing_times));
    json.set("documents", list_json(service.documents));
    json.set("keywords", list_json(service.keywords));
    auto topics = Json::array();
    for (const auto& topic : service.topics) topics.add(topic);
    json.set("topics", std::move(topics));
    json.set("areas", list_json(service.areas));
    json.set("assuranceLevel", or_null(service.assurance_level));
    json.set("validity", list_json(service.validity));
    json.set("approvedOn", or_null(service.approved_on));
    json.set("changedAt", service.changed_at ? Json(to_string(*service.changed_at)) : Json());
    auto origins = Json::array();
    for (const auto& origin : service.origins)
        origins.add(Json::object({{"part", origin.part},
                                  {"service", origin.service.to_string()},
                                  {"area", origin.area.padded()}}));
    json.set("origins", std::move(origins));
    json.set("ownWords", list_json(service.own_words));
    return json;
}

namespace {

Json reason_json(const HitReason& reason) {
    constexpr std::string_view names[] = {"listed", "title", "otherWord", "text"};
    return Json::object({{"kind", names[static_cast<std::size_t>(reason.kind)]},
                         {"word", reason.word.empty() ? Json() : Json(reason.word)}});
}

}  // namespace

Json to_json(const SearchHit& hit) {
    auto json = with_id(hit.service);
    json.set("title", hit.title);
    json.set("language", dw::code_of(hit.title_language));
    json.set("teaser", hit.teaser);
    json.set("keys", list_json(hit.keys));
    json.set("offeredHere", hit.offered_here);
    json.set("because", reason_json(hit.reason));
    return json;
}

Json competence_json(const NamedCompetence& named, const AreaRegister& areas, const Ars& place) {
    auto organisations = list_json(named.organisations);
    auto reasons = Json::array();
    for (const auto& judged : named.competence.judged) {
        reasons.add(because(named, areas, judged));
    }
    const bool known = !named.organisations.empty();
    return Json::object({{"organisation", known ? to_json(named.organisations.front()) : Json()},
                         {"organisations", std::move(organisations)},
                         {"because", std::move(reasons)},
                         {"place", area_json(areas, place)}});
}

}  // namespace dw::catalogue
