#include "cases/desk_search_page.h"

#include "base/text.h"
#include "cases/desk_due.h"
#include "cases/desk_words.h"
#include "cases/search_words.h"
#include "cases/texts.h"

namespace dw::cases {

namespace {

using web::Html;

constexpr int rows_per_page = 25;
constexpr const char* page_path = "/desk/search";
constexpr std::size_t longest_question = 200;

Html result_table(const Visit& visit, const InboxPage& page) {
    web::Table table;
    table.caption = visit.say(texts::desk_search_results);
    table.hide_caption = true;
    for (const auto& label :
         {texts::desk_column_number, texts::desk_column_name, texts::desk_column_service,
          texts::desk_column_state, texts::desk_column_holder})
        table.columns.push_back({.label = visit.say(label)});
    for (const auto& row : page.rows) {
        const std::string nobody = visit.say(texts::desk_holder_nobody);
        table.rows.push_back({web::link(case_path(row.id), row.number), web::escape(row.subject),
                              web::escape(row.service_title),
                              state_mark(shown_of(visit.cases, row), visit.language) +
                                  news_mark(row.news, visit.language) +
                                  standing_mark(row.standing, visit.language),
                              web::escape(row.holder.empty() ? nobody : row.holder)});
    }
    return web::table(table);
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

Html further(const Visit& visit, const std::string& typed, const InboxPage& page) {
    if (page.next.empty()) return {};
    return web::post_form(
        visit.request, page_path,
        hidden("suche", typed) + hidden("ab", page.next) +
            web::button(visit.say(texts::desk_search_further), web::Weight::Secondary));
}

web::Response page_with(const Visit& visit, const std::string& typed, const Html& below) {
    const std::string title = visit.say(texts::desk_search_title);
    const Html main = web::heading(1, title) + web::lead(visit.say(texts::desk_search_lead)) +
                      search_form(visit, typed) + below;
    return desk_page(visit, {.title = title, .main = main, .back_path = "/desk"});
}

}  // namespace

Html search_form(const Visit& visit, const std::string& typed) {
    web::Field field;
    field.id = "suche";
    field.label = visit.say(texts::desk_search_label);
    field.hint = visit.say(texts::desk_search_hint);
    field.value = typed;
    field.type = "search";
    field.max_length = longest_question;
    return web::post_form(
        visit.request, page_path,
        web::text_field(field, visit.language) + web::button(visit.say(texts::desk_search_do)));
}

web::Response search_page_route(const Visit& visit) {
    return page_with(visit, {}, {});
}

web::Response search_route(const Visit& visit) {
    const std::string typed(trim(cut(visit.request.form.get("suche"), longest_question)));
    if (typed.empty()) return page_with(visit, typed, {});
    const std::string cursor(visit.request.form.get("ab"));
    auto page = visit.cases.search(visit.principal, typed, cursor, rows_per_page);
    // A cursor somebody typed: from the beginning.
    if (!page && page.error().kind == ErrorKind::Invalid)
        page = visit.cases.search(visit.principal, typed, "", rows_per_page);
    if (!page) return web::error_response(visit.request, page.error());
    Html below = web::heading(2, visit.say(texts::desk_search_results));
    if (page->rows.empty()) {
        below += web::paragraph(visit.say(page->next.empty() ? texts::desk_search_nothing
                                                             : texts::desk_search_not_yet));
    } else {
        below += result_table(visit, *page);
    }
    return page_with(visit, typed, below + further(visit, typed, *page));
}

}  // namespace dw::cases
