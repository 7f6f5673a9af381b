// v3 itself, where `RUPT_V3` names the folder of its package: `tests/against-v3` does.
//
// Each client and each call that a program makes is also made with v3's own class, with the same keys and
// plain values. Handlers do nothing there, and the network answers with an empty object: what is seen is
// whether v3 takes what the documentation says it takes.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.RUPT_V3;

/** v3's class, if there is one. */
export const Real = folder ? await load() : undefined;

async function load() {
  await import("./dom.mjs");
  globalThis.fetch = async () => new Response("{}", { status: 200, headers: { "content-type": "application/json" } });
  const require = createRequire(join(folder, "package.json"));
  const name = require("./package.json").name;
  const module = await import(pathToFileURL(createRequire(join(folder, "..", "..", "..", "x.js")).resolve(name)));
  return module.default?.default ?? module.default;
}

/** A client of v3 itself beside the recorder; what it refuses is a fault of the world. */
export function real(world, options) {
  if (!Real || world.kind.isServer) return { evaluate() {} };
  const client = attempt(world, "new Rupt", () => new Real(plain(options)));
  return {
    evaluate(name, call) {
      const done = attempt(world, `evaluate.${name}`, () => client?.evaluate[name](plain(call)));
      Promise.resolve(done).catch((error) => rejections.add(`evaluate.${name} rejects: ${error?.message ?? error}`));
    },
  };
}

/** What calls of v3 itself came to that no program can be blamed for. */
export const rejections = new Set();
if (folder) process.on("exit", () => rejections.forEach((text) => console.log(`note: ${text}`)));

function attempt(world, what, run) {
  try {
    return run();
  } catch (error) {
    world.faults.push(`v3 itself refuses ${what}: ${error?.message ?? error}`);
    return undefined;
  }
}

/** The same keys, with values as an app has them. */
function plain(options) {
  if (options === null || typeof options !== "object") return options;
  const value = (key, given) => {
    if (key.startsWith("on_")) return () => {};
    if (key === "metadata") return { key: "value" };
    return typeof given === "boolean" || given === undefined ? given : `some ${key}`;
  };
  return Object.fromEntries(Object.entries(options).map(([key, given]) => [key, value(key, given)]));
}
