#include "catalogue/coverage.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace dw::catalogue {

namespace {

constexpr std::array<std::size_t, 6> key_lengths{12, 9, 5, 3, 2, 0};
constexpr std::size_t district_digits = 5, land_digits = 2;

// A question about every area on the way up costs a look-up for each length of keys.
class KeySet {
  public:
    explicit KeySet(const std::vector<Ars>& areas) {
        for (const auto& area : areas) keys_.insert(std::string(area.key()));
    }
    bool contains(std::string_view key) const {
        return std::ranges::any_of(key_lengths, [&](std::size_t length) {
            return length <= key.size() && keys_.contains(std::string(key.substr(0, length)));
        });
    }

  private:
    std::unordered_set<std::string> keys_;
};

class Offices {
  public:
    explicit Offices(const std::vector<CoverageFacts::Office>& offices) {
        for (const auto& office : offices) {
            bool& has_form = forms_[std::string(office.area.key())];
            has_form = has_form || office.has_form;
        }
    }
    bool has_form(std::string_view key) const {
        for (const std::size_t length : key_lengths) {
            if (length > key.size()) continue;
            const auto found = forms_.find(std::string(key.substr(0, length)));
            if (found != forms_.end()) return found->second;
        }
        return false;
    }

  private:
    std::unordered_map<std::string, bool> forms_;
};

// The line of the area's unit with so many digits; lines are made in the order of keys.
CoverageLine& line_of(std::vector<CoverageLine>& lines, const AreaRegister& areas,
                      const Area& municipality, std::size_t digits) {
    const auto key = municipality.ars.key().substr(0, digits);
    if (!lines.empty() && lines.back().area->ars.key() == key) return lines.back();
    const auto ars = Ars::parse(std::string(key));
    const Area* area = ars ? areas.find(*ars) : nullptr;
    if (area == nullptr) area = &municipality;
    if (lines.empty() || lines.back().area != area) lines.push_back({area, {}});
    return lines.back();
}

}  // namespace

std::int64_t CoverageCount::permille() const {
    if (covered_residents >= residents) return residents == 0 ? 0 : 1000;
    return std::min<std::int64_t>((covered_residents * 2000 / residents + 1) / 2, 999);
}

void CoverageCount::add(const CoverageCount& other) {
    municipalities += other.municipalities;
    covered += other.covered;
    residents += other.residents;
    covered_residents += other.covered_residents;
}

Coverage coverage_of(const AreaRegister& areas, const CoverageFacts& facts) {
    const KeySet scope(facts.scope), online(facts.online);
    const Offices offices(facts.offices);
    Coverage coverage;
    for (const Area& area : areas.all()) {
        if (!is_municipality(area)) continue;
        const auto key = area.ars.key();
        if (!facts.scope.empty() && !scope.contains(key)) continue;
        const auto way = offices.has_form(key)  ? OnlineWay::OwnForm
                         : online.contains(key) ? OnlineWay::OnlineService
                                                : OnlineWay::None;
        const bool covered = way != OnlineWay::None;
        const CoverageCount one{1, covered ? 1 : 0, area.population, covered ? area.population : 0};
        coverage.municipalities.push_back({&area, way});
        coverage.total.add(one);
        line_of(coverage.lands, areas, area, land_digits).count.add(one);
        line_of(coverage.districts, areas, area, district_digits).count.add(one);
    }
    return coverage;
}

}  // namespace dw::catalogue
