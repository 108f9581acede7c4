// The texts of a service on its page, in the order in which people need them.
#pragma once

#include "catalogue/service.h"
#include "web/html.h"

namespace dw::catalogue {

// Cost, duration and deadline in few words.
web::Html key_facts(const Service& service, Language language);
// What it is about, who may, what is needed, how it goes, cost, duration, deadline, legal basis …
web::Html service_sections(const Service& service, Language language);
// LeiKa key, source and dates.
web::Html about_description(const Service& service, Language language);

}  // namespace dw::catalogue
