// Reads the stored bytes of earlier releases (tests/fixtures/events) in tests.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "base/crypto.h"
#include "base/source_dir.h"
#include "store/change.h"

namespace dw::store::testing {

class Golden {
  public:
    explicit Golden(const std::string& name) {
        std::ifstream in(source_dir() + "/tests/fixtures/events/" + name);
        for (std::string line; std::getline(in, line);) {
            const auto space = line.find(' ');
            values_[line.substr(0, space)] = line.substr(space + 1);
        }
        EXPECT_FALSE(values_.empty()) << name;
    }
    const std::string& text(const std::string& name) const { return values_.at(name); }
    std::int64_t number(const std::string& name) const { return std::stoll(text(name)); }
    Bytes bytes(const std::string& name) const { return *from_hex(text(name)); }
    template <class IdType>
    IdType id(const std::string& name) const {
        return *IdType::parse(text(name));
    }
    template <class Array>
    Array array(const std::string& name) const {
        Array array{};
        const Bytes all = bytes(name);
        EXPECT_EQ(all.size(), array.size());
        std::copy(all.begin(), all.end(), array.begin());
        return array;
    }

  private:
    std::map<std::string, std::string> values_;
};

// Gives the same bytes again and again, so that what is sealed can be compared.
class SameBytes final : public RandomSource {
  public:
    explicit SameBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
    void fill(std::span<std::uint8_t> into) override {
        for (std::size_t i = 0; i < into.size(); ++i) into[i] = bytes_[i % bytes_.size()];
    }

  private:
    Bytes bytes_;
};

}  // namespace dw::store::testing
