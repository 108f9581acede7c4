// How much one network may write without signing in: a flood of drafts, files or mails ends here,
// guesses of codes are counted elsewhere (identity/guesses.h, durable).
//
// Token buckets in the memory of this copy of the program: `at_once` may come together, `per_hour`
// fills up again. A whole town hall or school may stand behind one address, so the numbers are many
// times what people do.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dw::web {

enum class Volume {
    Unlimited,
    DraftStart,      // a form is begun
    DraftSave,       // a page of a form, an answer to the office, a code of a draft
    Upload,          // megabytes of files, beside DraftSave
    Application,     // sent on pages
    ApiApplication,  // sent by programs
    Notice,          // about a wrong office
    Lookup,          // number and code of a case
    CodeMail,        // asks for a mail with a one-time code
    SignIn,          // sets out to a login provider
    ApiReading,      // asked by programs; answers from memory are not counted
};
inline constexpr std::size_t volumes = 11;

struct VolumeBound {
    double at_once, per_hour;
};
VolumeBound bound_of(Volume volume);
// "reading": the name of the bound for programs.
std::string_view name_of(Volume volume);

// Addresses of one household or company count as one: /24 for IPv4, /48 for IPv6.
std::string network_of(std::string_view client_address);

// May be called from any thread.
class VolumeLimits {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    // Multiplies all bounds; 0: no limits.
    void set_factor(double factor) { factor_ = factor; }
    // 0: go on, it is counted. Else nothing is counted, and so long it takes until there is room.
    std::chrono::seconds take(Volume volume, const std::string& network, double amount, Moment now);
    // How it stands, for those who are told; nothing where there is no limit.
    struct Standing {
        std::int64_t most, window_seconds;  // so many in this time
        std::int64_t left, full_seconds;    // free now, and when all are
    };
    std::optional<Standing> standing(Volume volume, const std::string& network, Moment now);

  private:
    struct Bucket {
        double used = 0;
        Moment at{};
    };
    using Buckets = std::array<Bucket, volumes>;
    Buckets& buckets_of(const std::string& network, Moment now);
    double used_at(const Bucket& bucket, Volume volume, Moment now) const;

    double factor_ = 1;  // set before serving begins
    std::mutex mutex_;
    std::map<std::string, Buckets> networks_;
};

}  // namespace dw::web
