// Turnstile: where programs that write to one SQLite database stand in line.
//
// SQLite gives its lock to whoever asks at the moment it is free. A program that writes one group
// after the other would take it again and again while another one sleeps. Here everybody passes one
// at a time before asking for the lock, and stays in the turnstile until they have it: who has just
// written is behind who waits.
#pragma once

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
        explicit Turn(int descriptor);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

      private:
        int descriptor_;
    };
    Turn wait() const { return Turn(descriptor_); }
    // By somebody else than this turnstile.
    bool is_taken() const;

  private:
    int descriptor_;
};

}  // namespace dw::store
