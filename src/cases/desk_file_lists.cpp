#include "cases/desk_file_lists.h"

#include <algorithm>
#include <ranges>

#include "base/text.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_history.h"
#include "cases/desk_record_pages.h"
#include "cases/texts.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

using identity::Act;
using web::Html;

constexpr std::size_t entries_per_page = 200;

// Of a list, counted from its end: the first is the latest.
struct Cut {
    std::size_t from = 0, most = entries_shown;
};

std::string size_words(const Visit& visit, std::int64_t bytes) {
    constexpr std::int64_t kilo = 1000, mega = 1000 * kilo;
    if (bytes < mega) {
        return visit.say(texts::desk_size_kilobytes,
                         {std::to_string(std::max<std::int64_t>(1, bytes / kilo))});
    }
    return visit.say(texts::desk_size_megabytes, {std::to_string(bytes / mega)});
}

Text origin_word(std::string_view origin) {
    if (origin == "paper") return texts::desk_origin_paper;
    return origin == "office" ? texts::desk_origin_office : texts::desk_origin_applicant;
}

Html documents_table(const Visit& visit, const CaseFile& file, Cut cut) {
    web::Table table;
    table.caption = visit.say(texts::desk_case_documents);
    table.hide_caption = true;
    table.columns = {{visit.say(texts::desk_case_document)},
                     {visit.say(texts::desk_case_document_kind)},
                     {visit.say(texts::desk_case_document_origin)},
                     {visit.say(texts::desk_case_document_size), true}};
    const auto latest_first = file.state.documents | std::views::reverse;
    for (const auto& document :
         latest_first | std::views::drop(cut.from) | std::views::take(cut.most)) {
        const std::string path = case_path(file.id, "documents/" + document.document.to_string());
        table.rows.push_back(
            {web::link(path, visit.say(texts::desk_case_document_open, {document.file_name})),
             web::escape(document.media_type), web::escape(visit.say(origin_word(document.origin))),
             web::escape(size_words(visit, document.size))});
    }
    return web::table(table);
}

Html message_entry(const Visit& visit, const CaseFile& file, const HistoryEntry& entry,
                   const MessageSent& message) {
    const bool waits = file.state.state == State::WaitingForApplicant && message.awaits_answer &&
                       entry.sequence == file.state.messages.back().sequence;
    Html text = message.text.empty() ? Html{} : written_text(message.text);
    const auto files = sent_files(file.state, message);
    if (!files.empty()) text += web::muted(visit.say(texts::status_answer_files, {files}));
    if (waits)
        text += web::html<"<p>{}</p>">(
            web::badge(web::Tone::Info, visit.say(texts::desk_message_awaits)));
    if (message.taken)
        text += web::muted(visit.say(texts::desk_answer_taken_by,
                                     {taken_words(*message.taken, visit.language), entry.actor}));
    const bool from_person = message.direction == Direction::FromApplicant;
    return writing(visit, entry,
                   from_person ? visit.say(texts::desk_message_from_person)
                               : visit.say(texts::desk_message_from_office, {entry.actor}),
                   text);
}

// In the order they were written.
Html message_list(const Visit& visit, const CaseFile& file, Cut cut) {
    std::vector<Html> found;
    std::size_t number = 0;
    for (const auto& entry : file.history | std::views::reverse) {
        const auto* message = entry.event ? std::get_if<MessageSent>(&*entry.event) : nullptr;
        if (!message || number++ < cut.from) continue;
        found.push_back(message_entry(visit, file, entry, *message));
        if (found.size() == cut.most) break;
    }
    Html entries;
    for (const auto& entry : found | std::views::reverse) entries += entry;
    return writings(entries);
}

Html all_link(const Visit& visit, const CaseFile& file, std::size_t count, std::string_view page,
              Text words) {
    if (count <= entries_shown) return {};
    return web::html<"<p>{}</p>">(web::link(case_path(file.id, std::string(page)),
                                            visit.say(words, {std::to_string(count)})));
}

struct ListPage {
    std::string_view path;  // below the case
    Text title;
    std::size_t count;
    Html (*list)(const Visit&, const CaseFile&, Cut);
};

web::Response list_page(const Visit& visit, const CaseFile& file, const ListPage& page) {
    const auto asked = parse_integer(visit.request.query.get("ab")).value_or(0);
    const auto from = static_cast<std::size_t>(
        std::clamp<std::int64_t>(asked, 0, static_cast<std::int64_t>(page.count)));
    const std::string title = visit.say(page.title);
    const auto after = from + entries_per_page;
    const std::string next = after < page.count ? case_path(file.id, std::string(page.path)) +
                                                      "?ab=" + std::to_string(after)
                                                : "";
    const Html main = web::heading(1, title) +
                      web::lead(file.state.opened.subject + ", " + file.service_title) +
                      page.list(visit, file, {from, entries_per_page}) +
                      web::pagination(next, texts::desk_history_older, visit.language);
    return desk_page(visit, {.title = title + ", " + file.state.opened.number,
                             .main = main,
                             .back_path = case_path(file.id)});
}

}  // namespace

Html writing(const Visit& visit, const HistoryEntry& entry, const std::string& who,
             const Html& text) {
    return web::html<"<li class=\"dw-writing\"><p class=\"dw-timeline__when\">{}, {}</p>{}</li>">(
        who, written_time(entry.at, visit.language), text);
}

Html writings(const Html& entries) {
    return web::html<"<ul class=\"dw-writings\">{}</ul>">(entries);
}

Html documents_part(const Visit& visit, const CaseFile& file) {
    Html add;
    if (file.allows(Act::WorkOnCase))
        add = web::link_button(case_path(file.id, "scan"), visit.say(texts::desk_scan_title),
                               web::Weight::Secondary);
    if (file.state.documents.empty())
        return web::paragraph(visit.say(texts::desk_case_no_documents)) + add;
    return documents_table(visit, file, {}) +
           all_link(visit, file, file.state.documents.size(), "documents",
                    texts::desk_case_all_documents) +
           add;
}

Html messages_part(const Visit& visit, const CaseFile& file) {
    if (file.state.messages.empty()) return web::paragraph(visit.say(texts::desk_case_no_messages));
    return all_link(visit, file, file.state.messages.size(), "correspondence",
                    texts::desk_case_all_messages) +
           message_list(visit, file, {});
}

web::Response documents_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    return list_page(
        visit, *file,
        {"documents", texts::desk_case_documents, file->state.documents.size(), documents_table});
}

web::Response correspondence_route(const Visit& visit) {
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    return list_page(
        visit, *file,
        {"correspondence", texts::desk_case_messages, file->state.messages.size(), message_list});
}

}  // namespace dw::cases
