// Every bound of the program, with unit and reason. What is not bounded here is a bug.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dw::limits {

// HTTP
inline constexpr std::size_t head_bytes = 16 * 1024;  // browsers stay below 8 KiB
inline constexpr std::size_t target_bytes = 4 * 1024;
inline constexpr std::size_t body_bytes = 1024 * 1024;          // forms and JSON
inline constexpr std::size_t upload_bytes = 20 * 1024 * 1024;   // routes that take files
inline constexpr std::size_t form_fields = 1000;                // fields in one submitted form
inline constexpr std::size_t bodies_bytes = 256 * 1024 * 1024;  // of all requests being received
inline constexpr std::size_t worker_queue = 1024;               // requests waiting for a worker
inline constexpr std::size_t connections = 20'000;
inline constexpr std::chrono::seconds head_time{10};  // slow heads hold no worker
inline constexpr std::chrono::seconds body_time{60};
inline constexpr std::chrono::seconds write_time{60};  // slow readers
inline constexpr std::chrono::seconds idle_time{75};   // keep-alive
inline constexpr std::chrono::seconds drain_time{20};  // graceful stop

// Storage
inline constexpr std::size_t event_payload_bytes = 1024 * 1024;
inline constexpr std::size_t stream_events = 10'000;  // long matters are several streams
inline constexpr std::size_t commit_group_changes = 256;
inline constexpr std::size_t commit_queue_changes = 4'096;  // beyond: Unavailable
inline constexpr int conflict_retries = 5;
inline constexpr std::size_t blob_frame_bytes = 64 * 1024;
inline constexpr std::size_t prepared_statements = 500;  // per connection; then all are dropped
inline constexpr std::size_t reader_connections = 32;    // PostgreSQL allows 100 by default
inline constexpr std::chrono::seconds reader_wait{10};
inline constexpr std::size_t cached_keys = 10'000;  // unwrapped data keys in memory
// What another copy of the program destroyed is known here no longer than so.
inline constexpr std::chrono::minutes cached_key_time{10};

inline constexpr std::size_t backup_record_bytes = 64 * 1024 * 1024;  // one row or frame

// XML
inline constexpr std::size_t xml_depth = 64;
inline constexpr std::size_t xml_text_bytes = 1024 * 1024;  // one text
inline constexpr std::size_t xml_attribute_bytes = 64 * 1024;
inline constexpr std::size_t xml_quote_bytes = 60;    // of a faulty value, in a report
inline constexpr std::size_t import_findings = 1000;  // of one file, kept in full; more are counted
inline constexpr std::size_t import_agencies = 1000;  // of one file, for a full delivery
inline constexpr std::chrono::milliseconds import_group_time{10};  // others wait so long at most
inline constexpr std::size_t import_named_claims = 20;  // of one file; others are counted
inline constexpr std::size_t organisation_levels = 64;  // stored ones above an imported one
inline constexpr std::size_t catalogue_object_bytes = 2 * 1024 * 1024;  // without its markup
inline constexpr std::size_t source_id_bytes = 200;        // agency and value of an imported object
inline constexpr std::size_t language_code_bytes = 35;     // RFC 5646 section 4.4.1
inline constexpr std::size_t xml_chunk_bytes = 64 * 1024;  // handed to the parser at once
inline constexpr std::size_t xml_token_bytes = 4 * 1024 * 1024;    // a tag, a comment
inline constexpr std::size_t xml_object_bytes = 32 * 1024 * 1024;  // all texts of one object
inline constexpr std::size_t xml_object_elements = 1'000'000;      // about 100,000 responsibilities

// Rules
inline constexpr std::size_t dmn_file_bytes = 16 * 1024 * 1024;  // a table of 100,000 rows
inline constexpr std::size_t dmn_elements = 1'000'000;           // of one file

// Destruction of closed cases
// Between the offer to the archive and the destruction. Half a year is what an archive had to
// answer by § 3 Abs. 5 ArchivG NRW of 1989; the law of the own Land decides, so a package may
// differ.
inline constexpr int archive_days = 183;
inline constexpr int archive_days_least = 28;  // people are away for some weeks
inline constexpr int archive_days_most = 3650;
// Nothing is destroyed before the clock has run so long without a jump: a wrong clock is noticed.
inline constexpr std::chrono::hours steady_clock_time{28 * 24};
// A longer pause is a jump of the clock, or the program stood: both begin the time above anew.
inline constexpr std::chrono::hours clock_pause{7 * 24};
inline constexpr std::chrono::hours clock_noted{1};  // the database is told no more often

// JSON
inline constexpr std::size_t json_depth = 32;

// Pages and lists
inline constexpr std::size_t list_items = 100;        // largest page of a list
inline constexpr std::size_t query_bytes = 200;       // what someone types into a search
inline constexpr std::int64_t counted_rows = 10'000;  // a count goes no further
inline constexpr std::size_t emergency_cases = 5000;  // in one emergency pack
inline constexpr std::size_t scopes = 32;             // scopes of one user
inline constexpr std::size_t desk_text = 10'000;      // characters of a note, a message, reasons

}  // namespace dw::limits
