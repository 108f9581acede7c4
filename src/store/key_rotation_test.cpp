#include "store/key_rotation.h"

#include <filesystem>
#include <fstream>

#include "store/key_wrapping.h"
#include "store/master_check.h"
#include "store/testing.h"

namespace dw::store {
namespace {

namespace fs = std::filesystem;
const std::string compartment = "case/1/shared";

class RotationTest : public testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (HasFatalFailure()) return;
        auto store = open();
        ASSERT_TRUE(store);
        auto made = store->keys().create(tenant_, compartment);
        sealed_ = seal_value(store->keys(), made.key, "note", as_bytes("geheim"));
        ASSERT_TRUE(commit(*store, made.insert));
    }
    static bool commit(Store& store, Statement statement) {
        return store.commit({.tenant = tenant_, .statements = {std::move(statement)}}).has_value();
    }
    std::string read() {
        const auto store = open();
        if (!store) return "closed";
        const auto reader = store->reader();
        const auto plain = open_value(**reader, store->keys(), tenant_, "note", sealed_);
        return plain ? std::string(as_text(*plain)) : plain.error().code;
    }
    std::string file() { return master_key_file_of(database().options({})); }
    SecretKey key_of(const std::string& name) {
        return *read_master_key(name, MissingKeyFile::Refuse, random());
    }
    Result<Rotation> rotate() { return rotate_master_key(database().options({}), random()); }

    static inline const TenantId tenant_ = *TenantId::parse("0190a5e0-0000-7000-8000-000000000001");
    Bytes sealed_;
};
INSTANTIATE_TEST_SUITE_P(Databases, RotationTest, ::testing::Values("sqlite", "postgres"),
                         testing::database_name);

TEST_P(RotationTest, WrapsEveryKeyAnewAndLeavesContentAsItIs) {
    const SecretKey before = key_of(file());
    const auto rotation = rotate();
    ASSERT_TRUE(rotation) << rotation.error().code << rotation.error().message;
    EXPECT_GE(rotation->keys, 1);
    EXPECT_NE(key_of(file()), before);
    EXPECT_EQ(key_of(rotation->old_file), before);
    EXPECT_FALSE(fs::exists(file() + ".next"));
    EXPECT_EQ(read(), "geheim");
}

// As long as there are organisations, not cases.
TEST_P(RotationTest, WrapsOneKeyForAllKeysOfAnOwner) {
    {
        const auto store = open();
        const auto reader = store->reader();
        Change change{.tenant = tenant_};
        const auto wrapping =
            store->keys().wrapping_key(**reader, tenant_, OwnerId{tenant_.bytes()}, change);
        ASSERT_TRUE(wrapping);
        for (int number = 0; number < 50; ++number) {
            auto made =
                store->keys().create(tenant_, "case/x/" + std::to_string(number), *wrapping);
            sealed_ = seal_value(store->keys(), made.key, "note", as_bytes("geheim"));
            change.statements.push_back(std::move(made.insert));
        }
        ASSERT_TRUE(store->commit(std::move(change)));
    }
    const auto rotation = rotate();
    ASSERT_TRUE(rotation) << rotation.error().message;
    EXPECT_EQ(rotation->keys, 3);  // of the fixture, of the row seals, and the wrapping key
    EXPECT_EQ(read(), "geheim");
}

TEST_P(RotationTest, SealsOfRowsStayGood) {
    const auto sealed = [this](const std::string& row) {
        const auto store = open();
        return store->keys().seals().seal(Canonical("test row").add(row));
    };
    const Bytes before = sealed("Elif"), other = sealed("Jan");
    ASSERT_NE(before, other);
    ASSERT_TRUE(rotate());
    EXPECT_EQ(sealed("Elif"), before);
}

TEST_P(RotationTest, TheOldKeyOpensTheDatabaseNoMore) {
    const auto rotation = rotate();
    ASSERT_TRUE(rotation);
    fs::copy_file(rotation->old_file, file(), fs::copy_options::overwrite_existing);
    const auto closed = Store::open(database().options({}), clock(), random());
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, "store.master_key_wrong");
}

TEST_P(RotationTest, ThatDiedBeforeTheFilesChangedIsFinishedByTheNextStart) {
    const SecretKey before = key_of(file());
    const auto rotation = rotate();
    ASSERT_TRUE(rotation);
    // As it was between the commit and the names.
    fs::rename(file(), file() + ".next");
    fs::rename(rotation->old_file, file());
    EXPECT_EQ(read(), "geheim");
    EXPECT_NE(key_of(file()), before);
    EXPECT_EQ(key_of(rotation->old_file), before);
}

TEST_P(RotationTest, ThatDiedBeforeTheCommitLeavesTheOldKey) {
    const SecretKey before = key_of(file());
    SecretKey unused{};
    random().fill(unused);
    ASSERT_TRUE(write_master_key(file() + ".next", unused, random()));
    EXPECT_EQ(read(), "geheim");
    EXPECT_EQ(key_of(file()), before);
    ASSERT_TRUE(rotate());
    EXPECT_EQ(read(), "geheim");
    EXPECT_NE(key_of(file()), unused);
}

TEST_P(RotationTest, ACopyWithTheOldKeyMakesNoKeys) {
    const auto running = open();
    ASSERT_TRUE(running);
    ASSERT_TRUE(rotate());
    auto made = running->keys().create(tenant_, "case/2/shared");
    EXPECT_FALSE(commit(*running, made.insert));
    const auto fresh = open();
    EXPECT_TRUE(commit(*fresh, fresh->keys().create(tenant_, "case/2/shared").insert));
}

TEST_P(RotationTest, WithAWrongKeyFileIsRefused) {
    SecretKey wrong{};
    random().fill(wrong);
    fs::remove(file());
    ASSERT_TRUE(write_master_key(file(), wrong, random()));
    const auto refused = rotate();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "store.master_key_wrong");
    EXPECT_FALSE(fs::exists(file() + ".next"));
}

}  // namespace
}  // namespace dw::store
