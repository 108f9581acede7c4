// Checks of one opened page. Each returns a list of findings as strings; an empty list is a pass.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

export async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (only) => window.axe.run(document, {runOnly: only, resultTypes: ["violations"]}), tags);
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `axe ${violation.id}: ${node.target.join(" ")}`));
}

// What axe does not ask for: WCAG 2.4.2, 3.1.1, 3.2.6 and § 7 BITV 2.0.
export async function structure(page) {
  await page.waitForLoadState("domcontentloaded");  // a click may come back before that
  return page.evaluate(() => {
    const findings = [];
    const need = (right, words) => { if (!right) findings.push(words); };
    need(document.querySelectorAll("h1").length === 1, "not exactly one h1");
    need(document.title.includes(" – "), "title does not name page and site");
    need(/^(de|en)$/.test(document.documentElement.lang), "lang is missing");
    need(document.querySelector("main#inhalt"), "main#inhalt is missing");
    need(document.querySelector("a[href='#inhalt']") === document.body.querySelector("a"),
         "the skip link is not the first link");
    const legal = ["/impressum", "/datenschutz", "/barrierefreiheit", "/barriere-melden",
                   "/leichte-sprache", "/kontakt"];
    const linked = [...document.querySelectorAll("footer.dw-footer a")].map((a) => a.getAttribute("href"));
    for (const path of legal) need(linked.includes(path), `the footer does not link to ${path}`);
    need(!document.querySelector("[style], style, script:not([src]):not([type='application/ld+json'])"), "inline style or script");
    need(!document.querySelector("[class*=kopfzeile]"), "the flag line is shown");
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    need(new Set(ids).size === ids.length, "an id is used twice");
    return findings;
  });
}

// The browser gives the focus to what has "autofocus" when it first draws the page, which may be after
// the page counts as loaded. Asked from here, because pages without script run no frames of their own.
async function drawn(page) {
  const isWaiting = () => page.evaluate(() => Boolean(document.querySelector("[autofocus]")) && document.activeElement === document.body);
  for (let tries = 0; tries < 40 && (await isWaiting()); tries += 1) await page.waitForTimeout(50);
}

// Each error in the summary leads to its field and says the same words there (WCAG 3.3.1); the summary
// may put the field's label in front.
export async function errors(page) {
  await drawn(page);
  return page.evaluate(() => {
    const links = [...document.querySelectorAll(".dw-error-summary a")];
    const findings = [];
    if (links.length > 0 && !/^(Fehler|Error): /.test(document.title)) {
      findings.push("the title does not say that there are errors");
    }
    if (links.length > 0 && !document.activeElement.matches(".dw-error-summary")) {
      findings.push("the error summary has no focus");
    }
    for (const link of links) {
      const id = decodeURIComponent(link.hash.slice(1));
      const field = document.getElementById(id);
      const sentence = document.getElementById(`${id}-error`)?.querySelector(".kern-body")
        ?.textContent.replace(/^(Fehler|Error):/, "").trim();
      if (!field) findings.push(`the summary links to #${id}, which does not exist`);
      if (!sentence || !link.textContent.trim().endsWith(sentence)) {
        findings.push(`the words at #${id} differ from the summary`);
      }
    }
    return findings;
  });
}

// No scrolling in two directions (WCAG 1.4.10); meaningful at a width of 320.
export async function reflow(page) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .slice(-3)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  });
  return wide.length > 0 ? [`wider than the screen: ${wide.join(", ")}`] : [];
}

// Wider spacing clips nothing (WCAG 1.4.12). The page is changed; check it last.
export async function textSpacing(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
  });
  const findings = await page.evaluate(() => [...document.body.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    if (e.matches(".kern-sr-only, .kern-sr-only *, input, select, textarea") || !e.offsetParent) return false;
    if (style.clipPath !== "none" || style.position === "absolute") return false;
    const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
    return hides && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) &&
      e.clientWidth > 1;
  }).map((e) => `text spacing clips ${e.tagName.toLowerCase()}.${e.className}`));
  return [...findings, ...await reflow(page)];
}

// Tab reaches every control in the order of the document, each shows a focus ring of at least 2 px and
// is not covered (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11).
export async function keyboard(page) {
  const expected = await page.evaluate(() => {
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
    const groups = new Set();
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((e) => !e.disabled && e.type !== "hidden" && e.tabIndex >= 0 &&
        e.checkVisibility({visibilityProperty: true}))
      .filter((e) => {  // one stop for a group of radio buttons
        if (e.type !== "radio") return true;
        const group = [...document.getElementsByName(e.name)];
        const stop = group.find((r) => r.checked) ?? group[0];
        if (groups.has(e.name) || stop !== e) return false;
        return groups.add(e.name);
      });
    controls.forEach((e, i) => { e.dataset.stop = String(i); });
    return controls.length;
  });
  const findings = [];
  // A click on the top corner puts the start of the walk before the first control.
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); });
  for (let i = 0; i < expected; ++i) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (at.stop !== i) {
      findings.push(`Tab ${i + 1} is at ${at.name} (stop ${at.stop}) instead of stop ${i}`);
      break;
    }
    if (!at.ring) findings.push(`no visible focus ring at ${at.name}`);
    if (at.covered) findings.push(`${at.name} is covered while it has the focus`);
  }
  return findings;

  function focused() {
    const e = document.activeElement;
    const name = `${e.tagName.toLowerCase()} "${(e.textContent || e.id).trim().slice(0, 30)}"`;
    const boxes = [getComputedStyle(e), getComputedStyle(e, "::after"), getComputedStyle(e, "::before")];
    const ring = boxes.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 &&
      style.outlineColor !== "rgba(0, 0, 0, 0)");
    const box = e.getClientRects()[0];
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const label = top?.closest("label");
    const covered = top && !e.contains(top) && !top.contains(e) && label?.control !== e;
    // A part of a control (the file button) is a stop of its own in some versions.
    return {name, ring, covered, stop: Number(e.dataset.stop ?? -1)};
  }
}

// Icons are the only sign besides colour in badges: their colour must differ from what is behind them.
export function icons(page) {
  return page.evaluate(() => {
    const behind = (e) => {
      for (let node = e.parentElement; node; node = node.parentElement) {
        const colour = getComputedStyle(node).backgroundColor;
        if (colour !== "rgba(0, 0, 0, 0)") return colour;
      }
      return getComputedStyle(document.documentElement).backgroundColor;
    };
    return [...document.querySelectorAll(".kern-icon")]
      .filter((e) => e.offsetParent)
      .filter((e) => {
        const style = getComputedStyle(e);
        return style.maskImage === "none" || style.backgroundColor === behind(e) ||
          style.backgroundColor === "rgba(0, 0, 0, 0)";
      })
      .map((e) => `an icon cannot be seen: ${e.className}`);
  });
}
