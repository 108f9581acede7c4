#include "web/log.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "base/clock.h"

namespace dw::web {

namespace {

constexpr std::size_t waiting_bytes = 1024 * 1024;  // some seconds of a busy program
constexpr std::size_t line_bytes = 16 * 1024;

// Room for PIPE_BUF bytes, which is what poll() promises of a pipe (pipe(7)). A pipe nobody will
// read again has none: writing there would end the program with SIGPIPE.
bool has_room(int descriptor, std::chrono::milliseconds patience) {
    pollfd wait{descriptor, POLLOUT, 0};
    if (poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return false;
    return (wait.revents & POLLOUT) != 0 && (wait.revents & (POLLERR | POLLNVAL)) == 0;
}

}  // namespace

void LogSink::write(std::string_view lines) {
    std::lock_guard lock(mutex_);
    hand_on({});
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        take(lines.substr(0, end));
        lines.remove_prefix(end);
    }
    hand_on({});
}

void LogSink::flush(std::chrono::milliseconds patience) {
    std::lock_guard lock(mutex_);
    hand_on(patience);
}

std::uint64_t LogSink::dropped() const {
    std::lock_guard lock(mutex_);
    return dropped_;
}

void LogSink::take(std::string_view line) {
    const bool fits = waiting_.size() + line.size() <= waiting_bytes && line.size() <= line_bytes;
    if (unsaid_ > 0 || !fits) {
        ++dropped_;
        ++unsaid_;
        return;
    }
    waiting_ += line;
}

void LogSink::hand_on(std::chrono::milliseconds patience) {
    std::size_t done = 0;
    for (;;) {
        if (done == waiting_.size()) {
            waiting_.clear();
            done = 0;
            say_what_is_missing();
            if (waiting_.empty()) break;
        }
        if (!has_room(descriptor_, patience)) break;
        const auto size = std::min<std::size_t>(waiting_.size() - done, PIPE_BUF);
        const auto count = ::write(descriptor_, waiting_.data() + done, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    waiting_.erase(0, done);
}

// After the lines before the gap; those after it were not taken while it had not been said.
void LogSink::say_what_is_missing() {
    if (unsaid_ == 0) return;
    waiting_ = R"({"at":")" + to_string(SystemClock{}.now()) + R"(","dropped_log_lines":)" +
               std::to_string(unsaid_) + "}\n";
    unsaid_ = 0;
}

LogSink& operator_log() {
    static LogSink sink(STDERR_FILENO);
    return sink;
}

void log_line(std::string_view text) {
    std::string line;
    line.reserve(text.size() + 1);
    for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    line += '\n';
    operator_log().write(line);
}

}  // namespace dw::web
