// Asks the search what people ask, and counts how often the right service stands first and among the
// first three:
//   node tests/search/run.mjs PROGRAM [LEIKA.xml] [--queries FILE]
//
// The queries go to the example's own catalogue, and to the titles of LEIKA.xml where that file is there.
// A catalogue passes with 80 % at one and 95 % at three. Ends with "N passed, N failed".
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";

const goals = { 1: 0.8, 3: 0.95 };
const args = process.argv.slice(2);
const option = args.indexOf("--queries");
const file = option < 0 ? new URL("queries.txt", import.meta.url) : args.splice(option, 2)[1];
const [binary, leika] = args;

const words = (text) => (text ?? "").split(" ").filter(Boolean);
const queries = readFileSync(file, "utf8").split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line, number) => {
    const [text, services, keys] = line.split("|");
    return { text, services: words(services), keys: words(keys), heldOut: number % 2 === 1 };
  });

// From 1; 0 when none of the first three will do.
async function placeOf(program, query, answers) {
  const answer = await fetch(`${program.base}/api/v1/services?limit=3&q=${encodeURIComponent(query.text)}`);
  const { items } = await answer.json();
  return { place: 1 + items.findIndex(answers), titles: items.map((item) => item.title) };
}

// The index of a new catalogue is built while the program serves already; it follows an import within a second.
async function whole(program) {
  for (;;) {
    const answer = await (await fetch(`${program.base}/api/v1/services?limit=1`)).json();
    if (answer.complete !== false && answer.items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const percent = (part, all) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;

async function measure(name, program, asked, answersOf) {
  await whole(program);
  const places = [];
  for (const query of asked) {
    const { place, titles } = await placeOf(program, query, answersOf(query));
    places.push({ place, heldOut: query.heldOut });
    if (place !== 1) console.log(`   ${place === 0 ? "not found" : `at ${place}`}: ${query.text} → ${titles.join(" · ") || "nothing"}`);
  }
  const share = (most, some) => some.filter(({ place }) => place >= 1 && place <= most).length;
  const heldOut = places.filter((one) => one.heldOut);
  const good = asked.length > 0 &&
    Object.entries(goals).every(([most, goal]) => share(most, places) >= goal * places.length);
  console.log(`${good ? "  " : "--"} ${name}: ${places.length} queries, first ${percent(share(1, places), places.length)}, ` +
    `among three ${percent(share(3, places), places.length)} (held out: ${heldOut.length}, ` +
    `${percent(share(1, heldOut), heldOut.length)}, ${percent(share(3, heldOut), heldOut.length)})`);
  return good;
}

async function measureExample() {
  const program = await start(binary, { quiet: true });
  try {
    const answers = ({ services }) => (item) => services.includes(item.sourceId);
    return await measure("example", program, queries.filter(({ services }) => services.length > 0), answers);
  } finally {
    await program.kill();
    program.remove();
  }
}

async function measureLeika() {
  const directory = mkdtempSync(join(tmpdir(), "dienstweg-search-"));
  try {
    execFileSync(binary, ["import", "xzufi", leika, "--data", directory], { stdio: "ignore" });
    const program = await start(binary, { command: "serve", data: directory, quiet: true });
    try {
      const answers = ({ keys }) => (item) => item.keys.some((key) => keys.some((start) => key.startsWith(start)));
      return await measure("LeiKa", program, queries.filter(({ keys }) => keys.length > 0), answers);
    } finally {
      await program.kill();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const results = [await measureExample()];
if (leika && existsSync(leika)) results.push(await measureLeika());
const passed = results.filter(Boolean).length;
console.log(`   cases: ${queries.length} queries of people in ${results.length} catalogues`);
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
