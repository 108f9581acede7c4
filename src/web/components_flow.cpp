// What leads through a matter: error summary, forms, progress, check answers, steps, confirmation.
#include "web/components.h"
#include "web/csrf.h"
#include "web/element.h"
#include "web/texts.h"

namespace dw::web {

namespace {

Html step_status(const Task& task, const std::string& id) {
    return html<"<div class=\"kern-task-list__status\" id=\"{}\">{}</div>">(
        id, badge(task.tone, task.status));
}

// A step that cannot be done yet is no link.
Html step(const Task& task, std::size_t number, const std::string& id) {
    const Html words =
        html<"<span class=\"kern-number\">{}</span><span>{}</span>">(number, task.title);
    const Html title =
        task.path.empty()
            ? html<"<div class=\"kern-task-list__content-wrapper\">{}</div>">(words)
            : html<
                  "<a class=\"kern-link kern-link--stretched kern-task-list__content-wrapper\" "
                  "href=\"{}\" aria-describedby=\"{}\">{}</a>">(url(task.path), id, words);
    Html content = html<"<div class=\"kern-task-list__title\">{}</div>">(title);
    content += step_status(task, id);
    if (!task.reason.empty()) {
        content +=
            html<"<p class=\"kern-body kern-body--muted dw-task-reason\">{}</p>">(task.reason);
    }
    return html<"<li class=\"kern-task-list__item\">{}</li>">(content);
}

Html summary_section(const SummarySection& section, Language language) {
    Html body = description_list(section.rows);
    if (!section.change_path.empty()) {
        const std::string& what =
            section.change_label.empty() ? section.title : section.change_label;
        body += html<
            "<a class=\"kern-link\" href=\"{}\">{}<span>{}<span class=\"kern-sr-only\">: {}</span>"
            "</span></a>">(url(section.change_path), icon("edit"),
                           texts::summary_change.in(language), what);
    }
    return html<
        "<section class=\"kern-summary\"><div class=\"kern-summary__header\">"
        "<h2 class=\"kern-title kern-summary__title-wrapper\">{}</h2></div>"
        "<div class=\"kern-summary__body\">{}</div></section>">(section.title, body);
}

}  // namespace

Html error_summary(const std::vector<SummaryError>& errors, Language language) {
    if (errors.empty()) return {};
    Html links;
    for (const auto& each : errors) {
        links +=
            html<"<li><a class=\"dw-link\" href=\"#{}\">{}</a></li>">(each.field_id, each.sentence);
    }
    const std::string title =
        errors.size() == 1
            ? std::string(texts::error_summary_one.in(language))
            : format(texts::error_summary_many, language, {std::to_string(errors.size())});
    return html<
        "<div class=\"kern-alert kern-alert--danger dw-error-summary\" role=\"alert\" "
        "tabindex=\"-1\" autofocus><div class=\"kern-alert__header\">{}"
        "<h2 class=\"kern-title\">{}</h2></div><div class=\"kern-alert__body\">"
        "<ul class=\"kern-list kern-list--bullet\">{}</ul></div></div>">(icon("danger"), title,
                                                                         links);
}

Html post_form(const Request& request, std::string_view action, const Html& body) {
    return post_form(request, action, body, Encoding::Form);
}

// novalidate: the browser's own messages are neither in our words nor read by every screen reader.
Html post_form(const Request& request, std::string_view action, const Html& body,
               Encoding encoding) {
    Element form("form");
    form.set("class", "dw-form").set("method", "post").set("action", url(action));
    if (encoding == Encoding::Multipart) form.set("enctype", "multipart/form-data");
    form.flag("novalidate");
    const Html token =
        html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(token_field, request.csrf_token);
    return form.with(token + body);
}

Html get_form(std::string_view action, const Html& body, std::string_view label) {
    return html<
        "<form class=\"dw-form\" method=\"get\" action=\"{}\" role=\"search\" aria-label=\"{}\" "
        "novalidate>{}</form>">(url(action), label, body);
}

Html progress(int step, int steps, Language language) {
    const std::string text =
        format(texts::progress_step, language, {std::to_string(step), std::to_string(steps)});
    const std::string id = "progress-" + std::to_string(step) + "-" + std::to_string(steps);
    return html<
        "<div class=\"kern-progress\"><label class=\"kern-label\" for=\"{}\">{}</label>"
        "<progress id=\"{}\" value=\"{}\" max=\"{}\"></progress></div>">(id, text, id, step, steps);
}

Html summary(const std::vector<SummarySection>& sections, Language language) {
    Html out;
    for (const auto& section : sections) out += summary_section(section, language);
    return html<"<div class=\"dw-summary\">{}</div>">(out);
}

Html task_list(std::string_view title, const std::vector<Task>& tasks) {
    Html items;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        // Unique on a page with several lists as long as their titles differ.
        const std::string id = "task-" + percent_encode(title) + "-" + std::to_string(i + 1);
        items += step(tasks[i], i + 1, id);
    }
    return html<
        "<section class=\"kern-task-list\"><div class=\"kern-task-list__header\">"
        "<h2 class=\"kern-heading-medium kern-heading\">{}</h2></div>"
        "<ol class=\"kern-task-list__list\">{}</ol></section>">(title, items);
}

Html confirmation(std::string_view title, std::string_view number_label, std::string_view number) {
    Html body;
    if (!number.empty()) {
        body = html<
            "<div class=\"kern-alert__body\"><p class=\"kern-body\">{}</p>"
            "<p class=\"dw-confirmation__number\" dir=\"ltr\" translate=\"no\">{}</p></div>">(
            number_label, number);
    }
    return html<
        "<div class=\"kern-alert kern-alert--success dw-confirmation\">"
        "<div class=\"kern-alert__header\">{}<h1 "
        "class=\"kern-heading-large\">{}</h1></div>{}</div>">(icon("success"), title, body);
}

Html timeline(const std::vector<TimelineEntry>& entries) {
    Html items;
    for (const auto& entry : entries) {
        items += html<
            "<li class=\"dw-timeline__entry\"><p class=\"dw-timeline__when\">{}</p>"
            "<p class=\"kern-body kern-body--bold\">{}</p>{}</li>">(entry.when, entry.title,
                                                                    entry.body);
    }
    return html<"<ol class=\"dw-timeline\">{}</ol>">(items);
}

Html tabs(std::string_view label, const std::vector<Tab>& entries) {
    Html links;
    for (const auto& entry : entries) {
        Element tab("a");
        tab.set("href", url(entry.path)).set("aria-current", entry.current ? "page" : "");
        links += html<"<li>{}</li>">(tab.with(escape(entry.label)));
    }
    return html<"<nav class=\"dw-tabs\" aria-label=\"{}\"><ul>{}</ul></nav>">(label, links);
}

Html breadcrumbs(const std::vector<Crumb>& way, Language language) {
    Html links;
    for (const auto& crumb : way) {
        links += crumb.path.empty() ? html<"<li aria-current=\"page\">{}</li>">(crumb.label)
                                    : html<"<li><a class=\"dw-link\" href=\"{}\">{}</a></li>">(
                                          url(crumb.path), crumb.label);
    }
    return html<"<nav class=\"dw-breadcrumbs\" aria-label=\"{}\"><ol>{}</ol></nav>">(
        texts::breadcrumbs_label.in(language), links);
}

Html two_columns(const Html& main, const Html& aside) {
    return html<
        "<div class=\"dw-columns\"><div class=\"dw-columns__main\">{}</div>"
        "<div class=\"dw-columns__aside\">{}</div></div>">(main, aside);
}

}  // namespace dw::web
