// A backup is made while people apply, goes into an empty installation, and nothing acknowledged before it is
// missing there. An installation that went back in time says so before it starts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { application } from "./dog.mjs";
import { start } from "./program.mjs";

const send = (base, n) =>
  fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `backup-${n}` },
    body: JSON.stringify(application(n)),
  });
const folder = () => mkdtempSync(join(tmpdir(), "dienstweg-backup-"));
function command(binary, ...args) {
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

async function restore({ binary }) {
  const program = await start(binary);
  const target = folder();
  const file = join(target, "sicherung");
  try {
    const before = [];
    for (let n = 1; n <= 5; n += 1) before.push(await (await send(program.base, n)).json());
    let over = false;
    const load = (async () => {
      for (let n = 100; !over; n += 1) assert.equal((await send(program.base, n)).status, 201);
    })();
    assert.equal(command(binary, "backup", file, "--data", program.directory).status, 0);
    over = true;
    await load;
    assert.equal((await program.kill()).code, 0);

    const data = join(target, "data");
    assert.equal(command(binary, "restore", file, "--data", data).status, 2, "no key, no restore");
    copyFileSync(join(program.directory, "master.key"), join(data, "master.key"));
    assert.equal(command(binary, "restore", file, "--data", data).status, 0);
    assert.equal(command(binary, "restore", file, "--data", data).status, 2, "only into an empty database");
    assert.equal(command(binary, "log", "verify", "--data", data).status, 0);
    const again = await start(binary, { command: "serve", data });
    for (const [i, was] of before.entries()) {
      assert.deepEqual(await (await send(again.base, i + 1)).json(), was);
    }
    await again.kill();

    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    const changed = join(target, "veraendert");
    writeFileSync(changed, bytes);
    const refused = command(binary, "restore", changed, "--data", join(target, "data"));
    assert.equal(refused.status, 2);
    assert.match(refused.text, /beschädigt/);
  } finally {
    await program.kill();
    program.remove();
    rmSync(target, { recursive: true, force: true });
  }
}

async function backInTime({ binary }) {
  const program = await start(binary);
  const target = folder();
  try {
    await program.kill();
    cpSync(program.directory, target, { recursive: true });
    const again = await start(binary, { command: "serve", data: program.directory });
    assert.equal((await send(again.base, 1)).status, 201);
    await again.kill();
    // The database of yesterday beside the heads of today.
    copyFileSync(join(program.directory, "log-heads.txt"), join(target, "log-heads.txt"));
    const refused = command(binary, "serve", "--data", target, "--listen", "127.0.0.1:0");
    assert.equal(refused.status, 2);
    assert.match(refused.text, /älter/);
    assert.equal(command(binary, "log", "verify", "--data", target).status, 1);
    const accepted = await start(binary, { command: "serve", data: target, extra: ["--accept-older-log"] });
    assert.equal((await fetch(`${accepted.base}/ready`)).status, 200);
    await accepted.kill();
  } finally {
    await program.kill();
    program.remove();
    rmSync(target, { recursive: true, force: true });
  }
}

async function twoPrograms({ binary, program }) {
  const second = command(binary, "serve", "--data", program.directory, "--listen", "127.0.0.1:0");
  assert.equal(second.status, 2);
  assert.match(second.text, /läuft gerade/);
  const typo = join(tmpdir(), `dienstweg-nirgends-${process.pid}`);
  const nowhere = command(binary, "log", "verify", "--data", typo);
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.text, /keine Installation/);
}

export default [
  { name: "a backup made under load comes back whole", run: restore },
  { name: "a database that went back in time does not start unnoticed", run: backInTime },
  { name: "one program works in a directory; a wrong directory is named", run: twoPrograms },
];
