// Who is in charge among very many responsibilities: node bench/responsibilities.mjs PROGRAM [responsibilities] [seconds]
//
// Imports a tenth of them and then all, each of one municipality, and asks both times over HTTP with questions that are
// different every time, so that no answer is one that was kept. Says how large the database gets. Talks to 127.0.0.1 only.
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../tests/journeys/program.mjs";

const [binary, responsibilities = "8000000", seconds = "5"] = process.argv.slice(2);
const services = 8000;
const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), "dienstweg-responsibilities-"));
const megabytes = (file) => statSync(file).size / 1e6;

const areas = readFileSync(join(here, "..", "data", "areas", "areas.csv"), "utf8").split("\n").slice(1).map((line) => line.split(";"));
const places = areas.filter(([key, level]) => level === "municipality" && key.length === 12).map(([key]) => key);
const id = (name, value) => `<${name} schemeAgencyID="L777">${value}</${name}>`;
const office = (n) => `<schreibe><organisationseinheit>${id("id", n)}<name><name languageCode="de">Amt ${n}</name></name>`;

// Each service once in as many municipalities as there are responsibilities for.
function write(file, count) {
  const fd = openSync(file, "w");
  writeSync(fd, `<t xmlns="http://xoev.de/schemata/xzufi/2_2_0">`);
  for (let n = 0; n < services; n += 1)
    writeSync(fd, `<schreibe><leistung>${id("id", n)}<modulText><leikaTextmodul><code>03</code></leikaTextmodul><inhalt languageCode="de">Leistung ${n}</inhalt></modulText></leistung></schreibe>`);
  let text = office(0);
  for (let n = 0; n < count; n += 1) {
    text += `<zustaendigkeit>${id("id", n)}${id("leistungID", n % services)}<gebietID>${places[Math.floor(n / services)]}</gebietID><rolle><code>01</code></rolle></zustaendigkeit>`;
    if (n % 5000 === 4999) {
      // A new object now and then: one of them has a bounded size.
      writeSync(fd, `${text}</organisationseinheit></schreibe>`);
      text = office((n + 1) / 5000);
    }
  }
  writeSync(fd, `${text}</organisationseinheit></schreibe></t>`);
  closeSync(fd);
}

function ask(base, count, connections) {
  const script = join(work, "competent.lua");
  const asked = places.slice(0, Math.floor(count / services));
  writeFileSync(
    script,
    `local places = {${asked.map((key) => `"${key}"`).join(",")}}\nmath.randomseed(os.time())\n` +
      `request = function()\n  return wrk.format("GET", "/api/v1/competent?service=L777." .. math.random(0, ${services - 1}) .. "&area=" .. places[math.random(#places)])\nend\n`,
  );
  const out = execFileSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", script, base], { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  if (out.includes("Non-2xx")) throw new Error("answers were refused");
  return `${Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]).toFixed(0)}/s p99 ${(Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit]).toFixed(1)} ms`;
}

const runs = [Number(responsibilities) / 10, Number(responsibilities)].map((count) => ({ count, data: join(work, String(count)) }));
for (const { count, data } of runs) {
  await (await start(binary, { data, quiet: true })).kill();
  const size = () => readdirSync(data).filter((name) => name.startsWith("dienstweg.db")).reduce((sum, name) => sum + megabytes(join(data, name)), 0);
  const before = size(), file = join(work, "responsibilities.xml");
  write(file, count);
  const began = performance.now();
  execFileSync(binary, ["import", "xzufi", file, "--data", data, "--json"], { stdio: "ignore" });
  const took = (performance.now() - began) / 1000;
  console.log(`${count} responsibilities: ${(megabytes(file) / took).toFixed(1)} MB/s, ${(size() - before).toFixed(0)} MB on disk`);
}
// In turns, each program alone.
for (const connections of [1, 4, 16]) {
  for (const { count, data } of runs) {
    const program = await start(binary, { data, quiet: true });
    await new Promise((resolve) => setTimeout(resolve, 2000 + count / 400)); // until they are in memory
    console.log(`who is in charge among ${count}, ${connections} at once: ${ask(program.base, count, connections)}`);
    await program.kill();
  }
}
rmSync(work, { recursive: true, force: true });
