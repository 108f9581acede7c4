// The limit for writing: a bare loop that writes the very rows of a load run, with the tables and
// indexes they have, in groups as they were committed. No HTTP, no checks, no sealing, no hashing.
//   node loop.mjs DATABASE BEFORE GROUP DIRECTORY SECONDS    prints applications per second
// DATABASE is our database after the load, BEFORE a JSON file with the number of rows of each table
// before it (loop.mjs DATABASE counts them when it is given alone).
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

const [database, before, group, directory, seconds] = process.argv.slice(2);
const source = new Database(database, { readonly: true });
const tables = source
  .prepare("select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid")
  .all()
  .filter(({ sql }) => sql && !sql.startsWith("CREATE VIRTUAL"));
const count = (name) => source.prepare(`select count(*) as n from "${name}"`).get().n;
const counts = Object.fromEntries(tables.map(({ name }) => [name, count(name)]));
if (!before) {
  console.log(JSON.stringify(counts));
  process.exit(0);
}

const old = JSON.parse(readFileSync(before, "utf8"));
const grown = tables.filter(({ name }) => counts[name] > (old[name] ?? 0));
const applications = counts.case_row - (old.case_row ?? 0);
const file = join(directory, "loop.db");
for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
const target = new Database(file);
target.pragma("journal_mode = wal");
target.pragma("synchronous = full");
for (const { name, sql } of grown) {
  target.exec(sql);
  for (const index of source.prepare("select sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null").all(name))
    target.exec(index.sql);
}
// The last rows of each table are those of the load, or as good as they: of the same size and number.
const most = Math.min(applications, 60_000);
const stock = grown.map(({ name }) => {
  const each = (counts[name] - (old[name] ?? 0)) / applications;
  const columns = source.pragma(`table_info("${name}")`).map((column) => `"${column.name}"`);
  const rows = source.prepare(`select ${columns} from "${name}" limit -1 offset ?`).safeIntegers().raw().all(counts[name] - Math.floor(each * most));
  const insert = target.prepare(`insert into "${name}" (${columns}) values (${columns.map(() => "?")})`);
  return { each, rows, insert };
});
const write = target.transaction((from) => {
  for (const { each, rows, insert } of stock) {
    const end = Math.min(rows.length, Math.floor((from + Number(group)) * each));
    for (let i = Math.floor(from * each); i < end; i += 1) insert.run(rows[i]);
  }
});
const began = Date.now();
let written = 0;
while (written + Number(group) <= most && Date.now() - began < Number(seconds) * 1000) {
  write(written);
  written += Number(group);
}
const rowsEach = stock.reduce((sum, { each }) => sum + each, 0);
console.log(`${Math.round((written * 1000) / (Date.now() - began))} ${rowsEach.toFixed(1)}`);
