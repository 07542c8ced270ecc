// Copies the pinned front-end packages into static/vendor and records every file with its hash.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ICONS } from "./icons.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = "static/vendor/vendor.lock.json";
const BEGIN = "<!-- front end: written by deploy/vendor_static.mjs, do not edit between these marks -->";
const END = "<!-- front end: end -->";

// target in the repository → [package, file inside it]
const COPIES = {
  "static/vendor/bootstrap.min.css": ["bootstrap", "dist/css/bootstrap.min.css"],
  "static/vendor/bootstrap.bundle.min.js": ["bootstrap", "dist/js/bootstrap.bundle.min.js"],
  "static/vendor/htmx.min.js": ["htmx.org", "dist/htmx.min.js"],
  "static/vendor/idb.js": ["idb", "build/index.js"],
  "tests/vendor/axe.min.js": ["axe-core", "axe.min.js"],
};
const SPRITE = "static/vendor/icons.svg";

// package → [what it is for, licence files]; Popper comes inside Bootstrap's bundle
const LICENCES = {
  bootstrap: ["style sheet and desk widgets, served", ["LICENSE"]],
  "@popperjs/core": ["inside Bootstrap's bundle, served", ["LICENSE.md"]],
  "htmx.org": ["partial page updates, served", ["LICENSE"]],
  idb: ["IndexedDB in promises, served", ["LICENSE"]],
  "@tabler/icons": ["icon sprite, served", ["LICENSE"]],
  "axe-core": ["accessibility checks in tests, not served", ["LICENSE", "LICENSE-3RD-PARTY.txt"]],
};

const inPackage = (name, file) => join(ROOT, "node_modules", name, file);
const read = (name, file) => readFileSync(inPackage(name, file), "utf8");
const manifest = (name) => JSON.parse(read(name, "package.json"));

function refuseUnpinned() {
  const wanted = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).devDependencies;
  for (const [name, version] of Object.entries(wanted)) {
    const found = manifest(name).version;
    if (found !== version) throw new Error(`${name}: package.json pins ${version}, node_modules holds ${found}; run npm ci`);
  }
}

function withoutSourceMap(text) {
  return text.replace(/\n?(\/\/[#@]\s*sourceMappingURL=\S+|\/\*[#@]\s*sourceMappingURL=\S+\s*\*\/)\s*$/, "\n");
}

function symbol(name) {
  const file = `icons/outline/${name}.svg`;
  if (!existsSync(inPackage("@tabler/icons", file))) throw new Error(`no such icon: ${name}`);
  const shapes = read("@tabler/icons", file)
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`
  );
}

function sprite() {
  const names = [...new Set(ICONS)].sort();
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join("\n")}\n</svg>\n`;
}

function write(path, text) {
  const target = join(ROOT, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function record(path, text, source) {
  const bytes = Buffer.from(text, "utf8");
  return { path, source, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
}

function vendorFiles() {
  const records = Object.entries(COPIES).map(([path, [name, file]]) => {
    const text = withoutSourceMap(read(name, file));
    write(path, text);
    return record(path, text, `${name}@${manifest(name).version}/${file}`);
  });
  const icons = sprite();
  write(SPRITE, icons);
  records.push(record(SPRITE, icons, `@tabler/icons@${manifest("@tabler/icons").version}/icons/outline`));
  return records.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function lockText(records) {
  const files = Object.fromEntries(records.map(({ path, ...rest }) => [path, rest]));
  return `${JSON.stringify(files, null, 2)}\n`;
}

function licenceSection(name) {
  const [use, files] = LICENCES[name];
  const { version, license } = manifest(name);
  const texts = files.map((file) => "```text\n" + read(name, file).trim().replace(/[ \t]+$/gm, "") + "\n```");
  return `### ${name} ${version} (${license})\n\nUse: ${use}.\n\n${texts.join("\n\n")}\n`;
}

// Sections written by others (fonts) stand outside the marks and are kept as they are.
function thirdParty(before) {
  const sections = Object.keys(LICENCES).map(licenceSection).join("\n");
  const ours = `${BEGIN}\n## Front end\n\n${sections}\n${END}`;
  const [start, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (start >= 0 && end > start) return before.slice(0, start) + ours + before.slice(end + END.length);
  const head = "# Third-party material\n\nWhat this repository carries that others wrote, with the licence of each.\n";
  const rest = before.startsWith("# ") ? before.slice(before.indexOf("\n") + 1).trim() : before.trim();
  return `${head}\n${ours}\n${rest ? `\n${rest}\n` : ""}`;
}

function main() {
  refuseUnpinned();
  rmSync(join(ROOT, "static/vendor"), { recursive: true, force: true });
  const records = vendorFiles();
  write(LOCK, lockText(records));
  const page = join(ROOT, "THIRD_PARTY.md");
  writeFileSync(page, thirdParty(existsSync(page) ? readFileSync(page, "utf8") : ""));
  console.log(`${records.length} files vendored, ${records.reduce((sum, r) => sum + r.bytes, 0)} bytes`);
}

main();
