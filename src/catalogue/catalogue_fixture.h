// A small catalogue for tests: rows as the import writes them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/content.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/search.h"
#include "catalogue/source_ids.h"
#include "store/testing.h"

namespace dw::catalogue::testing {

class CatalogueTest : public store::testing::OpenStoreTest {
  protected:
    std::span<const store::Migration> migrations() const override {
        return catalogue::migrations();
    }

    void SetUp() override {
        OpenStoreTest::SetUp();
        if (HasFatalFailure()) return;
        auto areas = AreaRegister::load();
        ASSERT_TRUE(areas.has_value());
        areas_ = *std::move(areas);
        catalogue_ = std::make_unique<Catalogue>(store(), *areas_);
        run("insert into catalogue_state (tenant, number, catalogue) values ($1, 1, $2)",
            {shared(), Bytes(16, 7)});
        run("insert into catalogue_import (tenant, number, source, hash, started, finished) "
            "values ($1, 1, $2, $3, $4, $4)",
            {shared(), store::of("beispiel.xml"), Bytes(32, 1), store::of(clock().now())});
        // The rows of this fixture come without a note of whose they are, like old ones.
        run("insert into catalogue_object_change (tenant, kind, agency, change) "
            "values ($1, 4, '', 1)",
            {shared()});
    }
    void TearDown() override {
        search_.reset();
        catalogue_.reset();
        OpenStoreTest::TearDown();
    }

    void put(const Service& service, bool offered = false) {
        name(service.id);
        const auto content = to_content(service);
        run("insert into catalogue_service (tenant, ref, content, fingerprint, import) "
            "values ($1, $2, $3, $4, 1)",
            {shared(), ref_of(service.id), content, fingerprint_of(content)});
        for (const auto& key : service.keys) {
            run("insert into catalogue_service_key (tenant, service_key, service) "
                "values ($1, $2, $3)",
                {shared(), store::of(key.digits()), ref_of(service.id)});
        }
        run("insert into catalogue_service_change (tenant, service, change, offered) "
            "values ($1, $2, 1, $3)",
            {shared(), ref_of(service.id), std::int64_t{offered}});
    }
    void put(const Organisation& organisation) {
        name(organisation.id);
        const auto content = to_content(organisation);
        run("insert into catalogue_organisation (tenant, ref, content, fingerprint, import) "
            "values ($1, $2, $3, $4, 1)",
            {shared(), ref_of(organisation.id), content, fingerprint_of(content)});
    }
    void put(const Responsibility& responsibility) {
        const auto key = responsibility_key(responsibility.holder_kind, responsibility.id);
        name(responsibility.id);
        name(responsibility.holder);
        for (const auto& area : responsibility.areas) {
            run("insert into catalogue_responsibility (tenant, area, service, id, holder, role, "
                "validity, import) values ($1, $2, $3, $4, $5, $6, $7, 1)",
                {shared(), area_number(area), ref_of(responsibility.service), store::of(key),
                 ref_of(responsibility.holder), store::of(responsibility.role),
                 store::of(validity_text(responsibility.validity))});
        }
    }

    // As an import does with what it has written.
    void count_change() { run("update catalogue_state set number = number + 1", {}); }

    SearchIndex& search() {
        if (!search_) search_ = *SearchIndex::open(*catalogue_, cache_.path());
        return *search_;
    }
    Catalogue& catalogue() { return *catalogue_; }

  private:
    static store::Value shared() { return store::of(store::shared_tenant()); }
    void name(const SourceId& id) {
        run("insert into catalogue_source_id (tenant, ref, agency, value) "
            "values ($1, $2, $3, $4) on conflict do nothing",
            {shared(), ref_of(id), store::of(id.agency), store::of(id.value)});
    }
    void run(const std::string& sql, store::Values parameters) {
        const auto done = commit(store::shared_tenant(), {{sql, std::move(parameters), {}}});
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }

    store::testing::TemporaryDirectory cache_;
    std::unique_ptr<AreaRegister> areas_;
    std::unique_ptr<Catalogue> catalogue_;
    std::unique_ptr<SearchIndex> search_;
};

}  // namespace dw::catalogue::testing
