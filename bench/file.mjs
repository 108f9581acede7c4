// A case file that has grown large: node bench/file.mjs PROGRAM [events] [documents] [seconds] [DATABASE-URL]
//
// Opens one case, lets a clerk scan that many documents and write messages and notes until it has that many events,
// and measures with wrk: opening the file, opening a document of it, its letters, and a letter of an ordinary case.
// Talks to 127.0.0.1 only.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proof, signIn, words } from "../tests/crash/visitor.mjs";
import { application } from "../tests/journeys/dog.mjs";
import { start } from "../tests/journeys/program.mjs";

const [binary, events = "5000", documents = "500", seconds = "5", database] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "dienstweg-file-bench-"));
const ours = await start(binary, { data: join(work, "data"), database, quiet: true });
const clerk = await signIn(ours.base, "jana@bremerhaven.example");
const cookies = () => [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

// Files an application, takes its case and asks the person something; gives the path of the case.
async function ownCase(number) {
  const sent = await fetch(`${ours.base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(application(number)),
  });
  const { number: name } = await sent.json();
  let path;
  for (let page = "/desk?sicht=offen"; !path && page; ) {
    const { html } = await clerk.get(page);
    path = html.match(new RegExp(`href="(/desk/cases/[0-9a-f-]{36})"[^>]*>${name}<`))?.[1];
    page = html.match(/dw-pagination[^]*?href="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
  }
  await clerk.step(`${path}/assignment`, { stand: stand((await clerk.get(path)).html) });
  await write(path, number);
  return path;
}
const stand = (html) => {
  const found = html.match(/name="stand" value="(\d+)"/);
  if (!found) throw new Error(words(html).slice(0, 300));
  return Number(found[1]);
};
const letter = (html, path) => html.match(new RegExp(`href="(${path}/letters/\\d+)"`))[1];
async function write(path, number) {
  const { html } = await clerk.get(`${path}/messages`);
  await clerk.step(`${path}/messages`, { nachricht: `Frage ${number}: Wie heißt der Hund?`, art: "information", schritt: "senden", stand: stand(html) });
}

function measure(what, path, connections) {
  const out = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-H", `cookie: ${cookies()}`, ours.base + path], { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const rate = out.match(/Requests\/sec:\s+([\d.]+)/)[1];
  const wrong = out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1];
  console.log(`${what}, ${connections} at once: ${Number(rate).toFixed(0)}/s p99 ${(Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit]).toFixed(1)} ms${wrong ? ` (${wrong} REFUSED)` : ""}`);
}

const ordinary = await ownCase(1);
for (const connections of [1, 4]) measure("a letter", `${letter((await clerk.get(ordinary)).html, ordinary)}/pdf`, connections);

const path = await ownCase(2);
const began = performance.now();
for (let number = 0; number < Number(documents); number += 1)
  await clerk.step(`${path}/scan`, {}, { ...proof(`Blatt ${number}`, `Blatt ${number}.pdf`), field: "datei" });
const messages = Math.min(300, Math.floor((Number(events) - Number(documents)) / 10));
for (let number = 0; number < messages; number += 1) await write(path, number);
for (let number = stand((await clerk.get(path)).html); number < Number(events); number += 1)
  await clerk.step(`${path}/notes`, { notiz: `Vermerk ${number}: angerufen, niemand da.` });
const { html } = await clerk.get(path);
console.log(`${stand(html)} events with ${documents} documents and ${messages} messages, written in ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`the page of the case: ${(html.length / 1024).toFixed(0)} KB`);
for (const connections of [1, 4]) measure("opening the file", path, connections);
measure("a document of it", html.match(new RegExp(`href="(${path}/documents/[0-9a-f-]{36})"`))[1], 1);
measure("a letter of it", `${letter(html, path)}/pdf`, 1);
measure("its history", `${path}/history`, 1);
await ours.kill();
rmSync(work, { recursive: true, force: true });
