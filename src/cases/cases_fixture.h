// Two towns with an office each, their people and their cases, for tests of what is stored.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/match.h"
#include "base/text.h"
#include "cases/cases.h"
#include "forms/sample_package.h"
#include "store/testing.h"

namespace dw::cases::testing {

inline const catalogue::SourceId dog_tax{"L900100", "hundesteuer"};
inline const catalogue::SourceId bremerhaven_office{"L900100", "steuer-bremerhaven"};
inline const catalogue::SourceId hannover_office{"L900100", "steuer-hannover"};

// Those of this module and of the modules it stands on.
inline std::span<const store::Migration> migrations_up_to_cases() {
    static const auto all = [] {
        std::vector<store::Migration> joined;
        for (const auto& part : {identity::migrations(), catalogue::migrations(),
                                 forms::migrations(), cases::migrations()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

enum class Place { InTeam, Outside };
struct Newcomer {
    std::string name;
    std::vector<identity::Role> roles;
    Place place = Place::InTeam;
};

// PostgreSQL takes longer to make and drop the tables than a test takes: they are made once for the
// program and emptied after each test.
class SharedPostgres {
  public:
    static store::StoreOptions options() {
        static const auto database = store::testing::make_test_database("postgres");
        return (*database)->options(migrations_up_to_cases());
    }
    static Outcome empty() {
        DW_TRY(const auto database, store::open_database(options().database_url));
        DW_TRY(const auto connection, database->connect(store::Access::Write));
        DW_TRY(const auto tables,
               connection->query("select tablename from pg_tables where "
                                 "schemaname = current_schema() and tablename not in "
                                 "('migration', 'master_key_check')"));
        std::string script;
        for (const auto& table : tables) script += "delete from " + table.text(0) + ";";
        return connection->run_script(script);
    }
};

class CasesTest : public store::testing::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (HasFatalFailure()) return;
        open_store();
        ASSERT_TRUE(store_);
        open_modules();
        using identity::Role;
        add_town("Bremerhaven", bremerhaven_office,
                 {{"clara", {Role::Clerk}},
                  {"jan", {Role::Clerk}},
                  {"lena", {Role::Clerk, Role::TeamLead}},
                  {"otto", {Role::Clerk}, Place::Outside},
                  {"ada", {Role::Administrator}}});
        add_town("Hannover", hannover_office, {{"hanna", {Role::Clerk, Role::TeamLead}}});
    }
    void TearDown() override {
        cases_.reset();
        forms_.reset();
        identity_.reset();
        catalogue_.reset();
        blobs_.reset();
        const bool was_open = store_ != nullptr;
        store_.reset();
        if (was_open && is_postgres()) {
            EXPECT_TRUE(SharedPostgres::empty());
        }
        DatabaseTest::TearDown();
    }

    virtual std::vector<forms::Package> packages() const { return {forms::sample_package()}; }
    virtual AssuranceLevel provable() const { return AssuranceLevel::Basis; }

    store::Store& store() { return *store_; }
    Result<store::Receipt> commit(store::TenantId tenant,
                                  std::vector<store::Statement> statements) {
        return store().commit(
            {.tenant = tenant, .events = {}, .statements = std::move(statements)});
    }
    Cases& cases() { return *cases_; }
    identity::Identity& identity() { return *identity_; }
    store::BlobStore& blobs() { return *blobs_; }
    const catalogue::AreaRegister& areas() const {
        static const auto loaded = catalogue::AreaRegister::load();
        return **loaded;
    }
    const identity::Principal& who(const std::string& name) const { return principals_.at(name); }
    store::TenantId bremerhaven() const { return who("clara").tenant; }
    store::TenantId hannover() const { return who("hanna").tenant; }

    forms::Submission submission(const catalogue::SourceId& office = bremerhaven_office) const {
        forms::Submission sent;
        sent.package_name = forms::sample_package().name;
        sent.package_version = forms::sample_package().version;
        sent.service = dog_tax;
        sent.organisation = office;
        sent.place = *Ars::parse("040120000000");
        sent.applicant = {"Elif", "Muster", "Weg 1", "27568", "Bremerhaven", "elif@post.example",
                          ""};
        sent.answers = forms::sample_answers();
        return sent;
    }
    Opened open_case(const forms::Submission& sent, const OpenOptions& options = {}) {
        auto opened = cases().open(sent, options);
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        return opened ? *std::move(opened) : Opened{};
    }
    Opened open_case() { return open_case(submission()); }

    // Years go by until what is closed is destroyed. The clock jumps at first, as in a test it may.
    int end_of_retention() {
        clock().advance(std::chrono::days(366 * 11));
        int destroyed = 0;
        for (int week = 0; week < 40; ++week) {
            clock().advance(std::chrono::days(6));
            const auto done = cases().end_retention();
            EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
            destroyed += done.value_or(0);
        }
        return destroyed;
    }

    CaseFile file_of(const std::string& name, CaseId id) {
        auto file = cases().case_file(who(name), id);
        EXPECT_TRUE(file.has_value()) << (file ? "" : file.error().message);
        return file ? *std::move(file) : CaseFile{};
    }

    // The number in the first row; -1 and a failure when there is none.
    std::int64_t count(const std::string& sql) {
        const auto reader = store().reader();
        const auto row = (*reader)->query_one(sql);
        EXPECT_TRUE(row.has_value()) << (row ? "" : row.error().message);
        return row ? row->integer(0) : -1;
    }
    // What the rows of a query hold, sorted; bytes in hex.
    std::vector<std::string> lines(const std::string& sql) {
        std::vector<std::string> all;
        const auto reader = store().reader();
        EXPECT_TRUE(reader.has_value());
        const auto rows = (*reader)->query(sql);
        EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().message);
        for (const auto& row : rows.value_or({})) all.push_back(line_of(row));
        std::ranges::sort(all);
        return all;
    }
    // Every row of every table.
    std::vector<std::string> contents() {
        const bool sqlite = store().dialect() == store::Dialect::Sqlite;
        std::vector<std::string> all;
        for (const auto& table :
             lines(sqlite ? "select name from sqlite_master where type = 'table'"
                          : "select tablename from pg_tables where schemaname = current_schema()"))
            for (const auto& line : lines("select * from " + table))
                all.push_back(table + ": " + line);
        return all;
    }

  private:
    static std::string line_of(const store::Row& row) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i == 0 ? "" : " ";
            line += match(
                row[i], [](std::monostate) { return std::string("null"); },
                [](std::int64_t number) { return std::to_string(number); },
                [](const std::string& text) { return text; },
                [](const Bytes& bytes) { return to_hex(bytes); });
        }
        return line;
    }

    static bool is_postgres() { return std::string_view(GetParam()) == "postgres"; }

    void open_store() {
        if (!is_postgres()) {
            store_ = open(migrations_up_to_cases());
            return;
        }
        auto opened = store::Store::open(SharedPostgres::options(), clock(), random());
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        if (opened) store_ = *std::move(opened);
    }

    void open_modules() {
        static const auto law = DecisionLaw::load();
        ASSERT_TRUE(law.has_value());
        blobs_ = open_test_blobs(store());
        catalogue_.emplace(store(), areas());
        identity_.emplace(store());
        forms::FormsOptions options;
        options.packages = packages();
        options.provable = provable();
        options.desk_of = [this](const catalogue::SourceId& id) -> std::optional<store::TenantId> {
            const auto place = identity().organisation_from_source(id.agency, id.value);
            if (!place || !*place) return std::nullopt;
            return (*place)->tenant;
        };
        forms_.emplace(store(), *blobs_, *catalogue_, std::move(options));
        cases_.emplace(Neighbours{store(), *blobs_, *identity_, *catalogue_, *forms_,
                                  law->tables.calendar, *law});
    }

    void add_town(const std::string& name, const catalogue::SourceId& office,
                  const std::vector<Newcomer>& people) {
        const auto tenant =
            identity().create_tenant({.name = name, .host = lower(name) + ".example"});
        ASSERT_TRUE(tenant.has_value()) << tenant.error().message;
        const auto organisation = identity::OrganisationId::make(clock(), random());
        auto writer = identity::OrganisationWriter::open(store(), *tenant, organisation, {});
        ASSERT_TRUE(writer.has_value()) << writer.error().message;
        const auto team = identity::TeamId::make(clock(), random());
        ASSERT_TRUE(writer->append(
            identity::OrganisationCreated{"Steueramt " + name, office.agency, office.value}));
        ASSERT_TRUE(writer->append(identity::TeamCreated{team, "Hundesteuer"}));
        std::map<std::string, identity::PersonId> ids;
        for (const auto& person : people) {
            ids[person.name] = identity::PersonId::make(clock(), random());
            for (const auto& event : events_of(person, ids[person.name], team))
                ASSERT_TRUE(writer->append(event));
        }
        ASSERT_TRUE(writer->commit());
        for (const auto& [person, id] : ids) {
            const auto principal = identity().principal(*tenant, id);
            ASSERT_TRUE(principal.has_value()) << principal.error().message;
            principals_[person] = *principal;
        }
    }

    std::vector<identity::OrganisationEvent> events_of(const Newcomer& person,
                                                       identity::PersonId id,
                                                       identity::TeamId team) {
        std::vector<identity::OrganisationEvent> events{
            identity::PersonAdded{id, identity::ActorId::make(clock(), random()), person.name}};
        for (const auto role : person.roles) events.push_back(identity::RoleGranted{id, role});
        if (person.place == Place::InTeam) events.push_back(identity::TeamJoined{id, team});
        return events;
    }

    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::BlobStore> blobs_;
    std::optional<catalogue::Catalogue> catalogue_;
    std::optional<identity::Identity> identity_;
    std::optional<forms::Forms> forms_;
    std::optional<Cases> cases_;
    std::map<std::string, identity::Principal> principals_;
};

// The code of an error; "" for none.
template <class T>
std::string code_of(const Result<T>& result) {
    return result ? "" : result.error().code;
}

}  // namespace dw::cases::testing
