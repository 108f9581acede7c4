// Content above the basic level: who proved at a provider who she is opens it by doing so again.
#include <gtest/gtest.h>

#include "cases/application_pages.h"
#include "cases/cases_fixture.h"
#include "cases/desk_pages.h"
#include "cases/status_access.h"
#include "cases/status_pages.h"
#include "forms/page_routes.h"
#include "identity/provider_login.h"
#include "web/csrf.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using enum AssuranceLevel;
using testing::code_of;

// Proofs are made without it.
class Silence final : public web::HttpClient {
    Result<web::HttpAnswer> ask(const web::HttpQuestion&) override {
        return unavailable("web.no_answer", "nobody listens");
    }
};

class StatusProof : public testing::CasesTest {
  protected:
    std::vector<forms::Package> packages() const override {
        auto package = forms::sample_package();
        package.level_to_apply = package.level_to_read = Substantial;
        return {package};
    }

    void SetUp() override {
        CasesTest::SetUp();
        if (HasFatalFailure()) return;
        identity::LoginProvider bund;
        bund.id = "bund";
        bund.issuer = "https://login.example";
        bund.host = "bremerhaven.example";
        bund.audience = identity::Audience::Residents;
        identity().offer_providers({bund}, silence_);
    }

    // The token of somebody who signed in at the provider.
    std::string prove(const std::string& subject, AssuranceLevel level) {
        const auto token =
            identity().residents().begin("bund", "https://login.example", subject, level);
        EXPECT_TRUE(token.has_value());
        return token.value_or("");
    }
    static web::Request request(const std::string& proof, const std::string& visit = {}) {
        web::Request asked;
        asked.host = "bremerhaven.example";
        asked.client_address = "192.0.2.1";
        asked.cookies[std::string(identity::resident_cookie)] = proof;
        asked.cookies[std::string(status_cookie)] = visit;
        return asked;
    }
    OpenOptions with_proof(const std::string& token) {
        const auto resident = identity().resident(request(token));
        EXPECT_TRUE(resident.has_value() && resident->has_value());
        OpenOptions options;
        options.proof = proof_of(**resident);
        return options;
    }
    Opened open_proven_case() {
        return open_case(submission(), with_proof(prove("u-1", Substantial)));
    }
    std::string visit_of(const Opened& opened) {
        const auto tried = enter(cases(), request(""), opened.number, opened.code);
        EXPECT_TRUE(tried.has_value() && tried->token);
        return tried->token.value_or("");
    }
    std::pair<Depth, Proof> seen(const std::string& visit, const std::string& proof) {
        const auto found = status_visit(cases(), request(proof, visit));
        EXPECT_TRUE(found.has_value() && found->has_value());
        return {(*found)->depth, (*found)->proof};
    }
    std::optional<IdentityProof> proof_in(const Opened& opened) {
        return file_of("clara", opened.id).state.applicant.proof;
    }

    Silence silence_;
};
INSTANTIATE_TEST_SUITE_P(Databases, StatusProof, store::testing::databases(),
                         store::testing::database_name);

TEST_P(StatusProof, NothingIsSentBelowTheLevelOfTheService) {
    EXPECT_EQ(code_of(cases().open(submission(), {})), "cases.level");
    EXPECT_EQ(code_of(cases().open(submission(), with_proof(prove("u-1", Basis)))), "cases.level");
    const auto opened = open_proven_case();
    const auto proof = proof_in(opened);
    ASSERT_TRUE(proof);
    EXPECT_EQ(proof->level, Substantial);
}

TEST_P(StatusProof, TheSamePersonOpensTheContentAtItsLevel) {
    const auto visit = visit_of(open_proven_case());
    EXPECT_EQ(seen(visit, ""), std::pair(Depth::State, Proof::None));
    EXPECT_EQ(seen(visit, "made-up"), std::pair(Depth::State, Proof::None));
    EXPECT_EQ(seen(visit, prove("u-1", Basis)), std::pair(Depth::State, Proof::TooLow));
    EXPECT_EQ(seen(visit, prove("u-2", High)), std::pair(Depth::State, Proof::Other));
    EXPECT_EQ(seen(visit, prove("u-1", Substantial)), std::pair(Depth::Content, Proof::Sufficient));
    EXPECT_EQ(seen(visit, prove("u-1", High)), std::pair(Depth::Content, Proof::Sufficient));
    // It lasts as long as the sign-in there, and not in the row of the visit.
    EXPECT_EQ(seen(visit, "").first, Depth::State);
}

// Whoever reads two cases does not see that one person sent both; who she is elsewhere neither.
TEST_P(StatusProof, ThePseudonymIsThatOfTheCase) {
    const auto token = prove("u-1", Substantial);
    const auto options = with_proof(token);
    const auto first = open_case(submission(), options), second = open_case(submission(), options);
    const auto in_first = proof_in(first), in_second = proof_in(second);
    ASSERT_TRUE(in_first && in_second);
    EXPECT_NE(in_first->pseudonym, in_second->pseudonym);
    EXPECT_NE(in_first->pseudonym, options.proof->pseudonym);
    EXPECT_EQ(seen(visit_of(first), token).second, Proof::Sufficient);
    EXPECT_EQ(seen(visit_of(second), token).second, Proof::Sufficient);
}

// The provider vouches for an account; nothing is taken over from there.
TEST_P(StatusProof, TheDeskDoesNotSayTheNameIsProved) {
    web::Router router;
    add_desk_routes(router, cases());
    web::Request asked = request("");
    asked.path = asked.target = "/desk/cases/" + open_proven_case().id.to_string();
    asked.principal = who("clara");
    const auto page = router.handle(asked).body;
    EXPECT_NE(page.find("Konto ausgewiesen: "), std::string::npos);
    EXPECT_NE(page.find("Der Name ist nicht geprüft."), std::string::npos);
}

TEST_P(StatusProof, AProofOpensNothingAtAnotherHost) {
    const auto visit = visit_of(open_proven_case());
    auto elsewhere = request(prove("u-1", High), visit);
    EXPECT_TRUE(status_visit(cases(), elsewhere).value_or(std::nullopt)->depth == Depth::Content);
    elsewhere.host = "hannover.example";
    const auto found = status_visit(cases(), elsewhere);
    ASSERT_TRUE(found.has_value() && found->has_value());
    EXPECT_EQ((*found)->depth, Depth::State);
}

TEST_P(StatusProof, TheProofEndsByTimeAndBySigningOut) {
    const auto visit = visit_of(open_proven_case());
    const auto first = prove("u-1", High), second = prove("u-1", High);
    EXPECT_TRUE(identity().residents().end_all(request(first)));
    EXPECT_EQ(seen(visit, first).first, Depth::State);
    EXPECT_EQ(seen(visit, second).first, Depth::State);
    const auto third = prove("u-1", High);
    EXPECT_EQ(seen(visit, third).first, Depth::Content);
    clock().advance(identity::resident_minutes);
    EXPECT_EQ(seen(visit, third).first, Depth::State);
}

// A draft that is complete, and the device that holds it.
class DraftProof : public StatusProof {
  protected:
    void SetUp() override {
        StatusProof::SetUp();
        if (HasFatalFailure()) return;
        router_.set_csrf_secret({});
        add_application_routes(router_, cases());
        const auto& drafts = cases().neighbours().forms.drafts();
        const auto sample = submission();
        auto started = drafts.start({.tenant = bremerhaven(),
                                     .package_name = sample.package_name,
                                     .service = sample.service,
                                     .organisation = sample.organisation,
                                     .place = sample.place},
                                    "");
        ASSERT_TRUE(started.has_value());
        started->draft.answers = sample.answers;
        ASSERT_TRUE(drafts.save(started->draft).has_value());
        id_ = started->draft.id;
        device_ = started->token;
    }
    web::Response send(const std::string& proof) {
        web::Request asked = request(proof);
        asked.method = web::Method::Post;
        asked.path = asked.target = "/antrag/" + id_.to_string() + "/absenden";
        asked.cookies[std::string(forms::draft_cookie)] = device_;
        asked.cookies[std::string(web::form_cookie)] = web::prepare_token(asked, {});
        asked.form.add(std::string(web::token_field), asked.csrf_token);
        asked.form.add("declaration", "yes");
        return router_.handle(asked);
    }
    bool was_sent() {
        const auto draft = cases().neighbours().forms.drafts().open(id_, device_);
        EXPECT_TRUE(draft.has_value());
        return draft && draft->was_sent();
    }

    web::Router router_;
    forms::DraftId id_;
    std::string device_;
};
INSTANTIATE_TEST_SUITE_P(Databases, DraftProof, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DraftProof, WaitsForTheProofAndIsSentWithIt) {
    for (const auto& proof : {std::string(), prove("u-1", Basis)}) {
        const auto refused = send(proof);
        EXPECT_EQ(refused.status, 403);
        EXPECT_NE(refused.body.find("Bitte weisen Sie sich aus"), std::string::npos);
        EXPECT_NE(refused.body.find("Ihre Angaben sind gespeichert"), std::string::npos);
        EXPECT_FALSE(was_sent());
    }
    const auto sent = send(prove("u-1", High));
    EXPECT_EQ(sent.header("Location"), "/antrag/" + id_.to_string() + "/gesendet");
    EXPECT_TRUE(was_sent());
}

class StatusWithoutProof : public StatusProof {
  protected:
    std::vector<forms::Package> packages() const override { return {forms::sample_package()}; }
};
INSTANTIATE_TEST_SUITE_P(Databases, StatusWithoutProof, store::testing::databases(),
                         store::testing::database_name);

TEST_P(StatusWithoutProof, ACaseSentWithoutOneIsOpenedByNone) {
    const auto visit = visit_of(open_case());
    EXPECT_EQ(seen(visit, prove("u-1", High)), std::pair(Depth::State, Proof::None));
}

TEST_P(StatusWithoutProof, TheSubjectStandsNowhereInTheClear) {
    const std::string subject = "subject-of-erika";
    const auto visit = visit_of(open_case(submission(), with_proof(prove(subject, Basis))));
    EXPECT_EQ(seen(visit, prove(subject, Basis)), std::pair(Depth::Content, Proof::Sufficient));
    for (const auto& line : contents()) EXPECT_EQ(line.find(subject), std::string::npos) << line;
}

}  // namespace
}  // namespace dw::cases
