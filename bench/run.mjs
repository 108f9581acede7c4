// One command for all figures: node bench/run.mjs PROGRAM [seconds per run] [rounds]
//
// Prints the machine and its fsync rate, then runs ours, the physical limit (nginx, static) and a small
// honest peer (bench/peer) interleaved in one run, and reports medians with ratios. Needs wrk, nginx,
// pg_test_fsync (PostgreSQL 15) and "npm ci" in bench/peer. Talks to 127.0.0.1 only.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../tests/journeys/program.mjs";
import { application } from "../tests/journeys/dog.mjs";
import { writeCatalogue } from "./catalogue.mjs";
import { freePort, nginx } from "./peer/nginx.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [binary, seconds = "3", rounds = "3"] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "dienstweg-bench-"));

function fsyncRate() {
  const run = spawnSync("/usr/lib/postgresql/15/bin/pg_test_fsync", ["-s", "1", "-f", join(work, "fsync")], { encoding: "utf8" });
  return Number(run.stdout?.match(/fdatasync\s+([\d.]+) ops/)?.[1] ?? NaN);
}

const memory = (pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]) / 1024;

function wrk(url, { connections = 16, script } = {}) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"];
  if (script) args.push("-s", script);
  const out = execFileSync("wrk", [...args, url], { encoding: "utf8" });
  const p99 = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const unit = { us: 0.001, ms: 1, s: 1000 };
  return {
    rate: Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]),
    p99: p99 ? Number(p99[1]) * unit[p99[2]] : NaN,
    wrong: Number(out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0),
  };
}

function postScript(name, body) {
  const file = join(work, `${name}.lua`);
  writeFileSync(
    file,
    `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nlocal n = 0\nlocal body = [==[${body}]==]\n` +
      `local run = "${name}" .. tostring(os.time()) .. tostring(math.random(1e9))\n` +
      `request = function()\n  n = n + 1\n  wrk.headers["Idempotency-Key"] = run .. n\n  return wrk.format(nil, nil, nil, body)\nend\n`,
  );
  return file;
}

async function peer() {
  const port = await freePort();
  const began = Date.now();
  const child = spawn("node", [join(here, "peer", "peer.mjs"), String(port), work], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return { base: `http://127.0.0.1:${port}`, pid: child.pid, started: Date.now() - began, stop: () => child.kill("SIGTERM") };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function job(name, runs) {
  const results = Object.fromEntries(Object.keys(runs).map((who) => [who, []]));
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const [who, run] of Object.entries(runs)) results[who].push(run());
  }
  const rate = (who) => median(results[who].map((r) => r.rate));
  const cells = Object.keys(runs).map((who) => {
    const wrong = results[who].reduce((sum, r) => sum + r.wrong, 0);
    const p99 = median(results[who].map((r) => r.p99));
    const slowest = Number.isNaN(p99) ? "" : ` p99 ${p99.toFixed(1)} ms`;
    return `${who} ${rate(who).toFixed(0)}/s${slowest}${wrong ? ` (${wrong} REFUSED)` : ""}`;
  });
  const ratios = Object.keys(runs).slice(1).map((who) => `${(rate("ours") / rate(who)).toFixed(2)} × ${who}`);
  console.log(`${name.padEnd(28)} ${cells.join(" | ")}${ratios.length ? ` | ${ratios.join(", ")}` : ""}`);
}

const data = join(work, "data");
console.log(`machine: ${cpus().length} × ${cpus()[0].model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`);
console.log(`fdatasync: ${fsyncRate().toFixed(0)}/s`);

// Start-up, import and memory come first, on a quiet machine.
// Quiet: while wrk runs nobody here would read the log, and a full pipe stops its writer.
let ours = await start(binary, { data, quiet: true });
const pidOf = (base) => Number(execFileSync("sh", ["-c", `ss -ltnpH 'sport = :${new URL(base).port}' | grep -o 'pid=[0-9]*' | head -1 | cut -d= -f2`], { encoding: "utf8" }));
await ours.kill();
const xml = join(work, "catalogue.xml");
writeCatalogue(xml, 20_000);
const importBegan = Date.now();
const imported = spawnSync(binary, ["import", "xzufi", xml, "--data", data, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 });
const importTime = (Date.now() - importBegan) / 1000;
const size = statSync(xml).size / 1e6;
console.log(`import: ${size.toFixed(0)} MB in ${importTime.toFixed(1)} s = ${(size / importTime).toFixed(1)} MB/s, exit ${imported.status}`);
const seconds_of = (program, ...args) => {
  const began = Date.now();
  const { status } = spawnSync(program, args, { stdio: "ignore" });
  return status === 0 ? (Date.now() - began) / 1000 : NaN;
};
const peerImport = seconds_of("node", join(here, "peer", "import.mjs"), xml, work);
const parseOnly = seconds_of("xmllint", "--stream", "--noout", xml);
console.log(
  `  peer ${(size / peerImport).toFixed(1)} MB/s (${(peerImport / importTime).toFixed(2)} ×), ` +
    `limit: parsing alone ${(size / parseOnly).toFixed(1)} MB/s`,
);
ours = await start(binary, { data, quiet: true }); // builds the search segment once
await new Promise((resolve) => setTimeout(resolve, 3000));
await ours.kill();
const startBegan = Date.now();
ours = await start(binary, { data, quiet: true });
console.log(`ready with 20,030 services and all areas: ${Date.now() - startBegan} ms`);
await new Promise((resolve) => setTimeout(resolve, 3000));
console.log(`idle: ${memory(pidOf(ours.base)).toFixed(0)} MB (PSS)`);

const other = await peer();
console.log(`peer: first start with loading ${other.started} ms, ${memory(other.pid).toFixed(0)} MB (PSS)`);
const servicePage = "/leistung/L900100.hundesteuer?ort=040120000000";
const limit = await nginx(work, await (await fetch(ours.base + servicePage)).text());
await new Promise((resolve) => setTimeout(resolve, 500));

const body = JSON.stringify(application(1));
const database = join(data, "dienstweg.db");
const loop = (...args) => spawnSync("node", [join(here, "peer", "loop.mjs"), database, ...args], { encoding: "utf8" }).stdout.trim();
writeFileSync(join(work, "before.json"), loop());
const committed = async () => {
  const metrics = await (await fetch(`${ours.base}/metrics`)).text();
  const of = (name) => Number(metrics.match(new RegExp(`^dienstweg_store_${name}_total (\\d+)`, "m"))[1]);
  return { changes: of("changes"), groups: of("groups") };
};
// How many applications the program commits together, as seen since `before`.
const groupSince = async (before) => {
  const after = await committed();
  return Math.max(1, Math.round((after.changes - before.changes) / (after.groups - before.groups)));
};
let rowsEach = NaN;
const bare = (group) => {
  const [rate, rows] = loop(join(work, "before.json"), String(group), work, seconds).split(" ").map(Number);
  rowsEach = rows;
  return { rate, p99: NaN, wrong: 0 };
};
const submitting = (connections) => () => wrk(`${ours.base}/api/v1/applications`, { connections, script: postScript("ours", body) });
let before = await committed();
submitting(64)(); // for the group as seen, and for the rows of the loop
const group = await groupSince(before);
for (const connections of [16, 64]) {
  before = await committed();
  job(`submit, ${connections} connections`, {
    ours: submitting(connections),
    peer: () => wrk(`${other.base}/api/v1/applications`, { connections, script: postScript("peer", body) }),
    ...(connections === 64 ? { loop: () => bare(group) } : {}),
  });
  console.log(`  committed in groups of ${await groupSince(before)}`);
}
console.log(`  limit: bare sqlite loop of the same ${rowsEach} rows an application, in groups of ${group}`);
job("service page", {
  ours: () => wrk(ours.base + servicePage),
  peer: () => wrk(`${other.base}/leistung/12`),
  nginx: () => wrk(`${limit.base}/page.html`),
});
job("search with place", {
  ours: () => wrk(`${ours.base}/api/v1/services?q=Hund+Steuer&area=040120000000&limit=10`),
  peer: () => wrk(`${other.base}/api/v1/services?q=Hund+Steuer`),
});
job("competent organisation", {
  ours: () => wrk(`${ours.base}/api/v1/competent?service=99102013104000&area=040120000000`),
  peer: () => wrk(`${other.base}/api/v1/competent?service=12`),
  nginx: () => wrk(`${limit.base}/page.html`),
});
console.log(`after the load: ours ${memory(pidOf(ours.base)).toFixed(0)} MB, peer ${memory(other.pid).toFixed(0)} MB (PSS)`);
limit.stop();
other.stop();
await ours.kill();
rmSync(work, { recursive: true, force: true });
