#include "standards/xzufi/names.h"

#include <array>
#include <string_view>

namespace dw::xzufi {

namespace {

// Left out: words for residents that are not kept; the report counts them. Passed over: codes, ids
// and notes of the editors, listed in docs/xzufi-import.md.
enum class Use : std::uint8_t { Read, LeftOut, PassedOver };

struct Entry {
    std::string_view spelling;
    Use use;
};

// In the order of Name.
constexpr std::array entries = {
    Entry{"", Use::PassedOver},
    Entry{"anfahrt", Use::LeftOut},
    Entry{"angabeSignatur", Use::PassedOver},
    Entry{"anschrift", Use::Read},
    Entry{"anschriftzusatz", Use::Read},
    Entry{"ansprechpartner", Use::LeftOut},
    Entry{"antwortnummer", Use::PassedOver},
    Entry{"antwortrueckgabecode", Use::PassedOver},
    Entry{"art", Use::PassedOver},
    Entry{"bankkonto", Use::Read},
    Entry{"bankverbindung", Use::PassedOver},
    Entry{"barrierefreiheit", Use::Read},
    Entry{"bearbeitungsdauer", Use::Read},
    Entry{"beginn", Use::Read},
    Entry{"begriff", Use::Read},
    Entry{"begriffImKontext", Use::Read},
    Entry{"bemerkung", Use::PassedOver},
    Entry{"beschreibung", Use::Read},
    Entry{"beschreibungAusgehend", Use::LeftOut},
    Entry{"beschreibungEingehend", Use::LeftOut},
    Entry{"beschreibungFrist", Use::LeftOut},
    Entry{"beschreibungKostenfreiheit", Use::Read},
    Entry{"beschreibungVariabilitaet", Use::Read},
    Entry{"betrag", Use::Read},
    Entry{"betragObergrenze", Use::Read},
    Entry{"betragUntergrenze", Use::Read},
    Entry{"bezeichnung", Use::Read},
    Entry{"bezugsortTyp", Use::PassedOver},
    Entry{"bild", Use::PassedOver},
    Entry{"bilder", Use::PassedOver},
    Entry{"bis", Use::Read},
    Entry{"code", Use::Read},
    Entry{"dauer", Use::Read},
    Entry{"dauerBis", Use::Read},
    Entry{"detailstufe", Use::PassedOver},
    Entry{"dokument", Use::Read},
    Entry{"dokumentAusgehend", Use::LeftOut},
    Entry{"dokumentEingehend", Use::Read},
    Entry{"dokumentsteckbrief", Use::Read},
    Entry{"dokumentsteckbriefReferenz", Use::PassedOver},
    Entry{"durchfuehrbarEinheitlicheStelle", Use::PassedOver},
    Entry{"dynamischeParameter", Use::PassedOver},
    Entry{"dynamischerParameter", Use::PassedOver},
    Entry{"einheit", Use::Read},
    Entry{"einheitBis", Use::Read},
    Entry{"ende", Use::Read},
    Entry{"ergebnisLeistung", Use::Read},
    Entry{"ergebnisOrganisationseinheit", Use::Read},
    Entry{"erstelltDatumZeit", Use::PassedOver},
    Entry{"erstelltDurch", Use::PassedOver},
    Entry{"fachlichFreigegebenAm", Use::Read},
    Entry{"fachlichFreigegebenDurch", Use::Read},
    Entry{"formular", Use::Read},
    Entry{"formularID", Use::PassedOver},
    Entry{"formularReferenz", Use::PassedOver},
    Entry{"freigabestatus", Use::PassedOver},
    Entry{"freitext", Use::LeftOut},
    Entry{"frist", Use::Read},
    Entry{"fristDauer", Use::Read},
    Entry{"fristStichtag", Use::Read},
    Entry{"fristauswahl", Use::Read},
    Entry{"geaendertDatumZeit", Use::Read},
    Entry{"geaendertDurch", Use::PassedOver},
    Entry{"gebiet", Use::Read},
    Entry{"gebietID", Use::Read},
    Entry{"gebietsbeschreibung", Use::PassedOver},
    Entry{"gemeindeteil", Use::PassedOver},
    Entry{"geokodierung", Use::PassedOver},
    Entry{"glaeubigerID", Use::PassedOver},
    Entry{"gueltigkeit", Use::Read},
    Entry{"gueltigkeitGebietID", Use::Read},
    Entry{"hausnummer", Use::Read},
    Entry{"herausgeber", Use::PassedOver},
    Entry{"hilfetext", Use::PassedOver},
    Entry{"hinweis", Use::LeftOut},
    Entry{"hinweise", Use::LeftOut},
    Entry{"id", Use::Read},
    Entry{"idLeistungImKontext", Use::PassedOver},
    Entry{"idProzess", Use::PassedOver},
    Entry{"idSekundaer", Use::Read},
    Entry{"identifizierung", Use::PassedOver},
    Entry{"identifizierungsmittel", Use::PassedOver},
    Entry{"infoOeffnungszeiten", Use::LeftOut},
    Entry{"informationsbereichSDG", Use::PassedOver},
    Entry{"informationsbereicheSDG", Use::PassedOver},
    Entry{"inhalt", Use::Read},
    Entry{"internetadresse", Use::LeftOut},
    Entry{"kanal", Use::Read},
    Entry{"kategorie", Use::Read},
    Entry{"kategorieID", Use::PassedOver},
    Entry{"kategorieklasse", Use::Read},
    Entry{"kennung", Use::Read},
    Entry{"kennungzusatz", Use::Read},
    Entry{"kennzeichenAusloeser", Use::PassedOver},
    Entry{"kennzeichenEA", Use::PassedOver},
    Entry{"kennzeichenFormularFormlos", Use::PassedOver},
    Entry{"kennzeichenFormularPersoenlich", Use::PassedOver},
    Entry{"kennzeichenFormularSchriftformerfordernis", Use::PassedOver},
    Entry{"kennzeichenSchriftformerfordernis", Use::PassedOver},
    Entry{"kennzeichenSchritformerfordernis", Use::PassedOver},
    Entry{"klasse", Use::Read},
    Entry{"klassifizierung", Use::Read},
    Entry{"kommentar", Use::PassedOver},
    Entry{"kommunikation", Use::Read},
    Entry{"kontaktperson", Use::LeftOut},
    Entry{"kosten", Use::Read},
    Entry{"kostenFix", Use::Read},
    Entry{"kostenFrei", Use::Read},
    Entry{"kostenVariabel", Use::Read},
    Entry{"kriterium", Use::LeftOut},
    Entry{"kurzbeschreibung", Use::PassedOver},
    Entry{"kurzbezeichnung", Use::PassedOver},
    Entry{"land", Use::PassedOver},
    Entry{"landkreis", Use::PassedOver},
    Entry{"leikaTextmodul", Use::Read},
    Entry{"leikaTextmodulAbweichendeBezeichnung", Use::LeftOut},
    Entry{"leistung", Use::Read},
    Entry{"leistungID", Use::Read},
    Entry{"leistungImKontextID", Use::PassedOver},
    Entry{"leistungSpezialisierung", Use::Read},
    Entry{"leistungsadressat", Use::PassedOver},
    Entry{"leistungsgruppierung", Use::Read},
    Entry{"leistungsobjekt", Use::Read},
    Entry{"link", Use::Read},
    Entry{"linkKostenbildung", Use::LeftOut},
    Entry{"listenname", Use::PassedOver},
    Entry{"loesche", Use::Read},
    Entry{"logo", Use::PassedOver},
    Entry{"logoURL", Use::PassedOver},
    Entry{"maschinelleUebersetzung", Use::PassedOver},
    Entry{"mitarbeiter", Use::Read},
    Entry{"modulAuskunftshinweis", Use::LeftOut},
    Entry{"modulBearbeitungsdauer", Use::Read},
    Entry{"modulBegriffImKontext", Use::Read},
    Entry{"modulDokument", Use::Read},
    Entry{"modulFachlicheFreigabe", Use::Read},
    Entry{"modulFrist", Use::Read},
    Entry{"modulKosten", Use::Read},
    Entry{"modulText", Use::Read},
    Entry{"modulTextIndividuell", Use::LeftOut},
    Entry{"modulUrsprungsportal", Use::PassedOver},
    Entry{"nachrichtenkopf", Use::PassedOver},
    Entry{"name", Use::Read},
    Entry{"nichtGelisteterWert", Use::PassedOver},
    Entry{"oeffnungszeit", Use::Read},
    Entry{"oeffnungszeiten", Use::Read},
    Entry{"onlinedienst", Use::Read},
    Entry{"onlinedienstID", Use::PassedOver},
    Entry{"organisationseinheit", Use::Read},
    Entry{"organisationseinheitID", Use::Read},
    Entry{"organisationseinheitenkategorie", Use::PassedOver},
    Entry{"ort", Use::Read},
    Entry{"ortsteil", Use::PassedOver},
    Entry{"parameter", Use::PassedOver},
    Entry{"pflichtangabeGrundKontextabhaengigkeit", Use::PassedOver},
    Entry{"pflichtangabetyp", Use::PassedOver},
    Entry{"piktogramm", Use::PassedOver},
    Entry{"piktogrammID", Use::PassedOver},
    Entry{"positionDarstellung", Use::PassedOver},
    Entry{"postfach", Use::LeftOut},
    Entry{"postfachnummer", Use::LeftOut},
    Entry{"postleitzahl", Use::Read},
    Entry{"prozess", Use::Read},
    Entry{"prozessID", Use::PassedOver},
    Entry{"quelle", Use::PassedOver},
    Entry{"quelleID", Use::PassedOver},
    Entry{"rechtsform", Use::PassedOver},
    Entry{"referenzFormularID", Use::PassedOver},
    Entry{"referenzLeiKa", Use::Read},
    Entry{"referenzLeistungsschluessel", Use::Read},
    Entry{"region", Use::PassedOver},
    Entry{"relevantFuerRechtsform", Use::PassedOver},
    Entry{"relevantFuerStaatsangehoerigkeit", Use::PassedOver},
    Entry{"relevantFuerWirtschaftszweig", Use::PassedOver},
    Entry{"rolle", Use::Read},
    Entry{"schreibe", Use::Read},
    Entry{"spezialisierung", Use::Read},
    Entry{"spezialisierungID", Use::PassedOver},
    Entry{"sprachversion", Use::PassedOver},
    Entry{"staat", Use::PassedOver},
    Entry{"staatsangehoerigkeit", Use::PassedOver},
    Entry{"status", Use::PassedOver},
    Entry{"statusBibliothek", Use::PassedOver},
    Entry{"statusKatalog", Use::PassedOver},
    Entry{"strasse", Use::Read},
    Entry{"struktur", Use::PassedOver},
    Entry{"synonym", Use::PassedOver},
    Entry{"titel", Use::Read},
    Entry{"transaktionID", Use::PassedOver},
    Entry{"transaktionPosition", Use::PassedOver},
    Entry{"typ", Use::Read},
    Entry{"typKontext", Use::PassedOver},
    Entry{"typisierung", Use::Read},
    Entry{"uebergeordneteKategorieID", Use::PassedOver},
    Entry{"uebergeordneteOrganisationseinheitID", Use::Read},
    Entry{"uebergeordnetesGebietID", Use::PassedOver},
    Entry{"uebergeordnetesObjektID", Use::Read},
    Entry{"untergeordneteKategorieID", Use::PassedOver},
    Entry{"untergeordneteOrganisationseinheitID", Use::PassedOver},
    Entry{"uri", Use::Read},
    Entry{"verfuegbarkeit", Use::PassedOver},
    Entry{"veroeffentlichung", Use::PassedOver},
    Entry{"version", Use::PassedOver},
    Entry{"versionsinformation", Use::Read},
    Entry{"versionsinformationen", Use::Read},
    Entry{"vertrauensniveau", Use::Read},
    Entry{"verwaltungspolitischeKodierung", Use::PassedOver},
    Entry{"von", Use::Read},
    Entry{"vorkasse", Use::PassedOver},
    Entry{"weiterfuehrenderLink", Use::Read},
    Entry{"wirtschaftszweig", Use::PassedOver},
    Entry{"zahlungsweise", Use::PassedOver},
    Entry{"zugangskanal", Use::PassedOver},
    Entry{"zusatz", Use::PassedOver},
    Entry{"zustaendigkeit", Use::Read},
    Entry{"zustaendigkeitTransferObjekt", Use::Read},
    Entry{"zustaendigkeitsgebiet", Use::PassedOver},
    Entry{"zustellkanal", Use::PassedOver},
};

// A power of two, at least four times the number of names, so that chains stay short.
constexpr std::size_t slots = 1024;
static_assert(entries.size() * 4 <= slots);

constexpr std::size_t slot_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return (hash ^ (hash >> 15U)) % slots;
}

constexpr std::array<std::uint16_t, slots> build_table() {
    std::array<std::uint16_t, slots> table{};
    for (std::size_t i = 1; i < entries.size(); ++i) {
        std::size_t slot = slot_of(entries[i].spelling);
        while (table[slot] != 0) slot = (slot + 1) % slots;
        table[slot] = static_cast<std::uint16_t>(i);
    }
    return table;
}

constexpr std::array<std::uint16_t, slots> table = build_table();

}  // namespace

Name name_of(std::string_view local_name) {
    std::size_t slot = slot_of(local_name);
    while (table[slot] != 0) {
        if (entries[table[slot]].spelling == local_name) return static_cast<Name>(table[slot]);
        slot = (slot + 1) % slots;
    }
    return Name::unknown;
}

std::string_view spelling_of(Name name) {
    return entries[static_cast<std::size_t>(name)].spelling;
}

bool is_passed_over(Name name) {
    return entries[static_cast<std::size_t>(name)].use == Use::PassedOver;
}

bool is_left_out(Name name) {
    return entries[static_cast<std::size_t>(name)].use == Use::LeftOut;
}

}  // namespace dw::xzufi
