// A resident finds the service, sees who is in charge, applies on a phone without script, and a program
// does the same over the API.
import assert from "node:assert/strict";
import { application } from "./dog.mjs";

async function find({ browser, base }) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${base}/suche?q=Hund+anmelden&ort=Bremerhaven`);
  await page.getByRole("link", { name: /Hund anmelden/ }).first().click();
  const text = await page.textContent("main");
  assert.match(text, /Steueramt Bremerhaven/);
  assert.match(text, /Hundesteuersatzung/);
  await page.goto(`${base}/antrag/neu?leistung=L900100.hundesteuer&ort=040120000000`);
  await page.locator("main form button").first().click();
  assert.match(page.url(), /\/antrag\/[0-9a-f-]{36}\//);
  await context.close();
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
  { name: "a resident finds the office and starts the form without script", run: find },
  { name: "a program applies; the same key gives the same answer", run: apply },
];
