#include "web/json_schema.h"

#include <gtest/gtest.h>

#include "web/testing_schema.h"

namespace dw::web {

namespace {

using namespace schema;

const Json document = Json::object(
    {{"components",
      Json::object({{"schemas", Json::object({{"Dog", object({{"name", text()}})}})}})}});

std::size_t faults(std::string_view value, const Json& schema) {
    testing::SchemaCheck check(document);
    return check.faults(*parse_json(value), schema).size();
}

// The checks of the API are worth what this one finds.
TEST(JsonSchema, IsHeldStrictly) {
    const auto dog = object({{"name", text()}, {"age", or_null(integer(0, 30))}}, {"age"});
    EXPECT_EQ(faults(R"({"name":"Bello","age":3})", dog), 0U);
    EXPECT_EQ(faults(R"({"name":"Bello","age":null})", dog), 0U);
    EXPECT_EQ(faults(R"({"name":"Bello"})", dog), 0U);
    EXPECT_EQ(faults(R"({"age":3})", dog), 1U);
    EXPECT_EQ(faults(R"({"name":3})", dog), 1U);
    EXPECT_EQ(faults(R"({"name":"Bello","age":31})", dog), 1U);
    EXPECT_EQ(faults(R"({"name":"Bello","owner":"x"})", dog), 1U);
    EXPECT_EQ(faults(R"([])", dog), 2U);
    EXPECT_EQ(faults(R"([{"name":"a"},{"nam":"b"}])", list_of(reference("Dog"))), 2U);
    EXPECT_EQ(faults(R"({"name":"a"})", or_null(reference("Dog"))), 0U);
    EXPECT_EQ(faults("null", or_null(reference("Dog"))), 0U);
    EXPECT_GT(faults(R"({"name":1})", or_null(reference("Dog"))), 0U);
    EXPECT_GT(faults(R"({"name":"a"})", reference("Cat")), 0U);
    EXPECT_EQ(faults(R"({"de":"a","tr":"b"})", texts_by_language()), 0U);
    EXPECT_EQ(faults(R"({"de":null})", texts_by_language()), 1U);
    EXPECT_EQ(faults(R"("2026-02-30")", text_like("date")), 1U);
    EXPECT_EQ(faults(R"("red")", one_of({"green"})), 1U);
    EXPECT_EQ(faults("1", Json::object({{"multipleOf", 2}})), 1U);
}

TEST(JsonSchema, AnObjectTakesUpTheMembersOfAnother) {
    const auto whole = extended(object({{"a", text()}}), {{"b", text()}, {"c", text()}}, {"c"});
    EXPECT_EQ(faults(R"({"a":"1","b":"2"})", whole), 0U);
    EXPECT_EQ(faults(R"({"b":"2"})", whole), 1U);
    EXPECT_EQ(faults(R"({"a":"1","b":"2","c":"3","d":"4"})", whole), 1U);
}

}  // namespace

}  // namespace dw::web
