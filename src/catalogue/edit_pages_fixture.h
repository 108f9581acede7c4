// The editors' pages as the gate would call them, for one administration with two editors.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue_fixture.h"
#include "catalogue/edit_pages.h"
#include "catalogue/quality_pages.h"
#include "identity/identity.h"

namespace dw::catalogue::testing {

using Sent = std::vector<std::pair<std::string, std::string>>;

inline const SourceId dog_tax{"L900100", "hundesteuer"};
inline const SourceId tax_office{"L900100", "steueramt"}, citizens_office{"L900100", "buergeramt"};
inline const std::string text_path = "/desk/catalogue/services/L900100.hundesteuer/texts/05";
inline const std::string responsibility_path =
    "/desk/catalogue/services/L900100.hundesteuer/responsibility";
inline const std::string list = "/desk/catalogue";

class EditPagesTest : public CatalogueTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        static const std::vector<store::Migration> all = [] {
            std::vector<store::Migration> both;
            for (const auto& part : {identity::migrations(), catalogue::migrations()})
                both.insert(both.end(), part.begin(), part.end());
            return both;
        }();
        return all;
    }
    void SetUp() override {
        CatalogueTest::SetUp();
        if (HasFatalFailure()) return;
        Service service;
        service.id = dog_tax;
        service.modules = {{"03", {{"de", "Hundesteuer"}}, {}},
                           {"05", {{"de", "<p>Für Hunde zahlen Sie.</p>"}}, {}}};
        put(service, true);
        put(Organisation{.id = tax_office, .name = {{"de", "Steueramt"}}});
        put(Organisation{.id = citizens_office, .name = {{"de", "Bürgeramt"}}});
        put(Responsibility{.id = {"L900100", "z1"},
                           .holder = tax_office,
                           .service = dog_tax,
                           .areas = {*Ars::parse("04012")},
                           .role = "01"});
        set_up_desk();
    }
    void TearDown() override {
        router_ = {};
        identity_.reset();
        CatalogueTest::TearDown();
    }

    void set_up_desk() {
        identity_.emplace(store());
        tenant_of_desk_ = *identity_->create_tenant({"Bremerhaven", ""});
        office_ = *identity_->create_organisation(tenant_of_desk_,
                                                  {"Steueramt", "L900100", "steueramt"}, {});
        ASSERT_TRUE(Editing(catalogue()).assign_area(tenant_of_desk_, *Ars::parse("04012")));
        Hooks hooks;
        hooks.own_form = [this](const Service&, const Organisation& office, const Ars&) {
            return with_form_ == office.id ? std::optional(OwnForm{.path = "/antrag", .button = {}})
                                           : std::nullopt;
        };
        add_edit_routes(router_, catalogue(), search(), *identity_, clock(), std::move(hooks));
        add_quality_routes(router_, catalogue(), search(), *identity_, clock());
        anna_ = store::ActorId::make(clock(), random());
        boris_ = store::ActorId::make(clock(), random());
    }

    // The route's handler as the gate would call it.
    web::Response visit(web::Method method, const std::string& target, store::ActorId actor,
                        const Sent& form = {}) {
        web::Request request;
        request.method = method;
        request.path = target.substr(0, target.find('?'));
        if (const auto query = target.find('?'); query != target.npos) {
            const auto pair = target.substr(query + 1);
            request.query.add(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
        }
        for (const auto& [name, value] : form) request.form.add(name, value);
        identity::Principal principal;
        principal.tenant = tenant_of_desk_;
        principal.organisation = office_;
        principal.actor = actor;
        principal.roles = {identity::Role::Editor};
        request.principal = principal;
        const auto found = router_.find(request);
        EXPECT_NE(found.route, nullptr) << target;
        return found.route->handler(request);
    }
    web::Response get(const std::string& target) { return visit(web::Method::Get, target, anna_); }
    web::Response post(const std::string& path, store::ActorId actor, const Sent& form = {}) {
        return visit(web::Method::Post, path, actor, form);
    }
    // The path of the version that was written.
    std::string write(const std::string& path, const Sent& form) {
        const auto answer = post(path, anna_, form);
        EXPECT_EQ(answer.status, 303) << answer.body;
        const std::string version(answer.header("Location"));
        EXPECT_EQ(post(version + "/submission", anna_).status, 303);
        return version;
    }

    // The same until everybody reads it.
    std::string publish(const std::string& path, const Sent& form) {
        const auto version = write(path, form);
        const auto edit = EditId::parse(version.substr(version.rfind('/') + 1));
        const Editing editing(catalogue());
        const auto target = editing.edit(tenant_of_desk_, *edit)->target;
        const auto seen = *editing.public_version(tenant_of_desk_, target);
        const auto done = post(version + "/approval", boris_,
                               {{"stand", seen ? seen->to_string() : std::string()}});
        EXPECT_EQ(done.status, 303) << done.body;
        return version;
    }

    std::optional<SourceId> with_form_;  // the office that has a form of our own
    web::Router router_;
    std::optional<identity::Identity> identity_;
    identity::TenantId tenant_of_desk_;
    identity::OrganisationId office_;
    store::ActorId anna_, boris_;
};

}  // namespace dw::catalogue::testing
