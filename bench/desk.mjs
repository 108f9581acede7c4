// The desk under load: node bench/desk.mjs PROGRAM [cases] [seconds] [DATABASE-URL]
//
// Files that many applications, then measures a clerk's inbox (first page) and finding cases with wrk, and listing,
// taking and completing with as many clerks at once as there are browsers below, beside the same acts of the peer. The
// peer answers with short JSON and knows no rights; ours are pages with forms, sealed and checked. Talks to
// 127.0.0.1 only.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as send } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { signIn } from "../tests/crash/visitor.mjs";
import { start } from "../tests/journeys/program.mjs";
import { fill as fillWith, shown, wrk as measured } from "./filling.mjs";

const [binary, cases = "20000", seconds = "5", database] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "dienstweg-desk-bench-"));
const browsers = 16;
const acts = 2000;

const wrk = (url, connections, headers = {}, script) => measured(url, connections, seconds, headers, script);
const fill = (base, count, name) => fillWith(base, count, name, seconds, work);

const agent = new Agent({ keepAlive: true, maxSockets: browsers });
const exchange = (method, url, headers, body) =>
  new Promise((resolve, reject) => {
    const asked = send(url, { method, agent, headers: { ...headers, ...(body ? { "content-length": Buffer.byteLength(body) } : {}) } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    asked.on("error", reject);
    asked.end(body);
  });

// Many at once until all are done; acts per second and the slowest of a hundred.
async function together(items, work, good) {
  const times = [];
  let next = 0;
  const began = performance.now();
  const browser = async () => {
    while (next < items.length) {
      const item = items[next++];
      const from = performance.now();
      const { status, text } = await work(item);
      if (status !== good) throw new Error(`${status}: ${text.slice(0, 300)}`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: browsers }, browser));
  times.sort((a, b) => a - b);
  return { rate: (items.length * 1000) / (performance.now() - began), p99: times[Math.floor(times.length * 0.99)] };
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const ours = await start(binary, { data: join(work, "data"), database, quiet: true });
const filling = Date.now();
await fill(ours.base, Number(cases), "ours");
console.log(`${cases} cases on ${database ? "PostgreSQL" : "SQLite"}, filed in ${((Date.now() - filling) / 1000).toFixed(0)} s`);
const clerk = await signIn(ours.base, "jana@bremerhaven.example");
const cookies = () => [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
const cookie = cookies();
for (const [what, path] of [["own", "/desk"], ["of the team", "/desk?sicht=team"], ["of nobody", "/desk?sicht=offen"]])
  for (const connections of [1, 8]) {
    const seen = wrk(ours.base + path, connections, { cookie });
    console.log(`inbox ${what}, first page, ${connections} at once: ${shown(seen)}`);
  }

// A name many have, one case alone, both, and a word nobody has; what was typed travels in the body.
await clerk.get("/desk/search");
for (const [what, words] of [["a frequent name", "Müller"], ["one street", "Wegours0x17"], ["name and street", "Schneider Wegours0x18"], ["two frequent words", "Erika Weber"], ["nothing", "Niemand"]]) {
  const script = join(work, "find.lua");
  const body = new URLSearchParams({ csrf: clerk.token, suche: words }).toString();
  writeFileSync(script, `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\nwrk.body = "${body}"\n`);
  const seen = wrk(`${ours.base}/desk/search`, 1, { cookie: cookies() }, script);
  console.log(`finding ${what}: ${shown(seen)}`);
}

// The cases to work on, as the pages of the list name them.
const found = [];
for (let path = "/desk?sicht=offen"; found.length < acts + 50 && path; ) {
  const { html } = await clerk.get(path);
  for (const [, id] of html.matchAll(/href="\/desk\/cases\/([0-9a-f-]{36})"/g)) if (!found.includes(id)) found.push(id);
  path = html.match(/dw-pagination[^]*?href="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
}
found.splice(0, 50); // those of the example have histories of their own
const { html } = await clerk.get(`/desk/cases/${found[0]}`);
const seen = Number(html.match(/name="stand" value="(\d+)"/)[1]);
const form = { cookie: cookies(), "content-type": "application/x-www-form-urlencoded" };
const fields = (more) => new URLSearchParams({ csrf: clerk.token, ...more }).toString();
const outcome = { ergebnis: "festgesetzt", begruendung: "Geprüft.", jahresbetrag: "120,00", "zahlbar_bis-day": "31", "zahlbar_bis-month": "12",
  "zahlbar_bis-year": String(new Date().getFullYear() + 1), schritt: "festhalten", stand: String(seen + 1) };
const post = (id, path, more) => exchange("POST", `${ours.base}/desk/cases/${id}/${path}`, form, fields(more));

const peerPort = await freePort();
const child = spawn("node", [join(here, "peer", "peer.mjs"), String(peerPort), work, "100"], { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve) => child.stdout.once("data", resolve));
const peer = `http://127.0.0.1:${peerPort}`;
await fill(peer, Math.min(Number(cases), 100_000), "peer");
const json = { "content-type": "application/json" };
const peerPost = (id, act) => exchange("POST", `${peer}/api/v1/tasks/${id}/${act}`, json, "{}");

const compare = (what, a, b) => console.log(`${what.padEnd(9)} ours ${shown(a)} | peer ${shown(b)} | ${(a.rate / b.rate).toFixed(2)} × peer`);
compare("list", wrk(`${ours.base}/desk?sicht=offen`, browsers, { cookie }), wrk(`${peer}/api/v1/tasks`, browsers));
const { text } = await exchange("GET", `${peer}/api/v1/tasks?limit=${found.length}`, {});
const ids = JSON.parse(text).items.map(({ id }) => id);
compare("take", await together(found, (id) => post(id, "assignment", { stand: String(seen) }), 303), await together(ids, (id) => peerPost(id, "take"), 200));
compare("complete", await together(found, (id) => post(id, "outcome", outcome), 303), await together(ids, (id) => peerPost(id, "complete"), 200));
child.kill("SIGTERM");
agent.destroy();
await ours.kill();
rmSync(work, { recursive: true, force: true });
