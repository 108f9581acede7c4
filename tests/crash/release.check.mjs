// Installations of earlier releases open with this one: cases are read, files too, the log verifies, the lists
// are made anew from it.
import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { start } from "../journeys/program.mjs";
import { run } from "./database.mjs";
import { Visitor, signIn } from "./visitor.mjs";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/installations");
const releases = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function putBack(db, kind, from) {
  const packed = (name) => gunzipSync(readFileSync(join(from, name)));
  cpSync(join(from, `${kind}.key`), join(db.directory, "master.key"));
  if (kind === "postgres") return db.sql(packed("postgres.sql.gz").toString());
  writeFileSync(join(db.directory, "dienstweg.db"), packed("dienstweg.db.gz"));
  cpSync(join(from, "blobs"), join(db.directory, "blobs"), { recursive: true });
  cpSync(join(from, "log-heads.txt"), join(db.directory, "log-heads.txt"));
}

async function examine(base, was) {
  const clerk = await signIn(base, "jana@bremerhaven.example");
  const { status, html } = await clerk.get(was.path);
  assert.equal(status, 200);
  for (const words of was.says) assert.ok(html.includes(words), words);
  const document = html.match(/href="(\/desk\/cases\/[^"]+\/documents\/[^"]+)"/)[1];
  assert.equal((await clerk.bytes(document)).toString(), was.upload);
  const visitor = new Visitor(base);
  await visitor.get("/status");
  const entered = await visitor.post("/status", { nummer: was.number, code: was.code });
  assert.equal(entered.location, "/status/vorgang");
  assert.ok((await visitor.get("/status/vorgang")).html.includes(was.number));
}

async function opens({ binary, database, kind }, from) {
  const db = database();
  const was = JSON.parse(readFileSync(join(from, "expected.json"), "utf8"))[kind];
  putBack(db, kind, from);
  const verify = () => run(binary, ["log", "verify", ...db.options]);
  assert.equal(verify().status, 0, verify().text);
  const program = await start(binary, db.place);
  await examine(program.base, was);
  await program.kill();
  assert.equal(verify().status, 0);
  const rows = () => db.sql(`select ${db.id("id")}, number, state, sequence from case_row order by 1`);
  const before = rows();
  const { status, text } = run(binary, ["log", "rebuild", ...db.options]);
  assert.equal(status, 0, text);
  assert.deepEqual(rows(), before);
}

export default releases.map(({ name }) => ({
  name: `an installation of release ${name} opens`,
  on: ["sqlite", "postgres"],
  run: (context) => opens(context, join(fixtures, name)),
}));
