// Projects that render on a server, with a v3 that needs a window: there each script loads and each
// component renders, and no client is created. In the browser each makes one, at the first use.

import { drive, render } from "./drive.mjs";
import { programs } from "./fixtures.mjs";
import { compile, parse } from "./program.mjs";
import { report } from "./report.mjs";
import { World } from "./world.mjs";
import { WORLDS } from "./worlds.mjs";

const [root, only = ""] = process.argv.slice(2);
const isRendered = ({ name, flags }) => name.startsWith("projects/") && flags.includes("renders-on-server");
const chosen = (await programs(root)).filter((file) => isRendered(file) && file.name.includes(only));
// Those that were asked for may all be fixtures.
if (chosen.length > 0 || only === "") await report(chosen, prove);

async function prove({ extension, after }) {
  const program = compile(parse(`input.${extension}`, after), []);
  const written = after.match(/\bnew Rupt(V3)?\(/g)?.length ?? 0;
  let made = 0;
  for (const kind of WORLDS.filter(({ isServer, isBlocked, rejects }) => !isServer && !isBlocked && !rejects)) {
    const server = new World({ ...kind, isServer: true, needsWindow: true }, program.asks, new Set());
    await render(program, server);
    const failed = server.trace.find(({ text }) => text.startsWith("fails"))?.text;
    if (failed || server.clients.length > 0) return [`where ${kind.name}, on a server: ${failed ?? "a client is created"}`];
    const browser = new World(kind, program.asks, new Set());
    await drive(program, browser, []);
    const { length } = browser.clients;
    if (length > written) return [`where ${kind.name}, in a browser: ${length} clients, ${written} are written`];
    made = Math.max(made, length);
  }
  return made === written ? [] : [`${written} clients are written, at most ${made} are created`];
}
