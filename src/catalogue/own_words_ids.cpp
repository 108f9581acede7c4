#include "catalogue/own_words_ids.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/crypto.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t digits = 32;

// frozen: other installations know the objects by it
SourceId id_from(const std::string& what) {
    return {.agency = std::string(own_agency),
            .value = to_hex(sha256(as_bytes(what))).substr(0, digits)};
}

Ars only_area(const std::vector<Ars>& areas) {
    return areas.empty() ? Ars() : areas.front();
}

// The parts a variant has words for.
std::vector<std::string> parts_of(const Specialisation& variant) {
    std::vector<std::string> parts;
    for (const TextModule& module : variant.modules) parts.push_back(module.code);
    if (!variant.costs.empty()) parts.emplace_back("costs");
    if (!variant.deadlines.empty()) parts.emplace_back("deadlines");
    if (!variant.processing_times.empty()) parts.emplace_back("processing_times");
    if (!variant.documents.empty()) parts.emplace_back("documents");
    return parts;
}

}  // namespace

SourceId id_of_variant(const EditTarget& target) {
    return id_from(target.object.to_string() + '\n' + target.part + '\n' + target.area.padded());
}

SourceId id_of_added(const SourceId& service, const Ars& area, const SourceId& holder) {
    return id_from(service.to_string() + "\nresponsibility\n" + area.padded() + '\n' +
                   holder.to_string());
}

bool is_exported_own(const Specialisation& variant) {
    const auto parts = parts_of(variant);
    if (parts.size() != 1 || variant.areas.size() > 1) return false;
    return variant.id == id_of_variant({EditKind::Text, variant.service, parts.front(),
                                        only_area(variant.areas)});
}

bool is_exported_own(const Responsibility& added) {
    return added.areas.size() < 2 && added.role == "01" &&
           added.id == id_of_added(added.service, only_area(added.areas), added.holder);
}

}  // namespace dw::catalogue
