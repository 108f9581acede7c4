// Mail about a case: says what kind of thing waits, never the content.
#pragma once

#include <string>
#include <vector>

#include "cases/case_log.h"
#include "store/outbox.h"
#include "store/store.h"

namespace dw::cases {

struct Mail {
    std::string to, subject, text;
};

// The outbox row for the Change that is its reason. Sealed with the case's shared key.
store::Statement mail_statement(store::Store& store, store::TenantId tenant, const std::string& key,
                                const store::DataKey& shared_key, const Mail& mail);
Result<Mail> read_mail(store::Connection& connection, store::KeyRing& ring, store::TenantId tenant,
                       const Bytes& sealed);

// Adds a mail to the Change when the events bring something the applicant should look at.
void add_notice(store::Store& store, Appended& appended, CaseId id,
                const std::vector<Event>& events);
// The mail with a one-time code.
Mail code_mail(const CaseState& state, const std::string& code);

struct ExampleMail {
    Mail mail;
    Instant at;
};
// The newest mails of the example, over the given tenants.
Result<std::vector<ExampleMail>> example_mails(store::Connection& connection, store::KeyRing& ring,
                                               const std::vector<store::TenantId>& tenants);
// Puts a mail from the outbox onto the page of the example; the same entry twice is one mail.
store::DeliveryReport keep_example_mail(store::Store& store, const store::OutboxEntry& entry);

}  // namespace dw::cases
