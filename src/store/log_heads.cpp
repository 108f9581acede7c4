#include "store/log_heads.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace dw::store {

namespace {

std::optional<LogHead> parse_line(std::string_view line) {
    const auto words = split(line, ' ');
    if (words.size() != 3) return std::nullopt;
    const auto tenant = TenantId::parse(words[0]);
    const auto hash = from_hex(words[2]);
    std::int64_t position = 0;
    const char* end = words[1].data() + words[1].size();
    const auto number = std::from_chars(words[1].data(), end, position);
    if (!tenant || !hash || hash->size() != 32) return std::nullopt;
    if (number.ec != std::errc{} || number.ptr != end || position < 0) return std::nullopt;
    LogHead head{.tenant = *tenant, .position = position, .hash = {}};
    std::ranges::copy(*hash, head.hash.begin());
    return head;
}

}  // namespace

Result<std::vector<LogHead>> log_heads(Connection& connection) {
    std::vector<LogHead> heads;
    DW_TRY_DO(connection.for_each(
        "select tenant, position, hash from log_head order by tenant", {},
        [&](const Row& row) -> Outcome {
            const auto tenant = TenantId::from_bytes(row.bytes(0));
            if (!tenant || row.bytes(2).size() != 32)
                return corrupt("store.log_head", "a head is malformed");
            LogHead head{.tenant = *tenant, .position = row.integer(1), .hash = {}};
            std::ranges::copy(row.bytes(2), head.hash.begin());
            heads.push_back(head);
            return Nothing{};
        }));
    return heads;
}

std::string log_heads_to_text(const std::vector<LogHead>& heads) {
    std::string text;
    for (const auto& head : heads)
        text += head.tenant.to_string() + " " + std::to_string(head.position) + " " +
                to_hex(head.hash) + "\n";
    return text;
}

Result<std::vector<LogHead>> log_heads_from_text(std::string_view text) {
    std::vector<LogHead> heads;
    std::size_t number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        if (line.empty()) continue;
        const auto head = parse_line(line);
        if (!head) return invalid("store.log_heads", "line " + std::to_string(number));
        heads.push_back(*head);
    }
    return heads;
}

}  // namespace dw::store
