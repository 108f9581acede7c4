#include "catalogue/edit_parts.h"

#include <algorithm>

#include "base/json.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "catalogue/edit_markup.h"
#include "catalogue/html_reduction.h"
#include "catalogue/responsibility_table.h"
#include "catalogue/texts.h"

namespace dw::catalogue {

namespace {

bool is_title(std::string_view code) {
    return code == "02" || code == "03";
}

Error bad_text() {
    return invalid("catalogue.edit_text", "a text is too long or has unusable characters");
}

std::string words_in(const Localized& text, Language language) {
    const auto found = text.find(code_of(language));
    return found == text.end() ? std::string() : found->second;
}

std::string name_of_organisation(const Catalogue& catalogue, const SourceId& id,
                                 Language language) {
    const auto organisation = catalogue.organisation(id);
    const std::string name =
        organisation ? std::string(in(organisation->name, language)) : std::string();
    return name.empty() ? id.to_string() : name;
}

template <class Item, class Write>
std::string in_lines(const std::vector<Item>& items, Write write) {
    std::string lines;
    for (const Item& item : items) lines += write(item) + "\n";
    if (!lines.empty()) lines.pop_back();
    return lines;
}

}  // namespace

Bytes part_from(const std::vector<Responsibility>& entries) {
    Json list = Json::array();
    for (const Responsibility& entry : entries) {
        list.add(Json::object({{"id", entry.id.to_string()},
                               {"holder", entry.holder.to_string()},
                               {"role", entry.role},
                               {"validity", validity_text(entry.validity)}}));
    }
    return to_bytes(to_string(Json::object({{"entries", std::move(list)}})));
}

Result<std::vector<Responsibility>> entries_from(BytesView part) {
    DW_TRY(const Json json, parse_json(as_text(part)));
    std::vector<Responsibility> entries;
    for (const Json& item : json["entries"].items()) {
        Responsibility entry;
        entry.id = SourceId::parse(item["id"].text_or("")).value_or(SourceId{});
        entry.holder = SourceId::parse(item["holder"].text_or("")).value_or(SourceId{});
        entry.role = item["role"].text_or("");
        DW_TRY(entry.validity, validity_from_text(item["validity"].text_or("")));
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string lines_of_list(const Service& service, std::string_view list) {
    if (list == "costs") return lines_of(service.costs);
    if (list == "deadlines") return lines_of(service.deadlines);
    if (list == "keywords") return lines_of(service.keywords);
    return list == "documents" ? lines_of(service.documents) : lines_of(service.processing_times);
}

namespace {

Result<std::vector<Responsibility>> entries_now(const Catalogue& catalogue,
                                                const EditTarget& target) {
    DW_TRY(const store::Reader reader, catalogue.store().reader());
    return load_entries(*reader, target.object, target.area);
}

std::string lines_of_module(const TextModule& module, Language language) {
    const std::string words = words_in(module.content, language);
    std::string lines = is_title(module.code) ? words : markup_of_html(words);
    if (module.links.empty()) return lines;
    return lines + (lines.empty() ? "" : "\n\n") + lines_of(module.links);
}

std::string lines_of_field(const Organisation& fields, std::string_view field, Language language) {
    if (field == "name") return words_in(fields.name, language);
    if (field == "description") return markup_of_html(words_in(fields.description, language));
    if (field == "opening_hours") return markup_of_html(words_in(fields.opening_hours, language));
    return field == "addresses" ? lines_of(fields.addresses) : lines_of(fields.contacts);
}

}  // namespace

namespace {

std::string line_of_entry(const Catalogue& catalogue, const Responsibility& entry,
                          Language language) {
    const bool decides = entry.role == "01" || entry.role == "02";
    const Text sentence = decides ? texts::edit_line_in_charge : texts::edit_line_contact;
    const std::string validity = validity_text(entry.validity);
    return format(sentence, language, {name_of_organisation(catalogue, entry.holder, language)}) +
           (validity.empty() ? "" : " (" + validity + ")");
}

}  // namespace

std::string lines_of_responsibility(const Catalogue& catalogue,
                                    const std::vector<Responsibility>& entries,
                                    const OwnResponsibilities& own, Language language) {
    std::vector<std::string> lines;
    for (const Responsibility& entry : entries) {
        const bool off = std::ranges::find(own.off, entry.id) != own.off.end();
        lines.push_back(off ? format(texts::edit_line_off, language,
                                     {name_of_organisation(catalogue, entry.holder, language)})
                            : line_of_entry(catalogue, entry, language));
    }
    for (const SourceId& holder : own.added) {
        lines.push_back(format(texts::edit_line_in_charge, language,
                               {name_of_organisation(catalogue, holder, language)}));
    }
    return in_lines(lines, [](const std::string& line) { return line; });
}

Result<std::string> lines_of_source(const Catalogue& catalogue, const EditTarget& target,
                                    BytesView part, Language language) {
    if (target.kind != EditKind::Responsibility) {
        return lines_of(catalogue, target, part, language);
    }
    if (part.empty()) return std::string();
    DW_TRY(const auto entries, entries_from(part));
    return lines_of_responsibility(catalogue, entries, {}, language);
}

Result<std::string> lines_of(const Catalogue& catalogue, const EditTarget& target, BytesView part,
                             Language language) {
    if (part.empty()) return std::string();
    if (target.kind == EditKind::Text && is_service_list(target.part)) {
        DW_TRY(const Service lists, lists_from(part));
        return lines_of_list(lists, target.part);
    }
    if (target.kind == EditKind::Text) {
        DW_TRY(const TextModule module, module_from(part, target.part));
        return lines_of_module(module, language);
    }
    if (target.kind == EditKind::Organisation) {
        DW_TRY(const Organisation fields, fields_from(part));
        return lines_of_field(fields, target.part, language);
    }
    DW_TRY(const OwnResponsibilities own, responsibilities_from(part));
    DW_TRY(const auto entries, entries_now(catalogue, target));
    std::string lines = in_lines(own.added, [&](const SourceId& holder) {
        return format(texts::edit_line_in_charge, language,
                      {name_of_organisation(catalogue, holder, language)});
    });
    for (const SourceId& id : own.off) {
        const auto entry = std::ranges::find(entries, id, &Responsibility::id);
        const std::string name = entry == entries.end()
                                     ? id.to_string()
                                     : name_of_organisation(catalogue, entry->holder, language);
        if (!lines.empty()) lines += "\n";
        lines += format(texts::edit_line_off, language, {name});
    }
    return lines;
}

namespace {

Outcome clean(Localized& text, bool html) {
    for (auto at = text.begin(); at != text.end();) {
        std::string& words = at->second;
        if (words.size() > edit_text_bytes || !is_plain_text(words)) return bad_text();
        words = html ? reduce_html(words).html : std::string(trim(words));
        at = words.empty() ? text.erase(at) : std::next(at);
    }
    return Nothing{};
}

bool are_plain(std::initializer_list<std::string_view> texts_of_line) {
    return std::all_of(texts_of_line.begin(), texts_of_line.end(), [](std::string_view text) {
        return text.size() <= line_bytes && is_plain_text(text);
    });
}

Result<Bytes> cleaned_module(const EditTarget& target, BytesView part) {
    DW_TRY(TextModule module, module_from(part, target.part));
    if (module.code != target.part || module.code.size() != 2) return bad_text();
    DW_TRY_DO(clean(module.content, !is_title(module.code)));
    if (module.links.size() > most_lines) return bad_text();
    for (const Link& link : module.links) {
        if (!are_plain({link.address, link.title, link.description})) return bad_text();
        if (safe_address(link.address).empty()) return invalid("catalogue.edit_link", link.address);
    }
    return part_from(module);
}

Outcome clean_items(std::vector<Cost>& costs) {
    for (Cost& cost : costs) DW_TRY_DO(clean(cost.description, true));
    return Nothing{};
}
Outcome clean_items(std::vector<Period>& periods) {
    for (Period& period : periods) {
        if (!are_plain(
                {period.type, period.unit, period.upper_unit, period.day_from, period.day_until}))
            return bad_text();
        DW_TRY_DO(clean(period.description, true));
    }
    return Nothing{};
}
Outcome clean_items(std::vector<Document>& documents) {
    for (Document& document : documents) {
        DW_TRY_DO(clean(document.name, false));
        DW_TRY_DO(clean(document.description, true));
    }
    return Nothing{};
}

Result<Bytes> cleaned_list(const EditTarget& target, BytesView part) {
    DW_TRY(Service lists, lists_from(part));
    for (const std::size_t size :
         {lists.costs.size(), lists.deadlines.size(), lists.processing_times.size(),
          lists.documents.size(), lists.keywords.size()}) {
        if (size > most_lines) return bad_text();
    }
    DW_TRY_DO(clean_items(lists.costs));
    DW_TRY_DO(clean_items(lists.deadlines));
    DW_TRY_DO(clean_items(lists.processing_times));
    DW_TRY_DO(clean_items(lists.documents));
    for (Localized& keyword : lists.keywords) DW_TRY_DO(clean(keyword, false));
    return part_of(lists, target.part);
}

Result<Bytes> cleaned_fields(const EditTarget& target, BytesView part) {
    DW_TRY(Organisation fields, fields_from(part));
    const bool known = std::ranges::find(organisation_fields, std::string_view(target.part)) !=
                       std::end(organisation_fields);
    if (!known) return bad_text();
    DW_TRY_DO(clean(fields.name, false));
    DW_TRY_DO(clean(fields.description, true));
    DW_TRY_DO(clean(fields.opening_hours, true));
    if (target.part == "name" && fields.name.empty()) return bad_text();
    for (const Address& a : fields.addresses) {
        if (!are_plain({a.street, a.house_number, a.postcode, a.town, a.extra, a.access}))
            return bad_text();
    }
    for (const Contact& contact : fields.contacts) {
        if (!are_plain({contact.channel, contact.value, contact.note})) return bad_text();
    }
    return part_of(fields, target.part);
}

Result<Bytes> cleaned_responsibilities(const Catalogue& catalogue, BytesView part) {
    DW_TRY(OwnResponsibilities own, responsibilities_from(part));
    if (own.added.size() + own.off.size() > most_lines) return bad_text();
    std::ranges::sort(own.added);
    own.added.erase(std::unique(own.added.begin(), own.added.end()), own.added.end());
    std::ranges::sort(own.off);
    own.off.erase(std::unique(own.off.begin(), own.off.end()), own.off.end());
    for (const SourceId& holder : own.added) {
        const auto organisation = catalogue.organisation(holder);
        if (organisation) continue;
        if (organisation.error().kind != ErrorKind::NotFound) return organisation.error();
        return invalid("catalogue.edit_organisation", holder.to_string());
    }
    return part_from(own);
}

}  // namespace

Result<Bytes> cleaned_part(const Catalogue& catalogue, const EditTarget& target, BytesView part) {
    switch (target.kind) {
        case EditKind::Text:
            return is_service_list(target.part) ? cleaned_list(target, part)
                                                : cleaned_module(target, part);
        case EditKind::Organisation:
            return cleaned_fields(target, part);
        case EditKind::Responsibility:
            break;
    }
    return cleaned_responsibilities(catalogue, part);
}

}  // namespace dw::catalogue
