// How the content of a catalogue object is stored: one block of bytes per object.
//
// frozen: stored. A version byte, then the fields of the object in the order of content.cpp:
// numbers as varints (7 bits per byte, low ones first), texts with their length before them, lists
// with their count, optional things behind a 0 or 1. New fields are only added behind the others,
// with a new version.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "catalogue/service.h"

namespace dw::catalogue {

Bytes to_content(const Service& service);
Bytes to_content(const Specialisation& specialisation);
Bytes to_content(const Organisation& organisation);
Bytes to_content(const OnlineService& online_service);

// Corrupt "catalogue.content" when the bytes are none of to_content().
Result<Service> service_from_content(BytesView content);
Result<Specialisation> specialisation_from_content(BytesView content);
Result<Organisation> organisation_from_content(BytesView content);
Result<OnlineService> online_service_from_content(BytesView content);

// Tells contents apart: equal ones have the same number.
std::int64_t fingerprint_of(BytesView content);

}  // namespace dw::catalogue
