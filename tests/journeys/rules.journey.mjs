// `dienstweg rules` on the command line: evaluate, decide with reasons, check, run test cases.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { axe, keyboard, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { signedIn } from "./desk.mjs";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/dmn");

function rules(binary, ...args) {
  const { status, stdout, stderr } = spawnSync(binary, ["rules", ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

function inFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), "dienstweg-rules-"));
  try {
    return act((name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function evaluated({ binary }) {
  inFolder((file) => {
    const context = file("context.json", JSON.stringify({ "Anzahl Hunde": 3, "Satz": "90.50" }));
    const sum = rules(binary, "eval", "--expression", "Anzahl Hunde * number(Satz)", "--context", context);
    assert.deepEqual([sum.status, sum.stdout], [0, "271.50\n"]);
    const wrong = rules(binary, "eval", "--expression", "1 +", "--json");
    assert.equal(wrong.status, 1);
    assert.match(wrong.stderr, /Zeile 1, Spalte 4/);
    assert.equal(rules(binary, "eval").status, 2);
    assert.equal(rules(binary, "--help").status, 0);
  });
}

async function decided({ binary }) {
  inFolder((file) => {
    const input = file("input.json", JSON.stringify({ Art: "Abschrift", Seiten: 12 }));
    const table = join(fixtures, "1.2/fee-table.dmn");
    const fee = rules(binary, "decide", table, "--decision", "Gebühr", "--input", input, "--explain");
    assert.equal(fee.status, 0, fee.stderr);
    assert.match(fee.stdout, /^7\.50\n„Gebühr“ ist 7,5\.\n/);
    assert.match(fee.stdout, /Die Zeile verlangt: mehr als 10\./);
    const json = rules(binary, "decide", table, "--decision", "Gebühr", "--input", input, "--json");
    assert.deepEqual(JSON.parse(json.stdout), { value: 7.5 });
    assert.equal(rules(binary, "decide", table, "--decision", "Strafe").status, 2);
    const other = file("other.json", JSON.stringify({ Art: "Fahrkarte", Seiten: 1 }));
    const refused = rules(binary, "decide", table, "--decision", "Gebühr", "--input", other);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /nicht erlaubt/);
    const ages = file("ages.json", JSON.stringify({ "other age": 12, "my lib": { age: 40 } }));
    const imported = rules(binary, "decide", join(fixtures, "1.5/importing.dmn"), "--decision", "both",
      "--input", ages);
    assert.deepEqual([imported.status, imported.stdout], [0, "\"adult and minor\"\n"]);
  });
}

async function checked({ binary }) {
  const good = rules(binary, "check", join(fixtures, "1.2/fee-table.dmn"));
  assert.deepEqual([good.status, good.stdout], [0, ""]);
  const faulty = rules(binary, "check", join(fixtures, "1.5/faulty-invalid.dmn"), "--json");
  assert.equal(faulty.status, 1);
  const codes = JSON.parse(faulty.stdout).map((finding) => finding.code);
  assert.ok(codes.includes("dmn.rule_width") && codes.includes("dmn.duplicate_id"));
  assert.equal(rules(binary, "check", join(fixtures, "no-such.dmn")).status, 2);
}

async function testCases({ binary }) {
  inFolder((file, folder) => {
    file("model.dmn", readFileSync(join(fixtures, "1.5/all-expressions.dmn"), "utf8"));
    const cases = (expected) => `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>model.dmn</modelName>
      <testCase id="1"><resultNode name="worked out"><expected><value xsi:type="xsd:decimal">${expected}</value>
      </expected></resultNode></testCase></testCases>`;
    file("cases.xml", cases(42));
    const well = rules(binary, "tck", folder);
    assert.equal(well.status, 0, well.stdout);
    assert.match(well.stdout, /\n1 passed, 0 failed\n$/);
    file("cases.xml", cases(43));
    const report = join(folder, "report.txt");
    const badly = rules(binary, "tck", folder, "--report", report);
    assert.deepEqual([badly.status, badly.stdout], [1, "0 passed, 1 failed\n"]);
    assert.match(readFileSync(report, "utf8"), /expected 43, got 42/);
  });
}

// A clerk opens the dog tax, enters a dog, and reads the amount and why; without JavaScript.
async function triedInTheDesk({ browser, base }) {
  const storageState = await signedIn(browser, base, "lars@bremerhaven.example");
  const { context, page } = await open(browser, base, "/desk/rules/hundesteuer", "phone",
    { storageState, javaScriptEnabled: false });
  for (const [label, value] of Object.entries({ hund_name: "Rex", hund_nummer: "2", Tag: "30.11.2026" }))
    await page.getByLabel(label).fill(value);
  for (const choice of ["gefaehrlich", "keiner"]) await page.getByLabel(choice, { exact: true }).check();
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Ausrechnen" }).click()]);
  const words = await page.locator("main").innerText();
  assert.match(words, /Wie viel Hundesteuer ist im Jahr zu zahlen\?\s+600/);
  assert.match(words, /gefährlicher Hund/);
  const sentences = await page.locator("main ul li").allInnerTexts();
  assert.ok(sentences.length > 5);
  await context.close();
}

async function pagesKeepNobodyOut({ browser, base }) {
  const storageState = await signedIn(browser, base, "lars@bremerhaven.example");
  for (const path of ["/desk/rules", "/desk/rules/hundesteuer", "/desk/rules/fristarten"]) {
    for (const mode of ["desktop", "phone", "small", "dark"]) {
      const { context, page, trouble } = await open(browser, base, path, mode, { storageState });
      const findings = [...trouble, ...await structure(page), ...await axe(page), ...await reflow(page)];
      if (mode === "desktop" || mode === "phone") findings.push(...await keyboard(page));
      await context.close();
      assert.deepEqual(findings, [], `${path} (${mode})`);
    }
  }
}

export default [
  { name: "rules: an expression", run: evaluated },
  { name: "rules: a decision and its reasons", run: decided },
  { name: "rules: faults of files", run: checked },
  { name: "rules: test cases", run: testCases },
  { name: "rules: the dog tax explains itself at the desk", run: triedInTheDesk },
  { name: "rules: their pages keep nobody out", run: pagesKeepNobodyOut },
];
