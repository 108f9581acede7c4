#include "app/serving.h"

#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/command_line.h"
#include "app/error_text.h"
#include "web/page.h"
#include "web/server.h"

namespace dw::app {

namespace {

// Calls a verb of the program twice a second until it goes out of scope.
class Timer {
  public:
    using Verb = void (Program::*)();
    Timer(Program& program, Verb verb) : thread_([this, &program, verb] { run(program, verb); }) {}
    ~Timer() {
        {
            std::lock_guard lock(mutex_);
            ending_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

  private:
    void run(Program& program, Verb verb) {
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, std::chrono::milliseconds(500), [this] { return ending_; })) {
            lock.unlock();
            (program.*verb)();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace

int serve(Program& program, const Settings& settings, Clock& clock, RandomSource& random,
          const std::function<void(const std::string&)>& started) {
    web::ServerOptions options;
    options.listen = settings.listen;
    options.public_url = settings.public_url;
    options.certificate_file = settings.certificate_file;
    options.key_file = settings.key_file;
    options.trusted_proxies = settings.trusted_proxies;
    // Mails name the address people can open; without a public one it is the program's own.
    options.listening = [&settings](const std::string& address) {
        if (!settings.public_url.empty()) return;
        web::Site site = web::site();
        site.public_url = address;
        web::set_site(std::move(site));
    };
    auto server = web::Server::start(options, program.router(), clock, random);
    if (!server) return say_why_not(server.error());
    {
        const Timer timer(program, &Program::work_off);
        const Timer mail(program, &Program::send_mail);
        const Timer collector(program, &Program::collect_catalogues);
        const Timer emergency(program, &Program::write_emergency_packs);
        started((*server)->address());
        (*server)->wait_for_signal();
        (*server)->stop();
    }
    program.finish();
    return exit_done;
}

int say_why_not(const Error& error) {
    std::cerr << "Dienstweg kann nicht starten. " << german(error) << "\n";
    return exit_could_not_run;
}

}  // namespace dw::app
