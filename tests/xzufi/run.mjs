// Holds the import against a folder of XZuFi files with their expected results:
//   node tests/xzufi/run.mjs PROGRAM FOLDER [DATABASE_URL]
//
// FOLDER/expected.json names files with their counts and titles, look-ups with the right offices, and broken
// files with their outcome. Without FOLDER there is nothing to do; with it at least one case must run. Each file
// goes into an empty database of its own. Ends with "N passed, N failed".
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { start } from "../journeys/program.mjs";

const [binary, folder, database] = process.argv.slice(2);
const fields = {
  services: "services", organisations: "organisations", responsibilities: "responsibilities",
  specialisations: "specialisations", onlineServices: "online_services", deletes: "deleted",
};

function same(what, got, wanted) {
  if (!isDeepStrictEqual(got, wanted)) {
    throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  }
}

async function importFile(directory, path) {
  const options = ["--data", directory, "--json", ...(database ? ["--database", database] : [])];
  const run = promisify(execFile)(binary, ["import", "xzufi", path, ...options], { maxBuffer: 1 << 28 });
  const { stdout, code = 0 } = await run.catch((error) => error);
  if (code !== 0 && code !== 1) throw new Error(`the program ended with ${code}`);
  return { code, report: JSON.parse(stdout) };
}

const get = async (program, path) => (await fetch(program.base + path)).json();
const key = ([agency, id]) => `${agency}.${id}`;

// A directory with one imported file, and the program serving it while `look` runs.
async function imported(path, look) {
  const directory = mkdtempSync(join(tmpdir(), "dienstweg-xzufi-"));
  try {
    const began = Date.now();
    const { code, report } = await importFile(directory, path);
    const seconds = (Date.now() - began) / 1000;
    let program;
    const serve = async () => (program ??= await start(binary, { command: "serve", data: directory, database }));
    try {
      await look({ code, report, seconds, serve, again: () => importFile(directory, path) });
    } finally {
      await program?.kill();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function checkCounts(report, wanted) {
  const pending = wanted.pendingService + wanted.pendingParent;
  same("pending", report.pending, pending);
  for (const [name, field] of Object.entries(fields)) same(name, report[field], wanted[name]);
}

async function checkTitles(program, titles) {
  for (const { service, title, keys } of titles) {
    const found = await get(program, `/api/v1/services/${key(service)}`);
    same(`title of ${key(service)}`, found.title?.de, title);
    same(`keys of ${key(service)}`, found.keys, keys);
  }
}

async function checkLookup(program, lookup) {
  const service = lookup.leika ?? key(lookup.service);
  const day = lookup.day ?? "2026-06-01";
  const found = await get(program, `/api/v1/competent?service=${service}&area=${lookup.ars}&date=${day}`);
  // A key that no service has: nobody is known there either.
  const offices = (found.organisations ?? []).map((office) => office.id).sort();
  same(`${service} at ${lookup.ars} (${lookup.why})`, offices, lookup.organisations.map(key).sort());
  if (lookup.organisations.length > 0) same("organisation", offices.includes(found.organisation.id), true);
  const contacts = found.because?.filter((reason) => reason.verdict === "contact_only")
    .map((reason) => reason.organisation) ?? [];
  for (const contact of lookup.contacts ?? []) same(`contact ${key(contact)}`, contacts.includes(key(contact)), true);
}

async function checkTexts(program, wanted) {
  const service = await get(program, "/api/v1/services/L900999.1");
  const texts = JSON.stringify(service.texts).replaceAll('\\"', '"');
  for (const words of wanted.textContains ?? []) same(`contains ${words}`, texts.includes(words), true);
  for (const words of wanted.textNotContains ?? []) same(`contains ${words}`, texts.includes(words), false);
  if (wanted.keys) same("keys", service.keys, wanted.keys);
  for (const [id, title] of Object.entries(wanted.titles ?? {})) {
    same(`title of ${id}`, (await get(program, `/api/v1/services/L900999.${id}`)).title.de, title);
  }
}

async function checkBroken({ code, report, seconds, serve }, wanted) {
  const [file] = report.files;
  same(`outcome ${file.outcome}`, wanted.outcome.includes(file.outcome), true);
  same("exit code", code, file.outcome === "refused" ? 1 : 0);
  same("a finding is said", report.finding_count > 0, file.outcome !== "imported");
  if (wanted.stored) {
    const { services, organisations, responsibilities } = report;
    same("stored", { services, organisations, responsibilities }, wanted.stored);
  }
  if (wanted.pending !== undefined) same("pending", report.pending, wanted.pending);
  // A guard against hanging, with room for a busy machine.
  if (wanted.maxSeconds) same(`${seconds} s`, seconds < 10 * wanted.maxSeconds, true);
  if (wanted.textContains || wanted.keys || wanted.titles) await checkTexts(await serve(), wanted);
}

function casesOf(expected) {
  const cases = [];
  for (const [name, wanted] of Object.entries(expected.files)) {
    const lookups = expected.lookups.filter((lookup) => lookup.file === name);
    cases.push({
      name: `${name}: counts, titles, ${lookups.length} look-ups, and again`,
      async run() {
        await imported(join(folder, name), async ({ report, serve, again }) => {
          await checkCounts(report, wanted);
          const program = await serve();
          await checkTitles(program, wanted.titles);
          for (const lookup of lookups) await checkLookup(program, lookup);
          await program.kill();
          same("changed by the same file", (await again()).report.changed, 0);
        });
      },
    });
  }
  for (const wanted of expected.broken) {
    const path = join(folder, "broken", wanted.file);
    cases.push({
      name: `broken/${wanted.file}`,
      run: () => imported(path, (result) => checkBroken(result, wanted)),
    });
  }
  return cases;
}

if (!existsSync(folder)) {
  console.log(`   cases: 0 (${folder} is not there)\n0 passed, 0 failed`);
  process.exit(0);
}
const cases = casesOf(JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")));
let failed = cases.length > 0 ? 0 : 1;
let passed = 0;
for (const { name, run } of cases) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`-- failed: ${name}\n   ${error.message}`);
  }
}
console.log(`   cases: ${cases.length} of XZuFi files with expected results`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
