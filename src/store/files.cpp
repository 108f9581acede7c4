#include "store/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace dw::store {

namespace {

Error file_error(const std::string& path) {
    const char* code = errno == ENOSPC || errno == EDQUOT ? "store.disk_full" : "store.io";
    return unavailable(code, path + ": " + std::strerror(errno));
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

class SystemFileWriter final : public FileWriter {
  public:
    SystemFileWriter(int descriptor, std::string path)
        : descriptor_(descriptor), path_(std::move(path)) {}

    Outcome append(BytesView bytes) override {
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return file_error(path_);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return Nothing{};
    }
    Outcome sync() override {
        if (::fsync(descriptor_.number()) != 0) return file_error(path_);
        return Nothing{};
    }

  private:
    Descriptor descriptor_;
    std::string path_;
};

class SystemFiles final : public Files {
  public:
    Result<std::unique_ptr<FileWriter>> create(const std::string& path) override {
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0) return file_error(path);
        return std::unique_ptr<FileWriter>(std::make_unique<SystemFileWriter>(descriptor, path));
    }
    Outcome rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) return file_error(to);
        return Nothing{};
    }
    Outcome remove(const std::string& path) override {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) return file_error(path);
        return Nothing{};
    }
    Outcome sync_directory(const std::string& path) override {
        const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (directory.number() < 0 || ::fsync(directory.number()) != 0) return file_error(path);
        return Nothing{};
    }
};

}  // namespace

std::unique_ptr<Files> system_files() {
    return std::make_unique<SystemFiles>();
}

}  // namespace dw::store
