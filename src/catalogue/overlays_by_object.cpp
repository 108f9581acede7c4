#include "catalogue/overlays_by_object.h"

#include "catalogue/overlay_table.h"

namespace dw::catalogue {

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
        DW_TRY(TextModule module, module_from(overlay.content, overlay.target.part));
        state.local_words.push_back(std::move(module));
    }
    return put_into(*state.service);
}

}  // namespace dw::catalogue
