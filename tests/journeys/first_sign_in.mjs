// What somebody does at the first sign-in: an own password, the app for codes, the recovery codes.
import { createHmac } from "node:crypto";
import { errors } from "../pages/checks.mjs";

export const own = "Mein-eigenes-Passwort-2026";

function need(right, words) {
  if (!right) throw new Error(words);
}
function clean(findings, where) {
  if (findings.length > 0) throw new Error(`${where}:\n${findings.join("\n")}`);
}

// RFC 6238 with the secret as the page shows it, in groups.
export function totp(base32, step) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of base32.replaceAll(" ", "")) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
export const step = () => Math.floor(Date.now() / 30_000);

export async function fillLogin(page, base, login, password, code = "") {
  await page.goto(`${base}/anmelden`);
  await page.fill("[name=benutzer]", login);
  await page.fill("[name=passwort]", password);
  await page.fill("[name=code]", code);
  await page.locator("main button[type=submit]").click();
}

// The first sign-in: an own password, the app, and eight recovery codes.
export async function setUp(page, base, login, password) {
  await fillLogin(page, base, login, password);
  need(page.url().includes("/anmelden/einrichten"), `${login} is not led to the second factor`);
  const secret = await page.locator("main code").first().innerText();
  await page.fill("[name=code]", "000000");
  await page.fill("[name=passwort-neu]", own);
  await page.getByRole("button", { name: "Einrichten und anmelden" }).click();
  clean(await errors(page), "a wrong code");
  await page.fill("[name=code]", totp(secret, step()));
  await page.fill("[name=passwort-neu]", own);
  await page.getByRole("button", { name: "Einrichten und anmelden" }).click();
  const codes = await page.locator("main code").allInnerTexts();
  need(codes.length === 8, "there are no recovery codes");
  await page.getByRole("link", { name: "Ich habe die Codes" }).click();
  return { codes, secret };
}
