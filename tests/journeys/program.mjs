// Starts the program under test on a free port with an own directory, and stops it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function start(binary, { command = "example", data, database, listen = "127.0.0.1:0", extra = [], quiet = false, launcher = [], limits = "off" } = {}) {
  const directory = data ?? mkdtempSync(join(tmpdir(), "dienstweg-test-"));
  // Measurements and checks send more from one address than people do.
  const args = [command, "--data", directory, "--listen", listen, "--limit-per-network", limits, ...extra];
  if (database) args.push("--database", database);
  // `launcher` is a command that becomes the program, e.g. in a world with other mounts.
  const [first, ...rest] = [...launcher, binary, ...args];
  const child = spawn(first, rest, { stdio: ["ignore", "pipe", quiet ? "ignore" : "pipe"] });
  let output = "";
  let log = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (log += chunk));
  const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  let ended = false;
  exited.then(() => (ended = true));
  const deadline = Date.now() + 60_000;
  let base;
  while (!base) {
    if (ended || Date.now() > deadline) throw new Error(`the program did not start:\n${output}\n${log}`);
    base = output.match(/https?:\/\/[^\s/]+/)?.[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  while ((await fetch(`${base}/ready`).catch(() => null))?.status !== 200) {
    if (ended || Date.now() > deadline) throw new Error(`the program is not ready:\n${output}\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    base,
    directory,
    pid: child.pid,
    output: () => output,
    log: () => log,
    kill: async (signal = "SIGTERM") => {
      child.kill(signal);
      return exited;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
