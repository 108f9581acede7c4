// Fees from the account to the permit, finding cases, one act on many: on a phone without script; every page for everybody.
import { axe, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { signedIn } from "./desk.mjs";
import { text } from "./forms.mjs";

const mona = "mona@bremerhaven.example";
const heike = "heike@bremerhaven.example";
const uwe = "uwe@bremerhaven.example";
const jana = "jana@bremerhaven.example";
const nora = "nora@duesseldorf.example";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}
async function at(context, path) {
  return open(context.browser, context.base, path, context.mode ?? "phone", {
    storageState: await signedIn(context.browser, context.base, context.login),
    javaScriptEnabled: context.script ?? false,
  });
}

async function firstOpen(context) {
  const { context: session, page } = await at({ ...context, login: mona }, "/desk?sicht=offen");
  const path = await page.locator("tbody th a").first().getAttribute("href");
  await session.close();
  return path;
}

// The treasury's file of one payment, as somebody chooses it.
const file = (rows) => ({ name: "kasse.csv", mimeType: "text/csv", buffer: Buffer.from(`Kassenzeichen;Betrag;Tag\n${rows}\n`, "utf8") });

export default [
  {
    name: "a wrong account is told at its field and saved by nobody",
    async run(context) {
      const { context: session, page } = await at({ ...context, login: uwe }, "/desk/payee");
      await page.getByLabel("IBAN").fill("DE88 3704 0044 0532 0130 00");
      await page.getByRole("button", { name: "Konto speichern" }).click();
      need((await text(page)).includes("Diese IBAN stimmt nicht"), "a wrong IBAN is let through");
      await page.getByLabel("IBAN").fill("DE89 3704 0044 0532 0130 00");
      await page.getByRole("button", { name: "Konto speichern" }).click();
      need((await text(page)).includes("Das Konto ist gespeichert"), "saving is not confirmed");
      await session.close();
    },
  },
  {
    name: "a permit is granted, asked to be paid for, paid by the treasury's file, and handed out",
    async run(context) {
      const path = await firstOpen(context);
      const { context: session, page } = await at({ ...context, login: mona }, path);
      await page.getByRole("button", { name: "Übernehmen" }).click();
      await page.getByRole("link", { name: "Ergebnis festhalten" }).click();
      await page.getByRole("link", { name: "Parkausweis erteilen" }).click();
      need((await text(page)).includes("GebOSt"), "the page does not say where the fee stands");
      need((await page.getByLabel("Kennzeichen im Ausweis").inputValue()) !== "", "what the person answered is not filled in");
      need((await page.locator("[name=gueltig_bis-year]").inputValue()) !== "", "the last day is not worked out");
      await page.getByRole("textbox", { name: "Parkgebiet" }).fill("A");
      await page.getByLabel("Kennzeichen im Ausweis").fill("HB XX 1");
      const year = new Date().getFullYear();
      for (const [field, more] of [["gueltig_ab", 0], ["gueltig_bis", 1]]) {
        await page.locator(`[name=${field}-day]`).fill("31");
        await page.locator(`[name=${field}-month]`).fill("12");
        await page.locator(`[name=${field}-year]`).fill(String(year + more));
      }
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      need((await text(page)).includes("sobald das Geld da ist"), "the preview does not say that it waits for the money");
      const [asks, grants] = await page.locator(".dw-letter").allInnerTexts();
      need(asks.includes("gegen diese Gebühr") && /\d+,00 €/.test(asks), "the request for payment is not previewed");
      need(grants.includes("Parkgebiet: A") && /Gebühr: \d+,00 €/.test(grants), "the decision does not tell the fee");
      need(grants.includes("gegen diesen Bescheid"), "the decision does not tell what can be done against it");
      await page.getByRole("button", { name: "Ergebnis jetzt festhalten" }).click();
      need((await text(page)).includes("Die Entscheidung wartet auf die Zahlung"), "the case does not say that it waits");
      need(!(await text(page)).includes("Die Entscheidung liegt online bereit"), "the case takes the request for payment for the decision");
      await page.getByText("Betrag, Konto und Kassenzeichen").click();
      const [reference] = (await text(page)).match(/5\.0810\.\d{9}/) ?? [];
      need(reference, "there is no Kassenzeichen");
      await session.close();

      const lead = await at({ ...context, login: heike }, "/desk/fees");
      need((await text(lead.page)).includes(reference), "the open fee is not listed");
      const day = new Date().toISOString().slice(0, 10);
      for (const [outcome, times] of [["Gebucht", 1], ["War schon gebucht", 2]]) {
        await lead.page.goto(`${context.base}/desk/fees/file`);
        await lead.page.getByLabel("CSV-Datei").setInputFiles(file(`${reference};30,00;${day}\n=1+1;5;${day}`));
        await lead.page.getByRole("button", { name: "Datei einlesen" }).click();
        const result = await text(lead.page);
        need(result.includes(outcome), `sent ${times} times: ${result}`);
        need(result.includes("Kassenzeichen unbekannt"), "an unknown Kassenzeichen is not told");
      }
      const [csv] = await Promise.all([lead.page.waitForEvent("download"), lead.page.getByRole("link", { name: "Ergebnis als CSV" }).click()]);
      const written = await (await import("node:fs/promises")).readFile(await csv.path(), "utf8");
      need(written.includes("\"'=1+1\""), "the result is a formula");
      await lead.context.close();

      const paid = await at({ ...context, login: mona }, path);
      const words = await text(paid.page);
      need(words.includes("bezahlt") || words.includes("Ein Teil fehlt noch"), "the payment is not told");
      if (words.includes("Ein Teil fehlt noch")) {
        await paid.page.getByRole("link", { name: "Zahlung eintragen" }).click();
        need((await paid.page.getByLabel("Betrag").inputValue()) === "30,00", "what is open is not filled in");
        await paid.page.getByRole("button", { name: "Zahlung eintragen" }).click();
      }
      need((await text(paid.page)).includes("Die Gebühr ist bezahlt"), "the case does not say that it is paid");
      need(!(await text(paid.page)).includes("wartet auf die Zahlung"), "the permit is kept back though it is paid for");
      await paid.context.close();
    },
  },
  {
    name: "a case is found by name, and by nobody of another office",
    async run(context) {
      const path = await firstOpen(context);
      const own = await at({ ...context, login: mona }, path);
      const name = await own.page.locator("h1").innerText();
      await own.page.goto(`${context.base}/desk/search`);
      await own.page.getByLabel("Wonach suchen Sie?").fill(name);
      await own.page.getByRole("button", { name: "Suchen" }).click();
      need((await own.page.locator(`a[href='${path}']`).count()) === 1, "the case is not found");
      need(!own.page.url().includes("?"), "what was typed stands in the address");
      await own.context.close();
      const other = await at({ ...context, login: jana }, "/desk/search");
      await other.page.getByLabel("Wonach suchen Sie?").fill(name);
      await other.page.getByRole("button", { name: "Suchen" }).click();
      need((await other.page.locator(`a[href='${path}']`).count()) === 0, "another office finds the case");
      await other.context.close();
    },
  },
  {
    name: "several cases are taken at once and given back",
    async run(context) {
      const { context: session, page } = await at({ ...context, login: nora }, "/desk?sicht=offen");
      const boxes = page.locator("tbody [type=checkbox]");
      need((await boxes.count()) >= 2, "there are not two cases to choose");
      await boxes.nth(0).check({ force: true });
      await boxes.nth(1).check({ force: true });
      await page.getByRole("button", { name: "Übernehmen" }).click();
      need((await page.getByText("Erledigt", { exact: true }).count()) === 2, "not both were taken");
      await page.getByRole("button", { name: "Rückgängig machen" }).click();
      need((await page.getByText("Rückgängig gemacht", { exact: true }).count()) === 2, "not both were given back");
      need((await page.getByRole("button", { name: "Rückgängig machen" }).count()) === 0, "it can be undone twice");
      await session.close();
    },
  },
  {
    name: "fees, search and what is counted keep nobody out",
    async run(context) {
      const path = await firstOpen(context);
      const paths = [[mona, "/desk/fees"], [heike, "/desk/fees/file"], [uwe, "/desk/payee"], [uwe, "/desk/counted"], [mona, "/desk/search"],
        [mona, `${path}/outcome?ergebnis=erteilt`], [mona, "/desk?sicht=offen"]];
      for (const [login, each] of paths) {
        for (const mode of ["desktop", "phone", "small", "dark"]) {
          const { context: session, page, trouble } = await at({ ...context, login, mode, script: true }, each);
          const findings = [...trouble, ...await structure(page), ...await axe(page), ...await reflow(page)];
          if (mode === "desktop" || mode === "phone") findings.push(...await keyboard(page));
          await session.close();
          clean(findings, `${each} (${mode})`);
        }
      }
    },
  },
];
