// Svelte components, as the compilers of Svelte 5 and 4 take them.

import { compile } from "svelte/compiler";
import { compile as compile4 } from "svelte4/compiler";

const WAYS = [
  ["Svelte 5, client", compile, { generate: "client" }],
  ["Svelte 5, client, dev", compile, { generate: "client", dev: true }],
  ["Svelte 5, server", compile, { generate: "server" }],
  ["Svelte 4, client", compile4, { generate: "dom" }],
  ["Svelte 4, server", compile4, { generate: "ssr" }],
];
const filename = "Component.svelte";

/** What the compilers have to say, for each way to compile. */
export function complaints(source) {
  return WAYS.map(([way, compile, options]) => ({ way, said: heard(() => compile(source, { ...options, filename })) }));
}

/** The module that a component becomes in the browser. */
export function modules(source) {
  return [{ part: "", extension: "js", text: compile(source, { generate: "client", filename }).js.code }];
}

function heard(run) {
  try {
    return run().warnings.map(({ message }) => message);
  } catch (error) {
    return [error.message];
  }
}
