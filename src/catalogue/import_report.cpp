#include "catalogue/import_report.h"

#include <algorithm>

#include "base/limits.h"
#include "catalogue/import_texts.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

Text subject_text(Subject subject) {
    switch (subject) {
        case Subject::Service:
            return texts::import_subject_service;
        case Subject::Specialisation:
            return texts::import_subject_specialisation;
        case Subject::Organisation:
            return texts::import_subject_organisation;
        case Subject::OnlineService:
            return texts::import_subject_online_service;
        case Subject::Responsibility:
            return texts::import_subject_responsibility;
        case Subject::None:
        case Subject::Unknown:
            return texts::import_subject_unknown;
    }
    return texts::import_subject_unknown;
}

Json json_of(const std::string& file, const ImportFinding& finding) {
    Json json = Json::object({{"file", file}});
    if (finding.position.line > 0) {
        json.set("line", finding.position.line);
        json.set("column", finding.position.column);
    }
    if (!finding.id.value.empty()) json.set("id", finding.id.to_string());
    json.set("code", finding.code);
    json.set("reason", text_of(finding, Language::German));
    return json;
}

std::string_view name_of(Subject subject) {
    switch (subject) {
        case Subject::Service:
            return "service";
        case Subject::Specialisation:
            return "specialisation";
        case Subject::Organisation:
            return "organisation";
        case Subject::OnlineService:
            return "online_service";
        case Subject::Responsibility:
            return "responsibility";
        case Subject::None:
        case Subject::Unknown:
            break;
    }
    return "";
}

Json json_of(const FullReport& full) {
    Json stocks = Json::array();
    for (const auto& stock : full.stocks)
        stocks.add(Json::object({{"source", stock.source},
                                 {"kind", name_of(stock.subject)},
                                 {"stored", stock.stored},
                                 {"missing", stock.missing}}));
    Json json = Json::object({{"outcome", full.refusal  ? "refused"
                                          : full.spared ? "taken-without-deleting"
                                                        : "taken"},
                              {"deleted", full.deleted},
                              {"stocks", std::move(stocks)}});
    const auto& reason = full.refusal ? full.refusal : full.spared;
    if (reason)
        json.set("reason", format(import_text(reason->code), Language::German, reason->arguments));
    return json;
}

std::string to_text(const FullReport& full, Language language) {
    std::string text;
    for (const auto& stock : full.stocks) {
        if (stock.missing == 0) continue;
        text += format(texts::import_full_stock, language,
                       {stock.source, std::to_string(stock.missing), std::to_string(stock.stored),
                        std::string(kinds_text(stock.subject).in(language))}) +
                "\n";
    }
    if (full.spared)
        text += format(import_text(full.spared->code), language, full.spared->arguments) + "\n";
    if (full.deleted > 0)
        text += format(texts::import_full_deleted, language, {std::to_string(full.deleted)}) + "\n";
    return text;
}

Json json_of(const std::vector<Replaced>& replaced) {
    Json all = Json::array();
    for (const auto& from : replaced)
        all.add(Json::object({{"source", from.source},
                              {"objects", from.objects},
                              {"first", from.first.to_string()}}));
    return all;
}

void add_counts(Json& json, const ImportCounts& counts) {
    json.set("services", counts.services);
    json.set("organisations", counts.organisations);
    json.set("responsibilities", counts.responsibilities);
    json.set("online_services", counts.online_services);
    json.set("specialisations", counts.specialisations);
    json.set("deleted", counts.deleted);
    json.set("pending", counts.pending);
    json.set("changed", counts.changed);
}

std::string outcome_text(const FileReport& report, Language language) {
    const Text text = report.refused              ? texts::import_outcome_refused
                      : report.finding_count == 0 ? texts::import_outcome_imported
                                                  : texts::import_outcome_with_findings;
    return format(text, language, {report.file});
}

}  // namespace

Text kinds_text(Subject subject) {
    switch (subject) {
        case Subject::Service:
            return texts::import_kind_services;
        case Subject::Specialisation:
            return texts::import_kind_specialisations;
        case Subject::Organisation:
            return texts::import_kind_organisations;
        case Subject::OnlineService:
            return texts::import_kind_online_services;
        case Subject::Responsibility:
        case Subject::None:
        case Subject::Unknown:
            break;
    }
    return texts::import_kind_responsibilities;
}

std::string_view FileReport::outcome() const {
    if (refused) return "refused";
    return finding_count == 0 ? "imported" : "imported-with-finding";
}

void FileReport::add(ImportFinding finding) {
    ++finding_count;
    if (findings.size() < limits::import_findings) findings.push_back(std::move(finding));
}

void RepeatedFindings::add(const std::string& code, const std::string& argument,
                           xzufi::Position at) {
    add(code, argument, at, 1);
}

void RepeatedFindings::add(const std::string& code, const std::string& argument, xzufi::Position at,
                           std::int64_t times) {
    const std::pair key{code, argument};
    auto found = seen_.find(key);
    if (found == seen_.end()) {
        if (seen_.size() >= limits::import_findings) return;
        found = seen_.emplace(key, Seen{at, 0}).first;
    }
    found->second.times += times;
}

void RepeatedFindings::move_to(FileReport& report) {
    for (const auto& [key, seen] : seen_) {
        ImportFinding finding;
        finding.position = seen.first;
        finding.code = key.first;
        finding.arguments = {key.second, std::to_string(seen.times)};
        report.add(std::move(finding));
    }
    seen_.clear();
}

ImportCounts ImportReport::totals() const {
    ImportCounts total;
    for (const FileReport& file : files) {
        total.services += file.counts.services;
        total.organisations += file.counts.organisations;
        total.online_services += file.counts.online_services;
        total.specialisations += file.counts.specialisations;
        total.responsibilities += file.counts.responsibilities;
        total.deleted += file.counts.deleted;
        total.pending += file.counts.pending;
        total.changed += file.counts.changed;
    }
    if (full) {
        total.deleted += full->deleted;
        total.changed += full->deleted;
    }
    return total;
}

bool ImportReport::any_refused() const {
    return std::any_of(files.begin(), files.end(), [](const FileReport& f) { return f.refused; });
}

std::string text_of(const ImportFinding& finding, Language language) {
    const std::string reason = format(import_text(finding.code), language, finding.arguments);
    if (finding.subject == Subject::None) return reason;
    const std::string id = finding.id.value.empty()
                               ? std::string(texts::import_without_id.in(language))
                               : finding.id.value;
    const std::string subject = format(subject_text(finding.subject), language, {id});
    const Text sentence = finding.skipped ? texts::import_skipped : texts::import_noted;
    return format(sentence, language, {subject, reason});
}

Json to_json(const ImportReport& report) {
    Json files = Json::array();
    Json all = Json::array();
    std::int64_t finding_count = 0;
    for (const FileReport& file : report.files) {
        Json json =
            Json::object({{"file", file.file}, {"outcome", file.outcome()}, {"sha256", file.hash}});
        add_counts(json, file.counts);
        json.set("replaced", json_of(file.replaced));
        Json findings = Json::array();
        for (const ImportFinding& finding : file.findings) {
            findings.add(json_of(file.file, finding));
            all.add(json_of(file.file, finding));
        }
        json.set("findings", std::move(findings));
        json.set("finding_count", file.finding_count);
        finding_count += file.finding_count;
        files.add(std::move(json));
    }
    Json json = Json::object();
    add_counts(json, report.totals());
    json.set("findings", std::move(all));
    json.set("finding_count", finding_count);
    json.set("files", std::move(files));
    json.set("dry_run", report.dry_run);
    if (report.full) json.set("full", json_of(*report.full));
    return json;
}

std::string to_text(const ImportReport& report, Language language) {
    std::string text;
    if (report.dry_run) text += std::string(texts::import_dry_run.in(language)) + "\n";
    if (report.full) text += to_text(*report.full, language);
    for (const FileReport& file : report.files) {
        text += outcome_text(file, language) + "\n";
        const ImportCounts& c = file.counts;
        if (!file.refused) {
            text += format(texts::import_counts, language,
                           {std::to_string(c.services), std::to_string(c.specialisations),
                            std::to_string(c.organisations), std::to_string(c.online_services),
                            std::to_string(c.responsibilities), std::to_string(c.pending),
                            std::to_string(c.deleted), std::to_string(c.changed)}) +
                    "\n";
        }
        for (const auto& from : file.replaced)
            text += "  " +
                    format(texts::import_replaced, language,
                           {std::to_string(from.objects), from.source, from.first.to_string()}) +
                    "\n";
        for (const ImportFinding& finding : file.findings) {
            const std::string place = finding.position.line == 0
                                          ? ""
                                          : format(texts::import_place, language,
                                                   {std::to_string(finding.position.line),
                                                    std::to_string(finding.position.column)});
            text += "  " + place + text_of(finding, language) + "\n";
        }
        const auto more = file.finding_count - static_cast<std::int64_t>(file.findings.size());
        if (more > 0) {
            text +=
                "  " + format(texts::import_more_findings, language, {std::to_string(more)}) + "\n";
        }
    }
    return text;
}

}  // namespace dw::catalogue
