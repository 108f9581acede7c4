// What a version changes, always compared like with like: texts with texts, and of a responsibility
// who is entered before with who is entered afterwards.
#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_pages.h"
#include "catalogue/edit_version.h"
#include "catalogue/localized_view.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

using web::Html;

namespace {

bool was_public(const Edit& edit) {
    return edit.state == EditState::Public || edit.state == EditState::Replaced;
}

// A state of the part: what the source says in it, and the own words over that, if any.
struct Layers {
    Bytes source;
    std::optional<Bytes> own;
};

// Open versions are compared with what holds now, published ones with what they took the place of,
// all others with the source of their time.
Result<std::pair<Layers, Layers>> before_and_after(const EditVisit& visit, const Edit& edit) {
    const Editing& editing = visit.desk.editing;
    if (is_open(edit)) {
        DW_TRY(const Bytes source, editing.source_part(edit.target));
        DW_TRY(Bytes now, editing.part_now(visit.editor.tenant, edit.target));
        return std::pair(Layers{source, std::move(now)}, Layers{source, edit.content});
    }
    std::optional<Edit> before;
    if (was_public(edit)) {
        DW_TRY(before, version_before(visit, edit));
    }
    return std::pair(Layers{edit.source, before ? before->content : std::nullopt},
                     Layers{edit.source, edit.content});
}

Result<std::string> words_of_layers(const EditVisit& visit, const EditTarget& target,
                                    const Layers& layers, Language language) {
    const Catalogue& catalogue = visit.desk.catalogue;
    if (target.kind != EditKind::Responsibility)
        return lines_of(catalogue, target, layers.own ? *layers.own : layers.source, language);
    DW_TRY(const auto entries, entries_from(layers.source));
    OwnResponsibilities own;
    if (layers.own) {
        DW_TRY(own, responsibilities_from(*layers.own));
    }
    return lines_of_responsibility(catalogue, entries, own, language);
}

// Sentences about offices are put in or taken out as a whole: word by word they would mix.
Html differing_lines(std::string_view before, std::string_view after, Language language) {
    const auto old = split(before, '\n'), fresh = split(after, '\n');
    const auto has = [](const auto& lines, std::string_view line) {
        return std::ranges::find(lines, line) != lines.end();
    };
    Html lines;
    for (const std::string_view line : old)
        if (!line.empty())
            lines += differences(line, has(fresh, line) ? line : std::string_view(), language);
    for (const std::string_view line : fresh)
        if (!line.empty() && !has(old, line)) lines += differences({}, line, language);
    return lines;
}

Text title_of(const Edit& edit) {
    if (is_open(edit)) return texts::edit_changes;
    return was_public(edit) ? texts::edit_changes_made : texts::edit_changes_source;
}

}  // namespace

Result<std::optional<Edit>> version_before(const EditVisit& visit, const Edit& edit) {
    DW_TRY(const auto versions, visit.desk.editing.versions(visit.editor.tenant, edit.target));
    // Who writes later has the larger id.
    const auto order = [](const Edit& version) { return std::pair(*version.decided, version.id); };
    const Edit* before = nullptr;
    for (const Edit& other : versions) {
        const bool replaced = other.state == EditState::Replaced && other.decided;
        if (!replaced || other.id == edit.id) continue;
        const bool later = edit.state == EditState::Replaced && order(other) > order(edit);
        if (later) continue;
        if (before == nullptr || order(other) > order(*before)) before = &other;
    }
    return before ? std::optional(*before) : std::nullopt;
}

Result<Html> undo_form(const EditVisit& visit, const Edit& edit) {
    DW_TRY(const auto before, version_before(visit, edit));
    if (!edit.content && !before) return Html{};
    const auto undo = web::button(visit.say(texts::edit_undo), web::Weight::Secondary);
    if (before) return web::post_form(visit.request, path_of(before->id) + "/restoration", undo);
    return web::post_form(visit.request, std::string(edit_path) + "/source-words",
                          target_fields(edit.target) + undo);
}

Result<Html> what_changes(const EditVisit& visit, const Edit& edit) {
    DW_TRY(const auto layers, before_and_after(visit, edit));
    const bool by_language = edit.target.kind != EditKind::Responsibility &&
                             edit.target.part != "addresses" && edit.target.part != "contacts" &&
                             !is_service_list(edit.target.part);
    Html changes;
    for (const Language language : {Language::German, Language::English}) {
        if (!by_language && language != visit.language()) continue;
        DW_TRY(const std::string old, words_of_layers(visit, edit.target, layers.first, language));
        DW_TRY(const std::string fresh,
               words_of_layers(visit, edit.target, layers.second, language));
        if (old.empty() && fresh.empty()) continue;
        if (by_language) {
            changes += web::heading(
                3,
                visit.say(language == Language::German ? texts::edit_german : texts::edit_english));
        }
        const Html marked = edit.target.kind == EditKind::Responsibility
                                ? differing_lines(old, fresh, visit.language())
                                : differences(old, fresh, visit.language());
        changes += in_language(code_of(language), visit.language(), marked);
    }
    if (changes.empty()) changes = web::paragraph(visit.say(texts::edit_as_the_source));
    return web::heading(2, visit.say(title_of(edit))) + changes;
}

}  // namespace dw::catalogue
