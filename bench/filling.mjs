// Applications by the thousand, and one request again and again, with wrk.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { application } from "../tests/journeys/dog.mjs";

export function wrk(url, connections, seconds, headers = {}, script) {
  const extra = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...extra, ...(script ? ["-s", script] : []), url];
  const out = execFileSync("wrk", args, { encoding: "utf8" });
  const [, p99, unit] = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  return {
    rate: Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit],
    wrong: Number(out.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0),
  };
}

export const shown = ({ rate, p99, wrong }) =>
  `${rate.toFixed(0)}/s p99 ${p99.toFixed(1)} ms${wrong ? ` (${wrong} REFUSED)` : ""}`;

// Each name belongs to one case in so many, each number of a house to one.
export const names = ["Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann", "Yıldız", "Nowak"];

// Files applications until there are enough; gives how many. `work` is a directory for the script.
export async function fill(base, count, name, seconds, work) {
  const script = join(work, "fill.lua");
  const body = JSON.stringify(application(1));
  let filed = 0;
  for (let round = 0; filed < count; round += 1) {
    writeFileSync(
      script,
      `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nlocal n = 0\nlocal body = [==[${body}]==]\n` +
        `local names = {${names.map((each) => `"${each}"`).join(",")}}\n` +
        `request = function()\n  n = n + 1\n  wrk.headers["Idempotency-Key"] = "${name}${round}-" .. n\n` +
        `  local own = body:gsub('"Muster"', '"' .. names[n % #names + 1] .. '"'):gsub("Beispielweg 1", "Weg${name}${round}x" .. n)\n` +
        `  return wrk.format(nil, nil, nil, own)\nend\n`,
    );
    const { rate, wrong } = wrk(`${base}/api/v1/applications`, 64, seconds, {}, script);
    if (wrong > 0) throw new Error(`${wrong} applications were refused`);
    filed += Math.floor(rate * Number(seconds));
    if (round % 20 === 19) console.log(`  ${filed} filed`);
  }
  return filed;
}
