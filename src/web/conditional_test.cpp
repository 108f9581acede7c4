#include "web/conditional.h"

#include <gtest/gtest.h>

namespace dw::web {
namespace {

Request asked_with(std::string tags) {
    Request request;
    request.headers["if-none-match"] = std::move(tags);
    return request;
}

TEST(Conditional, AnotherStateHasAnotherTag) {
    EXPECT_EQ(entity_tag("a"), entity_tag("a"));
    EXPECT_NE(entity_tag("a"), entity_tag("b"));
    EXPECT_TRUE(entity_tag("a").starts_with("W/\""));
}

TEST(Conditional, KnowsATagAmongOthersWeakOrStrong) {
    EXPECT_TRUE(is_known(asked_with("W/\"a\""), "W/\"a\""));
    EXPECT_TRUE(is_known(asked_with("\"b\", \"a\""), "W/\"a\""));
    EXPECT_TRUE(is_known(asked_with("*"), "W/\"a\""));
    EXPECT_FALSE(is_known(asked_with("W/\"aa\", a"), "W/\"a\""));
    EXPECT_FALSE(is_known(asked_with(",,"), "W/\"a\""));
    EXPECT_FALSE(is_known(asked_with("*"), ""));
    EXPECT_FALSE(is_known({}, "W/\"a\""));
}

TEST(Conditional, WhoHasTheAnswerGetsNoContent) {
    auto response = json_response("{}");
    add_entity_tag(response);
    const std::string tag(response.header("ETag"));
    answer_conditionally(response, asked_with("W/\"other\""));
    EXPECT_EQ(response.status, 200);
    answer_conditionally(response, asked_with(tag));
    EXPECT_EQ(response.status, 304);
    EXPECT_TRUE(response.body.empty());
    EXPECT_EQ(response.header("ETag"), tag);
}

TEST(Conditional, RefusalsAndWhatNobodyMayKeepHaveNoTag) {
    auto refused = json_response("{}", 404);
    add_entity_tag(refused);
    EXPECT_EQ(refused.header("ETag"), "");
    auto own = json_response("{}");
    own.header("Cache-Control", "no-store");
    add_entity_tag(own);
    EXPECT_EQ(own.header("ETag"), "");
}

}  // namespace
}  // namespace dw::web
