// The verbs of the file: z. d. A., the code given out anew, a copy taken, who is here.
#include "cases/case_log.h"
#include "cases/case_number.h"
#include "cases/cases.h"
#include "cases/retention.h"
#include "forms/upload_rules.h"
#include "terms/berlin.h"

namespace dw::cases {

Result<store::Receipt> Cases::file_away(const identity::Principal& principal, CaseId id,
                                        std::int64_t seen) {
    DW_TRY(const auto file, case_file(principal, id));
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"case.work", seen},
                   FileCommand{FileAway{today, principal.person, kept_until(file.state)}});
}

Result<store::Receipt> Cases::undo_filing(const identity::Principal& principal, CaseId id,
                                          const std::string& reason) {
    const Date today = berlin_date(at_.store.clock().now());
    return perform(principal, id, {"case.work", std::nullopt},
                   FileCommand{UndoFiling{today, reason, principal.person}});
}

Result<std::string> Cases::renew_code(const identity::Principal& principal, CaseId id) {
    DW_TRY(const auto file, case_file(principal, id));
    const std::string code = new_access_code(at_.store.random());
    const Digest hash = hash_of_access_code(file.state.opened.number, code);
    DW_TRY_DO(perform(principal, id, {"letter.post", std::nullopt},
                      FileCommand{RenewCode{hash, principal.person}},
                      // Whoever came in with the old code is out.
                      {{"delete from status_session where tenant = $1 and case_id = $2",
                        {store::of(principal.tenant), store::of(id)}}}));
    return code;
}

Result<store::Receipt> Cases::add_paper(const identity::Principal& principal, CaseId id,
                                        const web::UploadedFile& scan) {
    DW_TRY(const auto file, case_file(principal, id));
    if (!file.allows(identity::Act::WorkOnCase)) return denied("cases.denied", "case.work");
    DW_TRY(const auto key, [&]() -> Result<store::DataKey> {
        DW_TRY(const auto reader, at_.store.reader());
        return at_.store.keys().by_compartment(*reader, principal.tenant,
                                               compartment_name(id, Compartment::Shared));
    }());
    // The content first: a blob that nothing refers to is collected.
    DW_TRY(const auto writer, at_.blobs.create(principal.tenant, key));
    const auto content = as_bytes(scan.content);
    DW_TRY_DO(writer->write(content));
    DW_TRY(const auto blob, writer->finish());
    const DocumentAdded document{
        .document = DocumentId::make(at_.store.clock(), at_.store.random()),
        .file_name = scan.name,
        .media_type = std::string(forms::sniffed_type(content)),
        .size = static_cast<std::int64_t>(content.size()),
        .blob = blob,
        .key = key.id,
        .origin = "paper"};
    return perform(principal, id, {"case.work", std::nullopt}, AddPaper{document});
}

Result<store::Receipt> Cases::record_export(const identity::Principal& principal, CaseId id) {
    return perform(principal, id, {"case.read", std::nullopt},
                   FileCommand{RecordExport{principal.person}});
}

Result<std::vector<Present>> Cases::meet(const identity::Principal& principal, CaseId id) {
    DW_TRY_DO(presence_.note(at_.store, principal, id));
    DW_TRY(const auto reader, at_.store.reader());
    return others_in(*reader, principal, id, at_.store.clock().now());
}

}  // namespace dw::cases
