// Writes an XZuFi 2.2 file with many services, each with an office and a responsibility.
import { closeSync, openSync, writeSync } from "node:fs";

const agency = "L900000";
const words = ["Hund", "Steuer", "Wohnung", "Ausweis", "Gewerbe", "Bauen", "Kind", "Geld", "Auto", "Urkunde", "Heirat", "Müll"];
const module = (code, text) => `<x:modulText><x:leikaTextmodul><code>${code}</code></x:leikaTextmodul><x:inhalt languageCode="de">${text}</x:inhalt></x:modulText>`;

export function writeCatalogue(file, services) {
  const out = openSync(file, "w");
  writeSync(out, `<?xml version="1.0" encoding="UTF-8"?>\n<x:transfer xmlns:x="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">\n`);
  for (let i = 1; i <= services; i += 1) {
    const word = words[i % words.length];
    const title = `${word} ${words[(i * 7) % words.length]} ${i} beantragen`;
    const text = `&lt;p&gt;${`Sie können hier ${word} beantragen. Das Amt prüft Ihre Angaben und meldet sich. `.repeat(40)}&lt;/p&gt;`;
    writeSync(
      out,
      `<x:schreibe><x:leistung><x:id schemeAgencyID="${agency}" schemeID="LB">${i}</x:id>${module("03", title)}${module("05", `${word} kurz erklärt.`)}${module("06", text)}${module("08", "&lt;ul&gt;&lt;li&gt;Ausweis&lt;/li&gt;&lt;/ul&gt;")}</x:leistung></x:schreibe>\n` +
        `<x:schreibe><x:organisationseinheit><x:id schemeAgencyID="${agency}" schemeID="OE">a${i}</x:id><x:name><x:name languageCode="de">Amt ${i}</x:name></x:name>` +
        `<x:zustaendigkeit><x:id schemeAgencyID="${agency}" schemeID="ZustaendigkeitOrganisationseinheit">z${i}</x:id><x:leistungID schemeAgencyID="${agency}" schemeID="LB">${i}</x:leistungID>` +
        `<x:gebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">${i % 2 ? "040120000000" : "040000000000"}</x:gebietID><x:rolle><code>01</code></x:rolle></x:zustaendigkeit></x:organisationseinheit></x:schreibe>\n`,
    );
  }
  writeSync(out, "</x:transfer>\n");
  closeSync(out);
}
