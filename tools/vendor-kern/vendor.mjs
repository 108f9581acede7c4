// Makes assets/kern from the published KERN package. Run by hand after a change of version:
//
//   npm ci && npm run vendor
//
// The result is committed, so that building the program needs neither node nor a network.
// What is changed, and why, stands in changes() and in the README that is written beside the result.
import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import postcss from "postcss";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const kern = join(here, "node_modules/@kern-ux/native");
const out = join(here, "../../assets/kern");
const version = JSON.parse(readFileSync(join(kern, "package.json"), "utf8")).version;

const fonts = [
  {file: "FiraSans-Regular.woff2", weight: 400},
  {file: "FiraSans-Medium.woff2", weight: 500},
  {file: "FiraSans-SemiBold.woff2", weight: 600},
];

// Letters of DIN 91379 (Latin, with combining marks) and the signs of German texts.
const ranges = [
  [0x20, 0x7e], [0xa0, 0x24f], [0x259, 0x259], [0x292, 0x292], [0x2b0, 0x2ff], [0x300, 0x36f],
  [0x1e00, 0x1eff], [0x2010, 0x2027], [0x202f, 0x203a], [0x2070, 0x209f], [0x20a0, 0x20bf],
  [0x2113, 0x2122], [0x2190, 0x2199], [0x2200, 0x2265],
];

rmSync(out, {recursive: true, force: true});
mkdirSync(join(out, "icons"), {recursive: true});
mkdirSync(join(out, "fonts"), {recursive: true});

const css = postcss.parse(readFileSync(join(kern, "dist/kern.css"), "utf8"));
const counts = changes(css);
writeFileSync(join(out, "kern.css"), banner() + fontFaces() + compact(css) + "\n");
for (const font of fonts) {
  const original = readFileSync(join(kern, "dist/fonts/fira-sans", font.file));
  writeFileSync(join(out, "fonts", font.file),
                await subsetFont(original, characters(), {targetFormat: "woff2"}));
}
writeFileSync(join(out, "VERSION"), `@kern-ux/native ${version}\n`);
writeFileSync(join(out, "LICENSE-EUPL-1.2.txt"), readFileSync(join(kern, "LICENSE.md")));
writeFileSync(join(out, "OFL.txt"),
              readFileSync(join(here, "node_modules/@fontsource/fira-sans/LICENSE")));
writeFileSync(join(out, "README.md"), readme());
console.log(counts);

function changes(root) {
  const done = {utilities: dropUtilities(root), unused: dropUnused(root), icons: 0, logical: 0};
  root.walkComments((comment) => comment.remove());
  const icons = new Map();
  // Masks are unprefixed in every browser that knows :has() and oklch(), which KERN needs anyway.
  root.walkDecls(/^-webkit-mask/, (decl) => decl.remove());
  root.walkDecls((decl) => {
    if (decl.value.includes("data:")) done.icons += iconToFile(decl, icons);
    // Icons are white on white in light high-contrast themes.
    if (inForcedColours(decl) && decl.value.includes("--kern-color-white")) {
      decl.value = "CanvasText";
      decl.important = false;
    }
    // With forced-color-adjust: none a transparent focus ring stays transparent.
    if (inForcedColours(decl) && decl.prop === "outline-color" && decl.value === "transparent") {
      decl.value = "Highlight";
    }
    if (decl.prop === "scroll-behavior") decl.remove();
  });
  root.walkRules((rule) => { done.logical += toLogical(rule); });
  root.walk((node) => {
    if ((node.type === "rule" || node.type === "atrule") && node.nodes?.length === 0) node.remove();
  });
  return done;
}

// Utility classes are a third of KERN and stand for what dw.css and the components do by name.
function dropUtilities(root) {
  const utilities = new Set();
  const key = (rule, selector) => `${rule.parent.params ?? ""}|${selector}`;
  for (const file of ["kern-utilities.css", "kern-grid.css"]) {
    postcss.parse(readFileSync(join(kern, "dist", file), "utf8")).walkRules((rule) => {
      for (const selector of rule.selectors) {
        if (selector.startsWith(".kern-")) utilities.add(key(rule, selector));
      }
    });
  }
  let dropped = 0;
  root.walkRules((rule) => {
    const kept = rule.selectors.filter(
      (selector) => selector.includes("sr-only") || !utilities.has(key(rule, selector)));
    if (kept.length === rule.selectors.length) return;
    dropped += rule.selectors.length - kept.length;
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  return dropped;
}

// The flag line ("Kopfzeile") is for authorities that were granted it: it must not be there by mistake.
// KERN says of the dropdown that it is not part of the system.
function dropUnused(root) {
  let dropped = 0;
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((s) => !/kern-(kopfzeile|dropdown|container|row|col)/.test(s));
    if (kept.length === rule.selectors.length) return;
    dropped += rule.selectors.length - kept.length;
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  root.walkDecls(/^--kern-(component-)?(kopfzeile|dropdown)/, (decl) => decl.remove());
  return dropped;
}

// The content security policy allows images of the own origin only, so no data: addresses.
function iconToFile(decl, icons) {
  const data = /url\((["'])data:image\/svg\+xml,(.*?)\1\)/s;
  const svg = decodeURIComponent(decl.value.match(data)[2])
    .replace(/ (height|width)=''/g, "").replaceAll("'", '"');
  const digest = createHash("sha256").update(svg).digest("hex");
  if (!icons.has(digest)) {
    const named = decl.parent.selector.match(/kern-icon--([a-z-]+)/);
    const name = named ? named[1] : decl.parent.selector.match(/kern-([a-z-]+)/)[1];
    const taken = new Set(icons.values());
    const free = taken.has(name) ? `${name}-${digest.slice(0, 6)}` : name;
    icons.set(digest, free);
    writeFileSync(join(out, "icons", `${free}.svg`), svg + "\n");
  }
  decl.value = decl.value.replace(data, `url(icons/${icons.get(digest)}.svg)`);
  return 1;
}

function inForcedColours(decl) {
  for (let node = decl.parent; node; node = node.parent) {
    if (node.type === "atrule" && node.params.includes("forced-colors")) return true;
  }
  return false;
}

// Right-to-left scripts: left and right become start and end. What is centred with 50 % stays.
function toLogical(rule) {
  const centred = rule.nodes.some((d) => d.prop === "left" && d.value === "50%");
  let renamed = 0;
  rule.walkDecls((decl) => {
    const prop = logicalName(decl.prop);
    if (prop !== decl.prop && !(centred && decl.prop === "left")) {
      decl.prop = prop;
      ++renamed;
    }
    if (["text-align", "float", "clear"].includes(decl.prop)) {
      const before = decl.value;
      const prefix = decl.prop === "text-align" ? "" : "inline-";
      const [start, end] = [`${prefix}start`, `${prefix}end`];
      if (decl.value === "left") decl.value = start;
      if (decl.value === "right") decl.value = end;
      if (decl.value !== before) ++renamed;
    }
    renamed += splitShorthand(decl);
  });
  return renamed;
}

function logicalName(prop) {
  const corners = {
    "border-top-left-radius": "border-start-start-radius",
    "border-top-right-radius": "border-start-end-radius",
    "border-bottom-left-radius": "border-end-start-radius",
    "border-bottom-right-radius": "border-end-end-radius",
    left: "inset-inline-start",
    right: "inset-inline-end",
  };
  if (corners[prop]) return corners[prop];
  return prop.replace(/^(margin|padding|border)-left/, "$1-inline-start")
    .replace(/^(margin|padding|border)-right/, "$1-inline-end");
}

// margin: a b c d with different sides has no logical short form.
function splitShorthand(decl) {
  if (decl.prop !== "margin" && decl.prop !== "padding") return 0;
  const sides = postcss.list.space(decl.value);
  if (sides.length !== 4 || sides[1] === sides[3]) return 0;
  const [top, end, bottom, start] = sides;
  decl.cloneBefore({prop: `${decl.prop}-block`, value: `${top} ${bottom}`});
  decl.cloneBefore({prop: `${decl.prop}-inline`, value: `${start} ${end}`});
  decl.remove();
  return 1;
}

function compact(root) {
  root.walkAtRules("charset", (rule) => rule.remove());
  root.walk((node) => {
    node.raws.before = "";
    node.raws.between = node.type === "decl" ? ":" : "";
    node.raws.after = "";
    if (node.type === "atrule") node.raws.afterName = " ";
    if (node.type === "rule") node.selector = node.selectors.join(",");
    if (node.type === "rule") node.raws.semicolon = false;
  });
  // One top-level rule a line: a new version can be compared with the old one.
  for (const node of root.nodes) node.raws.before = "\n";
  return root.toString().trim();
}

function fontFaces() {
  return fonts.map((font) =>
    `@font-face{font-family:"Fira Sans";src:url(fonts/${font.file}) format("woff2");` +
    `font-weight:${font.weight};font-style:normal;font-display:swap}\n`).join("");
}

function characters() {
  let text = "";
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; ++code) text += String.fromCodePoint(code);
  }
  return text;
}

function banner() {
  return `@charset "UTF-8";\n` +
    `/* KERN UX ${version} (@kern-ux/native), Lizenziert unter der EUPL, EUPL-1.2. Changed: see README.md.\n` +
    `   Authors: KERN-Team, Dataport AöR, for Hamburg and Schleswig-Holstein. Made by tools/vendor-kern. */\n`;
}

function readme() {
  return `# KERN UX

Made by \`tools/vendor-kern\`; do not edit by hand.

| what | from | licence |
|---|---|---|
| \`kern.css\`, \`icons/\` | \`@kern-ux/native\` ${version}, KERN-Team (Dataport AöR for Hamburg and Schleswig-Holstein), <https://www.kern-ux.de> | EUPL-1.2, \`LICENSE-EUPL-1.2.txt\` |
| \`fonts/\` | Fira Sans as published in the same package; © 2012–2015 The Mozilla Foundation and Telefónica S.A. | SIL Open Font License 1.1, \`OFL.txt\` |

The drawings in \`icons/\` follow Material Symbols (Google, Apache-2.0); KERN publishes them under its own licence.

Changed against the original (Article 5 EUPL: this is a derivative work):

- utility classes, grid, dropdown and the flag line ("Kopfzeile") are left out, comments too;
- icons are files instead of \`data:\` addresses, so that \`img-src 'self'\` is enough;
- \`left\` and \`right\` became \`start\` and \`end\`, so that right-to-left scripts work;
- in forced-colours modes icons have the text's colour instead of white, focus rings a colour at all;
- smooth scrolling is left out;
- fonts: weights 400, 500 and 600, the letters of DIN 91379 and common signs, \`font-display: swap\`.
`;
}
