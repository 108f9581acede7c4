// One case as a whole, on phones without script: a person applies, a clerk at one place asks, the person answers
// with a photo, the clerk decides, and a colleague at another place prints the letter and brings it to the post.
import assert from "node:assert/strict";
import { open } from "../pages/browser.mjs";
import { signedIn } from "./desk.mjs";
import { date, dogPages, fill, press, text } from "./forms.mjs";

const atHome = "jana@bremerhaven.example";
const inTheOffice = "ole@bremerhaven.example";
const question = "Bitte schicken Sie ein Foto vom Impfpass.";
const answer = "Hier ist das Foto. Der Hund heißt jetzt Bella.";
const reasons = "Der Impfpass liegt vor.\nEs fällt keine Steuer an.";
// A picture of one pixel.
const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const phone = async (context, path, login) =>
  open(context.browser, context.base, path, "phone", {
    javaScriptEnabled: false,
    ...(login ? { storageState: await signedIn(context.browser, context.base, login) } : {}),
  });

async function apply(context) {
  const { context: session, page } = await phone(context, "/antrag/neu?leistung=L900100.hundesteuer&ort=040120000000");
  await press(page, "Jetzt starten");
  for (const fields of dogPages) {
    await fill(page, fields.strasse ? { ...fields, email: "whole@post.example" } : fields);
    await press(page, "Weiter");
  }
  await fill(page, { grund: "keiner" });
  await press(page, "Weiter");
  assert.match(page.url(), /\/pruefen$/);
  await page.getByLabel("Meine Angaben sind richtig und vollständig.").check();
  await press(page, "Anmeldung absenden");
  const number = (await page.locator(".dw-confirmation__number").innerText()).trim();
  const code = (await page.locator("strong.dw-code").innerText()).trim();
  await session.close();
  return { number, code };
}

// Opens the case on the status page with the code that is mailed.
async function enter(context, { number, code }) {
  const visit = await phone(context, "/status");
  await visit.page.getByLabel("Vorgangsnummer").fill(number);
  await visit.page.getByLabel("Code", { exact: true }).fill(code);
  await press(visit.page, "Stand ansehen");
  // Codes of others may lie there already: the new one counts.
  const codes = async () => {
    const mails = await (await fetch(`${context.base}/beispiel/post`)).text();
    return [...mails.matchAll(/Einmal-Code ist ([0-9]{6})/g)].map((match) => match[1]);
  };
  const before = await codes();
  await press(visit.page, "Einmal-Code schicken");
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    const once = (await codes()).find((each) => !before.includes(each));
    if (!once) continue;
    await visit.page.locator("[name=einmalcode]").fill(once);
    await press(visit.page, "Öffnen");
    return visit;
  }
  throw new Error("no mail with a code");
}

async function find(page, number) {
  const line = page.locator("tbody th a", { hasText: number });
  while ((await line.count()) === 0) await page.getByRole("link", { name: "Weitere Vorgänge" }).click();
  await line.click();
  return new URL(page.url()).pathname;
}

async function ask(page) {
  await press(page, "Übernehmen");
  await page.getByRole("link", { name: "Nachricht schreiben" }).click();
  await page.getByLabel("Ihre Nachricht").fill(question);
  await page.getByLabel("Ich brauche eine Antwort").check();
  await fill(page, date("bis", "15", "6", String(new Date().getFullYear() + 1)));
  await press(page, "Nachricht senden");
  assert.match(await text(page), /liegt nach der Frist des Vorgangs/);
  await press(page, "Nachricht senden");
}

async function decide(page, path) {
  await page.goto(new URL("/desk", page.url()).href);
  assert.match(await text(page), /Antwort ist da/, "the inbox says that the answer came");
  await page.goto(new URL(path, page.url()).href);
  assert.ok((await text(page)).includes(answer), "not a word of the answer is lost");
  assert.match(await text(page), /impfpass\.png/);
  await page.getByRole("link", { name: "Ergebnis festhalten" }).click();
  await page.getByRole("link", { name: "Anmeldung bestätigen, keine Steuer" }).click();
  await page.getByLabel("Begründung").fill(reasons);
  await press(page, "Weiter zur Vorschau");
  await press(page, "Ergebnis jetzt festhalten");
  assert.match(await text(page), /Das Ergebnis ist festgehalten/);
}

async function toThePost(page, number) {
  const row = page.locator("tbody tr", { hasText: number });
  while ((await row.count()) === 0) await page.getByRole("link", { name: /Weitere/ }).click();
  const letter = await row.locator("a").first().getAttribute("href");
  await row.locator("[type=checkbox]").check({ force: true });
  const [print] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Ausgewählte Briefe drucken" }).click(),
  ]);
  assert.match(print.suggestedFilename(), /\.pdf$/);
  await page.goto(new URL("/desk/post", page.url()).href);
  await page.locator("tbody tr", { hasText: number }).locator("[type=checkbox]").check({ force: true });
  await press(page, "Ausgewählte Briefe sind abgeschickt");
  assert.match(await text(page), /Festgehalten: 1 abgeschickt/);
  return letter;
}

export default [
  {
    name: "a case goes from the application to the post, by two people on phones, without a word lost",
    async run(context) {
      const sent = await apply(context);
      const home = await phone(context, "/desk?sicht=offen", atHome);
      const path = await find(home.page, sent.number);
      await ask(home.page);

      const person = await enter(context, sent);
      assert.ok((await text(person.page)).includes(question));
      await person.page.getByLabel("Ihre Antwort").fill(answer);
      await person.page.locator("input[type=file]").first()
        .setInputFiles({ name: "impfpass.png", mimeType: "image/png", buffer: photo });
      await press(person.page, "Antwort absenden");
      assert.match(await text(person.page), /Ihre Antwort ist angekommen/);

      await decide(home.page, path);
      const office = await phone(context, "/desk/post", inTheOffice);
      await toThePost(office.page, sent.number);
      await office.page.goto(context.base + path);
      const file = await text(office.page);
      for (const word of [question, answer, ...reasons.split("\n"), "zur Post"])
        assert.ok(file.includes(word), `the file holds “${word}”`);
      await person.page.reload();
      assert.ok((await text(person.page)).includes("Der Impfpass liegt vor."), "the person reads the decision");
      for (const visit of [home, person, office]) {
        assert.deepEqual(visit.trouble, []);
        await visit.context.close();
      }
    },
  },
];
