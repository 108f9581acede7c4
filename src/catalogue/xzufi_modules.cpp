#include "catalogue/xzufi_modules.h"

#include <algorithm>

#include "base/text.h"

namespace dw::catalogue {

using xzufi::Attribute;
using xzufi::Element;
using xzufi::Name;

namespace {

bool is_title(std::string_view module_code) {
    return module_code == "02" || module_code == "03";
}

void add_module(std::vector<TextModule>& modules, const Element& modul, XzufiValues& values) {
    TextModule read;
    for (const Element child : modul) {
        if (child.name() == Name::leikaTextmodul) read.code = child.code();
    }
    // 2.3.1 has one module per channel; together they are the text.
    auto known = std::find_if(modules.begin(), modules.end(),
                              [&](const TextModule& m) { return m.code == read.code; });
    TextModule& into = known == modules.end() ? read : *known;
    for (const Element child : modul) {
        if (child.name() == Name::inhalt && is_title(into.code)) {
            values.add_title(into.content, child);
        } else if (child.name() == Name::inhalt) {
            values.add_html(into.content, child);
        } else if (child.name() == Name::weiterfuehrenderLink) {
            Link link = map_link(child, values);
            if (!link.address.empty()) into.links.push_back(std::move(link));
        } else if (child.name() != Name::leikaTextmodul) {
            values.unused(modul, child);
        }
    }
    if (known != modules.end()) return;
    if (!read.content.empty() || !read.links.empty()) modules.push_back(std::move(read));
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
            default:
                values.unused(kosten, child);
                break;
        }
    }
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
                period.unit = child.code();
                break;
            case Name::einheitBis:
                period.upper_unit = child.code();
                break;
            case Name::von:
                period.day_from = child.text();
                break;
            case Name::bis:
                period.day_until = child.text();
                break;
            case Name::fristauswahl:
            case Name::fristDauer:
            case Name::fristStichtag:
                read_period(period, child, values);
                break;
            case Name::beschreibung:
                values.add_html(period.description, child);
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
        } else {
            values.unused(element, child);
        }
    }
}

template <class Described>
bool read_any_module(Described& object, const Element& child, XzufiValues& values) {
    const auto each = [&](Name wanted, const auto& read) {
        for (const Element part : child) {
            if (part.name() == wanted) {
                read(part);
            } else {
                values.unused(child, part);
            }
        }
    };
    switch (child.name()) {
        case Name::modulText:
            add_module(object.modules, child, values);
            return true;
        case Name::modulKosten:
            each(Name::kosten,
                 [&](const Element& part) { object.costs.push_back(map_cost(part, values)); });
            return true;
        case Name::modulFrist:
            each(Name::frist,
                 [&](const Element& part) { add_period(object.deadlines, part, values); });
            return true;
        case Name::modulBearbeitungsdauer:
            each(Name::bearbeitungsdauer,
                 [&](const Element& part) { add_period(object.processing_times, part, values); });
            return true;
        case Name::modulDokument:
            each(Name::dokumentEingehend, [&](const Element& part) {
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
