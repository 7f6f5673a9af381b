//! Functions that come from elsewhere: imported, declared, or known by module and name.

use super::super::positions::Position;
use super::names::{FUNCTIONS, MEMBERS, METHODS, Name};
use super::{ignores, reads, unclear};

/// A statement that hands a function over to what is imported.
const fn from(imported: &'static str, required: &'static str, text: &'static str) -> Position {
    reads(text).from(imported, required)
}

const fn known(imported: &'static str, text: &'static str) -> Position {
    ignores(text).from(imported, "")
}

const RELATIVE: &str = "import { $NAME } from \"./tools.js\";";
const RELATIVE_REQUIRED: &str = "const { $NAME } = require(\"./tools.js\");";

pub const UNKNOWN: &[Position] = &[
    from(RELATIVE, RELATIVE_REQUIRED, "$NAME($GIVES);").names(FUNCTIONS),
    from(RELATIVE, RELATIVE_REQUIRED, "$NAME($GIVES, 10);").names(FUNCTIONS),
    from(RELATIVE, RELATIVE_REQUIRED, "$NAME(\"login\", $GIVES);").names(FUNCTIONS),
    from(
        RELATIVE,
        RELATIVE_REQUIRED,
        "async function boot$N(tenant) {\n  const r = await $NAME($GIVES, 1);\n  log$N(r.access);\n}",
    )
    .names(FUNCTIONS),
    from("import { $NAME } from \"a-kit\";", "const { $NAME } = require(\"a-kit\");", "$NAME($GIVES);")
        .names(FUNCTIONS),
    from("import $NAME from \"@/tools\";", "const $NAME = require(\"@/tools\");", "$NAME($GIVES);").names(FUNCTIONS),
    from(
        "import { run as $NAME } from \"./tools.js\";",
        "const { run: $NAME } = require(\"./tools.js\");",
        "$NAME($GIVES);",
    )
    .names(FUNCTIONS),
    from(
        "import { $NAME as run } from \"./tools.js\";",
        "const { $NAME: run } = require(\"./tools.js\");",
        "run($GIVES);",
    )
    .names(FUNCTIONS),
    from("import * as tools from \"./tools.js\";", "const tools = require(\"./tools.js\");", "tools.$NAME($GIVES);")
        .names(METHODS),
    from("import tools from \"./tools.js\";", "", "tools.$NAME($GIVES);").names(METHODS),
    from(
        "import { bus } from \"./bus.js\";",
        "const { bus } = require(\"./bus.js\");",
        "bus.on(\"login\", $GIVES);\nasync function login$N(tenant) {\n  const r = await bus.emit(\"login\");\n  log$N(r.access);\n}",
    ),
    from(
        "import { Store } from \"./store.js\";",
        "const { Store } = require(\"./store.js\");",
        "new Store().$NAME($GIVES);",
    )
    .names(METHODS),
    from(
        "import { Base } from \"./base.js\";",
        "const { Base } = require(\"./base.js\");",
        "class Page$N extends Base {\n  start() { this.$NAME($GIVES); }\n}",
    )
    .names(METHODS),
    reads("require(\"./tools.js\").$NAME($GIVES);").names(METHODS).common(),
    reads("async function boot$N(tenant) {\n  const { $NAME } = await import(\"./tools.js\");\n  $NAME($GIVES);\n}")
        .names(FUNCTIONS),
    reads("import(\"./tools.js\").then(({ $NAME }) => $NAME($GIVES));").names(FUNCTIONS),
    reads("function boot$N(bus, tenant) { bus.$NAME($GIVES); }").names(&[
        Name("ask"),
        Name("finally"),
        Name("run"),
        Name("onReady"),
    ]),
    unclear("function boot$N(bus, tenant) { bus.$NAME($GIVES); }").names(METHODS),
    reads(
        "app$N.on(\"login\", $GIVES);\nasync function login$N(tenant) {\n  const r = await app$N.emit(\"login\");\n  log$N(r.access);\n}",
    ),
    reads(
        "const app$N = makeApp$N();\napp$N.on(\"login\", $GIVES);\nasync function login$N(tenant) {\n  const r = await app$N.emit(\"login\");\n  log$N(r.access);\n}",
    ),
    reads("start$N({ onReady: $GIVES });"),
    reads("start$N({ created: $GIVES });"),
    reads("jobs$N.push({ $NAME: $GIVES });").names(MEMBERS),
    // The same name in another library.
    from(
        "import { createEffect } from \"effector\";",
        "const { createEffect } = require(\"effector\");",
        "const login$N = createEffect($GIVES);\nlogin$N.doneData.watch((r) => log$N(r.access));",
    ),
    from(
        "import { createEffect } from \"solid-js\";",
        "const { createEffect } = require(\"solid-js\");",
        "createEffect($GIVES);",
    ),
    from(
        "import { createEffect as effect } from \"solid-js\";",
        "",
        "effect(async (previous) => {\n  const last = await previous;\n  if (last) log$N(last.access);\n  return $CALL;\n});",
    ),
    from("import { setTimeout } from \"node:timers/promises\";", "", "setTimeout($GIVES, 1);"),
    from(
        "import { watch } from \"vue\";",
        "const { watch } = require(\"vue\");",
        "watch($GIVES, async (p) => log$N((await p).access));",
    ),
    from(
        "import { nextTick } from \"vue\";",
        "const { nextTick } = require(\"vue\");",
        "async function boot$N(tenant) {\n  const r = await nextTick($GIVES);\n  log$N(r.access);\n}",
    ),
    from("import { onBeforeRouteLeave } from \"vue-router\";", "", "onBeforeRouteLeave($GIVES);"),
    from(
        "import { createRouter } from \"vue-router\";",
        "",
        "const router$N = createRouter({});\nrouter$N.beforeEach($GIVES);",
    ),
    from(
        "import { useQuery } from \"@tanstack/react-query\";",
        "",
        "const query$N = useQuery({ queryKey: [1], queryFn: $GIVES });\nlog$N(query$N.data);",
    ),
    from(
        "import { useCallback } from \"react\";",
        "const { useCallback } = require(\"react\");",
        "function App$N() {\n  const open = useCallback($GIVES, []);\n  open().then((r) => log$N(r.access));\n}",
    ),
    from(
        "import { useCallback } from \"react\";",
        "const { useCallback } = require(\"react\");",
        "function App$N() {\n  return useCallback($GIVES, []);\n}\nApp$N()().then((r) => log$N(r.access));",
    ),
    reads("browser.runtime.onMessage.addListener($GIVES);"),
    reads("chrome.runtime.onMessage.addListener($GIVES);"),
    reads("const { runtime } = browser;\nruntime.onMessage.addListener($GIVES);").declares(&["runtime"]),
    from(
        "import browser from \"webextension-polyfill\";",
        "const browser = require(\"webextension-polyfill\");",
        "browser.runtime.onMessage.addListener($GIVES);",
    ),
    reads("handler$N = $GIVES;"),
    reads("thing$N.onReady = $GIVES;"),
    reads("thing$N.created = $GIVES;"),
    reads("window.$NAME = $GIVES;").names(&[Name("openDoor"), Name("onIdle"), Name("created")]),
    reads("Object.assign(window, { onIdle: $GIVES });"),
    reads("globalThis[name$N] = $GIVES;"),
    reads("setTimeout(async (f) => { log$N((await f()).access); }, 5, $GIVES);"),
    reads("Promise.resolve($GIVES).then((f) => f()).then((r) => log$N(r.access));"),
    reads("Promise.resolve().then($GIVES).then((r) => log$N(r.access));"),
    reads("Array.from({ length: 1 }, $GIVES)[0].then((r) => log$N(r.access));"),
    reads("async function boot$N(tenant) {\n  const all = [1].map($GIVES);\n  log$N((await all[0]).access);\n}"),
    reads("[1].reduce($GIVES, 0);"),
    reads("localStorage.setItem(\"open\", $GIVES);"),
    reads("new MutationObserver$N($GIVES);"),
    reads("structuredClone$N({ f: $GIVES });"),
];

pub const KNOWN: &[Position] = &[
    known("import { startTransition } from \"react\";", "startTransition($GIVES);"),
    known("import { after } from \"next/server\";", "after($GIVES);"),
    known("import { afterNavigate } from \"$app/navigation\";", "afterNavigate($GIVES);"),
    known(
        "import { createRouter } from \"vue-router\";",
        "const router$N = createRouter({});\nrouter$N.afterEach($GIVES);",
    ),
    known("import { useRouter } from \"vue-router\";", "const router$N = useRouter();\nrouter$N.afterEach($GIVES);"),
    known("import { useEffect } from \"react\";", "function App$N() { useEffect($GIVES, []); }"),
    known("import { useLayoutEffect } from \"preact/hooks\";", "function App$N() { useLayoutEffect($GIVES, []); }"),
    known("import { onMounted } from \"vue\";", "onMounted($GIVES);"),
    known("import { watchEffect } from \"vue\";", "watchEffect($GIVES);"),
    known("import { watch } from \"vue\";", "watch(source$N, $GIVES);"),
    known("import { nextTick } from \"vue\";", "nextTick($GIVES);"),
    known("import { onMount } from \"svelte\";", "onMount($GIVES);"),
    known("import { onMount } from \"solid-js\";", "onMount($GIVES);"),
    known(
        "import { useCallback } from \"react\";",
        "function App$N() {\n  const open = useCallback($GIVES, []);\n  open();\n}",
    ),
    known("import { createApp } from \"vue\";", "createApp({ mounted: $GIVES });").open(),
    known("import React from \"react\";", "function App$N() { React.useEffect($GIVES, []); }"),
    known("import * as React from \"react\";", "function App$N() { React.useEffect($GIVES, []); }"),
    known("import { useEffect as whenShown } from \"react\";", "function App$N() { whenShown($GIVES, []); }"),
    known("import { forEach } from \"lodash\";", "forEach([1], $GIVES);").open(),
    known("import { setTimeout } from \"node:timers\";", "setTimeout($GIVES, 1);").open(),
    known("import { useMutation } from \"@tanstack/react-query\";", "useMutation({ onSuccess: $GIVES });").open(),
    ignores("requestIdleCallback($GIVES);"),
    ignores("requestAnimationFrame($GIVES);"),
    ignores("setTimeout($GIVES, 10);"),
    ignores("setInterval($GIVES, 10);"),
    ignores("queueMicrotask($GIVES);"),
    ignores("window.setTimeout($GIVES, 10);"),
    ignores("globalThis.queueMicrotask($GIVES);"),
    ignores("document.addEventListener(\"click\", $GIVES);"),
    ignores("window.addEventListener(\"load\", $GIVES);"),
    ignores("addEventListener(\"load\", $GIVES);"),
    ignores("document.querySelector(\"#go\")?.addEventListener(\"click\", $GIVES);"),
    ignores("[1, 2].forEach($GIVES);"),
    ignores("const list$N = [1, 2];\nlist$N.forEach($GIVES);"),
    ignores("Object.keys(users$N).forEach($GIVES);"),
    unclear("users$N.forEach($GIVES);"),
    unclear("button$N.addEventListener(\"click\", $GIVES);"),
    unclear("button$N.onclick = $GIVES;"),
    unclear("window.onload = $GIVES;"),
    unclear("new Set([1]).forEach($GIVES);"),
    unclear("new Map([[1, 2]]).forEach($GIVES);"),
    unclear("[1].map($GIVES);"),
    unclear("Promise.resolve().then($GIVES);"),
    unclear("Promise.resolve().finally($GIVES);"),
    unclear("new Promise($GIVES);"),
    unclear("($GIVES)();"),
    unclear("navigator.serviceWorker.addEventListener(\"message\", $GIVES);"),
    unclear("$NAME($GIVES);").names(&[Name("watchEffect"), Name("onMounted"), Name("useEffect"), Name("onNuxtReady")]),
];
