// The limit for answering over HTTP: nginx hands out one static file. Talks to 127.0.0.1 only.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// Serves `content` as /page.html out of the folder `work`.
export async function nginx(work, content) {
  const port = await freePort();
  mkdirSync(join(work, "html"));
  writeFileSync(join(work, "html", "page.html"), content);
  writeFileSync(
    join(work, "nginx.conf"),
    `user root;\nworker_processes 2;\npid ${work}/nginx.pid;\nerror_log ${work}/nginx.log;\nevents { worker_connections 1024; }\n` +
      `http { access_log off; types { text/html html; } server { listen 127.0.0.1:${port}; root ${work}/html; } }\n`,
  );
  const child = spawn("nginx", ["-c", join(work, "nginx.conf"), "-g", "daemon off;"], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${base}/page.html`).then((answer) => answer.ok, () => false))) await new Promise((resolve) => setTimeout(resolve, 50));
  return { base, stop: () => child.kill("SIGTERM") };
}
