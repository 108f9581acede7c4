// Looks at pages in a browser and reports what keeps people from using them.
//
//   node axe.mjs http://127.0.0.1:8080 /components /kontakt …
//
// As a library: checkPages(base, paths, {modes, settings}) → {looks, findings}.
import {launch, modes as allModes, open} from "./browser.mjs";
import * as check from "./checks.mjs";

export {allModes as modes};

const componentPages = ["/components", "/components/form", "/components/errors", "/components/steps",
                        "/components/desk", "/components/confirmation"];
const legalPages = ["/impressum", "/datenschutz", "/barrierefreiheit", "/barriere-melden",
                    "/leichte-sprache", "/kontakt"];

// Every path in desktop and phone width is the least; `modes` names more.
export async function checkPages(base, paths, options = {}) {
  const browser = options.browser ?? await launch();
  const modes = options.modes ?? ["desktop", "phone"];
  const findings = [];
  let looks = 0;
  for (const path of paths) {
    for (const mode of modes) {
      const found = await look(browser, base, path, mode, options.settings);
      findings.push(...found.map((words) => `${path} [${mode}] ${words}`));
      ++looks;
    }
  }
  if (!options.browser) await browser.close();
  return {looks, findings};
}

// All checks of one page in one mode.
async function look(browser, base, path, mode, settings) {
  const {context, page, trouble} = await open(browser, base, path, mode, settings);
  const findings = [...await checkOpenPage(page, mode), ...trouble];
  await context.close();
  return findings;
}

// For journeys: a page that is already open, in the state that the journey has reached. Text spacing
// changes the page and is checked in a look of its own.
export async function checkOpenPage(page, mode = "desktop") {
  const findings = [
    ...await check.structure(page), ...await check.errors(page), ...await check.reflow(page),
    ...await check.icons(page), ...await check.axe(page),
  ];
  if (mode !== "phone") findings.push(...await check.keyboard(page));
  if (mode === "desktop" || mode === "small") findings.push(...await check.textSpacing(page));
  return findings;
}

// A check that never fails proves nothing: each planted fault must be found. Returns what was missed.
export async function negativeControl(base, options = {}) {
  const browser = options.browser ?? await launch();
  const faults = {
    "axe html-has-lang": [check.axe, () => document.documentElement.removeAttribute("lang")],
    "axe label": [check.axe, () => document.querySelector("label[for=name]").remove()],
    "axe color-contrast": [check.axe, () => { document.querySelector("h1").style.color = "#ddd"; }],
    "not exactly one h1": [check.structure, () => document.querySelector("h1").remove()],
    "the footer does not link": [check.structure, () => document.querySelector("footer a").remove()],
    "inline style": [check.structure, () => { document.body.setAttribute("style", "color: red"); }],
    "wider than the screen": [check.reflow, () => { document.querySelector("h1").style.minWidth = "3000px"; }],
    "instead of stop": [check.keyboard, () => { document.querySelector("#way").tabIndex = 5; }],
    "no visible focus ring": [check.keyboard, () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { outline: none !important; }");
      document.adoptedStyleSheets.push(sheet);
    }],
    "the words at #name": [check.errors, () => { document.querySelector("#name-error").textContent = "?"; }],
    "an icon cannot be seen": [check.icons, () => {
      document.querySelector(".kern-error .kern-icon").style.background = "none";
    }],
  };
  const missed = [];
  for (const [words, [checker, plant]] of Object.entries(faults)) {
    const {context, page} = await open(browser, base, "/components/errors", "desktop",
                                       {bypassCSP: true});
    await page.evaluate(plant);
    const found = await checker(page);
    if (!found.some((finding) => finding.includes(words))) missed.push(`not noticed: ${words}`);
    await context.close();
  }
  if (!options.browser) await browser.close();
  return missed;
}

// The component pages in all modes and both languages, the legal pages in the two main ones.
export async function checkComponents(base, opened) {
  const browser = opened ?? await launch();
  const missed = await negativeControl(base, {browser});
  const german = await checkPages(base, componentPages, {browser, modes: Object.keys(allModes)});
  const english = await checkPages(base, componentPages.map((path) => `${path}?lang=en`), {browser});
  const legal = await checkPages(base, [...legalPages, "/gibt-es-nicht"], {browser});
  if (!opened) await browser.close();
  return {
    looks: german.looks + english.looks + legal.looks,
    findings: [...missed, ...german.findings, ...english.findings, ...legal.findings],
  };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [base, ...paths] = process.argv.slice(2);
  if (!base) {
    console.error("usage: node axe.mjs BASE [PATH…]");
    process.exit(2);
  }
  const {looks, findings} = paths.length > 0 ? await checkPages(base, paths) : await checkComponents(base);
  for (const finding of findings) console.log(finding);
  console.log(`${looks} looks at pages, ${findings.length} findings`);
  process.exit(findings.length > 0 ? 1 : 0);
}
