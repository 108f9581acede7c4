#include "catalogue/quality_groups.h"

#include <map>
#include <tuple>

namespace dw::catalogue {

namespace {

// Deadlines name the other service in brackets at the end: "3 Tag | 5 Tag (L900100.hund)".
std::size_t begin_of_other(const QualityFinding& finding) {
    const bool named =
        finding.kind == QualityKind::DeadlinesDiffer && finding.details.ends_with(')');
    return named ? finding.details.rfind(" (") : std::string::npos;
}

std::string_view what_it_says(const QualityFinding& finding) {
    return std::string_view(finding.details).substr(0, begin_of_other(finding));
}

}  // namespace

std::vector<QualityGroup> grouped(std::span<const QualityFinding* const> findings) {
    using Same = std::tuple<QualityKind, std::string_view, std::string_view, std::string_view>;
    std::map<Same, std::size_t> known;
    std::vector<QualityGroup> groups;
    for (const QualityFinding* finding : findings) {
        const Same same{finding->kind, finding->title, finding->part, what_it_says(*finding)};
        // Without a name nobody knows whether it is the same service.
        const auto found = finding->title.empty() ? known.end() : known.find(same);
        if (found != known.end()) {
            groups[found->second].push_back(finding);
            continue;
        }
        known.emplace(same, groups.size());
        groups.push_back({finding});
    }
    return groups;
}

QualityPlace place_beside(const QualityFinding& first, const QualityFinding& other) {
    QualityPlace place;
    if (other.area != first.area) place.area = other.area;
    if (other.object != first.object) place.id = other.object.to_string();
    const std::size_t named = begin_of_other(other);
    if (place.area.key().empty() && place.id.empty() && named != std::string::npos)
        place.id = other.details.substr(named + 2, other.details.size() - named - 3);
    if (place.area.key().empty() && place.id.empty()) place.id = other.object.to_string();
    return place;
}

}  // namespace dw::catalogue
