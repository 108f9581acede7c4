// Turnstile: where programs that write to one SQLite database stand in line.
//
// SQLite gives its lock to whoever asks at the moment it is free. A program that writes one group
// after the other would take it again and again while another one sleeps. Here everybody passes one
// at a time before asking for the lock, and stays in the turnstile until they have it: who has just
// written is behind who waits.
#pragma once

#include <atomic>
#include <string>

namespace dw::store {

class Turnstile {
  public:
    // By a lock on the directory; where the system has none, nobody waits.
    explicit Turnstile(const std::string& directory);
    ~Turnstile();
    Turnstile(const Turnstile&) = delete;
    Turnstile& operator=(const Turnstile&) = delete;

    // Ours until it goes away.
    class Turn {
      public:
        // Notes down when somebody else was in it.
        Turn(int descriptor, std::atomic<bool>& was_taken);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

      private:
        int descriptor_;
    };
    Turn wait(std::atomic<bool>& was_taken) const { return {descriptor_, was_taken}; }
    // By somebody else than this turnstile.
    bool is_taken() const;

  private:
    int descriptor_;
};

}  // namespace dw::store
