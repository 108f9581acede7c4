// One act on 200 cases at once: node bench/bulk.mjs PROGRAM [rounds] [DATABASE-URL]
//
// Files so many applications, then a clerk takes 200 of them, notes something down in all, hands them over and undoes
// that, each with one form, round after round. Tells the middle and the slowest answer. Talks to 127.0.0.1 only.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "../tests/crash/visitor.mjs";
import { start } from "../tests/journeys/program.mjs";
import { fill } from "./filling.mjs";

const [binary, rounds = "5", database] = process.argv.slice(2);
const many = 200;
const work = mkdtempSync(join(tmpdir(), "dienstweg-bulk-bench-"));
const ours = await start(binary, { data: join(work, "data"), database, quiet: true });
await fill(ours.base, many * (Number(rounds) + 1), "bulk", 1, work);
const clerk = await signIn(ours.base, "jana@bremerhaven.example");

const found = [];
for (let path = "/desk?sicht=offen&dicht=ja"; path && found.length < many * Number(rounds) + 50; ) {
  const { html } = await clerk.get(path);
  for (const [, id] of html.matchAll(/href="\/desk\/cases\/([0-9a-f-]{36})"/g)) if (!found.includes(id)) found.push(id);
  path = html.match(/dw-pagination[^]*?href="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
}
found.splice(0, 50); // those of the example have histories of their own
const { html } = await clerk.get(`/desk/cases/${found[0]}/handover`);
const [, colleague] = html.match(/value="(person:[0-9a-f-]{36})"/);

const times = new Map();
async function send(what, path, fields, chosen = []) {
  const body = new URLSearchParams({ csrf: clerk.token, ...fields });
  for (const id of chosen) body.append("vorgang", id);
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const began = performance.now();
  const answer = await fetch(ours.base + path, {
    method: "POST", redirect: "manual", body, headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
  });
  const took = performance.now() - began;
  if (answer.status !== 303) throw new Error(`${what}: ${answer.status}`);
  const report = (await clerk.get(answer.headers.get("location"))).html;
  const done = report.match(/Erledigt<|Rückgängig gemacht</g)?.length ?? 0;
  if (done !== many) throw new Error(`${what}: ${done} of ${many} were done`);
  times.set(what, [...(times.get(what) ?? []), took]);
  return answer.headers.get("location");
}

for (let round = 0; round < Number(rounds); round += 1) {
  const chosen = found.slice(round * many, (round + 1) * many);
  await send("taking", "/desk/bulk", { schritt: "uebernehmen" }, chosen);
  await send("a note", "/desk/bulk", { schritt: "vermerk", fertig: "ja", notiz: "Satzung geprüft." }, chosen);
  const report = await send("handing over", "/desk/bulk", { schritt: "weitergeben", fertig: "ja", an: colleague }, chosen);
  await send("undoing it", `${report}/undo`, {});
}
for (const [what, taken] of times) {
  taken.sort((a, b) => a - b);
  console.log(`${what}, ${many} cases: middle ${taken[taken.length >> 1].toFixed(0)} ms, slowest ${taken.at(-1).toFixed(0)} ms`);
}
await ours.kill();
rmSync(work, { recursive: true, force: true });
