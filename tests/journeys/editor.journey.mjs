// The editors: two people change a text and a responsibility, the source delivers again, everything can be undone.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { axe, errors, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { signedIn } from "./desk.mjs";

const rieke = "rieke@bremerhaven.example";
const paul = "paul@bremerhaven.example";
const page_of_service = "/leistung/L900100.hundesteuer?ort=040120000000";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}
const text = (page) => page.locator("main").innerText();

async function at(context, login, path, mode = "desktop") {
  return open(context.browser, context.base, path, mode, {
    storageState: await signedIn(context.browser, context.base, login),
    javaScriptEnabled: false,
  });
}

// The status of the page the button leads to.
async function press(page, name) {
  const [response] = await Promise.all([
    page.waitForNavigation(),
    page.getByRole("button", { name, exact: true }).first().click(),
  ]);
  return response.status();
}

async function publicPage(context, path = page_of_service) {
  const answer = await fetch(context.base + path);
  return answer.text();
}

// Approves on the other's page what waits there.
async function approve(page, base, path) {
  await page.goto(base + path);
  need((await press(page, "Freigeben und veröffentlichen")) === 200, "a second person cannot approve");
  const words = await text(page);
  need(words.includes("Das ist öffentlich") || words.includes("Hier steht wieder, was die Quelle sagt"), "an approved version is not public");
}

// The checks need script; the editors here do without.
async function look(context, login, path) {
  const { context: session, page, trouble } = await open(context.browser, context.base, path, "small", {
    storageState: await signedIn(context.browser, context.base, login),
  });
  clean([...trouble, ...await axe(page), ...await structure(page), ...await reflow(page)], path);
  await session.close();
}

const path_of = (page) => new URL(page.url()).pathname;

export default [
  {
    name: "two editors change a text, and the source's next delivery shows the conflict",
    async run(context) {
      const { context: session, page } = await at(context, rieke, "/desk/catalogue", "phone");
      // From the address a resident pasted into a mail.
      await page.locator("[name=q]").fill(context.base + page_of_service);
      await page.getByRole("button", { name: "Suchen" }).click();
      need((await text(page)).includes("Bremerhaven"), "a pasted address does not lead to the service and its place");
      await page.getByRole("link", { name: "Kurztext" }).click();
      await page.locator("[name=deutsch]").fill("Sie haben einen Vierbeiner? Melden Sie ihn bei Ihrer **Gemeinde** an.");
      await page.getByLabel("Woher wissen Sie das?").fill("Satzung vom 1. Januar");
      await press(page, "Entwurf speichern und vergleichen");
      const draft = path_of(page);
      need((await page.locator("ins").first().innerText()).includes("Vierbeiner"), "a new word is not marked");
      need((await page.locator("del").first().innerText()).includes("Hund"), "an old word is not marked");
      await look(context, rieke, draft);
      await page.getByRole("link", { name: "Vorschau ansehen" }).click();
      need((await text(page)).includes("Vierbeiner"), "the preview does not show the new words");
      await page.goto(context.base + draft);
      await press(page, "Zur Freigabe geben");
      need((await text(page)).includes("wartet auf eine zweite Person"), "who wrote it may approve it");
      need(!(await publicPage(context)).includes("Vierbeiner"), "a version is public before it is approved");

      const { context: second, page: other } = await at(context, paul, "/desk/catalogue");
      need((await text(other)).includes("Rieke Reimers"), "what waits is not on the second editor's list");
      await approve(other, context.base, draft);
      const shown = await publicPage(context);
      need(shown.includes("Vierbeiner") && shown.includes("Bremerhaven, geprüft am"), "the public page does not show the words and whose they are");
      need(!(await publicPage(context, "/leistung/L900100.hundesteuer?ort=040110000000")).includes("Vierbeiner"), "another town shows the words");
      const deadline = Date.now() + 3000;
      let found = "";
      while (!found.includes("Hund anmelden") && Date.now() < deadline) found = await publicPage(context, "/suche?q=Vierbeiner&ort=Bremerhaven");
      need(found.includes("Hund anmelden"), "the search does not find the new word");

      // The source says something else now; the words stay, and the editors see both.
      const file = join(context.program.directory, "delivery.xml");
      const source = readFileSync(new URL("../../example/catalogue.xml", import.meta.url), "utf8");
      const sentence = "Melden Sie ihn bei Ihrer Gemeinde an.";
      need(source.includes(sentence), "the example's sentence is another one");
      writeFileSync(file, source.replace(sentence, "Melden Sie ihn innerhalb von zwei Wochen an."));
      execFileSync(context.binary, ["import", "xzufi", file, "--data", context.program.directory]);
      need((await publicPage(context)).includes("Vierbeiner"), "a delivery overwrites the words");
      await page.goto(`${context.base}/desk/catalogue`);
      need((await text(page)).includes("Die Quelle hat etwas geändert"), "the conflict is not shown");
      need((await page.locator("ins").first().innerText()).includes("innerhalb"), "what the source changed is not marked");
      await look(context, rieke, "/desk/catalogue");
      await press(page, "Text der Quelle vorschlagen");
      const back = path_of(page);
      await approve(other, context.base, back);
      const after = await publicPage(context);
      need(after.includes("innerhalb von zwei Wochen") && !after.includes("Vierbeiner"), "the source's words do not come back");

      // And back to the own words, again by two.
      await page.goto(context.base + draft);
      await press(page, "Diese Fassung wieder vorschlagen");
      await approve(other, context.base, path_of(page));
      need((await publicPage(context)).includes("Vierbeiner"), "an older version does not come back");
      await session.close();
      await second.close();
    },
  },
  {
    name: "a wrong office is put right from the notice of a resident",
    async run(context) {
      const { context: resident, page: wrong } = await open(context.browser, context.base, "/leistung/L900100.wohnsitz/hinweis?ort=040120000000", "phone", { javaScriptEnabled: false });
      await wrong.locator("[name=subject][value=office]").check();
      await wrong.locator("main textarea").fill("Das macht jetzt das Steueramt.");
      await wrong.locator("main button[type=submit]").click();
      await resident.close();

      need((await publicPage(context, "/leistung/L900100.wohnsitz?ort=040120000000")).includes("Für die Redaktion"), "no way from what everybody reads to the editors' page");
      const { context: session, page } = await at(context, paul, "/desk/notices");
      await page.getByRole("row", { name: "Das macht jetzt das Steueramt." }).getByRole("link").click();
      await page.getByRole("link", { name: "Im Katalog berichtigen" }).click();
      need(page.url().includes("/L900100.wohnsitz/responsibility"), "the notice about an office does not lead to the offices");
      await page.goto(`${context.base}/desk/catalogue/services/L900100.wohnsitz?ort=040120000000`);
      await look(context, paul, "/desk/catalogue/services/L900100.wohnsitz?ort=040120000000");
      await page.getByRole("link", { name: "Zuständigkeit berichtigen" }).click();
      await look(context, paul, "/desk/catalogue/services/L900100.wohnsitz/responsibility?gebiet=04012");
      await page.getByLabel("Eine andere Stelle").fill("gibt-es-nicht");
      await press(page, "Entwurf speichern und vergleichen");
      clean(await errors(page), "an office that is not there");
      await page.getByLabel("Eine andere Stelle").fill("");
      await page.locator("[name=aus]").first().check();
      await page.locator("[name=an][value='L900100.steuer-bremerhaven']").check();
      await press(page, "Entwurf speichern und vergleichen");
      need((await text(page)).includes("gilt nicht"), "the change does not say which entry does not hold");
      await press(page, "Zur Freigabe geben");
      const version = path_of(page);
      const { context: second, page: other } = await at(context, rieke, "/desk/catalogue");
      await approve(other, context.base, version);
      const shown = await publicPage(context, "/leistung/L900100.wohnsitz?ort=040120000000");
      need(shown.includes("Steueramt Bremerhaven"), "the right office is not shown");
      need(shown.includes("Eine Redaktion hat das am"), "the page does not say what was corrected");
      const answer = await (await fetch(`${context.base}/api/v1/competent?service=L900100.wohnsitz&area=040120000000`)).text();
      need(answer.includes("steuer-bremerhaven"), "the interface says something else than the page");
      await other.goto(`${context.base}/desk/catalogue/services/L900100.wohnsitz/responsibility?gebiet=04012`);
      await press(other, "Zurück zu dem, was die Quelle sagt");
      await approve(page, context.base, path_of(other));
      need((await publicPage(context, "/leistung/L900100.wohnsitz?ort=040120000000")).includes("Bürger"), "the source's office does not come back");
      await session.close();
      await second.close();
    },
  },
  {
    name: "an editor changes the opening hours of an office",
    async run(context) {
      const { context: session, page } = await at(context, rieke, "/desk/catalogue/organisations/L900100.steuer-bremerhaven");
      await look(context, rieke, "/desk/catalogue/organisations/L900100.steuer-bremerhaven");
      await look(context, rieke, "/desk/catalogue/services/L900100.hundesteuer/texts/06?gebiet=04012");
      await page.getByRole("link", { name: "Öffnungszeiten" }).click();
      await page.locator("[name=deutsch]").fill("- Montag: 8 bis 12 Uhr\n- Donnerstag: 14 bis 18 Uhr");
      await press(page, "Entwurf speichern und vergleichen");
      await press(page, "Zur Freigabe geben");
      const { context: second, page: other } = await at(context, paul, "/desk/catalogue");
      await approve(other, context.base, path_of(page));
      need((await publicPage(context, "/stelle/L900100.steuer-bremerhaven")).includes("<li>Donnerstag: 14 bis 18 Uhr"), "the office's page does not show the hours");
      await session.close();
      await second.close();
    },
  },
  {
    name: "the quality report gets shorter",
    async run(context) {
      const { context: session, page } = await at(context, rieke, "/desk/quality", "phone");
      for (let i = 0; i < 10 && (await text(page)).includes("wird gerade gemacht"); i += 1) await page.reload();
      await look(context, rieke, "/desk/quality");
      await page.locator("main table a").first().click();
      await look(context, rieke, new URL(page.url()).pathname + new URL(page.url()).search);
      const before = await page.locator(".kern-card").count();
      need(before > 0, "there is nothing to do in the example");
      const title = await page.locator(".kern-card").first().innerText();
      await page.locator(".kern-card summary").first().click();
      await page.locator(".kern-card textarea").first().fill("Das ist hier so gewollt.");
      await press(page, "Zurückstellen");
      need((await page.locator(".kern-card").first().innerText().catch(() => "")) !== title, "a finding that was set aside is still there");
      await page.goto(`${context.base}/desk/quality?art=zurueckgestellt`);
      need((await text(page)).includes("Das ist hier so gewollt."), "the reason is not kept");
      await press(page, "Wieder zeigen");
      let exit = 0;
      try {
        execFileSync(context.binary, ["check", "catalogue", "--area", "040120000000", "--json", "--data", context.program.directory]);
      } catch (error) {
        exit = error.status;
        need(JSON.parse(error.stdout)[0].findings.length > 0, "the command finds nothing");
      }
      need(exit === 1, "the command does not say that there are findings");
      await session.close();
    },
  },
];
