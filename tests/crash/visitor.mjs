// A person with a browser that runs no script: keeps cookies, sends the forms of the pages, uploads files.
import { answers } from "../journeys/dog.mjs";

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
export const plain = (html) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);

export class Visitor {
  constructor(base) {
    this.base = base;
    this.cookies = new Map();
    this.token = "";
  }

  // The program comes back at another port after each start.
  at(base) {
    this.base = base;
    return this;
  }

  // Follows what leads on; gives the page and where it stands.
  async get(path) {
    for (let hops = 0; hops < 6; hops += 1) {
      const response = await this.#send(path, {});
      if (response.status !== 303) return this.#page(response, path);
      path = response.headers.get("location");
      await response.arrayBuffer();
    }
    throw new Error(`${path} leads on and on`);
  }

  async bytes(path) {
    const response = await this.#send(path, {});
    if (response.status !== 200) throw new Error(`${path} is ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  // Sends a form with the token of the page seen last; does not follow the answer.
  async post(path, fields, file) {
    const body = file ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries({ csrf: this.token, ...fields })) body.append(name, value);
    if (file) body.append(file.field, new Blob([file.content], { type: file.type }), file.name);
    const response = await this.#send(path, { method: "POST", body });
    return { ...(await this.#page(response, path)), location: response.headers.get("location") };
  }

  // The same, where anything but "go on there" is a failure; gives the path of what comes next.
  async step(path, fields, file) {
    const { status, location, html } = await this.post(path, fields, file);
    if (status !== 303) throw new Error(`${path} is ${status}: ${words(html)}`);
    return location;
  }

  async #send(path, options) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "accept-language": "de", ...(cookie ? { cookie } : {}) };
    const response = await fetch(new URL(path, this.base), { redirect: "manual", headers, ...options });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    return response;
  }

  async #page(response, path) {
    const html = await response.text();
    this.token = html.match(/name="csrf" value="([^"]+)"/)?.[1] ?? this.token;
    return { status: response.status, html, path };
  }
}

// What a page says, in one line.
export const words = (html) =>
  plain((html.match(/<main[^]*<\/main>/)?.[0] ?? html).replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();

const date = (name, iso) => {
  const [year, month, day] = iso.split("-");
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

// Fills the form for a rescue dog up to the page with the proof; gives the path of that page.
export async function fillIn(visitor, { ars = "040120000000", ...person }) {
  const all = { ...answers(), ...person };
  await visitor.get(`/antrag/neu?leistung=99102013104000&ort=${ars}`);
  let path = await visitor.step("/antrag/neu", { leistung: "99102013104000", ort: ars });
  const pages = [
    { vorname: all.vorname, nachname: all.nachname, ...date("geburtsdatum", all.geburtsdatum) },
    { strasse: all.strasse, plz: all.plz, ort: all.ort, email: all.email ?? "" },
    { hund_name: all.hund_name, hund_rasse: all.hund_rasse, ...date("hund_geburt", all.hund_geburt) },
    { ...date("haltung_seit", all.haltung_seit), anzahl_hunde: "1", uebernommen: "no" },
    { grund: "rettungshund" },
  ];
  for (const fields of pages) path = await visitor.step(path, fields);
  return path;
}

export const proof = (content, name = "zeugnis.pdf") => ({
  field: "nachweis_datei", name, type: "application/pdf", content: `%PDF-1.7\n${content}`,
});

// The whole application with an upload; gives the path of the confirmation once it was acknowledged.
export async function apply(visitor, person, file) {
  let path = await fillIn(visitor, person);
  path = await visitor.step(path, { schritt: "hochladen" }, file);
  path = await visitor.step(path, {}, { ...file, content: "", name: "" });
  return visitor.step(path.replace(/pruefen$/, "absenden"), { declaration: "yes" });
}

// Number and code as the confirmation shows them.
export async function confirmation(visitor, path) {
  const { status, html } = await visitor.get(path);
  const number = html.match(/dw-confirmation__number[^>]*>([^<]+)</)?.[1].trim();
  const code = html.match(/dw-code[^>]*>([^<]+)</)?.[1].trim();
  if (status !== 200 || !number || !code) throw new Error(`no confirmation at ${path}: ${status}`);
  return { number, code };
}

// A person of the example at the desk, with password and one-time code from its page of accounts.
export async function signIn(base, login) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const visitor = new Visitor(base);
    const { html } = await visitor.get("/beispiel");
    const row = html.split("<tr").find((part) => part.includes(login));
    const [, password, code] = [...row.matchAll(/<code[^>]*>([^<]*)</g)].map((match) => plain(match[1]));
    await visitor.get("/anmelden");
    const { status } = await visitor.post("/anmelden", { benutzer: login, passwort: password, code });
    if (status === 303) return visitor;
    // At the change of the half minute the code shown is the last one; the next one is good.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  throw new Error(`${login} could not sign in`);
}
