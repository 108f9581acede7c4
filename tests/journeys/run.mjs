// Runs the journeys: node tests/journeys/run.mjs PROGRAM [only these files]
// Each file *.journey.mjs exports an array of { name, run(context) }. Ends with "N passed, N failed".
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "./program.mjs";
import { launch } from "../pages/browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [binary, ...only] = process.argv.slice(2);
const files = readdirSync(here)
  .filter((file) => file.endsWith(".journey.mjs"))
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
  .sort();

let passed = 0;
let failed = 0;
const program = await start(binary);
const browser = await launch();
try {
  for (const file of files) {
    const { default: journeys } = await import(join(here, file));
    for (const journey of journeys) {
      const began = Date.now();
      try {
        await journey.run({ browser, base: program.base, binary, program });
        passed += 1;
        console.log(`   ok ${journey.name} (${Date.now() - began} ms)`);
      } catch (error) {
        failed += 1;
        console.log(`-- failed: ${journey.name}\n${error.stack ?? error}`);
      }
    }
  }
} finally {
  await browser.close();
  const { code, signal } = await program.kill();
  if (code !== 0) {
    failed += 1;
    console.log(`-- the program did not stop well (${code ?? signal})\n${program.log().slice(-3000)}`);
  }
  program.remove();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
