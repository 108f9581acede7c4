#include "cases/inbox_filter.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/text.h"
#include "web/decode.h"

namespace dw::cases {

namespace {

using store::of;
using Due = InboxFilter::Due;
using Progress = InboxFilter::Progress;
using namespace std::chrono_literals;

template <class Kind>
struct Word {
    Kind kind;
    std::string_view word;
};
constexpr std::array<Word<Due>, 2> due_words{
    {{Due::Overdue, "ueberfaellig"}, {Due::Week, "woche"}}};
constexpr std::array<Word<Progress>, 3> progress_words{
    {{Progress::New, "neu"}, {Progress::InWork, "arbeit"}, {Progress::Waiting, "wartet"}}};

constexpr std::string_view contested_word = "angefochten";

template <class Words>
std::string_view word_of(const Words& words, decltype(words[0].kind) kind) {
    for (const auto& each : words)
        if (each.kind == kind) return each.word;
    return {};
}
template <class Kind, std::size_t count>
Kind kind_of(const std::array<Word<Kind>, count>& words, std::string_view word) {
    for (const auto& each : words)
        if (each.word == word) return each.kind;
    return Kind::Any;
}

std::optional<Date> last_due(Due due, Date today) {
    switch (due) {
        case Due::Overdue:
            return Date{std::chrono::sys_days{today} - std::chrono::days{1}};
        case Due::Week:
            return Date{std::chrono::sys_days{today} + std::chrono::days{7}};
        case Due::Any:
            break;
    }
    return std::nullopt;
}

bool has_come_so_far(Progress progress, State state) {
    switch (progress) {
        case Progress::New:
            return state == State::Received;
        case Progress::InWork:
            return state == State::InWork;
        case Progress::Waiting:
            return state == State::WaitingForApplicant;
        case Progress::Any:
            break;
    }
    return true;
}

constexpr std::size_t package_bytes = 100;  // names are shorter; anything may stand in an address

std::string place_of(InboxFilterId id) {
    return "inbox_filter/" + id.to_string() + "/words";
}

}  // namespace

std::string to_query(const InboxFilter& filter) {
    std::string query;
    for (const auto& [name, value] : fields_of(filter))
        query += "&" + name + "=" + web::percent_encode(value);
    return query;
}

std::vector<std::pair<std::string, std::string>> fields_of(const InboxFilter& filter) {
    std::vector<std::pair<std::string, std::string>> fields;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) fields.emplace_back(name, value);
    };
    add("leistung", filter.package);
    add("frist", word_of(due_words, filter.due));
    add("stand", word_of(progress_words, filter.progress));
    if (filter.contested) add("bestand", contested_word);
    return fields;
}

InboxFilter filter_in(const web::Fields& fields) {
    return {.package = std::string(cut(fields.get("leistung"), package_bytes)),
            .due = kind_of(due_words, fields.get("frist")),
            .progress = kind_of(progress_words, fields.get("stand")),
            .contested = fields.get("bestand") == contested_word};
}

bool matches(const InboxFilter& filter, const CaseLine& line, Date today) {
    if (!filter.package.empty() && line.package_name != filter.package) return false;
    if (filter.contested && !line.was_contested) return false;
    const auto last = last_due(filter.due, today);
    if (last && line.due > *last) return false;
    return has_come_so_far(filter.progress, line.state);
}

bool ends_before(const InboxFilter& filter, Date due, Date today) {
    const auto last = last_due(filter.due, today);
    return last && due > *last;
}

Result<std::vector<NamedFilter>> named_filters(store::Store& store,
                                               const identity::Principal& principal) {
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto rows,
           reader->query("select id, words from inbox_filter where tenant = $1 and person = $2",
                         {of(principal.tenant), of(principal.person)}));
    std::vector<NamedFilter> filters;
    for (const auto& row : rows) {
        const auto id = row.id<InboxFilterId>(0);
        DW_TRY(const auto plain, store::open_value(*reader, store.keys(), principal.tenant,
                                                   place_of(id), row.bytes(1)));
        DW_TRY(const auto words, parse_json(as_text(plain)));
        filters.push_back(
            {id, std::string(words["name"].text_or("")), std::string(words["query"].text_or(""))});
    }
    std::ranges::sort(filters, {}, &NamedFilter::name);
    return filters;
}

Outcome save_filter(store::Store& store, const identity::Principal& principal,
                    const NamedFilter& filter) {
    DW_TRY(const auto known, named_filters(store, principal));
    if (known.size() >= named_filters_most)
        return conflict("cases.filters_full", "too many filters");
    DW_TRY(const auto reader, store.reader());
    store::Change change{.tenant = principal.tenant};
    DW_TRY(const auto key,
           find_or_make_projection_key(store, *reader, principal.organisation, change));
    const auto words = to_string(Json::object({{"name", filter.name}, {"query", filter.query}}));
    const auto sealed = store::seal_value(store.keys(), key, place_of(filter.id), as_bytes(words));
    change.statements.push_back(
        {"insert into inbox_filter (tenant, person, id, organisation, words) "
         "values ($1, $2, $3, $4, $5)",
         {of(principal.tenant), of(principal.person), of(filter.id), of(principal.organisation),
          sealed}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

Outcome remove_filter(store::Store& store, const identity::Principal& principal, InboxFilterId id) {
    store::Change change{.tenant = principal.tenant};
    change.statements.push_back(
        {"delete from inbox_filter where tenant = $1 and person = $2 and id = $3",
         {of(principal.tenant), of(principal.person), of(id)}});
    DW_TRY_DO(store.commit(std::move(change)));
    return Nothing{};
}

}  // namespace dw::cases
