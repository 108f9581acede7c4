// The table of drafts: ids, the day of deletion and hashes in the clear, everything else sealed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/draft.h"
#include "store/blobs.h"
#include "store/due.h"
#include "store/migration.h"
#include "store/store.h"

namespace dw::forms {

std::span<const store::Migration> draft_migrations();

// What is known when somebody starts.
struct DraftStart {
    store::TenantId tenant;
    std::string package_name;
    catalogue::SourceId service, organisation;
    Ars place;
    Language language = Language::German;
    std::optional<identity::PersonId> clerk = {};  // who fills it in for somebody
    Json recording = {};                           // Draft::recording
};

// A draft and the token that opens it; the token goes into the device's cookie.
struct OpenedDraft {
    Draft draft;
    std::string token;
};

inline constexpr std::string_view sent_draft_code = "forms.draft_sent";

// May be used from any thread.
class DraftTable {
  public:
    DraftTable(store::Store& store, store::BlobStore& blobs) : store_(store), blobs_(blobs) {}

    // `token` is what the device has already, or "".
    Result<OpenedDraft> start(const DraftStart& start, std::string_view token) const;
    Result<Draft> open(DraftId id, std::string_view token) const;  // NotFound also for others'
    // The drafts this device may open, newest first; without those a clerk fills in.
    Result<std::vector<Draft>> of_device(std::string_view token) const;
    // Those this clerk fills in on this device.
    Result<std::vector<Draft>> of_clerk(std::string_view token, identity::PersonId clerk) const;
    // Lets the device open the draft with this code; NotFound when there is none, with
    // sent_draft_code when it was sent.
    Result<OpenedDraft> resume(std::string_view typed_code, std::string_view token) const;
    // Conflict when it was saved meanwhile. `draft.version` is the one that was read.
    Outcome save(const Draft& draft) const;
    // Keeps a file sealed with the uploads' key and names it in the draft (not saved here).
    Result<Upload> keep_file(const Draft& draft, const Upload& description,
                             BytesView content) const;

    Outcome forget_device(std::string_view token) const;
    Outcome remove(const Draft& draft) const;
    Result<std::vector<store::Statement>> mark_sent(const Draft& draft,
                                                    const Json& confirmation) const;
    Result<int> delete_expired() const;
    // Whether a draft refers to the blob; for the collection of blobs.
    Result<bool> refers_to(store::TenantId tenant, store::BlobId blob) const;

  private:
    Result<Draft> from_row(store::Connection& connection, const store::Row& row) const;
    Result<store::Statement> sealed_update(const Draft& draft) const;
    Result<std::vector<Draft>> all_of_device(std::string_view token) const;
    Result<OpenedDraft> write_first(Draft draft, std::string_view token) const;
    Result<store::DataKey> upload_key(const Draft& draft) const;
    struct MadeKey {
        store::DataKey key;
        store::Change change;  // makes it
    };
    Result<MadeKey> new_key(store::TenantId tenant, const std::string& compartment) const;
    // The draft's own key, and the one of its uploads, removed ones included; a case that was sent
    // has taken over the latter.
    enum class WasSent { No, Yes };
    Result<std::vector<store::KeyId>> keys_to_destroy(store::TenantId tenant, DraftId id,
                                                      store::KeyId own, WasSent sent) const;

    store::Store& store_;
    store::BlobStore& blobs_;
};

}  // namespace dw::forms
