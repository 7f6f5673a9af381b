// Checks the TypeScript of every fixture before and after the move, as `tsc --strict` does, and
// fails where the move brings a diagnostic that was not there.
//
// What a fixture imports does not exist and is `any`, and the environment is what Node and bundlers
// make it; what else it does not declare is an error on both sides. So only the difference counts, by
// code and message.

import ts from "typescript";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { programs } from "./fixtures.mjs";
import { report } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: false,
  target: ts.ScriptTarget.ESNext,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  types: [],
  paths: { rupt: [join(here, "node_modules/rupt/index.d.ts")] },
};
// v3's own declarations stand for the documented ones where `RUPT_V3` names the folder of its package.
const v3 = process.env.RUPT_V3;
if (v3) OPTIONS.paths["@ruptjs/client"] = [v3];
const AMBIENT = ["any.d.ts", "env.d.ts", ...(v3 ? [] : ["v3.d.ts"])].map((name) => join(here, name));

const libraries = new Map();

const [root, only = ""] = process.argv.slice(2);
const all = (await programs(root)).filter(({ name }) => name.includes(only));
const before = check(all.map((fixture) => ({ ...fixture, text: fixture.before })));
const after = check(all.map((fixture) => ({ ...fixture, text: fixture.after })));
const typed = all.filter(({ name }) => before.has(name));
const prove = ({ name, declared }) => {
  const fresh = added(before.get(name), after.get(name));
  const known = [...declared.keys()].filter((what) => /^TS\d+$/.test(what));
  const isDeclared = (text) => known.some((code) => text.startsWith(`${code}:`));
  const stale = known.filter((code) => !fresh.some((text) => text.startsWith(`${code}:`)));
  return [
    ...fresh.filter((text) => !isDeclared(text)).map((text) => `new: ${text}`),
    ...stale.map((code) => `${code} is declared, and does not occur`),
  ];
};
// Those that were asked for may all be JavaScript.
if (typed.length > 0 || only === "") await report(typed, prove);

/** The diagnostics of each TypeScript file, by name. */
function check(files) {
  // What changes the globals must not be seen by other files.
  const isAlone = ({ text }) => /\bdeclare (global|module)\b/.test(text);
  const alone = files.filter(isAlone);
  const groups = [files.filter((file) => !isAlone(file)), ...alone.map((file) => [file])];
  return new Map(groups.flatMap((group) => diagnostics(group)));
}

function diagnostics(files) {
  const texts = new Map(files.map((file) => [path(file), file.text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = undefined;
  host.getSourceFile = (path, options) => {
    if (texts.has(path)) return ts.createSourceFile(path, texts.get(path), options, true);
    if (!libraries.has(path)) libraries.set(path, getSourceFile(path, options));
    return libraries.get(path);
  };
  const program = ts.createProgram([...texts.keys(), ...AMBIENT], OPTIONS, host);
  return files
    .filter((file) => /tsx?$/.test(file.extension))
    .map((file) => {
      const source = program.getSourceFile(path(file));
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [file.name, found.map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`)];
    });
}

/** Where a file is for the compiler: files of a project see each other. */
function path({ name, extension }) {
  return name.endsWith(`.${extension}`) ? `/${name}` : `/${name}/input.${extension}`;
}

/** What is in the second list more often than in the first. */
function added(first, second) {
  const left = [...first];
  return second.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
