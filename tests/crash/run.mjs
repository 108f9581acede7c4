// Kills the program under load again and again: node tests/crash/run.mjs PROGRAM [TIMES] [DATABASE_URL]
//
// Clients send applications, each with its own Idempotency-Key. After kill -9 and a new start every
// acknowledged application must be there once: the same key gives the same number and receipt again, no
// two keys share a number, and "log verify" finds nothing. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../journeys/program.mjs";
import { application } from "../journeys/dog.mjs";

const [binary, times = "5", database] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "dienstweg-crash-"));
const acknowledged = new Map();
let next = 0;
let passed = 0;
let failed = 0;

const send = (base, key, n) =>
  fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(application(n)),
  });

async function load(base, isOver) {
  while (!isOver()) {
    const n = (next += 1);
    const key = `crash-${process.pid}-${n}`;
    const response = await send(base, key, n).catch(() => null);
    if (response === null) continue;
    const body = await response.json().catch(() => null);
    if (response.status === 201 && body) acknowledged.set(key, { n, ...body });
    else if (body) throw new Error(`refused with ${response.status}: ${JSON.stringify(body)}`);
  }
}

async function examine(base) {
  const numbers = new Set();
  const left = [...acknowledged];
  const ask = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [key, was] = next;
      const body = await (await send(base, key, was.n)).json();
      if (body.number !== was.number) throw new Error(`${key}: ${was.number} became ${JSON.stringify(body)}`);
      if (body.receipt?.position !== was.receipt.position) throw new Error(`${key}: the receipt changed`);
      if (numbers.has(body.number)) throw new Error(`${body.number} was given twice`);
      numbers.add(body.number);
    }
  };
  await Promise.all(Array.from({ length: 16 }, ask));
}

try {
  for (let round = 1; round <= Number(times); round += 1) {
    const program = await start(binary, { data: directory, database });
    let over = false;
    const clients = Array.from({ length: 16 }, () => load(program.base, () => over));
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1200));
    await program.kill("SIGKILL");
    over = true;
    await Promise.all(clients);

    const again = await start(binary, { data: directory, database });
    await examine(again.base);
    await again.kill("SIGTERM");
    const options = ["--data", directory, ...(database ? ["--database", database] : [])];
    const verify = spawnSync(binary, ["log", "verify", ...options], { encoding: "utf8" });
    if (verify.status !== 0) throw new Error(`log verify: ${verify.stdout}${verify.stderr}`);
    passed += 1;
    console.log(`   kill ${round}: ${acknowledged.size} acknowledged, all there once; the log verifies`);
  }
  if (acknowledged.size === 0) throw new Error("nothing was ever acknowledged");
} catch (error) {
  failed += 1;
  console.log(`-- ${error.stack ?? error}`);
}
rmSync(directory, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
