// The elements are those of XZuFi 2.2, Leistung, Organisationseinheit, Onlinedienst and
// Zuständigkeit, with the names that 2.3.1 has changed beside the older ones.

#include "catalogue/xzufi_mapping.h"

#include <algorithm>

#include "base/text.h"
#include "catalogue/competent.h"
#include "catalogue/xzufi_modules.h"
#include "catalogue/xzufi_values.h"

namespace dw::catalogue {

using xzufi::Attribute;
using xzufi::Element;
using xzufi::Name;

namespace {

// The areas of an object. Without one of its own it would be for the whole country: so an object
// that names areas, and none that is known, is not taken over.
void read_areas(std::vector<Ars>& areas, const Element& object,
                std::initializer_list<Name> gebiet_ids, XzufiValues& values) {
    std::vector<Remark> faults;
    for (const Element child : object) {
        if (std::ranges::find(gebiet_ids, child.name()) == gebiet_ids.end()) continue;
        if (auto area = values.area(child, faults)) areas.push_back(std::move(*area));
    }
    if (areas.empty() && !faults.empty()) {
        values.skip(faults.front().code, faults.front().arguments);
    } else {
        for (Remark& fault : faults) values.note(std::move(fault.code), std::move(fault.arguments));
    }
    std::sort(areas.begin(), areas.end());
    areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
    // One area that is the whole country makes the others superfluous.
    if (!areas.empty() && areas.front().key().empty()) areas.clear();
}

void add_key(Service& service, std::string_view written, XzufiValues& values) {
    if (written.empty()) return;
    const auto key = ServiceKey::parse(written);
    if (!key) return values.note("import_bad_key", {std::string(cut(written, 60))});
    const bool known =
        std::find(service.keys.begin(), service.keys.end(), *key) != service.keys.end();
    if (!known) service.keys.push_back(*key);
}

void add_topic(Service& service, const Element& kategorie, XzufiValues& values) {
    std::string code(kategorie.child_text(Name::id));
    if (code.empty()) code = kategorie.code();
    Localized name;
    for (const Element child : kategorie) {
        const bool names = child.name() == Name::bezeichnung || child.name() == Name::name;
        if (names) values.add_plain(name, child);
    }
    if (code.empty() && name.empty()) return;
    service.topics.push_back(std::move(code));
    service.topic_names.push_back(std::move(name));
}

void read_keywords(Service& service, const Element& modul, XzufiValues& values) {
    for (const Element in_context : modul) {
        if (in_context.name() != Name::begriffImKontext) continue;
        Localized keyword;
        for (const Element child : in_context) {
            if (child.name() == Name::begriff) values.add_plain(keyword, child);
        }
        if (!keyword.empty()) service.keywords.push_back(std::move(keyword));
    }
}

void read_approval(Service& service, const Element& modul, XzufiValues& values) {
    for (const Element child : modul) {
        if (child.name() == Name::fachlichFreigegebenDurch) {
            values.add_plain(service.approved_by, child);
        }
        if (child.name() != Name::fachlichFreigegebenAm || child.text().empty()) continue;
        service.approved_on = day_of(child.text());
        if (!service.approved_on) {
            values.note("import_bad_stamp", {std::string(cut(child.text(), 60))});
        }
    }
}

void read_service_part(Service& service, const Element& leistung, const Element& child,
                       XzufiValues& values) {
    switch (child.name()) {
        case Name::idSekundaer:
            service.secondary_ids.push_back(to_source_id(identifikator_of(child)));
            break;
        case Name::referenzLeiKa:
            add_key(service, child.code(), values);
            break;
        case Name::referenzLeistungsschluessel:
            add_key(service, child.code(), values);
            break;
        case Name::modulBegriffImKontext:
            read_keywords(service, child, values);
            break;
        case Name::modulFachlicheFreigabe:
            read_approval(service, child, values);
            break;
        case Name::typisierung:
            if (!child.code().empty()) service.types.emplace_back(child.code());
            break;
        case Name::vertrauensniveau:
            service.assurance_level = child.code();
            break;
        case Name::kategorie:
        case Name::klassifizierung:
            add_topic(service, child, values);
            break;
        case Name::gueltigkeitGebietID:  // read_areas()
            break;
        case Name::versionsinformation:
        case Name::versionsinformationen:
            service.changed_at = values.changed_at(child);
            break;
        default:
            values.unused(leistung, child);
            break;
    }
}

void add_address(Organisation& organisation, const Element& anschrift, XzufiValues& values) {
    Address address;
    for (const Element child : anschrift) {
        switch (child.name()) {
            case Name::typ:
                address.type = child.code();
                break;
            case Name::strasse:
                address.street = child.text();
                break;
            case Name::hausnummer:
                address.house_number = child.text();
                break;
            case Name::postleitzahl:
                address.postcode = child.text();
                break;
            case Name::ort:
                address.town = child.text();
                break;
            case Name::anschriftzusatz:
                // Kept in one language; German is the one that letters need.
                if (address.extra.empty() || child.attribute(Attribute::languageCode) == "de")
                    address.extra = child.text();
                break;
            case Name::barrierefreiheit:
                address.access = child.code();
                break;
            default:
                values.unused(anschrift, child);
                break;
        }
    }
    organisation.addresses.push_back(std::move(address));
}

void add_contact(Organisation& organisation, const Element& kommunikation, XzufiValues& values) {
    Contact contact;
    for (const Element child : kommunikation) {
        if (child.name() == Name::kanal) {
            contact.channel = child.code().empty() ? child.child_text(Name::name) : child.code();
        }
        if (child.name() == Name::kennung) contact.value = child.text();
        if (child.name() == Name::kennungzusatz) contact.note = child.text();
        if (child.name() == Name::gueltigkeit) values.unused(kommunikation, child);
    }
    if (!contact.value.empty()) organisation.contacts.push_back(std::move(contact));
}

// `oeffnungszeit` is a text, or has its text in a child; several days are several elements.
void read_texts_below(Localized& text, const Element& element, XzufiValues& values) {
    values.add_html(text, element);
    for (const Element child : element) read_texts_below(text, child, values);
}

void read_organisation_part(Organisation& organisation, const Element& whole, const Element& child,
                            XzufiValues& values) {
    switch (child.name()) {
        case Name::idSekundaer:
            organisation.secondary_ids.push_back(to_source_id(identifikator_of(child)));
            break;
        case Name::uebergeordneteOrganisationseinheitID:  // parent_of()
            break;
        case Name::name:
        case Name::bezeichnung:
            values.add_plain(organisation.name, child);
            for (const Element inner : child) values.add_plain(organisation.name, inner);
            break;
        case Name::beschreibung:
            values.add_html(organisation.description, child);
            break;
        case Name::anschrift:
            add_address(organisation, child, values);
            break;
        case Name::kommunikation:
            add_contact(organisation, child, values);
            break;
        case Name::oeffnungszeit:
        case Name::oeffnungszeiten:
            read_texts_below(organisation.opening_hours, child, values);
            break;
        case Name::versionsinformation:
        case Name::versionsinformationen:
            organisation.changed_at = values.changed_at(child);
            break;
        case Name::gueltigkeit:
            if (auto validity = values.validity(child)) organisation.validity.push_back(*validity);
            break;
        case Name::zustaendigkeit:  // an object of its own
            break;
        default:
            values.unused(whole, child);
            break;
    }
}

// Without a role is said elsewhere.
bool is_role(std::string_view code) {
    return code.empty() || may_decide(code) || code == "03";
}

// "OE", "OD", "ZustaendigkeitOnlinedienst", "xzufi:OrganisationseinheitErweitert": who holds it.
void note_kind(ResponsibilityHolder& holder, std::string_view said) {
    const std::string word = lower(said);
    if (word == "od" || word.find("onlinedienst") != word.npos) {
        holder.kind = Holder::OnlineService;
        holder.kind_is_stated = true;
    } else if (word == "oe" || word.find("organisationseinheit") != word.npos) {
        holder.kind_is_stated = true;
    }
}

}  // namespace

SourceId to_source_id(const xzufi::Identifikator& id) {
    return {.agency = id.schemeAgencyID, .value = id.value};
}

SourceId id_of(const Element& object) {
    for (const Element child : object) {
        if (child.name() == Name::id) return to_source_id(identifikator_of(child));
    }
    return {};
}

std::optional<SourceId> parent_of(const Element& organisationseinheit) {
    std::optional<SourceId> parent;
    for (const Element child : organisationseinheit) {
        const bool names = child.name() == Name::uebergeordneteOrganisationseinheitID;
        if (names && !child.text().empty()) parent = to_source_id(identifikator_of(child));
    }
    return parent;
}

Mapped<Service> map_leistung(const Element& leistung, const AreaRegister& areas) {
    Mapped<Service> mapped;
    XzufiValues values(mapped.remarks, &areas);
    mapped.object.id = values.own_id(leistung);
    values.check_type(leistung, "Leistung");
    for (const Element child : leistung) {
        if (!read_module(mapped.object, child, values)) {
            read_service_part(mapped.object, leistung, child, values);
        }
    }
    read_areas(mapped.object.areas, leistung, {Name::gueltigkeitGebietID}, values);
    return mapped;
}

Mapped<Specialisation> map_spezialisierung(const Element& element, const AreaRegister& areas) {
    Mapped<Specialisation> mapped;
    XzufiValues values(mapped.remarks, &areas);
    mapped.object.id = values.own_id(element);
    std::string only_for;  // an office
    for (const Element child : element) {
        if (read_module(mapped.object, child, values)) continue;
        if (child.name() == Name::leistungID) {
            mapped.object.service = to_source_id(identifikator_of(child));
        } else if (child.name() != Name::gueltigkeitGebietID && child.name() != Name::gebietID) {
            if (child.name() == Name::organisationseinheitID) only_for = child.text();
            values.unused(element, child);
        }
    }
    if (mapped.object.service.value.empty()) values.skip("import_no_service", {});
    read_areas(mapped.object.areas, element, {Name::gueltigkeitGebietID, Name::gebietID}, values);
    // Without an area it would be said everywhere.
    if (!only_for.empty() && mapped.object.areas.empty())
        values.skip("import_only_for_office", {std::move(only_for)});
    return mapped;
}

Mapped<Organisation> map_organisationseinheit(const Element& element) {
    Mapped<Organisation> mapped;
    XzufiValues values(mapped.remarks, nullptr);
    mapped.object.id = values.own_id(element);
    values.check_type(element, "Organisationseinheit");
    mapped.object.parent = parent_of(element);
    for (const Element child : element) {
        read_organisation_part(mapped.object, element, child, values);
    }
    return mapped;
}

Mapped<OnlineService> map_onlinedienst(const Element& element) {
    Mapped<OnlineService> mapped;
    XzufiValues values(mapped.remarks, nullptr);
    OnlineService& service = mapped.object;
    service.id = values.own_id(element);
    values.check_type(element, "Onlinedienst");
    for (const Element child : element) {
        switch (child.name()) {
            case Name::bezeichnung:
                values.add_plain(service.name, child);
                break;
            case Name::link: {
                Link link = map_link(child, values);
                if (!child.has_children()) link.address = values.address(child.text());
                if (!link.address.empty()) service.links.push_back(std::move(link));
                break;
            }
            case Name::vertrauensniveau:
                service.assurance_level = child.code();
                break;
            case Name::gueltigkeit:
                if (auto validity = values.validity(child)) service.validity.push_back(*validity);
                break;
            case Name::zustaendigkeit:  // an object of its own
                break;
            default:
                values.unused(element, child);
                break;
        }
    }
    return mapped;
}

Mapped<Responsibility> map_zustaendigkeit(const Element& element,
                                          const ResponsibilityHolder& holder,
                                          const AreaRegister& areas) {
    Mapped<Responsibility> mapped;
    XzufiValues values(mapped.remarks, &areas);
    Responsibility& responsibility = mapped.object;
    responsibility.id = values.own_id(element);
    responsibility.holder_kind = holder.kind;
    responsibility.holder = holder.id;
    values.check_type(element, "Zustaendigkeit");
    for (const Element child : element) {
        switch (child.name()) {
            case Name::leistungID:
                responsibility.service = to_source_id(identifikator_of(child));
                break;
            case Name::gebietID:  // read_areas()
                break;
            case Name::rolle:
                responsibility.role = cut(child.code(), 8);
                if (!is_role(responsibility.role)) values.unknown_code(child, responsibility.role);
                break;
            case Name::gueltigkeit:
                if (auto validity = values.validity(child)) {
                    responsibility.validity.push_back(*validity);
                }
                break;
            default:
                values.unused(element, child);
                break;
        }
    }
    if (responsibility.service.value.empty()) values.skip("import_no_service", {});
    if (responsibility.holder.value.empty()) values.skip("import_no_holder", {});
    if (responsibility.role.empty()) values.note("import_no_role", {});
    read_areas(responsibility.areas, element, {Name::gebietID}, values);
    return mapped;
}

ResponsibilityHolder holder_of_transfer(const Element& transfer) {
    ResponsibilityHolder holder;
    for (const Element child : transfer) {
        if (child.name() == Name::uebergeordnetesObjektID) {
            const xzufi::Identifikator id = identifikator_of(child);
            holder.id = to_source_id(id);
            note_kind(holder, id.schemeID);
            note_kind(holder, child.attribute(Attribute::type));
        }
        if (child.name() != Name::zustaendigkeit) continue;
        note_kind(holder, child.attribute(Attribute::type));
        for (const Element part : child) {
            if (part.name() == Name::id) note_kind(holder, part.attribute(Attribute::schemeID));
        }
    }
    return holder;
}

}  // namespace dw::catalogue
