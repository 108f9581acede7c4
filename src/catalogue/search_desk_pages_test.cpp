#include "catalogue/search_desk_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/search_misses.h"
#include "identity/identity.h"

namespace dw::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SearchDesk : public testing::CatalogueTest {
  protected:
    // The route's handler as the gate would call it.
    std::string page() {
        web::Router router;
        add_search_desk_routes(router, catalogue());
        web::Request request;
        request.path = "/desk/searches";
        identity::Principal principal;
        principal.roles = {identity::Role::TeamLead};
        request.principal = principal;
        const auto found = router.find(request);
        EXPECT_NE(found.route, nullptr);
        return found.route->handler(request).body;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, SearchDesk, store::testing::databases(),
                         store::testing::database_name);

TEST_P(SearchDesk, ListsWhatWasMissedSeveralTimes) {
    EXPECT_THAT(page(), HasSubstr("keine Suche ohne Treffer"));
    const Date day = *parse_date("2026-11-23");
    SearchMisses misses(store());
    for (int i = 0; i < 3; ++i) misses.note("Pony <Weide>", day);
    misses.note("Drohne", day);
    ASSERT_TRUE(misses.write(day));
    EXPECT_THAT(page(), AllOf(HasSubstr("<a class=\"dw-link\" href=\"/suche?q=pony%20weide\">"),
                              HasSubstr("23.11.2026"), Not(HasSubstr("drohne"))));
}

}  // namespace
}  // namespace dw::catalogue
