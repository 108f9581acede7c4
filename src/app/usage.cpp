#include <cstdio>

#include "app/commands.h"

namespace dw::app {

void print_usage() {
    std::fputs(
        "dienstweg example [Optionen]          ein Beispiel aufbauen und starten\n"
        "dienstweg serve [Optionen]            starten\n"
        "dienstweg import xzufi DATEI… [--full]  einen Leistungskatalog einlesen\n"
        "dienstweg export xzufi DATEI          den Leistungskatalog ausgeben\n"
        "dienstweg areas [--move]              Gemeinden, die einen neuen Schlüssel haben\n"
        "dienstweg check catalogue [--json]    Mängel im Leistungskatalog suchen\n"
        "dienstweg log verify|heads|rebuild|security   Protokolle prüfen, ansehen; Listen neu "
        "machen\n"
        "dienstweg user add|area|list|reset    Personen anlegen, die im Amt arbeiten\n"
        "dienstweg key shares|recover|rotate   der Schlüssel: Teile ausdrucken, wechseln\n"
        "dienstweg backup DATEI                alles in eine Datei sichern\n"
        "dienstweg restore DATEI               eine Sicherung in eine leere Datenbank einspielen\n"
        "dienstweg case deadline --law … --from … --area …   wann eine Frist endet\n"
        "dienstweg rules eval|decide|check|tck   Regeln in FEEL und DMN ausrechnen und prüfen\n"
        "dienstweg organisation export|import|delete   ein Amt zieht um\n"
        "\n"
        "  --data DIR             Verzeichnis für alles (Schlüssel, Datenbank, Dateien)\n"
        "  --database URL         sqlite:DIR oder postgresql://…\n"
        "  --master-key DATEI     der Hauptschlüssel, sonst DIR/master.key\n"
        "  --listen HOST:PORT     127.0.0.1:8080\n"
        "  --public-url URL       die Adresse, unter der Menschen das Programm erreichen\n"
        "  --trusted-proxy CIDR   wer sagen darf, woher eine Anfrage kommt\n"
        "  --limit-per-network N|off   so viel mehr darf ein Netz ohne Anmeldung schreiben und "
        "abfragen\n"
        "  --emergency-pack ORDNER  wohin jeden Tag die Notfallmappen kommen (sonst "
        "DIR/emergency);\n"
        "                         „off“: keine\n"
        "  --metrics-token DATEI  damit liest man /metrics auch von anderen Rechnern\n"
        "  --certificate DATEI --key DATEI   TLS im Programm\n"
        "  --operator DATEI       Angaben für Impressum und Kontakt (sonst DIR/operator.json)\n"
        "  --smtp URL --mail-from ADRESSE [--smtp-login DATEI]   der Mailserver\n"
        "  --accept-older-log     starten, obwohl die Datenbank älter ist als das Protokoll war\n"
        "\n"
        "Ende: 0 erledigt, 1 mit Befunden, 2 ging nicht. Mehr: dienstweg BEFEHL --help\n",
        stdout);
}

}  // namespace dw::app
