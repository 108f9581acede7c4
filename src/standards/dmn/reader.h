// Reader: a DMN file (1.1 to 1.5) as a model.
//
// A DOCTYPE, bytes that are no XML, a foreign root or what is beyond the limits refuses the file.
// Anything else that is wrong is a problem with its place; the rest of the file is still read.
#pragma once

#include "standards/dmn/model.h"

namespace dw::dmn {

struct Reading {
    std::optional<Definitions> definitions;  // absent: the file is refused, `problems` says why
    std::vector<Problem> problems;
};

Reading read_definitions(std::string_view bytes);

std::string_view name_of(Version version);  // "1.5"

}  // namespace dw::dmn
