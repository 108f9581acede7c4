// An office with its people on each kind of database, for tests. Nothing is hashed here: who needs
// a password adds it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "identity/identity.h"
#include "store/testing.h"

namespace dw::identity::testing {

template <class T>
T value_of(Result<T> result) {
    EXPECT_TRUE(result.has_value()) << result.error().code << ": " << result.error().message;
    return *std::move(result);
}

// "" where it worked.
template <class T>
std::string code_of(const Result<T>& result) {
    return result ? std::string() : result.error().code;
}

// The id with this number, for tests that need no more than another one.
template <class IdType>
IdType id(std::uint8_t number) {
    IdBytes bytes{};
    bytes[15] = number;
    return IdType{bytes};
}

class IdentityTest : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override { return identity::migrations(); }

    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        identity_.emplace(store());
        office_ = new_office(new_tenant("Bremerhaven", "bremerhaven.example"), "Steueramt");
    }
    void TearDown() override {
        identity_.reset();
        OpenStoreTest::TearDown();
    }
    // As after a restart of the program: only what is stored is known.
    void restart() {
        identity_.reset();
        reopen();
        identity_.emplace(store());
    }

    TenantId new_tenant(const std::string& name, const std::string& host) {
        return value_of(identity().create_tenant({name, host}));
    }
    OrganisationPlace new_office(TenantId tenant, const std::string& name) {
        const auto organisation =
            value_of(identity().create_organisation(tenant, {name, "L900100", name}, {}));
        return {tenant, organisation, name};
    }
    TeamId new_team(const OrganisationPlace& place, const std::string& name) {
        return value_of(identity().create_team(place, name, {}));
    }
    // Somebody without a login.
    PersonId new_colleague(const OrganisationPlace& place, const std::string& name,
                           const std::vector<Role>& roles = {Role::Clerk}) {
        auto writer =
            value_of(OrganisationWriter::open(store(), place.tenant, place.organisation, {}));
        const PersonAdded added{PersonId::make(clock(), random()), ActorId::make(clock(), random()),
                                name};
        EXPECT_EQ(code_of(writer.append(added)), "");
        for (const Role role : roles)
            EXPECT_EQ(code_of(writer.append(RoleGranted{added.person, role})), "");
        EXPECT_EQ(code_of(writer.commit()), "");
        return added.person;
    }
    std::string record(const OrganisationPlace& place, const OrganisationEvent& event) {
        return code_of(identity().record(place, event, {}));
    }
    std::string begin_session(TenantId tenant, PersonId person, Stage stage = Stage::Full) {
        return value_of(identity().sessions().begin(tenant, person, stage, {}));
    }
    bool has_session(const std::string& token) {
        return value_of(identity().sessions().find(token)).has_value();
    }

    store::DataKey key(TenantId tenant, const std::string& compartment) {
        const auto reader = value_of(store().reader());
        return value_of(store().keys().by_compartment(*reader, tenant, compartment));
    }
    store::DataKey key_of(const OrganisationPlace& place, PersonId person) {
        return key(place.tenant, "person/" + person.to_string());
    }

    // Whether a row of any table holds these bytes.
    bool is_in_database(BytesView bytes) {
        if (stored_.empty()) stored_ = everything_stored();
        return stored_.find(as_text(bytes)) != std::string::npos ||
               stored_.find(to_hex(bytes)) != std::string::npos;
    }
    bool is_in_database(std::string_view text) { return is_in_database(as_bytes(text)); }

    Identity& identity() { return *identity_; }
    const OrganisationPlace& office() const { return office_; }

  private:
    // All rows as text, bytes in hex.
    std::string everything_stored() {
        const auto reader = value_of(store().reader());
        std::string text;
        for (const auto& line : value_of(store::testing::dump(*reader))) text += line + "\n";
        return text;
    }

    std::optional<Identity> identity_;
    OrganisationPlace office_;
    std::string stored_;
};

}  // namespace dw::identity::testing
