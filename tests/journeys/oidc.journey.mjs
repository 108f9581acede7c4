// Signing in at a real OpenID provider: members of staff after they have linked their account, residents to prove who
// they are. Keys change in the middle, answers are replayed and forged, the provider goes away; nobody gets stuck.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe, reflow, structure } from "../pages/checks.mjs";
import { modes } from "../pages/browser.mjs";
import { answers } from "./dog.mjs";
import { own, setUp, step, totp } from "./first_sign_in.mjs";
import { startProvider } from "./oidc_provider.mjs";
import { start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const text = (page) => page.locator("main").innerText();
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const follow = (page, name) => page.getByRole("link", { name, exact: true }).click();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function look(page, where) {
  assert.deepEqual(await axe(page), [], `${where}: axe`);
  assert.deepEqual(await structure(page), [], `${where}: structure`);
  assert.deepEqual(await reflow(page), [], `${where}: reflow`);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// An installation with an office, a clerk and two providers that are one server: for staff and for residents.
async function setting(browser, binary) {
  const directory = mkdtempSync(join(tmpdir(), "dienstweg-oidc-"));
  const run = (...args) => execFileSync(binary, [...args, "--data", directory], { encoding: "utf8" });
  run("import", "xzufi", join(here, "../../example/catalogue.xml"));
  const added = run("user", "add", "--tenant", "Bremerhaven", "--organisation", "Steueramt", "--source", "L900100.steuer-bremerhaven",
    "--name", "Jana Jansen", "--login", "jana@bremerhaven.example", "--role", "clerk", "--team", "Hundesteuer");
  const password = added.match(/[a-z2-7]{4}(-[a-z2-7]{4}){3}/)[0];
  const port = await freePort();
  const back = (id) => [`http://127.0.0.1:${port}/anmelden/mit/${id}/zurueck`];
  const provider = await startProvider([
    { id: "dienstweg-amt", secret: "geheim: amt", returns: back("amt") },
    { id: "dienstweg-bund", secret: "geheim: bund", returns: back("bund") },
  ]);
  const levels = { two: "substantial", card: "high" };
  const settings = (id, name, audience) => ({ id, name, issuer: provider.issuer, client_id: `dienstweg-${id}`, client_secret: `geheim: ${id}`, audience, levels });
  writeFileSync(join(directory, "login.json"), JSON.stringify({
    providers: [settings("amt", { de: "Stadtkonto", en: "city account" }, "staff"), settings("bund", "BundID", "residents")],
  }), { mode: 0o600 });
  const program = await start(binary, { command: "serve", data: directory, listen: `127.0.0.1:${port}` });
  const contexts = [];
  return {
    base: program.base,
    password,
    provider,
    program,
    async page() {
      const context = await browser.newContext(modes.phone);
      contexts.push(context);
      const page = await context.newPage();
      page.answers = [];
      page.on("request", (request) => {
        if (request.url().includes("/zurueck?")) page.answers.push(request.url());
      });
      return page;
    },
    async end() {
      for (const context of contexts) await context.close();
      await program.kill();
      await provider.stop().catch(() => {});
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

// The provider remembers who signed in there; its cookies begin so.
const forget = (page) => page.context().clearCookies({ name: /^_/ });

// The page of the provider.
async function atProvider(page, at, account, acr) {
  await page.waitForURL(`${at.provider.issuer}/interaction/*`);
  await page.fill("[name=account]", account);
  await page.fill("[name=acr]", acr);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.waitForURL(`${at.base}/**`);
}

async function signIn(page, at, account, acr) {
  await page.context().clearCookies();
  await page.goto(`${at.base}/anmelden`);
  await follow(page, "Mit Stadtkonto anmelden");
  await atProvider(page, at, account, acr);
}

async function staff({ browser, binary }) {
  const at = await setting(browser, binary);
  try {
    const page = await at.page();
    await page.goto(`${at.base}/anmelden`);
    await look(page, "/anmelden");
    await signIn(page, at, "jana", "two");
    assert.match(await text(page), /Niemand hat das Konto bei Stadtkonto hier verbunden/);
    await look(page, "an account nobody linked");

    const { secret } = await setUp(page, at.base, "jana@bremerhaven.example", at.password);
    const enrolled = step();
    await page.goto(`${at.base}/desk/account`);
    await page.locator("[name=passwort-amt]").fill("falsch");
    await press(page, "Mit Stadtkonto verbinden");
    assert.match(await text(page), /Passwort/);
    await page.locator("[name=passwort-amt]").fill(own);
    await press(page, "Mit Stadtkonto verbinden");
    await look(page, "the way to the provider");
    await forget(page);
    await follow(page, "Weiter zu Stadtkonto");
    await atProvider(page, at, "jana", "two");
    assert.match(await text(page), /Das Konto ist jetzt verbunden/);
    await look(page, "/desk/account");

    await signIn(page, at, "jana", "two");
    assert.equal(new URL(page.url()).pathname, "/desk", "two factors at the provider open the desk");
    const [answer] = page.answers.slice(-1);
    const replayed = await page.goto(answer);
    assert.equal(replayed.status(), 400);
    assert.match(await text(page), /gilt nicht mehr/);
    await look(page, "a replayed answer");

    await signIn(page, at, "mallory", "card");
    assert.match(await text(page), /hier nicht verbunden/, "an account of somebody else opens nothing");

    // One factor there: the code of the app is asked for here.
    await signIn(page, at, "jana", "one");
    assert.equal(new URL(page.url()).pathname, "/anmelden/code");
    await look(page, "/anmelden/code");
    await page.goto(`${at.base}/desk`);
    assert.equal(new URL(page.url()).pathname, "/anmelden", "one factor opens no desk");
    await page.goto(`${at.base}/anmelden/code`);
    await page.fill("[name=code]", "000000");
    await press(page, "Anmelden");
    assert.match(await text(page), /Der Code stimmt nicht/);
    await page.fill("[name=code]", totp(secret, Math.max(enrolled, step()) + 1));
    await press(page, "Anmelden");
    assert.equal(new URL(page.url()).pathname, "/desk");
    await keys(at, page);
    await forged(at, page);
    await stopped(at, page);
  } finally {
    await at.end();
  }
}

// The keys change while somebody is at the provider.
async function keys(at, page) {
  await page.context().clearCookies();
  await page.goto(`${at.base}/anmelden`);
  await follow(page, "Mit Stadtkonto anmelden");
  await page.waitForURL(`${at.provider.issuer}/interaction/*`);
  at.provider.rotate();
  await atProvider(page, at, "jana", "two");
  assert.equal(new URL(page.url()).pathname, "/desk", "a new key is fetched");
}

async function forged(at, page) {
  await page.context().clearCookies();
  await page.goto(`${at.base}/anmelden`);
  await follow(page, "Mit Stadtkonto anmelden");
  await page.waitForURL(`${at.provider.issuer}/interaction/*`);
  const begun = page.url();
  const path = `${at.base}/anmelden/mit/amt/zurueck`;
  const issuer = encodeURIComponent(at.provider.issuer);
  for (const query of [`?code=abc&state=forged&iss=${issuer}`, "?code=abc", "", "?error=access_denied&state=forged"]) {
    assert.equal((await page.goto(path + query)).status(), 400, query);
    assert.match(await text(page), /gilt nicht mehr/);
  }
  // What was forged does not end the sign-in that is under way.
  await page.goto(begun);
  await atProvider(page, at, "jana", "two");
  assert.equal(new URL(page.url()).pathname, "/desk");
}

// The provider goes away while somebody is there, and is away when the next one comes.
async function stopped(at, page) {
  await page.context().clearCookies();
  await page.goto(`${at.base}/anmelden`);
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().includes("code_challenge")),
    follow(page, "Mit Stadtkonto anmelden"),
  ]);
  await page.waitForURL(`${at.provider.issuer}/interaction/*`);
  const state = new URL(asked.url()).searchParams.get("state");
  await at.provider.stop();
  const answer = await page.goto(`${at.base}/anmelden/mit/amt/zurueck?code=abc&state=${state}&iss=${encodeURIComponent(at.provider.issuer)}`);
  assert.equal(answer.status(), 503);
  assert.match(await text(page), /Stadtkonto ist gerade nicht zu erreichen/);
  await look(page, "a provider that is down");
  await follow(page, "Mit Passwort anmelden");
  await page.getByLabel("Anmeldename").waitFor();
  await follow(page, "Mit Stadtkonto anmelden");
  assert.match(await text(page), /Der Anmeldedienst antwortet nicht/);
}

// Fills every page of the form until all is to be checked.
async function fillForm(page) {
  for (let pages = 0; !page.url().endsWith("/pruefen"); pages += 1) {
    assert.ok(pages < 12, `the form does not end: ${page.url()}`);
    for (const [name, value] of Object.entries({ ...answers(), ort: undefined })) {
      if (value === undefined) continue;
      const [year, month, day] = String(value).split("-");
      if (await page.locator(`[name="${name}-day"]`).count()) {
        for (const [part, number] of Object.entries({ day, month, year })) await page.fill(`[name="${name}-${part}"]`, number);
        continue;
      }
      const field = page.locator(`[name="${name}"]`);
      if ((await field.count()) === 0) continue;
      if ((await field.first().getAttribute("type")) === "radio") {
        await page.locator(`[name="${name}"][value="${value === false ? "no" : value}"]`).check();
      } else {
        await field.fill(String(value));
      }
    }
    await press(page, "Weiter");
  }
}

async function prove(page, at, account, acr) {
  await follow(page, "Mit BundID ausweisen");
  await atProvider(page, at, account, acr);
}

async function resident({ browser, binary }) {
  const at = await setting(browser, binary);
  try {
    const page = await at.page();
    await page.goto(`${at.base}/antrag/neu?leistung=L900100.hundesteuer&ort=040120000000`);
    await press(page, "Jetzt starten");
    await fillForm(page);
    await page.getByText("Freiwillig: Weisen Sie sich aus").click();
    await look(page, "/antrag/{id}/pruefen");

    // The provider is down: that is said, and the answers are still there.
    await at.provider.stop();
    await follow(page, "Mit BundID ausweisen");
    assert.match(await text(page), /BundID ist gerade nicht zu erreichen/);
    assert.match(await text(page), /ist gespeichert/);
    await look(page, "a provider that is down, for residents");
    await follow(page, "Zurück zur Seite von vorhin");
    assert.match(await text(page), /Bello 1/);
    await at.provider.start();
    await pause(5500);

    await page.getByText("Freiwillig: Weisen Sie sich aus").click();
    await follow(page, "Mit BundID ausweisen");
    await page.waitForURL(`${at.provider.issuer}/interaction/*`);
    await page.getByRole("button", { name: "Abbrechen" }).click();
    assert.match(await text(page), /Sie haben die Anmeldung abgebrochen/);
    await follow(page, "Zurück zur Seite von vorhin");
    await page.getByText("Freiwillig: Weisen Sie sich aus").click();
    await prove(page, at, "erika", "card");
    assert.match(await text(page), /Sie haben sich ausgewiesen/);
    await look(page, "a resident who proved who she is");
    await page.locator("[name=declaration]").check();
    await page.locator("form[action$=absenden] button").click();
    const code = await page.locator(".dw-code").innerText();
    const number = new URL(await page.locator("a[href*='/status?nummer=']").getAttribute("href"), at.base).searchParams.get("nummer");
    await status(at, await at.page(), number, code);
  } finally {
    await at.end();
  }
}

// Elsewhere, later: number and code show the state, the proof opens what is for the applicant alone.
async function status(at, page, number, code) {
  await page.goto(`${at.base}/status?nummer=${number}`);
  await page.fill("[name=code]", code);
  await press(page, "Stand ansehen");
  const withdraw = page.locator("form[action$=ruecknahme]");
  const open = () => page.locator("details", { has: page.getByText("Zurücknehmen, was Sie gesendet haben") }).locator("summary").first().click();
  assert.equal(await withdraw.count(), 0);
  await open();
  await look(page, "/status/vorgang");
  await prove(page, at, "mallory", "card");
  assert.match(await text(page), /Mit diesem Konto wurde der Antrag nicht gesendet/);
  assert.equal(await withdraw.count(), 0);
  await open();
  // The provider remembers Mallory on this device, and asks all the same.
  await prove(page, at, "erika", "card");
  assert.equal(await withdraw.count(), 1, "the same person opens the content");
  await press(page, "Fertig, diese Seite schließen");
  await page.goto(`${at.base}/status?nummer=${number}`);
  await page.fill("[name=code]", code);
  await press(page, "Stand ansehen");
  assert.equal(await withdraw.count(), 0, "the proof ended with the visit");
}

export default [
  { name: "staff sign in at a provider, whose keys change and which goes away", run: staff },
  { name: "a resident proves who she is, with a provider that was down", run: resident },
];
