// A registry on loopback that knows the packages made here and no other, and asks no other registry.

import { spawn, execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { environment, NPM, TOOLS } from "./managers.mjs";
import { folder } from "./packages.mjs";

const CONFIG = `storage: ./storage
packages:
  "**": { access: $all, publish: $all }
max_body_size: 500mb
log: { type: stdout, level: warn }
`;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The address of a registry that has all packages of the folder `out`; it ends with the tests. */
export async function registry(out) {
  const home = folder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(join(home, "config.yaml"), CONFIG);
  const script = join(TOOLS, "verdaccio/bin/verdaccio");
  const server = spawn(process.execPath, [script, "--config", join(home, "config.yaml"), "--listen", url], {
    cwd: home,
    env: environment(home),
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.on("exit", () => server.kill("SIGKILL"));
  await answers(url, server);
  // npm publishes only with a token, and this registry takes any.
  writeFileSync(join(home, ".npmrc"), `registry=${url}\n//127.0.0.1:${port}/:_authToken=any\n`);
  const publish = (name) =>
    promisify(execFile)(process.execPath, [NPM, "publish", join(out, name), "--ignore-scripts"], {
      cwd: home,
      env: environment(home),
    });
  await Promise.all(readdirSync(out).map(publish));
  return { url, close: () => server.kill("SIGKILL") };
}

async function answers(url, server) {
  while (server.exitCode === null) {
    try {
      await fetch(`${url}-/ping`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("the registry ended before it answered");
}
