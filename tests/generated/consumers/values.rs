//! What is done with the response itself: kept in variables, refs and stores of whatever origin.

use super::super::pick::Need;
use super::super::positions::Position;
use super::names::{Name, REFS};
use super::{reads, unclear};

/// In an `async` function: `await` may be written at the call. What keeps the response may go with it.
const fn awaited(text: &'static str) -> Position {
    reads(text).waiting().rewritten()
}

const fn kept(text: &'static str) -> Position {
    awaited(text).names(REFS)
}

const DETACH: &[Need] = &[Need::Detach];

const KEPT: &str = "const saved$N = $NAME(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  saved$N.value = device_id;\n}";
const KEPT_AND_DETACHED: &str = "const saved$N = $NAME(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  saved$N.value = device_id;\n}\nfunction leave$N() {\n  $DETACH({ client_id: \"abc\", device: saved$N.value });\n}";
const CURRENT_AND_DETACHED: &str = "const saved$N = $NAME(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  saved$N.current = device_id;\n}\nfunction leave$N() {\n  $DETACH({ client_id: \"abc\", device: saved$N.current });\n}";
const STATE: &str = "function App$N(tenant) {\n  const [device, setDevice] = useState(null);\n  const boot = async () => {\n    $LOCAL\n    const { device_id } = await $CALL;\n    setDevice(device_id);\n  };\n  const leave = () => { $DETACH({ client_id: \"abc\", device }); };\n  return [boot, leave];\n}";
const OWN_STATE: &str = "const useState = (first) => [first, (next) => log$N(next)];\nfunction App$N(tenant) {\n  const [device, setDevice] = useState(null);\n  const boot = async () => {\n    $LOCAL\n    const { device_id } = await $CALL;\n    setDevice(device_id);\n  };\n  const leave = () => { $DETACH({ client_id: \"abc\", device }); };\n  return [boot, leave];\n}";

const RELATIVE: &str = "import { $NAME } from \"./storage.js\";";
const RELATIVE_REQUIRED: &str = "const { $NAME } = require(\"./storage.js\");";

pub const VALUES: &[Position] = &[
    kept(KEPT).from(RELATIVE, RELATIVE_REQUIRED),
    kept(KEPT_AND_DETACHED).from(RELATIVE, RELATIVE_REQUIRED).needs(DETACH),
    kept(CURRENT_AND_DETACHED).from(RELATIVE, RELATIVE_REQUIRED).needs(DETACH),
    kept(KEPT_AND_DETACHED).from("import { $NAME } from \"a-kit\";", "const { $NAME } = require(\"a-kit\");").needs(DETACH),
    kept("const $NAME = (first) => ({ set value(next) { log$N(next); } });\nconst saved$N = $NAME(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  saved$N.value = device_id;\n}"),
    kept("function $NAME(first) { return new Proxy({}, { set: (_, key, next) => log$N(key, next) }); }\nconst saved$N = $NAME(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  saved$N.current = device_id;\n}\nfunction leave$N() {\n  $DETACH({ client_id: \"abc\", device: saved$N.current });\n}")
        .needs(DETACH),
    awaited(STATE).from("import { useState } from \"./state.js\";", "const { useState } = require(\"./state.js\");").needs(DETACH),
    awaited(OWN_STATE).declares(&["useState"]).needs(DETACH),
    awaited(STATE).open().from("import { useState } from \"react\";", "const { useState } = require(\"react\");").needs(DETACH),
    awaited(KEPT_AND_DETACHED).open().names(&[Name("ref"), Name("shallowRef")]).from("import { $NAME } from \"vue\";", "const { $NAME } = require(\"vue\");").needs(DETACH),
    awaited(CURRENT_AND_DETACHED).open().names(&[Name("useRef")]).from("import { $NAME } from \"react\";", "const { $NAME } = require(\"react\");").needs(DETACH),
    // The state of another library, stores, and what is not declared at all.
    awaited("const store$N = writable(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  store$N.set(await $CALL);\n}").from("import { writable } from \"svelte/store\";", ""),
    awaited("const [answer$N, setAnswer$N] = createSignal(null);\nasync function boot$N(tenant) {\n  $LOCAL\n  setAnswer$N(await $CALL);\n}").from("import { createSignal } from \"solid-js\";", ""),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  answer$N = await $CALL;\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  ({ device_id: device$N } = await $CALL);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  [answer$N] = [await $CALL];\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  window.answer = await $CALL;\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  globalThis.device = (await $CALL).device_id;\n}"),
    awaited("async function boot$N(state, tenant) {\n  $LOCAL\n  state.answer = await $CALL;\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  state$N[name$N] = await $CALL;\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  state$N.answer ??= await $CALL;\n}"),
    awaited("class Page$N {\n  async run(tenant) {\n    $LOCAL\n    this.answer = await $CALL;\n  }\n  show() { log$N(this.answer.access); }\n}"),
    awaited("class Page$N {\n  async run(tenant) {\n    $LOCAL\n    this.answer = await $CALL;\n  }\n  show(name) { log$N(this[name].access); }\n}"),
    awaited("class Page$N {\n  #answer;\n  async run(tenant) {\n    $LOCAL\n    this.#answer = await $CALL;\n  }\n  show() { log$N(this.#answer.access); }\n}"),
    awaited("class Page$N extends Base$N {\n  async run(tenant) {\n    $LOCAL\n    this.answer = await $CALL;\n  }\n}"),
    awaited("class Page$N extends Base$N {\n  async run(tenant) {\n    $LOCAL\n    super.answer = await $CALL;\n  }\n}"),
    awaited("class Page$N {\n  set answer(next) { log$N(next.access); }\n  async run(tenant) {\n    $LOCAL\n    this.answer = await $CALL;\n  }\n}"),
    awaited("let answer$N;\nasync function boot$N(tenant) {\n  $LOCAL\n  answer$N = await $CALL;\n}\nfunction show$N() { eval(\"answer$N.access\"); }"),
    awaited("async function boot$N(response, tenant) {\n  $LOCAL\n  response = await $CALL;\n  log$N(arguments[0].access);\n}").common(),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  log$N({ response });\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  log$N({ ...response });\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const { ...response } = await $CALL;\n  log$N(response);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  for (const key in response) log$N(key);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  log$N(\"access\" in response);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  log$N(typeof response?.access);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  log$N(`${response}`);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  switch (response.access) {\n    case 1: show$N();\n  }\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  return () => log$N(response.access);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const { access = 1 } = await $CALL;\n  log$N(access);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  const { [name$N]: field } = await $CALL;\n  log$N(field);\n}"),
    awaited("async function boot$N(tenant) {\n  $LOCAL\n  throw await $CALL;\n}"),
    reads("const Promise = { all: (list) => list[0].then((r) => log$N(r.access)) };\nPromise.all([$CALL]);").declares(&["Promise"]),
    reads("Promise.all([$CALL]);").from("import Promise from \"./promise.js\";", "const Promise = require(\"./promise.js\");"),
    reads("import(\"./promise.js\").then(({ default: Promise }) => Promise.all([$CALL]));").declares(&["Promise"]),
    reads("Promise.all([$CALL]).then(([r]) => log$N(r.access));"),
    reads("Promise.race([$CALL]).then((r) => log$N(r.access));"),
    reads("Promise.all([$CALL]).then(log$N);"),
    reads("$CALL.then(log$N);"),
    reads("$CALL.then(function () { log$N(arguments[0].access); });"),
    reads("$CALL.then((...all) => log$N(all[0].access));"),
    reads("$CALL.then(({ access }) => log$N(access), report$N);"),
    reads("$CALL.then((r) => r).then((r) => log$N(r.access));"),
    reads("$CALL.finally(() => done$N()).then((r) => log$N(r.access));"),
    reads("$CALL[\"then\"]((r) => log$N(r.access));"),
    reads("const pending$N = $CALL;\npending$N.then((r) => log$N(r.access));"),
    reads("const pending$N = [$CALL];\npending$N[0].then((r) => log$N(r.access));"),
    reads("const pending$N = { first: $CALL };\npending$N[name$N].then((r) => log$N(r.access));"),
    unclear("Promise.allSettled([$CALL]);"),
    unclear("Promise.all([$CALL]).then(() => done$N());"),
];
