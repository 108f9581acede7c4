#include "app/login_file.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dw::app {
namespace {

namespace fs = std::filesystem;

class LoginFile : public ::testing::Test {
  protected:
    LoginFile() { fs::create_directories(directory_); }
    ~LoginFile() override { fs::remove_all(directory_); }

    void write(const std::string& name, const std::string& text, fs::perms perms) {
        std::ofstream(directory_ / name) << text;
        fs::permissions(directory_ / name, perms);
    }
    Result<std::vector<identity::LoginProvider>> read() {
        Settings settings;
        settings.data_dir = directory_.string();
        return read_login_providers(settings);
    }
    std::string fault() {
        const auto providers = read();
        if (providers) return {};
        EXPECT_EQ(providers.error().code, "identity.login_file");
        return providers.error().message.substr(directory_.string().size() + 1);
    }

    static constexpr auto own = fs::perms::owner_read | fs::perms::owner_write;
    static constexpr auto open = own | fs::perms::group_read;
    const fs::path directory_ =
        fs::temp_directory_path() / ("login-file-" + std::to_string(::getpid()));
};

std::string provider(const std::string& more) {
    return R"({"providers":[{"id":"amt","name":"Amt","issuer":"https://login.example",)"
           R"("client_id":"dienstweg","audience":"staff")" +
           more + "}]}";
}

TEST_F(LoginFile, MayBeMissing) {
    const auto providers = read();
    ASSERT_TRUE(providers) << providers.error().message;
    EXPECT_TRUE(providers->empty());
}

TEST_F(LoginFile, TakesTheSecretFromItsOwnFile) {
    write("login.json", provider(R"(,"client_secret_file":"amt.secret")"), open);
    EXPECT_EQ(fault(), "amt.secret: cannot be read");
    write("amt.secret", "geheim\nund mehr\n", open);
    EXPECT_EQ(fault(), "amt.secret: others can read it (chmod 600)");
    fs::permissions(directory_ / "amt.secret", own);
    const auto providers = read();
    ASSERT_TRUE(providers) << providers.error().message;
    EXPECT_EQ(providers->front().client_secret, "geheim");
    write("amt.secret", "\n", own);
    EXPECT_EQ(fault(), "amt.secret: the first line is empty");
}

TEST_F(LoginFile, WithASecretIsForOneselfAlone) {
    write("login.json", provider(R"(,"client_secret":"geheim")"), open);
    EXPECT_EQ(fault(), "login.json: it holds a secret and others can read it (chmod 600)");
    fs::permissions(directory_ / "login.json", own);
    EXPECT_EQ(fault(), "");
}

TEST_F(LoginFile, NamesWhatIsWrong) {
    write("login.json", provider(R"(,"colour":"red")"), own);
    EXPECT_EQ(fault(), "login.json: providers[0].colour: no such member");
    write("login.json", "{", own);
    EXPECT_TRUE(fault().starts_with("login.json: line 1"));
    write("login.json", std::string(70'000, ' '), own);
    EXPECT_EQ(fault(), "login.json: cannot be read");
}

}  // namespace
}  // namespace dw::app
