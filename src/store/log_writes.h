// Writes SQLite's write-ahead log in large pieces.
//
// A commit hands over every page for itself, in two parts: a large import calls the system 400,000
// times. In between SQLite's own file layer and SQLite, this one keeps what follows on each other
// and writes it when the log is synced.
#pragma once

namespace dw::store {

// The name of the layer, for sqlite3_open_v2; it lies upon whatever layer is the default when a
// file is opened.
const char* log_writes_layer();

}  // namespace dw::store
