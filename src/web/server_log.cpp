#include "web/server_log.h"

#include <utility>

#include "web/log.h"

namespace dw::web {

namespace {
constexpr std::size_t flush_bytes = 64 * 1024;
constexpr std::chrono::milliseconds last_patience{500};
}  // namespace

void ServerLog::add(const AccessLine& line) {
    std::string text;
    text.reserve(160);
    text.append(R"({"at":")").append(to_string(line.at)).append(R"(","request":")");
    text.append(line.request_id).append(R"(","method":")").append(line.method);
    text.append(R"(","route":")").append(line.route).append(R"(","status":)");
    text.append(std::to_string(line.status)).append(R"(,"us":)");
    text.append(std::to_string(line.duration.count())).append("}\n");
    bool full = false;
    {
        std::lock_guard lock(mutex_);
        waiting_ += text;
        full = waiting_.size() >= flush_bytes;
    }
    if (full) flush();
}

void ServerLog::flush() {
    std::string lines;
    {
        std::lock_guard lock(mutex_);
        lines.swap(waiting_);
    }
    if (!sink_) {
        operator_log().write(lines);
    } else if (!lines.empty()) {
        sink_(lines);
    }
}

void ServerLog::finish() {
    flush();
    if (!sink_) operator_log().flush(last_patience);
}

}  // namespace dw::web
