// Finding a case among many: node bench/search.mjs PROGRAM [cases] [seconds] [DATABASE-URL]
//
// Files applications at one office and measures finding by different words with wrk: at 10,000 cases, at ten times as
// many, and so on until there are enough. What does not grow from one step to the next does not grow after the last
// one either. Talks to 127.0.0.1 only.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "../tests/crash/visitor.mjs";
import { start } from "../tests/journeys/program.mjs";
import { fill, shown, wrk } from "./filling.mjs";

const [binary, cases = "1000000", seconds = "5", database] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "dienstweg-search-bench-"));
const ours = await start(binary, { data: join(work, "data"), database, quiet: true });
const clerk = await signIn(ours.base, "jana@bremerhaven.example");
await clerk.get("/desk/search");
const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
const script = join(work, "find.lua");

// A name many have, a word every case has, one case alone, both, two words many have, the beginning of a name many
// have, one that only looks like it so that names are read in vain, the postcode with a name, and a word nobody has.
const questions = [["a frequent name", "Müller"], ["the postcode of all", "27568"], ["one street", "Wega0x17"],
  ["name and street", "Schneider Wega0x18"], ["two frequent words", "Erika Weber"], ["a beginning", "Schne"],
  ["a beginning of nobody", "Schnez"], ["postcode and name", "27568 Müller"], ["nothing", "Niemand"]];

let filed = 0;
for (let step = 10_000; filed < Number(cases); step *= 10) {
  const wanted = Math.min(step, Number(cases));
  const began = Date.now();
  filed += await fill(ours.base, wanted - filed, String.fromCharCode(97 + Math.log10(step) - 4), 10, work);
  console.log(`${filed} cases on ${database ? "PostgreSQL" : "SQLite"}, the last ones filed in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  for (const [what, words] of questions) {
    const body = new URLSearchParams({ csrf: clerk.token, suche: words }).toString();
    writeFileSync(script, `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\nwrk.body = "${body}"\n`);
    console.log(`  finding ${what}: ${shown(wrk(`${ours.base}/desk/search`, 1, seconds, { cookie }, script))}`);
  }
}
await ours.kill();
rmSync(work, { recursive: true, force: true });
