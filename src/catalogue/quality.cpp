#include "catalogue/quality.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"
#include "catalogue/area_parts.h"
#include "catalogue/html_reduction.h"
#include "terms/berlin.h"
#include "terms/data_table.h"

namespace dw::catalogue {

namespace {

constexpr std::chrono::days text_lasts{365};

std::string title_of(const Service& service) {
    return std::string(in(service.title(), Language::German));
}

bool says(const Service& service, std::string_view code) {
    const TextModule* module = service.module(code);
    return module != nullptr && !in(module->content, Language::German).empty();
}

QualityFinding about(QualityKind kind, const Service& service, std::string part,
                     std::string details) {
    return {.kind = kind,
            .object = service.id,
            .area = {},
            .part = std::move(part),
            .title = title_of(service),
            .details = std::move(details)};
}

}  // namespace

std::string_view code_of(QualityKind kind) {
    switch (kind) {
        case QualityKind::NobodyInCharge:
            return "nobody_in_charge";
        case QualityKind::PlaceWithGap:
            return "place_with_gap";
        case QualityKind::Contradiction:
            return "contradiction";
        case QualityKind::DeadReference:
            return "dead_reference";
        case QualityKind::DeadlinesDiffer:
            return "deadlines_differ";
        case QualityKind::MissingText:
            return "missing_text";
        case QualityKind::OldText:
            return "old_text";
        case QualityKind::LongSentences:
            return "long_sentences";
    }
    return "";
}

Digest QualityFinding::key() const {
    std::string bytes(code_of(kind));
    for (const std::string_view field :
         {std::string_view(object.agency), std::string_view(object.value), area.key(),
          std::string_view(part), std::string_view(details)}) {
        bytes.push_back('\0');
        bytes.append(field);
    }
    return sha256(as_bytes(bytes));
}

namespace {

// A row of data/quality/required_texts.csv: one of these has to be there.
struct RequiredText {
    std::string report_as;
    std::vector<std::string> modules, fields;
};

std::vector<std::string> words_of(std::string_view cell) {
    std::vector<std::string> words;
    if (cell.empty()) return words;
    for (const auto word : split(cell, ' ')) words.emplace_back(word);
    return words;
}

const std::vector<RequiredText>& required_texts() {
    static const std::vector<RequiredText> read = [] {
        constexpr std::array<std::string_view, 4> columns{"report_as", "modules", "fields",
                                                          "source"};
        std::vector<RequiredText> required;
        const auto csv = packed_file("data/quality/required_texts.csv");
        DW_ASSERT(csv.has_value());
        const auto table = read_data_table(*csv, columns);
        DW_ASSERT(table.findings.empty() && !table.rows.empty());
        for (const auto& row : table.rows) {
            required.push_back(
                {std::string(row.cells[0]), words_of(row.cells[1]), words_of(row.cells[2])});
        }
        return required;
    }();
    return read;
}

bool has_field(const Service& service, std::string_view field) {
    if (field == "documents") return !service.documents.empty();
    if (field == "costs") return !service.costs.empty();
    if (field == "deadlines") return !service.deadlines.empty();
    return field == "processing_times" && !service.processing_times.empty();
}

}  // namespace

std::vector<QualityFinding> missing_texts(const Service& service) {
    std::vector<QualityFinding> found;
    for (const RequiredText& text : required_texts()) {
        const bool said =
            std::ranges::any_of(text.modules,
                                [&](const auto& code) { return says(service, code); }) ||
            std::ranges::any_of(text.fields,
                                [&](const auto& field) { return has_field(service, field); });
        if (!said) found.push_back(about(QualityKind::MissingText, service, text.report_as, ""));
    }
    return found;
}

std::vector<QualityFinding> old_texts(const Service& service, Date today) {
    std::optional<Date> checked = service.approved_on;
    const auto later = [&](Date day) { checked = checked ? std::max(*checked, day) : day; };
    if (service.changed_at) later(berlin_date(*service.changed_at));
    // Who adds a keyword has not checked the texts.
    for (const OwnWords& words : service.own_words)
        if (words.part != "keywords") later(words.checked_on);
    if (!checked) return {};
    const auto age = std::chrono::sys_days(today) - std::chrono::sys_days(*checked);
    if (age <= text_lasts) return {};
    auto finding = about(QualityKind::OldText, service, "", to_string(*checked));
    finding.weight = static_cast<double>(age.count());
    return {std::move(finding)};
}

bool is_well_formed_address(std::string_view address) {
    if (address.find_first_of(" \t\n<>\"") != address.npos) return false;
    if (address.starts_with("mailto:")) {
        const auto mail = address.substr(7, address.find('?') - 7);
        const auto at = mail.find('@');
        return at != mail.npos && at > 0 && mail.find('.', at) != mail.npos;
    }
    if (address.starts_with("tel:")) return address.find_first_of("0123456789") != address.npos;
    const auto scheme = address.find("://");
    if (scheme == address.npos || safe_address(address).empty()) return false;
    const auto rest = address.substr(scheme + 3);
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    const auto name = host.substr(0, host.find(':'));
    const bool dots = name.find('.') != name.npos && name.front() != '.' && name.back() != '.' &&
                      name.find("..") == name.npos;
    return dots && rest.find("://") == rest.npos;
}

namespace {

// Addresses in the markup of a text, as they stand there.
std::vector<std::string> addresses_in(std::string_view html) {
    std::vector<std::string> addresses;
    constexpr std::string_view mark = "href=\"";
    for (auto at = html.find(mark); at != html.npos; at = html.find(mark, at)) {
        at += mark.size();
        std::string address(html.substr(at, html.find('"', at) - at));
        for (auto amp = address.find("&amp;"); amp != std::string::npos;
             amp = address.find("&amp;", amp + 1))
            address.replace(amp, 5, "&");
        addresses.push_back(std::move(address));
    }
    return addresses;
}

}  // namespace

std::vector<QualityFinding> dead_links(const Service& service) {
    std::vector<QualityFinding> found;
    for (const TextModule& module : service.modules) {
        std::vector<std::string> addresses;
        for (const Link& link : module.links) addresses.push_back(link.address);
        for (const auto& [language, html] : module.content) {
            for (std::string& address : addresses_in(html)) addresses.push_back(std::move(address));
        }
        std::ranges::sort(addresses);
        addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
        for (const std::string& address : addresses) {
            if (is_well_formed_address(address)) continue;
            found.push_back(about(QualityKind::DeadReference, service, module.code,
                                  std::string(cut(address, 200))));
        }
    }
    return found;
}

}  // namespace dw::catalogue
