// Fields of forms. Each control is described by its hint and its error (aria-describedby), and the
// error stands at the field in the same words as in the summary (WCAG 2.2, 3.3.1 and 1.3.1).
#include <algorithm>

#include "base/text.h"
#include "web/components.h"
#include "web/element.h"
#include "web/field_error.h"
#include "web/texts.h"

namespace dw::web {

namespace {

std::string description_ids(const Field& field) {
    std::string ids;
    if (!field.hint.empty()) ids += field.id + "-hint";
    if (!field.error.empty()) ids += (ids.empty() ? "" : " ") + field.id + "-error";
    return ids;
}

Html label_content(const Field& field, Language language) {
    Html content = escape(field.label);
    if (field.optional) {
        content += html<" <span class=\"kern-label__optional\">{}</span>">(
            texts::field_optional.in(language));
    }
    return content;
}

Html hint(const Field& field) {
    if (field.hint.empty()) return {};
    return html<"<div class=\"kern-hint\" id=\"{}-hint\">{}</div>">(field.id, field.hint);
}

Html error(const Field& field, Language language) {
    return field_error(field.id, field.error, language);
}

// Label, hint, control and error of a field with one control.
Html field_box(const Field& field, Language language, const Html& control) {
    const Html label = html<"<label class=\"kern-label\" for=\"{}\">{}</label>">(
        field.id, label_content(field, language));
    return html<"<div class=\"{}\">{}{}{}{}</div>">(
        field.error.empty() ? "kern-form-input" : "kern-form-input kern-form-input--error", label,
        hint(field), control, error(field, language));
}

// A group of controls: legend, hint, controls, error.
Html field_group(const Field& field, Language language, std::string_view body_class,
                 const Html& controls) {
    Element group("fieldset");
    group.set("class",
              field.error.empty() ? "kern-fieldset" : "kern-fieldset kern-fieldset--error");
    group.set("aria-describedby", description_ids(field));
    Html content;
    if (!field.label.empty()) {
        content += html<"<legend class=\"kern-label\">{}</legend>">(label_content(field, language));
    }
    content += hint(field);
    content += html<"<div class=\"{}\">{}</div>">(body_class, controls);
    content += error(field, language);
    return group.with(content);
}

void describe(Element& control, const Field& field) {
    control.set("aria-describedby", description_ids(field));
    if (!field.error.empty()) control.set("aria-invalid", "true");
}

std::string input_class(const Field& field) {
    std::string css = "kern-form-input__input";
    if (!field.error.empty()) css += " kern-form-input__input--error";
    // dw.css knows these widths; the next larger one is taken.
    for (const int width : {2, 4, 5, 10, 20, 30}) {
        if (field.width > 0 && field.width <= width) {
            css += " dw-width-" + std::to_string(width);
            break;
        }
    }
    return css;
}

std::string count(std::size_t number) {
    return number == 0 ? "" : std::to_string(number);
}

struct Choice {
    std::string_view type;  // radio or checkbox
    bool chosen;
    std::size_t index;  // the first control has the field's id, so that the summary's link finds it
};

Html choice(const Field& field, const Option& option, const Choice& state) {
    const std::string id =
        state.index == 0 ? field.id : field.id + "-" + std::to_string(state.index + 1);
    // Not the id of the group's own hint, which begins with the field's id as well.
    const std::string hint_id = field.id + "-" + std::to_string(state.index + 1) + "-hint";
    Element control("input");
    control.set("class",
                state.type == "radio" ? "kern-form-check__radio" : "kern-form-check__checkbox");
    control.set("type", state.type).set("id", id).set("name", field.id);
    control.set("value", option.value.empty() ? "-" : option.value);
    if (state.chosen) control.flag("checked");
    if (!option.hint.empty()) control.set("aria-describedby", hint_id);
    if (!field.error.empty()) control.set("aria-invalid", state.type == "radio" ? "" : "true");
    Html label = html<"<label class=\"kern-label\" for=\"{}\">{}</label>">(id, option.label);
    if (!option.hint.empty()) {
        label =
            html<"<div class=\"dw-choice\">{}<div class=\"kern-hint\" id=\"{}\">{}</div></div>">(
                label, hint_id, option.hint);
    }
    return html<"<div class=\"kern-form-check\">{}{}</div>">(control.alone(), label);
}

struct DatePart {
    std::string_view id_suffix, name_suffix, label, value, autocomplete, width;
};

Html date_part(const Field& field, const DatePart& part) {
    const std::string id = field.id + std::string(part.id_suffix);
    Element control("input");
    control.set("class", input_class(field) + " " + std::string(part.width));
    control.set("type", "text").set("inputmode", "numeric").set("dir", "ltr");
    control.set("id", id).set("name", field.id + std::string(part.name_suffix));
    control.set("value", part.value).set("autocomplete", part.autocomplete);
    if (!field.error.empty()) {
        control.set("aria-invalid", "true").set("aria-describedby", field.id + "-error");
    }
    return html<
        "<div class=\"kern-form-input\"><label class=\"kern-label\" for=\"{}\">{}</label>{}</div>">(
        id, part.label, control.alone());
}

}  // namespace

Html text_field(const Field& field, Language language) {
    Element control("input");
    control.set("class", input_class(field)).set("type", field.type);
    control.set("id", field.id).set("name", field.id).set("value", field.value);
    control.set("autocomplete", field.autocomplete).set("inputmode", field.input_mode);
    control.set("maxlength", count(field.max_length));
    if (field.left_to_right) control.set("dir", "ltr");
    describe(control, field);
    return field_box(field, language, control.alone());
}

namespace {

// As many lines as the text has on a wide screen.
int rows_of(std::string_view text) {
    constexpr std::size_t characters_in_line = 70;
    constexpr std::size_t most_rows = 30;
    std::size_t rows = 0;
    for (const std::string_view line : split(text, '\n'))
        rows += 1 + code_points(line) / characters_in_line;
    return static_cast<int>(std::min(rows, most_rows));
}

}  // namespace

Html text_area(const Field& field, int rows, Language language) {
    rows = std::max(rows, rows_of(field.value));  // never less than asked for
    Element control("textarea");
    // No maxlength: browsers cut a pasted text without a word. Whoever reads the form says it.
    control.set("class", input_class(field)).set("rows", std::to_string(rows));
    control.set("id", field.id).set("name", field.id).set("autocomplete", field.autocomplete);
    describe(control, field);
    // A line break straight after <textarea> is dropped by the browser; so one stands there always.
    return field_box(field, language, control.with(html<"\n{}">(field.value)));
}

Html file_field(const Field& field, std::string_view accept, Language language) {
    Element control("input");
    control.set("class", input_class(field)).set("type", "file").set("accept", accept);
    control.set("id", field.id).set("name", field.id);
    describe(control, field);
    return field_box(field, language, control.alone());
}

Html select_field(const Field& field, const std::vector<Option>& options, Language language) {
    Html choices;
    for (const auto& option : options) {
        // An empty value must be sent as such, not as the option's text.
        Element element("option");
        if (option.value.empty()) {
            element.flag("value=\"\"");
        } else {
            element.set("value", option.value);
        }
        if (option.value == field.value) element.flag("selected");
        choices += element.with(escape(option.label));
    }
    Element control("select");
    control.set("class", field.error.empty()
                             ? "kern-form-input__select"
                             : "kern-form-input__select kern-form-input__select--error");
    control.set("id", field.id).set("name", field.id).set("autocomplete", field.autocomplete);
    describe(control, field);
    return field_box(
        field, language,
        html<"<div class=\"kern-form-input__select-wrapper\">{}</div>">(control.with(choices)));
}

Html radio_field(const Field& field, const std::vector<Option>& options, Language language) {
    Html choices;
    for (std::size_t i = 0; i < options.size(); ++i) {
        choices += choice(field, options[i], {"radio", options[i].value == field.value, i});
    }
    return field_group(field, language, "kern-fieldset__body", choices);
}

Html checkbox_field(const Field& field, const std::vector<Option>& options,
                    const std::vector<std::string>& chosen, Language language) {
    Html choices;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const bool on = std::find(chosen.begin(), chosen.end(), options[i].value) != chosen.end();
        choices += choice(field, options[i], {"checkbox", on, i});
    }
    return field_group(field, language, "kern-fieldset__body", choices);
}

Html row_checkbox(std::string_view name, std::string_view value, std::string_view label,
                  Ticked ticked) {
    const std::string id = std::string(name) + "-" + std::string(value);
    Element control("input");
    control.set("class", "kern-form-check__checkbox").set("type", "checkbox");
    control.set("id", id).set("name", name).set("value", value);
    if (ticked == Ticked::Yes) control.flag("checked");
    return html<
        "<div class=\"kern-form-check dw-row-check\">{}"
        "<label class=\"kern-label\" for=\"{}\"><span "
        "class=\"kern-sr-only\">{}</span></label></div>">(control.alone(), id, label);
}

Html date_field(const Field& field, const DateValue& value, Language language) {
    const bool birthday = field.autocomplete == "bday";  // WCAG 1.3.5
    const auto purpose = [&](std::string_view part) {
        return birthday ? part : std::string_view{};
    };
    // The day has the field's own id, so that the summary's link finds it.
    const Html parts = date_part(field, {"", "-day", texts::date_day.in(language), value.day,
                                         purpose("bday-day"), "dw-width-2"}) +
                       date_part(field, {"-month", "-month", texts::date_month.in(language),
                                         value.month, purpose("bday-month"), "dw-width-2"}) +
                       date_part(field, {"-year", "-year", texts::date_year.in(language),
                                         value.year, purpose("bday-year"), "dw-width-4"});
    return field_group(field, language,
                       "kern-fieldset__body kern-fieldset__body--horizontal dw-date", parts);
}

Html field_error(std::string_view id, std::string_view words, Language language) {
    if (words.empty()) return {};
    return html<
        "<p class=\"kern-error\" id=\"{}-error\">{}<span class=\"kern-body\">"
        "<span class=\"kern-sr-only\">{} </span>{}</span></p>">(
        id, icon("danger"), texts::error_prefix.in(language), words);
}

}  // namespace dw::web
