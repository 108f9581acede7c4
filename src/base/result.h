// Result: a value or the reason why there is none.
//
// Three kinds of trouble are never mixed. A Finding (findings.h) says what is wrong with somebody's
// input. An Error says that an operation could not be done. A bug is a DW_ASSERT (assert.h).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/assert.h"

namespace dw {

enum class ErrorKind {
    NotFound,     // what was asked for does not exist (or may not be known to exist)
    Invalid,      // the input makes no sense
    Conflict,     // somebody else was faster; read again and decide again
    Denied,       // the permission rule says no
    Unavailable,  // disk, network or database cannot do it now; nothing was changed
    Corrupt,      // stored bytes are not what was written
};

struct Error {
    ErrorKind kind;
    std::string code;     // stable, snake_case with dots, e.g. "store.disk_full"
    std::string message;  // for developers and logs, English; never shown to residents
};

struct Nothing {
    bool operator==(const Nothing&) const = default;
};

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : content_(std::move(value)) {}
    Result(Error error) : content_(std::move(error)) {}

    bool has_value() const { return std::holds_alternative<T>(content_); }
    explicit operator bool() const { return has_value(); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return const_cast<Result*>(this)->value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &const_cast<Result*>(this)->value(); }

    const Error& error() const {
        DW_ASSERT(!has_value());
        return std::get<Error>(content_);
    }
    T value_or(T other) const { return has_value() ? **this : std::move(other); }

  private:
    T& value() {
        DW_ASSERT(has_value());
        return std::get<T>(content_);
    }
    std::variant<T, Error> content_;
};

using Outcome = Result<Nothing>;  // for acts that give nothing back

inline Error not_found(std::string code, std::string message) {
    return {ErrorKind::NotFound, std::move(code), std::move(message)};
}
inline Error invalid(std::string code, std::string message) {
    return {ErrorKind::Invalid, std::move(code), std::move(message)};
}
inline Error conflict(std::string code, std::string message) {
    return {ErrorKind::Conflict, std::move(code), std::move(message)};
}
inline Error denied(std::string code, std::string message) {
    return {ErrorKind::Denied, std::move(code), std::move(message)};
}
inline Error unavailable(std::string code, std::string message) {
    return {ErrorKind::Unavailable, std::move(code), std::move(message)};
}
inline Error corrupt(std::string code, std::string message) {
    return {ErrorKind::Corrupt, std::move(code), std::move(message)};
}

}  // namespace dw

#define DW_JOIN_(a, b) a##b
#define DW_JOIN(a, b) DW_JOIN_(a, b)

// DW_TRY(auto x, f()): x is the value of f(), or the error is returned from here. One per line.
#define DW_TRY(declaration, expression)                                         \
    auto DW_JOIN(dw_try_, __LINE__) = (expression);                             \
    if (!DW_JOIN(dw_try_, __LINE__)) return DW_JOIN(dw_try_, __LINE__).error(); \
    declaration = *std::move(DW_JOIN(dw_try_, __LINE__))

// DW_TRY_DO(f()): as DW_TRY where the value is of no interest.
#define DW_TRY_DO(expression)                                                        \
    if (auto DW_JOIN(dw_try_, __LINE__) = (expression); !DW_JOIN(dw_try_, __LINE__)) \
    return DW_JOIN(dw_try_, __LINE__).error()
