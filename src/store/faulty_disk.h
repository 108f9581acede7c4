// A disk for tests that does what real ones do when the power fails: it forgets what was not
// synced, keeps some of it anyway, in any order, and tears the last write. Everything follows from
// a seed.
//
// The files themselves hold what a running program sees; this class remembers what would survive.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace dw::store::testing {

// May be called from any thread.
class FaultyDisk {
  public:
    explicit FaultyDisk(std::uint64_t seed) : dice_(seed) {}

    enum class Answer { Done, PowerIsOff, DiskIsFull, Failed };

    // What a file layer tells about each of its acts before it carries them out.
    void opened(const std::string& path);
    void closed();
    Answer write(const std::string& path, std::int64_t offset, BytesView bytes);
    Answer truncate(const std::string& path, std::int64_t size);
    Answer sync(const std::string& path);
    Answer remove(const std::string& path);
    Answer rename(const std::string& from, const std::string& to);
    Answer sync_directory(const std::string& path);

    // What the test wants to happen.
    void power_off();
    void power_off_after(std::int64_t acts);
    void fail_sync_after(std::int64_t syncs);
    void fill_after(std::int64_t bytes);
    void make_room();
    void lie_about_syncs();

    bool is_off() const;
    int open_files() const;
    // Writes back to every file what survived; the power is on again and nothing is planned.
    void restore();

  private:
    struct Write {
        std::int64_t offset;  // -1: the file is cut to `size`
        Bytes bytes;
        std::int64_t size = 0;
    };
    struct File {
        std::optional<Bytes> durable;  // nothing: the file itself was never synced
        std::vector<Write> pending;
        std::optional<std::string> old_name = {};  // renamed, the folder not synced
    };

    Answer act();
    Answer record(const std::string& path, Write write);
    static void apply(Bytes& content, const Write& write);
    void survive(const std::string& path, File& file);
    std::uint64_t roll(std::uint64_t below) { return dice_() % below; }

    mutable std::mutex mutex_;
    std::mt19937_64 dice_;
    std::map<std::string, File> files_;
    int open_files_ = 0;
    bool off_ = false;
    bool lies_ = false;
    std::optional<std::int64_t> acts_left_;
    std::optional<std::int64_t> syncs_left_;
    std::optional<std::int64_t> bytes_left_;
};

}  // namespace dw::store::testing
