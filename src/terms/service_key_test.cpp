#include "terms/service_key.h"

#include <gtest/gtest.h>

namespace dw {
namespace {

TEST(ServiceKey, ReadsDigitsAndUrn) {
    const auto key = ServiceKey::parse("99050012104000");
    ASSERT_TRUE(key);
    EXPECT_EQ(ServiceKey::parse(key->urn()), key);
    for (const auto* text : {"", "9905001210400", "990500121040001", "9905001210400x",
                             "urn:de:fim:leika:99050012104000"}) {
        EXPECT_FALSE(ServiceKey::parse(text)) << text;
    }
}

TEST(ServiceKey, ParentsDropDetailThenAct) {
    const auto detail = ServiceKey::parse("99050012104001");
    const auto act = detail->parent();
    ASSERT_TRUE(act);
    EXPECT_EQ(act->digits(), "99050012104000");
    const auto object = act->parent();
    ASSERT_TRUE(object);
    EXPECT_EQ(object->digits(), "99050012000000");
    EXPECT_FALSE(object->parent());
}

}  // namespace
}  // namespace dw
