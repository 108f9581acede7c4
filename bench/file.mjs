// A case file that has grown large: node bench/file.mjs PROGRAM [events] [seconds] [DATABASE-URL]
//
// Opens one case, lets a clerk write that many notes, and measures opening the file and making a letter with
// wrk. Talks to 127.0.0.1 only.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "../tests/crash/visitor.mjs";
import { application } from "../tests/journeys/dog.mjs";
import { start } from "../tests/journeys/program.mjs";

const [binary, events = "5000", seconds = "5", database] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "dienstweg-file-bench-"));
const ours = await start(binary, { data: join(work, "data"), database, quiet: true });

const sent = await fetch(`${ours.base}/api/v1/applications`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(application(1)),
});
const { number } = await sent.json();
const clerk = await signIn(ours.base, "jana@bremerhaven.example");
let path;
for (let page = "/desk?sicht=offen"; !path && page; ) {
  const { html } = await clerk.get(page);
  path = html.match(new RegExp(`href="(/desk/cases/[0-9a-f-]{36})"[^>]*>${number}<`))?.[1];
  page = html.match(/dw-pagination[^]*?href="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
}
const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
const post = (act, fields) =>
  fetch(`${ours.base}${path}/${act}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrf: clerk.token, ...fields }),
  });
const began = performance.now();
for (let written = 0; written < Number(events); written += 1) {
  const { status } = await post("notes", { notiz: `Vermerk ${written}: angerufen, niemand da.` });
  if (status !== 303) throw new Error(`a note is refused: ${status}`);
}
console.log(`${events} notes written in ${((performance.now() - began) / 1000).toFixed(1)} s`);

function measure(what, url, connections) {
  const out = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-H", `cookie: ${cookie}`, url], { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const rate = out.match(/Requests\/sec:\s+([\d.]+)/)[1];
  const wrong = out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1];
  console.log(`${what}, ${connections} at once: ${Number(rate).toFixed(0)}/s p99 ${(Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit]).toFixed(1)} ms${wrong ? ` (${wrong} REFUSED)` : ""}`);
}
const { html } = await clerk.get(path);
console.log(`the page of the case: ${(html.length / 1024).toFixed(0)} KB`);
for (const connections of [1, 8]) measure("opening the file", ours.base + path, connections);
await ours.kill();
rmSync(work, { recursive: true, force: true });
