// What the desk's menu counts, on every database: what waits, for whom, and not where it is off.
#include "cases/desk_waiting.h"

#include <gtest/gtest.h>

#include "cases/cases_fixture.h"
#include "cases/desk_pages.h"
#include "catalogue/notice_table.h"
#include "web/page.h"

namespace dw::cases {
namespace {

using Counts = std::map<std::string, int>;

class DeskWaiting : public testing::CasesTest {
  protected:
    Counts counts(const std::string& name) {
        const auto found = waiting_at_desk(cases(), who(name));
        EXPECT_TRUE(found) << (found ? "" : found.error().code);
        return found.value_or({});
    }
    std::string page(const std::string& name, const std::string& path) {
        web::Router router;
        router.set_csrf_secret({});
        add_desk_routes(router, cases());
        web::Request request;
        request.path = request.target = path;
        request.principal = who(name);
        return router.handle(request).body;
    }
};

INSTANTIATE_TEST_SUITE_P(Databases, DeskWaiting, store::testing::databases(),
                         store::testing::database_name);

TEST_P(DeskWaiting, CountsWhatSomebodyHasToDoAndMayOpen) {
    const auto id = open_case().id, other = open_case().id;
    EXPECT_EQ(counts("clara")["/desk"], 2);
    ASSERT_TRUE(cases().take(who("clara"), other, file_of("clara", other).state.sequence));
    EXPECT_EQ(counts("clara")["/desk"], 1) << "what somebody has waits for nobody";
    EXPECT_EQ(counts("lena")["/desk"], 1);
    EXPECT_EQ(counts("otto")["/desk"], 0) << "of another team";
    EXPECT_EQ(counts("hanna")["/desk"], 0) << "of another town";
    EXPECT_EQ(counts("ada").count("/desk"), 0U) << "an administrator has no inbox";
    ASSERT_TRUE(
        cases().decide(who("clara"), id, file_of("clara", id).state.sequence, "bestaetigt", ""));
    EXPECT_EQ(counts("jan")["/desk/post"], 1);
    EXPECT_EQ(counts("otto")["/desk/post"], 0);
}

TEST_P(DeskWaiting, CountsOpenNoticesForWhoReadsThem) {
    const catalogue::Notice notice{.id = catalogue::NoticeId::make(clock(), random()),
                                   .at = clock().now(),
                                   .service = {"L900100", "hundesteuer"},
                                   .place = "",
                                   .organisation = "",
                                   .subject = "text",
                                   .words = "Das stimmt nicht."};
    ASSERT_TRUE(catalogue::store_notice(store(), notice));
    EXPECT_EQ(counts("ada")["/desk/notices"], 1) << "administrators read those about no office";
    EXPECT_EQ(counts("clara").count("/desk/notices"), 0U) << "clerks do not";
}

TEST_P(DeskWaiting, TheHeaderShowsItUnlessTheOfficeSwitchedItOff) {
    open_case();
    const std::string mark = "<span class=\"dw-count\" aria-hidden=\"true\">1</span>";
    EXPECT_NE(page("clara", "/desk").find(mark), std::string::npos);
    EXPECT_NE(page("clara", "/desk/post").find(mark), std::string::npos) << "on every page";
    EXPECT_EQ(page("otto", "/desk").find("dw-count"), std::string::npos);
    ASSERT_TRUE(commit(bremerhaven(),
                       {{"insert into desk_setting (tenant, organisation, counts) "
                         "values ($1, $2, 0)",
                         {store::of(bremerhaven()), store::of(who("clara").organisation)}}}));
    EXPECT_EQ(page("clara", "/desk").find("dw-count"), std::string::npos);
    EXPECT_NE(page("clara", "/desk/counted").find("Menüleiste"), std::string::npos)
        << "everybody reads what is counted";
}

TEST_P(DeskWaiting, EveryPageHasAFieldToSearchThatPostsWhatIsTyped) {
    for (const auto* path : {"/desk", "/desk/post", "/desk/counted"}) {
        const auto html = page("clara", path);
        EXPECT_NE(html.find("<label class=\"kern-label\" for=\"kopf-suche\">"), std::string::npos)
            << path;
        EXPECT_NE(html.find("action=\"/desk/search\""), std::string::npos) << path;
    }
    EXPECT_EQ(page("ada", "/desk/counted").find("kopf-suche"), std::string::npos)
        << "who sees no cases finds none";
}

}  // namespace
}  // namespace dw::cases
