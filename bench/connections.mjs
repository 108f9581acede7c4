// Do idle and slow connections disturb the others? node bench/connections.mjs PROGRAM [idle] [slow] [seconds]
//
// Measures ordinary requests with wrk on a quiet program, then again while IDLE connections say nothing and
// SLOW ones send their head byte by byte (those the program gives up on come back at once). Both ends need
// that many open files: raise `ulimit -n` where the hard limit is below. Talks to 127.0.0.1 only.
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { start } from "../tests/journeys/program.mjs";

const [binary, idle = "10000", slow = "2000", seconds = "8"] = process.argv.slice(2);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const program = await start(binary, { quiet: true });
const { hostname, port } = new URL(program.base);
const counts = { opened: 0, refused: 0, gaveUp: 0 };

function open(firstBytes, ended) {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => (counts.refused += 1));
    socket.on("data", () => {});
    socket.on("close", () => {
      ended?.();
      resolve();
    });
    socket.on("connect", () => {
      counts.opened += 1;
      if (firstBytes) socket.write(firstBytes);
      resolve(socket);
    });
  });
}

const slowSockets = new Set();
let stopping = false;
async function openSlow() {
  let socket;
  const ended = () => {
    slowSockets.delete(socket);
    if (stopping) return;
    counts.gaveUp += 1;
    openSlow();
  };
  socket = await open("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", ended);
  if (socket) slowSockets.add(socket);
}

async function wrk(path) {
  const { stdout } = await promisify(execFile)("wrk", ["-t1", "-c16", `-d${seconds}s`, "--latency", program.base + path]);
  const rate = Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
  const at = (percent) => stdout.match(new RegExp(`${percent}%\\s+([\\d.]+[mu]?s)`))?.[1];
  const errors = stdout.match(/Socket errors.*|Non-2xx.*/g)?.join(" ") ?? "no errors";
  return `${rate.toFixed(0)}/s, p50 ${at(50)}, p99 ${at(99)}, ${errors}`;
}

// A new connection each time, as somebody who has just come.
async function newcomers() {
  const times = [];
  for (let i = 0; i < 200; i += 1) {
    const began = performance.now();
    const answer = await fetch(`${program.base}/health`, { headers: { connection: "close" } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`a newcomer got ${answer.status}`);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return `p50 ${times[100].toFixed(1)} ms, p99 ${times[198].toFixed(1)} ms`;
}

const paths = ["/health", "/api/v1/competent?service=99102013104000&area=040120000000"];
const measure = async (name) => {
  for (const path of paths) console.log(`${name.padEnd(8)} ${path.slice(0, 20).padEnd(21)} ${await wrk(path)}`);
  console.log(`${name.padEnd(8)} ${"new connections".padEnd(21)} ${await newcomers()}`);
};

await measure("quiet");
const idleSockets = [];
for (let i = 0; i < Number(idle); i += 250) idleSockets.push(...(await Promise.all(Array.from({ length: 250 }, () => open()))));
for (let i = 0; i < Number(slow); i += 250) await Promise.all(Array.from({ length: 250 }, () => openSlow()));
const drip = setInterval(() => slowSockets.forEach((socket) => socket.write("x")), 1000);
await pause(1000);
const gauges = async () => (await (await fetch(`${program.base}/metrics`)).text()).match(/dienstweg_http_(connections|timeouts_total|refused_connections_total) \d+/g);
console.log(`open: ${idleSockets.length} idle, ${slowSockets.size} slow; ${(await gauges()).join(", ")}`);
await measure("crowded");
console.log(`after: given up on ${counts.gaveUp} slow ones, ${counts.refused} refused; ${(await gauges()).join(", ")}`);
clearInterval(drip);
stopping = true;
for (const socket of [...idleSockets, ...slowSockets]) socket?.destroy();
const stopped = Date.now();
await program.kill();
console.log(`stopped in ${Date.now() - stopped} ms`);
program.remove();
