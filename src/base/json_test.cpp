#include "base/json.h"

#include <gtest/gtest.h>

namespace dw {

namespace {

std::string round_trip(std::string_view text) {
    const auto json = parse_json(text);
    return json ? to_string(*json) : json.error().code + " " + json.error().message;
}

TEST(Json, ReadsAndWritesEveryKindOfValueInItsOrder) {
    const std::string text =
        R"({"z":1,"a":[null,true,false,-7,1.5,1e+30,"Straße \"9\"\n"],"o":{},"l":[]})";
    EXPECT_EQ(round_trip(text), text);
    EXPECT_EQ(round_trip(" 3.0 "), "3.0");
    EXPECT_EQ(round_trip(R"("\u00fc\ud83d\ude00\u0001")"), "\"ü😀\\u0001\"");
}

TEST(Json, KeepsNumbersExact) {
    EXPECT_EQ(round_trip("9223372036854775807"), "9223372036854775807");
    EXPECT_EQ(round_trip("-9223372036854775808"), "-9223372036854775808");
    EXPECT_EQ(parse_json("18446744073709551615")->as_number(), 18446744073709551615.0);
    EXPECT_EQ(parse_json("0.1")->as_number(), 0.1);
    EXPECT_EQ(parse_json("8.533e+68")->as_number(), 8.533e+68);
    EXPECT_EQ(parse_json("3")->as_integer(), 3);
    EXPECT_FALSE(parse_json("3.0")->as_integer());
    EXPECT_EQ(parse_json("1e400").error().code, "json.number_too_large");
    EXPECT_EQ(parse_json("1e-400")->as_number(), 0.0);
}

TEST(Json, NamesLineAndColumnOfAMistake) {
    const auto json = parse_json("{\n  \"a\": 1,\n  \"b\" 2\n}");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(json.error().code, "json.syntax");
    EXPECT_EQ(json.error().message.find("line 3, column 7: "), 0U) << json.error().message;
}

TEST(Json, RefusesWhatIsNotJson) {
    for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "[1] 2", "01", "+1", "nul", "NaN",
                             "'a'", "\"\n\"", "// c\n1", "\"\xff\"", "\"\\ud800\"", "[1", "\"a"}) {
        const auto json = parse_json(text);
        ASSERT_FALSE(json) << text;
        EXPECT_EQ(json.error().code, "json.syntax") << text;
    }
}

TEST(Json, RefusesAKeyThatStandsTwice) {
    EXPECT_EQ(parse_json(R"({"a":1,"b":{"c":1,"c":2}})").error().code, "json.duplicate_key");
    EXPECT_TRUE(parse_json(R"([{"a":1},{"a":1}])"));
}

TEST(Json, RefusesTheNullCharacter) {
    EXPECT_EQ(parse_json(R"(["\u0000"])").error().code, "json.null_character");
    EXPECT_EQ(parse_json(R"({"a\u0000":1})").error().code, "json.null_character");
}

TEST(Json, BoundsDepthAndSize) {
    const std::string deep(limits::json_depth, '[');
    const std::string closed = deep + std::string(limits::json_depth, ']');
    EXPECT_TRUE(parse_json(closed));
    EXPECT_EQ(parse_json("[" + closed + "]").error().code, "json.too_deep");
    EXPECT_EQ(parse_json("[1,2]", {.bytes = 4}).error().code, "json.too_large");
    EXPECT_EQ(parse_json(std::string(limits::body_bytes, ' ') + "1").error().code,
              "json.too_large");
}

TEST(Json, AnswersNullForWhatIsNotThere) {
    const auto json = *parse_json(R"({"person":{"name":"Ada"},"list":[1]})");
    EXPECT_EQ(*json["person"]["name"].as_string(), "Ada");
    EXPECT_TRUE(json["nobody"]["name"].is_null());
    EXPECT_TRUE(json["person"].has("name"));
    EXPECT_FALSE(json["list"].has("name"));
    EXPECT_EQ(json["list"].items().size(), 1U);
    EXPECT_TRUE(json["person"].items().empty());
    EXPECT_EQ(json["person"]["age"].text_or("unknown"), "unknown");
}

TEST(Json, IsBuiltMemberByMember) {
    Json json = Json::object({{"a", 1}, {"b", "two"}});
    json.set("a", Json::array({true, nullptr, 2.5})).set("c", Json{}.add(std::string{"x"}));
    EXPECT_EQ(to_string(json), R"({"a":[true,null,2.5],"b":"two","c":["x"]})");
    EXPECT_EQ(to_pretty_string(Json::object({{"a", Json::array({1})}, {"b", Json::array()}})),
              "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}\n");
}

}  // namespace

}  // namespace dw
