// Who is in charge, over HTTP: node bench/competent.mjs PROGRAM [services] [seconds] [rounds]
//
// Imports that many services with offices and asks for one of them in one of its municipalities, a new question each
// time, in turns with nginx handing out a static file of the same size. Needs wrk and nginx. Talks to 127.0.0.1 only.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../tests/journeys/program.mjs";
import { writeCatalogue } from "./catalogue.mjs";
import { nginx } from "./peer/nginx.mjs";

const [binary, services = "20000", seconds = "5", rounds = "5"] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "dienstweg-competent-"));
const data = join(work, "data");
await (await start(binary, { data, quiet: true })).kill();
const xml = join(work, "catalogue.xml");
writeCatalogue(xml, Number(services));
spawnSync(binary, ["import", "xzufi", xml, "--data", data, "--json"], { stdio: "ignore" });
const ours = await start(binary, { data, quiet: true });

// Ids and areas as the change feed tells them; only questions somebody answers.
const ids = [];
for (let cursor = ""; cursor !== undefined && ids.length < 2000; ) {
  const page = await (await fetch(`${ours.base}/api/v1/services?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).json();
  for (const item of page.items) ids.push(item.id);
  cursor = page.next ?? undefined;
}
const questions = [];
for (const id of ids) {
  for (const area of ["04012000", "03241001", "05111000"]) {
    const path = `/api/v1/competent?service=${encodeURIComponent(id)}&area=${area}`;
    const answer = await fetch(ours.base + path);
    if (answer.ok) questions.push({ path, size: (await answer.text()).length });
  }
  if (questions.length >= 3000) break;
}
const size = Math.round(questions.reduce((sum, question) => sum + question.size, 0) / questions.length);
console.log(`${questions.length} questions, answers of ${size} bytes`);
const limit = await nginx(work, "x".repeat(size));
const script = join(work, "questions.lua");
writeFileSync(
  script,
  `local paths = {${questions.map((question) => JSON.stringify(question.path)).join(",")}}\nlocal n = math.random(#paths)\n` +
    `request = function()\n  n = n % #paths + 1\n  return wrk.format("GET", paths[n])\nend\n`,
);

function wrk(url, connections, file) {
  const out = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...(file ? ["-s", file] : []), url], { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const wrong = Number(out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0);
  if (wrong) throw new Error(`${wrong} answers were refused`);
  return { rate: Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]), p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit] };
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
for (const connections of [1, 4, 16]) {
  const runs = { ours: [], nginx: [] };
  for (let round = 0; round < Number(rounds); round += 1) {
    runs.ours.push(wrk(ours.base, connections, script));
    runs.nginx.push(wrk(`${limit.base}/page.html`, connections));
  }
  const [mine, theirs] = [runs.ours, runs.nginx].map((all) => median(all.map((run) => run.rate)));
  console.log(
    `${connections} at once: ${mine.toFixed(0)}/s p99 ${median(runs.ours.map((run) => run.p99)).toFixed(2)} ms | ` +
      `nginx ${theirs.toFixed(0)}/s | ${((100 * mine) / theirs).toFixed(0)} %`,
  );
}
limit.stop();
await ours.kill();
rmSync(work, { recursive: true, force: true });
