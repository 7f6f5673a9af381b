// Astro components, as Astro's own compiler takes them. It does not look into scripts; TypeScript
// does.

import { transform } from "@astrojs/compiler";
import ts from "typescript";

const OPTIONS = { filename: "/Component.astro", resolvePath: async (specifier) => specifier };

/** What the compiler has to say. */
export async function complaints(source) {
  const { diagnostics } = await transform(source, OPTIONS);
  const said = diagnostics.map(({ text }) => text);
  for (const { text } of await modules(source)) said.push(...syntaxErrors(text));
  return [{ way: "Astro", said }];
}

/** What runs on the server, then each script that is bundled for the browser. */
export async function modules(source) {
  const { code, scripts } = await transform(source, OPTIONS);
  const inBrowser = scripts.filter(({ type }) => type === "inline");
  return [
    { part: "on the server", extension: "ts", text: code },
    ...inBrowser.map(({ code }, index) => ({ part: `script ${index + 1}`, extension: "ts", text: code })),
  ];
}

function syntaxErrors(text) {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ESNext } });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
