#include "terms/remedy.h"

#include <algorithm>
#include <array>
#include <variant>

#include "terms/assets.h"
#include "terms/data_table.h"

namespace dw {

namespace {

constexpr std::array<std::string_view, 10> rule_columns = {
    "law",      "area",           "from",     "to",       "remedy",
    "deadline", "without_notice", "delivery", "citation", "source"};
constexpr std::array<std::string_view, 5> court_columns = {"area", "name", "seat", "citation",
                                                           "source"};

std::optional<RemedyKind> kind_from(std::string_view name) {
    if (name == "objection") return RemedyKind::Objection;
    if (name == "action") return RemedyKind::Action;
    if (name == "tax_objection") return RemedyKind::TaxObjection;
    return std::nullopt;
}

std::optional<DeliveryLaw> delivery_from(std::string_view name) {
    if (name == "general") return DeliveryLaw::General;
    if (name == "tax") return DeliveryLaw::Tax;
    if (name == "served") return DeliveryLaw::None;
    return std::nullopt;
}

std::optional<Date> read_day(std::string_view written, Date if_empty) {
    return written.empty() ? std::optional(if_empty) : parse_date(written);
}

bool is_remedy(const LegalDeadlines& deadlines, std::string_view law) {
    return std::ranges::any_of(deadlines.all(), [&](const LegalDeadline& deadline) {
        return deadline.law == law && deadline.kind == DeadlineKind::Remedy;
    });
}

// The rule of a row, or the column that could not be read.
std::variant<RemedyRule, std::size_t> read_rule(const DataRow& row,
                                                const LegalDeadlines& deadlines) {
    using std::chrono::year;
    for (const std::size_t required : {0U, 8U, 9U}) {
        if (row.cells[required].empty()) return std::size_t{required};
    }
    const auto area = Ars::parse(row.cells[1]);
    if (!area) return std::size_t{1};
    const auto first = read_day(row.cells[2], year{1} / 1 / 1);
    if (!first) return std::size_t{2};
    const auto last = read_day(row.cells[3], year{9999} / 12 / 31);
    if (!last || *last < *first) return std::size_t{3};
    const auto kind = kind_from(row.cells[4]);
    if (!kind) return std::size_t{4};
    for (const std::size_t deadline : {5U, 6U}) {
        if (!is_remedy(deadlines, row.cells[deadline])) return std::size_t{deadline};
    }
    const auto delivery = delivery_from(row.cells[7]);
    if (!delivery) return std::size_t{7};
    return RemedyRule{std::string(row.cells[0]),
                      *area,
                      *first,
                      *last,
                      *kind,
                      std::string(row.cells[5]),
                      std::string(row.cells[6]),
                      *delivery,
                      std::string(row.cells[8]),
                      std::string(row.cells[9])};
}

std::variant<Court, std::size_t> read_court(const DataRow& row) {
    const auto area = Ars::parse(row.cells[0]);
    if (!area || area->key().empty()) return std::size_t{0};
    for (std::size_t column = 1; column < court_columns.size(); ++column) {
        if (row.cells[column].empty()) return column;
    }
    return Court{*area, std::string(row.cells[1]), std::string(row.cells[2]),
                 std::string(row.cells[3]), std::string(row.cells[4])};
}

Result<std::string_view> packed(std::string_view path) {
    for (const EmbeddedFile& file : terms::assets::files) {
        if (file.path == path) return std::string_view(file.bytes);
    }
    return not_found("remedy.missing", std::string(path) + " is not in the program");
}

template <class Thing>
const Thing* nearest(const Thing* one, const Thing& other) {
    const bool nearer = !one || other.area.key().size() > one->area.key().size();
    return nearer ? &other : one;
}

}  // namespace

RemedyTable Remedies::parse_rules(std::string_view csv, const LegalDeadlines& deadlines) {
    const DataTable table = read_data_table(csv, rule_columns);
    RemedyTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto rule = read_rule(row, deadlines);
        if (auto* good = std::get_if<RemedyRule>(&rule)) {
            read.rules.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(rule);
            read.findings.push_back(row_finding(row, rule_columns[column], row.cells[column]));
        }
    }
    return read;
}

CourtTable Remedies::parse_courts(std::string_view csv) {
    const DataTable table = read_data_table(csv, court_columns);
    CourtTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto court = read_court(row);
        if (auto* good = std::get_if<Court>(&court)) {
            read.courts.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(court);
            read.findings.push_back(row_finding(row, court_columns[column], row.cells[column]));
        }
    }
    return read;
}

Result<Remedies> Remedies::load(const LegalDeadlines& deadlines) {
    DW_TRY(const auto rules_csv, packed("data/law/remedies.csv"));
    DW_TRY(const auto courts_csv, packed("data/law/courts.csv"));
    RemedyTable rules = parse_rules(rules_csv, deadlines);
    CourtTable courts = parse_courts(courts_csv);
    if (!rules.findings.empty())
        return corrupt("remedy.table", "remedies.csv, " + rules.findings.front().place);
    if (!courts.findings.empty())
        return corrupt("remedy.table", "courts.csv, " + courts.findings.front().place);
    return Remedies(std::move(rules.rules), std::move(courts.courts));
}

bool Remedies::knows(std::string_view law) const {
    return std::ranges::any_of(rules_, [&](const RemedyRule& rule) { return rule.law == law; });
}

Result<Remedy> Remedies::find(std::string_view law, const Ars& seat, Date decided) const {
    if (!knows(law)) return not_found("remedy.unknown_law", std::string(law));
    const RemedyRule* found = nullptr;
    for (const RemedyRule& rule : rules_) {
        const bool fits = rule.law == law && rule.area.contains(seat) &&
                          rule.first_day <= decided && decided <= rule.last_day;
        if (fits) found = nearest(found, rule);
    }
    if (!found) return not_found("remedy.none", "no remedy is known for that place and day");
    if (found->kind != RemedyKind::Action) return Remedy{*found, {}};
    const Court* court = nullptr;
    for (const Court& each : courts_) {
        if (each.area.contains(seat)) court = nearest(court, each);
    }
    if (!court) return not_found("remedy.no_court", "whose district the place is in is not known");
    return Remedy{*found, *court};
}

bool Remedies::is_served(std::string_view law) const {
    const auto served = [&](const RemedyRule& rule) {
        return rule.law != law || rule.delivery == DeliveryLaw::None;
    };
    return knows(law) && std::ranges::all_of(rules_, served);
}

Result<DecisionLaw> DecisionLaw::load() {
    DW_TRY(auto tables, LawTables::load());
    DW_TRY(auto remedies, Remedies::load(tables.deadlines));
    DW_TRY(auto retrieval, RetrievalRules::load());
    return DecisionLaw{std::move(tables), std::move(remedies), std::move(retrieval)};
}

Result<ExplainedDeadline> remedy_deadline(const LawTables& tables, const SentDecision& decision) {
    return explained_deadline(tables, {.law = decision.remedy.rule.deadline,
                                       .from = decision.sent,
                                       .seat = decision.seat,
                                       .way = decision.way,
                                       .arrived = decision.arrived,
                                       .period = {},
                                       .delivery = decision.remedy.rule.delivery});
}

}  // namespace dw
