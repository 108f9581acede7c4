// Generated expressions, evaluated here and by feelin (npm): node tests/rules/feelin.mjs PROGRAM [COUNT] [SEED]
//
// Differences that the specification decides are listed in judged.mjs with the reason; others fail.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { generator } from "./expressions.mjs";
import { judged } from "./judged.mjs";

const require = createRequire(new URL("../pages/package.json", import.meta.url));
const { evaluate } = await import(require.resolve("feelin"));

const [program, count = "2000", seed = "20261130"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "dienstweg-feelin-"));
const context = {
  a: 7, b: -2.5, c: 0, s: "Straße", t: "", yes: true, no: false, nothing: null,
  list: [3, 1, 2], words: ["b", "a", "c"], dogs: [{ name: "Bello", size: 35 }, { name: "Rex", size: 70 }],
};
const contextFile = join(folder, "context.json");
writeFileSync(contextFile, JSON.stringify(context));

// All expressions of a round are items of one list, so that the program starts once for many.
function ours(expressions) {
  const run = spawnSync(program,
    ["rules", "eval", "--json", "--context", contextFile, "--expression", `[${expressions.join(",\n")}]`],
    { encoding: "utf8", maxBuffer: 1 << 26 });
  const values = run.stdout === "" ? null : JSON.parse(run.stdout);
  return values ?? expressions.map(() => ({ error: run.stderr.slice(0, 200) }));
}
function theirs(expression) {
  try {
    return evaluate(expression, context).value ?? null;
  } catch (error) {
    return { error: String(error.message).slice(0, 80) };
  }
}
// Numbers that a double cannot hold come as text from here; feelin has doubles only.
function same(left, right) {
  if (typeof left === "string" && typeof right === "number") return same(Number(left), right);
  if (typeof left === "number" && typeof right === "number") {
    return left === right || Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right));
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, i) => same(item, right[i]));
  }
  if (left && right && typeof left === "object" && typeof right === "object") {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]));
  }
  return left === right;
}

let passed = 0, failed = 0;
const reasons = new Map();
const next = generator(Number(seed));
for (let done = 0; done < Number(count); done += 200) {
  const expressions = Array.from({ length: Math.min(200, Number(count) - done) }, next);
  const mine = ours(expressions);
  expressions.forEach((expression, i) => {
    const other = theirs(expression);
    if (same(mine[i], other)) { passed += 1; return; }
    const judgement = judged.find((each) => each.is(expression, mine[i], other));
    if (judgement) {
      passed += 1;
      reasons.set(judgement.why, (reasons.get(judgement.why) ?? 0) + 1);
      return;
    }
    failed += 1;
    if (failed <= 20) console.log(`-- ${expression}\n   here ${JSON.stringify(mine[i])}, feelin ${JSON.stringify(other)}`);
  });
}
rmSync(folder, { recursive: true, force: true });
for (const [why, times] of reasons) console.log(`   ${times} differ: ${why}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
