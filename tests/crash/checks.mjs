// What must hold when disk, database or key are not as they should be: node tests/crash/checks.mjs PROGRAM [only these]
//
// Each file *.check.mjs exports an array of { name, on, run(context) }; `on` says for which databases ("sqlite",
// "postgres") it is run. A check that throws NotRun cannot be done on this machine: it is said and counts as
// neither passed nor failed. Ends with "N passed, N failed".
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cluster, Postgres, Sqlite } from "./database.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [binary, ...only] = process.argv.slice(2);
const files = readdirSync(here)
  .filter((file) => file.endsWith(".check.mjs"))
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
  .sort();

let passed = 0;
let failed = 0;
const cluster = new Cluster();
const make = { sqlite: () => new Sqlite(), postgres: () => new Postgres(cluster.url) };

async function attempt({ name, run }, kind) {
  const began = Date.now();
  const databases = [];
  const context = {
    binary,
    cluster,
    kind,
    database: () => {
      databases.push(make[kind]());
      return databases.at(-1);
    },
  };
  try {
    await run(context);
    passed += 1;
    console.log(`   ok ${kind}: ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    if (error.name === "NotRun") {
      console.log(`   not run: ${kind}: ${name}: ${error.message}`);
    } else {
      failed += 1;
      console.log(`-- failed: ${kind}: ${name}\n${error.stack ?? error}`);
    }
  } finally {
    for (const database of databases) database.remove();
  }
}

try {
  for (const file of files) {
    const { default: checks } = await import(join(here, file));
    for (const check of checks) for (const kind of check.on) await attempt(check, kind);
  }
} finally {
  cluster.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
