// The limit for writing: a bare loop that commits groups of applications with their audit rows.
//   node loop.mjs DATA_DIR GROUP SECONDS      prints applications per second
import { join } from "node:path";
import Database from "better-sqlite3";

const [directory, group, seconds] = process.argv.slice(2);
const db = new Database(join(directory, `loop-${group}.db`));
db.pragma("journal_mode = wal");
db.pragma("synchronous = full");
db.exec(`
  create table if not exists application (id integer primary key, body blob, state text, due text);
  create index if not exists application_due on application (state, due, id);
  create table if not exists audit (position integer primary key, hash blob);
`);
const body = Buffer.alloc(1600, 7);
const hash = Buffer.alloc(32, 7);
const insert = db.prepare("insert into application (body, state, due) values (?, 'new', '2026-12-01')");
const audit = db.prepare("insert into audit (hash) values (?)");
const write = db.transaction(() => {
  for (let i = 0; i < Number(group); i += 1) {
    insert.run(body);
    audit.run(hash);
  }
});
const end = Date.now() + Number(seconds) * 1000;
const began = Date.now();
let written = 0;
while (Date.now() < end) {
  write();
  written += Number(group);
}
console.log(Math.round((written * 1000) / (Date.now() - began)));
