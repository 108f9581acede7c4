// Elements and their order are those of XZuFi 2.2; what the importer reads is what is written.

#include "catalogue/xzufi_export.h"

#include <functional>

namespace dw::catalogue {

namespace {

constexpr std::string_view regional_keys =
    "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs";

constexpr std::string_view text_modules =
    "listURI=\"urn:de:xzufi:codeliste:leistungstextmodulleika\" listVersionID=\"20240216\"";

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\r') {
            out += "&#13;";
        } else {
            out += c;
        }
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

// Writes elements; a name is given without the prefix of the namespace.
class Xml {
  public:
    std::string take() { return std::move(out_); }

    void open(std::string_view name, std::string_view attributes = {}) {
        out_.append("<x:").append(name);
        if (!attributes.empty()) out_.append(" ").append(attributes);
        out_ += '>';
    }
    void close(std::string_view name) { out_.append("</x:").append(name).append(">"); }
    void text(std::string_view name, std::string_view content, std::string_view attributes = {}) {
        open(name, attributes);
        append_escaped(out_, content);
        close(name);
    }
    // Nothing at all when there is nothing to say.
    void text_if(std::string_view name, std::string_view content) {
        if (!content.empty()) text(name, content);
    }
    void code(std::string_view name, std::string_view code, std::string_view list = {}) {
        if (code.empty()) return;
        open(name, list);
        out_ += "<code>";
        append_escaped(out_, code);
        out_ += "</code>";
        close(name);
    }
    void id(std::string_view name, const SourceId& id, std::string_view scheme = {}) {
        std::string attributes = "schemeAgencyID=\"" + escaped(id.agency) + "\"";
        if (!scheme.empty()) attributes += " schemeID=\"" + std::string(scheme) + "\"";
        text(name, id.value, attributes);
    }
    void localized(std::string_view name, const Localized& content) {
        for (const auto& [language, words] : content)
            text(name, words, "languageCode=\"" + escaped(language) + "\"");
    }
    // Plain text where the element holds HTML.
    void localized_plain(std::string_view name, const Localized& content) {
        for (const auto& [language, words] : content)
            text(name, escaped(words), "languageCode=\"" + escaped(language) + "\"");
    }
    void area(std::string_view name, const Ars& area) {
        text(name, area.padded(), "schemeID=\"" + std::string(regional_keys) + "\"");
    }

  private:
    std::string out_;
};

void add_link(Xml& xml, std::string_view name, const Link& link, std::string_view address = "uri") {
    xml.open(name, link.language.empty() ? "" : "languageCode=\"" + escaped(link.language) + "\"");
    xml.text(address, link.address);
    xml.text_if("titel", link.title);
    xml.text_if("beschreibung", link.description);
    xml.close(name);
}

void add_validity(Xml& xml, const std::vector<Validity>& all) {
    for (const Validity& validity : all) {
        xml.open("gueltigkeit");
        if (validity.from) xml.text("beginn", to_string(*validity.from) + "T00:00:00");
        if (validity.until) xml.text("ende", to_string(*validity.until) + "T23:59:59");
        xml.close("gueltigkeit");
    }
}

void add_module(Xml& xml, const TextModule& module) {
    xml.open("modulText");
    add_validity(xml, module.validity);
    xml.code("leikaTextmodul", module.code, text_modules);
    const bool is_title = module.code == "02" || module.code == "03";
    if (is_title) {
        xml.localized_plain("inhalt", module.content);
    } else {
        xml.localized("inhalt", module.content);
    }
    for (const Link& link : module.links) add_link(xml, "weiterfuehrenderLink", link);
    xml.close("modulText");
}

void add_amount(Xml& xml, std::string_view name, const std::optional<Money>& amount,
                const Cost& cost) {
    if (amount)
        xml.text(name, amount->to_string(), "currencyCode=\"" + escaped(cost.currency) + "\"");
}

void add_cost(Xml& xml, const Cost& cost) {
    xml.open("kosten");
    switch (cost.kind) {
        case Cost::Kind::Fixed:
            xml.open("kostenFix");
            add_amount(xml, "betrag", cost.amount, cost);
            xml.close("kostenFix");
            xml.localized("beschreibung", cost.description);
            break;
        case Cost::Kind::Range:
            xml.open("kostenVariabel");
            add_amount(xml, "betragUntergrenze", cost.lower, cost);
            add_amount(xml, "betragObergrenze", cost.upper, cost);
            xml.localized("beschreibungVariabilitaet", cost.description);
            xml.close("kostenVariabel");
            break;
        case Cost::Kind::Free:
            xml.open("kostenFrei");
            xml.localized("beschreibungKostenfreiheit", cost.description);
            xml.close("kostenFrei");
            break;
    }
    add_validity(xml, cost.validity);
    xml.close("kosten");
}

void add_period(Xml& xml, std::string_view name, const Period& period) {
    xml.open(name);
    xml.code("typ", period.type);
    if (period.value || period.upper || !period.unit.empty() || !period.upper_unit.empty()) {
        xml.open("fristDauer");
        if (period.value) xml.text("dauer", std::to_string(*period.value));
        xml.code("einheit", period.unit);
        if (period.upper) xml.text("dauerBis", std::to_string(*period.upper));
        xml.code("einheitBis", period.upper_unit);
        xml.close("fristDauer");
    }
    if (!period.day_from.empty() || !period.day_until.empty()) {
        xml.open("fristStichtag");
        xml.text_if("von", period.day_from);
        xml.text_if("bis", period.day_until);
        xml.close("fristStichtag");
    }
    xml.localized("beschreibung", period.description);
    add_validity(xml, period.validity);
    xml.close(name);
}

void add_document(Xml& xml, const Document& document) {
    xml.open("dokumentEingehend");
    xml.localized("bezeichnung", document.name);
    xml.localized("beschreibung", document.description);
    add_validity(xml, document.validity);
    xml.close("dokumentEingehend");
}

template <class Items, class Add>
void add_list(Xml& xml, std::string_view name, const Items& items, Add add) {
    if (items.empty()) return;
    xml.open(name);
    for (const auto& item : items) add(item);
    xml.close(name);
}

// What services and their variants have in common.
template <class Described>
void add_modules(Xml& xml, const Described& described) {
    for (const TextModule& module : described.modules) add_module(xml, module);
    add_list(xml, "modulFrist", described.deadlines,
             [&](const Period& period) { add_period(xml, "frist", period); });
    add_list(xml, "modulKosten", described.costs, [&](const Cost& cost) { add_cost(xml, cost); });
    add_list(xml, "modulBearbeitungsdauer", described.processing_times,
             [&](const Period& period) { add_period(xml, "bearbeitungsdauer", period); });
}

template <class Described>
void add_documents(Xml& xml, const Described& described) {
    add_list(xml, "modulDokument", described.documents,
             [&](const Document& document) { add_document(xml, document); });
}

void add_changed_at(Xml& xml, const std::optional<Instant>& changed_at) {
    if (!changed_at) return;
    xml.open("versionsinformation");
    xml.text("geaendertDatumZeit", to_string(*changed_at));
    xml.close("versionsinformation");
}

void add_address(Xml& xml, const Address& address) {
    xml.open("anschrift");
    xml.code("typ", address.type);
    xml.text_if("strasse", address.street);
    xml.text_if("hausnummer", address.house_number);
    xml.text_if("postleitzahl", address.postcode);
    xml.text_if("ort", address.town);
    xml.text_if("anschriftzusatz", address.extra);
    xml.code("barrierefreiheit", address.access);
    xml.close("anschrift");
}

std::string written(Xml& xml, std::string_view kind, const std::function<void()>& content) {
    xml.open("schreibe");
    xml.open(kind);
    content();
    xml.close(kind);
    xml.close("schreibe");
    return xml.take() + "\n";
}

}  // namespace

std::string to_xzufi(const Service& service) {
    Xml xml;
    return written(xml, "leistung", [&] {
        xml.id("id", service.id, "LB");
        for (const auto& id : service.secondary_ids) xml.id("idSekundaer", id);
        for (const auto& key : service.keys) xml.code("referenzLeiKa", key.digits());
        add_modules(xml, service);
        add_list(xml, "modulBegriffImKontext", service.keywords, [&](const Localized& keyword) {
            xml.open("begriffImKontext");
            xml.localized("begriff", keyword);
            xml.close("begriffImKontext");
        });
        if (service.approved_on || !service.approved_by.empty()) {
            xml.open("modulFachlicheFreigabe");
            if (service.approved_on)
                xml.text("fachlichFreigegebenAm", to_string(*service.approved_on));
            xml.localized("fachlichFreigegebenDurch", service.approved_by);
            xml.close("modulFachlicheFreigabe");
        }
        add_documents(xml, service);
        for (const auto& type : service.types) xml.code("typisierung", type);
        xml.code("vertrauensniveau", service.assurance_level);
        for (std::size_t i = 0; i < service.topics.size(); ++i) {
            xml.open("kategorie");
            xml.text_if("id", service.topics[i]);
            if (i < service.topic_names.size())
                xml.localized("bezeichnung", service.topic_names[i]);
            xml.close("kategorie");
        }
        for (const auto& area : service.areas) xml.area("gueltigkeitGebietID", area);
        add_changed_at(xml, service.changed_at);
        add_validity(xml, service.validity);
    });
}

std::string to_xzufi(const Specialisation& specialisation) {
    Xml xml;
    return written(xml, "spezialisierung", [&] {
        xml.id("id", specialisation.id, "LS");
        xml.id("leistungID", specialisation.service, "LB");
        for (const auto& area : specialisation.areas) xml.area("gueltigkeitGebietID", area);
        add_modules(xml, specialisation);
        add_documents(xml, specialisation);
        add_validity(xml, specialisation.validity);
    });
}

std::string to_xzufi(const Organisation& organisation) {
    Xml xml;
    return written(xml, "organisationseinheit", [&] {
        xml.id("id", organisation.id, "OE");
        for (const auto& id : organisation.secondary_ids) xml.id("idSekundaer", id);
        if (organisation.parent)
            xml.id("uebergeordneteOrganisationseinheitID", *organisation.parent, "OE");
        if (!organisation.name.empty()) {
            xml.open("name");
            xml.localized("name", organisation.name);
            xml.close("name");
        }
        xml.localized("beschreibung", organisation.description);
        for (const auto& address : organisation.addresses) add_address(xml, address);
        for (const auto& contact : organisation.contacts) {
            xml.open("kommunikation");
            xml.code("kanal", contact.channel);
            xml.text("kennung", contact.value);
            xml.text_if("kennungzusatz", contact.note);
            xml.close("kommunikation");
        }
        xml.localized("oeffnungszeiten", organisation.opening_hours);
        add_changed_at(xml, organisation.changed_at);
        add_validity(xml, organisation.validity);
    });
}

std::string to_xzufi(const OnlineService& online_service) {
    Xml xml;
    return written(xml, "onlinedienst", [&] {
        xml.id("id", online_service.id, "OD");
        xml.localized("bezeichnung", online_service.name);
        for (const auto& link : online_service.links) add_link(xml, "link", link, "link");
        xml.code("vertrauensniveau", online_service.assurance_level);
        add_validity(xml, online_service.validity);
    });
}

std::string to_xzufi(const Responsibility& responsibility) {
    const bool office = responsibility.holder_kind == Holder::Organisation;
    Xml xml;
    return written(xml, "zustaendigkeitTransferObjekt", [&] {
        xml.open("zustaendigkeit");
        xml.id("id", responsibility.id,
               office ? "ZustaendigkeitOrganisationseinheit" : "ZustaendigkeitOnlinedienst");
        xml.id("leistungID", responsibility.service, "LB");
        for (const auto& area : responsibility.areas) xml.area("gebietID", area);
        xml.code("rolle", responsibility.role);
        add_validity(xml, responsibility.validity);
        xml.close("zustaendigkeit");
        xml.id("uebergeordnetesObjektID", responsibility.holder, office ? "OE" : "OD");
    });
}

}  // namespace dw::catalogue
