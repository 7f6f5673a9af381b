// The package managers: how each is started, kept to one registry and to a home of its own, and what it is told.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { folder } from "./packages.mjs";

export const TOOLS = fileURLToPath(new URL("node_modules", import.meta.url));
export const NPM = npmOfTheSystem();
const BUN = join(TOOLS, "@oven/bun-linux-x64-baseline/bin/bun");

/** The script of the npm that installed the tests, so that Node can start it without a shell. */
function npmOfTheSystem() {
  const found = spawnSync("npm", ["root", "--global"], { encoding: "utf8", shell: process.platform === "win32" });
  return realpathSync(join(found.stdout.trim(), "npm/bin/npm-cli.js"));
}

/** The environment without settings of package managers, which would count for more than those of a project. */
export function environment(home) {
  const settings = /^(npm|pnpm|yarn|bun|rupt|node_options)(_|$)/i;
  const own = Object.entries(process.env).filter(([name]) => !settings.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    USERPROFILE: home,
    // Yarn and pnpm leave files there.
    TMPDIR: home,
    TEMP: home,
    TMP: home,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_DATA_HOME: join(home, "data"),
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
    CI: "true",
  };
}

const script = (...path) => [process.execPath, join(TOOLS, ...path)];

// The packages are seconds old.
const NO_AGE = "npmMinimalAgeGate: 0\n";

const BERRY = {
  program: script("@yarnpkg/cli-dist/bin/yarn.js"),
  install: ["install", "--no-immutable"],
  noScripts: "--mode=skip-build",
  frozen: ["install", "--immutable"],
  run: ["run", "rupt-migrate"],
  elsewhere: { settings: "supportedArchitectures: { os: [darwin], cpu: [arm64] }\n" },
};

const ON_A_MAC = { flags: ["--os=darwin", "--cpu=arm64"] };

/**
 * `frozen` installs what the lock file says; `run` starts the command that the package brings; `omit` leaves
 * optional dependencies out; `elsewhere` installs as on a Mac with Apple silicon.
 */
export const MANAGERS = {
  npm: {
    program: [process.execPath, NPM],
    install: ["install", "--no-audit", "--no-fund"],
    noScripts: "--ignore-scripts",
    frozen: ["ci"],
    run: ["exec", "--no", "--", "rupt-migrate"],
    omit: "--omit=optional",
    elsewhere: ON_A_MAC,
  },
  pnpm: {
    program: script("pnpm/bin/pnpm.cjs"),
    install: ["install", "--no-frozen-lockfile"],
    noScripts: "--ignore-scripts",
    frozen: ["install", "--frozen-lockfile"],
    run: ["exec", "rupt-migrate"],
    omit: "--no-optional",
    // It sees by itself that what is installed is for another platform, and installs again before it runs.
    elsewhere: { ...ON_A_MAC, mendsItself: true },
  },
  "yarn classic": {
    program: script("yarn/bin/yarn.js"),
    install: ["install", "--no-progress"],
    noScripts: "--ignore-scripts",
    run: ["--silent", "run", "rupt-migrate"],
    omit: "--ignore-optional",
  },
  "yarn 2 with Plug'n'Play": {
    program: script("yarn2/bin/yarn.js"),
    install: ["install"],
    noScripts: "--skip-builds",
    run: ["run", "rupt-migrate"],
    settings: "compressionLevel: 0\n",
  },
  "yarn with Plug'n'Play": { ...BERRY, settings: `nodeLinker: pnp\n${NO_AGE}` },
  "yarn with node_modules": { ...BERRY, settings: `nodeLinker: node-modules\n${NO_AGE}` },
  bun: {
    program: [BUN],
    install: ["install"],
    noScripts: "--ignore-scripts",
    frozen: ["install", "--frozen-lockfile"],
    run: ["run", "--silent", "rupt-migrate"],
    omit: "--omit=optional",
    elsewhere: ON_A_MAC,
    skip: !existsSync(BUN) && "bun is had for Linux on x64 only",
  },
};

/** A project that depends on the packages, under one of the managers. */
export class Project {
  constructor(manager, url) {
    this.manager = MANAGERS[manager];
    this.url = url;
    this.home = folder();
    this.root = join(this.home, "project");
    mkdirSync(this.root);
    this.write("package.json", '{ "name": "project", "private": true, "devDependencies": { "rupt-migrate": "*" } }\n');
    writeFileSync(join(this.home, ".npmrc"), `registry=${url}\n`);
    this.write("pnpm-workspace.yaml", "minimumReleaseAge: 0\n");
    this.configureYarn("");
  }

  write(name, text) {
    writeFileSync(join(this.root, name), text);
  }

  configureYarn(more) {
    const common = "enableTelemetry: false\nenableGlobalCache: false\n";
    const registry = `npmRegistryServer: "${this.url}"\nunsafeHttpWhitelist: [127.0.0.1]\n`;
    this.write(".yarnrc.yml", `${common}${registry}${this.manager.settings ?? ""}${more}`);
  }

  /** What the manager answers to these arguments. */
  async call(...args) {
    const [program, ...first] = this.manager.program;
    const options = { cwd: this.root, env: environment(this.home), stdio: ["ignore", "pipe", "pipe"] };
    const child = spawn(program, [...first, ...args], options);
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { status, stdout, said: stdout + stderr };
  }

  install(...flags) {
    return this.call(...this.manager.install, ...flags);
  }

  run(...args) {
    return this.call(...this.manager.run, ...args);
  }

  async installElsewhere() {
    const { flags = [], settings = "" } = this.manager.elsewhere;
    this.configureYarn(settings);
    const answer = await this.install(...flags);
    this.configureYarn("");
    return answer;
  }

  /** As in a fresh clone, where only the lock file is from elsewhere. */
  installFrozen() {
    rmSync(join(this.root, "node_modules"), { recursive: true, force: true });
    return this.call(...this.manager.frozen);
  }
}
