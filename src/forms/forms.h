// The face of forms: packages, drafts and the way from the first question to a checked Submission.
//
// What is sent, cases owns: POST /antrag/{draft}/absenden, the confirmation page and
// POST /api/v1/applications are its routes; it calls check(), mark_sent() and
// submission_from_json().
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/routes.h"
#include "forms/draft.h"
#include "forms/draft_table.h"
#include "forms/errand_memory.h"
#include "forms/form_rules.h"
#include "forms/package.h"
#include "forms/submission.h"
#include "store/blobs.h"
#include "store/due.h"
#include "web/router.h"

namespace dw::forms {

std::span<const store::Migration> migrations();

// The packages built into the program. One with findings is left out and named in the findings.
struct PackageShelf {
    std::vector<Package> packages;
    Findings findings;  // place: "packages/<name>/<file>: <place>"
};
PackageShelf built_in_packages();

// Either everything is in order, or what is not: Finding::place is the id of a field,
// "declaration", or a member of the JSON body.
using Checked = std::variant<Submission, Findings>;

enum class Declaration { Given, Missing };
// Whether the box above the send button was ticked.
Declaration declaration_in(const web::Request& request);
// Whether whoever applies agreed to open a decision online (§ 41 Abs. 2a VwVfG).
bool reads_online_in(const web::Request& request);

struct FormsOptions {
    std::vector<Package> packages;
    // The tenant whose clerks work for this organisation of the catalogue; nothing: it has no desk.
    std::function<std::optional<store::TenantId>(const catalogue::SourceId&)> desk_of;
    // What somebody can prove here at most: packages that want more are not offered online.
    AssuranceLevel provable = AssuranceLevel::Basis;
    // Ways for the applicant to prove who she is, coming back to the page; empty: none.
    std::function<web::Html(const web::Request&, AssuranceLevel, const std::string& page)> proof =
        {};
};

// Somebody wants this service at this place.
struct Errand {
    catalogue::Service service;
    catalogue::Organisation organisation;
    Ars place;
    const Package* package = nullptr;
    store::TenantId tenant;  // of the organisation's desk
};

// May be used from any thread.
class Forms {
  public:
    Forms(store::Store& store, store::BlobStore& blobs, const catalogue::Catalogue& catalogue,
          FormsOptions options);

    const std::vector<Package>& packages() const { return options_.packages; }
    const Package* package(std::string_view name) const;
    const Package* package_for(const catalogue::Service& service) const;

    // The start page of the form, when a package fits the service and the organisation has a desk.
    std::optional<catalogue::OwnForm> own_form(const catalogue::Service& service,
                                               const catalogue::Organisation& organisation,
                                               const Ars& place) const;

    // The draft of the route's {draft}, when the request's cookie may open it; NotFound otherwise,
    // whether it exists or not.
    Result<Draft> draft(const web::Request& request) const;
    Result<Checked> check(const Draft& draft, Declaration declaration) const;
    // The check page again, with what is missing; status 422.
    web::Response refusal(const web::Request& request, const Draft& draft,
                          const Findings& findings) const;
    web::Html proof_part(const web::Request& request, AssuranceLevel wanted,
                         const std::string& page) const;
    // Statements for the Change that opens the case: Conflict when the draft was sent or changed
    // meanwhile. `confirmation` (number, code …) is kept sealed for confirmation_hours, so that
    // the same device can open the confirmation page again; then the draft is gone.
    Result<std::vector<store::Statement>> mark_sent(const Draft& draft,
                                                    const Json& confirmation) const;

    // {"package"?, "service": id or LeiKa key, "area": ARS, "answers": {…}, "language"?, "email"?,
    // "reads_online"?}
    Result<Checked> submission_from_json(const Json& body) const;
    // The tenant of the desk that gets it; cases open the case there.
    std::optional<store::TenantId> tenant_of(const catalogue::SourceId& organisation) const;

    // The service, the office in charge at the place and the package that fits. NotFound with code
    // forms.service_unknown, forms.place_unknown, forms.no_package or forms.not_online.
    Result<Errand> errand(std::string_view service_or_key, std::string_view place) const;
    // The day and the place that answers are held against.
    Circumstances circumstances(const Ars& place) const;
    // A finding about a submission or a body in words, for problem+json.
    std::string sentence(const Finding& finding, const Package* package, Language language) const;
    const DraftTable& drafts() const { return drafts_; }
    const catalogue::Catalogue& catalogue() const { return catalogue_; }
    Instant now() const { return store_.clock().now(); }

    // Pages: /antrag/…, /fortsetzen, /verarbeitung/{package}. They refer to this object.
    void add_routes(web::Router& router);
    // Deletes drafts whose time is over; returns how many. Called by the program's timer.
    Result<int> delete_expired() const;
    // Whether a draft refers to the blob; for the collection of blobs nobody needs any more.
    Result<bool> refers_to(store::TenantId tenant, store::BlobId blob) const;

  private:
    Result<Offers> offers(std::string_view service_or_key, const Ars& place, Date day) const;
    Result<std::vector<catalogue::Organisation>> offices_in_charge(
        const catalogue::Service& service, const Ars& place, Date day) const;
    Result<Offers> known_offers(std::string_view service_or_key, const Ars& place) const;

    store::Store& store_;
    DraftTable drafts_;
    const catalogue::Catalogue& catalogue_;
    FormsOptions options_;
    std::unique_ptr<ErrandMemory> memory_;
};

}  // namespace dw::forms
