// What rewritten conditions ask. A condition on a stand-in goes the way the world decides, by its
// text: the same before and after. All others go as they would.

import { isStandIn } from "./standin.mjs";

export function decisions(world) {
  const rounds = new Map();
  let last;
  let step = 0;

  function choose(text) {
    world.spend();
    return world.kind.decide(text);
  }

  function decide(text, value) {
    last = value;
    const isForced = world.kind.forces && typeof value === "boolean";
    if (!world.asks.has(text) || !(isForced || isStandIn(value))) return value;
    const yes = choose(text);
    last = isForced || !yes ? yes : value;
    return yes;
  }

  /** Goes on for two rounds at most. */
  function loop(text, value) {
    world.spend();
    if (!isStandIn(value)) return value;
    if (step !== world.time) rounds.clear();
    step = world.time;
    const round = (rounds.get(text) ?? 0) + 1;
    rounds.set(text, round);
    return round % 3 !== 0 && choose(text);
  }

  function nullish(text, value) {
    last = value;
    if (!isStandIn(value)) return value === null || value === undefined;
    const isMissing = world.kind.leavesOut && world.asks.has(text) && !choose(text);
    if (isMissing) last = undefined;
    return isMissing;
  }

  function compare(text, operator, left, right) {
    const one = isStandIn(left) ? left : isStandIn(right) ? right : undefined;
    if (one === undefined) return COMPARE[operator](left, right);
    const other = one === left ? right : left;
    const isKnown = other === one || other === null || other === undefined;
    if (isKnown && !world.kind.leavesOut) return COMPARE[operator](left, right);
    return /[<>]/.test(operator) ? loop(text, one) : choose(text);
  }

  function choice(text, value, cases) {
    if (!isStandIn(value)) return value;
    return cases.find((other) => choose(`${text} ${other}`)) ?? value;
  }

  // What was asked about last: the value of `a && b` where `a` does not hold.
  return { decide, loop, nullish, compare, choice, last: () => last };
}

const COMPARE = {
  "==": (left, right) => left == right,
  "===": (left, right) => left === right,
  "!=": (left, right) => left != right,
  "!==": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};
