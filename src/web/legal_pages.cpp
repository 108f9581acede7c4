// What must be reachable from every page: § 5 DDG (imprint), Art. 13 DSGVO (privacy), § 12b BGG and
// § 7 BITV 2.0 (accessibility statement with its three parts: state, feedback, arbitration), § 4
// BITV 2.0 (easy language). Who runs the program fills in the own details (Operator in page.h).
#include "web/legal_pages.h"

#include "web/components.h"
#include "web/page.h"
#include "web/texts.h"

namespace dw::web {

namespace {

using Content = Html (*)(Language);

Html part(const Text& title, const Text& text, Language language) {
    return heading(2, title.in(language)) + paragraph(text.in(language));
}

Html items(const std::vector<Text>& entries, Language language) {
    std::vector<Html> out;
    for (const auto& entry : entries) out.push_back(escape(entry.in(language)));
    return bullet_list(out);
}

std::string without_blanks(std::string_view number) {
    std::string digits(number);
    std::erase(digits, ' ');
    return digits;
}

// The operator's own words; in the example those of the catalogue. Nothing where nobody wrote any.
std::string own(Operator::Words Operator::*words, const Text& of_example, Language language) {
    if (const auto& run_by = site().run_by) return std::string(((*run_by).*words).in(language));
    return site().example ? std::string(of_example.in(language)) : std::string();
}

Html own_part(const Text& title, const std::string& text, Language language) {
    return text.empty() ? Html{} : heading(2, title.in(language)) + paragraph(text);
}

Html contact_link(std::string_view scheme, const std::string& value) {
    const bool phone = scheme == "tel:";
    return html<"<a class=\"dw-link\" dir=\"ltr\" href=\"{}\">{}</a>">(
        url(std::string(scheme) + (phone ? without_blanks(value) : value)), value);
}

Html address(Language language) {
    const auto& run_by = site().run_by;
    const auto example = [&](const Text& text) {
        return site().example ? std::string(text.in(language)) : std::string();
    };
    const std::string phone = run_by ? run_by->phone : example(texts::contact_phone_value);
    const std::string mail = run_by ? run_by->mail : example(texts::contact_mail_value);
    std::vector<ListRow> rows;
    const auto add = [&](const Text& label, const std::string& value, const Html& shown) {
        if (!value.empty()) rows.push_back({std::string(label.in(language)), shown});
    };
    const auto add_words = [&](const Text& label, const std::string& value) {
        add(label, value, escape(value));
    };
    add_words(texts::contact_office, own(&Operator::office, texts::contact_office_name, language));
    add_words(texts::contact_address,
              own(&Operator::address, texts::contact_address_value, language));
    add(texts::contact_phone, phone, contact_link("tel:", phone));
    add(texts::contact_mail, mail, contact_link("mailto:", mail));
    add_words(texts::contact_hours, own(&Operator::hours, texts::contact_hours_value, language));
    return rows.empty() ? Html{} : description_list(rows);
}

// Says first that these are the example's words, so that nobody takes them for legal information;
// and where nobody filled in anything, that it is missing.
Html example_notice(Language language) {
    if (site().example)
        return alert(Tone::Info, texts::legal_example_title.in(language),
                     paragraph(texts::legal_example_text.in(language)));
    if (site().run_by) return {};
    return alert(Tone::Danger, texts::legal_missing_title.in(language),
                 paragraph(texts::legal_missing_text.in(language)));
}

Html imprint(Language language) {
    return example_notice(language) +
           part(texts::imprint_provider, texts::imprint_provider_text, language) +
           address(language) +
           own_part(texts::imprint_represented,
                    own(&Operator::represented, texts::imprint_represented_text, language),
                    language) +
           own_part(texts::imprint_supervision,
                    own(&Operator::supervision, texts::imprint_supervision_text, language),
                    language) +
           part(texts::imprint_software, texts::imprint_software_text, language);
}

Html privacy(Language language) {
    Html out = example_notice(language);
    out += lead(texts::privacy_lead.in(language));
    out += part(texts::privacy_who, texts::privacy_who_text, language);
    out +=
        own_part(texts::privacy_officer,
                 own(&Operator::data_protection, texts::privacy_officer_text, language), language);
    out += part(texts::privacy_visit, texts::privacy_visit_text, language);
    out += part(texts::privacy_cookies, texts::privacy_cookies_text, language);
    out += items(
        {texts::privacy_cookie_form, texts::privacy_cookie_draft, texts::privacy_cookie_status,
         texts::privacy_cookie_language, texts::privacy_cookie_session},
        language);
    out += part(texts::privacy_application, texts::privacy_application_text, language);
    out += part(texts::privacy_rights, texts::privacy_rights_text, language);
    out += items({texts::privacy_right_access, texts::privacy_right_correct,
                  texts::privacy_right_erase, texts::privacy_right_complain},
                 language);
    return out + link("/kontakt", texts::footer_contact.in(language));
}

Html accessibility(Language language) {
    Html out = example_notice(language);
    out += lead(texts::accessibility_lead.in(language));
    out += part(texts::accessibility_state, texts::accessibility_state_text, language);
    out += items({texts::accessibility_checked_axe, texts::accessibility_checked_keyboard,
                  texts::accessibility_checked_sizes, texts::accessibility_checked_script},
                 language);
    out += part(texts::accessibility_gaps, texts::accessibility_gaps_text, language);
    out += items({texts::accessibility_gap_readers, texts::accessibility_gap_browsers,
                  texts::accessibility_gap_sign, texts::accessibility_gap_uploads},
                 language);
    out += part(texts::accessibility_feedback, texts::accessibility_feedback_text, language);
    out += link("/barriere-melden", texts::footer_report_barrier.in(language));
    out += part(texts::accessibility_arbitration, texts::accessibility_arbitration_text, language);
    out += paragraph(own(&Operator::arbitration, texts::accessibility_arbitration_none, language));
    return out;
}

Html report_barrier(Language language) {
    return example_notice(language) + lead(texts::barrier_lead.in(language)) +
           heading(2, texts::barrier_tell.in(language)) +
           items({texts::barrier_tell_page, texts::barrier_tell_problem, texts::barrier_tell_device,
                  texts::barrier_tell_answer},
                 language) +
           heading(2, texts::barrier_how.in(language)) + address(language) +
           part(texts::barrier_then, texts::barrier_then_text, language);
}

// One short sentence per line, in the manner of the rules of the Netzwerk Leichte Sprache.
Html easy_language(Language language) {
    Html out = example_notice(language);
    out += heading(2, texts::easy_what.in(language));
    out += items({texts::easy_what_1, texts::easy_what_2, texts::easy_what_3}, language);
    out += heading(2, texts::easy_find.in(language));
    out += items({texts::easy_find_1, texts::easy_find_2, texts::easy_find_3}, language);
    out += heading(2, texts::easy_apply.in(language));
    out += items({texts::easy_apply_1, texts::easy_apply_2, texts::easy_apply_6,
                  texts::easy_apply_3, texts::easy_apply_4, texts::easy_apply_5},
                 language);
    out += heading(2, texts::easy_help.in(language));
    out += items({texts::easy_help_1, texts::easy_help_2}, language);
    return out + address(language);
}

Html contact(Language language) {
    return example_notice(language) + lead(texts::contact_lead.in(language)) + address(language) +
           part(texts::contact_115, texts::contact_115_text, language);
}

void add(Router& router, std::string path, const Text& title, Content content) {
    Route route;
    route.path = std::move(path);
    route.act = "public";
    route.run = Run::Inline;
    route.handler = [&title, content](Request& request) {
        PageOptions options;
        options.title = title.in(request.language);
        return page_response(
            page(request, options, heading(1, options.title) + content(request.language)));
    };
    router.add(std::move(route));
}

}  // namespace

void add_legal_routes(Router& router) {
    add(router, "/impressum", texts::footer_imprint, imprint);
    add(router, "/datenschutz", texts::footer_privacy, privacy);
    add(router, "/barrierefreiheit", texts::footer_accessibility, accessibility);
    add(router, "/barriere-melden", texts::footer_report_barrier, report_barrier);
    add(router, "/leichte-sprache", texts::footer_easy_language, easy_language);
    add(router, "/kontakt", texts::footer_contact, contact);
}

}  // namespace dw::web
