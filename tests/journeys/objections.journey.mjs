// An objection from the status page to what the office makes of it: allowed in part, and shown on both sides.
import { axe, errors, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { answers } from "./dog.mjs";
import { signedIn } from "./desk.mjs";
import { text, unfold } from "./forms.mjs";

const nora = "nora@duesseldorf.example";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}
// A page of this journey, as everybody has to be able to use it.
async function good(page, where) {
  clean([...await structure(page), ...await axe(page), ...await reflow(page)], where);
}
async function desk(context, path, mode = "desktop") {
  return open(context.browser, context.base, path, mode, {
    storageState: await signedIn(context.browser, context.base, nora),
    javaScriptEnabled: true,
  });
}

async function mailedCodes(base) {
  const mails = await (await fetch(`${base}/beispiel/post`)).text();
  return [...mails.matchAll(/Einmal-Code ist ([0-9]{6})/g)].map((match) => match[1]);
}
async function mailedCode(base, before) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    const code = (await mailedCodes(base)).find((each) => !before.includes(each));
    if (code) return code;
  }
  throw new Error("no mail with a new code");
}

async function status(context, number, code) {
  const visit = await open(context.browser, context.base, "/status", "phone", { javaScriptEnabled: true });
  await visit.page.getByLabel("Vorgangsnummer").fill(number);
  await visit.page.getByLabel("Code", { exact: true }).fill(code);
  await visit.page.getByRole("button", { name: "Stand ansehen" }).click();
  return visit;
}
// The content of a case is read with a code from the mail.
async function read(context, page) {
  const before = await mailedCodes(context.base);
  await page.getByRole("button", { name: "Einmal-Code schicken" }).click();
  await page.locator("[name=einmalcode]").fill(await mailedCode(context.base, before));
  await page.getByRole("button", { name: "Öffnen" }).click();
}

async function caseCalled(page, number) {
  const line = page.locator("tbody th a", { hasText: number });
  while ((await line.count()) === 0) await page.getByRole("link", { name: "Weitere Vorgänge" }).click();
  await line.click();
}

let filed, objection, path;

export default [
  {
    name: "a decision on the dog tax of Düsseldorf is made",
    async run(context) {
      const sent = await fetch(`${context.base}/api/v1/applications`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          service: "99102013104000",
          area: "051110000000",
          answers: { ...answers(88), plz: "40213", ort: "Düsseldorf" },
          email: "widerspruch@post.example",
        }),
      });
      if (sent.status !== 201) throw new Error(`the application is refused: ${sent.status} ${await sent.text()}`);
      filed = await sent.json();
      const { context: session, page } = await desk(context, "/desk?sicht=offen");
      await caseCalled(page, filed.number);
      path = new URL(page.url()).pathname;
      await page.getByRole("button", { name: "Übernehmen" }).click();
      await page.getByRole("link", { name: "Ergebnis festhalten" }).click();
      await page.getByRole("link", { name: "Hundesteuer festsetzen" }).click();
      await unfold(page);
      await page.getByLabel("Steuer im Jahr").fill("120,00");
      await page.locator("[name=zahlbar_bis-day]").fill("31");
      await page.locator("[name=zahlbar_bis-month]").fill("12");
      await page.locator("[name=zahlbar_bis-year]").fill(String(new Date().getFullYear() + 1));
      await page.getByLabel("Begründung").fill("Ein Hund lebt in Ihrem Haushalt.");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      await page.getByRole("button", { name: "Ergebnis jetzt festhalten" }).click();
      need((await text(page)).includes("Das Ergebnis ist festgehalten"), "the decision is not confirmed");
      await session.close();
    },
  },
  {
    name: "the resident objects to it from the status page",
    async run(context) {
      const { context: session, page } = await status(context, filed.number, filed.code);
      await page.getByRole("link", { name: "Widerspruch einlegen" }).click();
      await good(page, "the form of the objection");
      await page.getByRole("button", { name: "Absenden" }).click();
      clean(await errors(page), "an objection without words");
      await page.getByLabel("Warum sind Sie nicht einverstanden?").fill("Bruno ist ein Blindenhund.");
      await page.getByRole("button", { name: "Absenden" }).click();
      need((await text(page)).includes("Ihr Widerspruch ist angekommen"), "the objection is not confirmed");
      await good(page, "the confirmation of the objection");
      const [number] = (await text(page)).match(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/) ?? [];
      const code = await page.locator(".dw-code").innerText();
      need(number && number !== filed.number, "the objection has no number of its own");
      objection = { number, code };
      await session.close();
    },
  },
  {
    name: "the clerk sees it linked, in the lists as well",
    async run(context) {
      const { context: session, page } = await desk(context, path);
      need((await text(page)).includes("Die Entscheidung ist angefochten"), "the case does not say that it is contested");
      need((await text(page)).includes(objection.number), "the objection is not linked");
      await good(page, "the contested case");
      await page.goto(`${context.base}/desk?sicht=fertig&bestand=angefochten`);
      const row = page.locator("tbody tr", { hasText: filed.number });
      need((await row.innerText()).includes("angefochten"), "the list has no mark");
      await good(page, "the list of what is contested");
      need((await page.locator("tbody tr").count()) === 1, "the filter lets others through");
      await session.close();
    },
  },
  {
    name: "the clerk allows it in part",
    async run(context) {
      const { context: session, page } = await desk(context, path);
      await text(page);
      await page.getByRole("link", { name: objection.number }).first().click();
      need((await text(page)).includes(filed.number), "the objection does not name the decision");
      need((await text(page)).includes("Bruno ist ein Blindenhund."), "what was written is not there");
      await page.getByRole("button", { name: "Übernehmen" }).click();
      await page.getByRole("link", { name: "Ergebnis festhalten" }).click();
      await page.getByRole("link", { name: "Dem Widerspruch teilweise abhelfen, den Rest zurückweisen" }).click();
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      clean(await errors(page), "in part without saying what applies");
      await good(page, "the outcome of the objection");
      await page.locator("[name=jetzt_gilt_zum_teil]").fill("Sie zahlen 90 Euro im Jahr.");
      await page.locator("[name=kosten_teilabhilfe]").fill("Jede Seite trägt die Hälfte.");
      await page.getByLabel("Begründung").fill("Der Hund hilft Ihnen, aber er ist nicht befreit.");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      await unfold(page);
      const letter = await page.locator(".dw-letter").innerText();
      need(letter.includes("zum Teil Erfolg") && letter.includes("90 Euro"), "the letter does not tell what applies");
      need(letter.includes("Verwaltungsgericht"), "the letter does not tell what can be done against the rest");
      await page.getByRole("button", { name: "Ergebnis jetzt festhalten" }).click();
      need((await text(page)).includes("Das Ergebnis ist festgehalten"), "the decision is not confirmed");
      need((await text(page)).includes("teilweise abgeholfen"), "the case calls the outcome something else than its list");
      await page.getByRole("link", { name: `Zum Vorgang ${filed.number}` }).click();
      need((await text(page)).includes("zum Teil geändert"), "the first case does not say what became of it");
      await page.goto(`${context.base}/desk?sicht=fertig`);
      need((await page.locator("tbody tr", { hasText: filed.number }).innerText()).includes("angefochten"),
        "the rest is contested, and the list does not say so");
      await session.close();
    },
  },
  {
    name: "the resident reads it at both cases",
    async run(context) {
      const first = await status(context, filed.number, filed.code);
      await read(context, first.page);
      need((await text(first.page)).includes("zum Teil geändert"), "the first case does not tell the outcome");
      await good(first.page, "the status of the contested case");
      clean(await keyboard(first.page), "the status of the contested case by keyboard");
      await first.context.close();
      const second = await status(context, objection.number, objection.code);
      await read(context, second.page);
      need((await text(second.page)).includes("90 Euro"), "the objection does not tell what applies now");
      await good(second.page, "the status of the objection");
      await second.context.close();
    },
  },
];
