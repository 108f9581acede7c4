// Rare words are planted everywhere a person can write; nowhere on disk do they stand in the clear.
//
// Database, write-ahead log, files, cache, the program's output, temporary files and the backup are searched for
// the words as UTF-8 and UTF-16, in hexadecimal digits and Base64, and inside what was deflated. The same search
// finds a word that does stand in the clear, else it would prove nothing.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { start } from "../journeys/program.mjs";
import { answers, application } from "../journeys/dog.mjs";
import { Cluster, Postgres, folder, run } from "./database.mjs";
import { actAtDesk, decide } from "./desk.mjs";
import { Visitor, apply, confirmation, fillIn, proof, signIn } from "./visitor.mjs";

// Letters that stand nowhere else; each place has a word of its own, so that a find names its place.
const planted = {
  name: "Quorvexname",
  street: "Zyphradweg",
  email: "quorvexpost@zyphrad.example",
  dog: "Wuxbellohund",
  upload: "Krizovdatei",
  file_name: "Vyzklatname",
  note: "Xamquonotiz",
  message: "Jyxtabotschaft",
  reasons: "Pfyxgrund",
  tag: "Zwyktmarke",
  draft: "Dwyzentwurf",
  api: "Gnuxprogramm",
};
const inTheClear = "Hundesteuer"; // the title of a service

async function work(base) {
  const person = { vorname: "Erika", nachname: planted.name, strasse: `${planted.street} 1`, email: planted.email,
    hund_name: planted.dog };
  const visitor = new Visitor(base);
  const file = proof(`${planted.upload} `.repeat(9000), `${planted.file_name}.pdf`);
  const { number } = await confirmation(visitor, await apply(visitor, person, file));
  await fillIn(new Visitor(base), { hund_name: planted.draft });
  const sent = await fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "planted" },
    body: JSON.stringify({ ...application(1), answers: { ...answers(1), vorname: planted.api } }),
  });
  assert.equal(sent.status, 201);

  const clerk = await signIn(base, "jana@bremerhaven.example");
  const { html } = await clerk.get("/desk?sicht=offen");
  const row = html.split("<tr").find((part) => part.includes(number));
  assert.ok(row, `${number} is not on the first page`);
  const path = row.match(/href="(\/desk\/cases\/[0-9a-f-]{36})"/)[1];
  await actAtDesk(clerk, path, { form: "notes" }, { notiz: planted.note });
  await actAtDesk(clerk, path, { page: "messages", form: "messages" }, { nachricht: planted.message });
  await decide(clerk, path, planted.reasons, planted.tag);
  const { html: after } = await clerk.get(path);
  for (const word of [planted.name, planted.note, planted.message, planted.reasons, planted.tag, planted.file_name])
    assert.ok(after.includes(word), `${word} is not in the case file`);
}

// Base64 shows a word in one of three ways, by where it begins; the outer letters depend on the neighbours.
function inBase64(word) {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from("\0".repeat(shift) + word).toString("base64").replace(/=+$/, "");
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
}
const shapes = (word) => [
  Buffer.from(word), Buffer.from(word, "utf16le"), Buffer.from(word, "utf16le").swap16(),
  Buffer.from(Buffer.from(word).toString("hex")), Buffer.from(Buffer.from(word).toString("hex").toUpperCase()),
  ...inBase64(word).flatMap((text) => [text, text.replace(/\+/g, "-").replace(/\//g, "_")]).map((text) => Buffer.from(text)),
];

// What was deflated: by gzip, or as zlib does it inside PDF and PNG.
function unpacked(bytes) {
  const found = [];
  const attempt = (inflate, part) => {
    try {
      found.push(inflate(part, { finishFlush: 2, maxOutputLength: 1 << 26 }));
    } catch {
      // Not the beginning of one.
    }
  };
  for (let at = bytes.indexOf(Buffer.from([0x1f, 0x8b, 8])); at >= 0; at = bytes.indexOf(Buffer.from([0x1f, 0x8b, 8]), at + 1))
    attempt(inflateRawSync, bytes.subarray(at + 10)); // behind the head; gunzip wants nothing to follow
  for (const head of [[0x78, 0x9c], [0x78, 0xda], [0x78, 0x01]])
    for (let at = bytes.indexOf(Buffer.from(head)); at >= 0; at = bytes.indexOf(Buffer.from(head), at + 1))
      attempt(inflateSync, bytes.subarray(at, at + (1 << 22)));
  if (bytes.length < 1 << 20) attempt(inflateRawSync, bytes);
  return found;
}

const filesBelow = (root) =>
  readdirSync(root, { recursive: true }).map((file) => join(root, file)).filter((file) => statSync(file).isFile());

// "word in file", for every word in any shape.
function search(files, sought) {
  const found = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const all = [bytes, ...unpacked(bytes)];
    for (const word of sought)
      if (all.some((part) => shapes(word).some((shape) => part.includes(shape)))) found.push(`${word} in ${file}`);
    for (const word of sought) if (file.includes(word)) found.push(`${word} in the name ${file}`);
  }
  return found;
}

async function nowhere({ binary, database, kind }) {
  // PostgreSQL's own files are read while it stands, so it is a server of its own.
  const cluster = kind === "postgres" ? new Cluster() : undefined;
  const db = cluster ? new Postgres(cluster.url) : database();
  const temporary = folder("temporary");
  try {
    const program = await start(binary, { ...db.place, launcher: ["env", `TMPDIR=${temporary}`] });
    await work(program.base);
    await new Promise((resolve) => setTimeout(resolve, 1200)); // mails and timers
    const backup = join(temporary, "sicherung");
    assert.equal(run(binary, ["backup", backup, ...db.options]).status, 0);
    // With everything still in the write-ahead log.
    await program.kill("SIGKILL");
    cluster?.halt();
    const files = [db.directory, temporary, ...(cluster ? [cluster.sockets] : [])].flatMap(filesBelow);
    assert.ok(files.length > 4);
    const written = Object.values(planted).flatMap((word) => word.split("@"));
    assert.deepEqual(search(files, written), []);
    const output = program.output() + program.log();
    for (const word of written) assert.ok(!output.includes(word), `${word} is in the program's output`);
    const clear = search(files, [inTheClear]);
    assert.ok(clear.some((line) => line.includes("sicherung")), "the search finds nothing in a backup");
    const data = cluster ? /dienstweg-postgres/ : /dienstweg\.db/;
    assert.ok(clear.some((line) => data.test(line)), "the search finds nothing in the database");
  } finally {
    if (cluster) cluster.stop();
    run("rm", ["-rf", temporary, ...(cluster ? [db.directory] : [])]);
  }
}

// The search itself, on words that are hidden on purpose.
async function theSearchFinds() {
  const root = folder("search");
  try {
    mkdirSync(join(root, "below"));
    const hidden = {
      plain: Buffer.from("a Quorvexname b"), wide: Buffer.from("xQuorvexname", "utf16le"),
      digits: Buffer.from(Buffer.from("..Quorvexname").toString("hex")),
    };
    for (let shift = 0; shift < 3; shift += 1)
      hidden[`base64-${shift}`] = Buffer.from(Buffer.from("?".repeat(shift) + "Quorvexname!!").toString("base64"));
    hidden.gzip = Buffer.concat([Buffer.from("before"), gzipSync("much Quorvexname"), Buffer.from("after")]);
    hidden.deflate = Buffer.concat([Buffer.from("before"), deflateSync("much Quorvexname"), Buffer.from("after")]);
    for (const [name, bytes] of Object.entries(hidden)) writeFileSync(join(root, "below", name), bytes);
    for (const name of Object.keys(hidden))
      assert.equal(search([join(root, "below", name)], ["Quorvexname"]).length, 1, name);
  } finally {
    run("rm", ["-rf", root]);
  }
}

export default [
  { name: "the search finds words that are hidden on purpose", on: ["sqlite"], run: theSearchFinds },
  { name: "what people write is nowhere on disk in the clear", on: ["sqlite", "postgres"], run: nowhere },
];
