// Mail of an installation that is not the example, against a real SMTP server: it waits while the server is away, says
// what kind of thing is new and nothing of the content, and arrives once.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { application } from "./dog.mjs";
import { start } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { SMTPServer } = createRequire(join(here, "../pages/browser.mjs"))("smtp-server");
const email = "erika@post.example";

function need(right, words) {
  if (!right) throw new Error(words);
}

function mailServer(port, received) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk) => (text += chunk));
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map((each) => each.address), text });
        done();
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

async function until(condition, words) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) {
    if (await condition()) return;
  }
  throw new Error(words);
}

async function send(base) {
  const response = await fetch(`${base}/api/v1/applications`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...application(), email }),
  });
  need(response.status === 201, `an application is answered with ${response.status}: ${await response.text()}`);
}

async function waiting(base) {
  const metrics = await (await fetch(`${base}/metrics`)).text();
  return Number(metrics.match(/^dienstweg_outbox_waiting (\d+)$/m)[1]);
}

// An office that takes applications, as an operator sets it up.
function setUp(binary, directory) {
  const run = (...args) => execFileSync(binary, [...args, "--data", directory]);
  run("import", "xzufi", join(here, "../../example/catalogue.xml"));
  run("user", "add", "--tenant", "Bremerhaven", "--organisation", "Steueramt", "--source", "L900100.steuer-bremerhaven",
    "--name", "Jana Jansen", "--login", "jana@bremerhaven.example", "--role", "clerk", "--team", "Hundesteuer");
}

export default [
  {
    name: "mail waits for a server that is away and arrives once",
    async run({ binary }) {
      const directory = mkdtempSync(join(tmpdir(), "dienstweg-mail-"));
      const received = [];
      const probe = await mailServer(0, received);
      const { port } = probe.server.address();
      await new Promise((resolve) => probe.close(resolve));
      let server;
      let program;
      try {
        setUp(binary, directory);
        program = await start(binary, { command: "serve", data: directory, extra: ["--smtp", `smtp://127.0.0.1:${port}`, "--mail-from", "dienstweg@stadt.example"] });
        await send(program.base);
        need((await waiting(program.base)) === 1, "the mail does not wait in the outbox");
        await new Promise((resolve) => setTimeout(resolve, 1500));
        need((await waiting(program.base)) === 1, "a mail is given up");
        server = await mailServer(port, received);
        await until(() => received.length > 0, "the mail does not arrive");
        await until(async () => (await waiting(program.base)) === 0, "the mail is sent again");
        need(received.length === 1, "the mail arrives more than once");
        const [{ to, text }] = received;
        need(to.join() === email, `the mail goes to ${to}`);
        const body = Buffer.from(text.split("\r\n\r\n")[1], "base64").toString();
        need(body.includes("/status"), `the mail does not lead to the status:\n${body}`);
        for (const word of ["Erika", "Muster", "Bello", "Beispielweg"])
          need(!body.includes(word), `the mail tells content: ${word}`);
      } finally {
        await program?.kill();
        await new Promise((resolve) => (server ? server.close(resolve) : resolve()));
        rmSync(directory, { recursive: true, force: true });
      }
    },
  },
  {
    name: "without a mail server nobody is promised a mail",
    async run({ binary }) {
      const directory = mkdtempSync(join(tmpdir(), "dienstweg-post-"));
      let program;
      try {
        setUp(binary, directory);
        program = await start(binary, { command: "serve", data: directory });
        await send(program.base);
        need((await waiting(program.base)) === 0, "a mail waits that will never be sent");
        need(program.output().includes("Nachrichten gehen als Brief"), "the operator is not told");
      } finally {
        await program?.kill();
        rmSync(directory, { recursive: true, force: true });
      }
    },
  },
];
