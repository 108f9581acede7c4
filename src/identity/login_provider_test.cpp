#include "identity/login_provider.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace dw::identity {
namespace {

Json provider() {
    return Json::object(
        {{"id", "stadt"},
         {"name", Json::object({{"de", "Stadtkonto"}, {"en", "city account"}})},
         {"issuer", "https://login.stadt.example"},
         {"client_id", "dienstweg"},
         {"client_secret_file", "stadt.secret"},
         {"audience", "staff"},
         {"host", "Dienste.Stadt.example"},
         {"levels", Json::object({{"urn:two-factors", "substantial"}, {"urn:card", "high"}})}});
}
Json file(const Json& first) {
    return Json::object({{"providers", Json::array({first})}});
}
std::string fault_of(const Json& json) {
    const auto read = login_providers_from(to_string(json));
    if (!read) EXPECT_EQ(read.error().code, "identity.login_file");
    return read ? std::string() : read.error().message;
}
std::string fault_with(std::string_view name, Json value) {
    Json changed = provider();
    changed.set(name, std::move(value));
    return fault_of(file(changed));
}

TEST(LoginProvider, IsReadFromTheFile) {
    const auto read = login_providers_from(to_string(file(provider())));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 1u);
    const auto& one = read->front();
    EXPECT_EQ(one.id, "stadt");
    EXPECT_EQ(one.name.in(Language::English), "city account");
    EXPECT_EQ(one.audience, Audience::Staff);
    EXPECT_EQ(one.host, "dienste.stadt.example");
    EXPECT_EQ(one.client_secret_file, "stadt.secret");
}

TEST(LoginProvider, MapsWhatItSaysToALevel) {
    const auto read = login_providers_from(to_string(file(provider())));
    ASSERT_TRUE(read);
    const auto& one = read->front();
    EXPECT_EQ(one.level_of("urn:two-factors"), AssuranceLevel::Substantial);
    EXPECT_EQ(one.level_of("urn:card"), AssuranceLevel::High);
    EXPECT_EQ(one.level_of("urn:CARD"), AssuranceLevel::Basis);
    EXPECT_EQ(one.level_of(""), AssuranceLevel::Basis);
    EXPECT_EQ(one.highest_level(), AssuranceLevel::High);
    EXPECT_EQ(LoginProvider{}.highest_level(), AssuranceLevel::Basis);
}

TEST(LoginProvider, WhatIsWrongIsNamedWithItsPlace) {
    EXPECT_EQ(fault_with("id", "Stadt!"), "providers[0].id: a-z, 0-9 and - are needed, at most 30");
    EXPECT_EQ(fault_with("id", nullptr), "providers[0].id: a-z, 0-9 and - are needed, at most 30");
    EXPECT_EQ(fault_with("name", ""), "providers[0].name: a text is needed, at most 80 bytes");
    EXPECT_EQ(fault_with("issuer", "http://login.stadt.example"),
              "providers[0].issuer: an https address is needed");
    EXPECT_EQ(fault_with("issuer", "https://login.stadt.example?x=1"),
              "providers[0].issuer: an https address is needed");
    EXPECT_EQ(fault_with("client_id", 7), "providers[0].client_id: a text is needed");
    EXPECT_EQ(fault_with("client_secret", "geheim"),
              "providers[0].client_secret_file: client_secret is there already");
    EXPECT_EQ(fault_with("client_secret", 7), "providers[0].client_secret: a text is needed");
    EXPECT_EQ(fault_with("audience", "everybody"), "providers[0].audience: staff or residents");
    EXPECT_EQ(fault_with("host", "https://stadt.example"),
              "providers[0].host: a name without port is needed");
    EXPECT_EQ(fault_with("levels", Json::object({{"urn:x", "very high"}})),
              "providers[0].levels.urn:x: basis, substantial or high");
    EXPECT_EQ(fault_with("levels", Json::array()), "providers[0].levels: an object is needed");
    EXPECT_EQ(fault_with("secret", "x"), "providers[0].secret: no such member");
    EXPECT_EQ(fault_of(Json::object({{"provider", Json::array()}})), "provider: no such member");
    EXPECT_EQ(fault_of(Json::object()), "providers: a list is needed");
    EXPECT_EQ(fault_of(file(7)), "providers[0]: an object is needed");
    EXPECT_EQ(fault_of(Json::object({{"providers", Json::array({provider(), provider()})}})),
              "providers[1].id: there twice");
    EXPECT_NE(fault_of(Json()), "");
}

}  // namespace
}  // namespace dw::identity
