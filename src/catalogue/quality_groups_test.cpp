#include "catalogue/quality_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dw::catalogue {
namespace {

using ::testing::SizeIs;

QualityFinding finding(QualityKind kind, const std::string& id, const std::string& details,
                       const std::string& area = {}) {
    QualityFinding one{.kind = kind,
                       .object = {"L900100", id},
                       .area = {},
                       .part = "",
                       .title = "Hundesteuer",
                       .details = details};
    if (!area.empty()) one.area = *Ars::parse(area);
    return one;
}

std::vector<const QualityFinding*> all(const std::vector<QualityFinding>& findings) {
    std::vector<const QualityFinding*> pointers;
    for (const QualityFinding& one : findings) pointers.push_back(&one);
    return pointers;
}

TEST(QualityGroups, TheSameInSeveralAreasIsOneCard) {
    const std::vector<QualityFinding> findings{
        finding(QualityKind::DeadReference, "hund", "", "04011"),
        finding(QualityKind::Contradiction, "hund", "2", "04011"),
        finding(QualityKind::DeadReference, "hund", "", "04012"),
        finding(QualityKind::Contradiction, "hund", "3", "04012")};
    const auto pointers = all(findings);
    const auto groups = grouped(pointers);
    ASSERT_THAT(groups, SizeIs(3));
    ASSERT_THAT(groups[0], SizeIs(2));
    EXPECT_EQ(place_beside(*groups[0][0], *groups[0][1]).area, *Ars::parse("04012"));
    EXPECT_EQ(place_beside(*groups[0][0], *groups[0][1]).id, "");
}

TEST(QualityGroups, DeadlinesThatDifferFromSeveralServicesAreOneCard) {
    const std::vector<QualityFinding> findings{
        finding(QualityKind::DeadlinesDiffer, "hund", "3 Tag | 5 Tag (L1.a)"),
        finding(QualityKind::DeadlinesDiffer, "hund", "3 Tag | 5 Tag (L1.b)"),
        finding(QualityKind::DeadlinesDiffer, "hund", "3 Tag | 6 Tag (L1.c)")};
    const auto pointers = all(findings);
    const auto groups = grouped(pointers);
    ASSERT_THAT(groups, SizeIs(2));
    EXPECT_EQ(place_beside(*groups[0][0], *groups[0][1]).id, "L1.b");
}

TEST(QualityGroups, ServicesOfOneNameStandTogetherAndThoseWithoutOneDoNot) {
    std::vector<QualityFinding> findings{finding(QualityKind::NobodyInCharge, "a", ""),
                                         finding(QualityKind::NobodyInCharge, "b", "")};
    EXPECT_THAT(grouped(all(findings)), SizeIs(1));
    EXPECT_EQ(place_beside(findings[0], findings[1]).id, "L900100.b");
    for (QualityFinding& one : findings) one.title.clear();
    EXPECT_THAT(grouped(all(findings)), SizeIs(2));
}

}  // namespace
}  // namespace dw::catalogue
