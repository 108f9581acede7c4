#include "catalogue/page_memory.h"

#include <algorithm>

#include "base/text.h"
#include "web/page.h"

namespace dw::catalogue {

namespace {

constexpr std::size_t most_bytes = 32 * 1024 * 1024;  // about a thousand pages
constexpr std::size_t longest_key = 300;              // ours are shorter; others are not kept
constexpr std::chrono::seconds page_lifetime{10};

// All of the request that a page shows.
std::string key_of(const web::Request& request) {
    std::string key(code_of(request.language));
    key += '\n' + request.path;
    for (const auto& [name, value] : request.query.pairs()) key += '\n' + name + '\n' + value;
    return key;
}

bool is_same_for_everybody(const web::Request& request, const web::Response& response) {
    const bool has_form =
        !request.csrf_token.empty() && response.body.find(request.csrf_token) != std::string::npos;
    const bool says_more = std::ranges::any_of(
        response.headers, [](const auto& header) { return header.first != "ETag"; });
    return response.status == 200 && !says_more && response.static_bytes.empty() && !has_form;
}

}  // namespace

web::Response PageMemory::page(const web::Request& request, const CatalogueState& state,
                               const std::function<web::Response()>& write) {
    const std::string key = key_of(request);
    if (key.size() > longest_key) return write();
    if (const auto kept = find(key, state, request.received)) return *kept;
    web::Response response = write();
    if (is_same_for_everybody(request, response)) {
        keep(key, {.state = state,
                   .written = request.received,
                   .response = std::make_shared<const web::Response>(response)});
    }
    return response;
}

std::optional<web::Response> PageMemory::find(const web::Request& request,
                                              const CatalogueState& state) {
    const std::string key = key_of(request);
    const auto kept = find(key, state, request.received);
    return kept ? std::optional(*kept) : std::nullopt;
}

std::shared_ptr<const web::Response> PageMemory::find(const std::string& key,
                                                      const CatalogueState& state, Instant now) {
    std::lock_guard lock(mutex_);
    const auto found = pages_.find(key);
    if (found == pages_.end()) return nullptr;
    const Kept& kept = found->second;
    const bool fresh = now >= kept.written && now - kept.written < page_lifetime;
    return fresh && kept.state == state ? kept.response : nullptr;
}

// When the memory is full it begins anew: what is asked for often is back at once.
void PageMemory::keep(const std::string& key, Kept kept) {
    const std::size_t size = key.size() + kept.response->body.size();
    std::lock_guard lock(mutex_);
    if (bytes_ + size > most_bytes) {
        pages_.clear();
        bytes_ = 0;
    }
    auto& place = pages_[key];
    if (place.response) bytes_ -= key.size() + place.response->body.size();
    bytes_ += size;
    place = std::move(kept);
}

web::Response kept_answer(PageMemory& memory, const Rooms& rooms, const web::Request& request,
                          Answer answer) {
    // Read before the answer is written: an import in between makes it an old one.
    const auto change = rooms.catalogue.change_number();
    if (!change) return web::error_response(request, change.error());
    return memory.page(request, {.change = *change, .day = rooms.today()},
                       [&] { return answer(rooms, request); });
}

std::optional<web::Response> answer_at_hand(PageMemory& memory, const Rooms& rooms,
                                            const web::Request& request) {
    const auto change = rooms.catalogue.change_number_at_hand();
    if (!change) return std::nullopt;
    return memory.find(request, {.change = *change, .day = rooms.today()});
}

}  // namespace dw::catalogue
