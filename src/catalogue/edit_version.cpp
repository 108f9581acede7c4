#include "catalogue/edit_version.h"

#include <algorithm>

#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/edit_offices.h"
#include "catalogue/notice_desk_pages.h"
#include "catalogue/notice_table.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

using web::Html;

Result<Edit> asked_edit(const EditVisit& visit) {
    const auto id = EditId::parse(visit.request.parameter("edit"));
    if (!id) return not_found("catalogue.unknown_edit", "the path names no version");
    return visit.desk.editing.edit(visit.editor.tenant, *id);
}

Result<std::string> words_of(const EditVisit& visit, const Edit& edit, Language language) {
    const Catalogue& catalogue = visit.desk.catalogue;
    if (edit.content) return lines_of(catalogue, edit.target, *edit.content, language);
    // Nothing of our own is said about a responsibility that is as in the source.
    if (edit.target.kind == EditKind::Responsibility) return std::string();
    DW_TRY(const Bytes source, visit.desk.editing.source_part(edit.target));
    return lines_of(catalogue, edit.target, source, language);
}

Result<Html> warnings_of(const EditVisit& visit, const Edit& edit) {
    if (!is_open(edit)) return Html{};
    if (edit.target.kind == EditKind::Responsibility) {
        OwnResponsibilities own;
        if (edit.content) {
            DW_TRY(own, responsibilities_from(*edit.content));
        }
        DW_TRY(const auto offices, offices_then(visit, edit.target, own));
        DW_TRY(const Html old_names, texts_naming_old_offices(visit, edit));
        return in_charge_then(visit, edit.target, offices) + old_names;
    }
    DW_TRY(const Bytes now, visit.desk.editing.part_now(visit.editor.tenant, edit.target));
    DW_TRY(const std::string before,
           lines_of(visit.desk.catalogue, edit.target, now, Language::German));
    DW_TRY(const std::string after, words_of(visit, edit, Language::German));
    if (before.empty() || !after.empty()) return Html{};
    return web::alert(web::Tone::Warning, visit.say(texts::edit_empties),
                      web::paragraph(visit.say(texts::edit_empties_text)));
}

namespace {

constexpr std::size_t shown_notices = 20;
constexpr std::size_t shown_bytes = 160;

// Those about a place in the area, or about none.
std::vector<Notice> open_notices(const EditVisit& visit, const Edit& edit) {
    const auto reach = notice_reach(visit.desk.catalogue, visit.desk.identity, visit.principal);
    if (!reach) return {};
    auto found =
        notices_about(visit.desk.catalogue.store(), *reach, edit.target.object, shown_notices);
    if (!found) return {};
    std::erase_if(*found, [&](const Notice& notice) {
        const auto place = Ars::parse(notice.place);
        return place && !edit.target.area.contains(*place);
    });
    return *std::move(found);
}

std::string in_short(const EditVisit& visit, const Notice& notice) {
    std::string words(cut(notice.words, shown_bytes));
    if (words.size() < notice.words.size()) words += " …";
    return day_of(visit, notice.at) + ": " + words;
}

std::string sent_remark(const EditVisit& visit) {
    return std::string(trim(visit.request.form.get("antwort")));
}

}  // namespace

Html notices_to_settle(const EditVisit& visit, const Edit& edit) {
    const auto notices = open_notices(visit, edit);
    if (notices.empty()) return {};
    std::vector<web::Option> options;
    for (const Notice& notice : notices)
        options.push_back({notice.id.to_string(), in_short(visit, notice), ""});
    web::Field field, remark;
    field.id = "hinweise";
    field.label = visit.say(texts::edit_settles);
    field.hint = visit.say(texts::edit_settles_hint);
    field.optional = true;
    remark.id = "antwort";
    remark.label = visit.say(texts::edit_settles_remark);
    remark.value = visit.say(texts::edit_settles_done);
    remark.optional = true;
    return web::checkbox_field(field, options, {}, visit.language()) +
           web::text_area(remark, 2, visit.language());
}

Html notices_left(const EditVisit& visit, const Edit& edit) {
    const auto notices = open_notices(visit, edit);
    if (notices.empty()) return {};
    std::vector<Html> items;
    for (const Notice& notice : notices)
        items.push_back(web::link(notice_path(notice.id), in_short(visit, notice)));
    return web::heading(2, visit.say(texts::edit_notices_left)) + web::bullet_list(items);
}

Outcome check_remark(const EditVisit& visit) {
    const auto remark = sent_remark(visit);
    if (is_plain_text(remark) && remark.size() <= remark_bytes) return Nothing{};
    return invalid("catalogue.edit_text", "the remark is too long or has unusable characters");
}

Outcome settle_ticked(const EditVisit& visit, const Edit& edit) {
    const auto ticked = visit.request.form.all("hinweise");
    for (const Notice& notice : open_notices(visit, edit)) {
        if (std::ranges::find(ticked, notice.id.to_string()) == ticked.end()) continue;
        const auto done =
            settle_notice(visit.desk.catalogue.store(), {.notice = notice.id,
                                                         .at = visit.desk.clock.now(),
                                                         .by = visit.editor.actor,
                                                         .remark = sent_remark(visit)});
        // Somebody was faster.
        if (!done && done.error().kind != ErrorKind::Conflict) return done.error();
    }
    return Nothing{};
}

}  // namespace dw::catalogue
