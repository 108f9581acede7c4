// The offices and people of the example, read from example/desks.json.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "catalogue/service.h"
#include "identity/identity.h"

namespace dw::app {

struct ExamplePerson {
    std::string login, name;
    std::vector<identity::Role> roles;
    Bytes totp_secret;  // made from the login, so that the page with the accounts needs no database
};
struct ExampleDesk {
    std::string tenant, organisation, team;
    std::string package;  // what its cases are about
    Ars area;             // where its editors change the catalogue
    catalogue::SourceId catalogue_id;
    std::vector<ExamplePerson> people;
};
struct ExampleDesks {
    std::string password;
    std::vector<ExampleDesk> desks;
};

Result<ExampleDesks> example_desks();
std::string_view example_file(std::string_view path);  // a file packed from example/

}  // namespace dw::app
