// People search as they speak, are understood, and get on from there: by place, by life situation, to the
// office, on paper and to somebody else. Without script.
import assert from "node:assert/strict";
import { axe, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";

const text = (page) => page.locator("main").innerText();

async function search(page, words) {
  await page.getByLabel("Was möchten Sie erledigen?").fill(words);
  await page.getByRole("button", { name: "Suchen", exact: true }).click();
}

async function understood({ browser, base }) {
  const { context, page, trouble } = await open(browser, base, "/suche", "phone", { javaScriptEnabled: false });
  await search(page, "Perso Bremerhafen");
  assert.match(await text(page), /Wir haben „Bremerhafen“ als Bremerhaven verstanden/);
  assert.match(await text(page), /Personalausweis beantragen[\s\S]*Zuständig hier: Bürgeramt Bremerhaven/);
  await page.getByRole("link", { name: "Ohne Ort suchen" }).click();
  assert.doesNotMatch(await text(page), /Wir suchen in/);
  assert.match(await text(page), /Personalausweis beantragen/);
  await search(page, "Fürerschein");
  assert.match(await text(page), /Sie haben „Fürerschein“ geschrieben/);
  assert.match(await text(page), /Führerschein beantragen/);
  await search(page, "Köter");
  assert.match(await text(page), /Anderes Wort für „Köter“/);
  await search(page, "Hund anmelden Neustadt");
  assert.match(await text(page), /Welchen Ort meinen Sie/);
  assert.deepEqual(trouble, []);
  await context.close();
}

// From a situation to the service, to the office and to its other services; every page passes the checks.
async function onwards({ browser, base }) {
  const paths = ["/lebenslagen?ort=Bremerhaven", "/lebenslagen/tiere?ort=Bremerhaven",
    "/leistung/L900100.hundesteuer?ort=Bremerhaven", "/stelle/L900100.steuer-bremerhaven",
    "/suche?q=Perso+Bremerhafen", "/a-z?lang=en"];
  for (const path of paths) {
    for (const mode of ["desktop", "small"]) {
      const opened = await open(browser, base, path, mode, {});
      const findings = [...opened.trouble, ...await structure(opened.page), ...await axe(opened.page),
        ...await reflow(opened.page), ...await keyboard(opened.page)];
      await opened.context.close();
      assert.deepEqual(findings, [], `${path} (${mode})`);
    }
  }
  const { context, page } = await open(browser, base, "/lebenslagen/tiere?ort=Bremerhaven", "phone",
    { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Hund anmelden (Hundesteuer)" }).click();
  await page.locator("a[href^='/stelle/']").first().click();
  assert.match(await text(page), /Leistungen in Bremerhaven|Diese Seite weitergeben/);
  await context.close();
}

// On paper the text is whole, and what is of no use there is left out.
async function printed({ browser, base }) {
  const { context, page } = await open(browser, base, "/leistung/L900100.hundesteuer?ort=Bremerhaven", "desktop", {});
  const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
  assert.equal(data["@type"], "GovernmentService");
  assert.equal(data.provider["@type"], "GovernmentOrganization");
  await page.emulateMedia({ media: "print" });
  const shown = (selector) => page.locator(selector).first().isVisible();
  assert.equal(await shown(".dw-no-print"), false);
  assert.equal(await shown("form"), false);
  const folded = page.locator("main details > *:not(summary)").first();
  assert.ok((await folded.boundingBox()).height > 0, "what is folded away is printed");
  await context.close();
}

// Search engines find every service; nearly right addresses lead to the right ones.
async function found({ base }) {
  const index = await (await fetch(`${base}/sitemap.xml`)).text();
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
  const pages = [];
  for (const part of parts) {
    const list = await (await fetch(part)).text();
    pages.push(...[...list.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address));
  }
  assert.ok(pages.some((address) => address.endsWith("/leistung/L900100.hundesteuer")));
  assert.equal(new Set(pages).size, pages.length);
  for (const address of pages.slice(0, 100)) assert.equal((await fetch(address)).status, 200, address);
  assert.match(await (await fetch(`${base}/robots.txt`)).text(), /^Sitemap: http.*\/sitemap\.xml$/m);
  const moved = await fetch(`${base}/Leistung/L900100.hundesteuer/?ort=27568`, { redirect: "manual" });
  assert.equal(moved.status, 301);
  assert.equal(moved.headers.get("location"), "/leistung/L900100.hundesteuer?ort=27568");
}

export default [
  { name: "people are understood as they speak", run: understood },
  { name: "a life situation leads to services and offices", run: onwards },
  { name: "a page is whole on paper and says what it is", run: printed },
  { name: "search engines find all pages", run: found },
];
