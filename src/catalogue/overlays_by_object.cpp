#include "catalogue/overlays_by_object.h"

#include "catalogue/overlay_table.h"

namespace dw::catalogue {

namespace {

constexpr std::string_view title_code = "03";  // its words are found as well as a title's

// Of a list what people search for: the documents, and keywords, which weigh more. Without any it
// is still said that there is one.
Result<std::vector<TextModule>> local_words_of(const Overlay& overlay) {
    const std::string& part = overlay.target.part;
    if (!is_service_list(part)) {
        DW_TRY(TextModule module, module_from(overlay.content, part));
        return std::vector<TextModule>{std::move(module)};
    }
    DW_TRY(const Service lists, lists_from(overlay.content));
    std::vector<TextModule> words{{.code = part}};
    for (const Document& document : lists.documents) {
        words.push_back({.code = part, .content = document.name});
        words.push_back({.code = part, .content = document.description});
    }
    for (const Localized& keyword : lists.keywords)
        words.push_back({.code = std::string(title_code), .content = keyword});
    return words;
}

}  // namespace

Result<OverlaysByObject> OverlaysByObject::load(store::Connection& connection, EditKind kind) {
    OverlaysByObject all;
    DW_TRY(auto overlays, load_overlays(connection, kind));
    for (Overlay& overlay : overlays)
        all.by_object_[overlay.target.object].push_back(std::move(overlay));
    return all;
}

std::span<const Overlay> OverlaysByObject::of(const SourceId& object) const {
    const auto found = by_object_.find(object);
    return found == by_object_.end() ? std::span<const Overlay>() : found->second;
}

Outcome OverlaysByObject::put_into(Service& service) const {
    const auto overlays = of(service.id);
    return apply_overlays(service, overlays_at({overlays.begin(), overlays.end()}, {}));
}

Outcome OverlaysByObject::put_into(Organisation& organisation) const {
    const auto overlays = of(organisation.id);
    return apply_overlays(organisation, overlays_at({overlays.begin(), overlays.end()}, {}));
}

Outcome OverlaysByObject::put_into(ServiceState& state) const {
    if (!state.service) return Nothing{};
    for (const Overlay& overlay : of(state.id)) {
        if (overlay.target.area.key().empty()) continue;
        DW_TRY(auto words, local_words_of(overlay));
        for (TextModule& module : words) state.local_words.push_back(std::move(module));
    }
    return put_into(*state.service);
}

}  // namespace dw::catalogue
