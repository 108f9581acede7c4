// A disk that is full or can only be read: writing is refused with a page that says so, reading goes on, and
// writing works again once there is room.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../journeys/program.mjs";
import { application } from "../journeys/dog.mjs";
import { run } from "./database.mjs";
import { Visitor, apply, confirmation, fillIn, proof, signIn, words } from "./visitor.mjs";

class NotRun extends Error {
  name = "NotRun";
}

const send = (base, n) =>
  fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `disk-${n}`, "accept-language": "de" },
    body: JSON.stringify(application(n)),
  });

// Who is there before it happens: somebody in the middle of a form, somebody who has applied, and a clerk whose
// last request is longer ago than the time between two notes of it.
async function people(base, sql) {
  const clerk = await signIn(base, "jana@bremerhaven.example");
  sql("update session set seen_at = seen_at - 120000000");
  const writer = new Visitor(base);
  const page = await fillIn(writer, { hund_name: "Rex" });
  const applicant = new Visitor(base);
  const sent = await apply(applicant, { hund_name: "Rita" }, proof("x".repeat(1000)));
  const { number } = await confirmation(applicant, sent);
  const before = await send(base, 1);
  assert.equal(before.status, 201);
  return { clerk, writer, page, applicant, sent, number, answer: await before.json() };
}

async function refusesToWrite(base, who) {
  await who.writer.get(who.page);
  const upload = await who.writer.post(who.page, { schritt: "hochladen" }, proof("y".repeat(900_000)));
  assert.equal(upload.status, 503, words(upload.html));
  assert.match(words(upload.html), /Es wurde nichts geändert/);
  assert.match(words(upload.html), /Gespeicherte Eingaben bleiben erhalten/);
  const begun = await new Visitor(base).get("/antrag/neu?leistung=99102013104000&ort=040120000000");
  assert.equal(begun.status, 200);
  // What still fits into the log that is there already may be taken; then nothing is.
  let refused = await send(base, 2);
  for (let n = 3; refused.status === 201 && n < 500; n += 1) refused = await send(base, n);
  assert.equal(refused.status, 503);
  assert.match(refused.headers.get("content-type"), /application\/problem\+json/);
  const problem = await refused.json();
  assert.match(problem.detail, /nichts geändert/);
  return problem;
}

async function goesOnReading(base, who) {
  assert.equal((await who.clerk.get("/desk?sicht=offen")).status, 200);
  assert.equal((await confirmation(who.applicant, who.sent)).number, who.number);
  assert.equal((await who.writer.get(who.page)).status, 200);
  assert.equal((await fetch(`${base}/suche?suche=hund&ort=Bremerhaven`)).status, 200);
  assert.equal((await fetch(`${base}/ready`)).status, 200);
  assert.deepEqual(await (await send(base, 1)).json(), who.answer, "what is there already is read");
}

async function writesAgain(base, who) {
  const answer = await send(base, 2);
  assert.equal(answer.status, 201);
  await who.writer.get(who.page);
  await who.writer.step(who.page, { schritt: "hochladen" }, proof("y".repeat(900_000)));
}

// The program runs all the time: with room, without, with room again.
async function lives({ binary, db, sql = (text) => db.sql(text), launcher, full, free, code }) {
  const program = await start(binary, { ...db.place, launcher });
  try {
    const who = await people(program.base, (text) => sql(text, program));
    await full(program);
    for (let again = 0; again < 2; again += 1) {
      assert.equal((await refusesToWrite(program.base, who)).code, code);
      await goesOnReading(program.base, who);
    }
    await free(program);
    await writesAgain(program.base, who);
    assert.equal((await program.kill()).code, 0, program.log().slice(-2000));
  } finally {
    await program.kill("SIGKILL");
  }
}

const privately = ["unshare", "-m", "--propagation", "private", "sh", "-c"];
function mayMount() {
  const [command, ...args] = [...privately, "mount -t tmpfs none /mnt"];
  const { status, text } = run(command, args);
  if (status !== 0) throw new NotRun(`nothing may be mounted here: ${text.trim()}`);
}

// The program sees a small disk at its data directory; others reach it by the program's own view.
async function fullDisk({ binary, database }) {
  mayMount();
  const db = database();
  const inside = (program) => `/proc/${program.pid}/root${db.directory}`;
  await lives({
    binary,
    db,
    sql: (text, program) => run("sqlite3", [`${inside(program)}/dienstweg.db`, text]),
    launcher: [...privately, `mount -t tmpfs -o size=24m none '${db.directory}' && exec "$0" "$@"`],
    full: (program) => run("dd", ["if=/dev/zero", `of=${inside(program)}/filled`, "bs=4k"]),
    free: (program) => rmSync(`${inside(program)}/filled`),
    code: "store.disk_full",
  });
}

// What the server says when it cannot make a file longer.
async function fullServer({ binary, database }) {
  const db = database();
  await lives({
    binary,
    db,
    full: () => {
      db.sql(`create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
      for (const table of ["event", "draft", "blob_frame", "session"])
        db.sql(`create trigger full_disk before insert or update on ${table} for each row execute function full_disk()`);
    },
    free: () => db.sql("drop function full_disk cascade"),
    code: "store.disk_full",
  });
}

const here = dirname(fileURLToPath(import.meta.url));

async function readOnlyDisk({ binary, database }) {
  const db = database();
  const mark = join(db.directory, "read-only");
  const library = join(db.directory, "read_only_disk.so");
  const compiled = run("g++", ["-shared", "-fPIC", "-o", library, join(here, "read_only_disk.cpp")]);
  if (compiled.status !== 0) throw new NotRun(compiled.text.slice(0, 300));
  await lives({
    binary,
    db,
    launcher: ["env", `LD_PRELOAD=${library}`, `DW_READ_ONLY=${mark}`],
    full: () => writeFileSync(mark, ""),
    free: () => rmSync(mark),
    code: "store.read_only",
  });
}

// As after the fall of the main server: what is left takes no writes.
async function readOnlyServer({ binary, database, cluster }) {
  const db = database();
  const set = (sql) => run("psql", ["-Xq", cluster.url, "-c", sql, "-c", "select pg_reload_conf()"]);
  try {
    await lives({
      binary,
      db,
      full: async () => {
        set("alter system set default_transaction_read_only = on");
        await new Promise((resolve) => setTimeout(resolve, 500));
      },
      free: async () => {
        set("alter system reset default_transaction_read_only");
        await new Promise((resolve) => setTimeout(resolve, 500));
      },
      code: "store.read_only",
    });
  } finally {
    set("alter system reset default_transaction_read_only");
  }
}

// Nothing is begun on a disk that takes nothing.
async function doesNotStart({ binary, database }) {
  mayMount();
  const db = database();
  const program = await start(binary, db.place);
  await program.kill();
  const [command, ...args] = [...privately,
    `mount --bind '${db.directory}' '${db.directory}' && mount -o remount,bind,ro '${db.directory}' && exec "$0" "$@"`];
  const refused = run(command, [...args, binary, "serve", "--listen", "127.0.0.1:0", ...db.options]);
  assert.equal(refused.status, 2, refused.text);
  assert.match(refused.text, /Datenträger lässt sich nur lesen/);
}

export default [
  { name: "a full disk refuses writing and lets read", on: ["sqlite"], run: fullDisk },
  { name: "a server without room refuses writing and lets read", on: ["postgres"], run: fullServer },
  { name: "a disk that became read-only refuses writing and lets read", on: ["sqlite"], run: readOnlyDisk },
  { name: "a server that became read-only refuses writing and lets read", on: ["postgres"], run: readOnlyServer },
  { name: "a read-only disk is named at the start", on: ["sqlite"], run: doesNotStart },
];
