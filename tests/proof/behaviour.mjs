// Runs every fixture before and after the move, and fails where they do not do the same.

import { MORE, tooEarlyClients, tooManyClients, visited, visitsOf } from "./clients.mjs";
import { differences, removedCalls } from "./compare.mjs";
import { drive } from "./drive.mjs";
import { programs } from "./fixtures.mjs";
import { asksForWindow, compile, defaultedNames, imported, parse, topLevelNames } from "./program.mjs";
import { report } from "./report.mjs";
import { isRupt } from "./rupt.mjs";
import { World } from "./world.mjs";
import { WORLDS } from "./worlds.mjs";

const [root, only = ""] = process.argv.slice(2);
const chosen = (await programs(root)).filter(({ name }) => name.includes(only));
await report(chosen, prove);

async function prove(fixture) {
  const [before, after] = [fixture.before, fixture.after].map((text) => parse(`input.${fixture.extension}`, text));
  if (fixture.declared.has("not a program")) return compiles(before) ? ["it is a program after all"] : [];
  const inBoth = new Set(topLevelNames(after));
  const revealed = topLevelNames(before).filter((name) => inBoth.has(name));
  const [old, now] = [compile(before, revealed), compile(after, revealed)];
  const defaulted = defaultedNames(before);
  const places = { old: new Set(), now: new Set() };
  const worlds = worldsOf(fixture, before);
  const [first] = worlds;
  for (const kind of worlds) {
    const [was, is] = [new World(kind, old.asks, defaulted), new World(kind, old.asks, defaulted)];
    await drive(old, was, revealed);
    await drive(now, is, revealed);
    if (process.env.TRACE) console.log(`-- ${kind.name}\n${is.trace.map(({ text }) => text).join("\n")}`);
    const faults = [...differences(was, is, fixture), ...is.faults, ...tooManyClients(was, is, fixture), ...tooEarlyClients(was, is)];
    if (kind === first && kind.visits) faults.push(...visited(is));
    if (faults.length > 0) return faults.map((fault) => `where ${kind.name}:\n${fault}`);
    for (const place of was.places) places.old.add(place);
    for (const place of is.places) places.now.add(place);
  }
  return [...notRun(places.now.size - places.old.size, fixture), ...unknown(fixture)];
}

/** Whether Node takes the program; TypeScript's parser takes more. */
function compiles(source) {
  try {
    compile(source, []);
    return true;
  } catch {
    return false;
  }
}

/** The worlds that concern this fixture. */
function worldsOf(fixture, before) {
  const { notes, flags } = fixture;
  const isServer = flags.includes("renders-on-server") || asksForWindow(before);
  const answersAsV2 = ["response-unsafe", "response-exported", "response-typed", "response-component"].some((id) => notes.has(id));
  const logoutGets = notes.has("logout-unsafe") ? [{}] : notes.has("logout-unread") ? [] : undefined;
  // Taking `null` apart failed in v2; what took it apart is gone.
  const takesApart = notes.has("response-unused") || notes.has("detach-removed");
  // A call that is gone no longer fails.
  const isSafe = removedCalls(notes, flags).length === 0;
  const isLoaded = imported(before).some(isRupt);
  const concerns = (kind) => {
    if (kind.isServer) return isServer;
    if (kind.answersNull) return !takesApart;
    if (kind.rejects) return isSafe;
    return !kind.isBlocked || !isLoaded;
  };
  return WORLDS.filter(concerns).map((kind) => ({
    ...kind,
    answersAsV2,
    logoutGets,
    visits: visitsOf(fixture),
    // What a dropped handler changed for later is gone, too.
    runsOnce: ["on-challenge", "on-limit-exceeded", "challenge-unsafe"].some((id) => notes.has(id)),
    globalIsRead: flags.includes("global-is-read"),
  }));
}

/** A call that moved and that no world reaches proves nothing. */
function notRun(ran, { moved, declared }) {
  const missing = Math.max(0, moved - ran);
  const known = Number(/\d+/.exec(declared.get("not run"))?.[0] ?? 0);
  return missing === known ? [] : [`${missing} of ${moved} calls that move were not run, ${known} are declared`];
}

function unknown({ declared }) {
  const isKnown = (what) => ["not run", "not a program", "visits", ...Object.keys(MORE)].includes(what) || /^TS\d+$/.test(what);
  return [...declared.keys()].filter((what) => !isKnown(what)).map((what) => `\`proof\` speaks of \`${what}\`, which means nothing`);
}
