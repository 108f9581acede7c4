// Character encodings with one byte per character that expat does not know by itself.
#pragma once

#include <expat.h>

namespace dw::xzufi {

// For XML_SetUnknownEncodingHandler: windows-1252 and ISO-8859-15, under their usual names.
// XML_STATUS_ERROR for any other.
int fill_encoding(const char* name, XML_Encoding* encoding);

}  // namespace dw::xzufi
