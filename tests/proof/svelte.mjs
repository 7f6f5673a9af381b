// Svelte components, as the compilers of Svelte 5 and 4 take them.

import { compile } from "svelte/compiler";
import { compile as compile4 } from "svelte4/compiler";

const client = { generate: "client" };
const SVELTE_5 = [
  ["Svelte 5, client", compile, client],
  ["Svelte 5, client, dev", compile, { ...client, dev: true }],
  ["Svelte 5, server", compile, { generate: "server" }],
];
const SVELTE_4 = [
  ["Svelte 4, client", compile4, { generate: "dom" }],
  ["Svelte 4, server", compile4, { generate: "ssr" }],
];
const filename = "Component.svelte";

/** What the compilers have to say, for each way to compile. Svelte 4 does not know runes. */
export function complaints(source) {
  const ways = hasRunes(source) ? SVELTE_5 : [...SVELTE_5, ...SVELTE_4];
  return ways.map(([way, compile, options]) => ({ way, said: heard(() => compile(source, { ...options, filename })) }));
}

function hasRunes(source) {
  try {
    return compile(source, { ...client, filename }).metadata.runes;
  } catch {
    return false;
  }
}

/** The module that a component becomes in the browser. */
export function modules(source) {
  return [{ part: "", extension: "js", text: compile(source, { ...client, filename }).js.code }];
}

function heard(run) {
  try {
    return run().warnings.map(({ message }) => message);
  } catch (error) {
    return [error.message];
  }
}
