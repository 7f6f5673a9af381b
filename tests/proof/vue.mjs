// Vue components, as Vue's own compiler takes them.

import { compileScript, compileTemplate, parse } from "@vue/compiler-sfc";

const WAYS = [
  { inlineTemplate: true, isProd: true, ssr: false },
  { inlineTemplate: true, isProd: true, ssr: true },
  { inlineTemplate: true, isProd: false, ssr: false },
  { inlineTemplate: false, isProd: true, ssr: false },
  { inlineTemplate: false, isProd: false, ssr: false },
  { inlineTemplate: false, isProd: false, ssr: true },
];

/** What the compiler has to say, for each way to compile. */
export function complaints(source) {
  return WAYS.map((way) => ({ way: JSON.stringify(way), said: heard(() => compile(source, way)) }));
}

/** The module that a component becomes, if its script is one. */
export function modules(source) {
  const { descriptor, script } = compile(source, WAYS[2]);
  const { lang = "js" } = descriptor.scriptSetup ?? descriptor.script;
  return /^[jt]sx?$/.test(lang) ? [{ part: "", extension: lang, text: script.content }] : [];
}

function compile(source, { inlineTemplate, isProd, ssr }) {
  const { descriptor, errors } = parse(source, { filename: "Component.vue" });
  if (errors.length > 0) throw errors[0];
  const shared = { id: "id", filename: "Component.vue", isProd };
  const template = { ssr, ssrCssVars: descriptor.cssVars };
  const script = compileScript(descriptor, { ...shared, inlineTemplate, templateOptions: template });
  const isDone = !descriptor.template || (inlineTemplate && descriptor.scriptSetup);
  if (!isDone) {
    const compilerOptions = { bindingMetadata: script.bindings };
    const { errors } = compileTemplate({ ...shared, ...template, source: descriptor.template.content, compilerOptions });
    if (errors.length > 0) throw errors[0];
  }
  return { descriptor, script };
}

/** Vue's compiler warns on the console. */
function heard(run) {
  const { warn } = console;
  const said = [];
  console.warn = (...words) => said.push(words.join(" "));
  try {
    run();
  } catch (error) {
    said.push(error.message ?? error);
  } finally {
    console.warn = warn;
  }
  return said;
}
