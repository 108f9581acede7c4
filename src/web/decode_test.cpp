#include "web/decode.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace dw::web {

namespace {

TEST(DecodeTarget, SplitsPathAndQuery) {
    const auto target = decode_target("/orte/K%C3%B6ln?q=Hund+%26+Katze&q=2&leer=&nichts");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/orte/Köln");
    EXPECT_EQ(target->raw_path, "/orte/K%C3%B6ln");
    EXPECT_EQ(target->query.get("q"), "Hund & Katze");
    EXPECT_EQ(target->query.all("q").size(), 2U);
    EXPECT_TRUE(target->query.has("leer"));
    EXPECT_TRUE(target->query.has("nichts"));
    EXPECT_FALSE(target->query.has("x"));
}

TEST(DecodeTarget, SaysWhatCannotBeRead) {
    const auto code = [](std::string_view text) { return decode_target(text).error().code; };
    EXPECT_EQ(code("http://dienst.example/a"), "web.address_form");
    EXPECT_EQ(code("dienst.example:80"), "web.address_form");
    EXPECT_EQ(code("/%zz"), "web.path_unreadable");
    EXPECT_EQ(code("/a/%2e%2e/b"), "web.path_dots");
    EXPECT_EQ(code("/?q=%ff"), "web.unreadable_field");
    EXPECT_EQ(name_of_unreadable_field("a=1&q=%ff&r=%"), "q");
    EXPECT_EQ(name_of_unreadable_field("a=1&%ff=1"), "2");
    EXPECT_EQ(name_of_unreadable_field("a=1&b"), "");
}

TEST(DecodeTarget, RefusesWhatNoBrowserSends) {
    for (const char* text :
         {"", "*", "a", "/%", "/%4", "/%zz", "/%00", "/%ff", "/..", "/a/./b", "/%2e%2E/a", "/a%0Ab",
          "http://a/b", "https://a", "/?a=%", "/?a=%00"}) {
        EXPECT_FALSE(decode_target(text)) << text;
    }
}

TEST(DecodeUrlencoded, BoundsTheNumberOfFields) {
    std::string text;
    for (std::size_t i = 0; i < limits::form_fields; ++i) text += "a=1&";
    EXPECT_FALSE(decode_urlencoded(text));
    text.pop_back();
    EXPECT_EQ(decode_urlencoded(text)->pairs().size(), limits::form_fields);
}

TEST(DecodeUrlencoded, WritesLineEndsAsOneCharacter) {
    EXPECT_EQ(decode_urlencoded("a=1%0D%0A2%0D3%0A4")->get("a"), "1\n2\n3\n4");
}

TEST(DecodeCookies, KeepsTheFirstOfEachNameAndLeavesOutTheRest) {
    const auto cookies = decode_cookies("a=1; b=x=y ;a=2; broken; =3;c=");
    EXPECT_EQ(cookies.size(), 3U);
    EXPECT_EQ(cookies.at("a"), "1");
    EXPECT_EQ(cookies.at("b"), "x=y");
    EXPECT_EQ(cookies.at("c"), "");
}

const std::string type = "multipart/form-data; boundary=\"grenze\"";

TEST(DecodeMultipart, SeparatesFieldsAndFiles) {
    const auto parts = decode_multipart(type,
                                        "--grenze\r\n"
                                        "Content-Disposition: form-data; name=\"text\"\r\n\r\n"
                                        "Zeile 1\r\nZeile 2\r\n"
                                        "--grenze\r\n"
                                        "content-disposition: form-data; name=\"foto\"; "
                                        "filename=\"C:\\Bilder\\Hund %22Bello%22.jpg\"\r\n"
                                        "Content-Type: image/jpeg\r\n\r\n"
                                        "\xff\xd8--grenz\r\n"
                                        "\r\n--grenze--\r\n");
    ASSERT_TRUE(parts) << parts.error().message;
    EXPECT_EQ(parts->fields.get("text"), "Zeile 1\nZeile 2");
    ASSERT_EQ(parts->files.size(), 1U);
    EXPECT_EQ(parts->files[0].field, "foto");
    EXPECT_EQ(parts->files[0].name, "Hund \"Bello\".jpg");
    EXPECT_EQ(parts->files[0].declared_type, "image/jpeg");
    EXPECT_EQ(parts->files[0].content, "\xff\xd8--grenz\r\n");
}

TEST(DecodeMultipart, LeavesOutAFileInputThatWasLeftEmpty) {
    const auto parts = decode_multipart(
        type,
        "--grenze\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n\r\n--grenze--\r\n");
    ASSERT_TRUE(parts);
    EXPECT_TRUE(parts->files.empty());
}

TEST(DecodeMultipart, RefusesABrokenBody) {
    const std::string head = "Content-Disposition: form-data; name=\"a\"\r\n";
    const std::vector<std::string> bodies = {"",
                                             "--grenze",
                                             "--grenze\r\n",
                                             "--grenze\r\n--grenze--",
                                             "--grenze\r\n" + head + "\r\n1",
                                             "--grenze\r\n" + head + "1\r\n--grenze--",
                                             "--grenze\r\n\r\n1\r\n--grenze--",
                                             "--grenze\r\nX: y\r\n\r\n1\r\n--grenze--",
                                             "--grenze\r\nbroken\r\n\r\n1\r\n--grenze--",
                                             "--grenze!\r\n" + head + "\r\n1\r\n--grenze--",
                                             "--grenze\r\n" + head + "\r\n\xff\r\n--grenze--"};
    for (const auto& body : bodies) EXPECT_FALSE(decode_multipart(type, body)) << body;
    EXPECT_FALSE(decode_multipart("multipart/form-data", "--\r\n"));
    EXPECT_FALSE(decode_multipart("multipart/form-data; boundary=" + std::string(71, 'a'), ""));
}

TEST(DecodeBody, PutsBytesWhereTheirTypeSays) {
    Request form, json;
    form.content_type = "Application/X-WWW-Form-Urlencoded; charset=utf-8";
    ASSERT_TRUE(decode_body(form, "a=1"));
    EXPECT_EQ(form.form.get("a"), "1");
    json.content_type = "application/json";
    ASSERT_TRUE(decode_body(json, "{}"));
    EXPECT_EQ(json.body, "{}");
}

}  // namespace

}  // namespace dw::web
