// Lines for the operator, on standard error. They never hold personal data: no paths, queries,
// names.
//
// Who reads them may stand still, and a full pipe would hold up whoever writes into it: a page
// would hang because of its log. So nothing here waits. Lines that find no room are dropped and
// counted, and the log says how many they were as soon as it can.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace dw::web {

// Whole lines into a file, a pipe, a terminal or a socket. From any thread.
class LogSink {
  public:
    explicit LogSink(int descriptor) : descriptor_(descriptor) {}
    void write(std::string_view lines);
    // Hands on what still waits; gives up when nothing moves for the time.
    void flush(std::chrono::milliseconds patience = {});
    std::uint64_t dropped() const;

  private:
    void take(std::string_view line);
    void hand_on(std::chrono::milliseconds patience);
    void say_what_is_missing();

    mutable std::mutex mutex_;
    int descriptor_;
    std::string waiting_;
    std::uint64_t dropped_ = 0, unsaid_ = 0;
};

// Standard error.
LogSink& operator_log();
// One line; control characters become blanks. From any thread.
void log_line(std::string_view text);

}  // namespace dw::web
