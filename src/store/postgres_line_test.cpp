// How the program goes over a network to PostgreSQL. Nothing is connected here: the URL decides.
#include <gtest/gtest.h>

#include <cstdlib>

#include "store/postgres.h"

namespace dw::store {
namespace {

std::string refusal(const std::string& url) {
    const auto database = open_postgres(url);
    return database ? std::string() : database.error().code;
}

class PostgresLine : public ::testing::Test {
  protected:
    void SetUp() override {
        ::unsetenv("PGSSLMODE");
        ::unsetenv("PGHOST");
    }
};

TEST_F(PostgresLine, OverANetworkIsEncrypted) {
    for (const char* url :
         {"postgresql://db.stadt.example/amt", "postgresql://10.0.0.5:5432/amt?sslmode=prefer",
          "postgresql:///amt?host=db.stadt.example&sslmode=disable",
          "postgresql://localhost,db.stadt.example/amt", "postgresql:///amt?hostaddr=10.0.0.5"})
        EXPECT_EQ(refusal(url), "store.database_without_tls") << url;
    for (const char* mode : {"require", "verify-ca", "verify-full"})
        EXPECT_EQ(refusal("postgresql://db.stadt.example/amt?sslmode=" + std::string(mode)), "");
}

TEST_F(PostgresLine, OnThisMachineNeedNotBe) {
    for (const char* url :
         {"postgresql:///amt", "postgresql:///amt?host=/run/postgresql",
          "postgresql://localhost/amt", "postgresql://127.0.0.1:5433/amt",
          "postgresql://[::1]/amt?sslmode=disable", "postgresql:///amt?host=%2Frun%2Fpostgresql"})
        EXPECT_EQ(refusal(url), "") << url;
}

}  // namespace
}  // namespace dw::store
