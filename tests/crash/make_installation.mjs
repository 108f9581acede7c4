// Makes the fixture of a release: node tests/crash/make_installation.mjs PROGRAM RELEASE
//
// Run once for each release, with its program; the result is committed and never made again.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { start } from "../journeys/program.mjs";
import { Cluster, Postgres, Sqlite, run } from "./database.mjs";
import { actAtDesk, decide } from "./desk.mjs";
import { Visitor, apply, confirmation, proof, signIn } from "./visitor.mjs";

const [binary, release] = process.argv.slice(2);
const target = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/installations", release);

async function live(base, id) {
  const visitor = new Visitor(base);
  const file = proof("Prüfung bestanden. ".repeat(200));
  const person = { vorname: "Änne", nachname: "Größenbach", email: "aenne@example.org", hund_name: "Rex" };
  const { number, code } = await confirmation(visitor, await apply(visitor, person, file));
  const clerk = await signIn(base, "jana@bremerhaven.example");
  const path = `/desk/cases/${id(number)}`;
  await actAtDesk(clerk, path, { form: "assignment" }, {});
  await actAtDesk(clerk, path, { form: "notes" }, { notiz: "Chip-Nummer geprüft." });
  await actAtDesk(clerk, path, { page: "messages", form: "messages" }, { nachricht: "Wie groß ist Rex?" });
  await decide(clerk, path, "Ein Rettungshund ist frei.");
  return { number, code, path, upload: file.content, says: ["Größenbach", "Chip-Nummer geprüft.", "Wie groß ist Rex?",
    "Ein Rettungshund ist frei."] };
}

async function make(db) {
  const program = await start(binary, db.place);
  const known = await live(program.base, (number) => db.caseId(number));
  await program.kill();
  return known;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const sqlite = new Sqlite();
const expected = { sqlite: await make(sqlite) };
sqlite.sql("vacuum");
const packed = (bytes) => gzipSync(bytes, { level: 9 });
writeFileSync(join(target, "dienstweg.db.gz"), packed(readFileSync(join(sqlite.directory, "dienstweg.db"))));
cpSync(join(sqlite.directory, "blobs"), join(target, "blobs"), { recursive: true });
cpSync(join(sqlite.directory, "log-heads.txt"), join(target, "log-heads.txt"));
cpSync(join(sqlite.directory, "master.key"), join(target, "sqlite.key"));
sqlite.remove();

const cluster = new Cluster();
try {
  const postgres = new Postgres(cluster.url);
  expected.postgres = await make(postgres);
  writeFileSync(join(target, "postgres.sql.gz"), packed(postgres.dump()));
  cpSync(join(postgres.directory, "master.key"), join(target, "postgres.key"));
} finally {
  cluster.stop();
}
writeFileSync(join(target, "expected.json"), JSON.stringify(expected, null, 2) + "\n");
console.log(run("du", ["-sh", target]).stdout.trim(), existsSync(target));
