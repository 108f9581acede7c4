// Where what the pieces of deliveries said is kept from one delivery to the next.
#pragma once

#include <memory>
#include <string>

#include "catalogue/piece_memory.h"
#include "store/store.h"

namespace dw::catalogue {

// frozen: tables of every installation have this form
extern const std::string_view piece_memory_sql;

using ObjectOwners = std::set<std::pair<ObjectKind, std::string>>;  // kinds and agencies

// To be written behind the statement that makes the next change number (change_days.h): objects of
// these kinds and agencies are written or deleted.
std::vector<store::Statement> objects_changed(const ObjectOwners& owners);
// Of all kinds and agencies.
store::Statement all_objects_changed();

// Deliveries that differ in the digits of their names only are one after the other.
std::string delivery_key(std::string_view name, std::string_view source);

// Null when nothing of use is kept.
Result<std::shared_ptr<const PieceMemory>> load_pieces(store::Store& store,
                                                       const std::string& delivery);
// `change` is the number the import has left the catalogue with; when it is another one by now,
// nothing is kept. `before`: what is kept already.
Outcome save_pieces(store::Store& store, const std::string& delivery, const PieceNotes& notes,
                    const PieceMemory* before, std::int64_t change);
// The number of the last change to what organisations are in charge of, own words included.
Result<std::int64_t> responsibilities_change(store::Connection& connection);
// The numbers of the last changes to objects, as of now.
Result<ObjectChanges> object_changes(store::Connection& connection);

}  // namespace dw::catalogue
