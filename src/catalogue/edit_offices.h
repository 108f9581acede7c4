// Who is in charge of a service before an edit of its responsibility, and who would be afterwards.
#pragma once

#include <vector>

#include "catalogue/edit_visit.h"

namespace dw::catalogue {

struct OfficeThen {
    Organisation office;
    bool online = false;  // has a form of our own for the service
};
struct OfficesThen {
    std::vector<OfficeThen> now, then;
    bool wider_area = false;  // nobody is entered in exactly this area then
    // Several would be in charge who are not today.
    bool asks_several() const;
    // There is a form today, and none then.
    bool loses_online() const;
};
Result<OfficesThen> offices_then(const EditVisit& visit, const EditTarget& target,
                                 const OwnResponsibilities& own);

// "Amt A und Amt B"
std::string names_of(const EditVisit& visit, const std::vector<OfficeThen>& offices);
// Who will be in charge, and a warning where nobody can apply online any more.
web::Html in_charge_then(const EditVisit& visit, const EditTarget& target,
                         const OfficesThen& offices);

}  // namespace dw::catalogue
