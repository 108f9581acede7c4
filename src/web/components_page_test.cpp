#include "web/components_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::web {

TEST(ComponentsPage, EveryViewAnswersInBothLanguagesAndIsNotIndexed) {
    Router router;
    add_components_routes(router);
    EXPECT_EQ(router.routes().size(), 6U);
    for (const auto& route : router.routes()) {
        for (const Language language : {Language::German, Language::English}) {
            Request request;
            request.path = route.path;
            request.language = language;
            const Response response = route.handler(request);
            EXPECT_EQ(response.status, 200) << route.path;
            EXPECT_THAT(response.body, testing::HasSubstr("noindex"));
            EXPECT_THAT(response.body, testing::HasSubstr("<h1"));
        }
    }
}

}  // namespace dw::web
