#include "store/key_wrapping.h"

#include "store/key_rotation.h"
#include "store/testing.h"

namespace dw::store {
namespace {

// An owner of a tenant with two data keys, as its first case makes them.
class WrappingTest : public testing::OpenStoreTest {
  protected:
    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        auto reader = store().reader();
        Change change{.tenant = tenant_};
        wrapping_ = *store().keys().wrapping_key(**reader, tenant_, owner_, change);
        key_ = add(change, "case/1/shared");
        other_ = add(change, "case/1/internal");
        ASSERT_TRUE(store().commit(std::move(change)).has_value());
    }
    DataKey add(Change& change, const std::string& compartment) {
        auto made = store().keys().create(tenant_, compartment, wrapping_);
        change.statements.push_back(std::move(made.insert));
        return made.key;
    }
    // As another copy of the program finds it, which has nothing in memory yet.
    std::string found_anew(KeyId id) {
        const auto copy = open();
        const auto found = copy->keys().by_id(**copy->reader(), tenant_, id);
        if (!found) return found.error().code;
        return found->secret == key_.secret ? "the key" : "another key";
    }

    const OwnerId owner_ = *OwnerId::parse("0190a5e0-0000-7000-8000-0000000000aa");
    DataKey wrapping_, key_, other_;
};
INSTANTIATE_TEST_SUITE_P(Databases, WrappingTest, testing::databases(), testing::database_name);

TEST_P(WrappingTest, AKeyBelowTheWrappingKeyIsFound) {
    EXPECT_EQ(found_anew(key_.id), "the key");
    EXPECT_EQ(count("select count(*) from data_key where wrapped_by is not null"), 2);
}

TEST_P(WrappingTest, AnOwnerHasOneWrappingKey) {
    auto reader = store().reader();
    for (int time = 0; time < 2; ++time) {
        Change change{.tenant = tenant_};
        const auto again = store().keys().wrapping_key(**reader, tenant_, owner_, change);
        ASSERT_TRUE(again.has_value());
        EXPECT_EQ(again->id, wrapping_.id);
        EXPECT_TRUE(change.statements.empty());
    }
}

TEST_P(WrappingTest, WithoutItAForgottenRowOpensNothing) {
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, wrapping_.id)}).has_value());
    EXPECT_EQ(count("select count(*) from data_key where wrapped_by is not null"), 2);
    EXPECT_EQ(found_anew(key_.id), "store.key_destroyed");
}

TEST_P(WrappingTest, DestroyingTheOwnersKeysLeavesNone) {
    Change change{.tenant = tenant_};
    auto reader = store().reader();
    const OwnerId neighbour = *OwnerId::parse("0190a5e0-0000-7000-8000-0000000000bb");
    const auto stays = store().keys().wrapping_key(**reader, tenant_, neighbour, change);
    ASSERT_TRUE(store().commit(std::move(change)).has_value());
    ASSERT_TRUE(commit(tenant_, KeyRing::destroy_owner(tenant_, owner_)).has_value());
    EXPECT_EQ(count("select count(*) from data_key where compartment like 'case/%'"), 0);
    EXPECT_EQ(found_anew(wrapping_.id), "store.key_destroyed");
    EXPECT_EQ(found_anew(stays->id), "another key");
}

TEST_P(WrappingTest, NoKeyIsMadeBelowADestroyedOne) {
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, wrapping_.id)}).has_value());
    const auto late = store().keys().create(tenant_, "case/2/shared", wrapping_);
    EXPECT_EQ(commit(tenant_, {late.insert}).error().code, "store.guard");
}

TEST_P(WrappingTest, AfterItsDestructionANewOneIsMade) {
    ASSERT_TRUE(commit(tenant_, KeyRing::destroy_owner(tenant_, owner_)).has_value());
    store().keys().forget(tenant_, wrapping_.id);
    Change change{.tenant = tenant_};
    auto reader = store().reader();
    const auto fresh = store().keys().wrapping_key(**reader, tenant_, owner_, change);
    ASSERT_TRUE(fresh.has_value());
    EXPECT_NE(fresh->id, wrapping_.id);
    EXPECT_EQ(change.statements.size(), 1u);
}

TEST_P(WrappingTest, AKeyMovesBelowAnotherOne) {
    const auto old = store().keys().create(tenant_, "draft/1/uploads");
    ASSERT_TRUE(commit(tenant_, {old.insert}).has_value());
    key_ = old.key;
    auto reader = store().reader();
    const auto move = store().keys().move_below(**reader, tenant_, old.key.id, wrapping_);
    ASSERT_TRUE(move.has_value());
    ASSERT_TRUE(commit(tenant_, {*move}).has_value());
    EXPECT_EQ(found_anew(old.key.id), "the key");
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, wrapping_.id)}).has_value());
    EXPECT_EQ(found_anew(old.key.id), "store.key_destroyed");
}

TEST_P(WrappingTest, RowsThatLeadInACircleOpenNothing) {
    const auto loop = store().keys().adopt(tenant_, "loop", wrapping_, key_);
    ASSERT_TRUE(
        commit(tenant_, {KeyRing::destroy(tenant_, wrapping_.id), loop.insert}).has_value());
    EXPECT_EQ(found_anew(key_.id), "store.envelope");
}

// What another copy of the program destroyed is not opened from memory for ever.
TEST_P(WrappingTest, ADestroyedKeyLeavesTheMemoryOfOtherCopies) {
    const auto copy = open();
    auto reader = copy->reader();
    ASSERT_TRUE(copy->keys().by_id(**reader, tenant_, key_.id).has_value());
    ASSERT_TRUE(commit(tenant_, {KeyRing::destroy(tenant_, key_.id)}).has_value());
    clock().advance(limits::cached_key_time);
    EXPECT_EQ(copy->keys().by_id(**reader, tenant_, key_.id).error().code, "store.key_destroyed");
}

}  // namespace
}  // namespace dw::store
