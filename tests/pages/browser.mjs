// Debian's Chromium for all browser tests, and the modes in which pages are looked at.
import {chromium} from "playwright-core";

const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const modes = {
  desktop: {viewport: {width: 1280, height: 900}},
  phone: {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true},
  small: {viewport: {width: 320, height: 640}},
  dark: {viewport: {width: 1280, height: 900}, colorScheme: "dark"},
  forced: {viewport: {width: 1280, height: 900}, forcedColors: "active"},
  rtl: {viewport: {width: 1280, height: 900}, direction: "rtl"},
};

export function launch() {
  return chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags});
}

// A page that collects what must not happen: console messages, failed and foreign requests. Pass
// `storageState` or other settings of playwright's newContext in `settings`, e.g. for signed-in pages.
export async function open(browser, base, path, mode = "desktop", settings = {}) {
  const {direction, ...view} = modes[mode];
  const context = await browser.newContext({...view, ...settings});
  const page = await context.newPage();
  const trouble = [];
  watch(page, base, trouble);
  const response = await page.goto(base + path, {waitUntil: "load"});
  if (direction) await page.evaluate((dir) => { document.documentElement.dir = dir; }, direction);
  return {context, page, trouble, status: response.status()};
}

// Collects into `trouble` as strings. An error status of the page itself also reaches the console;
// error pages are meant to have one, so that message is left out.
export function watch(page, base, trouble) {
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (message.text().startsWith("Failed to load resource") &&
        message.location().url === page.url()) return;
    trouble.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`script error: ${error.message}`));
  // A browser gives up what it was still loading when somebody goes on to the next page.
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    trouble.push(`request failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("about:")) {
      trouble.push(`request to another origin: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") {
      trouble.push(`${response.status()} ${response.url()}`);
    }
  });
}
