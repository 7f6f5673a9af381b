// Checks the code that `explain` shows to be written by hand against the documented surface of v3.
//
// Each file is a program of its own. What it takes from its application is not declared and counts as
// anything; what it asks of v3 has to be there.

import ts from "typescript";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { report } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const OPTIONS = {
  strict: true,
  noImplicitAny: false,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  types: [],
};
/** No such name, among them those of test runners; no such type; a component that is not declared. */
const OF_THE_APPLICATION = [2304, 2552, 2580, 2582, 2591, 2593, 7026];

const page = readFileSync(process.argv[2], "utf8");
const sections = page.split("\n## ").slice(1);
const codes = sections.flatMap((section) => {
  const id = section.slice(0, section.indexOf("\n"));
  const blocks = [...section.matchAll(/```(\w+) (\S+)[^\n]*\n([^]*?)```/g)];
  return blocks.map(([, language, file, text]) => ({ name: `${id}: ${file}`, language, text }));
});
const programs = codes.filter(({ language }) => ["js", "jsx", "ts"].includes(language));

const libraries = new Map();
const main = "/main.tsx";

await report(programs, ({ text }) => {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => path === main || fileExists(path);
  host.readFile = (path) => (path === main ? text : readFile(path));
  host.directoryExists = undefined;
  host.getSourceFile = (path, options) => {
    if (path === main) return ts.createSourceFile(path, text, options, true);
    if (!libraries.has(path)) libraries.set(path, getSourceFile(path, options));
    return libraries.get(path);
  };
  // What declares v3 by itself needs no other declaration of it.
  const ambient = ["any.d.ts", "env.d.ts", ...(/declare module "@rupt/.test(text) ? [] : ["v3.d.ts"])];
  const program = ts.createProgram([main, ...ambient.map((name) => join(here, name))], OPTIONS, host);
  const source = program.getSourceFile(main);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  const faults = found.filter(({ code }) => !OF_THE_APPLICATION.includes(code));
  return faults.map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
});
