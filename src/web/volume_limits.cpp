#include "web/volume_limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

#include "base/bytes.h"

namespace dw::web {

namespace {

// Beyond it those that are empty again are forgotten; then all. Some 20 MB.
constexpr std::size_t remembered_networks = 50'000;

std::string network_from(BytesView address, std::size_t bytes) {
    return to_hex(address.first(bytes)) + "/" + std::to_string(bytes * 8);
}

}  // namespace

VolumeBound bound_of(Volume volume) {
    switch (volume) {
        case Volume::Unlimited:
            return {0, 0};
        // A day of action in a school: some hundred people begin together.
        case Volume::DraftStart:
            return {300, 1200};
        // A long form has thirty pages; three hundred people in it at once.
        case Volume::DraftSave:
            return {3000, 30'000};
        // Megabytes. Ten files of full size for twenty people at once; a full disk takes days.
        case Volume::Upload:
            return {2000, 4000};
        case Volume::Application:
            return {300, 1200};
        // One gateway delivers for many municipalities; beyond that there is a setting.
        case Volume::ApiApplication:
            return {2000, 20'000};
        // Somebody reads each of them.
        case Volume::Notice:
            return {20, 60};
        case Volume::Lookup:
            return {300, 1200};
        // Each goes into somebody's mailbox.
        case Volume::CodeMail:
            return {60, 240};
        // A large office in the morning; each is a row for ten minutes.
        case Volume::SignIn:
            return {1000, 4000};
        // A thousand a second: a busy portal that asks for each of its visitors, or a copy of
        // everything in seconds. A tenth of what a small machine can answer.
        case Volume::ApiReading:
            return {60'000, 3'600'000};
    }
    return {0, 0};
}

std::string_view name_of(Volume volume) {
    switch (volume) {
        case Volume::ApiReading:
            return "reading";
        case Volume::ApiApplication:
            return "applications";
        default:
            return "use";
    }
}

std::string network_of(std::string_view client_address) {
    const std::string numeric(client_address.substr(0, client_address.find('%')));  // without zone
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, numeric.c_str(), bytes.data()) == 1) return network_from(bytes, 3);
    if (inet_pton(AF_INET6, numeric.c_str(), bytes.data()) != 1) return numeric;
    // RFC 4291 section 2.5.5.2: ::ffff:192.0.2.1 is an IPv4 address.
    const BytesView all(bytes);
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::ranges::equal(all.first(12), mapped)) return network_from(all.subspan(12), 3);
    return network_from(all, 6);
}

std::chrono::seconds VolumeLimits::take(Volume volume, const std::string& network, double amount,
                                        Moment now) {
    using Seconds = std::chrono::duration<double>;
    if (volume == Volume::Unlimited || factor_ <= 0) return std::chrono::seconds{0};
    const auto bound = bound_of(volume);
    std::lock_guard lock(mutex_);
    auto& bucket = buckets_of(network, now)[static_cast<std::size_t>(volume)];
    const double used = used_at(bucket, volume, now);
    // What is larger than all that may come at once waits for an empty bucket, not for ever.
    const double room = std::max(bound.at_once * factor_, amount);
    if (used + amount > room) {
        const Seconds wait((used + amount - room) / (bound.per_hour * factor_) * 3600);
        return std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds{1});
    }
    bucket = {used + amount, now};
    return std::chrono::seconds{0};
}

std::optional<VolumeLimits::Standing> VolumeLimits::standing(Volume volume,
                                                             const std::string& network,
                                                             Moment now) {
    if (volume == Volume::Unlimited || factor_ <= 0) return std::nullopt;
    const auto bound = bound_of(volume);
    const double most = bound.at_once * factor_, per_second = bound.per_hour * factor_ / 3600;
    std::lock_guard lock(mutex_);
    const auto found = networks_.find(network);
    const double used = found == networks_.end()
                            ? 0
                            : used_at(found->second[static_cast<std::size_t>(volume)], volume, now);
    const auto whole = [](double number) { return static_cast<std::int64_t>(number); };
    return Standing{.most = whole(most),
                    .window_seconds = whole(std::ceil(most / per_second)),
                    .left = whole(std::max(0.0, most - used)),
                    .full_seconds = whole(std::ceil(used / per_second))};
}

double VolumeLimits::used_at(const Bucket& bucket, Volume volume, Moment now) const {
    const std::chrono::duration<double> passed = now - bucket.at;
    const double gone = passed.count() * bound_of(volume).per_hour * factor_ / 3600;
    return std::max(0.0, bucket.used - gone);
}

VolumeLimits::Buckets& VolumeLimits::buckets_of(const std::string& network, Moment now) {
    const auto found = networks_.find(network);
    if (found != networks_.end()) return found->second;
    if (networks_.size() >= remembered_networks) {
        std::erase_if(networks_, [&](const auto& entry) {
            for (std::size_t i = 0; i < volumes; ++i)
                if (used_at(entry.second[i], static_cast<Volume>(i), now) > 0) return false;
            return true;
        });
        if (networks_.size() >= remembered_networks) networks_.clear();
    }
    return networks_[network];
}

}  // namespace dw::web
