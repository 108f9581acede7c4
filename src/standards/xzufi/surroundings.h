// Surroundings: the open elements outside of objects.
//
// A wrapper around objects may have any name. What stands beside objects and holds none was meant
// as something; it is named when its parent ends, so that nothing of a file is left out in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "standards/xzufi/element.h"

namespace dw::xzufi {

class Surroundings {
  public:
    struct Idle {
        std::string name;
        Position position;
    };
    enum class Origin { OfStandard, Foreign };

    void open(std::string_view name, Position position, Origin origin);
    void saw_object();
    // Ends the element opened last. What is to be reported, each name once.
    std::vector<Idle> close();
    // The elements that are open, and how many have been so far.
    std::string path() const;

  private:
    struct Frame {
        Idle self;
        Origin origin;
        bool has_object = false;
        std::vector<Idle> idle;  // its children without objects
    };
    std::vector<Frame> open_;
    std::size_t opened_ = 0;
};

}  // namespace dw::xzufi
