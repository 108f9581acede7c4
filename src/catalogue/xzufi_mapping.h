// From XZuFi objects to catalogue objects. What cannot be taken over is said as a Remark; an object
// without id, with an impossible date or key is not taken over at all.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalogue/area.h"
#include "catalogue/html_reduction.h"
#include "catalogue/service.h"
#include "standards/xzufi/element.h"

namespace dw::catalogue {

struct Remark {
    std::string code;  // key of a text, e.g. "import_bad_key"
    std::vector<std::string> arguments;
};

// What there is to say about one object.
struct Remarks {
    std::optional<Remark> skipped;        // set: the object is not taken over, for this reason
    std::vector<Remark> notes;            // it is, but for this
    std::set<std::string> languages;      // other than the agreed de and en
    std::set<std::string> former_areas;   // "old key → today's key"
    std::set<std::string> unknown_areas;  // well-formed keys that the register does not have
    std::set<std::string> unused;  // "kommunikation/gueltigkeit": read, but nothing is made of it
    HtmlRemoval removed = HtmlRemoval::None;
};

template <class T>
struct Mapped {
    T object;
    Remarks remarks;
};

// A responsibility belongs to what it is nested in, or to the object its transfer names.
struct ResponsibilityHolder {
    Holder kind = Holder::Organisation;
    SourceId id;
    bool kind_is_stated = false;  // else it is that of the object which has this id
};

Mapped<Service> map_leistung(const xzufi::Element& leistung, const AreaRegister& areas);
Mapped<Specialisation> map_spezialisierung(const xzufi::Element& spezialisierung,
                                           const AreaRegister& areas);
Mapped<Organisation> map_organisationseinheit(const xzufi::Element& organisationseinheit);
Mapped<OnlineService> map_onlinedienst(const xzufi::Element& onlinedienst);
Mapped<Responsibility> map_zustaendigkeit(const xzufi::Element& zustaendigkeit,
                                          const ResponsibilityHolder& holder,
                                          const AreaRegister& areas);
// Of a zustaendigkeitTransferObjekt; without a usable id its value is "".
ResponsibilityHolder holder_of_transfer(const xzufi::Element& transfer);

// The organisation above it.
std::optional<SourceId> parent_of(const xzufi::Element& organisationseinheit);

SourceId to_source_id(const xzufi::Identifikator& id);
// The id of the object itself, its value "" when it has none.
SourceId id_of(const xzufi::Element& object);

}  // namespace dw::catalogue
