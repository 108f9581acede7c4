// A share in bytes: format 1 | needed | number | id of the splitting (4) | share (32) | first 4
// bytes of SHA-256 over all before. Written in base32, in groups of four.
#include "store/key_shares.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <set>

#include "base/bytes.h"

extern "C" {
#include <libgfshare.h>
}

namespace dw::store {

namespace {

constexpr std::uint8_t share_format = 1;  // frozen: printed on paper
constexpr std::size_t splitting_bytes = 4, secret_bytes = 32, checksum_bytes = 4;
constexpr std::size_t head_bytes = 3 + splitting_bytes;
constexpr std::size_t share_bytes = head_bytes + secret_bytes + checksum_bytes;
constexpr int most_shares = 20;
constexpr std::size_t group = 4;
constexpr std::size_t typed_bytes = 200;

struct ContextFree {
    void operator()(gfshare_ctx* context) const { gfshare_ctx_free(context); }
};
using ShareContext = std::unique_ptr<gfshare_ctx, ContextFree>;

// libgfshare asks this function for the coefficients, and to overwrite what it frees.
void fill_random(unsigned char* bytes, unsigned int count) {
    SystemRandom random;
    random.fill({bytes, count});
}

struct Share {
    int needed = 0;
    std::uint8_t number = 0;
    Bytes splitting, secret;
};

Bytes checksum_of(BytesView bytes) {
    const Digest digest = sha256(bytes);
    return {digest.begin(), digest.begin() + checksum_bytes};
}

std::string written(const Share& share) {
    Bytes bytes{share_format, static_cast<std::uint8_t>(share.needed), share.number};
    bytes.insert(bytes.end(), share.splitting.begin(), share.splitting.end());
    bytes.insert(bytes.end(), share.secret.begin(), share.secret.end());
    const Bytes checksum = checksum_of(bytes);
    bytes.insert(bytes.end(), checksum.begin(), checksum.end());
    const std::string letters = to_base32(bytes);
    std::string text;
    for (std::size_t i = 0; i < letters.size(); i += group)
        text += (i == 0 ? "" : "-") + letters.substr(i, group);
    return text;
}

// RFC 4648 section 6; blanks and dashes do not count, nor does the case of letters.
std::optional<Bytes> bytes_from(std::string_view typed) {
    if (typed.size() > typed_bytes) return std::nullopt;
    Bytes bytes;
    std::uint32_t waiting = 0;
    int bits = 0;
    for (char c : typed) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\r') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const bool letter = c >= 'A' && c <= 'Z', digit = c >= '2' && c <= '7';
        if (!letter && !digit) return std::nullopt;
        waiting = (waiting << 5) | static_cast<std::uint32_t>(letter ? c - 'A' : c - '2' + 26);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(waiting >> bits));
        waiting &= (1u << bits) - 1;
    }
    return bytes;
}

std::optional<Share> share_from(std::string_view typed) {
    const auto bytes = bytes_from(typed);
    if (!bytes || bytes->size() != share_bytes || bytes->front() != share_format)
        return std::nullopt;
    const BytesView all(*bytes);
    const auto content = all.first(share_bytes - checksum_bytes);
    if (!std::ranges::equal(checksum_of(content), all.last(checksum_bytes))) return std::nullopt;
    const auto splitting = all.subspan(3, splitting_bytes);
    const auto secret = all.subspan(head_bytes, secret_bytes);
    return Share{(*bytes)[1],
                 (*bytes)[2],
                 {splitting.begin(), splitting.end()},
                 {secret.begin(), secret.end()}};
}

Result<std::vector<Share>> read_shares(const std::vector<std::string>& typed) {
    std::vector<Share> shares;
    std::set<std::uint8_t> numbers;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const auto share = share_from(typed[i]);
        if (!share || share->number == 0)
            return invalid("store.share_mistyped", std::to_string(i + 1));
        if (!shares.empty() && (share->splitting != shares.front().splitting ||
                                share->needed != shares.front().needed))
            return invalid("store.share_other", std::to_string(i + 1));
        if (!numbers.insert(share->number).second)
            return invalid("store.share_twice", std::to_string(i + 1));
        shares.push_back(*share);
    }
    return shares;
}

}  // namespace

Result<std::vector<std::string>> split_master_key(const SecretKey& key, const SharePlan& plan) {
    const bool possible =
        plan.needed >= 2 && plan.shares >= plan.needed && plan.shares <= most_shares;
    if (!possible) return invalid("store.share_plan", "2 to 20 shares, 2 or more needed");
    std::vector<unsigned char> numbers(static_cast<std::size_t>(plan.shares));
    std::iota(numbers.begin(), numbers.end(), static_cast<unsigned char>(1));
    gfshare_fill_rand = fill_random;
    const ShareContext context(gfshare_ctx_init_enc(
        numbers.data(), static_cast<unsigned>(plan.shares), static_cast<unsigned char>(plan.needed),
        static_cast<unsigned>(secret_bytes)));
    if (!context) return unavailable("store.memory", "no memory for shares");
    SecretKey secret = key;
    gfshare_ctx_enc_setsecret(context.get(), secret.data());
    Bytes splitting(splitting_bytes);
    fill_random(splitting.data(), splitting_bytes);
    std::vector<std::string> shares;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        Share share{plan.needed, numbers[i], splitting, Bytes(secret_bytes)};
        gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(i), share.secret.data());
        shares.push_back(written(share));
    }
    return shares;
}

Result<SecretKey> join_master_key(const std::vector<std::string>& typed) {
    DW_TRY(auto shares, read_shares(typed));
    if (shares.empty()) return invalid("store.share_missing", "2");
    if (static_cast<int>(shares.size()) < shares.front().needed)
        return invalid("store.share_missing", std::to_string(shares.front().needed));
    std::vector<unsigned char> numbers;
    for (const auto& share : shares) numbers.push_back(share.number);
    gfshare_fill_rand = fill_random;
    const ShareContext context(gfshare_ctx_init_dec(numbers.data(),
                                                    static_cast<unsigned>(numbers.size()),
                                                    static_cast<unsigned>(secret_bytes)));
    if (!context) return unavailable("store.memory", "no memory for shares");
    for (std::size_t i = 0; i < shares.size(); ++i)
        gfshare_ctx_dec_giveshare(context.get(), static_cast<unsigned char>(i),
                                  shares[i].secret.data());
    SecretKey key{};
    gfshare_ctx_dec_extract(context.get(), key.data());
    return key;
}

}  // namespace dw::store
