// The catalogue as a whole: where a service is online, a source that breaks, and the way out again.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe, reflow, structure } from "../pages/checks.mjs";
import { open } from "../pages/browser.mjs";
import { start } from "./program.mjs";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const dog = "L900100.hundesteuer";

async function waitFor(asked, words) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((done) => setTimeout(done, 250))) {
    if (await asked()) return;
  }
  throw new Error(words);
}

export default [
  {
    name: "a service says in how many municipalities it is online",
    async run({ browser, base }) {
      const counted = await (await fetch(`${base}/api/v1/services/${dog}/coverage`)).json();
      need(counted.covered > 0 && counted.covered < counted.municipalities, `covered: ${JSON.stringify(counted).slice(0, 200)}`);
      const lands = counted.lands.reduce((sum, land) => sum + land.covered, 0);
      const districts = counted.districts.reduce((sum, district) => sum + district.covered, 0);
      need(lands === counted.covered && districts === counted.covered, "the parts are not the whole");
      for (const kind of ["desktop", "phone", "small", "dark", "rtl"]) {
        const { context, page } = await open(browser, base, `/leistung/${dog}?ort=040120000000`, kind);
        await page.getByRole("link", { name: "Wo kann man das online beantragen?" }).click();
        clean(await axe(page), `coverage, ${kind}: axe`);
        clean(await structure(page), `coverage, ${kind}: structure`);
        clean(await reflow(page), `coverage, ${kind}: reflow`);
        need((await page.locator("svg.dw-map path").count()) >= 400, "the map has not all districts");
        await page.getByRole("table", { name: "Nach Ländern" }).getByRole("link", { name: "Bremen" }).click();
        need((await page.locator("main").innerText()).includes("Bremerhaven"), "the municipalities of a Land are not shown");
        clean(await axe(page), `coverage of a Land, ${kind}: axe`);
        clean(await reflow(page), `coverage of a Land, ${kind}: reflow`);
        await context.close();
      }
    },
  },
  {
    name: "the catalogue is written out and imports to the same",
    async run({ binary }) {
      const directory = mkdtempSync(join(tmpdir(), "dienstweg-export-"));
      try {
        const run = (...args) => JSON.parse(execFileSync(binary, [...args, "--json"], { encoding: "utf8", maxBuffer: 1 << 26 }));
        const from = join(directory, "from"), to = join(directory, "to"), file = join(directory, "out.xml");
        run("import", "xzufi", join(root, "tests/fixtures/xzufi/2.2/all-objects.xml"), "--data", from);
        const written = run("export", "xzufi", file, "--data", from);
        const taken = run("import", "xzufi", file, "--data", to);
        need(taken.services === written.services && taken.responsibilities === written.responsibilities, JSON.stringify(taken));
        const again = spawnSync(binary, ["export", "xzufi", file, "--data", to], { encoding: "utf8" });
        need(again.status === 2 && again.stderr.includes("gibt es schon"), "a file that is there was written over");
        run("export", "xzufi", `${file}.2`, "--data", to);
        need(readFileSync(file, "utf8") === readFileSync(`${file}.2`, "utf8"), "the second copy differs from the first");
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  },
  {
    name: "a source that breaks leaves the last good state",
    async run({ binary }) {
      const directory = mkdtempSync(join(tmpdir(), "dienstweg-sources-"));
      const good = readFileSync(join(root, "tests/fixtures/xzufi/2.2/all-objects.xml"));
      let answer = good, asked = 0;
      const server = createServer((request, response) => {
        asked += 1;
        response.writeHead(answer ? 200 : 500);
        response.end(answer ?? "");
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      const write = (name) =>
        writeFileSync(join(directory, "sources.json"), JSON.stringify([{ name, from: `http://127.0.0.1:${server.address().port}/katalog.xml`, full: true }]));
      const isThere = async (base) => (await fetch(`${base}/api/v1/services/L900001.11`)).status === 200;
      try {
        write("Land");
        let program = await start(binary, { command: "serve", data: directory });
        await waitFor(() => isThere(program.base), `nothing was fetched: ${program.log().slice(-1000)}`);
        await program.kill();
        // Another name is another source, and so it is due at once.
        for (const [name, broken] of [["halb", good.subarray(0, good.length / 2)], ["weg", undefined]]) {
          answer = broken;
          write(name);
          const before = asked;
          program = await start(binary, { command: "serve", data: directory });
          await waitFor(() => asked > before, "the broken source was not asked");
          await new Promise((done) => setTimeout(done, 1500));
          need(await isThere(program.base), `${name}: the last good state is gone`);
          await program.kill();
        }
        writeFileSync(join(directory, "sources.json"), "[{}]");
        const refused = spawnSync(binary, ["serve", "--data", directory, "--listen", "127.0.0.1:0"], { encoding: "utf8", timeout: 20_000 });
        need(refused.status === 2 && refused.stderr.includes("sources.json"), `a wrong sources.json: ${refused.stderr}`);
      } finally {
        server.close();
        rmSync(directory, { recursive: true, force: true });
      }
    },
  },
];
