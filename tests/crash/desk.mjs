// What a clerk does at the desk, without a script: open a page, send its form.
import assert from "node:assert/strict";
import { words } from "./visitor.mjs";

// Sends the form of a case's page; hidden fields say which state of the case the clerk has seen.
export async function actAtDesk(clerk, path, { page, form }, fields) {
  const { html } = await clerk.get(page ? `${path}/${page}` : path);
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const all = Object.fromEntries(hidden.map(([, name, value]) => [name, value]));
  const done = await clerk.post(`${path}/${form}`, { ...all, ...fields });
  assert.ok([200, 303].includes(done.status), `${form}: ${done.status} ${words(done.html)}`);
}

export async function decide(clerk, path, reasons, tag = "") {
  const fields = { ergebnis: "festgesetzt", begruendung: reasons, jahresbetrag: "120,00", steuermarke: tag,
    "steuer_ab-day": "1", "steuer_ab-month": "1", "steuer_ab-year": String(new Date().getFullYear() + 1), "zahlbar_bis-day": "31", "zahlbar_bis-month": "12", "zahlbar_bis-year": String(new Date().getFullYear() + 1) };
  const act = { page: "outcome?ergebnis=festgesetzt", form: "outcome" };
  await actAtDesk(clerk, path, act, { ...fields, schritt: "vorschau" });
  await actAtDesk(clerk, path, act, { ...fields, schritt: "festhalten" });
}
