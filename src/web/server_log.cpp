#include "web/server_log.h"

#include <cstdio>
#include <utility>

namespace dw::web {

namespace {
constexpr std::size_t flush_bytes = 64 * 1024;
}

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
    if (lines.empty()) return;
    if (sink_) {
        sink_(lines);
    } else {
        std::fwrite(lines.data(), 1, lines.size(), stderr);
    }
}

}  // namespace dw::web
