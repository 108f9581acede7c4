#include "cases/status_access.h"

#include <algorithm>

#include "cases/case_mail.h"
#include "cases/case_number.h"
#include "identity/guesses.h"

namespace dw::cases {

namespace {

using store::of;

Bytes hash_of(std::string_view secret) {
    const auto digest = sha256(as_bytes(secret));
    return {digest.begin(), digest.end()};
}

// frozen: stored (docs/formats.md)
store::Canonical visit_fields(const Bytes& token_hash, const CasePlace& place, Depth depth,
                              Instant expires_at) {
    return std::move(store::Canonical("dienstweg.row.status-session.v1")
                         .add(BytesView(token_hash))
                         .add(place.tenant)
                         .add(place.id)
                         .add(static_cast<std::int64_t>(depth))
                         .add(to_microseconds(expires_at)));
}

// Six digits: whoever reads a hash without a key has tried them all in a moment.
Bytes hash_of_one_time_code(const Cases& cases, const StatusVisit& visit, std::string_view code) {
    return cases.neighbours().store.keys().seals().seal(
        store::Canonical("dienstweg.row.one-time-code.v1")
            .add(visit.place.tenant)
            .add(visit.place.id)
            .add(visit.loaded.state.opened.number)
            .add(code));
}

Outcome commit(const Cases& cases, store::TenantId tenant, store::Statement statement) {
    store::Change change{.tenant = tenant};
    change.statements.push_back(std::move(statement));
    DW_TRY_DO(cases.neighbours().store.commit(std::move(change)));
    return Nothing{};
}

Result<std::string> begin_visit(const Cases& cases, const CasePlace& place) {
    auto& store = cases.neighbours().store;
    const std::string token = random_token(store.random(), 16);
    const Bytes hash = hash_of(token);
    const Instant expires_at = store.clock().now() + status_minutes;
    DW_TRY_DO(
        commit(cases, place.tenant,
               {"insert into status_session (token_hash, tenant, case_id, opened, "
                "expires_at, seal) values ($1, $2, $3, 0, $4, $5)",
                {hash, of(place.tenant), of(place.id), of(expires_at),
                 store.keys().seals().seal(visit_fields(hash, place, Depth::State, expires_at))}}));
    return token;
}

Result<std::optional<CaseLock>> find_lock(const Cases& cases, const web::Request& request,
                                          const std::string& number) {
    const auto& at = cases.neighbours();
    DW_TRY(const auto tenants, at.identity.tenants_of(request.host));
    DW_TRY(const auto reader, at.store.reader());
    for (const auto& tenant : tenants) {
        DW_TRY(const auto lock, find_by_number(*reader, tenant, number));
        if (lock) return lock;
    }
    return std::optional<CaseLock>();
}

// The row with number and hash only finds the case: whether they are its own, its log says, which
// nobody writes without the keys.
Result<bool> is_opened_by(const Cases& cases, const CaseLock& lock, std::string_view number,
                          const Digest& code_hash) {
    if (!equal_constant_time(lock.code_hash, code_hash)) return false;
    auto& store = cases.neighbours().store;
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto loaded, load_case(*reader, store.keys(), lock.place.tenant, lock.place.id));
    const auto& opened = loaded.state.opened;
    return opened.number == number && equal_constant_time(opened.code_hash, code_hash);
}

Result<store::DataKey> shared_key_of(store::Store& store, const CasePlace& place) {
    DW_TRY(const auto reader, store.reader());
    return store.keys().by_compartment(*reader, place.tenant,
                                       compartment_name(place.id, Compartment::Shared));
}

Result<store::Change> change_by_party(store::Store& store, const CasePlace& place,
                                      const Command& command) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto loaded, load_case(*reader, store.keys(), place.tenant, place.id));
    DW_TRY(const auto events, decide(loaded.state, command));
    if (events.empty()) return store::Change{.tenant = place.tenant};
    DW_TRY(auto appended,
           append(*reader, store.keys(),
                  {place.tenant, place.id, party_of(place.id), loaded.state, events}));
    return std::move(appended.change);
}

// Session level ≥ level of the content; without the package nobody knows it, so it is the highest.
Result<Proof> proof_for(const Cases& cases, const web::Request& request, const CasePlace& place,
                        const CaseState& state) {
    const auto& proof = state.applicant.proof;
    if (!proof) return Proof::None;
    DW_TRY(const auto resident, cases.neighbours().identity.resident(request));
    if (!resident) return Proof::None;
    const auto seen = proof_within(cases.neighbours().store, place, proof_of(*resident));
    if (!equal_constant_time(seen.pseudonym, proof->pseudonym)) return Proof::Other;
    const auto* package = cases.package_of(state);
    const auto needed = package ? package->level_to_read : AssuranceLevel::High;
    return resident->level < needed ? Proof::TooLow : Proof::Sufficient;
}

}  // namespace

IdentityProof proof_of(const identity::Resident& resident) {
    IdentityProof proof{.level = resident.level};
    DW_ASSERT(resident.pseudonym.size() == proof.pseudonym.size());
    std::ranges::copy(resident.pseudonym, proof.pseudonym.begin());
    return proof;
}

// frozen: stored in case.party_added (docs/formats.md)
IdentityProof proof_within(store::Store& store, const CasePlace& place,
                           const IdentityProof& proof) {
    IdentityProof own{.level = proof.level};
    const Bytes hash = store.keys().seals().seal(store::Canonical("dienstweg.case-proof.v1")
                                                     .add(place.tenant)
                                                     .add(place.id)
                                                     .add(BytesView(proof.pseudonym)));
    DW_ASSERT(hash.size() == own.pseudonym.size());
    std::ranges::copy(hash, own.pseudonym.begin());
    return own;
}

Result<StatusTry> enter(const Cases& cases, const web::Request& request, std::string_view number,
                        std::string_view code) {
    auto& store = cases.neighbours().store;
    const auto known_number = read_case_number(number);
    const auto known_code = read_access_code(code);
    if (!known_number || !known_code) return StatusTry{};
    const auto object = identity::guess_object("case", *known_number);
    const auto network = identity::network_of(request.client_address);
    // Who tries one number after the other gets no further than who tries one.
    DW_TRY(const auto whole, identity::begin_network_guess(store, "case", network));
    if (!whole.allowed()) return StatusTry{.token = {}, .wait = whole.wait};
    DW_TRY(const auto permit, identity::begin_guess(store, object, network));
    if (!permit.allowed()) return StatusTry{.token = {}, .wait = permit.wait};
    DW_TRY(const auto lock, find_lock(cases, request, *known_number));
    if (!lock) return StatusTry{};
    DW_TRY(const bool right, is_opened_by(cases, *lock, *known_number,
                                          hash_of_access_code(*known_number, *known_code)));
    if (!right) return StatusTry{};
    DW_TRY_DO(identity::forgive_guesses(store, object, network));
    DW_TRY_DO(identity::forgive_network(store, "case", network));
    DW_TRY(auto token, begin_visit(cases, lock->place));
    return StatusTry{.token = std::move(token)};
}

Result<std::optional<StatusVisit>> status_visit(const Cases& cases, const web::Request& request) {
    const auto& at = cases.neighbours();
    const auto token = request.cookie(status_cookie);
    if (token.empty()) return std::optional<StatusVisit>();
    DW_TRY(const auto reader, at.store.reader());
    const Bytes hash = hash_of(token);
    DW_TRY(const auto rows,
           reader->query("select tenant, case_id, opened, expires_at, seal from status_session "
                         "where token_hash = $1 and expires_at > $2",
                         {hash, of(at.store.clock().now())}));
    if (rows.empty()) return std::optional<StatusVisit>();
    StatusVisit visit{.place = {rows[0].id<store::TenantId>(0), rows[0].id<CaseId>(1)},
                      .depth = static_cast<Depth>(rows[0].integer(2)),
                      .expires_at = rows[0].instant(3),
                      .loaded = {}};
    if (!at.store.keys().seals().holds(
            visit_fields(hash, visit.place, visit.depth, visit.expires_at), rows[0][4]))
        return std::optional<StatusVisit>();
    DW_TRY(visit.loaded, load_case(*reader, at.store.keys(), visit.place.tenant, visit.place.id));
    DW_TRY(visit.proof, proof_for(cases, request, visit.place, visit.loaded.state));
    if (visit.proof == Proof::Sufficient) visit.depth = Depth::Content;
    return std::optional(std::move(visit));
}

Outcome leave(const Cases& cases, const web::Request& request) {
    return commit(cases, store::shared_tenant(),
                  {"delete from status_session where token_hash = $1",
                   {hash_of(request.cookie(status_cookie))}});
}

Result<std::chrono::seconds> send_code(const Cases& cases, const web::Request& request,
                                       const StatusVisit& visit) {
    auto& store = cases.neighbours().store;
    // A mailbox is not to be flooded: asking for a code is counted as a guess is.
    DW_TRY(const auto permit,
           identity::begin_guess(store,
                                 identity::guess_object("code mail", visit.place.id.to_string()),
                                 identity::network_of(request.client_address)));
    if (!permit.allowed()) return permit.wait;
    const std::string code = new_one_time_code(store.random());
    DW_TRY(const auto key, shared_key_of(store, visit.place));
    const std::string mail_key = "code/" + visit.place.id.to_string() + "/" +
                                 std::to_string(to_microseconds(store.clock().now()));
    store::Change change{.tenant = visit.place.tenant};
    change.statements = {
        {"insert into one_time_code (tenant, case_id, code_hash, expires_at) "
         "values ($1, $2, $3, $4) on conflict (tenant, case_id) do update set "
         "code_hash = excluded.code_hash, expires_at = excluded.expires_at",
         {of(visit.place.tenant), of(visit.place.id), hash_of_one_time_code(cases, visit, code),
          of(store.clock().now() + code_minutes)}},
        mail_statement(store, visit.place.tenant, mail_key, key,
                       code_mail(visit.loaded.state, code))};
    DW_TRY_DO(store.commit(std::move(change)));
    return std::chrono::seconds{0};
}

Result<CodeTry> open_content(const Cases& cases, const web::Request& request,
                             const StatusVisit& visit, std::string_view code) {
    auto& store = cases.neighbours().store;
    const auto object = identity::guess_object("case code", visit.place.id.to_string());
    const auto network = identity::network_of(request.client_address);
    DW_TRY(const auto permit, identity::begin_guess(store, object, network));
    if (!permit.allowed()) return CodeTry{.wait = permit.wait};
    store::Change change{.tenant = visit.place.tenant};
    const auto now = of(store.clock().now());
    const Bytes token_hash = hash_of(request.cookie(status_cookie));
    // The code works once: its row goes in the same change, or nothing happens.
    change.statements = {
        {"delete from one_time_code where tenant = $1 and case_id = $2 and code_hash = $3 "
         "and expires_at > $4",
         {of(visit.place.tenant), of(visit.place.id), hash_of_one_time_code(cases, visit, code),
          now},
         1},
        {"update status_session set opened = 1, seal = $2 where token_hash = $1",
         {token_hash, store.keys().seals().seal(
                          visit_fields(token_hash, visit.place, Depth::Content, visit.expires_at))},
         1}};
    const auto opened = store.commit(std::move(change));
    if (!opened && opened.error().kind == ErrorKind::Conflict) return CodeTry{};
    if (!opened) return opened.error();
    DW_TRY_DO(identity::forgive_guesses(store, object, network));
    DW_TRY_DO(act_as_party(cases, visit.place, ConfirmContact{}));
    return CodeTry{.right = true};
}

Outcome act_as_party(const Cases& cases, const CasePlace& place, const Command& command) {
    auto& store = cases.neighbours().store;
    return store::retry_on_conflict([&]() -> Outcome {
        DW_TRY(auto change, change_by_party(store, place, command));
        if (change.events.empty()) return Nothing{};
        DW_TRY_DO(store.commit(std::move(change)));
        return Nothing{};
    });
}

}  // namespace dw::cases
