// Who corrects a responsibility seldom thinks of the texts: "Gehen Sie zum Bürgeramt" still stands
// there. A text names an office by its name, with or without the town behind it, or by how it is
// reached.
#include <algorithm>

#include "base/text.h"
#include "catalogue/edit_version.h"
#include "catalogue/office_view.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

using web::Html;

namespace {

constexpr std::size_t shortest_name = 6;  // bytes; what is shorter stands in many words

bool has(const std::vector<SourceId>& ids, const SourceId& id) {
    return std::ranges::find(ids, id) != ids.end();
}

void add(std::vector<SourceId>& ids, const SourceId& id) {
    if (!has(ids, id)) ids.push_back(id);
}

// Who was entered before the version and is not any more.
Result<std::vector<SourceId>> offices_taken_out(const EditVisit& visit, const Edit& edit) {
    OwnResponsibilities own, before;
    if (edit.content) {
        DW_TRY(own, responsibilities_from(*edit.content));
    }
    if (is_open(edit)) {
        DW_TRY(const Bytes now, visit.desk.editing.part_now(visit.editor.tenant, edit.target));
        DW_TRY(before, responsibilities_from(now));
    } else {
        DW_TRY(const auto version, version_before(visit, edit));
        if (version && version->content) {
            DW_TRY(before, responsibilities_from(*version->content));
        }
    }
    DW_TRY(const auto entries, entries_from(edit.source));
    std::vector<SourceId> stay = own.added, gone;
    for (const Responsibility& entry : entries)
        if (!has(own.off, entry.id)) stay.push_back(entry.holder);
    for (const Responsibility& entry : entries)
        if (has(own.off, entry.id) && !has(stay, entry.holder)) add(gone, entry.holder);
    for (const SourceId& added : before.added)
        if (!has(stay, added)) add(gone, added);
    return gone;
}

// How a text may name the office, in small letters.
std::vector<std::string> names_of(const Organisation& office, std::string_view town) {
    std::vector<std::string> names;
    const auto add_name = [&](std::string name) {
        name = lower(trim(name));
        if (name.size() >= shortest_name) names.push_back(std::move(name));
    };
    const std::string end = " " + lower(town);
    for (const auto& [language, name] : office.name) {
        add_name(name);
        const std::string small = lower(name);
        if (!town.empty() && small.ends_with(end))
            add_name(small.substr(0, small.size() - end.size()));
    }
    for (const Contact& contact : office.contacts) add_name(contact.value);
    return names;
}

std::string without(std::string text, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        for (auto at = text.find(name); at != text.npos; at = text.find(name, at))
            text.erase(at, name.size());
    }
    return text;
}

// All words of the service's part, in small letters.
std::string words_of_part(const EditVisit& visit, const Service& service,
                          const EditTarget& target) {
    const Bytes part = part_of(service, target.part);
    std::string words;
    for (const Language language : {Language::German, Language::English}) {
        const auto lines = lines_of(visit.desk.catalogue, target, part, language);
        if (lines) words += lower(*lines) + "\n";
    }
    return words;
}

struct Names {
    std::vector<std::string> old, right;
    std::string shown;  // of the old offices
};

Names names_for(const EditVisit& visit, const Edit& edit, const std::vector<SourceId>& gone) {
    const Area* area = visit.desk.catalogue.areas().find(edit.target.area);
    const std::string_view town = area ? std::string_view(area->short_name) : std::string_view();
    const auto add_names = [&](std::vector<std::string>& names, const SourceId& id) {
        const auto office = visit.desk.catalogue.organisation(id);
        if (!office) return std::string();
        for (std::string& name : names_of(*office, town)) names.push_back(std::move(name));
        return name_of(*office, visit.language());
    };
    Names names;
    for (const SourceId& id : gone) {
        const auto name = add_names(names.old, id);
        if (!name.empty()) names.shown += (names.shown.empty() ? "" : ", ") + name;
    }
    if (!edit.content) return names;
    const auto own = responsibilities_from(*edit.content);
    for (const SourceId& id : own ? own->added : std::vector<SourceId>{}) {
        const auto office = visit.desk.catalogue.organisation(id);
        if (!office) continue;
        // Only whole names: the short one may be that of both.
        for (const auto& [language, name] : office->name) names.right.push_back(lower(name));
    }
    return names;
}

}  // namespace

Result<Html> texts_naming_old_offices(const EditVisit& visit, const Edit& edit) {
    if (edit.target.kind != EditKind::Responsibility) return Html{};
    DW_TRY(const auto gone, offices_taken_out(visit, edit));
    if (gone.empty()) return Html{};
    const Names names = names_for(visit, edit, gone);
    DW_TRY(const Service service, visit.desk.catalogue.service_for(
                                      edit.target.object, edit.target.area, visit.desk.today()));
    std::vector<Html> links;
    for (const std::string_view part : service_parts) {
        const EditTarget target{EditKind::Text, service.id, std::string(part), edit.target.area};
        const std::string words = without(words_of_part(visit, service, target), names.right);
        const bool named = std::ranges::any_of(
            names.old, [&](const std::string& name) { return words.find(name) != words.npos; });
        if (named) links.push_back(web::link(path_of(target), part_name(target, visit.language())));
    }
    if (links.empty()) return Html{};
    return web::alert(
        web::Tone::Warning, visit.say(texts::edit_still_named, {names.shown}),
        web::paragraph(visit.say(texts::edit_still_named_text)) + web::bullet_list(links));
}

}  // namespace dw::catalogue
