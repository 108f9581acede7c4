// A new installation: the first person on the command line, everybody else in the browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, errors, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { fillLogin, own, setUp } from "./first_sign_in.mjs";
import { start } from "./program.mjs";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}
const text = (page) => page.locator("main").innerText();

async function look(page, path) {
  clean(await axe(page), `${path}: axe`);
  clean(await structure(page), `${path}: structure`);
  clean(await reflow(page), `${path}: reflow`);
}

export default [
  {
    name: "an office is set up from the command line and staffed in the browser",
    async run({ browser, binary }) {
      const directory = mkdtempSync(join(tmpdir(), "dienstweg-people-"));
      const run = (...args) => execFileSync(binary, ["user", ...args, "--data", directory], { encoding: "utf8" });
      const added = run("add", "--tenant", "Musterstadt", "--organisation", "Steueramt", "--name", "Maria Muster", "--login", "maria@stadt.example", "--role", "administrator", "--team", "Hundesteuer");
      const password = added.match(/[a-z2-7]{4}(-[a-z2-7]{4}){3}/)[0];
      writeFileSync(join(directory, "operator.json"), JSON.stringify({ office: "Stadt Musterstadt", address: "Rathausplatz 1", represented: "Maria Muster", mail: "rathaus@stadt.example" }));
      const program = await start(binary, { command: "serve", data: directory });
      try {
        const { base } = program;
        need(!program.output().includes("Impressum und Kontakt fehlen"), "the operator's file is not read");
        const { context, page } = await open(browser, base, "/impressum", "phone");
        need((await text(page)).includes("Rathausplatz 1"), "the imprint is not the operator's");
        await setUp(page, base, "maria@stadt.example", password);
        need(page.url().endsWith("/desk/people"), "an administrator is not led to the people");
        need((await page.getByRole("link", { name: "Eingang" }).count()) === 0, "an administrator is offered the inbox");
        await look(page, "/desk/people");

        await page.getByRole("link", { name: "Person hinzufügen" }).click();
        await look(page, "/desk/people/new");
        await page.getByRole("button", { name: "Person hinzufügen" }).click();
        clean(await errors(page), "a person without name");
        await page.fill("[name=name]", "Jan Beispiel");
        await page.fill("[name=anmeldename]", "jan@stadt.example");
        await page.getByLabel("Hundesteuer").check();
        await page.getByRole("button", { name: "Person hinzufügen" }).click();
        const first = (await page.locator("main code").innerText()).trim();
        await look(page, "the password to start with");
        await page.goto(`${base}/desk/people`);
        need((await text(page)).includes("Hundesteuer"), "the team is not shown");
        need((await text(page)).includes("wartet auf die erste Anmeldung"), "who waits for the first sign-in is not shown");
        await page.getByRole("link", { name: "Jan Beispiel" }).click();
        await look(page, "/desk/people/{id}");

        const { context: jans, page: jan } = await open(browser, base, "/", "phone");
        const { codes } = await setUp(jan, base, "jan@stadt.example", first);
        need(jan.url().endsWith("/desk"), "a clerk is not led to the inbox");
        await jan.goto(`${base}/desk/account`);
        await look(jan, "/desk/account");
        need((await text(jan)).includes("Dieses Gerät"), "the own session is not listed");
        await jan.goto(`${base}/desk/people`);
        need((await text(jan)).length > 0, "a refusal says nothing");
        need((await jan.request.get(`${base}/desk/people`)).status() === 403, "a clerk sees the people");

        // The phone is gone: a recovery code lets in, once.
        await jan.context().clearCookies();
        await fillLogin(jan, base, "jan@stadt.example", own, codes[3]);
        need((await text(jan)).includes("Sie sind mit einem Notfall-Code angemeldet"), "a recovery code does not let in");
        await jan.context().clearCookies();
        await fillLogin(jan, base, "jan@stadt.example", own, codes[3]);
        clean(await errors(jan), "a used recovery code");
        await fillLogin(jan, base, "jan@stadt.example", own, codes[4]);

        // Rights taken away end the session everywhere.
        for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
        await page.getByRole("button", { name: "Aufgaben und Teams speichern" }).click();
        need((await text(page)).includes("Das ist gespeichert"), "the rights are not saved");
        await jan.goto(`${base}/desk`);
        need(jan.url().includes("/anmelden"), "a person without rights is still signed in");
        await jans.close();

        need(run("list").includes("Jan Beispiel"), "the command line does not list the people");
        need(/[a-z2-7]{4}-/.test(run("reset", "--name", "Jan Beispiel")), "a login cannot be reset");
        await context.close();
      } finally {
        await program.kill();
        rmSync(directory, { recursive: true, force: true });
      }
    },
  },
];
