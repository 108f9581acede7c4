#include "cases/file_export.h"

#include <algorithm>
#include <deque>
#include <memory>

#include "cases/assets.h"
#include "cases/case_event_json.h"
#include "cases/case_log.h"
#include "cases/letter.h"
#include "cases/texts.h"
#include "cases/written_letter.h"
#include "cases/zip_stream.h"
#include "store/event_log.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

// Files are read by authorities in Germany.
constexpr Language export_language = Language::German;
constexpr std::size_t piece_bytes = 256 * 1024;

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

ZipPart text_part(std::string name, std::string text) {
    return {std::move(name),
            [text = std::move(text)]() -> Result<Bytes> { return bytes_of(text); }};
}

std::string numbered(std::size_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return digits;
}

std::string document_name(std::size_t number, const DocumentAdded& document) {
    return "dokumente/" + numbered(number) + "-" +
           safe_file_name(document.file_name, document.media_type);
}

std::string letter_name(const HistoryEntry& entry) {
    const bool decision = std::holds_alternative<OutcomeDecided>(*entry.event);
    return "schreiben/" + numbered(static_cast<std::size_t>(entry.sequence)) +
           (decision ? "-entscheidung.pdf" : "-nachricht.pdf");
}

// What opens something stays in the house: hashes of codes, ids of keys.
Json told(const Json& payload) {
    Json shown = Json::object();
    for (const auto& member : payload.members())
        if (member.key != "code_hash" && member.key != "key" && member.key != "blob")
            shown.set(member.key, member.value);
    return shown;
}

// The stream of the case as it stands in the log.
Result<std::string> log_of(const Cases& cases, store::TenantId tenant, CaseId id) {
    auto& store = cases.neighbours().store;
    DW_TRY(const auto reader, store.reader());
    DW_TRY(const auto events, store::load_stream(*reader, store.keys(), tenant, id));
    Json entries = Json::array();
    for (const auto& event : events) {
        Json entry = Json::object({{"position", event.position},
                                   {"sequence", event.sequence},
                                   {"kind", event.kind},
                                   {"version", event.version},
                                   {"at", to_string(event.at)},
                                   {"actor", event.actor.to_string()},
                                   {"hash", to_hex(event.hash)}});
        if (event.payload) {
            DW_TRY(const auto payload, parse_json(as_text(*event.payload)));
            entry.set("payload", told(payload));
        }
        entries.add(std::move(entry));
    }
    return to_string(Json::object({{"tenant", tenant.to_string()},
                                   {"stream", id.to_string()},
                                   {"entries", std::move(entries)}}));
}

struct Row {
    std::string name, words, origin;
    Instant at{};
};

std::string say(Text text) {
    return std::string(text.in(export_language));
}

std::string contents_page(const CaseFile& file, const std::vector<Row>& rows) {
    web::Html list;
    for (const auto& row : rows)
        list +=
            web::html<"<tr><td><a href=\"./{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>">(
                row.name, row.name, row.words, row.origin, written_time(row.at, export_language));
    const web::Html page = web::html<
        "<!doctype html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>{}</title></head>"
        "<body><h1>{}</h1><p>{}</p><table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th>"
        "</tr></thead><tbody>{}</tbody></table><p>{}</p></body></html>">(
        file.state.file_name(), file.state.file_name(),
        file.state.opened.subject + ", " + file.service_title + ", " + file.office_name,
        say(texts::export_column_file), say(texts::export_column_what),
        say(texts::export_column_origin), say(texts::export_column_at), list,
        say(texts::export_more));
    return page.markup();
}

std::string origin_words(std::string_view origin) {
    if (origin == "paper") return say(texts::desk_origin_paper);
    return say(origin == "office" ? texts::desk_origin_office : texts::desk_origin_applicant);
}

Result<Bytes> letter_bytes(const Cases& cases, const CaseFile& file, const HistoryEntry& entry) {
    const auto written = written_letter(cases, file.history, entry, entry.actor);
    const auto text = letter_text(cases, written.source());
    // A package that is gone cannot write its letters any more; what was decided is in the data.
    if (!text) return Bytes{};
    return forms::pdf_document(*text);
}

// Documents and letters, and their lines in the table of contents.
void add_papers(const Cases& cases, const identity::Principal& principal,
                const std::shared_ptr<const CaseFile>& file, std::vector<ZipPart>& parts,
                std::vector<Row>& rows) {
    std::size_t number = 0;
    for (const auto& entry : file->history) {
        if (!entry.event) continue;
        if (const auto* document = std::get_if<DocumentAdded>(&*entry.event)) {
            const auto name = document_name(++number, *document);
            rows.push_back({name, document->file_name, origin_words(document->origin), entry.at});
            parts.push_back({name, [&cases, principal, file, which = document->document] {
                                 auto content = cases.document(principal, file->id, which);
                                 return content ? Result<Bytes>(bytes_of(content->bytes))
                                                : Result<Bytes>(content.error());
                             }});
        }
        if (!is_for_applicant(*entry.event)) continue;
        const auto name = letter_name(entry);
        const bool decision = std::holds_alternative<OutcomeDecided>(*entry.event);
        rows.push_back({name, say(decision ? texts::export_decision : texts::export_message),
                        say(texts::desk_origin_office), entry.at});
        parts.push_back(
            {name, [&cases, file, &entry] { return letter_bytes(cases, *file, entry); }});
    }
}

// What is still to be sent.
struct Sending {
    ZipStream zip;
    std::deque<ZipPart> parts;
    Instant at{};
    bool finished = false;

    Outcome add_next() {
        ZipPart part = std::move(parts.front());
        parts.pop_front();
        if (part.more) {
            DW_TRY(auto more, part.more());
            parts.insert(parts.begin(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
            return Nothing{};
        }
        DW_TRY(const auto content, part.content());
        if (content.empty()) return Nothing{};
        return zip.add(part.name, content, at);
    }

    Result<std::string> next() {
        std::string piece;
        while (piece.size() < piece_bytes && !finished) {
            if (parts.empty()) {
                DW_TRY_DO(zip.finish());
                finished = true;
            } else {
                DW_TRY_DO(add_next());
            }
            piece += zip.take();
        }
        return piece;
    }
};

}  // namespace

Result<std::vector<ZipPart>> file_parts(const Cases& cases, const identity::Principal& principal,
                                        CaseId id, const std::string& folder) {
    DW_TRY(auto loaded, cases.case_file(principal, id));
    const auto file = std::make_shared<const CaseFile>(std::move(loaded));
    const Json json = file_json(cases, *file);
    DW_TRY(auto log, log_of(cases, principal.tenant, id));
    std::vector<Row> rows;
    std::vector<ZipPart> papers;
    add_papers(cases, principal, file, papers, rows);
    std::vector<ZipPart> parts{text_part("inhalt.html", contents_page(*file, rows)),
                               text_part("akte.json", to_string(json)),
                               text_part("akte.xml", file_xml(json)),
                               text_part("akte-1.xsd", std::string(assets::files[0].bytes)),
                               text_part("protokoll.json", std::move(log))};
    parts.insert(parts.end(), std::make_move_iterator(papers.begin()),
                 std::make_move_iterator(papers.end()));
    for (auto& part : parts) part.name = folder + part.name;
    return parts;
}

web::Response zip_response(std::vector<ZipPart> parts, std::string_view name, Instant at) {
    auto response = web::file_response({}, "application/zip", name);
    const auto sending = std::make_shared<Sending>();
    sending->parts.assign(std::make_move_iterator(parts.begin()),
                          std::make_move_iterator(parts.end()));
    sending->at = at;
    response.more = [sending] { return sending->next(); };
    return response;
}

web::Response file_zip_response(const Visit& visit, const CaseFile& file) {
    const auto recorded = visit.cases.record_export(visit.principal, file.id);
    if (!recorded) return web::error_response(visit.request, recorded.error());
    auto parts = file_parts(visit.cases, visit.principal, file.id, "");
    if (!parts) return web::error_response(visit.request, parts.error());
    return zip_response(std::move(*parts), file.state.opened.number + ".zip",
                        visit.cases.neighbours().store.clock().now());
}

}  // namespace dw::cases
