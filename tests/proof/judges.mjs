// Has V8 and TypeScript's parser read every program before and after the move, and fails where one
// of them takes less of the output than of the input.
//
// What a file is, a module or a script, is not asked: in each form in which V8 loads the input, it
// must load the output. Forms are the text as it is and as TypeScript compiles it, each as a module,
// as a script, and as the function that Node makes of CommonJS. TypeScript must find no error of
// syntax that the input does not have.

import ts from "typescript";
import vm from "node:vm";
import { programs } from "./fixtures.mjs";
import { report } from "./report.mjs";

const NODE = ["exports", "require", "module", "__filename", "__dirname"];
const LOADS = {
  module: (text) => new vm.SourceTextModule(text, { identifier: "module" }),
  script: (text) => new vm.Script(text),
  CommonJS: (text) => vm.compileFunction(text, NODE),
};
const OPTIONS = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.React,
  experimentalDecorators: true,
  verbatimModuleSyntax: true,
  allowJs: true,
};

const [root, only = ""] = process.argv.slice(2);
const chosen = (await programs(root)).filter(({ name }) => name.includes(only));
await report(chosen, judge);

function judge({ extension, before, after, declared }) {
  if (before === after || declared.has("not a program")) return [];
  const [old, now] = [before, after].map((text) => texts(`input.${extension}`, text));
  return [...added(old.errors, now.errors).map((error) => `TypeScript: ${error}`), ...refused(old, now)];
}

/** The text and what TypeScript makes of it, and the errors of syntax that it finds. */
function texts(name, source) {
  const text = source.replace(/^\uFEFF/, "").replace(/^#!.*/, "");
  // A module by its name is no other than one by what it holds.
  const fileName = name.replace(/\.[cm](?=[jt]s$)/, ".");
  const { parseDiagnostics } = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext);
  const errors = parseDiagnostics.map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  const { outputText: compiled } = ts.transpileModule(text, { fileName, compilerOptions: OPTIONS });
  return { errors, forms: /tsx?$/.test(fileName) ? { compiled } : { "as it is": text, compiled } };
}

/** What V8 says of the output in the forms in which it loads the input. */
function refused(old, now) {
  const faults = [];
  for (const [form, text] of Object.entries(old.forms)) {
    for (const [kind, load] of Object.entries(LOADS)) {
      if (complaint(load, text)) continue;
      const said = complaint(load, now.forms[form]);
      if (said) faults.push(`V8, ${form}, as a ${kind}: ${said}`);
    }
  }
  return faults;
}

function complaint(load, text) {
  try {
    load(text);
    return undefined;
  } catch (error) {
    // The stack begins with the place and its line.
    return error.stack.split("\n    at ")[0].trim();
  }
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
