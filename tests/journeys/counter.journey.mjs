// At the counter: a clerk names files by a plan, records a case for somebody, hands out the sheet, sets a
// reminder, sees the colleague in the same case and takes the file along as ZIP; without script.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, errors, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { signedIn } from "./desk.mjs";
import { date, dogPages, fill, press, text } from "./forms.mjs";

const clerk = "jana@bremerhaven.example";
const colleague = "ole@bremerhaven.example";
const administrator = "anke@bremerhaven.example";

const at = async (context, login, path, mode = "phone") =>
  open(context.browser, context.base, path, mode, {
    storageState: await signedIn(context.browser, context.base, login),
    javaScriptEnabled: false,
  });
// The bytes a link or button gives, as a file.
async function download(page, act) {
  const [given] = await Promise.all([page.waitForEvent("download"), act()]);
  const path = join(mkdtempSync(join(tmpdir(), "counter-")), given.suggestedFilename());
  await given.saveAs(path);
  return readFileSync(path);
}

async function planFiles(context) {
  const { context: session, page } = await at(context, administrator, "/desk/filing-plan");
  await page.getByLabel("Muster").fill("{zeichen}{jahr}");
  await page.getByLabel(/Hund/).first().fill("20.31");
  await press(page, "Speichern");
  assert.match(await text(page), /je einmal und dazwischen/);
  await page.getByLabel("Muster").fill("{zeichen}-{jahr}/{nummer}");
  await press(page, "Speichern");
  assert.match(await text(page), /Der Aktenplan ist gespeichert/);
  await session.close();
}

// Everything on one page, with nothing but the keyboard: Enter in a field sends the form.
async function type(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.first().getAttribute("type")) === "radio") {
      await page.locator(`[name="${name}"][value="${value}"]`).focus();
      await page.keyboard.press("Space");
    } else {
      await field.focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(value);
    }
  }
}

const enter = (page) => Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);

async function answerAll(page) {
  assert.match(page.url(), /\/alles$/);
  const all = { ...Object.assign({}, ...dogPages), grund: "rettungshund", uebernommen: "yes", anzahl_hunde: "viele" };
  await type(page, all);
  await page.locator("[name=hund_name]").focus();
  await enter(page);
  assert.deepEqual(await errors(page), []);
  assert.match(await text(page), /Fragen dazugekommen/);
  assert.equal(await page.locator("[name=hund_name]").inputValue(), all.hund_name);
  await page.locator(".dw-error-summary a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#anzahl_hunde$/);
  await type(page, { anzahl_hunde: "1", vorher_bei: "Tierheim" });
  await page.locator("[name=nachweis_datei]").setInputFiles({ name: "zeugnis.pdf", mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 Zeugnis") });
  await page.locator("[name=hund_name]").focus();
  await enter(page);
  assert.match(page.url(), /\/pruefen$/);
  assert.match(await text(page), /zeugnis\.pdf/);
  assert.match(await text(page), /Tierheim/);
}

async function record(context, page) {
  await page.goto(`${context.base}/desk/record`);
  await fill(page, { was: "hundesteuer-anmeldung", ort: "Bremerhaven", weg: "counter", ausweis: "identity_card",
    ...date("eingang", "1", "1", "2099") });
  await press(page, "Formular öffnen");
  assert.match(await text(page), /nicht in der Zukunft/);
  const now = new Date();
  await fill(page, date("eingang", "1", "1", String(now.getFullYear())));
  await press(page, "Formular öffnen");
  await answerAll(page);
  assert.match(await text(page), /für jemanden auf/);
  await page.locator("[name=declaration]").check();
  await page.locator("main form button[type=submit]").last().click();
  assert.match(await text(page), /Der Vorgang ist aufgenommen/);
  assert.match(await text(page), /20\.31-\d{4}\/\d{4}/);
}

export default [
  {
    name: "a clerk records a case at the counter, and the file goes along as ZIP",
    async run(context) {
      await planFiles(context);
      const { context: session, page } = await at(context, clerk, "/desk");
      await record(context, page);
      const sheet = page.url().replace(/gesendet$/, "gesendet/blatt.pdf");
      const pdf = await page.request.get(sheet);
      assert.equal(pdf.headers()["content-type"], "application/pdf");

      await page.getByRole("link", { name: "Vorgang öffnen" }).click();
      assert.match(await text(page), /Schalter/);
      assert.match(await text(page), /Personalausweis/);
      const address = page.url();
      await page.getByRole("link", { name: "Auf Wiedervorlage legen" }).click();
      await press(page, "Speichern");
      assert.match(await text(page), /Geben Sie einen Tag nach heute an/);
      await fill(page, { ...date("tag", "1", "6", "2090"), grund: "Satzung prüfen" });
      await press(page, "Speichern");
      assert.match(await text(page), /Die Wiedervorlage ist eingetragen/);

      const other = await at(context, colleague, new URL(address).pathname);
      assert.match(await text(other.page), /sind gerade auch andere/);
      await other.context.close();

      const zip = await download(page, () => press(page, "Akte als ZIP herunterladen"));
      assert.equal(zip.subarray(0, 2).toString(), "PK");
      assert.ok(zip.includes("akte.xml") && zip.includes("protokoll.json"));
      await session.close();
    },
  },
  {
    name: "the page with all questions keeps nobody out",
    async run(context) {
      for (const mode of ["desktop", "phone", "small", "dark", "forced"]) {
        const { context: session, page, trouble } = await open(context.browser, context.base,
          "/antrag/neu?leistung=L900100.hundesteuer&ort=040120000000", mode);
        await press(page, "Jetzt starten");
        await press(page, "Alle Fragen auf einer Seite");
        await fill(page, { grund: "rettungshund", uebernommen: "yes" });
        await press(page, "Weiter");
        const findings = [...trouble.filter((each) => !each.includes("422")), ...await structure(page),
          ...await errors(page), ...await axe(page), ...await reflow(page)];
        if (mode === "phone") findings.push(...await keyboard(page));
        await session.close();
        assert.deepEqual(findings, [], mode);
      }
    },
  },
  {
    name: "the page of the filing plan keeps nobody out",
    async run(context) {
      for (const mode of ["desktop", "phone", "small", "dark", "forced"]) {
        const { context: session, page, trouble } = await open(
          context.browser, context.base, "/desk/filing-plan", mode,
          { storageState: await signedIn(context.browser, context.base, administrator) });
        const findings = [...trouble, ...await structure(page), ...await axe(page), ...await reflow(page)];
        if (mode === "phone") findings.push(...await keyboard(page));
        await session.close();
        assert.deepEqual(findings, [], mode);
      }
    },
  },
];
