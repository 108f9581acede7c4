#include "web/components_page.h"

#include "web/components.h"
#include "web/page.h"
#include "web/texts.h"

namespace dw::web {

namespace {

// The words of the samples, in the language of the page.
class Samples {
  public:
    explicit Samples(const Request& request) : request_(request), language_(request.language) {}

    Html overview() const;
    Html form() const;
    Html errors() const;
    Html steps() const;
    Html desk() const;
    Html confirmed() const;

  private:
    std::string say(const Text& text) const { return std::string(text.in(language_)); }
    Html section(const Text& title, const Html& content) const {
        return heading(2, title.in(language_)) + content;
    }
    Html writing() const;
    Html notices() const;
    Html blocks() const;
    Html cards() const;
    Html tables() const;
    Html fields(std::string_view error) const;
    std::vector<Option> options() const;
    std::vector<Task> tasks() const;
    Table cases(std::string_view compact) const;

    const Request& request_;
    Language language_;
};

std::vector<Option> Samples::options() const {
    return {{"one", say(texts::sample_option_one), ""},
            {"two", say(texts::sample_option_two), say(texts::sample_hint)},
            {"long", say(texts::sample_long_word), ""}};
}

Html Samples::writing() const {
    const std::string text = say(texts::sample_text);
    Html out = heading(3, say(texts::sample_heading));
    out += heading(4, say(texts::sample_heading));
    out += lead(text) + paragraph(text) + muted(text);
    out += html<"<p class=\"kern-body\">{} {}</p>">(text,
                                                    link("/components", say(texts::sample_link)));
    out += bullet_list({escape(say(texts::sample_option_one)), escape(text),
                        link("/components", say(texts::sample_link))});
    out += numbered_list({escape(say(texts::sample_option_one)), escape(text)});
    return out;
}

Html Samples::notices() const {
    Html badges, alerts;
    const std::string title = say(texts::sample_heading);
    for (const auto& [tone, text] : {std::pair{Tone::Neutral, texts::sample_tone_neutral},
                                     {Tone::Info, texts::sample_tone_info},
                                     {Tone::Success, texts::sample_tone_success},
                                     {Tone::Warning, texts::sample_tone_warning},
                                     {Tone::Danger, texts::sample_tone_danger}}) {
        badges += badge(tone, text.in(language_));
        alerts += alert(tone, text.in(language_), paragraph(say(texts::sample_text)));
    }
    alerts += alert(Tone::Info, title, Html{});
    alerts += alert(Tone::Success, title, paragraph(say(texts::sample_text)));
    return html<"<p class=\"dw-badges\">{}</p>">(badges) + alerts;
}

Html Samples::blocks() const {
    Html buttons;
    const std::string label = say(texts::sample_button);
    for (const auto weight : {Weight::Primary, Weight::Secondary, Weight::Tertiary}) {
        buttons += button_group({button(label, weight), link_button("/components", label, weight),
                                 named_button({"act", "save", label, weight})});
    }
    Html out = get_form("/components", buttons, say(texts::sample_form_label));
    out += details(say(texts::sample_question), paragraph(say(texts::sample_text)));
    out += details(say(texts::sample_long_word), paragraph(say(texts::sample_text)));
    out += description_list(
        {{say(texts::sample_label), escape(say(texts::sample_option_one))},
         {say(texts::sample_long_word), escape(say(texts::sample_text))},
         {say(texts::sample_heading), badge(Tone::Success, say(texts::sample_tone_success))}});
    return out;
}

Html Samples::cards() const {
    Card plain;
    plain.title = say(texts::sample_heading);
    plain.body = paragraph(say(texts::sample_text));
    Card linked = plain;
    linked.path = "/components";
    linked.preline = say(texts::sample_preline);
    linked.footer = badge(Tone::Success, say(texts::sample_tone_success));
    Card bare;
    bare.title = say(texts::sample_long_word);
    bare.path = "/components";
    return card_grid({card(plain), card(linked), card(bare)});
}

Table Samples::cases(std::string_view compact) const {
    const auto row = [&](std::string_view number, Tone tone, const Text& state,
                         std::string_view days) {
        return std::vector<Html>{row_checkbox("case", number, number), link("/components", number),
                                 escape(say(texts::sample_option_two)),
                                 badge(tone, state.in(language_)), escape(days)};
    };
    Table table;
    table.caption = say(texts::sample_caption);
    table.columns = {{""},
                     {say(texts::sample_column_number)},
                     {say(texts::sample_label)},
                     {say(texts::sample_column_state)},
                     {say(texts::sample_column_days), true}};
    table.rows = {row("2026-0004711", Tone::Danger, texts::sample_tone_danger, "0"),
                  row("2026-0004698", Tone::Warning, texts::sample_tone_warning, "12"),
                  row("2026-0004690", Tone::Neutral, texts::sample_tone_neutral, "104")};
    table.compact = compact;
    return table;
}

Html Samples::tables() const {
    Table hidden;
    hidden.caption = say(texts::sample_caption);
    hidden.hide_caption = true;
    hidden.columns = {{say(texts::sample_label)}, {say(texts::sample_column_days), true}};
    hidden.rows = {{escape(say(texts::sample_option_one)), escape("7")},
                   {escape(say(texts::sample_long_word)), escape("1.234")}};
    return table(cases("")) + table(hidden) +
           pagination("/components?after=2026", texts::sample_more, language_);
}

Html Samples::overview() const {
    Html out = heading(1, say(texts::components_title)) + lead(say(texts::components_lead));
    out += bullet_list({link("/components/form", say(texts::components_form)),
                        link("/components/errors", say(texts::components_errors)),
                        link("/components/steps", say(texts::components_steps)),
                        link("/components/desk", say(texts::components_desk)),
                        link("/components/confirmation", say(texts::components_confirmation))});
    out += section(texts::components_writing, writing());
    out += section(texts::components_notices, notices());
    out += section(texts::components_blocks, blocks());
    out += section(texts::components_cards, cards());
    out += section(texts::components_tables, tables());
    return out;
}

Html Samples::fields(std::string_view error) const {
    const auto field = [&](std::string id, const Text& label) {
        Field made;
        made.id = std::move(id);
        made.label = say(label);
        made.error = error;
        return made;
    };
    Field name = field("name", texts::sample_field_name);
    name.autocomplete = "family-name";
    name.value = "Łukasz-Ğüntĥer Öztürk";
    Field postcode = field("postcode", texts::sample_field_postcode);
    postcode.hint = say(texts::sample_hint);
    postcode.input_mode = "numeric";
    postcode.left_to_right = true;
    postcode.width = 5;
    postcode.max_length = 5;
    Field mail = field("mail", texts::sample_field_mail);
    mail.type = "email";
    mail.autocomplete = "email";
    mail.optional = true;
    mail.left_to_right = true;
    mail.width = 30;
    Field note = field("note", texts::sample_field_note);
    note.hint = say(texts::sample_hint);
    note.value = say(texts::sample_text);
    Field file = field("file", texts::sample_field_file);
    file.hint = say(texts::sample_hint);
    Field place = field("place", texts::sample_field_choice);
    place.value = "two";
    Field way = field("way", texts::sample_field_choice);
    way.hint = say(texts::sample_hint);
    way.value = error.empty() ? "one" : "";
    Field topics = field("topics", texts::sample_field_choices);
    Field agreed = field("agreed", texts::sample_declaration);
    Field birthday = field("birthday", texts::sample_field_date);
    birthday.hint = say(texts::sample_hint_date);
    birthday.autocomplete = "bday";
    return text_field(name, language_) + text_field(postcode, language_) +
           text_field(mail, language_) + date_field(birthday, {"31", "12", "1990"}, language_) +
           select_field(place, options(), language_) + radio_field(way, options(), language_) +
           checkbox_field(topics, options(), {"two"}, language_) + text_area(note, 4, language_) +
           file_field(file, ".pdf,.jpg,.png", language_) +
           checkbox_field(agreed, {{"yes", say(texts::sample_agree), ""}}, {}, language_);
}

Html Samples::form() const {
    Html out = progress(2, 5, language_);
    out += heading(1, say(texts::components_form)) + paragraph(say(texts::sample_text));
    const Html buttons =
        button_group({button(say(texts::sample_button)),
                      named_button({"act", "later", say(texts::sample_button_later)})});
    out += post_form(request_, "/components/form",
                     fields("") +
                         details(say(texts::sample_question), paragraph(say(texts::sample_text))) +
                         buttons,
                     Encoding::Multipart);
    return out;
}

Html Samples::errors() const {
    const std::string error = say(texts::sample_error);
    std::vector<SummaryError> all;
    for (const char* id : {"name", "postcode", "mail", "birthday", "place", "way", "topics", "note",
                           "file", "agreed"}) {
        all.push_back({id, error});
    }
    return error_summary(all, language_) + heading(1, say(texts::components_errors)) +
           post_form(request_, "/components/form",
                     fields(error) + button(say(texts::sample_button)));
}

std::vector<Task> Samples::tasks() const {
    const std::string reason = say(texts::sample_text);
    return {
        {say(texts::sample_option_one), "/components", "", Tone::Success,
         say(texts::sample_tone_success)},
        {say(texts::sample_option_two), "/components", reason, Tone::Danger,
         say(texts::sample_tone_danger)},
        {say(texts::sample_long_word), "", reason, Tone::Neutral, say(texts::sample_tone_neutral)}};
}

Html Samples::steps() const {
    Html out = breadcrumbs({{"/", say(texts::error_to_start)},
                            {"/components", say(texts::components_title)},
                            {"", say(texts::components_steps)}},
                           language_);
    out += heading(1, say(texts::components_steps)) + progress(1, 3, language_);
    out += task_list(say(texts::sample_heading), tasks());
    const std::vector<ListRow> rows = {
        {say(texts::sample_field_name), escape("Łukasz-Ğüntĥer Öztürk")},
        {say(texts::sample_field_note), escape(say(texts::sample_text))}};
    out += section(texts::components_summary,
                   summary({{say(texts::sample_heading), rows, "/components/form", ""},
                            {say(texts::sample_long_word), rows, "", ""}},
                           language_));
    out += section(
        texts::components_timeline,
        timeline({{"23.11.2026", say(texts::sample_tone_success), Html{}},
                  {"21.11.2026", say(texts::sample_option_two), paragraph(say(texts::sample_text))},
                  {"20.11.2026", say(texts::sample_option_one), Html{}}}));
    return out;
}

Html Samples::desk() const {
    Html out = heading(1, say(texts::components_desk));
    out +=
        tabs(say(texts::components_desk), {{"/components/desk", say(texts::sample_tab_mine), true},
                                           {"/components", say(texts::sample_tab_team), false}});
    Field search;
    search.id = "q";
    search.label = say(texts::sample_field_name);
    search.type = "search";
    Field state;
    state.id = "state";
    state.label = say(texts::sample_column_state);
    out += get_form("/components/desk",
                    html<"<div class=\"dw-filter\">{}{}{}</div>">(
                        text_field(search, language_), select_field(state, options(), language_),
                        button(say(texts::sample_button), Weight::Secondary)),
                    say(texts::sample_form_label));
    Field reason;
    reason.id = "reason";
    reason.label = say(texts::sample_field_note);
    Card decision;
    decision.title = say(texts::sample_heading);
    decision.body = post_form(request_, "/components/desk",
                              text_area(reason, 5, language_) + button(say(texts::sample_button)));
    const Html data = table(cases("compact")) +
                      description_list({{say(texts::sample_label), escape(say(texts::sample_text))},
                                        {say(texts::sample_heading), escape("23.11.2026")}});
    return out + two_columns(data, card(decision, 2));
}

Html Samples::confirmed() const {
    return confirmation(say(texts::components_confirmation), say(texts::sample_column_number),
                        "2026-0004-7112") +
           heading(2, say(texts::sample_question)) +
           numbered_list({escape(say(texts::sample_text)), escape(say(texts::sample_option_one))});
}

using View = Html (Samples::*)() const;

void add(Router& router, std::string path, const Text& title, View view) {
    const bool has_errors = view == &Samples::errors;
    const bool desk = view == &Samples::desk;
    const bool has_back = view == &Samples::form || view == &Samples::errors;
    Route route;
    route.path = std::move(path);
    route.act = "public";
    route.run = Run::Inline;
    route.handler = [&title, view, has_errors, desk, has_back](Request& request) {
        PageOptions options;
        options.title = title.in(request.language);
        options.has_errors = has_errors;
        options.desk = desk;
        options.person = desk ? texts::sample_person.in(request.language) : "";
        options.back_path = has_back ? "/components" : "";
        options.no_index = true;
        return page_response(page(request, options, (Samples(request).*view)()));
    };
    router.add(std::move(route));
}

}  // namespace

void add_components_routes(Router& router) {
    add(router, "/components", texts::components_title, &Samples::overview);
    add(router, "/components/form", texts::components_form, &Samples::form);
    add(router, "/components/errors", texts::components_errors, &Samples::errors);
    add(router, "/components/steps", texts::components_steps, &Samples::steps);
    add(router, "/components/desk", texts::components_desk, &Samples::desk);
    add(router, "/components/confirmation", texts::components_confirmation, &Samples::confirmed);
}

}  // namespace dw::web
