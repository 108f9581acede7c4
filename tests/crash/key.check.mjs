// Without the right key file the program does not begin, says why, and leaves the database as it is.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";
import { run } from "./database.mjs";

const faults = {
  "no key file": { make: (file) => rmSync(file), says: /Schlüsseldatei master\.key fehlt/ },
  "the key of another installation": {
    make: (file) => writeFileSync(file, randomBytes(32)),
    says: /gehört nicht zu dieser Datenbank/,
  },
  "half a key": { make: (file) => writeFileSync(file, readFileSync(file).subarray(0, 16)), says: /beschädigt/ },
  "a key with something behind it": {
    make: (file) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from("\n")])),
    says: /beschädigt/,
  },
};

async function refused({ binary, database }) {
  const db = database();
  await (await start(binary, db.place)).kill();
  const file = join(db.directory, "master.key");
  const kept = readFileSync(file);
  const before = db.dump();
  const commands = [["serve", "--listen", "127.0.0.1:0"], ["example", "--listen", "127.0.0.1:0"], ["log", "rebuild"],
    ["backup", join(db.directory, "sicherung")]];
  for (const [what, { make, says }] of Object.entries(faults)) {
    make(file);
    for (const command of commands) {
      const { status, text } = run(binary, [...command, ...db.options]);
      assert.equal(status, 2, `${what}, ${command[0]}: ${text}`);
      // Commands that make nothing say that there is no installation when its key is not there.
      if (what !== "no key file" || ["serve", "example"].includes(command[0])) assert.match(text, says, what);
      assert.equal(db.dump(), before, `${what}: ${command[0]} wrote to the database`);
    }
    assert.equal(existsSync(file), what !== "no key file", `${what}: a new key was made`);
    assert.equal(existsSync(join(db.directory, "sicherung")), false);
    writeFileSync(file, kept);
  }
  const again = await start(binary, { ...db.place, command: "serve" });
  assert.equal((await again.kill()).code, 0);
}

async function elsewhere({ binary, database }) {
  const db = database();
  await (await start(binary, db.place)).kill();
  const file = join(db.directory, "..", `dienstweg-key-${process.pid}`);
  renameSync(join(db.directory, "master.key"), file);
  try {
    const program = await start(binary, { ...db.place, command: "serve", extra: ["--master-key", file] });
    await program.kill();
    assert.equal(run(binary, ["log", "verify", ...db.options, "--master-key", file]).status, 0);
    assert.equal(existsSync(join(db.directory, "master.key")), false);
  } finally {
    rmSync(file);
  }
}

async function onPaper({ binary, database }) {
  const db = database();
  const file = join(db.directory, "master.key");
  const setUp = run(binary, ["user", "add", "--tenant", "Dorf", "--organisation", "Gemeinde", "--name", "Eva", "--login", "eva",
    "--role", "administrator", ...db.options]);
  assert.equal(setUp.status, 0, setUp.text);
  const shares = setUp.text.split("\n").filter((line) => /^Teil \d|^\S+-\S+-\S+-\S+/.test(line));
  assert.equal(shares.length, 5, setUp.text);
  const kept = readFileSync(file);
  rmSync(file);
  const recovered = run(binary, ["key", "recover", ...db.options], { input: shares.slice(1, 4).join("\n") });
  assert.equal(recovered.status, 0, recovered.text);
  assert.deepEqual(readFileSync(file), kept);
  const second = run(binary, ["user", "list", ...db.options]);
  assert.match(second.text, /Eva/);
}

const on = ["sqlite", "postgres"];
export default [
  { name: "a wrong or missing key file is refused and nothing is written", on, run: refused },
  { name: "setting up prints the key in shares, and three of them give it again", on, run: onPaper },
  { name: "the key file may lie elsewhere", on, run: elsewhere },
];
