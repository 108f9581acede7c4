// The rule engine beside feelin, in turns: node bench/rules.mjs build/release/rules_bench [seconds a line]
import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { createRequire } from "node:module";

const require = createRequire(new URL("./peer/package.json", import.meta.url));
const { evaluate, parseExpression } = await import(require.resolve("feelin"));

const [program, seconds = "0.5"] = process.argv.slice(2);
const context = {
  age: 42, income: 1850.5, name: "Erika", list: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  dogs: [{ race: "Pudel", size: 35 }, { race: "Dogge", size: 80 }, { race: "Mops", size: 30 }],
};
function rate(act) {
  for (let i = 0; i < 100; i += 1) act();
  const begin = performance.now();
  let times = 0;
  while (performance.now() - begin < Number(seconds) * 1000) {
    for (let i = 0; i < 20; i += 1) act();
    times += 20;
  }
  return times / ((performance.now() - begin) / 1000);
}

const lines = execFileSync(program, [seconds], { encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line));
const whole = (number) => Math.round(number).toLocaleString("en");
console.log("| what | | here, a second | allocations | feelin, a second | ratio |\n|---|---|---|---|---|---|");
for (const line of lines) {
  let peer;
  if (line.kind === "parse") peer = rate(() => parseExpression(line.name, context));
  if (line.kind === "evaluate") peer = rate(() => evaluate(line.name, context));
  console.log(`| \`${line.name}\` | ${line.kind} | ${whole(line.per_second)} | ${line.allocations.toFixed(1)} | ` +
    `${peer ? whole(peer) : "–"} | ${peer ? (line.per_second / peer).toFixed(1) : "–"} |`);
}
