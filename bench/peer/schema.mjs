// What the peer checks of an application; the same fields as the dog tax registration.
const text = (max) => ({ type: "string", minLength: 1, maxLength: max });
export const applicationSchema = {
  type: "object",
  required: ["service", "area", "answers"],
  properties: {
    service: text(60),
    area: { type: "string", pattern: "^[0-9]{2,12}$" },
    answers: {
      type: "object",
      additionalProperties: false,
      required: ["vorname", "nachname", "geburtsdatum", "strasse", "plz", "ort", "hund_name", "hund_rasse", "hund_geburt", "haltung_seit", "anzahl_hunde", "uebernommen", "grund"],
      properties: {
        vorname: text(100), nachname: text(100), geburtsdatum: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
        strasse: text(200), plz: { type: "string", pattern: "^\\d{5}$" }, ort: text(100),
        email: text(200), telefon: text(60), hund_name: text(100), hund_rasse: text(100),
        hund_geburt: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" }, hund_chip: text(30),
        haltung_seit: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
        anzahl_hunde: { type: "integer", minimum: 1, maximum: 99 }, uebernommen: { type: "boolean" },
        vorher_bei: text(200), grund: { enum: ["keiner", "assistenzhund", "rettungshund", "sozialleistung"] },
      },
    },
  },
};
