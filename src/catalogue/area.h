// Areas: the tree of official regional keys, kept in memory (about 17,000 of them), and finding a
// place.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/database.h"
#include "terms/ars.h"

namespace dw::catalogue {

struct Area {
    Ars ars;
    std::string name;             // "Bremerhaven, Stadt" as the register writes it
    std::string short_name;       // "Bremerhaven"
    std::string kind;             // "Stadt", "Landkreis", "Amt" …; "" when unknown
    std::int64_t population = 0;  // 0: unknown
};

// A town or village of its own, whoever it does its administration with; no forest where nobody
// lives, and no part of a town.
bool is_municipality(const Area& area);

// A key of a municipality that is gone, and what is there today.
struct FormerArea {
    Ars ars;
    std::string name;
    const Area* today;
    // The same municipality with another key or merged with others; false: only the smallest unit
    // around it is known.
    bool goes_on = false;
    Date last_seen, missing;  // days of the registers that had it, and had it no longer
};

struct Place {
    const Area* area;
    std::string explanation;  // what tells it from places of the same name: its district and Land
    // "Neustadt a.d.Aisch, Landkreis Neustadt a.d.Aisch-Bad Windsheim, Bayern"
    std::string full_name() const {
        return explanation.empty() ? area->short_name : area->short_name + ", " + explanation;
    }
};

struct NamedHome {
    std::int64_t population = 0;
    bool is_whole = false;  // the whole name, not only its first words ("Frankfurt")
    bool is_town = false;   // in its own right, by a whole name or the usual short form of one
    bool is_part = false;   // only parts of towns have the name
};

// The register, read-only after loading; shared by all threads.
class AreaRegister {
  public:
    // From the files packed into the program (data/areas).
    static Result<std::unique_ptr<AreaRegister>> load();

    // The unit, or nullptr. An association of one municipality is that municipality.
    const Area* find(const Ars& ars) const;
    const Area* find_ags(std::string_view ags) const;  // 8 digits; only municipalities and cities
    // An ARS or AGS that is gone; nullptr for one of today, and for one that never was.
    const FormerArea* find_former(std::string_view key) const;
    std::span<const FormerArea> former() const;
    // Today's key of an area that is gone; the same key for every other one.
    Ars today(const Ars& ars) const;
    // A name, its beginning, a postcode, an ARS in both forms or an AGS. Best first; more than one:
    // ask.
    std::vector<Place> find_places(std::string_view written, std::size_t limit) const;
    // Where people live: municipalities, cities and their parts; another unit only where nothing
    // else has the name. A postcode, a key of 8 or 12 digits, a name or its beginning, also with
    // what explains it: "Neustadt, Hessen". Whole names come before beginnings of names.
    std::vector<Place> find_homes(std::string_view written, std::size_t limit) const;
    // What is known of the largest home that a text names; nothing when it names none.
    std::optional<NamedHome> named_home(std::string_view written) const;
    // Towns whose names differ by a slip or two from a misspelt one, the likeliest first.
    std::vector<const Area*> similar_homes(std::string_view misspelt) const;
    // The municipality or city the area is or lies in; nullptr above that.
    const Area* town_of(const Ars& ars) const;
    // False only for a postcode the register knows in other districts only.
    bool may_have_postcode(const Ars& ars, std::string_view postcode) const;
    // From the area up to the Land, the area first.
    std::vector<const Area*> way_up(const Ars& ars) const;
    std::vector<std::string> postcodes_of(const Ars& ars) const;
    std::span<const Area> all() const;

  private:
    struct Parts;
    std::vector<Place> homes_among(const std::vector<std::uint32_t>& found) const;
    explicit AreaRegister(std::shared_ptr<const Parts> parts);
    std::shared_ptr<const Parts> parts_;
};

}  // namespace dw::catalogue
