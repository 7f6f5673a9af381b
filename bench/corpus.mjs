// Builds the trees to measure on, out of the packages that `npm ci` put here. The same packages give
// the same trees.
//
//   node corpus.mjs OUT
//
// few    every file of the packages; 40 of them use Rupt v2
// hits   2,000 modules of 3 to 80 KB; every one uses Rupt v2
// big    the longest module, which uses Rupt v2
// 1k, 10k, 100k   as many files, 25 in a folder; one in a thousand uses Rupt v2

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OUT = process.argv[2];
const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const MODULE = /\.(m?js|jsx|ts|tsx)$/;
const TYPES = /\.d\.[cm]?ts$/;

// Four shapes of one call, in turn.
const CALLS = [
  (n) => `await Rupt.attach({ client_id: "cid_us_01", account: user.id, email: user.email });`,
  (n) => `await Rupt.attach({\n    client_id: "cid_us_01",\n    account: user.id,\n    phone: user.phone,\n    redirect_urls: { logout_url: "https://app.example.com/out/${n}" },\n  });`,
  (n) => `return Rupt.attach({ client_id: "cid_us_01", account: user.id, email: user.email, on_current_device_logout: () => leave${n}() }).then(() => {});`,
  (n) => `const { device_id } = await Rupt.attach({ client_id: "cid_us_01", account: user.id, email: user.email });\n  void user;`,
];

if (!OUT) throw new Error("usage: node corpus.mjs OUT");
if (existsSync(OUT)) rmSync(OUT, { recursive: true });
const all = [...files(PACKAGES)];
const modules = all.filter((path) => isModule(path));
console.log(`${all.length} files, ${modules.length} of them modules`);
few();
hits();
big();
for (const [name, count] of [["1k", 1_000], ["10k", 10_000], ["100k", 100_000]]) scale(name, count);

function* files(folder, inside = "") {
  const entries = readdirSync(join(folder, inside), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(inside, entry.name);
    if (entry.isDirectory()) yield* files(folder, path);
    else if (entry.isFile() && !path.startsWith(".")) yield path;
  }
}

function size(path) {
  return statSync(join(PACKAGES, path)).size;
}

/** Whether a call can be put into a file: a module that nothing but its own code is in. */
function isModule(path, most = 80_000) {
  if (!MODULE.test(path) || TYPES.test(path)) return false;
  if (size(path) < 3_000 || size(path) > most) return false;
  const text = readFileSync(join(PACKAGES, path), "utf8");
  return /^(import|export) /m.test(text) && /^(import|\/\/|\/\*)/.test(text) && !/\brupt\b/i.test(text) && !/\buser\b/.test(text);
}

function planted(path, number) {
  const text = readFileSync(join(PACKAGES, path), "utf8");
  const types = /\.tsx?$/.test(path) ? ": any" : "";
  const leave = `function leave${number}() {}\n`;
  const call = CALLS[number % CALLS.length](number);
  return `import Rupt from "rupt";\n${text.trimEnd()}\n${leave}export async function guard${number}(user${types}) {\n  ${call}\n}\n`;
}

function few() {
  const chosen = new Set(every(modules, 40));
  for (const path of all) put(join("few", "packages", path), path, chosen.has(path) ? 1 : undefined);
}

function hits() {
  every(modules, 2_000).forEach((path, index) => put(join("hits", String(index % 50), `${index}${extname(path)}`), path, index));
}

function big() {
  const longest = all.filter((path) => isModule(path, 4_000_000)).reduce((a, b) => (size(b) > size(a) ? b : a));
  put(join("big", `big${extname(longest)}`), longest, 0);
}

/** The modules that use Rupt are of all sizes, the longest among them, however many they are. */
function scale(name, count) {
  const hits = every([...modules].sort((a, b) => size(b) - size(a)), count / 1_000);
  for (let index = 0; index < count; index += 1) {
    const hit = index % 1_000 === 500 ? hits[Math.floor(index / 1_000)] : undefined;
    const path = hit ?? all[index % all.length];
    put(join(name, String(Math.floor(index / 25)), `${index}-${path.split("/").at(-1)}`), path, hit && index);
  }
}

function every(list, count) {
  return Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor((index * list.length) / count)]);
}

function put(to, path, number) {
  // The tool never enters such a folder.
  const target = join(OUT, to.replaceAll("node_modules", "modules"));
  mkdirSync(dirname(target), { recursive: true });
  if (number === undefined) copyFileSync(join(PACKAGES, path), target);
  else writeFileSync(target, planted(path, number));
}
