// Which modules are Rupt, and the recorders that stand for them.

import { v2 } from "./v2.mjs";
import { v3 } from "./v3.mjs";

const V2 = ["rupt", "rupt/common.cjs", "rupt/index", "rupt/index.js", "rupt/index.mjs"];
const V3 = "@ruptjs/client";

export const isRupt = (specifier) => specifier === V3 || V2.includes(specifier);

export function rupt(world, specifier) {
  if (specifier === V3) return v3(world);
  return (world.v2 ??= v2(world));
}
