// The two kinds of database behind the program, as an outsider with the database's own tools sees them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export function run(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30, ...options });
  if (error) throw error;
  return { status, stdout, stderr, text: stdout + stderr };
}

function must(program, args, options) {
  const done = run(program, args, options);
  if (done.status !== 0) throw new Error(`${program} ${args.slice(0, 3).join(" ")}: ${done.text}`);
  return done.stdout;
}

const rowsOf = (text) => text.split("\n").filter(Boolean).map((line) => line.split("|"));
export const folder = (what) => mkdtempSync(join(tmpdir(), `dienstweg-${what}-`));

// An id as the program writes it, from its 32 digits.
export const dashed = (hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

class Database {
  caseId(number) {
    const [row] = this.sql(`select ${this.id("id")} from case_row where number = '${number}'`);
    if (!row) throw new Error(`there is no case ${number}`);
    return dashed(row[0]);
  }
}

// A data directory with SQLite in it.
export class Sqlite extends Database {
  name = "SQLite";
  constructor(directory = folder("crash")) {
    super();
    this.directory = directory;
  }
  // For start() of the program, and for its commands.
  get place() {
    return { data: this.directory };
  }
  get options() {
    return ["--data", this.directory];
  }
  sql(text) {
    return rowsOf(must("sqlite3", ["-batch", join(this.directory, "dienstweg.db")], { input: `.timeout 10000\n${text}` }));
  }
  id(column) {
    return `lower(hex(${column}))`;
  }
  bytes(column) {
    return `lower(hex(${column}))`;
  }
  value(hex) {
    return `x'${hex}'`;
  }
  idValue = this.value;
  dump() {
    return must("sqlite3", ["-batch", join(this.directory, "dienstweg.db"), ".dump"]);
  }
  copy() {
    const target = folder("copy");
    cpSync(this.directory, target, { recursive: true });
    return new Sqlite(target);
  }
  remove() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

let made = 0;

// A database of its own on a server, and a data directory beside it.
export class Postgres extends Database {
  name = "PostgreSQL";
  constructor(server, { directory = folder("crash"), template } = {}) {
    super();
    this.server = server;
    this.directory = directory;
    this.database = `dw_${process.pid}_${(made += 1)}`;
    this.url = server.replace(/\/postgres\?/, `/${this.database}?`);
    psql(server, `create database ${this.database}${template ? ` template ${template}` : ""}`);
  }
  get place() {
    return { data: this.directory, database: this.url };
  }
  get options() {
    return ["--data", this.directory, "--database", this.url];
  }
  sql(text) {
    return rowsOf(psql(this.url, text));
  }
  id(column) {
    return `replace(${column}::text, '-', '')`;
  }
  bytes(column) {
    return `encode(${column}, 'hex')`;
  }
  value(hex) {
    return `'\\x${hex}'`;
  }
  idValue(hex) {
    return `'${hex}'`;
  }
  dump() {
    // Newer versions draw a new word against injection for each dump.
    return must("pg_dump", [this.url]).replace(/^\\(un)?restrict .*$/gm, "");
  }
  copy() {
    const directory = folder("copy");
    cpSync(this.directory, directory, { recursive: true });
    return new Postgres(this.server, { directory, template: this.database });
  }
  remove() {
    psql(this.server, `drop database ${this.database} with (force)`);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function psql(url, text) {
  return must("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", url], { input: text });
}

// A server of its own; gives its URL and folder.
export class Cluster {
  constructor() {
    this.directory = folder("cluster");
    this.url = must(script, ["start", this.directory]).trim();
    this.sockets = readFileSync(join(this.directory, "sockets"), "utf8").trim();
  }
  // Stands still with its files in place, for those who want to look at them.
  halt() {
    const pid = readFileSync(join(this.sockets, "data", "postmaster.pid"), "utf8").split("\n")[0];
    process.kill(Number(pid), "SIGINT");
    for (let wait = 0; existsSync(join(this.sockets, "data", "postmaster.pid")); wait += 1) {
      if (wait > 300) throw new Error("the server does not stop");
      run("sleep", ["0.1"]);
    }
  }
  stop() {
    must(script, ["stop", this.directory]);
  }
}
const script = join(dirname(fileURLToPath(import.meta.url)), "..", "postgres.sh");

// "sqlite", or the URL of a server that lets databases be made.
export const database = (kind) => (!kind || kind === "sqlite" ? new Sqlite() : new Postgres(kind));
