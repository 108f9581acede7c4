// KERN components as view functions, one per component. /components shows each in every state.
// Source of the markup: KERN UX 2.7.2 (@kern-ux/native, EUPL-1.2); page patterns follow GOV.UK.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terms/language.h"
#include "web/html.h"
#include "web/http.h"

namespace dw::web {

// Tone of alerts and badges. Neutral has no colour: colour only for "needs you" and "done".
enum class Tone { Neutral, Info, Success, Warning, Danger };
enum class Weight { Primary, Secondary, Tertiary };

Html icon(std::string_view name);  // decorative (aria-hidden); a name of assets/kern/icons
Html heading(int level, std::string_view text);  // h1–h4 with the size that fits
Html paragraph(std::string_view text);
Html lead(std::string_view text);  // the first sentences below a page's heading, larger
Html muted(std::string_view text);
Html prose(const Html& content);  // own or cleaned markup without classes, e.g. imported texts
Html link(std::string_view path, std::string_view text);
Html button(std::string_view label,
            Weight weight = Weight::Primary);  // submit of the form around it
struct NamedButton {
    std::string name, value, label;
    Weight weight = Weight::Secondary;
};
Html named_button(const NamedButton& button);
Html link_button(std::string_view path, std::string_view label, Weight weight = Weight::Primary);
Html button_group(const std::vector<Html>& buttons);
Html badge(Tone tone, std::string_view text);
// Heading and body; `live` for results of an act (role=alert / status). What succeeded has the
// focus.
enum class Live { No, Yes };
Html alert(Tone tone, std::string_view title, const Html& body, Live live = Live::No);
Html details(std::string_view summary, const Html& body);

struct ListRow {
    std::string key;
    Html value;
};
Html description_list(const std::vector<ListRow>& rows);
struct Card {
    std::string title;
    std::string path;
    Html body;
    std::string preline;
    Html footer;
};
Html card(const Card& card, int heading_level = 3);
Html card_grid(const std::vector<Html>& cards);
Html bullet_list(const std::vector<Html>& items);
Html numbered_list(const std::vector<Html>& items);

struct Column {
    std::string label;
    bool numeric = false;
};
// A table on wide screens, cards on the phone; first cell of a row is its header.
struct Table {
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<Html>> rows;
    bool hide_caption = false;
    std::string compact;  // "" or "compact"
};
Html table(const Table& table);
Html pagination(const std::string& next_path, Text label, Language language);

// One field of a form. `error` is the whole sentence; `hint` plain text.
struct Field {
    std::string id;  // also its name
    std::string label;
    std::string hint;
    std::string error;
    std::string value;
    std::string autocomplete;   // WCAG 1.3.5, e.g. "given-name"
    std::string input_mode;     // "numeric" …
    std::string type = "text";  // text, email, tel, password, search
    bool optional = false;
    bool left_to_right = false;  // numbers, IBAN, e-mail, codes
    int width = 0;               // characters; 0: full
    std::size_t max_length = 0;
};
Html text_field(const Field& field, Language language);
Html text_area(const Field& field, int rows, Language language);
Html file_field(const Field& field, std::string_view accept, Language language);
struct Option {
    std::string value, label, hint;
};
Html select_field(const Field& field, const std::vector<Option>& options, Language language);
Html radio_field(const Field& field, const std::vector<Option>& options, Language language);
Html checkbox_field(const Field& field, const std::vector<Option>& options,
                    const std::vector<std::string>& chosen, Language language);
// The checkbox of a table's row; `label` is read aloud only.
enum class Ticked { No, Yes };
Html row_checkbox(std::string_view name, std::string_view value, std::string_view label,
                  Ticked ticked = Ticked::No);
// Three inputs day, month, year named ID-day, ID-month, ID-year.
struct DateValue {
    std::string day, month, year;
};
Html date_field(const Field& field, const DateValue& value, Language language);

struct SummaryError {
    std::string field_id, sentence;
};
// "Bitte prüfen Sie N Angaben" with links to the fields; takes focus when the page opens.
Html error_summary(const std::vector<SummaryError>& errors, Language language);

// <form method=post> with the CSRF token of the request.
Html post_form(const Request& request, std::string_view action, const Html& body);
enum class Encoding { Form, Multipart };
Html post_form(const Request& request, std::string_view action, const Html& body,
               Encoding encoding);
Html get_form(std::string_view action, const Html& body, std::string_view label);

Html progress(int step, int steps, Language language);  // "Schritt 2 von 5" with the bar
struct SummarySection {
    std::string title;
    std::vector<ListRow> rows;
    std::string change_path;
    std::string change_label;
};
Html summary(const std::vector<SummarySection>& sections, Language language);
struct Task {
    std::string title, path, reason;
    Tone tone;
    std::string status;
};
Html task_list(std::string_view title, const std::vector<Task>& tasks);
// The confirmation panel with the number in large type.
Html confirmation(std::string_view title, std::string_view number_label, std::string_view number);
struct TimelineEntry {
    std::string when, title;
    Html body;
};
Html timeline(const std::vector<TimelineEntry>& entries);

struct Tab {
    std::string path, label;
    bool current = false;
};
Html tabs(std::string_view label, const std::vector<Tab>& entries);  // links that look like tabs
struct Crumb {
    std::string path, label;
};  // the last one, this page, has no path
Html breadcrumbs(const std::vector<Crumb>& way, Language language);
// Content and decision side by side on a wide screen, one below the other on the phone.
Html two_columns(const Html& main, const Html& aside);

}  // namespace dw::web
