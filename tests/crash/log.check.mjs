// Somebody changes the log in the database itself: "log verify" finds it and says where.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";
import { application } from "../journeys/dog.mjs";
import { run } from "./database.mjs";

const columns = "stream, sequence, kind, version, at, actor, key_id, payload, previous_hash, hash";
const at = (tenant, position) => `tenant = ${tenant} and position = ${position}`;

// What somebody with the database's own tools might do at position p of a tenant's log.
const changes = {
  "a flipped byte": {
    says: /Position P:.*verändert/,
    make: (db, tenant, p) => {
      const [[payload]] = db.sql(`select ${db.bytes("payload")} from event where ${at(tenant, p)}`);
      const middle = payload.length >> 1;
      const flipped = (parseInt(payload[middle], 16) ^ 1).toString(16);
      const changed = payload.slice(0, middle) + flipped + payload.slice(middle + 1);
      db.sql(`update event set payload = ${db.value(changed)} where ${at(tenant, p)}`);
    },
  },
  "a removed event": {
    says: /Position P:.*fehlt/,
    make: (db, tenant, p) => db.sql(`delete from event where ${at(tenant, p)}`),
  },
  "an inserted event": {
    says: /Position P:.*folgt nicht/,
    make: (db, tenant, p) => {
      // Everything behind moves on by one; positions must not meet on the way.
      db.sql(`update event set position = -position - 1 where tenant = ${tenant} and position >= ${p};
        update event set position = -position where tenant = ${tenant} and position < 0;
        insert into event (tenant, position, ${columns})
        select tenant, ${p}, ${columns.replace("sequence", "sequence + 1000")} from event where ${at(tenant, 1)};
        update log_head set position = position + 1 where tenant = ${tenant}`);
    },
  },
  "two events in another order": {
    says: /Position P:.*folgt nicht/,
    make: (db, tenant, p) =>
      db.sql(`update event set position = -1 where ${at(tenant, p)};
        update event set position = ${p} where ${at(tenant, p + 1)};
        update event set position = ${p + 1} where ${at(tenant, -1)}`),
  },
  "a cut tail": {
    says: /Position P:.*abgeschnitten/,
    make: (db, tenant, p) => db.sql(`delete from event where tenant = ${tenant} and position >= ${p}`),
  },
};

const verify = (binary, db, ...more) => run(binary, ["log", "verify", ...db.options, ...more]);

async function filled(binary, db) {
  const program = await start(binary, db.place);
  for (let n = 1; n <= 3; n += 1) {
    const response = await fetch(`${program.base}/api/v1/applications`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `log-${n}` },
      body: JSON.stringify(application(n)),
    });
    assert.equal(response.status, 201);
  }
  await program.kill();
  const [[tenant, end]] = db.sql(`select ${db.id("tenant")}, position from log_head order by position desc limit 1`);
  return { tenant: db.idValue(tenant), end: Number(end) };
}

async function tampered({ binary, database }) {
  const db = database();
  const { tenant, end } = await filled(binary, db);
  assert.equal(verify(binary, db).status, 0);
  const middle = end >> 1;
  for (const [what, { says, make }] of Object.entries(changes)) {
    const copy = db.copy();
    try {
      make(copy, tenant, middle);
      const { status, text } = verify(binary, copy);
      assert.equal(status, 1, `${what} at ${middle} of ${end}: ${text}`);
      assert.match(text, new RegExp(says.source.replace("P:", `${middle}:`)), what);
    } finally {
      copy.remove();
    }
  }
}

// The end of the log and its head fit together again: only what was kept elsewhere tells.
async function cutWithItsHead({ binary, database }) {
  const db = database();
  const { tenant, end } = await filled(binary, db);
  const kept = join(db.directory, "heads-elsewhere");
  writeFileSync(kept, run(binary, ["log", "heads", ...db.options]).stdout);
  db.sql(`delete from event where tenant = ${tenant} and position > ${end - 2};
    update log_head set position = ${end - 2}, hash = (select hash from event where ${at(tenant, end - 2)})
    where tenant = ${tenant}`);
  for (const more of [[], ["--heads", kept]]) {
    const { status, text } = verify(binary, db, ...more);
    assert.equal(status, 1, text);
    assert.match(text, new RegExp(`Position ${end - 1}:.*abgeschnitten`));
  }
  const started = run(binary, ["serve", "--listen", "127.0.0.1:0", ...db.options]);
  assert.equal(started.status, 2);
  assert.match(started.text, /älter/);
  const own = join(db.directory, "log-heads.txt");
  assert.ok(readFileSync(own, "utf8").length > 0);
  rmSync(own);
  assert.equal(verify(binary, db).status, 0, "without a head from outside nobody can know");
}

const on = ["sqlite", "postgres"];
export default [
  { name: "a changed log is found and the place is named", on, run: tampered },
  { name: "an end cut off together with its head is found by a head kept elsewhere", on, run: cutWithItsHead },
];
