// Astro components, as Astro's own compiler takes them. It does not look into scripts; TypeScript
// does.

import { transform } from "@astrojs/compiler";
import { syntaxErrors } from "./typescript.mjs";

const OPTIONS = { filename: "/Component.astro", resolvePath: async (specifier) => specifier };

// In what runs on the server they are text, within a template literal.
const INLINE = /<script\b(?![^>]*\bsrc=)(?![^>]*json)[^>]*>([^]*?)<\/script>/g;

/** What the compiler has to say. */
export async function complaints(source) {
  const { diagnostics } = await transform(source, OPTIONS);
  const said = diagnostics.map(({ text }) => text);
  for (const { text } of await modules(source)) said.push(...syntaxErrors(text));
  return [{ way: "Astro", said }];
}

/** What runs on the server, then each script of the browser: those that are bundled, those that stay. */
export async function modules(source) {
  const { code, scripts } = await transform(source, OPTIONS);
  const bundled = scripts.filter(({ type }) => type === "inline").map(({ code }) => code);
  const inline = Array.from(code.matchAll(INLINE), ([, text]) => unquoted(text));
  return [
    { part: "on the server", extension: "ts", text: code.replace(INLINE, "<script></script>") },
    ...bundled.map((text, index) => ({ part: `script ${index + 1}`, extension: "ts", text, isForBrowsers: true })),
    ...inline.map((text, index) => ({ part: `inline script ${index + 1}`, extension: "js", text, isForBrowsers: true })),
  ];
}

/** The text of a template literal, without the values of `define:vars`. */
function unquoted(text) {
  return text.replace(/\$\{\$\$defineScriptVars\([^]*?\)\}/, "").replace(/\\([`$\\])/g, "$1");
}
