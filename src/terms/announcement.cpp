#include "terms/announcement.h"

#include <array>
#include <variant>

#include "terms/assets.h"
#include "terms/data_table.h"

namespace dw {

namespace {

constexpr std::array<std::string_view, 8> columns = {"channel", "period", "weekend",  "area",
                                                     "from",    "to",     "citation", "source"};

struct ChannelName {
    DeliveryChannel channel;
    std::string_view name;
};
constexpr std::array<ChannelName, 8> channels = {{
    {DeliveryChannel::Post, "post"},
    {DeliveryChannel::Electronic, "electronic"},
    {DeliveryChannel::Retrieval, "retrieval"},
    {DeliveryChannel::UserAccount, "user_account"},
    {DeliveryChannel::PostAbroad, "post_abroad"},
    {DeliveryChannel::PublicNotice, "public_notice"},
    {DeliveryChannel::TaxPost, "tax_post"},
    {DeliveryChannel::TaxElectronic, "tax_electronic"},
}};

std::optional<Date> read_day(std::string_view written, Date if_empty) {
    return written.empty() ? std::optional(if_empty) : parse_date(written);
}

// The fiction of a row, or the column that could not be read.
std::variant<DeliveryFiction, std::size_t> read_row(const DataRow& row) {
    using std::chrono::year;
    const auto channel = delivery_channel_from(row.cells[0]);
    if (!channel) return std::size_t{0};
    const auto period = parse_period(row.cells[1]);
    if (!period) return std::size_t{1};
    if (row.cells[2] != "stays" && row.cells[2] != "moves") return std::size_t{2};
    const auto end = row.cells[2] == "stays" ? EndOnFreeDay::Stays : EndOnFreeDay::NextWorkingDay;
    const auto area = Ars::parse(row.cells[3]);
    if (!area) return std::size_t{3};
    const auto first = read_day(row.cells[4], year{1} / 1 / 1);
    if (!first) return std::size_t{4};
    const auto last = read_day(row.cells[5], year{9999} / 12 / 31);
    if (!last || *last < *first) return std::size_t{5};
    if (row.cells[6].empty()) return std::size_t{6};
    if (row.cells[7].empty()) return std::size_t{7};
    return DeliveryFiction{*channel,
                           *period,
                           end,
                           *area,
                           *first,
                           *last,
                           std::string(row.cells[6]),
                           std::string(row.cells[7])};
}

}  // namespace

std::optional<DeliveryChannel> delivery_channel_from(std::string_view name) {
    for (const auto& known : channels) {
        if (known.name == name) return known.channel;
    }
    return std::nullopt;
}

std::string_view name_of(DeliveryChannel channel) {
    for (const auto& known : channels) {
        if (known.channel == channel) return known.name;
    }
    return {};
}

DeliveryTable DeliveryRules::parse(std::string_view csv) {
    const DataTable table = read_data_table(csv, columns);
    DeliveryTable read{{}, table.findings};
    for (const DataRow& row : table.rows) {
        auto fiction = read_row(row);
        if (auto* good = std::get_if<DeliveryFiction>(&fiction)) {
            read.fictions.push_back(std::move(*good));
        } else {
            const std::size_t column = std::get<std::size_t>(fiction);
            read.findings.push_back(row_finding(row, columns[column], row.cells[column]));
        }
    }
    return read;
}

Result<DeliveryRules> DeliveryRules::load() {
    for (const EmbeddedFile& file : terms::assets::files) {
        if (file.path != "data/law/delivery_fiction.csv") continue;
        DeliveryTable table = parse(file.bytes);
        if (!table.findings.empty()) {
            return corrupt("announcement.table",
                           "delivery_fiction.csv, " + table.findings.front().place);
        }
        return DeliveryRules(std::move(table.fictions));
    }
    return not_found("announcement.missing", "delivery_fiction.csv is not in the program");
}

const DeliveryFiction* DeliveryRules::find(DeliveryChannel channel, Date sent,
                                           const Ars& seat) const {
    const DeliveryFiction* found = nullptr;
    for (const DeliveryFiction& fiction : fictions_) {
        const bool fits = fiction.channel == channel && fiction.area.contains(seat) &&
                          fiction.first_day <= sent && sent <= fiction.last_day;
        const bool nearer =
            found == nullptr || fiction.area.key().size() > found->area.key().size();
        if (fits && nearer) found = &fiction;
    }
    return found;
}

Result<Announcement> DeliveryRules::announced(DeliveryChannel channel, Date sent,
                                              const Calendar& calendar, const Ars& seat) const {
    const auto* found = find(channel, sent, seat);
    if (found == nullptr)
        return not_found("announcement.no_rule", "no rule for that channel and day");
    const DeadlineRule rule{found->period, FirstDay::NotCounted, found->end};
    const Deadline known = deadline_from(sent, rule, calendar, seat);
    return Announcement{known.end,
                        {{DeadlineReason::CountsAsAnnounced, found->citation, known.end, {}, {}}}};
}

Announcement arrived_on(Announcement announcement, Date arrived) {
    if (arrived <= announcement.known_on) return announcement;
    std::string citation;
    if (!announcement.steps.empty()) citation = announcement.steps.back().citation;
    announcement.known_on = arrived;
    announcement.steps.push_back(
        {DeadlineReason::ActuallyArrivedLater, std::move(citation), arrived, {}, {}});
    return announcement;
}

}  // namespace dw
