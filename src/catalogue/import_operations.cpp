#include "catalogue/import_operations.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "catalogue/source_ids.h"

namespace dw::catalogue {

using xzufi::Element;
using xzufi::Name;
using xzufi::Objekt;

namespace {

using EachWrite = std::function<Outcome(const WriteOperation&, const Element&)>;

ObjectKind responsibility_of(Holder holder) {
    return holder == Holder::Organisation ? ObjectKind::OrganisationResponsibility
                                          : ObjectKind::OnlineResponsibility;
}

Outcome for_each_responsibility(const Element& parent, const ResponsibilityHolder& holder,
                                const EachWrite& each) {
    for (const Element child : parent) {
        if (child.name() != Name::zustaendigkeit) continue;
        const WriteOperation write{
            .kind = responsibility_of(holder.kind), .id = id_of(child), .holder = holder};
        DW_TRY_DO(each(write, child));
    }
    return Nothing{};
}

std::size_t first_slot(std::uint64_t key, std::size_t slots) {
    return static_cast<std::size_t>(key ^ (key >> 32U)) & (slots - 1);
}

}  // namespace

Outcome for_each_write(Objekt objekt, const Element& element, const EachWrite& each) {
    const SourceId id = id_of(element);
    switch (objekt) {
        case Objekt::Leistung:
            return each({.kind = ObjectKind::Service, .id = id, .holder = {}}, element);
        case Objekt::Spezialisierung:
            return each({.kind = ObjectKind::Specialisation, .id = id, .holder = {}}, element);
        case Objekt::Organisationseinheit:
            DW_TRY_DO(each({.kind = ObjectKind::Organisation, .id = id, .holder = {}}, element));
            return for_each_responsibility(element, {Holder::Organisation, id, true}, each);
        case Objekt::Onlinedienst:
            DW_TRY_DO(each({.kind = ObjectKind::OnlineService, .id = id, .holder = {}}, element));
            return for_each_responsibility(element, {Holder::OnlineService, id, true}, each);
        case Objekt::ZustaendigkeitTransferObjekt:
            return for_each_responsibility(element, holder_of_transfer(element), each);
    }
    return Nothing{};
}

// XZuFi: Leistung, LeistungSpezialisierung, Organisationseinheit, Onlinedienst, Zustaendigkeit;
// writers add prefixes and the names of subtypes.
std::vector<ObjectKind> kinds_of(const xzufi::Loesche& loesche) {
    std::string klasse = lower(loesche.klasse);
    klasse.erase(0, klasse.find(':') + 1);
    if (klasse.starts_with("zustaendigkeit")) {
        const std::string type = klasse + " " + lower(loesche.id.schemeID);
        if (type.find("onlinedienst") != type.npos) return {ObjectKind::OnlineResponsibility};
        if (type.find("organisationseinheit") != type.npos) {
            return {ObjectKind::OrganisationResponsibility};
        }
        return {ObjectKind::OrganisationResponsibility, ObjectKind::OnlineResponsibility};
    }
    if (klasse.ends_with("spezialisierung")) return {ObjectKind::Specialisation};
    if (klasse == "leistung") return {ObjectKind::Service};
    if (klasse.starts_with("organisationseinheit")) return {ObjectKind::Organisation};
    if (klasse.starts_with("onlinedienst")) return {ObjectKind::OnlineService};
    return {};
}

std::uint64_t operation_key(ObjectKind kind, const SourceId& id) {
    return operation_key(kind, ref_of(id));
}

std::uint64_t operation_key(ObjectKind kind, std::int64_t ref) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // spreads the kinds over all 64 bits
    return static_cast<std::uint64_t>(ref) + (static_cast<std::uint64_t>(kind) + 1) * odd;
}

void ImportPlan::note(std::uint64_t key, std::uint16_t bits) {
    ++ordinal_;
    Slot* known = const_cast<Slot*>(find(key));
    const bool was_written_once = known == nullptr && written_once_.contains(key);
    if (known == nullptr && !was_written_once && bits == written_bit) {
        written_once_.add(key);
        return;
    }
    const std::uint16_t repeated =
        known != nullptr || was_written_once ? repeated_bit : std::uint16_t{0};
    Slot& slot = known != nullptr ? *known : add(key);
    if (was_written_once) slot.bits = written_bit;
    slot.last = ordinal_;
    const std::uint16_t last_writes = bits == written_bit ? last_writes_bit : std::uint16_t{0};
    slot.bits =
        static_cast<std::uint16_t>((slot.bits & written_bit) | bits | repeated | last_writes);
}

ImportPlan::Slot& ImportPlan::add(std::uint64_t key) {
    if (slots_.size() < 64 || used_ * 2 >= slots_.size()) grow();
    std::size_t at = first_slot(key, slots_.size());
    while (slots_[at].last != 0) at = (at + 1) & (slots_.size() - 1);
    ++used_;
    slots_[at].key = key;
    return slots_[at];
}

void ImportPlan::grow() {
    std::vector<Slot> larger(slots_.empty() ? 64 : slots_.size() * 2);
    for (const Slot& slot : slots_) {
        if (slot.last == 0) continue;
        std::size_t at = first_slot(slot.key, larger.size());
        while (larger[at].last != 0) at = (at + 1) & (larger.size() - 1);
        larger[at] = slot;
    }
    slots_ = std::move(larger);
}

const ImportPlan::Slot* ImportPlan::find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    std::size_t at = first_slot(key, slots_.size());
    while (slots_[at].last != 0) {
        if (slots_[at].key == key) return &slots_[at];
        at = (at + 1) & (slots_.size() - 1);
    }
    return nullptr;
}

ImportPlan::Passed ImportPlan::pass(std::uint64_t key, Presence after) {
    ++passed_;
    Slot* slot = const_cast<Slot*>(find(key));
    if (slot == nullptr)
        return {.is_last = written_once_.contains(key), .before = Presence::Unknown};
    const Presence before = std::exchange(slot->passed, after);
    return {.is_last = slot->last == passed_, .before = before};
}

bool ImportPlan::is_written(std::uint64_t key) const {
    const Slot* slot = find(key);
    return slot != nullptr ? (slot->bits & written_bit) != 0 : written_once_.contains(key);
}

bool ImportPlan::ends_as_written(std::uint64_t key) const {
    const Slot* slot = find(key);
    return slot != nullptr ? (slot->bits & last_writes_bit) != 0 : written_once_.contains(key);
}

bool ImportPlan::is_named_once(std::uint64_t key) const {
    const Slot* slot = find(key);
    return slot != nullptr ? (slot->bits & repeated_bit) == 0 : written_once_.contains(key);
}

bool ImportPlan::shares_nothing_with(const ImportPlan& other) const {
    const auto is_new = [&](std::uint64_t key) {
        return other.find(key) == nullptr && !other.written_once_.contains(key);
    };
    return written_once_.all_of(is_new) &&
           std::none_of(slots_.begin(), slots_.end(),
                        [&](const Slot& slot) { return slot.last != 0 && !is_new(slot.key); });
}

}  // namespace dw::catalogue
