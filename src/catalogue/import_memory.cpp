#include "catalogue/import_memory.h"

#include <algorithm>

#include "base/build_id.h"
#include "base/crypto.h"
#include "base/json.h"

namespace dw::catalogue {

using store::shared_tenant;

const std::string_view import_memory_sql = R"(
create table catalogue_import_memory (
    tenant {id} not null, delivered {bytes} not null, change {int} not null,
    program {text} not null, report {bytes} not null,
    primary key (tenant, delivered)) {table};
)";

namespace {

constexpr std::size_t report_bytes = 4 * 1024 * 1024;
constexpr auto last_subject = static_cast<std::int64_t>(Subject::Unknown);

struct Member {
    const char* name;
    std::int64_t ImportCounts::*count;
};
// What a second import would count again; it changes nothing.
constexpr Member members[] = {{"services", &ImportCounts::services},
                              {"organisations", &ImportCounts::organisations},
                              {"online_services", &ImportCounts::online_services},
                              {"specialisations", &ImportCounts::specialisations},
                              {"responsibilities", &ImportCounts::responsibilities},
                              {"deleted", &ImportCounts::deleted},
                              {"pending", &ImportCounts::pending}};

// The bytes of the file, and what decides besides them which objects are taken.
Digest delivered(BytesView hash, const Delivery& delivery) {
    Sha256 sum;
    sum.add(hash);
    std::string text = delivery.name + '\n' + delivery.source + '\n';
    for (const auto& agency : delivery.delivering) text += agency + '\n';
    sum.add(as_bytes(text));
    return sum.finish();
}

Json kept(const ImportFinding& finding) {
    Json arguments = Json::array();
    for (const auto& argument : finding.arguments) arguments.add(argument);
    return Json::object({{"line", finding.position.line},
                         {"column", finding.position.column},
                         {"subject", static_cast<std::int64_t>(finding.subject)},
                         {"agency", finding.id.agency},
                         {"value", finding.id.value},
                         {"skipped", finding.skipped},
                         {"code", finding.code},
                         {"arguments", std::move(arguments)}});
}

ImportFinding finding_of(const Json& json) {
    const auto number = [&](std::string_view name) { return json[name].as_integer().value_or(0); };
    ImportFinding finding;
    finding.position = {number("line"), number("column")};
    const auto subject = number("subject");
    if (subject >= 0 && subject <= last_subject) finding.subject = static_cast<Subject>(subject);
    finding.id = {std::string(json["agency"].text_or("")), std::string(json["value"].text_or(""))};
    finding.skipped = json["skipped"].as_bool().value_or(false);
    finding.code = json["code"].text_or("");
    for (const auto& argument : json["arguments"].items())
        finding.arguments.emplace_back(argument.text_or(""));
    return finding;
}

std::string kept(const FileReport& report) {
    Json json = Json::object({{"finding_count", report.finding_count}});
    for (const auto& [name, count] : members) json.set(name, report.counts.*count);
    Json findings = Json::array();
    for (const auto& finding : report.findings) findings.add(kept(finding));
    json.set("findings", std::move(findings));
    return to_string(json);
}

Result<FileReport> report_of(std::string_view text) {
    DW_TRY(const Json json, parse_json(text, {.bytes = report_bytes}));
    FileReport report;
    for (const auto& [name, count] : members)
        report.counts.*count = json[name].as_integer().value_or(0);
    for (const auto& finding : json["findings"].items())
        report.findings.push_back(finding_of(finding));
    report.finding_count = json["finding_count"].as_integer().value_or(0);
    return report;
}

}  // namespace

Result<std::int64_t> catalogue_change(store::Store& store) {
    DW_TRY(const store::Reader reader, store.reader());
    DW_TRY(const auto rows, reader->query("select number from catalogue_state where tenant = $1",
                                          {store::of(shared_tenant())}));
    return rows.empty() ? 0 : rows.front().integer(0);
}

namespace {

// The reports that are still true.
Result<store::Rows> true_reports(store::Store& store) {
    DW_TRY(const store::Reader reader, store.reader());
    return reader->query(
        "select m.delivered, m.report from catalogue_import_memory m "
        "join catalogue_state s on s.tenant = m.tenant and s.number = m.change "
        "where m.tenant = $1 and m.program = $2",
        {store::of(shared_tenant()), store::of(build_id())});
}

}  // namespace

Result<bool> has_remembered_report(store::Store& store) {
    DW_TRY(const auto rows, true_reports(store));
    return !rows.empty();
}

Result<std::optional<FileReport>> remembered_report(store::Store& store, const std::string& name,
                                                    const Delivery& delivery, const Digest& hash) {
    DW_TRY(const auto rows, true_reports(store));
    const Digest wanted = delivered(hash, delivery);
    for (const auto& row : rows) {
        if (!std::ranges::equal(row.bytes(0), wanted)) continue;
        auto report = report_of(as_text(row.bytes(1)));
        if (!report) break;  // then it is read as if nothing was known
        report->file = name;
        report->hash = to_hex(hash);
        return std::optional(std::move(*report));
    }
    return std::optional<FileReport>();
}

Outcome remember_report(store::Store& store, const Delivery& delivery, const FileReport& report,
                        std::int64_t change) {
    const auto hash = from_hex(report.hash);
    const auto program = build_id();
    const auto text = kept(report);
    if (!hash || program.empty() || text.size() > report_bytes) return Nothing{};
    store::Change kept{.tenant = shared_tenant(), .events = {}, .statements = {}};
    const auto tenant = store::of(shared_tenant());
    kept.statements.push_back({.sql = "delete from catalogue_import_memory where tenant = $1 and "
                                      "(change <> $2 or program <> $3)",
                               .parameters = {tenant, change, store::of(program)}});
    const auto bytes = as_bytes(text);
    const auto key = delivered(*hash, delivery);
    kept.statements.push_back(
        {.sql = "insert into catalogue_import_memory (tenant, delivered, change, program, report) "
                "values ($1, $2, $3, $4, $5) on conflict (tenant, delivered) do update set "
                "change = excluded.change, program = excluded.program, report = excluded.report",
         .parameters = {tenant, Bytes(key.begin(), key.end()), change, store::of(program),
                        Bytes(bytes.begin(), bytes.end())}});
    DW_TRY_DO(store.commit(std::move(kept)));
    return Nothing{};
}

}  // namespace dw::catalogue
