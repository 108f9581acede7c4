#include "catalogue/precedence.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "catalogue/overlay.h"

namespace dw::catalogue {

namespace {

// Texts that are made for one area around the place. A smaller area has more digits.
struct Layer {
    std::size_t digits;
    bool asked;           // of the service that was asked for
    bool variant;         // of a specialisation
    bool own_words;       // of an administration
    const Service* from;  // the service it belongs to
    Ars area;
    const std::vector<TextModule>* modules;
    const std::vector<Cost>* costs;
    const std::vector<Period>*deadlines, *processing_times;
    const std::vector<Document>* documents;
};

// The smallest of the areas around the place; nothing when none is; the country when there is none.
std::optional<Ars> smallest_around(const std::vector<Ars>& areas, const Ars& place) {
    if (areas.empty()) return Ars();
    std::optional<Ars> smallest;
    for (const Ars& area : areas) {
        if (!area.contains(place)) continue;
        if (!smallest || area.key().size() > smallest->key().size()) smallest = area;
    }
    return smallest;
}

template <class Texts>
Layer layer_of(const Texts& texts, const Ars& area, const Service& from) {
    return {.digits = area.key().size(),
            .asked = false,
            .variant = false,
            .own_words = false,
            .from = &from,
            .area = area,
            .modules = &texts.modules,
            .costs = &texts.costs,
            .deadlines = &texts.deadlines,
            .processing_times = &texts.processing_times,
            .documents = &texts.documents};
}

void add_layers(const Described& described, const Ars& place, Date day, bool asked,
                std::vector<Layer>& layers) {
    const auto& service = described.service;
    auto area = smallest_around(service.areas, place);
    // What was asked for is shown wherever it is asked for.
    if (!area && asked) area = Ars();
    if (area && (asked || service.holds_on(day))) {
        layers.push_back(layer_of(service, *area, service));
        layers.back().asked = asked;
    }
    if (!area) return;
    for (const Specialisation& variant : described.specialisations) {
        const auto around = smallest_around(variant.areas, place);
        const bool own_words = variant.id.agency == own_agency;
        if (!around || !holds_on(variant.validity, day) || (own_words && !asked)) continue;
        layers.push_back(layer_of(variant, *around, service));
        layers.back().asked = asked;
        layers.back().variant = true;
        layers.back().own_words = own_words;
        // A variant for everywhere is still one of the service: not further away than it.
        if (!own_words) layers.back().digits = std::max(layers.back().digits, area->key().size());
    }
}

bool comes_before(const Layer& a, const Layer& b) {
    if (a.own_words != b.own_words) return a.own_words;
    if (a.digits != b.digits) return a.digits > b.digits;
    if (a.asked != b.asked) return a.asked;
    return a.variant && !b.variant;
}

// The first layer that has what is looked for, unless two services have it for the same area.
const Layer* first_with(const std::vector<Layer>& layers,
                        const std::function<bool(const Layer&)>& has) {
    for (auto layer = layers.begin(); layer != layers.end();) {
        if (!has(*layer)) {
            ++layer;
            continue;
        }
        if (layer->asked) return &*layer;
        const auto end = std::find_if(
            layer, layers.end(), [&](const Layer& other) { return other.digits != layer->digits; });
        const bool alone = std::none_of(layer, end, [&](const Layer& other) {
            return has(other) && other.from != layer->from;
        });
        if (alone) return &*layer;
        layer = end;
    }
    return nullptr;
}

const TextModule* module_of(const Layer& layer, std::string_view code) {
    const auto found = std::find_if(layer.modules->begin(), layer.modules->end(),
                                    [&](const TextModule& m) { return m.code == code; });
    return found == layer.modules->end() ? nullptr : &*found;
}

bool is_name(std::string_view code) {
    return code == "02" || code == "03";
}

class Composer {
  public:
    Composer(const Service& asked, std::vector<Layer> layers)
        : service_(asked), layers_(std::move(layers)) {}

    Service compose() {
        std::set<std::string> codes;
        for (const Layer& layer : layers_)
            for (const TextModule& module : *layer.modules) codes.insert(module.code);
        for (const auto& code : codes) take_module(code);
        take("costs", &Layer::costs, service_.costs);
        take("deadlines", &Layer::deadlines, service_.deadlines);
        take("processing_times", &Layer::processing_times, service_.processing_times);
        take("documents", &Layer::documents, service_.documents);
        return std::move(service_);
    }

  private:
    void note(const std::string& part, const Layer& layer) {
        if (!layer.asked) service_.origins.push_back({part, layer.from->id, layer.area});
    }
    void take_module(const std::string& code) {
        const auto* layer = first_with(layers_, [&](const Layer& each) {
            return module_of(each, code) != nullptr && (each.asked || !is_name(code));
        });
        if (layer == nullptr) return;
        TextModule module = *module_of(*layer, code);
        // A text in another language alone is no reason to take the German one away.
        for (auto next = layers_.begin(); !module.content.contains("de"); ++next) {
            if (next == layers_.end()) break;
            const auto* other = next->asked ? module_of(*next, code) : nullptr;
            if (other == nullptr) continue;
            const auto german = other->content.find("de");
            if (german != other->content.end()) module.content.insert(*german);
        }
        put_module(service_, std::move(module));
        note(code, *layer);
    }
    template <class Items>
    void take(const std::string& part, const Items* Layer::*items, Items& into) {
        const auto* layer =
            first_with(layers_, [&](const Layer& each) { return !(each.*items)->empty(); });
        if (layer == nullptr) return;
        into = *(layer->*items);
        note(part, *layer);
    }

    Service service_;
    std::vector<Layer> layers_;
};

}  // namespace

Service composed(const Described& asked, const std::vector<Described>& others, const Ars& place,
                 Date day) {
    std::vector<Layer> layers;
    add_layers(asked, place, day, true, layers);
    // A service for elsewhere is read there, not here.
    const bool is_for_here = smallest_around(asked.service.areas, place).has_value();
    if (is_for_here) {
        for (const Described& other : others) add_layers(other, place, day, false, layers);
    }
    std::stable_sort(layers.begin(), layers.end(), comes_before);
    return Composer(asked.service, std::move(layers)).compose();
}

}  // namespace dw::catalogue
