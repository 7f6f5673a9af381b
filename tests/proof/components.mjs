// Compiles every component before and after the move, with the compilers of its framework, and
// fails where one has more to say of the output than of the input. Then mounts both, and fails where
// they do not do the same.

import { tooManyClients } from "./clients.mjs";
import { differences } from "./compare.mjs";
import { compiler } from "./compilers.mjs";
import { components } from "./fixtures.mjs";
import { isMountable, mountTwice } from "./mount.mjs";
import { parse } from "./program.mjs";
import { report } from "./report.mjs";
import { World } from "./world.mjs";

const [root, only = ""] = process.argv.slice(2);
const chosen = components(root).filter(({ name }) => name.includes(only));
// Those that were asked for may all be scripts.
if (chosen.length > 0) await report(chosen, prove);

async function prove(component) {
  const { extension, before, after, declared } = component;
  if (declared.has("not a program")) return [];
  const { complaints, modules } = await compiler(extension);
  const [old, now] = [await complaints(before), await complaints(after)];
  const fresh = now.flatMap(({ way, said }, index) => added(old[index]?.said ?? [], said).map((text) => `${way}: ${text}`));
  if (fresh.length > 0) return fresh;
  const [was, is] = [await modules(before), await modules(after)];
  if (was.length !== is.length) return [`${was.length} scripts become ${is.length}`];
  return isMountable(extension) && was.length > 0 ? mounted(component, was[0], is[0]) : [];
}

/** What is in the second list more often than in the first. */
function added(first, second) {
  // The lines that follow tell the place, which differs.
  const heads = (list) => list.map((text) => String(text).split("\n")[0]);
  const left = heads(first);
  return heads(second).filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

async function mounted(component, old, now) {
  const kind = { name: "it is mounted twice", decide: () => true };
  const [was, is] = [new World(kind, new Set(), new Set()), new World(kind, new Set(), new Set())];
  await mountTwice(component.extension, parse(`input.${old.extension}`, old.text), was);
  await mountTwice(component.extension, parse(`input.${now.extension}`, now.text), is);
  if (process.env.TRACE) console.log(is.trace.map(({ text }) => text).join("\n"));
  return [...differences(was, is, component), ...is.faults, ...tooManyClients(was, is, component)];
}
