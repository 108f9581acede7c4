#include "identity/kept_form.h"

#include "identity/texts.h"
#include "web/components.h"
#include "web/csrf.h"
#include "web/page.h"

namespace dw::identity {

using web::Html;

namespace {

constexpr std::string_view prefix = "gesendet:";
constexpr std::string_view files_field = "dateien-fehlen";

bool is_secret(std::string_view name) {
    return name.starts_with("passwort") || name == "code";
}

// A name or a choice is quickly made again; what has blanks was written.
bool is_written(std::string_view value) {
    return value.find_first_of(" \n") != value.npos;
}

Html hidden(std::string_view name, std::string_view value) {
    return web::html<"<input type=\"hidden\" name=\"{}\" value=\"{}\">">(name, value);
}

}  // namespace

std::optional<KeptForm> kept_from(const web::Request& sent) {
    if (sent.method != web::Method::Post || !web::is_from_own_page(sent)) return std::nullopt;
    KeptForm kept{
        .target = own_path_or_desk(sent.target), .fields = {}, .had_files = !sent.files.empty()};
    std::size_t bytes = 0;
    for (const auto& [name, value] : sent.form.pairs()) {
        if (name == web::token_field) continue;
        bytes += name.size() + value.size();
        if (is_secret(name) || bytes > kept_form_bytes) return std::nullopt;
        kept.fields.emplace_back(name, value);
    }
    return kept.fields.empty() ? std::nullopt : std::optional(std::move(kept));
}

std::optional<KeptForm> kept_in(const web::Request& login) {
    KeptForm kept{.target = own_path_or_desk(login.form.get("weiter")),
                  .fields = {},
                  .had_files = login.form.has(files_field)};
    for (const auto& [name, value] : login.form.pairs()) {
        if (name.starts_with(prefix)) kept.fields.emplace_back(name.substr(prefix.size()), value);
    }
    return kept.fields.empty() ? std::nullopt : std::optional(std::move(kept));
}

Html hidden_fields(const KeptForm& kept) {
    Html fields;
    for (const auto& [name, value] : kept.fields)
        fields += hidden(std::string(prefix) + name, value);
    return kept.had_files ? fields + hidden(files_field, "ja") : fields;
}

Html kept_notice(const KeptForm& kept, Language language) {
    Html words;
    for (const auto& [name, value] : kept.fields) {
        if (is_written(value))
            words += web::html<"<p class=\"kern-body dw-written\">{}</p>">(value);
    }
    Html body = web::paragraph(texts::kept_text.in(language));
    if (kept.had_files) body += web::paragraph(texts::kept_files.in(language));
    if (!words.empty()) body += web::details(texts::kept_words.in(language), words);
    return web::alert(web::Tone::Info, texts::kept_title.in(language), body);
}

web::Response send_kept_again(const web::Request& request, const KeptForm& kept) {
    const Language language = request.language;
    Html fields;
    for (const auto& [name, value] : kept.fields) fields += hidden(name, value);
    web::PageOptions options;
    options.title = texts::kept_again_title.in(language);
    options.no_index = true;
    Html main = web::heading(1, options.title) + web::lead(texts::kept_again.in(language));
    if (kept.had_files) main += web::paragraph(texts::kept_files.in(language));
    main += web::post_form(request, kept.target,
                           fields + web::button(texts::kept_again_button.in(language)),
                           kept.had_files ? web::Encoding::Multipart : web::Encoding::Form);
    return web::page_response(web::page(request, options, main));
}

}  // namespace dw::identity
