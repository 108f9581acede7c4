// The clerk's desk: decide the dog tax case on a phone without script; two clerks at once; every page for everybody.
import { axe, errors, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { application } from "./dog.mjs";
import { signedIn } from "./desk.mjs";
import { text, unfold } from "./forms.mjs";

const jana = "jana@bremerhaven.example";
const ole = "ole@bremerhaven.example";
const lars = "lars@bremerhaven.example";
const anke = "anke@bremerhaven.example";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}

async function at(context, path) {
  return open(context.browser, context.base, path, context.mode, {
    storageState: await signedIn(context.browser, context.base, context.login),
    javaScriptEnabled: context.script ?? true,
  });
}


// Mail leaves from the outbox, so it comes a moment after the page that promised it.
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

async function send(page, button) {
  const [response] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === "POST"),
    page.getByRole("button", { name: button }).first().click(),
  ]);
  return response.status();
}

async function caseOfNobody(context) {
  const { context: session, page } = await at({ ...context, mode: "desktop" }, "/desk?sicht=offen");
  const path = await page.locator("tbody th a").first().getAttribute("href");
  await session.close();
  return path;
}

export default [
  {
    name: "a clerk decides a dog tax case on a phone without script",
    async run(context) {
      const { context: session, page } = await at({ ...context, login: jana, mode: "phone", script: false }, "/desk");
      await page.getByRole("link", { name: "Noch bei niemandem" }).click();
      const number = await page.locator("tbody th a").first().innerText();
      await page.locator("tbody th a").first().click();
      need((await text(page)).includes("Diesen Vorgang hat noch niemand"), "the next act is not said");
      await page.getByRole("button", { name: "Übernehmen" }).click();
      need((await text(page)).includes("Sie haben den Vorgang übernommen"), "taking is not confirmed");
      await page.getByRole("link", { name: "Ergebnis festhalten" }).click();
      need((await page.locator("input[name=jahresbetrag]").count()) === 0, "fields are asked before an outcome is chosen");
      await page.getByRole("link", { name: "Hundesteuer festsetzen" }).click();
      need((await page.getByLabel("Begründung").inputValue()).includes("Sie halten einen Hund"), "the reasons do not start with the package's words");
      const year = await page.locator("[name=zahlbar_bis-year]").inputValue();
      need(Number(year) >= new Date().getFullYear(), "the day to pay is not filled in");
      need((await page.locator("[name=steuer_ab-year]").inputValue()) !== "", "the start of the tax is not filled in");
      need(await page.getByLabel("keiner", { exact: true }).isChecked(), "what the person answered is not filled in");
      await page.getByLabel("Begründung").fill("");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      clean(await errors(page), "outcome without reasons");
      need((await text(page)).includes("§ 39 VwVfG"), "a burdening outcome without reasons is let through");
      need((await text(page)).includes("Einstufung des Hundes: Diese Angabe fehlt noch"), "what the rule misses is not told where it is missing");
      await page.getByLabel("einfacher Hund", { exact: true }).check();
      await page.getByLabel("Der wievielte Hund im Haushalt").fill("1");
      await page.getByLabel("keiner", { exact: true }).check();
      await page.getByLabel("Begründung").fill("Ein Hund lebt in Ihrem Haushalt.");
      await page.getByLabel("Textbaustein").selectOption({ label: "Festgesetzt: ohne Nachlass" });
      await page.getByRole("button", { name: "Textbaustein einsetzen" }).click();
      clean([...await structure(page), ...await errors(page)], "a text block in the reasons");
      need((await page.getByLabel("Begründung").inputValue()).startsWith("Ein Hund lebt in Ihrem Haushalt."), "the text block takes the place of the words");
      need((await page.getByLabel("Begründung").inputValue()).includes("der volle Betrag"), "the text block is not in the reasons");
      need(await page.getByLabel("einfacher Hund", { exact: true }).isChecked(), "the text block costs what was chosen");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      need((await text(page)).includes("Der ganze Brief"), "there is no preview");
      await page.getByRole("button", { name: "Zurück und ändern" }).first().click();
      need((await page.getByLabel("Begründung").inputValue()).includes("der volle Betrag"), "going back loses the reasons");
      need(await page.getByLabel("einfacher Hund", { exact: true }).isChecked(), "going back loses what was chosen");
      await page.getByText("Doch ein anderes Ergebnis wählen").click();
      await page.getByRole("button", { name: "Anmeldung bestätigen, keine Steuer" }).click();
      need((await page.getByLabel("Begründung").inputValue()).includes("der volle Betrag"), "another outcome loses the reasons");
      await page.getByText("Doch ein anderes Ergebnis wählen").click();
      await page.getByRole("button", { name: "Hundesteuer festsetzen" }).click();
      need(await page.getByLabel("einfacher Hund", { exact: true }).isChecked(), "the first outcome is not as it was");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      need(!(await page.locator(".dw-letter").isVisible()), "the whole letter stands in the way of what is decided");
      for (const words of ["Steuer im Jahr", "120,00 €", "Einspruch, 1 Monat"])
        need((await page.locator("main dl").first().innerText()).includes(words), `the summary does not tell: ${words}`);
      await unfold(page);
      need((await page.locator(".dw-letter").innerText()).includes("120,00 €"), "the letter does not tell the amount");
      for (const words of ["Sie zahlen Hundesteuer ab: ", "Erste Zahlung: ", "Für die Zeit: "])
        need((await page.locator(".dw-letter").innerText()).includes(words), `the letter does not tell: ${words}`);
      need(!(await page.locator(".dw-letter").innerText()).includes("Grund für weniger Steuer"), "the letter tells what is none");
      need((await page.locator(".dw-letter").innerText()).includes("erster Hund: 120,00 Euro nach § 4 Abs. 1 Buchst. a"), "the letter does not tell how the amount comes about");
      await page.getByText("Warum dieser Betrag?").click();
      need((await text(page)).includes("Jahressteuer"), "the amount is not explained");
      await page.getByRole("button", { name: "Ergebnis jetzt festhalten" }).click();
      need((await text(page)).includes("Das Ergebnis ist festgehalten"), "the decision is not confirmed");
      need((await text(page)).includes("Ein Hund lebt in Ihrem Haushalt."), "the history does not tell the reasons");
      need((await text(page)).includes("Warum dieser Betrag?"), "the decided case does not explain its amount");
      await page.getByRole("link", { name: "Nächster Vorgang" }).click();
      need(page.url().includes("/desk/cases/"), "the next case does not open");
      await page.goto(`${context.base}/desk?sicht=fertig`);
      need((await text(page)).includes(number), "the closed case is not in the list of closed ones");
      await session.close();
    },
  },
  {
    name: "whoever is in the building prints the letters and says when they were posted",
    async run(context) {
      const { context: session, page } = await at({ ...context, login: ole, mode: "phone", script: false }, "/desk/post");
      const waiting = await page.locator("tbody tr").count();
      need(waiting > 0, "no letter waits in the example");
      const path = await page.locator("tbody a").first().getAttribute("href");
      await page.getByRole("button", { name: "Ausgewählte Briefe drucken" }).click();
      clean(await errors(page), "nothing chosen");
      need((await text(page)).includes("mindestens einen Brief"), "printing nothing is not explained");
      await page.goto(`${context.base}/desk/post`);
      await page.locator("tbody [type=checkbox]").first().check({ force: true });
      const [printed] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Ausgewählte Briefe drucken" }).click(),
      ]);
      need(printed.suggestedFilename().endsWith(".pdf"), "the letters are no PDF");
      await page.goto(`${context.base}/desk/post`);
      need((await page.locator("tbody tr").count()) === waiting, "printing takes a letter from the list");
      await page.locator("tbody [type=checkbox]").first().check({ force: true });
      await page.getByRole("button", { name: "sind abgeschickt" }).click();
      need((await text(page)).includes("Festgehalten: 1 abgeschickt"), "posting is not confirmed");
      need((await page.locator("tbody tr").count()) === waiting - 1, "what was posted still waits");
      await page.goto(context.base + path.replace(/\/letters\/.*/, ""));
      need((await text(page)).includes("zur Post"), "the case does not say when the letter was posted");
      await page.getByText("Der Brief ist zurückgekommen").first().click();
      await page.getByLabel("Warum kam er zurück?").first().fill("Empfänger unbekannt verzogen");
      await page.getByRole("button", { name: "Rückläufer festhalten" }).first().click();
      need((await text(page)).includes("gilt nicht als bekannt gegeben"), "returned mail does not stop the fiction");
      await session.close();
    },
  },
  {
    name: "a decision waits online for whoever agreed, and the case says when it was opened",
    async run(context) {
      const body = { ...application(77), email: "abruf@post.example", reads_online: true };
      const sent = await fetch(`${context.base}/api/v1/applications`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      need(sent.status === 201, `the application is refused: ${sent.status}`);
      const { number, code } = await sent.json();
      const clerk = await at({ ...context, login: jana, mode: "desktop", script: false }, "/desk?sicht=offen");
      const line = clerk.page.locator("tbody th a", { hasText: number });
      while ((await line.count()) === 0) await clerk.page.getByRole("link", { name: "Weitere Vorgänge" }).click();
      await line.click();
      const path = clerk.page.url();
      await clerk.page.getByRole("button", { name: "Übernehmen" }).click();
      await clerk.page.getByRole("link", { name: "Ergebnis festhalten" }).click();
      await clerk.page.getByRole("link", { name: "Anmeldung bestätigen, keine Steuer" }).click();
      await clerk.page.getByLabel("Begründung").fill("Der Hund ist frei.");
      await clerk.page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      await clerk.page.getByRole("button", { name: "Ergebnis jetzt festhalten" }).click();
      need((await text(clerk.page)).includes("zum Abruf bereit"), "the case does not say that the decision waits online");

      const person = await open(context.browser, context.base, "/status", "phone", { javaScriptEnabled: false });
      await person.page.getByLabel("Vorgangsnummer").fill(number);
      await person.page.getByLabel("Code", { exact: true }).fill(code);
      await person.page.getByRole("button", { name: "Stand ansehen" }).click();
      need((await text(person.page)).includes("Danach kommt sie mit der Post"), "until when is not said");
      const before = await mailedCodes(context.base);
      await person.page.getByRole("button", { name: "Einmal-Code schicken" }).click();
      const once = await mailedCode(context.base, before);
      await person.page.locator("[name=einmalcode]").fill(once);
      await person.page.getByRole("button", { name: "Öffnen" }).click();
      need((await text(person.page)).includes("zum ersten Mal geöffnet"), "the retrieval is not said");
      await clerk.page.goto(path);
      need((await text(clerk.page)).includes("Der Bescheid wurde am"), "the case does not say when it was opened");
      await person.context.close();
      await clerk.context.close();
    },
  },
  {
    name: "who comes second sees both versions and loses nothing",
    async run(context) {
      const path = await caseOfNobody({ ...context, login: ole });
      const first = await at({ ...context, login: jana, mode: "desktop", script: false }, path);
      const second = await at({ ...context, login: ole, mode: "phone", script: false }, `${path}/outcome?ergebnis=bestaetigt`);
      await unfold(first.page);
      await first.page.getByLabel("Ihr Vermerk").fill("Die Rasse ist geprüft.");
      await first.page.getByRole("button", { name: "Vermerk speichern" }).click();
      const reasons = "Der Hund ist angemeldet.\nEs fällt keine Steuer an.";
      const page = second.page;
      await page.getByLabel("Begründung").fill(reasons);
      need((await send(page, "Weiter zur Vorschau")) === 409, "a form made before the note is taken");
      need((await text(page)).includes("Jana Jansen hat einen Vermerk geschrieben"), "what is new is not shown");
      need((await page.getByLabel("Begründung").inputValue()) === reasons, "the reasons are lost");
      need((await text(page)).includes("Anmeldung bestätigen, keine Steuer"), "the choice is lost");
      need((await send(page, "Weiter zur Vorschau")) === 200, "sending again does not lead on");
      need((await text(page)).includes("Der ganze Brief"), "sending again shows no preview");
      await send(page, "Zurück und ändern");
      need((await page.getByLabel("Begründung").inputValue()) === reasons, "going back loses the reasons");
      await send(page, "Weiter zur Vorschau");
      // Now Jana takes the case: Ole may no longer decide it, but his text is there to be copied.
      await first.page.getByRole("button", { name: "Übernehmen" }).click();
      need((await send(page, "Ergebnis jetzt festhalten")) === 409, "a case of somebody else is decided");
      need((await text(page)).includes("Jana Jansen hat den Vorgang übernommen"), "who has it is not said");
      need((await text(page)).includes("Es fällt keine Steuer an."), "the text is gone");
      // Jana made a mistake and gives it back.
      await first.page.getByRole("button", { name: "Übernahme zurücknehmen" }).click();
      need((await text(first.page)).includes("liegt wieder bei niemandem"), "taking cannot be undone");
      await first.context.close();
      await second.context.close();
    },
  },
  {
    name: "a case goes from hand to hand with notes and questions",
    async run(context) {
      const path = await caseOfNobody({ ...context, login: jana });
      const { context: session, page } = await at({ ...context, login: jana, mode: "phone", script: false }, path);
      await unfold(page);
      await page.getByRole("button", { name: "Vermerk speichern" }).click();
      clean(await errors(page), "an empty note");
      await page.getByLabel("Ihr Vermerk").fill("Chip-Nummer fehlt.");
      await page.getByRole("button", { name: "Vermerk speichern" }).click();
      need((await text(page)).includes("Chip-Nummer fehlt."), "the note is not shown");
      await page.getByRole("link", { name: "Nachricht schreiben" }).click();
      await page.getByLabel("Ihre Nachricht").fill("Bitte nennen Sie die Chip-Nummer.");
      await page.getByLabel("Textbaustein").selectOption({ label: "Chip-Nummer fehlt" });
      await page.getByRole("button", { name: "Textbaustein einsetzen" }).click();
      need((await page.getByLabel("Ihre Nachricht").inputValue()).includes("Sie steht im Heimtierausweis."),
           "the text block is not inserted");
      await page.getByRole("button", { name: "Nachricht senden" }).click();
      // A day behind the deadline of the case is told once.
      if ((await text(page)).includes("Noch ist nichts gesendet")) await page.getByRole("button", { name: "Nachricht senden" }).click();
      need((await text(page)).includes("Wartet auf Antwort"), "the case does not wait");
      need(/Antwort der Person: (in \d+ Tagen fällig|fällig am)/.test(await text(page)), "the day of the answer is not said");
      await page.getByRole("link", { name: "Weitergeben" }).click();
      await page.getByRole("button", { name: "Weitergeben" }).click();
      clean(await errors(page), "handing over to nobody");
      await page.getByLabel("Ole Olters").check();
      await page.getByLabel("Was ist für die Kollegin oder den Kollegen wichtig?").fill("Bitte auf die Antwort achten.");
      await page.getByRole("button", { name: "Weitergeben" }).click();
      need((await text(page)).includes("Jana Jansen hat den Vorgang an Ole Olters weitergegeben"),
           "handing over is not in the history");
      await session.close();
      const other = await at({ ...context, login: ole, mode: "phone", script: false }, "/desk");
      need((await other.page.locator(`a[href='${path}']`).count()) === 1, "the receiver does not find the case");
      // The person calls instead of answering online.
      await other.page.goto(context.base + path);
      await other.page.getByRole("link", { name: "Antwort eingegangen" }).click();
      clean(await structure(other.page), "taking an answer down");
      await other.page.getByRole("button", { name: "Antwort festhalten" }).click();
      clean(await errors(other.page), "an answer without words");
      await other.page.getByLabel("Telefon").check();
      await other.page.getByLabel("Was hat die Person geantwortet?").fill("Die Nummer steht auf dem Brief.");
      await other.page.locator("input[type=file]").first().setInputFiles({ name: "brief.png", mimeType: "image/png", buffer: Buffer.from("\x89PNG\r\n\x1a\nBrief", "latin1") });
      await other.page.getByRole("button", { name: "Antwort festhalten" }).click();
      for (const words of ["Die Antwort ist festgehalten", "In Bearbeitung", "Telefon, eingegangen am", "Ole Olters hat die Antwort der Person festgehalten", "brief.png", "Papier, hier gescannt"])
        need((await text(other.page)).includes(words), `the case does not tell: ${words}`);
      await other.context.close();
    },
  },
  {
    name: "before something leaves the office the clerk sees what the other side gets",
    async run(context) {
      const path = await caseOfNobody({ ...context, login: jana });
      const { context: session, page } = await at({ ...context, login: jana, mode: "phone" }, path);
      const whole = async (where) =>
        clean([...await structure(page), ...await errors(page), ...await axe(page), ...await reflow(page), ...await keyboard(page)], where);
      const person = (await page.locator("h1").innerText()).trim();
      await page.getByRole("button", { name: "Übernehmen" }).click();
      await unfold(page);
      await page.getByLabel("Ihr Vermerk").fill("Am Telefon freundlich.");
      await page.getByRole("button", { name: "Vermerk speichern" }).click();
      await page.goto(`${context.base}${path}/opinions`);
      await page.getByLabel("Amt", { exact: true }).selectOption({ label: "Ordnungsamt Bremerhaven (Beispiel)" });
      need((await page.getByText("Chip-Nummer fehlt").count()) === 0, "a text block for the person is offered for another office");
      await page.getByLabel("Frage").fill("Steht der Chip im Heimtierausweis?");
      await whole("the question to another office");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      need((await text(page)).includes("Heimtierausweis"), "the other office's page does not tell the question");
      need(!(await text(page)).includes(person), "the other office's page names the person");
      await whole("the preview of an opinion");
      await page.getByRole("button", { name: "Zurück und ändern" }).first().click();
      need((await page.getByLabel("Frage").inputValue()).includes("Heimtierausweis"), "the question is lost");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      await page.getByRole("button", { name: "Um Stellungnahme bitten" }).click();
      need((await text(page)).includes("Ordnungsamt Bremerhaven"), "the opinion is not asked");

      await page.goto(`${context.base}${path}/transfer`);
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      clean(await errors(page), "passing on to nobody");
      await page.getByLabel("Amt", { exact: true }).selectOption({ label: "Ordnungsamt Bremerhaven (Beispiel)" });
      await page.getByLabel("Warum ist das andere Amt zuständig?").fill("§ 3 VwVfG");
      await page.getByRole("button", { name: "Weiter zur Vorschau" }).click();
      for (const words of ["Das bekommt das andere Amt", "§ 3 VwVfG", "Am Telefon freundlich.", person])
        need((await text(page)).includes(words), `the preview does not tell: ${words}`);
      await whole("the preview of passing on");
      await page.getByRole("button", { name: "Vorgang abgeben" }).click();
      await page.waitForURL("**?getan=abgegeben", { timeout: 20000 });
      need((await text(page)).includes("Der Vorgang ist abgegeben"), "passing on is not confirmed");
      need(!(await text(page)).includes(person), "the page of a case that was passed on names the person");
      await session.close();
      const other = await at({ ...context, login: "mona@bremerhaven.example", mode: "phone", script: false }, "/desk/search");
      const name = person.split(" ").pop().slice(0, 5);
      await other.page.getByLabel("Wonach suchen Sie?").fill(name);
      await other.page.getByRole("button", { name: "Suchen", exact: true }).click();
      need((await other.page.locator(`a[href='${path}']`).count()) === 1, `${name} does not find the case`);
      await other.context.close();
    },
  },
  {
    name: "a team lead keeps a closed case from destruction and gives it free again",
    async run(context) {
      const { context: session, page } = await at({ ...context, login: lars, mode: "phone", script: false }, "/desk?sicht=fertig");
      await page.locator("tbody th a").first().click();
      need((await text(page)).includes("Der Inhalt wird bis zum 31. Dezember"), "the end of the retention is not said");
      await page.getByRole("link", { name: "Vernichtung anhalten" }).click();
      await page.getByRole("button", { name: "Vernichtung anhalten" }).click();
      clean(await errors(page), "a hold without a reason");
      await page.getByLabel("Warum muss der Inhalt bleiben?").fill("Klage beim Verwaltungsgericht.");
      await page.getByRole("button", { name: "Vernichtung anhalten" }).click();
      need((await text(page)).includes("Die Vernichtung ist angehalten."), "the hold is not confirmed");
      need((await text(page)).includes("Klage beim Verwaltungsgericht."), "the reason is not shown");
      await page.getByRole("button", { name: "Vernichtung freigeben" }).click();
      need((await text(page)).includes("Die Vernichtung ist freigegeben."), "giving free is not confirmed");
      await page.goto(`${context.base}/desk/retention`);
      need((await text(page)).includes("Hier steht gerade kein Vorgang."), "a case is on the list before its time");
      await session.close();
      const clerk = await at({ ...context, login: jana, mode: "phone", script: false }, "/desk/retention");
      need(clerk.status === 403, `the list is ${clerk.status} for a clerk`);
      await clerk.context.close();
    },
  },
  {
    name: "an administrator sees no case",
    async run(context) {
      const path = await caseOfNobody({ ...context, login: jana });
      const refused = await at({ ...context, login: anke, mode: "desktop" }, path);
      need(refused.status === 403, `a case is ${refused.status} for an administrator`);
      await refused.context.close();
      const own = await at({ ...context, login: anke, mode: "desktop" }, "/desk");
      need(new URL(own.page.url()).pathname === "/desk/people", "an administrator is not led to the people");
      need((await own.page.locator("a[href*='/desk/cases/']").count()) === 0, "an administrator sees cases");
      await own.context.close();
    },
  },
  {
    name: "the desk keeps nobody out",
    async run(context) {
      const path = await caseOfNobody({ ...context, login: lars });
      const paths = ["/desk", "/desk?sicht=team", "/desk?sicht=offen&dicht=ja", "/desk?sicht=fertig", path,
        `${path}/outcome`, `${path}/outcome?ergebnis=festgesetzt`, `${path}/handover`, `${path}/messages`, `${path}/hold`, "/desk/retention", "/desk/post", "/desk/emergency",
        "/desk/account", `${path}/reminders`, "/desk/record", "/desk/channels",
        `${path}/deadlines`, `${path}/opinions`, `${path}/transfer`, "/desk/opinions", "/desk/transferred", "/desk/text-blocks",
        "/desk/calendar", "/desk?sicht=unterschrift"];
      for (const each of paths) {
        // The other modes once for each template: list, file, form.
        const template = each === "/desk?sicht=team" || each === path || each.startsWith(`${path}/outcome`);
        for (const mode of template ? ["desktop", "phone", "small", "dark", "forced"] : ["desktop", "phone"]) {
          const { context: session, page, trouble } = await at({ ...context, login: lars, mode }, each);
          const findings = [...trouble, ...await structure(page), ...await axe(page), ...await reflow(page)];
          if (mode === "desktop" || mode === "phone") findings.push(...await keyboard(page));
          await session.close();
          clean(findings, `${each} (${mode})`);
        }
      }
    },
  },
];
