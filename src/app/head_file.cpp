#include "app/head_file.h"

#include <fstream>
#include <sstream>

#include "store/files.h"
#include "store/log_heads.h"

namespace dw::app {

namespace {

Result<std::string> heads_now(store::Store& store) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto heads, store::log_heads(*reader));
    return store::log_heads_to_text(heads);
}

Result<bool> is_in_log(store::Connection& connection, const store::LogHead& head) {
    DW_TRY(const auto rows,
           connection.query("select hash from event where tenant = $1 and position = $2",
                            {store::of(head.tenant), head.position}));
    return !rows.empty() && std::ranges::equal(rows[0].bytes(0), head.hash);
}

}  // namespace

std::string head_file_of(const store::Store& store) {
    return store.data_dir() + "/log-heads.txt";
}

Outcome HeadFile::write() {
    DW_TRY(auto text, heads_now(store_));
    if (text == written_) return Nothing{};
    const std::string name = head_file_of(store_);
    const auto files = store::system_files();
    DW_TRY_DO(files->remove(name + ".new"));
    DW_TRY(const auto file, files->create(name + ".new"));
    DW_TRY_DO(file->append(as_bytes(text)));
    DW_TRY_DO(file->sync());
    DW_TRY_DO(files->rename(name + ".new", name));
    written_ = std::move(text);
    return Nothing{};
}

Outcome check_head_file(store::Store& store, OlderLog older) {
    std::ifstream in(head_file_of(store), std::ios::binary);
    if (!in || older == OlderLog::Accept) return Nothing{};
    std::ostringstream text;
    text << in.rdbuf();
    DW_TRY(const auto heads, store::log_heads_from_text(text.str()));
    DW_TRY(const auto reader, store.reader());
    for (const auto& head : heads) {
        if (head.position == 0) continue;
        DW_TRY(const bool there, is_in_log(*reader, head));
        if (!there)
            return invalid("app.older_log", "event " + std::to_string(head.position) + " of " +
                                                head.tenant.to_string() + " is not there");
    }
    return Nothing{};
}

}  // namespace dw::app
