// Filling in forms, as the journeys do it.
// The parts of a case page are folded away; whoever looks for something in them opens them.
export const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details.dw-fold").forEach((part) => { part.open = true; }));
export const text = async (page) => {
  await unfold(page);
  return page.locator("main").innerText();
};
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

// The three fields of a day.
export const date = (name, day, month, year) => ({
  [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year,
});

// Fills fields by their names; what is chosen by its value.
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    const type = await field.first().getAttribute("type");
    if (type === "radio" || type === "checkbox") {
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    } else {
      await field.fill(value);
    }
  }
}

// The pages of the dog tax registration with right answers.
export const dogPages = [
  { vorname: "Erika", nachname: "Muster", ...date("geburtsdatum", "17", "5", "1980") },
  { strasse: "Beispielweg 1", plz: "27568", ort: "Bremerhaven" },
  { hund_name: "Bello", hund_rasse: "Mischling", ...date("hund_geburt", "1", "3", "2024") },
  { ...date("haltung_seit", "1", "10", "2026"), anzahl_hunde: "1", uebernommen: "no" },
];
