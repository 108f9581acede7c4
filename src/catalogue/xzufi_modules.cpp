#include "catalogue/xzufi_modules.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace dw::catalogue {

using xzufi::Attribute;
using xzufi::Element;
using xzufi::Name;

namespace {

bool is_one_of(std::span<const std::string_view> codes, std::string_view code) {
    return std::ranges::find(codes, code) != codes.end();
}

// Codes of urn:de:xzufi:codeliste:leistungstextmodulleika that pages have a place for.
bool is_shown_text(std::string_view code) {
    static constexpr std::string_view codes[] = {"02", "03", "05", "06", "07", "08", "09", "11",
                                                 "14", "15", "16", "22", "23", "24", "25"};
    return is_one_of(codes, code);
}

bool is_unit(std::string_view code) {
    static constexpr std::string_view codes[] = {
        "JAHR", "MONAT", "WOCHE", "TAG", "WERKTAG", "ARBEITSTAG", "STUNDE", "MINUTE", "SEKUNDE"};
    return is_one_of(codes, code);
}

bool is_title(std::string_view module_code) {
    return module_code == "02" || module_code == "03";
}

void add_module(std::vector<TextModule>& modules, const Element& modul, XzufiValues& values) {
    TextModule read;
    for (const Element child : modul) {
        if (child.name() == Name::leikaTextmodul) read.code = child.code();
    }
    if (!is_shown_text(read.code)) values.unknown_code(modul, read.code);
    read.validity = values.times_of(modul);
    // 2.3.1 has one module per channel; together they are the text.
    auto known = std::find_if(modules.begin(), modules.end(), [&](const TextModule& m) {
        return m.code == read.code && m.validity == read.validity;
    });
    TextModule& into = known == modules.end() ? read : *known;
    for (const Element child : modul) {
        if (child.name() == Name::inhalt && is_title(into.code)) {
            values.add_title(into.content, child);
        } else if (child.name() == Name::inhalt) {
            values.add_html(into.content, child);
        } else if (child.name() == Name::weiterfuehrenderLink) {
            Link link = map_link(child, values);
            if (!link.address.empty()) into.links.push_back(std::move(link));
        } else if (child.name() != Name::leikaTextmodul && child.name() != Name::gueltigkeit) {
            values.unused(modul, child);
        }
    }
    if (known != modules.end()) return;
    if (!read.content.empty() || !read.links.empty()) modules.push_back(std::move(read));
}

// A cost of which nothing is left must not stand before those of another source.
bool says_something(const Cost& cost) {
    return cost.kind == Cost::Kind::Free || cost.amount || cost.lower || cost.upper ||
           !cost.description.empty();
}

void read_fixed_cost(Cost& cost, const Element& kosten_fix, XzufiValues& values) {
    for (const Element child : kosten_fix) {
        if (child.name() != Name::betrag) continue;
        cost.amount = values.money(child);
        const std::string_view currency = child.attribute(Attribute::currencyCode);
        if (!currency.empty()) cost.currency = cut(currency, 3);
    }
}

void read_cost_range(Cost& cost, const Element& kosten_variabel, XzufiValues& values) {
    cost.kind = Cost::Kind::Range;
    for (const Element child : kosten_variabel) {
        if (child.name() == Name::beschreibungVariabilitaet) {
            values.add_html(cost.description, child);
            continue;
        }
        if (child.name() == Name::betragUntergrenze) cost.lower = values.money(child);
        if (child.name() == Name::betragObergrenze) cost.upper = values.money(child);
        const std::string_view currency = child.attribute(Attribute::currencyCode);
        if (!currency.empty()) cost.currency = cut(currency, 3);
    }
}

Cost map_cost(const Element& kosten, XzufiValues& values) {
    Cost cost;
    for (const Element child : kosten) {
        switch (child.name()) {
            case Name::kostenFix:
                read_fixed_cost(cost, child, values);
                break;
            case Name::kostenVariabel:
                read_cost_range(cost, child, values);
                break;
            case Name::kostenFrei:
                cost.kind = Cost::Kind::Free;
                for (const Element text : child) values.add_html(cost.description, text);
                break;
            case Name::beschreibung:
                values.add_html(cost.description, child);
                break;
            case Name::gueltigkeit:
                break;
            default:
                values.unused(kosten, child);
                break;
        }
    }
    cost.validity = values.times_of(kosten);
    return cost;
}

// The parts of a period stand in `frist` or `bearbeitungsdauer` itself, or in the element of the
// choice, or that in `fristauswahl`: writers differ.
void read_period(Period& period, const Element& element, XzufiValues& values) {
    for (const Element child : element) {
        switch (child.name()) {
            case Name::typ:
                period.type = child.code();
                break;
            case Name::dauer:
                period.value = values.number(child.text());
                break;
            case Name::dauerBis:
                period.upper = values.number(child.text());
                break;
            case Name::einheit:
            case Name::einheitBis: {
                const bool upper = child.name() == Name::einheitBis;
                (upper ? period.upper_unit : period.unit) = child.code();
                if (!is_unit(child.code())) values.unknown_code(child, child.code());
                break;
            }
            case Name::von:
                period.day_from = values.day_of_period(child.text());
                break;
            case Name::bis:
                period.day_until = values.day_of_period(child.text());
                break;
            case Name::fristauswahl:
            case Name::fristDauer:
            case Name::fristStichtag:
                read_period(period, child, values);
                break;
            case Name::beschreibung:
                values.add_html(period.description, child);
                break;
            case Name::gueltigkeit:
                break;
            default:
                values.unused(element, child);
                break;
        }
    }
}

void add_period(std::vector<Period>& periods, const Element& element, XzufiValues& values) {
    Period period;
    read_period(period, element, values);
    period.validity = values.times_of(element);
    const bool says_something = period.value || !period.day_from.empty() ||
                                !period.day_until.empty() || !period.description.empty();
    if (says_something) periods.push_back(std::move(period));
}

void read_document(Document& document, const Element& element, XzufiValues& values) {
    for (const Element child : element) {
        if (child.name() == Name::bezeichnung) {
            values.add_plain(document.name, child);
        } else if (child.name() == Name::beschreibung) {
            values.add_html(document.description, child);
        } else if (child.name() == Name::dokument) {
            read_document(document, child, values);
        } else if (child.name() != Name::gueltigkeit) {
            values.unused(element, child);
        }
    }
    document.validity = values.times_of(element);
}

// A module of costs, periods or documents: its parts, and what it says about all of them, which
// stands before them as a part of its own. Its time is that of the parts that have none.
template <class Part, class Read>
void read_list_module(std::vector<Part>& parts, const Element& modul, Name part_name,
                      XzufiValues& values, const Read& read) {
    const auto times = values.times_of(modul);
    const std::size_t first = parts.size();
    Part about_all;
    for (const Element child : modul) {
        if (child.name() == Name::beschreibung) values.add_html(about_all.description, child);
    }
    if (!about_all.description.empty()) parts.push_back(std::move(about_all));
    for (const Element child : modul) {
        if (child.name() == part_name) {
            read(child);
        } else if (child.name() != Name::beschreibung && child.name() != Name::gueltigkeit) {
            values.unused(modul, child);
        }
    }
    for (std::size_t i = first; i < parts.size(); ++i)
        if (parts[i].validity.empty()) parts[i].validity = times;
}

template <class Described>
bool read_any_module(Described& object, const Element& child, XzufiValues& values) {
    switch (child.name()) {
        case Name::modulText:
            add_module(object.modules, child, values);
            return true;
        case Name::modulKosten:
            read_list_module(object.costs, child, Name::kosten, values, [&](const Element& part) {
                Cost cost = map_cost(part, values);
                if (says_something(cost)) object.costs.push_back(std::move(cost));
            });
            return true;
        case Name::modulFrist:
            read_list_module(
                object.deadlines, child, Name::frist, values,
                [&](const Element& part) { add_period(object.deadlines, part, values); });
            return true;
        case Name::modulBearbeitungsdauer:
            read_list_module(
                object.processing_times, child, Name::bearbeitungsdauer, values,
                [&](const Element& part) { add_period(object.processing_times, part, values); });
            return true;
        case Name::modulDokument:
            read_list_module(object.documents, child, Name::dokumentEingehend, values,
                             [&](const Element& part) {
                                 read_document(object.documents.emplace_back(), part, values);
                             });
            return true;
        case Name::gueltigkeit:
            if (auto validity = values.validity(child)) object.validity.push_back(*validity);
            return true;
        default:
            return false;
    }
}

}  // namespace

Link map_link(const Element& link, XzufiValues& values) {
    Link mapped{.address = {},
                .title = std::string(link.child_text(Name::titel)),
                .description = std::string(link.child_text(Name::beschreibung)),
                .language = lower(link.attribute(Attribute::languageCode))};
    for (const Element child : link) {
        const bool address = child.name() == Name::uri || child.name() == Name::link;
        if (address && mapped.address.empty()) mapped.address = values.address(child.text());
    }
    return mapped;
}

bool read_module(Service& service, const Element& child, XzufiValues& values) {
    return read_any_module(service, child, values);
}

bool read_module(Specialisation& specialisation, const Element& child, XzufiValues& values) {
    return read_any_module(specialisation, child, values);
}

}  // namespace dw::catalogue
