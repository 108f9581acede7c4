#include "terms/retrieval.h"

#include <array>
#include <variant>

#include "terms/assets.h"
#include "terms/data_table.h"

namespace dw {

namespace {

constexpr std::array<std::string_view, 10> columns = {"delivery", "within", "way", "counts_from",
                                                      "area",     "from",   "to",  "consent",
                                                      "citation", "source"};

std::optional<Date> read_day(std::string_view written, Date if_empty) {
    return written.empty() ? std::optional(if_empty) : parse_date(written);
}

// The rule of a row, or the column that could not be read.
std::variant<RetrievalRule, std::size_t> read_rule(const DataRow& row) {
    using std::chrono::year;
    const auto& cells = row.cells;
    const bool tax = cells[0] == "tax";
    if (!tax && cells[0] != "general") return std::size_t{0};
    const auto within = parse_period(cells[1]);
    if (!within) return std::size_t{1};
    const auto way = delivery_channel_from(cells[2]);
    if (way != DeliveryChannel::Retrieval && way != DeliveryChannel::Electronic)
        return std::size_t{2};
    const bool from_notice = cells[3] == "notice";
    if (!from_notice && cells[3] != "retrieval") return std::size_t{3};
    const auto area = Ars::parse(cells[4]);
    if (!area) return std::size_t{4};
    const auto first = read_day(cells[5], year{1} / 1 / 1);
    if (!first) return std::size_t{5};
    const auto last = read_day(cells[6], year{9999} / 12 / 31);
    if (!last || *last < *first) return std::size_t{6};
    for (const std::size_t required : {7U, 8U, 9U}) {
        if (cells[required].empty()) return std::size_t{required};
    }
    return RetrievalRule{tax ? DeliveryLaw::Tax : DeliveryLaw::General,
                         *within,
                         *way,
                         from_notice,
                         *area,
                         *first,
                         *last,
                         std::string(cells[7]),
                         std::string(cells[8]),
                         std::string(cells[9])};
}

}  // namespace

RetrievalTable RetrievalRules::parse(std::string_view csv) {
    const DataTable table = read_data_table(csv, columns);
    RetrievalTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto rule = read_rule(row);
        if (auto* good = std::get_if<RetrievalRule>(&rule)) {
            read.rules.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(rule);
            read.findings.push_back(row_finding(row, columns[column], row.cells[column]));
        }
    }
    return read;
}

Result<RetrievalRules> RetrievalRules::load() {
    for (const EmbeddedFile& file : terms::assets::files) {
        if (file.path != "data/law/retrieval.csv") continue;
        RetrievalTable table = parse(file.bytes);
        if (!table.findings.empty())
            return corrupt("retrieval.table", "retrieval.csv, " + table.findings.front().place);
        return RetrievalRules(std::move(table.rules));
    }
    return not_found("retrieval.missing", "retrieval.csv is not in the program");
}

Result<RetrievalRule> RetrievalRules::find(DeliveryLaw delivery, const Ars& seat,
                                           Date noticed) const {
    const RetrievalRule* found = nullptr;
    for (const RetrievalRule& rule : rules_) {
        const bool fits = rule.delivery == delivery && rule.area.contains(seat) &&
                          rule.first_day <= noticed && noticed <= rule.last_day;
        const bool nearer = !found || rule.area.key().size() > found->area.key().size();
        if (fits && nearer) found = &rule;
    }
    if (!found) return not_found("retrieval.none", "no rule for that law, place and day");
    return *found;
}

Date last_retrieval_day(const RetrievalRule& rule, Date noticed, const Calendar& calendar,
                        const Ars& seat) {
    return deadline_from(noticed, {.period = rule.within}, calendar, seat).end;
}

}  // namespace dw
