// The peer's import: saxes for the XML, better-sqlite3 with FTS5 for the rows.  node import.mjs FILE DATA_DIR
import { createReadStream } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import saxes from "saxes";

const [file, directory] = process.argv.slice(2);
const db = new Database(join(directory, "peer-import.db"));
db.pragma("journal_mode = wal");
db.pragma("synchronous = full");
db.exec(`
  create table service (id text primary key, title text, body text);
  create table office (id text primary key, name text);
  create table responsibility (service text, area text, office text, primary key (service, area, office)) without rowid;
  create virtual table search using fts5 (title, body, content='service', content_rowid='rowid');
`);
const addService = db.prepare("insert or replace into service values (?, ?, ?)");
const addOffice = db.prepare("insert or replace into office values (?, ?)");
const addResponsibility = db.prepare("insert or replace into responsibility values (?, ?, ?)");

const parser = new saxes.SaxesParser({ xmlns: true });
let object = null;
let texts = [];
let path = [];
parser.on("opentag", (tag) => {
  path.push(tag.local);
  texts.push("");
  if (tag.local === "leistung" || tag.local === "organisationseinheit") object = { kind: tag.local, texts: {}, areas: [] };
});
parser.on("text", (text) => { texts[texts.length - 1] += text; });
parser.on("closetag", (tag) => {
  const text = texts.pop();
  path.pop();
  if (!object) return;
  const parent = path.at(-1);
  if (tag.local === "id" && parent === object.kind) object.id = text;
  if (tag.local === "code" && parent === "leikaTextmodul") object.code = text;
  if (tag.local === "inhalt") object.texts[object.code] = text;
  if (tag.local === "name" && parent === "name") object.name = text;
  if (tag.local === "leistungID") object.service = text;
  if (tag.local === "gebietID") object.areas.push(text);
  if (tag.local !== object.kind) return;
  if (object.kind === "leistung") {
    addService.run(object.id, object.texts["03"] ?? "", Object.values(object.texts).join(" "));
  } else {
    addOffice.run(object.id, object.name ?? "");
    for (const area of object.areas) addResponsibility.run(object.service, area, object.id);
  }
  object = null;
});
db.exec("begin");
for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 16 })) parser.write(chunk);
parser.close();
db.exec("insert into search (search) values ('rebuild')");
db.exec("commit");
console.log(db.prepare("select count(*) n from service").get().n);
