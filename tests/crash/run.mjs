// Kills the program under load again and again: node tests/crash/run.mjs PROGRAM [TIMES] [DATABASE_URL]
//
// Programs send applications, each with its own Idempotency-Key; people fill in the pages and upload a file.
// After kill -9 and a new start every acknowledged application must be there once: the same key gives the same
// number and receipt again, the confirmation shows the same number, no number is given twice, the clerk finds the
// file as it was uploaded, and "log verify" finds nothing. At the end each notice was handed out once, and
// files that nobody needs were collected. Ends with "N passed, N failed".
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { start } from "../journeys/program.mjs";
import { answers, application } from "../journeys/dog.mjs";
import { dashed, database, run } from "./database.mjs";
import { Visitor, apply, confirmation, proof, signIn } from "./visitor.mjs";

const [binary, times = "5", url] = process.argv.slice(2);
const db = database(url);
const sent = []; // over the interface: { key, n, email, number, receipt, seen }
const uploaded = []; // on the pages: { visitor, path, content, number, seen }
const numbers = new Map(); // number → who got it
const programs = 12;
const people = 4;
let next = 0;
let clerk;

const bodyOf = (n) =>
  JSON.stringify({
    ...application(n),
    // Every eighth wants mail: they are handed out at leisure.
    answers: { ...answers(n), ...(n % 8 === 0 ? { email: `erika${n}@example.org` } : {}) },
  });
const send = (base, key, n) =>
  fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: bodyOf(n),
  });

async function sendOn(base, isOver) {
  while (!isOver()) {
    const n = (next += 1);
    const key = `crash-${process.pid}-${n}`;
    const response = await send(base, key, n).catch(() => null);
    const body = await response?.json().catch(() => null);
    if (!body) continue;
    if (response.status !== 201) throw new Error(`refused with ${response.status}: ${JSON.stringify(body)}`);
    sent.push({ key, n, email: n % 8 === 0, number: body.number, receipt: body.receipt });
  }
}

async function applyOn(base, isOver) {
  while (!isOver()) {
    const n = (next += 1);
    const visitor = new Visitor(base);
    // More than one frame of a stored file, and a last one that is not full.
    const content = `Nachweis ${n} `.repeat(1 + (n % 3) * 8000);
    try {
      const path = await apply(visitor, { hund_name: `Rex ${n}`, email: `mona${n}@example.org` }, proof(content));
      uploaded.push({ visitor, path, content: proof(content).content });
    } catch (error) {
      if (error instanceof TypeError) continue; // the program is gone
      throw error;
    }
  }
}

const each = async (list, ask) => {
  const left = [...list];
  const work = async () => {
    for (let one = left.pop(); one; one = left.pop()) await ask(one);
  };
  await Promise.all(Array.from({ length: 16 }, work));
};

function give(number, to) {
  if (numbers.has(number) && numbers.get(number) !== to) throw new Error(`${number} was given twice`);
  numbers.set(number, to);
}

// The same request again is answered as it was.
async function examineSent(base, was) {
  const body = await (await send(base, was.key, was.n)).json();
  if (body.number !== was.number) throw new Error(`${was.key}: ${was.number} became ${JSON.stringify(body)}`);
  if (body.receipt?.position !== was.receipt.position) throw new Error(`${was.key}: the receipt changed`);
  give(body.number, was);
  was.seen = true;
}

const caseIds = () =>
  new Map(db.sql(`select number, ${db.id("id")} from case_row`));

// The confirmation is there, and the clerk reads the file byte for byte.
async function examineUploaded(base, was, ids) {
  const { number } = await confirmation(was.visitor.at(base), was.path);
  if (was.number && was.number !== number) throw new Error(`${was.number} became ${number}`);
  was.number = number;
  give(number, was);
  const { html } = await clerk.get(`/desk/cases/${dashed(ids.get(number))}`);
  const path = html.match(/href="(\/desk\/cases\/[^"]+\/documents\/[^"]+)"/)?.[1];
  if (!path) throw new Error(`${number} has no document`);
  if ((await clerk.bytes(path)).toString() !== was.content) throw new Error(`the file of ${number} changed`);
  was.seen = true;
}

const chosen = (list, all) => list.filter((one) => all || !one.seen || Math.random() * list.length < 100);

async function examine(base, all) {
  clerk?.at(base);
  clerk ??= await signIn(base, "jana@bremerhaven.example");
  await each(chosen(sent, all), (one) => examineSent(base, one));
  const ids = caseIds();
  await each(chosen(uploaded, all), (one) => examineUploaded(base, one, ids));
}

function verify() {
  const { status, text } = run(binary, ["log", "verify", ...db.options]);
  if (status !== 0) throw new Error(`log verify: ${text}`);
}

async function killUnderLoad(round) {
  const program = await start(binary, db.place);
  let over = false;
  const isOver = () => over;
  const load = Promise.all([
    ...Array.from({ length: programs }, () => sendOn(program.base, isOver)),
    ...Array.from({ length: people }, () => applyOn(program.base, isOver)),
  ]);
  load.catch(() => {}); // said below
  await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1200));
  await program.kill("SIGKILL");
  over = true;
  await load;

  const again = await start(binary, db.place);
  await examine(again.base, round === Number(times));
  await again.kill("SIGTERM");
  verify();
  return `kill ${round}: ${sent.length + uploaded.length} acknowledged, ${uploaded.length} with a file, all there once`;
}

// A notice for each application that asked for one, handed out once.
async function examineMail() {
  const ids = caseIds();
  const wanted = [...sent.filter((one) => one.email), ...uploaded].map((one) => dashed(ids.get(one.number)));
  // A copy that was killed may have had some in hand; two minutes later they are free again.
  db.sql("update outbox set next_at = 0 where done_at is null");
  const program = await start(binary, db.place);
  const waiting = () => Number(db.sql("select count(*) from outbox where done_at is null")[0][0]);
  for (const end = Date.now() + 60_000; waiting() > 0; await new Promise((resolve) => setTimeout(resolve, 200)))
    if (Date.now() > end) throw new Error(`${waiting()} mails were not handed out`);
  await program.kill();
  const asked = new Map();
  for (const [key] of db.sql("select key from outbox where kind = 'mail'")) {
    const id = key.split("/")[0];
    asked.set(id, [...(asked.get(id) ?? []), key]);
  }
  const got = db.sql(`select ${db.id("id")} from example_mail`).map(([id]) => id);
  const received = new Set(got);
  for (const id of wanted) {
    const keys = asked.get(id) ?? [];
    if (keys.length !== 1) throw new Error(`case ${id} asked for ${keys.length} mails`);
    const mail = createHash("sha256").update(keys[0]).digest("hex").slice(0, 32);
    if (!received.has(mail)) throw new Error(`the mail of case ${id} was not handed out`);
  }
  const all = [...asked.values()].flat().length;
  if (got.length !== all || received.size !== all) throw new Error(`${all} mails were asked for, ${got.length} came`);
  return `${wanted.length} acknowledged applications got their mail once; ${all} mails in all`;
}

const owned = "select blob from case_document union select blob from draft_upload";
// Ids begin with the time they were made at; this makes one of three days ago.
const aged = (id) => (Date.now() - 3 * 86_400_000).toString(16).padStart(12, "0") + id.slice(12);

// What a kill left behind of uploads is collected a day later; every other file stays.
async function examineFiles() {
  const left = db.name === "SQLite" ? ageFiles() : ageRows();
  const program = await start(binary, db.place);
  for (const end = Date.now() + 20_000; left.remaining() > 0; await new Promise((resolve) => setTimeout(resolve, 100)))
    if (Date.now() > end) throw new Error(`${left.remaining()} files without an owner are still there`);
  await examine(program.base, true);
  await program.kill();
  return `${left.count} files without an owner are collected, ${uploaded.length} with one are there`;
}

function ageFiles() {
  const needed = new Set(db.sql(`select ${db.id("blob")} from (${owned})`).map(([id]) => id));
  const root = join(db.directory, "blobs");
  const files = readdirSync(root, { recursive: true }).filter((file) => statSync(join(root, file)).isFile());
  const kept = files.find((file) => needed.has(file.split("/").at(-1).replaceAll("-", "")));
  const lost = [];
  for (const file of files) {
    const id = file.split(/[./]/).at(-1).replaceAll("-", "");
    if (needed.has(id)) continue;
    const older = file.slice(0, -36) + dashed(aged(id));
    renameSync(join(root, file), join(root, older));
    lost.push(older);
  }
  // Two more, as an upload that never ended and one whose draft was never saved.
  const tenant = kept.split("/")[0];
  const planted = dashed(aged("0".repeat(12) + "7000800000000000aa00"));
  for (const file of [`incoming/${tenant}.${planted}`, `${tenant}/00/${planted}`]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), "rest");
    lost.push(file);
  }
  const there = () => new Set(readdirSync(root, { recursive: true }));
  return { count: lost.length, remaining: () => lost.filter((file) => there().has(file)).length };
}

function ageRows() {
  const lost = db.sql(`select distinct tenant, ${db.id("id")} from blob_frame where id not in (${owned})`);
  for (const [tenant, id] of lost) {
    for (const table of ["blob", "blob_frame"])
      db.sql(`update ${table} set id = '${aged(id)}' where tenant = '${tenant}' and id = '${id}'`);
  }
  // One more, as an upload that never ended.
  const [[tenant]] = db.sql("select tenant from blob limit 1");
  const planted = aged("0".repeat(12) + "7000800000000000aa00");
  db.sql(`insert into blob_frame (tenant, id, number, bytes) values ('${tenant}', '${planted}', 0, '\\x00')`);
  const ids = [...lost.map(([, id]) => aged(id)), planted].map((id) => `'${id}'`).join(", ");
  const remaining = () => Number(db.sql(`select count(*) from blob_frame where id in (${ids})`)[0][0]);
  return { count: lost.length + 1, remaining };
}

let passed = 0;
let failed = 0;
async function check(work) {
  try {
    console.log(`   ${await work()}`);
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`-- ${db.name}: ${error.stack ?? error}`);
  }
}

// On a slow machine nothing with a file may have been acknowledged yet: then some more rounds.
const wanted = (round) => round <= Number(times) || (uploaded.length === 0 && round <= Number(times) + 10);
for (let round = 1; wanted(round) && failed === 0; round += 1) await check(() => killUnderLoad(round));
await check(async () => {
  if (sent.length === 0 || uploaded.length === 0) throw new Error("nothing was ever acknowledged");
  return "something was acknowledged both ways";
});
if (failed === 0) await check(examineMail);
if (failed === 0) await check(examineFiles);
db.remove();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
