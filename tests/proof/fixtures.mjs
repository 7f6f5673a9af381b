// The programs to prove: every fixture, and every script of the projects.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** `{ name, extension, before, after, moved, notes, flags, declared }`, sorted by name. */
export function programs(root) {
  return [...fixtures(root), ...projects(join(root, "projects"))];
}

function fixtures(root) {
  const inputs = files(root).filter((path) => /(^|\/)input\.\w+$/.test(path) && SCRIPT.test(path));
  return inputs.map((path) => {
    const folder = join(root, path, "..");
    const extension = path.slice(path.lastIndexOf(".") + 1);
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
  return readdirSync(root).flatMap((project) => {
    const before = join(root, project, "before");
    const told = read(join(root, `../../tests/snapshots/projects__what_the_${project}_is_told.snap`));
    const scripts = files(before).filter((path) => SCRIPT.test(path));
    return scripts.map((path) => {
      const source = readFileSync(join(before, path), "utf8");
      const after = readFileSync(join(root, project, "after", path), "utf8");
      return {
        name: `projects/${project}/${path}`,
        extension: path.slice(path.lastIndexOf(".") + 1),
        before: source,
        after,
        moved: calls(after) - calls(source),
        notes: new Map([...infos(told, path), ...todos(after)]),
        flags: [],
        declared: new Map(),
      };
    });
  });
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
