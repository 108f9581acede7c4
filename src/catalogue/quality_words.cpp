// Findings in words.
#include "base/time.h"
#include "catalogue/asked_place.h"
#include "catalogue/quality_pages.h"
#include "catalogue/texts.h"
#include "terms/written_date.h"

namespace dw::catalogue {

std::string kind_name(QualityKind kind, Language language) {
    const auto say = [&](Text text) { return std::string(text.in(language)); };
    switch (kind) {
        case QualityKind::NobodyInCharge:
            return say(texts::quality_nobody);
        case QualityKind::PlaceWithGap:
            return say(texts::quality_gap);
        case QualityKind::Contradiction:
            return say(texts::quality_contradiction);
        case QualityKind::DeadReference:
            return say(texts::quality_dead);
        case QualityKind::DeadlinesDiffer:
            return say(texts::quality_deadlines);
        case QualityKind::MissingText:
            return say(texts::quality_missing);
        case QualityKind::OldText:
            return say(texts::quality_old);
        case QualityKind::LongSentences:
            break;
    }
    return say(texts::quality_long);
}

namespace {

std::string text_name(const QualityFinding& finding, Language language) {
    return part_name({EditKind::Text, finding.object, finding.part, {}}, language);
}

std::string about_reference(const QualityFinding& finding, Language language) {
    if (finding.part.empty()) return std::string(texts::quality_dead_holder.in(language));
    if (finding.part == "parent")
        return format(texts::quality_dead_parent, language, {finding.details});
    return format(texts::quality_dead_link, language,
                  {text_name(finding, language), finding.details});
}

// "12 % | Der Satz …"
std::string about_sentences(const QualityFinding& finding, Language language) {
    const auto line = finding.details.find(" | ");
    const std::string share = finding.details.substr(0, line);
    const std::string quote =
        line == std::string::npos ? std::string() : finding.details.substr(line + 3);
    return format(texts::quality_long_one, language, {text_name(finding, language), share, quote});
}

}  // namespace

std::string sentence_about(const QualityFinding& finding, const AreaRegister& areas,
                           Language language) {
    const auto area = area_with_level(areas, finding.area, language);
    switch (finding.kind) {
        case QualityKind::NobodyInCharge:
            return format(texts::quality_nobody_one, language, {area});
        case QualityKind::PlaceWithGap:
            return format(texts::quality_gap_one, language, {finding.details});
        case QualityKind::Contradiction:
            return format(texts::quality_contradiction_one, language, {finding.details, area});
        case QualityKind::DeadReference:
            return about_reference(finding, language);
        case QualityKind::DeadlinesDiffer:
            return format(texts::quality_deadlines_one, language, {finding.details});
        case QualityKind::MissingText:
            return format(texts::quality_missing_one, language, {text_name(finding, language)});
        case QualityKind::OldText: {
            const auto day = parse_date(finding.details);
            return format(texts::quality_old_one, language,
                          {day ? written_date(*day, language) : finding.details});
        }
        case QualityKind::LongSentences:
            break;
    }
    return about_sentences(finding, language);
}

}  // namespace dw::catalogue
