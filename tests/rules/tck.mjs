// The public DMN TCK: node tests/rules/tck.mjs PROGRAM FOLDER
//
// Says how many cases ran, and fails where one fails that the specification lets pass. Without the folder
// nothing runs; with a folder in which no case is found, that is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, folder] = process.argv.slice(2);
// Java is refused: a rule is data, not a program of somebody else (docs/rules.md).
const refused = [{ path: "0076-feel-external-java", why: "functions in Java are refused" }];

if (!existsSync(folder)) {
  console.log("no DMN TCK here\n0 passed, 0 failed");
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), "dienstweg-tck-"));
const report = join(work, "report.txt");
const run = spawnSync(program, ["rules", "tck", folder, "--report", report], { encoding: "utf8" });
const lines = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n").filter(Boolean) : [];
rmSync(work, { recursive: true, force: true });

let passed = 0, failed = 0;
const left = new Map();
for (const line of lines) {
  if (line.startsWith("passed ")) { passed += 1; continue; }
  const reason = refused.find((each) => line.includes(each.path));
  if (reason) { left.set(reason.why, (left.get(reason.why) ?? 0) + 1); continue; }
  failed += 1;
  console.log(`-- ${line}`);
}
for (const [why, times] of left) console.log(`   ${times} left out: ${why}`);
if (passed + failed === 0) {
  failed = 1;
  console.log(`-- no case ran: ${run.stderr.trim() || run.stdout.trim()}`);
}
console.log(`cases: ${passed + failed}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
