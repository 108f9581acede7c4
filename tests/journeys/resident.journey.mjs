// A resident finds the service, sees who is in charge, applies on a phone without script with a mistake on
// every page, stops, goes on elsewhere, sends and asks for the state; a program does the same over the API.
import assert from "node:assert/strict";
import { axe, errors, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { application } from "./dog.mjs";
import { date, fill, press, text } from "./forms.mjs";

const phone = (context) => open(context.browser, context.base, "/", "phone", { javaScriptEnabled: false });
function clean(findings, where) {
  assert.deepEqual(findings, [], where);
}

// The page says what is wrong. The browser gives the summary its focus when it draws the page.
async function faulty(page, where) {
  await page.locator(".dw-error-summary:focus").waitFor({ timeout: 5000 });
  clean(await errors(page), where);
}

// A page sent with a mistake says it at the field and keeps what was typed; sent right, it leads on.
async function step(page, name, { wrong, says, right }) {
  assert.match(page.url(), new RegExp(`/${name}$`));
  await fill(page, wrong);
  await press(page, "Weiter");
  await faulty(page, name);
  assert.match(await text(page), says, name);
  for (const [field, value] of Object.entries(wrong)) {
    const control = page.locator(`[name="${field}"]`).first();
    if ((await control.getAttribute("type")) !== "radio") assert.equal(await control.inputValue(), value);
  }
  await fill(page, right);
  await press(page, "Weiter");
}

async function begin(page) {
  await page.getByLabel("Was möchten Sie erledigen?").fill("hund anmelden in Bremerhaven");
  await press(page, "Suchen");
  assert.match(await text(page), /Wir suchen in Bremerhaven/);
  await page.getByRole("link", { name: /Hund anmelden/ }).first().click();
  assert.match(await text(page), /Steueramt Bremerhaven/);
  assert.match(await text(page), /Hundesteuersatzung/);
  await page.getByRole("link", { name: "Jetzt anmelden" }).click();
  await press(page, "Jetzt starten");
}

async function aboutThePerson(page) {
  await step(page, "person", {
    wrong: { vorname: "Иван", nachname: "Muster", ...date("geburtsdatum", "17", "Mai", "1980") },
    says: /lateinischen Buchstaben/,
    right: { vorname: "Erika", ...date("geburtsdatum", "17", "5", "1980") },
  });
  assert.equal(await page.locator("[name=ort]").inputValue(), "Bremerhaven");
  await step(page, "adresse", {
    wrong: { strasse: "Beispielweg 1", plz: "40213" },
    says: /gehört nicht zu Bremerhaven/,
    right: { plz: "27568", email: "erika@example.org" },
  });
}

async function aboutTheDog(page) {
  await step(page, "hund", {
    wrong: { hund_name: "Bello", hund_rasse: "Mischling", ...date("hund_geburt", "31", "2", "2024") },
    says: /Diesen Tag gibt es nicht/,
    right: date("hund_geburt", "1", "3", "2024"),
  });
  await step(page, "haltung", {
    wrong: { ...date("haltung_seit", "1", "2", "2024"), anzahl_hunde: "1", uebernommen: "yes" },
    says: /liegt vor dem Tag bei „Geburtstag des Hundes“/,
    right: date("haltung_seit", "1", "10", "2026"),
  });
  await step(page, "vorher", {
    wrong: { vorher_bei: "x".repeat(201) },
    says: /höchstens 200 Zeichen/,
    right: { vorher_bei: "Tierheim Musterstadt" },
  });
}

// Writes the code down here and types it in on another phone.
async function goOnElsewhere(context, page) {
  await press(page, "Speichern und später weitermachen");
  const address = await page.getByRole("link", { name: /^http/ }).innerText();
  const code = (await page.locator(".dw-confirmation__number").innerText()).trim();
  const other = await phone(context);
  await other.page.goto(address);
  await press(other.page, "Formular öffnen");
  await faulty(other.page, "no code");
  assert.match(await text(other.page), /Bitte geben Sie den Code ein/);
  await other.page.getByLabel("Code").fill(code.toLowerCase());
  await press(other.page, "Formular öffnen");
  return { ...other, code };
}

async function proof(page) {
  await press(page, "Weiter");
  await faulty(page, "no reason");
  await fill(page, { grund: "rettungshund" });
  await press(page, "Weiter");
  await press(page, "Datei hochladen");
  await faulty(page, "no file");
  assert.match(await text(page), /Bitte wählen Sie zuerst eine Datei aus/);
  const file = { name: "zeugnis.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 Zeugnis") };
  await page.locator("[name=nachweis_datei]").setInputFiles(file);
  await press(page, "Datei hochladen");
  assert.match(await text(page), /zeugnis\.pdf/);
  await press(page, "Weiter");
}

async function checkAndSend(page) {
  assert.match(page.url(), /\/pruefen$/);
  for (const answer of ["no", "yes"]) {
    await page.locator("a[href$='haltung?pruefen=1']").click();
    await fill(page, { uebernommen: answer });
    await press(page, "Weiter");
    if (answer === "no") assert.doesNotMatch(await text(page), /Tierheim/);
  }
  assert.equal(await page.locator("[name=vorher_bei]").inputValue(), "Tierheim Musterstadt");
  await press(page, "Weiter");
  assert.match(await text(page), /Tierheim Musterstadt/);
  await press(page, "Anmeldung absenden");
  await faulty(page, "no declaration");
  await page.getByLabel("Meine Angaben sind richtig und vollständig.").check();
  await press(page, "Anmeldung absenden");
}

async function copies({ context: session, page }) {
  const get = async (name) => {
    const path = await page.locator(`main a[href$="kopie.${name}"]`).getAttribute("href");
    return session.request.get(new URL(path, page.url()).href);
  };
  const pdf = await (await get("pdf")).body();
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  const json = await (await get("json")).json();
  assert.equal(json.answers.vorher_bei, "Tierheim Musterstadt");
  assert.equal(json.answers.ort, "Bremerhaven");
  assert.deepEqual(json.uploads.map((each) => each.file_name), ["zeugnis.pdf"]);
  return json.number;
}

async function whole(context) {
  const first = await phone(context);
  await begin(first.page);
  await aboutThePerson(first.page);
  await aboutTheDog(first.page);
  const second = await goOnElsewhere(context, first.page);
  const { page } = second;
  await proof(page);
  await checkAndSend(page);
  assert.match(page.url(), /\/gesendet$/);
  const number = await copies(second);
  const status = (await page.locator("strong.dw-code").innerText()).trim();

  // The code of the draft opens nothing any more; number and code open the state.
  await first.page.goto(`${context.base}/fortsetzen`);
  await first.page.getByLabel("Code").fill(second.code);
  await press(first.page, "Formular öffnen");
  assert.match(await text(first.page), /schon abgesendet/);
  await page.locator("main form button").last().click();
  assert.match(await text(page), /Nummer und Ihrem Code/);
  await page.getByRole("link", { name: "Stand ansehen" }).last().click();
  await page.getByLabel("Vorgangsnummer").fill(number);
  await page.getByLabel("Code", { exact: true }).fill(status);
  await press(page, "Stand ansehen");
  assert.match(await text(page), /Steueramt Bremerhaven/);
  clean([...first.trouble, ...second.trouble], "the browsers");
  await first.context.close();
  await second.context.close();
}

// Every template on a wide and on the smallest screen, the questions in all modes.
async function everyTemplate(context) {
  const { context: session, page } = await phone(context);
  await begin(page);
  const draft = page.url().replace(/[^/]*$/, "").replace(context.base, "");
  const paths = ["/", "/suche?q=hund&ort=Bremerhaven", "/suche?q=hund&ort=K%C3%B6ln", "/suche?q=hund&ort=Neustadt",
    "/suche", "/themen", "/themen?lang=en", "/themen/1", "/leistung/L900100.hundesteuer?ort=Bremerhaven",
    "/antrag/neu?leistung=L900100.hundesteuer&ort=040120000000", `${draft}person`, `${draft}haltung`,
    `${draft}code`, "/fortsetzen", "/antrag/vergessen?was=gesendet", "/status", "/datenschutz"];
  const settings = { storageState: await session.storageState() };
  for (const path of paths) {
    const modes = path.endsWith("haltung") ? ["desktop", "small", "phone", "dark"] : ["desktop", "small"];
    for (const mode of modes) {
      const opened = await open(context.browser, context.base, path, mode, settings);
      const findings = [...opened.trouble, ...await structure(opened.page), ...await axe(opened.page),
        ...await reflow(opened.page)];
      if (mode !== "phone") findings.push(...await keyboard(opened.page));
      await opened.context.close();
      clean(findings, `${path} (${mode})`);
    }
  }
  await session.close();
}

async function apply({ base }) {
  const send = (body) =>
    fetch(`${base}/api/v1/applications`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `journey-${process.pid}` },
      body: JSON.stringify(body),
    });
  const first = await send(application(1));
  assert.equal(first.status, 201);
  const receipt = await first.json();
  assert.ok(receipt.number && receipt.code && receipt.receipt.position > 0);
  assert.deepEqual(await (await send(application(1))).json(), receipt);
  assert.equal((await send(application(2))).status, 422);
  const broken = await send({ service: "99102013104000", area: "040120000000", answers: {} });
  assert.equal(broken.status, 422);
  assert.match(broken.headers.get("content-type"), /application\/problem\+json/);
}

export default [
  { name: "a resident applies on a phone without script, with a mistake on every page", run: whole },
  { name: "the resident's pages keep nobody out", run: everyTemplate },
  { name: "a program applies; the same key gives the same answer", run: apply },
];
