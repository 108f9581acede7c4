// Without any network but the machine's own, people apply with a file, clerks decide, and people read it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { start } from "../journeys/program.mjs";
import { folder, run } from "./database.mjs";
import { decide } from "./desk.mjs";
import { Visitor, apply, confirmation, proof, signIn, words } from "./visitor.mjs";

class NotRun extends Error {
  name = "NotRun";
}

// In a world of its own whose only device is "lo".
function alone({ binary }) {
  const inside = "ip link set lo up && exec node \"$1\" \"$2\"";
  const { status, stdout, stderr } = spawnSync("unshare", ["-n", "sh", "-c", inside, "-", fileURLToPath(import.meta.url), binary],
    { encoding: "utf8", timeout: 60_000 });
  if (/unshare failed|not permitted/.test(stderr)) throw new NotRun(stderr.trim());
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /decided and read/);
}

async function work(binary) {
  // At once, by this machine: an address that nobody answers at proves nothing.
  await assert.rejects(fetch("http://192.0.2.1/", { signal: AbortSignal.timeout(2000) }),
    (error) => error.cause?.code === "ENETUNREACH", "there is a network");
  const data = folder("network");
  const program = await start(binary, { data });
  try {
    const person = new Visitor(program.base);
    const path = await apply(person, { hund_name: "Rex", email: "mona@example.org" }, proof("Nachweis"));
    const { number, code } = await confirmation(person, path);
    const clerk = await signIn(program.base, "jana@bremerhaven.example");
    let list = "/desk?sicht=offen";
    let file;
    while (list && !file) {
      const { html } = await clerk.get(list);
      file = html.match(new RegExp(`href="(/desk/cases/[0-9a-f-]{36})"[^>]*>${number}<`))?.[1];
      list = html.match(/dw-pagination[^]*?href="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
    }
    assert.ok(file, "the clerk does not find the case");
    await decide(clerk, file, "Geprüft.");
    await person.get("/status");
    const state = await person.step("/status", { nummer: number, code });
    const { html } = await person.get(state);
    assert.match(words(html), /entschieden|festgesetzt/i);
    assert.equal((await fetch(`${program.base}/ready`)).status, 200);
    console.log("decided and read");
  } finally {
    await program.kill();
    run("rm", ["-rf", data]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2]);

export default [{ name: "with the network cut, people apply, clerks decide, and people see it", on: ["sqlite"], run: alone }];
