// Mounts a component with the real runtime of its framework, twice on one page, uses both, and takes
// them away.

import { use } from "./dom.mjs";
import * as svelte from "./node_modules/svelte/src/index-client.js";
import * as svelteInternal from "./node_modules/svelte/src/internal/client/index.js";
import * as vue from "vue/dist/vue.runtime.esm-browser.prod.js";
import { compile } from "./program.mjs";
import { show } from "./show.mjs";
import { standIn } from "./standin.mjs";

const RUNTIMES = {
  vue: { modules: { vue }, child: { render: () => null }, mount: mountVue },
  svelte: { modules: { svelte, "svelte/internal/client": svelteInternal }, child: () => {}, mount: mountSvelte },
};

export const isMountable = (extension) => Object.hasOwn(RUNTIMES, extension);

/** Runs a parsed module, which is a component of `framework`, in a world. */
export async function mountTwice(framework, module, world) {
  const { modules, child, mount } = RUNTIMES[framework];
  const require = (specifier) => {
    if (/\.(vue|svelte)$/.test(specifier)) return { __esModule: true, default: child };
    return modules[specifier] ?? world.require(specifier);
  };
  const exports = {};
  world.globals.set("__reveal", () => {});
  await step(world, "load", () => compile(module, []).run(world.scope)(require, { exports }, exports));
  const pages = [document.createElement("div"), document.createElement("div")];
  const mounted = [];
  for (const page of pages) await step(world, "mount", () => mounted.push(mount(exports.default, page, world)));
  for (const page of pages) await step(world, "use", () => use(page));
  for (const unmount of mounted) await step(world, "unmount", unmount);
}

async function step(world, label, run) {
  world.next();
  world.note(`» ${label}`);
  const quiet = () => new Promise((resolve) => setTimeout(resolve));
  const started = (async () => run())().catch((error) => fails(world, error));
  await quiet();
  while (world.giveAnswer()) await quiet();
  await started;
}

function mountVue(component, page, world) {
  const names = Array.isArray(component.props) ? component.props : Object.keys(component.props ?? {});
  const props = Object.fromEntries(names.map((name) => [name, standIn(world, `props.${name}`)]));
  // What a top-level `await` needs.
  const app = vue.createApp(() => vue.h(vue.Suspense, null, { default: () => vue.h(component, props) }));
  app.config.errorHandler = (error) => fails(world, error);
  app.mount(page);
  return () => app.unmount();
}

function mountSvelte(component, target, world) {
  const get = (_, name) => (typeof name === "symbol" || name.startsWith("$$") ? undefined : standIn(world, `props.${name}`));
  const props = new Proxy({}, { get, has: () => true });
  const mounted = svelte.mount(component, { target, props });
  svelte.flushSync();
  return () => svelte.unmount(mounted);
}

function fails(world, error) {
  world.record(`fails with ${show(error)}`);
}
