#!/usr/bin/env node
// Runs the program for this platform, which stands in a package of its own: the package manager installs the one
// that fits, so nothing is downloaded and no install script runs.

"use strict";

// Without `node:`, which Plug'n'Play of Yarn 2 takes for a package.
const { spawn } = require("child_process");
const { constants } = require("os");
const path = require("path");
const { version } = require("../package.json");
const targets = require("../targets.json");

const here = `${process.platform}-${process.arch}`;
// As the program itself ends where something could not be done.
const FAILED = 2;

const nameOf = ({ platform, arch }) => `rupt-migrate-${platform}-${arch}`;

/** The path of the target's program, or nothing where its package is not installed. */
function programOf(target) {
  const program = target.platform === "win32" ? "rupt-migrate.exe" : "rupt-migrate";
  try {
    return require.resolve(`${nameOf(target)}/${program}`);
  } catch {
    return undefined;
  }
}

function fail(...lines) {
  process.stderr.write(`rupt-migrate: ${lines.join("\n")}\n`);
  process.exitCode = FAILED;
}

const OTHER_WAYS = [
  "Without npm:",
  "  cargo install rupt-migrate",
  "  RUPT_MIGRATE_BINARY=/path/to/rupt-migrate names a program to run.",
];

function failWithout(target) {
  const others = targets.filter((other) => other !== target && programOf(other)).map(nameOf);
  fail(
    `the program for this platform, ${here}, is not installed.`,
    `Looked for the package ${nameOf(target)} ${version}, from ${path.dirname(__dirname)}.`,
    ...(others.length > 0 ? [`Found instead: ${others.join(", ")}.`] : []),
    "It is an optional dependency of rupt-migrate. It is missing where",
    "- optional dependencies were left out, as by --omit=optional or --no-optional: install again without that;",
    "- the lock file or node_modules is from another platform: delete both and install again. Where the lock file is",
    "  to stay, add the package to your own optionalDependencies.",
    ...OTHER_WAYS,
  );
}

function findProgram() {
  if (process.env.RUPT_MIGRATE_BINARY) {
    return process.env.RUPT_MIGRATE_BINARY;
  }
  const target = targets.find(({ platform, arch }) => `${platform}-${arch}` === here);
  if (!target) {
    const known = targets.map(({ platform, arch }) => `${platform}-${arch}`).join(", ");
    fail(`there is no package for this platform, ${here}, only for ${known}.`, ...OTHER_WAYS);
    return undefined;
  }
  const program = programOf(target);
  if (!program) {
    failWithout(target);
  }
  return program;
}

function failToRun(program, error) {
  const whose = process.env.RUPT_MIGRATE_BINARY ? "RUPT_MIGRATE_BINARY names it." : `It is the program for ${here}.`;
  fail(`${program} cannot be run: ${error.message}`, whose);
}

function run(program) {
  let child;
  try {
    child = spawn(program, process.argv.slice(2), { stdio: "inherit", env: { ...process.env, RUPT_MIGRATE_NPX: "1" } });
  } catch (error) {
    // Some errors are thrown, others are events.
    failToRun(program, error);
    return;
  }
  // Whoever ends this process means the program, which may be writing, and ends between two files. Ctrl-C reaches
  // both; hearing it twice does the program no harm. Windows can only kill, and there Ctrl-C reaches the program.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => {
    if (process.platform !== "win32") {
      child.kill(signal);
    }
  };
  signals.forEach((signal) => process.on(signal, forward));
  child.on("error", (error) => failToRun(program, error));
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    // Ends as the program did, so that a shell knows that Ctrl-C ended it. The number is for Windows, which has no
    // signals, and for those that do not end Node.
    process.exitCode = 128 + constants.signals[signal];
    signals.forEach((name) => process.off(name, forward));
    if (process.platform !== "win32") {
      process.kill(process.pid, signal);
    }
  });
}

const program = findProgram();
if (program) {
  run(program);
}
