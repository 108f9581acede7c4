#include "web/components.h"

#include "web/element.h"
#include "web/texts.h"

namespace dw::web {

namespace {

std::string_view tone_name(Tone tone) {
    switch (tone) {
        case Tone::Neutral:
            return "neutral";
        case Tone::Info:
            return "info";
        case Tone::Success:
            return "success";
        case Tone::Warning:
            return "warning";
        case Tone::Danger:
            return "danger";
    }
    return "neutral";
}

// KERN has no neutral alert or badge; dw.css adds them.
std::string toned(std::string_view block, Tone tone) {
    const std::string kern = "kern-" + std::string(block);
    if (tone == Tone::Neutral) return kern + " dw-" + std::string(block) + "--neutral";
    return kern + " " + kern + "--" + std::string(tone_name(tone));
}

std::string button_class(Weight weight) {
    switch (weight) {
        case Weight::Primary:
            return "kern-btn kern-btn--primary";
        case Weight::Secondary:
            return "kern-btn kern-btn--secondary";
        case Weight::Tertiary:
            return "kern-btn kern-btn--tertiary";
    }
    return "kern-btn";
}

Html list(std::string_view element, std::string_view css_class, const std::vector<Html>& items) {
    Html rows;
    for (const auto& item : items) rows += html<"<li>{}</li>">(item);
    return Element(element).set("class", css_class).with(rows);
}

}  // namespace

Html icon(std::string_view name) {
    return html<"<span class=\"kern-icon kern-icon--{}\" aria-hidden=\"true\"></span>">(name);
}

Html heading(int level, std::string_view text) {
    switch (level) {
        case 1:
            return html<"<h1 class=\"kern-heading-x-large\">{}</h1>">(text);
        case 2:
            return html<"<h2 class=\"kern-heading-medium\">{}</h2>">(text);
        case 3:
            return html<"<h3 class=\"kern-heading-small\">{}</h3>">(text);
        default:
            return html<"<h4 class=\"kern-heading-small\">{}</h4>">(text);
    }
}

Html paragraph(std::string_view text) {
    return html<"<p class=\"kern-body\">{}</p>">(text);
}

Html lead(std::string_view text) {
    return html<"<p class=\"kern-body kern-body--large\">{}</p>">(text);
}

Html muted(std::string_view text) {
    return html<"<p class=\"kern-body kern-body--muted\">{}</p>">(text);
}

Html prose(const Html& content) {
    return html<"<div class=\"dw-prose\">{}</div>">(content);
}

Html link(std::string_view path, std::string_view text) {
    return html<"<a class=\"dw-link\" href=\"{}\">{}</a>">(url(path), text);
}

Html button(std::string_view label, Weight weight) {
    return html<
        "<button class=\"{}\" type=\"submit\"><span class=\"kern-label\">{}</span></button>">(
        button_class(weight), label);
}

Html named_button(const NamedButton& button) {
    return Element("button")
        .set("class", button_class(button.weight))
        .set("type", "submit")
        .set("name", button.name)
        .set("value", button.value)
        .with(html<"<span class=\"kern-label\">{}</span>">(button.label));
}

Html link_button(std::string_view path, std::string_view label, Weight weight) {
    return html<"<a class=\"{}\" href=\"{}\"><span class=\"kern-label\">{}</span></a>">(
        button_class(weight), url(path), label);
}

Html button_group(const std::vector<Html>& buttons) {
    return html<"<div class=\"dw-buttons\">{}</div>">(join(buttons));
}

Html badge(Tone tone, std::string_view text) {
    const Html sign = tone == Tone::Neutral ? Html{} : icon(tone_name(tone));
    return html<
        "<span class=\"{}\">{}<span class=\"kern-label kern-label--small\">{}</span></span>">(
        toned("badge", tone), sign, text);
}

Html alert(Tone tone, std::string_view title, const Html& body, Live live) {
    const Html sign = tone == Tone::Neutral ? Html{} : icon(tone_name(tone));
    Html content =
        html<"<div class=\"kern-alert__header\">{}<h2 class=\"kern-title\">{}</h2></div>">(sign,
                                                                                           title);
    if (!body.empty()) content += html<"<div class=\"kern-alert__body\">{}</div>">(body);
    const bool urgent = tone == Tone::Danger || tone == Tone::Warning;
    Element box("div");
    box.set("class", toned("alert", tone));
    if (live == Live::Yes) box.set("role", urgent ? "alert" : "status");
    // What was done: the next step stands there, so whoever uses the keyboard goes on from there.
    if (live == Live::Yes && tone == Tone::Success) box.set("tabindex", "-1").flag("autofocus");
    return box.with(content);
}

Html details(std::string_view summary, const Html& body) {
    return html<
        "<details class=\"kern-accordion\"><summary class=\"kern-accordion__header\">"
        "<span class=\"kern-title\">{}</span></summary>"
        "<div class=\"kern-accordion__body\">{}</div></details>">(summary, body);
}

Html description_list(const std::vector<ListRow>& rows) {
    Html items;
    for (const auto& row : rows) {
        items += html<
            "<div class=\"kern-description-list-item\">"
            "<dt class=\"kern-description-list-item__key\">{}</dt>"
            "<dd class=\"kern-description-list-item__value\">{}</dd></div>">(row.key, row.value);
    }
    return html<"<dl class=\"kern-description-list\">{}</dl>">(items);
}

Html card(const Card& card, int heading_level) {
    const Html title = card.path.empty()
                           ? escape(card.title)
                           : html<"<a class=\"kern-link--stretched\" href=\"{}\">{}</a>">(
                                 url(card.path), card.title);
    const std::string level = "h" + std::to_string(std::clamp(heading_level, 2, 4));
    Html head = Element(level).set("class", "kern-title").with(title);
    if (!card.preline.empty()) head += html<"<p class=\"kern-preline\">{}</p>">(card.preline);
    Html content =
        html<"<header class=\"kern-card__header\"><div class=\"kern-hgroup\">{}</div></header>">(
            head);
    if (!card.body.empty()) content += html<"<div class=\"kern-card__body\">{}</div>">(card.body);
    if (!card.footer.empty()) {
        content += html<"<footer class=\"kern-card__footer\">{}</footer>">(card.footer);
    }
    return html<"<article class=\"{}\"><div class=\"kern-card__container\">{}</div></article>">(
        card.path.empty() ? "kern-card kern-card--hug"
                          : "kern-card kern-card--hug kern-card--interactive",
        content);
}

Html card_grid(const std::vector<Html>& cards) {
    return html<"<div class=\"dw-grid\">{}</div>">(join(cards));
}

Html bullet_list(const std::vector<Html>& items) {
    return list("ul", "kern-list kern-list--bullet", items);
}

Html numbered_list(const std::vector<Html>& items) {
    return list("ol", "kern-list kern-list--number", items);
}

}  // namespace dw::web
