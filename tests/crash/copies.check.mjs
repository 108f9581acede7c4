// Two copies of the program share one PostgreSQL and one key file; each has a data directory of its own.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";
import { application, answers } from "../journeys/dog.mjs";
import { folder, run } from "./database.mjs";
import { Visitor, confirmation, fillIn, proof, signIn } from "./visitor.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Two places for two copies at one database; the key file lies in neither.
function places(db) {
  const key = join(db.directory, "key-of-both");
  const directories = [folder("copy-a"), folder("copy-b")];
  return {
    of: (number, command = "example") => ({ command, data: directories[number], database: db.url, extra: ["--master-key", key] }),
    options: ["--data", directories[0], "--database", db.url, "--master-key", key],
    remove: () => directories.forEach((directory) => rmSync(directory, { recursive: true, force: true })),
  };
}

async function withTwo({ binary, database }, work) {
  const db = database();
  const at = places(db);
  const running = [];
  const begin = async (number, command) => {
    running.push(await start(binary, at.of(number, command)));
    return running.at(-1);
  };
  const verify = () => {
    const { status, text } = run(binary, ["log", "verify", ...at.options]);
    assert.equal(status, 0, text);
  };
  try {
    await work({ db, begin, verify, binary });
  } finally {
    await Promise.all(running.map((program) => program.kill("SIGKILL")));
    at.remove();
  }
}

const send = (base, key, n, email) =>
  fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ ...application(n), answers: { ...answers(n), ...(email ? { email } : {}) } }),
  });

const firstStart = (context) =>
  withTwo(context, async ({ db, begin, verify }) => {
    const both = await Promise.all([begin(0, "serve"), begin(1, "serve")]);
    for (const program of both) assert.equal((await program.kill()).code, 0);
    const [[steps, names]] = db.sql("select count(*), count(distinct (module, number)) from migration");
    assert.equal(steps, names);
    assert.equal(db.sql("select count(*) from master_key_check")[0][0], "1");
    verify();
  });

const requestsAlternate = (context) =>
  withTwo(context, async ({ db, begin, verify }) => {
    const [a, b] = [await begin(0), await begin(1)];
    const clerk = await signIn(a.base, "jana@bremerhaven.example");
    assert.equal((await clerk.at(b.base).get("/desk")).status, 200, "signed in at one, working at the other");

    // A form begun at one copy goes on at the other, with every page at another one.
    const visitor = new Visitor(a.base);
    let turn = 0;
    const next = () => visitor.at([a, b][(turn += 1) % 2].base);
    const step = visitor.step.bind(visitor);
    visitor.step = (...args) => (next(), step(...args));
    let path = await fillIn(visitor, { hund_name: "Rex", email: "rex@example.org" });
    const file = proof("Zeugnis ".repeat(20_000));
    path = await visitor.step(path, { schritt: "hochladen" }, file);
    path = await visitor.step(path, {}, { ...file, content: "", name: "" });
    path = await visitor.step(path.replace(/pruefen$/, "absenden"), { declaration: "yes" });
    const { number } = await confirmation(next(), path);
    const file_path = `/desk/cases/${db.caseId(number)}`;
    for (const copy of [a, b]) {
      const { html } = await clerk.at(copy.base).get(file_path);
      const document = html.match(/href="(\/desk\/cases\/[^"]+\/documents\/[^"]+)"/)[1];
      assert.equal((await clerk.bytes(document)).toString(), file.content);
    }

    // The same request at both at once opens one case; two clerks at once do not both get it.
    const twice = await Promise.all([a, b, a, b].map(async ({ base }) => (await send(base, "both", 1)).json()));
    assert.equal(new Set(twice.map((answer) => answer.number)).size, 1, JSON.stringify(twice));
    await onlyOneTakes(clerk, await signIn(b.base, "ole@bremerhaven.example"), file_path, a, b);

    await clerk.at(a.base).get("/desk");
    assert.equal((await clerk.post("/abmelden", {})).status, 303);
    await pause(10_500); // as long as a copy remembers a session
    clerk.cookies = new Map(clerk.before);
    const after = await clerk.at(b.base).get("/desk");
    assert.equal(after.path.split("?")[0], "/anmelden", "signed out at one, still in at the other");
    for (const program of [a, b]) assert.doesNotMatch(program.log(), /failed:|error request/);
    verify();
  });

async function onlyOneTakes(jana, ole, path, a, b) {
  jana.before = [...jana.cookies];
  const forms = [];
  for (const [clerk, copy] of [[jana, a], [ole, b]]) {
    const { html } = await clerk.at(copy.base).get(path);
    forms.push({ clerk, stand: html.match(/name="stand" value="(\d+)"/)[1] });
  }
  const answers_ = await Promise.all(forms.map(({ clerk, stand }) => clerk.post(`${path}/assignment`, { stand })));
  assert.deepEqual(answers_.map(({ status }) => status).sort(), [303, 409]);
}

// Load on both; one dies; the other goes on, and afterwards everything is there once.
const oneIsKilled = (context) =>
  withTwo(context, async ({ db, begin, verify }) => {
    const [a, b] = [await begin(0), await begin(1)];
    const sent = new Map();
    let next = 0;
    let over = false;
    const load = async () => {
      while (!over) {
        const n = (next += 1);
        const key = `copies-${n}`;
        const base = [a, b][n % 2].base;
        const response = await send(base, key, n, n % 4 === 0 ? `e${n}@example.org` : "").catch(() => null);
        const body = await response?.json().catch(() => null);
        if (body) assert.equal(response.status, 201, JSON.stringify(body));
        if (body) sent.set(key, { n, number: body.number });
      }
    };
    const work = Promise.all(Array.from({ length: 8 }, load));
    work.catch(() => {});
    await pause(1500);
    await a.kill("SIGKILL");
    const before = sent.size;
    await pause(1000);
    over = true;
    await work;
    assert.ok(before > 0 && sent.size > before, "the other copy did not go on");
    const numbers = new Set();
    for (const [key, was] of sent) {
      const again = await (await send(b.base, key, was.n, was.n % 4 === 0 ? `e${was.n}@example.org` : "")).json();
      assert.equal(again.number, was.number);
      numbers.add(again.number);
    }
    assert.equal(numbers.size, sent.size, "a number was given twice");
    await mailsCameOnce(db, b);
    verify();
  });

async function mailsCameOnce(db, running) {
  const [[again]] = db.sql("select count(*) from outbox where done_at is null and attempts > 0");
  // What the dead copy had in hand is free again when two minutes are over.
  db.sql("update outbox set next_at = 0 where done_at is null");
  const waiting = () => Number(db.sql("select count(*) from outbox where done_at is null")[0][0]);
  for (const end = Date.now() + 60_000; waiting() > 0; await pause(200))
    assert.ok(Date.now() < end, `${waiting()} mails wait`);
  await running.kill();
  const [[asked, tries, came]] = db.sql(
    "select count(*), sum(attempts), (select count(*) from example_mail) from outbox where kind = 'mail'");
  assert.equal(came, asked);
  assert.ok(Number(asked) > 0);
  // Each was taken once; those that lay in the dead copy's hand, once more.
  assert.ok(Number(tries) <= Number(asked) + Number(again), `${tries} tries for ${asked} mails, ${again} twice`);
}

// Timers that both copies see at the same moment, and mail that both could hand out.
const timersFireOnce = (context) =>
  withTwo(context, async ({ db, begin, verify }) => {
    const a = await begin(0);
    const drafts = 40;
    for (let n = 0; n < drafts; n += 1) await fillIn(new Visitor(a.base), { hund_name: `Rex ${n}` });
    const mails = Array.from({ length: 40 }, (_, n) => send(a.base, `m${n}`, n, `m${n}@example.org`));
    for (const { status } of await Promise.all(mails)) assert.equal(status, 201);
    await a.kill("SIGKILL");
    // As on the day on which they end, with all mail still to be sent.
    db.sql(`update draft set expires_at = 1; update due_timer set due_at = 1;
      create table fired (kind text, key text);
      create function note_fired() returns trigger language plpgsql as
      $$ begin insert into fired values (old.kind, old.key); return old; end $$;
      create trigger fired after delete on due_timer for each row execute function note_fired();
      delete from example_mail;
      update outbox set done_at = null, next_at = 0, attempts = 0`);
    const mailsInAll = Number(db.sql("select count(*) from outbox")[0][0]);
    const both = await Promise.all([begin(0, "example"), begin(1, "example")]);
    const left = () => Number(db.sql(
      "select (select count(*) from draft) + (select count(*) from outbox where done_at is null)")[0][0]);
    for (const end = Date.now() + 40_000; left() > 0; await pause(200)) assert.ok(Date.now() < end, `${left()} left`);
    await pause(1000);
    for (const program of both) assert.equal((await program.kill()).code, 0);
    const [[fired, names]] = db.sql("select count(*), count(distinct key) from fired where kind = 'draft.expired'");
    assert.deepEqual([fired, names], [`${drafts}`, `${drafts}`]);
    const [[once, came]] = db.sql(
      "select (select count(*) from outbox where attempts = 1), (select count(*) from example_mail)");
    assert.deepEqual([Number(once), Number(came)], [mailsInAll, mailsInAll]);
    verify();
  });

const on = ["postgres"];
export default [
  { name: "two copies that start at once make one database", on, run: firstStart },
  { name: "requests alternate between two copies; who signs out is out everywhere", on, run: requestsAlternate },
  { name: "one of two copies is killed under load and nothing is lost or doubled", on, run: oneIsKilled },
  { name: "timers and mail of two copies go off once", on, run: timersFireOnce },
];
