// Every route of the program with every kind of visitor: who gets in is what the table below says.
// A route whose act the table does not know fails, and so does a route nobody thought of.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "app/program.h"

namespace dw::app {

namespace {

namespace fs = std::filesystem;
using identity::Role;

const std::string password = "Ein-langes-Passwort-2026";
const catalogue::SourceId office{"L900100", "steuer-bremerhaven"};

// Which roles an act needs. "public" needs none.
const std::map<std::string, std::set<Role>, std::less<>> needed_roles{
    {"case.list", {Role::Clerk, Role::TeamLead}},
    {"case.read", {Role::Clerk, Role::TeamLead}},
    {"case.work", {Role::Clerk, Role::TeamLead}},
    {"case.hand_over", {Role::Clerk, Role::TeamLead}},
    {"case.decide", {Role::Clerk, Role::TeamLead}},
    {"case.record", {Role::Clerk, Role::TeamLead}},
    {"organisation.channels", {Role::TeamLead}},
    {"account.self", {Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor}},
    {"case.sign", {Role::Clerk, Role::TeamLead}},
    {"opinion.give", {Role::Clerk, Role::TeamLead}},
    {"case.retention", {Role::TeamLead}},
    {"letter.post", {Role::Clerk, Role::TeamLead}},
    {"fee.book", {Role::Clerk, Role::TeamLead}},
    {"fee.import", {Role::TeamLead}},
    {"organisation.administer", {Role::Administrator}},
    {"organisation.emergency", {Role::TeamLead}},
    {"organisation.text_blocks", {Role::TeamLead}},
    {"catalogue.notices", {Role::TeamLead, Role::Administrator, Role::Editor}},
    {"rules.try", {Role::Clerk, Role::TeamLead, Role::Administrator, Role::Editor}},
    {"catalogue.edit", {Role::Editor}},
};

struct Visitor {
    std::string name;
    std::string token = {};  // of the session; "" for nobody
    std::set<Role> roles = {};
    bool sees_case = false;
    identity::TenantId tenant = {};
    identity::PersonId person = {};
};

class RoutesAndRoles : public ::testing::Test {
  protected:
    void SetUp() override {
        directory_ = fs::temp_directory_path() / ("routes-roles-" + std::to_string(::getpid()));
        fs::create_directories(directory_);
        std::ofstream(directory_ / "login.json")
            << R"({"providers":[{"id":"amt","name":"Amt","issuer":"https://login.example",)"
               R"("client_id":"dienstweg","audience":"staff"}]})";
        auto program = Program::open({.data_dir = directory_.string(),
                                      .database_url = {},
                                      .public_url = {},
                                      .trusted_proxies = {},
                                      .certificate_file = {},
                                      .key_file = {}},
                                     clock_, random_);
        ASSERT_TRUE(program) << program.error().message;
        program_ = std::move(*program);
        set_up_people();
        open_case();
    }
    void TearDown() override {
        program_.reset();
        fs::remove_all(directory_);
    }

    identity::OrganisationPlace add_organisation(identity::TenantId tenant, const std::string& name,
                                                 const catalogue::SourceId& source) {
        const auto id = program_->identity().create_organisation(
            tenant, {name, source.agency, source.value}, {});
        EXPECT_TRUE(id) << id.error().message;
        return {tenant, *id, name};
    }

    void add_visitor(const identity::OrganisationPlace& place, const std::string& name,
                     std::vector<Role> roles, bool sees_case,
                     std::vector<identity::TeamId> teams = {}) {
        auto& identity = program_->identity();
        Visitor visitor{.name = name, .roles = {roles.begin(), roles.end()}};
        visitor.sees_case = sees_case;
        const auto person = identity.add_person(place,
                                                {.name = name,
                                                 .login = name + "@stadt.example",
                                                 .password = password,
                                                 .roles = std::move(roles),
                                                 .teams = std::move(teams)},
                                                {});
        ASSERT_TRUE(person) << person.error().message;
        visitor.tenant = place.tenant;
        visitor.person = *person;
        sign_in(visitor);
        visitors_.push_back(std::move(visitor));
    }

    void sign_in(Visitor& visitor) {
        const auto token = program_->identity().sessions().begin(visitor.tenant, visitor.person,
                                                                 identity::Stage::Full, {});
        ASSERT_TRUE(token) << token.error().message;
        visitor.token = *token;
    }

    void set_up_people() {
        auto& identity = program_->identity();
        const auto tenant = identity.create_tenant({.name = "Bremerhaven", .host = ""});
        const auto other_tenant = identity.create_tenant({.name = "Hannover", .host = ""});
        ASSERT_TRUE(tenant && other_tenant);
        const auto taxes = add_organisation(*tenant, "Steueramt", office);
        const auto gardens =
            add_organisation(*tenant, "Gartenamt", {"L900100", "garten-bremerhaven"});
        const auto elsewhere =
            add_organisation(*other_tenant, "Steueramt", {"L900100", "steuer-hannover"});
        const auto team = identity.create_team(taxes, "Hundesteuer", {});
        ASSERT_TRUE(team) << team.error().message;

        visitors_.push_back({.name = "nobody"});
        add_visitor(taxes, "clerk", {Role::Clerk}, true, {*team});
        add_visitor(taxes, "lead", {Role::Clerk, Role::TeamLead}, true, {*team});
        add_visitor(taxes, "colleague-of-no-team", {Role::Clerk}, false);
        add_visitor(taxes, "administrator", {Role::Administrator}, false);
        add_visitor(taxes, "editor", {Role::Editor}, false);
        add_visitor(gardens, "clerk-of-the-garden-office", {Role::Clerk}, false);
        add_visitor(elsewhere, "clerk-of-another-tenant", {Role::Clerk, Role::TeamLead}, false);
    }

    void open_case() {
        const auto* package = program_->forms().package("hundesteuer-anmeldung");
        ASSERT_TRUE(package);
        forms::Submission submission;
        submission.package_name = package->name;
        submission.package_version = package->version;
        submission.service = {"L900100", "hundesteuer"};
        submission.organisation = office;
        submission.place = *Ars::parse("040120000000");
        submission.applicant.given_name = "Erika";
        submission.applicant.family_name = "Muster";
        submission.answers = Json::object({{"ort", "Bremerhaven"}});
        const auto opened = program_->cases().open(submission, {});
        ASSERT_TRUE(opened) << opened.error().code << ": " << opened.error().message;
        case_id_ = opened->id.to_string();
        case_number_ = opened->number;
    }

    std::string path_of(const web::Route& route) const {
        std::string path;
        for (std::size_t at = 0; at < route.path.size();) {
            if (route.path[at] != '{') {
                path += route.path[at++];
                continue;
            }
            const auto end = route.path.find('}', at);
            const auto name = route.path.substr(at + 1, end - at - 1);
            const bool of_case = route.path.starts_with("/desk/cases/") && name == "id";
            const bool of_package = route.path.starts_with("/desk/") && name == "package";
            if (of_package) {
                path += program_->forms().packages().front().name;
            } else if (name == "book") {
                path += "hundesteuer";
            } else {
                path += of_case ? case_id_ : "0190a5e0-0000-7000-8000-000000000009";
            }
            at = end + 1;
        }
        return path;
    }

    web::Response visit(const Visitor& visitor, web::Method method, const std::string& path,
                        const std::string& query = {}) {
        web::Request request = asked(visitor, method, path);
        if (!query.empty())
            request.query.add(query.substr(0, query.find('=')), query.substr(query.find('=') + 1));
        if (method != web::Method::Get) add_token(visitor, request);
        return program_->router().handle(request);
    }

    web::Request asked(const Visitor& visitor, web::Method method, const std::string& path) {
        web::Request request;
        request.method = method;
        request.path = request.target = path;
        request.host = "localhost";
        request.client_address = "127.0.0.1";
        request.request_id = "test";
        request.received = clock_.now();
        if (!visitor.token.empty())
            request.cookies[std::string(identity::session_cookie)] = visitor.token;
        return request;
    }

    // As a browser does: the form's page gives the cookie and the token.
    void add_token(const Visitor& visitor, web::Request& request) {
        web::Request page = asked(visitor, web::Method::Get, "/anmelden");
        const auto response = program_->router().handle(page);
        const auto cookie = response.header("Set-Cookie");
        const auto begin = cookie.find("formular=");
        if (begin != std::string::npos) {
            const auto value = cookie.substr(begin + 9);
            request.cookies["formular"] = std::string(value.substr(0, value.find(';')));
        }
        request.form.add("csrf", page.csrf_token);
        request.content_type = "application/x-www-form-urlencoded";
    }

    FakeClock clock_{*parse_instant("2026-03-02T08:00:00Z")};
    SystemRandom random_;
    fs::path directory_;
    std::unique_ptr<Program> program_;
    std::vector<Visitor> visitors_;
    std::string case_id_, case_number_;
};

bool is_login_redirect(const web::Response& response) {
    return response.status == 303 && response.header("Location").starts_with("/anmelden");
}

bool is_about_a_case(const web::Route& route) {
    return route.path.starts_with("/desk/cases/");
}

bool has_one_of(const Visitor& visitor, const std::set<Role>& roles) {
    return std::any_of(roles.begin(), roles.end(),
                       [&](Role role) { return visitor.roles.contains(role); });
}

}  // namespace

TEST_F(RoutesAndRoles, LetInWhomTheTableNames) {
    std::size_t checked = 0;
    for (const auto& route : program_->router().routes()) {
        SCOPED_TRACE(route.path + " " + route.act);
        const bool is_public = route.act == "public";
        ASSERT_TRUE(is_public || needed_roles.contains(route.act)) << "an act nobody knows";
        for (auto& visitor : visitors_) {
            SCOPED_TRACE(visitor.name);
            const bool had_session = !visitor.token.empty();
            const auto response = visit(visitor, route.method, path_of(route));
            // Signing out is one of the routes.
            if (had_session && route.method != web::Method::Get) sign_in(visitor);
            ++checked;
            EXPECT_LT(response.status, 500);
            if (is_public) {
                EXPECT_NE(response.status, 401);
                const bool signs_in = route.path.starts_with("/anmelden");
                if (route.method == web::Method::Get && !signs_in) {
                    EXPECT_FALSE(is_login_redirect(response));
                }
                continue;
            }
            const bool api = route.kind == web::Kind::Api;
            if (api && response.status >= 400) {
                EXPECT_TRUE(response.content_type.starts_with("application/problem+json"));
            }
            if (visitor.token.empty()) {
                EXPECT_TRUE(api ? response.status == 401 : is_login_redirect(response));
            } else if (route.path == "/desk" && !has_one_of(visitor, needed_roles.at(route.act))) {
                EXPECT_EQ(response.status, 303) << "the front door leads to the own room";
                EXPECT_FALSE(is_login_redirect(response));
            } else if (!has_one_of(visitor, needed_roles.at(route.act))) {
                EXPECT_EQ(response.status, 403);
            } else if (is_about_a_case(route) && !visitor.sees_case) {
                EXPECT_EQ(response.status, 404);
            } else if (route.path.starts_with("/desk/opinions/{id}")) {
                EXPECT_EQ(response.status, 404) << "nobody has asked for this opinion";
            } else if (route.path.starts_with("/desk/people/{id}")) {
                EXPECT_EQ(response.status, 404) << "nobody has this id";
            } else if (route.path.starts_with("/desk/catalogue/") &&
                       route.path.find('{') != std::string::npos) {
                EXPECT_EQ(response.status, 404) << "the catalogue has nothing of this name";
            } else if (route.path.find("{report}") != std::string::npos ||
                       route.path.find("{bulk}") != std::string::npos) {
                EXPECT_EQ(response.status, 404) << "nobody sent a file, nor did many things";
            } else if (route.path.starts_with("/desk/notices/")) {
                EXPECT_EQ(response.status, 404) << "there is no such notice";
            } else if (route.path.ends_with("/{document}") ||
                       route.path.find("/{sequence}") != std::string::npos) {
                EXPECT_EQ(response.status, 404) << "the case has no such document or letter";
            } else {
                const std::set<int> fine{200, 303, 409, 422};
                EXPECT_TRUE(fine.contains(response.status)) << response.status;
                EXPECT_FALSE(is_login_redirect(response));
            }
        }
    }
    EXPECT_GT(checked, 200u);
}

TEST_F(RoutesAndRoles, AnEmptyFormChangesNothing) {
    for (const auto& route : program_->router().routes()) {
        if (!is_about_a_case(route)) continue;
        for (const auto& visitor : visitors_)
            static_cast<void>(visit(visitor, route.method, path_of(route)));
    }
    const auto page = visit(visitors_[1], web::Method::Get, "/desk", "sicht=offen");
    EXPECT_NE(page.body.find(case_number_), std::string::npos);
}

TEST_F(RoutesAndRoles, AnInboxShowsOnlyCasesOfTheOwnTeamsAndOffices) {
    for (const auto& visitor : visitors_) {
        SCOPED_TRACE(visitor.name);
        const bool in_team = visitor.name == "clerk" || visitor.name == "lead";
        for (const auto* query : {"sicht=offen", "sicht=team", "sicht=meine", "sicht=fertig"}) {
            const auto response = visit(visitor, web::Method::Get, "/desk", query);
            const bool shown = response.body.find(case_number_) != std::string::npos ||
                               response.body.find(case_id_) != std::string::npos;
            const std::string_view view = query;
            const bool expected = in_team && (view == "sicht=offen" || view == "sicht=team");
            EXPECT_EQ(shown, expected) << query;
        }
    }
}

TEST_F(RoutesAndRoles, AForgedFormIsRefusedBeforeAnyAct) {
    for (const auto& route : program_->router().routes()) {
        if (!is_about_a_case(route) || route.method == web::Method::Get) continue;
        SCOPED_TRACE(route.path);
        web::Request request = asked(visitors_[1], route.method, path_of(route));
        EXPECT_EQ(program_->router().handle(request).status, 403);
    }
}

TEST_F(RoutesAndRoles, AMissingRouteIsThereForNobody) {
    for (const auto& visitor : visitors_)
        EXPECT_EQ(visit(visitor, web::Method::Get, "/desk/gibt-es-nicht").status, 404);
}

}  // namespace dw::app
