// The catalogue when it is large: node bench/large.mjs PROGRAM [services] [seconds]
//
// Imports that many services, imports the same again and with twenty edits, searches with many different queries,
// in turns with a peer on PostgreSQL full text, changes one service and waits until it is found, and sends
// applications while another import runs. Talks to 127.0.0.1 only.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, createReadStream, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { application } from "../tests/journeys/dog.mjs";
import { start } from "../tests/journeys/program.mjs";
import { writeCatalogue } from "./catalogue.mjs";

const [binary, services = "20000", seconds = "5"] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "dienstweg-large-"));
const data = join(work, "data");
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Runs an import and looks at its memory meanwhile.
function importing(file) {
  const began = performance.now();
  const child = spawn(binary, ["import", "xzufi", file, "--data", data, "--json"], { stdio: ["ignore", "ignore", "inherit"] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      peak = Math.max(peak, Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1]) / 1024);
    } catch {}
  }, 100);
  return new Promise((resolve, reject) =>
    child.on("exit", (code) => {
      clearInterval(look);
      if (code !== 0) return reject(new Error(`the import ended with ${code}`));
      resolve({ seconds: (performance.now() - began) / 1000, peak });
    }),
  );
}

function measure(url, connections, script) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...(script ? ["-s", script] : []), url];
  const out = execFileSync("wrk", args, { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const wrong = Number(out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0);
  const each = Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]);
  return { each, text: `${each.toFixed(0)}/s p99 ${(Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit]).toFixed(1)} ms${wrong ? ` (${wrong} REFUSED)` : ""}` };
}
const wrk = (url, connections, script) => measure(url, connections, script).text;

// The same services behind node and PostgreSQL; nothing when it is not there.
async function startPeer() {
  if (!existsSync(join(here, "peer/node_modules/pg")) || !existsSync("/usr/lib/postgresql/15/bin/initdb")) return undefined;
  const folder = join(work, "postgres"), script = join(here, "../tests/postgres.sh");
  const url = execFileSync(script, ["start", folder], { encoding: "utf8" }).trim();
  const child = spawn("node", [join(here, "peer/fulltext.mjs"), "8471", url, services], { stdio: ["ignore", "ignore", "inherit"] });
  const base = "http://127.0.0.1:8471";
  while (!(await fetch(`${base}/api/v1/services?q=hund&area=040120000000`).then((answer) => answer.ok, () => false))) await sleep(200);
  const stop = () => (child.kill(), execFileSync(script, ["stop", folder]));
  return { base, stop };
}

// Words people type, in pairs, so that answers cannot be kept.
const words = ["hund", "steuer", "ausweis", "reisepass", "wohnung", "anmelden", "gewerbe", "kind", "geburt", "heirat", "auto", "parken",
  "bauen", "antrag", "gebühr", "rente", "schule", "miete", "umzug", "führerschein", "ummelden", "beglaubigung", "sterbefall", "müll"];
function searchScript() {
  const file = join(work, "search.lua");
  writeFileSync(
    file,
    `local words = {${words.map((word) => `"${encodeURIComponent(word)}"`).join(",")}}\nlocal places = {"040120000000", "091620000000", "110000000000", "055150000000"}\n` +
      `request = function()\n  return wrk.format("GET", "/api/v1/services?limit=10&q=" .. words[math.random(#words)] .. "+" .. words[math.random(#words)] .. "&area=" .. places[math.random(#places)])\nend\n`,
  );
  return file;
}

const namespace = "http://xoev.de/schemata/xzufi/2_2_0";
const id = (name, value) => `<${name} schemeAgencyID="L777">${value}</${name}>`;
const megabytes = (file) => statSync(file).size / 1e6;
const xml = join(work, "catalogue.xml");
writeCatalogue(xml, Number(services));
await (await start(binary, { data, quiet: true })).kill();
const first = await importing(xml);
console.log(`import: ${megabytes(xml).toFixed(0)} MB, ${(megabytes(xml) / first.seconds).toFixed(1)} MB/s, at most ${first.peak.toFixed(0)} MB of memory`);
const again = await importing(xml);
console.log(`the same again: ${(megabytes(xml) / again.seconds).toFixed(1)} MB/s, at most ${again.peak.toFixed(0)} MB`);

// A copy with other lines; files may be larger than a string.
async function copyLines(from, to, change) {
  const out = openSync(to, "w");
  let number = 0, text = "";
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    text += `${change(line, number)}\n`;
    number += 1;
    if (text.length > 1 << 20) (writeSync(out, text), (text = ""));
  }
  writeSync(out, text);
  closeSync(out);
}

// What comes every day: a new head, and a word here and there.
const daily = join(work, "catalogue-2.xml");
const between = Math.max(1, Math.floor((2 * Number(services)) / 22));
await copyLines(xml, daily, (line, number) => {
  if (number === 0) return line.replace("?>", "?>\n<!-- today's -->");
  return number % between === 0 ? line.replace("beantragen", "neu beantragen").replace(">Amt ", ">Rathaus ") : line;
});
const changed = await importing(daily);
console.log(`the same with 20 edits: ${(megabytes(daily) / changed.seconds).toFixed(1)} MB/s, at most ${changed.peak.toFixed(0)} MB`);

const ours = await start(binary, { data, quiet: true });
const complete = async () => {
  const answer = await (await fetch(`${ours.base}/api/v1/services?q=hund`)).json();
  return answer.complete !== false;
};
while (!(await complete())) await sleep(200);
const peer = await startPeer();
for (const connections of [1, 4, 16]) {
  const mine = measure(ours.base, connections, searchScript());
  const theirs = peer && measure(peer.base, connections, searchScript());
  const compared = theirs ? `; node and PostgreSQL ${theirs.text}: ${(mine.each / theirs.each).toFixed(1)} x` : "";
  console.log(`search with place among ${services} services, ${connections} at once: ${mine.text}${compared}`);
}
peer?.stop();

const edit = join(work, "edit.xml");
writeFileSync(edit, `<t xmlns="${namespace}"><schreibe><leistung>${id("id", "edit")}<modulText><leikaTextmodul><code>03</code></leikaTextmodul><inhalt languageCode="de">Quastenflosser anmelden</inhalt></modulText></leistung></schreibe></t>`);
await importing(edit);
const edited = performance.now();
const isFound = async () => (await (await fetch(`${ours.base}/api/v1/services?q=Quastenflosser`)).json()).items.length > 0;
while (!(await isFound()) && performance.now() - edited < 10_000) await sleep(20);
console.log(`an edit is found after ${(performance.now() - edited).toFixed(0)} ms`);

const other = join(work, "other.xml");
await copyLines(xml, other, (line) => line.replaceAll("Sie ", "Sie  "));
const submit = join(work, "submit.lua");
const body = JSON.stringify(application(1));
writeFileSync(submit, `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nlocal n = 0\nlocal body = [==[${body}]==]\nrequest = function()\n  n = n + 1\n  wrk.headers["Idempotency-Key"] = "large" .. os.time() .. "-" .. n\n  return wrk.format(nil, nil, nil, body)\nend\n`);
console.log(`applications, 8 at once, nothing else: ${wrk(`${ours.base}/api/v1/applications`, 8, submit)}`);
const beside = importing(other);
await sleep(500);
console.log(`the same during an import: ${wrk(`${ours.base}/api/v1/applications`, 8, submit)}`);
await beside;
await ours.kill();

rmSync(work, { recursive: true, force: true });
