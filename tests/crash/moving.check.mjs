// A village moves from SQLite to PostgreSQL and back: the same cases, files, people and rights, codes and logins go
// on working, every log verifies, and the installation it left has nothing of it any more.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";
import { Postgres, folder, run } from "./database.mjs";
import { actAtDesk } from "./desk.mjs";
import { Visitor, apply, confirmation, proof, words } from "./visitor.mjs";

const village = "Samtgemeinde Bevern, Rathaus (Beispiel)";
const person = { ars: "032555401015", plz: "37640", ort: "Golmbach", vorname: "Änne", nachname: "Größenbach",
  email: "aenne@example.org", hund_name: "Rex" };
const password = "Beispiel-2026-Hund";

// RFC 6238 with the secret the example gives this person.
function code(login) {
  const secret = createHash("sha256").update(`dienstweg example ${login}`).digest().subarray(0, 20);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// Somebody of the village, with the password and the app from before the move.
async function signIn(base, login) {
  const visitor = new Visitor(base);
  for (const end = Date.now() + 70_000; Date.now() < end; await new Promise((go) => setTimeout(go, 1500))) {
    await visitor.get("/anmelden");
    const { status } = await visitor.post("/anmelden", { benutzer: login, passwort: password, code: code(login) });
    if (status === 303) return visitor; // a code is good once, across moves as well
  }
  throw new Error(`${login} could not sign in`);
}

class House {
  constructor(binary, db) {
    Object.assign(this, { binary, db });
  }
  run(...args) {
    return run(this.binary, [...args, ...this.db.options]);
  }
  must(...args) {
    const done = this.run(...args);
    assert.equal(done.status, 0, `${args.join(" ")}: ${done.text}`);
    return done;
  }
  export(to) {
    return this.must("organisation", "export", to, "--organisation", village);
  }
  sound() {
    this.must("log", "verify");
    const before = this.rows();
    this.must("log", "rebuild");
    assert.deepEqual(this.rows(), before, "log rebuild gives other rows");
  }
  // Nobody listens where its mail goes: all of it waits.
  serve(command = "serve") {
    const extra = command === "serve" ? ["--smtp", "smtp://127.0.0.1:9", "--mail-from", "rathaus@bevern.example"] : [];
    return start(this.binary, { ...this.db.place, command, extra });
  }
  id() {
    const sql = `select ${this.db.id("tenant")}, ${this.db.id("id")} from organisation where name = '${village}'`;
    const [row] = this.db.sql(sql);
    return row;
  }
  // Cases, rights, logins of the village; nothing that names tenant, position or key.
  rows() {
    const found = this.id();
    if (!found) return {};
    const { db } = this;
    const tenant = db.idValue(found[0]);
    const of = (table, columns) =>
      db.sql(`select ${columns.join(", ")} from ${table} where tenant = ${tenant} order by ${columns.map((_, n) => n + 1)}`);
    const ids = (...names) => names.map((name) => db.id(name));
    return {
      cases: of("case_row", [...ids("id", "organisation"), "number", db.bytes("code_hash"), "state", "due", "received",
        "service", "package", "sequence", db.id("assignee")]),
      documents: of("case_document", ids("blob", "case_id")),
      visible: of("visible", [...ids("scope", "case_id"), "state", "due", "acts"]),
      people: of("person", ids("id", "organisation", "actor")),
      roles: of("membership", [...ids("person"), "role"]),
      teams: of("team", [...ids("id"), "name"]),
      members: of("team_member", ids("person", "team")),
      logins: of("credential", [...ids("person"), db.bytes("login_hash"), "password_hash", "enrolled"]),
      events: of("event", [...ids("stream", "actor"), "sequence", "kind", "version", "at"])
        .filter(([, , , kind]) => !kind.startsWith("move.")),
      mails: of("outbox", ["kind", "key", "done_at is null"]).filter(([, , waits]) => ["1", "t"].includes(waits)).map(([, key]) => key),
      names: JSON.parse(this.must("user", "list", "--json").stdout).filter((one) => one.organisation === village),
    };
  }
  // The events of an export without what is of one log only.
  content(name) {
    const lines = readFileSync(join(name, "events.ndjson"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
    return lines.filter(({ kind }) => !kind.startsWith("move."))
      .map(({ at, stream, sequence, kind, actor, key, payload }) => ({ at, stream, sequence, kind, actor, key, payload }));
  }
}

// A resident with a file, a clerk at work.
async function live(house) {
  const program = await house.serve("example");
  const file = proof("Prüfung bestanden. ".repeat(9000));
  const resident = new Visitor(program.base);
  const { number, code: access } = await confirmation(resident, await apply(resident, person, file));
  const clerk = await signIn(program.base, "sven@bevern.example");
  const path = `/desk/cases/${house.db.caseId(number)}`;
  await actAtDesk(clerk, path, { form: "assignment" }, {});
  await actAtDesk(clerk, path, { form: "notes" }, { notiz: "Chip-Nummer geprüft." });
  await program.kill();
  return { number, access, path, upload: file.content, says: ["Größenbach", "Chip-Nummer geprüft."] };
}

async function examine(house, known, login, question) {
  const program = await house.serve();
  try {
    const clerk = await signIn(program.base, login);
    const { status, html } = await clerk.get(known.path);
    assert.equal(status, 200);
    for (const said of known.says) assert.ok(html.includes(said), said);
    const document = html.match(/href="(\/desk\/cases\/[^"]+\/documents\/[^"]+)"/)[1];
    assert.equal((await clerk.bytes(document)).toString(), known.upload);
    const resident = new Visitor(program.base);
    await resident.get("/status");
    const entered = await resident.post("/status", { nummer: known.number, code: known.access });
    assert.equal(entered.location, "/status/vorgang", words(entered.html));
    const note = `Hier weiter (${house.db.name}).`;
    await actAtDesk(clerk, known.path, { form: "notes" }, { notiz: note });
    known.says.push(note);
    if (question) {
      await actAtDesk(clerk, known.path, { page: "messages", form: "messages" }, { nachricht: question });
      known.says.push(question);
    }
    assert.equal((await program.kill()).code, 0);
  } finally {
    await program.kill("SIGKILL");
  }
}

async function isGone(house, known, others) {
  assert.equal(house.id(), undefined);
  house.sound();
  assert.deepEqual(house.db.sql("select name from organisation order by name").flat(), others);
  const [[cases]] = house.db.sql(`select count(*) from case_row where number = '${known.number}'`);
  assert.equal(cases, "0");
  const program = await house.serve();
  const resident = new Visitor(program.base);
  await resident.get("/status");
  const { status, location } = await resident.post("/status", { nummer: known.number, code: known.access });
  assert.notEqual(location, "/status/vorgang");
  assert.notEqual(status, 500);
  assert.equal((await program.kill()).code, 0);
}

function isReadable(name, known) {
  const sums = run("sha256sum", ["--quiet", "-c", "SHA256SUMS"], { cwd: name });
  assert.equal(sums.status, 0, sums.text);
  const [file] = readdirSync(join(name, "files"));
  assert.equal(readFileSync(join(name, "files", file), "utf8"), known.upload);
  for (const entry of [name, ...readdirSync(name).map((one) => join(name, one))])
    assert.equal(statSync(entry).mode & 0o77, 0, `others may read ${entry}`);
}

async function thereAndBack({ binary, database, cluster }) {
  const home = new House(binary, database());
  const away = new House(binary, new Postgres(cluster.url));
  const exports = folder("export");
  const [out, back] = [join(exports, "out"), join(exports, "back")];
  try {
    const known = await live(home);
    const before = home.rows();
    assert.equal(before.documents.length, 1);
    assert.ok(before.cases.length > 10 && before.names.length === 4);
    const others = home.db.sql(`select name from organisation where name <> '${village}' order by name`).flat();
    assert.match(home.export(out).stderr, /unverschlüsselt/);
    isReadable(out, known);

    away.must("organisation", "import", out);
    assert.deepEqual(away.rows(), before);
    away.sound();
    assert.match(away.run("organisation", "import", out).text, /schon in dieser Installation/);
    home.must("organisation", "delete", out, "--organisation", village);
    await isGone(home, known, others);
    await examine(away, known, "sven@bevern.example", "Wie heißt der Hund jetzt?");

    const worked = away.rows();
    assert.ok(worked.mails.length >= 1); // and what the example had not handed out when it was stopped
    away.export(back);
    const mails = readFileSync(join(back, "mails.ndjson"), "utf8");
    assert.ok(mails.trim().split("\n").some((line) => JSON.parse(line).to === person.email));
    assert.deepEqual(home.content(back).slice(0, home.content(out).length), home.content(out));
    home.must("organisation", "import", back);
    assert.deepEqual(home.rows(), worked);
    home.sound();
    home.export(join(exports, "again"));
    assert.equal(readFileSync(join(exports, "again", "mails.ndjson"), "utf8"), mails);
    away.must("organisation", "delete", back, "--organisation", village);
    await isGone(away, known, []);
    await examine(home, known, "pia@bevern.example");
  } finally {
    away.db.remove();
    rmSync(exports, { recursive: true, force: true });
  }
}

async function refusals({ binary, database }) {
  const home = new House(binary, database());
  const empty = new House(binary, database());
  const exports = folder("export");
  const out = join(exports, "out");
  const refused = (house, says, ...args) => {
    const { status, text } = house.run("organisation", ...args);
    assert.equal(status, 2, text);
    assert.match(text, says);
  };
  try {
    const program = await home.serve("example");
    home.export(out);
    refused(home, /läuft gerade/, "import", out);
    refused(home, /läuft gerade/, "delete", out, "--organisation", village);
    await program.kill();
    refused(home, /gibt es hier nicht/, "export", join(exports, "x"), "--organisation", "Nirgendwo");
    refused(home, /gibt es schon/, "export", out, "--organisation", village);
    refused(home, /anderen Amt/, "delete", out, "--organisation", "Steueramt Bremen (Beispiel)");
    refused(empty, /SHA256SUMS/, "import", exports);

    const events = join(out, "events.ndjson");
    const was = readFileSync(events);
    const tables = () => empty.db.sql("select count(*) from tenant union all select count(*) from event");
    for (const bytes of [was.subarray(0, was.length / 2), Buffer.concat([was, was]), Buffer.from(was).fill("x", 100, 101)]) {
      writeFileSync(events, bytes);
      refused(empty, /beschädigt.*events\.ndjson/, "import", out);
      refused(home, /beschädigt/, "delete", out, "--organisation", village);
      assert.deepEqual(tables(), [["0"], ["0"]]);
    }
    writeFileSync(events, was);

    // Something happens after the export: it is not deleted until it was exported as well.
    await live(home);
    const rows = home.rows();
    refused(home, /Seit diesem Export/, "delete", out, "--organisation", village);
    assert.deepEqual(home.rows(), rows);
    home.sound();
  } finally {
    rmSync(exports, { recursive: true, force: true });
  }
}

// Killed at any moment an import has taken in nothing; run again it takes in everything.
async function killed({ binary, database }) {
  const home = new House(binary, database());
  const away = new House(binary, database());
  const exports = folder("export");
  const out = join(exports, "out");
  try {
    await live(home);
    home.export(out);
    const begun = Date.now();
    new House(binary, database()).must("organisation", "import", out);
    const takes = Date.now() - begun;
    // Before its first statement there is no table to ask.
    const taken = () => {
      try {
        return Boolean(away.id());
      } catch {
        return false;
      }
    };
    for (let round = 0; round < 12 && !taken(); round += 1) {
      const child = spawn(binary, ["organisation", "import", out, ...away.db.options], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      await new Promise((resolve) => setTimeout(resolve, (takes * round) / 12));
      child.kill("SIGKILL");
      await ended;
    }
    if (!taken()) away.must("organisation", "import", out);
    assert.deepEqual(away.rows(), home.rows());
    away.sound();
    home.must("organisation", "delete", out, "--organisation", village);
  } finally {
    rmSync(exports, { recursive: true, force: true });
  }
}

export default [
  { name: "a village moves to PostgreSQL and back", on: ["sqlite"], run: thereAndBack },
  { name: "what cannot be moved is refused and nothing is changed", on: ["sqlite"], run: refusals },
  { name: "a killed import has taken in nothing or everything", on: ["sqlite", "postgres"], run: killed },
];
