// A small honest peer: the same jobs with what many teams would take today (fastify, ajv, better-sqlite3,
// FTS5). Durable like ours: WAL with synchronous=FULL, the audit row in the same transaction.
//   node peer.mjs PORT DATA_DIR SERVICES
import { randomUUID, createHash } from "node:crypto";
import { join } from "node:path";
import Ajv from "ajv";
import Database from "better-sqlite3";
import fastify from "fastify";
import { applicationSchema } from "./schema.mjs";

const [port, directory, services = "20000"] = process.argv.slice(2);
const db = new Database(join(directory, "peer.db"));
db.pragma("journal_mode = wal");
db.pragma("synchronous = full");
db.exec(`
  create table if not exists application (id text primary key, idempotency_key text unique, body text, state text, due text, assignee text);
  create index if not exists application_due on application (state, due, id);
  create table if not exists audit (position integer primary key, application text, hash text, previous text);
  create table if not exists service (id integer primary key, title text, body text);
  create table if not exists responsibility (service integer, area text, office text, primary key (service, area)) without rowid;
  create virtual table if not exists search using fts5 (title, body, content='service', content_rowid='id');
`);
if (db.prepare("select count(*) n from service").get().n === 0) {
  const words = ["Hund", "Steuer", "Wohnung", "Ausweis", "Gewerbe", "Bauen", "Kind", "Geld", "Auto", "Urkunde", "Heirat", "Müll"];
  const insert = db.prepare("insert into service (id, title, body) values (?, ?, ?)");
  const charge = db.prepare("insert into responsibility values (?, ?, ?)");
  db.transaction(() => {
    for (let i = 1; i <= Number(services); i += 1) {
      const word = words[i % words.length];
      insert.run(i, `${word} ${words[(i * 7) % words.length]} ${i} beantragen`, `Sie können hier ${word} beantragen. `.repeat(40));
      charge.run(i, "04012", `Amt ${i}`);
      charge.run(i, "04", `Landesamt ${i}`);
    }
    db.exec("insert into search (search) values ('rebuild')");
  })();
}

const validate = new Ajv({ allErrors: true }).compile(applicationSchema);
const insertApplication = db.prepare("insert into application values (?, ?, ?, 'new', date('now', '+15 days'), null)");
const insertAudit = db.prepare("insert into audit values (?, ?, ?, ?)");
let head = db.prepare("select position, hash from audit order by position desc limit 1").get() ?? { position: 0, hash: "" };
const submit = db.transaction((id, key, body) => {
  insertApplication.run(id, key, body);
  const hash = createHash("sha256").update(head.hash).update(body).digest("hex");
  insertAudit.run(head.position + 1, id, hash, head.hash);
  head = { position: head.position + 1, hash };
});

const app = fastify({ logger: false });
app.post("/api/v1/applications", (request, reply) => {
  if (!validate(request.body)) return reply.code(422).send({ errors: validate.errors });
  const id = randomUUID();
  submit(id, request.headers["idempotency-key"] ?? id, JSON.stringify(request.body));
  return reply.code(201).send({ number: id, receipt: head });
});
// A clerk's work: the list of tasks, taking one, completing it. Each act with its audit row.
const tasks = db.prepare("select id, state, due, assignee from application where state = 'new' order by due, id limit ?");
app.get("/api/v1/tasks", ({ query }) => ({ items: tasks.all(Number(query.limit ?? 25)) }));
const take = db.prepare("update application set assignee = ?, state = 'taken' where id = ? and assignee is null");
const complete = db.prepare("update application set state = 'done' where id = ? and state = 'taken'");
const act = db.transaction((statement, values, id, what) => {
  if (statement.run(...values).changes !== 1) return false;
  const hash = createHash("sha256").update(head.hash).update(id).update(what).digest("hex");
  insertAudit.run(head.position + 1, id, hash, head.hash);
  head = { position: head.position + 1, hash };
  return true;
});
app.post("/api/v1/tasks/:id/take", ({ params: { id } }, reply) =>
  act(take, ["jana", id], id, "take") ? { id } : reply.code(409).send({ id }));
app.post("/api/v1/tasks/:id/complete", ({ params: { id }, body }, reply) =>
  act(complete, [id], id, JSON.stringify(body)) ? { id } : reply.code(409).send({ id }));
const find = db.prepare(
  "select s.id, s.title from search f join service s on s.id = f.rowid where search match ? and exists (select 1 from responsibility r where r.service = s.id and r.area in ('04012', '04')) order by bm25(search) limit 10",
);
app.get("/api/v1/services", (request) => ({
  items: find.all(request.query.q.split(/\s+/).map((word) => `"${word}"*`).join(" ")),
}));
const competent = db.prepare("select office from responsibility where service = ? and area in ('04012', '04') order by length(area) desc limit 1");
app.get("/api/v1/competent", (request) => ({ organisation: competent.get(Number(request.query.service)) }));
const one = db.prepare("select title, body from service where id = ?");
const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
app.get("/leistung/:id", (request, reply) => {
  const service = one.get(Number(request.params.id));
  return reply.type("text/html; charset=utf-8").send(`<!doctype html><html lang="de"><head><title>${escape(service.title)}</title></head><body><h1>${escape(service.title)}</h1>${`<p>${escape(service.body)}</p>`.repeat(4)}</body></html>`);
});
await app.listen({ port: Number(port), host: "127.0.0.1" });
console.log(`http://127.0.0.1:${port}`);
