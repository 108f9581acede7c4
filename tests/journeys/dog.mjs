// A complete dog tax registration, as a form and as the body of POST /api/v1/applications.
export const answers = (n = 1) => ({
  vorname: "Erika",
  nachname: "Muster",
  geburtsdatum: "1980-05-17",
  strasse: `Beispielweg ${n}`,
  plz: "27568",
  ort: "Bremerhaven",
  hund_name: `Bello ${n}`,
  hund_rasse: "Mischling",
  hund_geburt: "2024-03-01",
  haltung_seit: "2026-10-01",
  anzahl_hunde: 1,
  uebernommen: false,
  grund: "keiner",
});
export const application = (n = 1) => ({
  service: "99102013104000",
  area: "040120000000",
  answers: answers(n),
});
