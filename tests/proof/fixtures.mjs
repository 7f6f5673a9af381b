// The programs to prove: every fixture, and every script of the projects.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compiler, isComponent } from "./compilers.mjs";

const SCRIPT = /\.[cm]?[jt]sx?$/;
const isProgram = (path) => SCRIPT.test(path) || isComponent(suffix(path));

/** `{ name, extension, before, after, moved, notes, flags, declared }`, sorted by name. */
export async function programs(root) {
  const all = [...fixtures(root), ...projects(join(root, "projects"))];
  const lists = await Promise.all(all.map((file) => (isComponent(file.extension) ? compiled(file) : [file])));
  return lists.flat();
}

/** The components, as they are. */
export function components(root) {
  return [...fixtures(root), ...projects(join(root, "projects"))].filter(({ extension }) => isComponent(extension));
}

/** The programs that a component is compiled to. One that does not compile is `components.mjs`'s. */
async function compiled(file) {
  const { modules } = await compiler(file.extension);
  const compile = async (text) => modules(text);
  const [old, now] = await Promise.all([file.before, file.after].map((text) => compile(text).catch(() => [])));
  return now.map(({ part, extension, text: after, isForBrowsers }, index) => {
    const before = old[index]?.text ?? "";
    const flags = file.flags.filter((flag) => !(isForBrowsers && flag === "renders-on-server"));
    return { ...file, name: `${file.name} ${part}`.trim(), extension, before, after, flags, moved: calls(after) - calls(before) };
  });
}

function fixtures(root) {
  const inputs = files(root).filter((path) => /(^|\/)input\.\w+$/.test(path) && isProgram(path));
  return inputs.map((path) => {
    const folder = join(root, path, "..");
    const extension = suffix(path);
    const before = read(join(root, path));
    const said = read(join(folder, "notes.snap"));
    return {
      name: relative(root, folder),
      extension,
      before,
      after: read(join(folder, `output.${extension}`), before),
      moved: said.match(/^use \S+ attach Moved/gm)?.length ?? 0,
      notes: notes(said, /^(?:info|todo|manual) \S+ ([\w-]+)/, "  "),
      flags: read(join(folder, "flags")).split(/\s+/),
      declared: declared(read(join(folder, "proof"))),
    };
  });
}

/** The scripts of a project run one by one; what is said of them is read from their TODOs. */
function projects(root) {
  if (!existsSync(root)) return [];
  return readdirSync(root).flatMap((project) => {
    const before = join(root, project, "before");
    const told = read(join(root, `../../tests/snapshots/projects__what_the_${project}_is_told_in_full.snap`));
    const scripts = files(before).filter(isProgram);
    return scripts.map((path) => {
      const source = readFileSync(join(before, path), "utf8");
      const after = readFileSync(join(root, project, "after", path), "utf8");
      return {
        name: `projects/${project}/${path}`,
        extension: suffix(path),
        before: source,
        after,
        moved: calls(after) - calls(source),
        notes: new Map([...infos(told, path), ...todos(after)]),
        flags: ["v3-in-use", ...(rendersOnServer(join(before, path), before) ? ["renders-on-server"] : [])],
        declared: new Map(),
      };
    });
  });
}

/** Whether the nearest manifest below `root` depends on a server renderer. */
function rendersOnServer(path, root) {
  const folder = dirname(path);
  const manifest = read(join(folder, "package.json"));
  if (manifest) return /"(next|nuxt)":/.test(manifest);
  return folder !== root && rendersOnServer(folder, root);
}

/** A map from the id of each note to the values it quotes. */
function notes(text, head, indent) {
  const found = new Map();
  let values;
  for (const line of text.split("\n")) {
    const [, id] = head.exec(line) ?? [];
    if (id) found.set(id, (values = found.get(id) ?? []));
    else if (line.startsWith(indent)) values?.push(line.slice(indent.length));
    else values = undefined;
  }
  return found;
}

const suffix = (path) => path.slice(path.lastIndexOf(".") + 1);

const calls = (text) => text.match(/\.evaluate\.access\(/g)?.length ?? 0;

const todos = (text) => notes(text.replace(/^[ \t\r]*/gm, ""), /^\/\/ TODO\(rupt-migrate\) ([\w-]+):/, "//   ");

/** The infos about one file, from what a run over its project prints. */
function infos(told, path) {
  const all = Array.from(told.matchAll(/☞ ([\w-]+):[^╭]*╭─\[([^:\]]+)/g), ([, id, place]) => ({ id, place }));
  return all.filter(({ place }) => place === path).map(({ id }) => [id, []]);
}

/** What a fixture's `proof` file says, one line each: `<what>: <why>`. */
function declared(text) {
  const lines = text.split("\n").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line]));
}

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.includes("node_modules"))
    .sort();
}

function read(path, otherwise = "") {
  return existsSync(path) ? readFileSync(path, "utf8") : otherwise;
}
