//! Methods that take a callback, by what makes the objects that have them.

use super::{ArgumentUse, Which};

/// A known method, by what makes the objects that have it.
#[derive(Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What makes the objects that have it. Empty for a method of the browser or the language, which does
    /// the same on all objects that neither the program nor a package makes.
    pub made_by: &'static [(&'static str, &'static str)],
    /// The arguments that the row describes.
    pub which: Which,
    /// What is done with these arguments.
    pub does: ArgumentUse,
}

const fn method(name: &'static str, which: Which, does: ArgumentUse) -> Method {
    Method { name, made_by: &[], which, does }
}

const fn made(
    made_by: &'static [(&'static str, &'static str)],
    name: &'static str,
    which: Which,
    does: ArgumentUse,
) -> Method {
    Method { name, made_by, which, does }
}

const EMITTERS: &[(&str, &str)] = &[
    ("events", "EventEmitter"),
    ("node:events", "EventEmitter"),
    ("events", "default"),
    ("node:events", "default"),
    ("events", "*"),
    ("eventemitter3", "default"),
    ("mitt", "default"),
    ("socket.io-client", "io"),
    ("socket.io-client", "default"),
    ("", "$"),
    ("", "jQuery"),
    ("jquery", "default"),
];
const ROUTERS: &[(&str, &str)] = &[("next/router", "useRouter().events"), ("next/router", "events")];
const STREAMS: &[(&str, &str)] = &[
    ("rxjs", "fromEvent"),
    ("rxjs", "timer"),
    ("rxjs", "interval"),
    ("rxjs", "of"),
    ("rxjs", "from"),
    ("rxjs", "merge"),
    ("rxjs", "Subject"),
    ("rxjs", "BehaviorSubject"),
    ("rxjs", "ReplaySubject"),
    ("svelte/store", "writable"),
    ("svelte/store", "readable"),
    ("svelte/store", "derived"),
    ("redux", "createStore"),
    ("@reduxjs/toolkit", "configureStore"),
    ("zustand", "create"),
    ("zustand", "createStore"),
];
const NUXT: &[(&str, &str)] =
    &[("", "defineNuxtPlugin"), ("", "useNuxtApp"), ("#imports", "useNuxtApp"), ("#app", "useNuxtApp")];
const COMPONENTS: &[(&str, &str)] = &[
    ("", "Vue"),
    ("vue", "default"),
    ("vue", "createApp"),
    ("vue", "getCurrentInstance"),
    ("vue-property-decorator", "Vue"),
];
const VUE_ROUTERS: &[(&str, &str)] =
    &[("vue-router", "createRouter"), ("vue-router", "useRouter"), ("vue-router", "default")];
const QUERIES: &[(&str, &str)] = &[("", "$"), ("", "jQuery"), ("jquery", "default")];
const MEDIA: &[(&str, &str)] = &[("", "matchMedia")];

/// Every known method.
pub const METHODS: &[Method] = &[
    method("addEventListener", Which::Later, ArgumentUse::Drops),
    method("removeEventListener", Which::Later, ArgumentUse::Drops),
    method("forEach", Which::First, ArgumentUse::Drops),
    // Of routers: the result of a guard counts, that of a hook which runs afterwards does not.
    method("afterEach", Which::First, ArgumentUse::Drops),
    made(VUE_ROUTERS, "afterEach", Which::First, ArgumentUse::Drops),
    // Of Vue's components.
    made(COMPONENTS, "$nextTick", Which::First, ArgumentUse::Gives),
    made(COMPONENTS, "$watch", Which::Later, ArgumentUse::Drops),
    made(COMPONENTS, "$on", Which::Later, ArgumentUse::Drops),
    made(COMPONENTS, "$once", Which::Later, ArgumentUse::Drops),
    made(COMPONENTS, "$off", Which::Later, ArgumentUse::Drops),
    method("$nextTick", Which::First, ArgumentUse::Gives),
    method("$watch", Which::Later, ArgumentUse::Drops),
    method("$on", Which::Later, ArgumentUse::Drops),
    method("$once", Which::Later, ArgumentUse::Drops),
    method("$off", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "on", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "once", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "off", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "addListener", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "removeListener", Which::Later, ArgumentUse::Drops),
    made(EMITTERS, "prependListener", Which::Later, ArgumentUse::Drops),
    made(QUERIES, "ready", Which::First, ArgumentUse::Drops),
    made(QUERIES, "one", Which::Later, ArgumentUse::Drops),
    made(QUERIES, "click", Which::First, ArgumentUse::Drops),
    made(QUERIES, "submit", Which::First, ArgumentUse::Drops),
    made(ROUTERS, "on", Which::Later, ArgumentUse::Drops),
    made(ROUTERS, "off", Which::Later, ArgumentUse::Drops),
    made(STREAMS, "subscribe", Which::Any, ArgumentUse::Drops),
    made(NUXT, "hook", Which::Later, ArgumentUse::Drops),
    made(MEDIA, "addListener", Which::First, ArgumentUse::Drops),
    made(MEDIA, "removeListener", Which::First, ArgumentUse::Drops),
];

/// Objects that keep listeners, and that may hand out these or their results by some of their members.
#[derive(Debug)]
pub struct Keeper {
    /// What makes them.
    pub made_by: &'static [(&'static str, &'static str)],
    /// The members that hand out nothing of the listeners. Any other member may.
    pub telling: &'static [&'static str],
    /// Who else has the same object.
    pub had_by: HadBy,
}

/// Who else has an object that keeps listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HadBy {
    /// Whoever gets it from the script.
    Given,
    /// Whoever gets it, or what its maker was given.
    Told,
    /// Every file of the program.
    Everyone,
}

/// Every known object of this kind.
pub const KEEPERS: &[Keeper] = &[
    Keeper { made_by: QUERIES, telling: OF_QUERIES, had_by: HadBy::Given },
    Keeper { made_by: &[("mitt", "default")], telling: OF_EMITTERS, had_by: HadBy::Told },
    Keeper { made_by: EMITTERS, telling: OF_EMITTERS, had_by: HadBy::Given },
    Keeper { made_by: NUXT, telling: OF_NUXT, had_by: HadBy::Everyone },
];

const OF_EMITTERS: &[&str] = &[
    "on",
    "once",
    "off",
    "addListener",
    "removeListener",
    "prependListener",
    "prependOnceListener",
    "removeAllListeners",
    "setMaxListeners",
    "emit",
    "connect",
    "disconnect",
    "close",
    "id",
    "connected",
];

const OF_NUXT: &[&str] = &[
    "hook",
    "provide",
    "vueApp",
    "payload",
    "isHydrating",
    "ssrContext",
    "versions",
    "runWithContext",
    "$config",
    "$router",
];

// Of jQuery's functions and of its collections.
const OF_QUERIES: &[&str] = &[
    "on",
    "one",
    "off",
    "bind",
    "unbind",
    "ready",
    "click",
    "dblclick",
    "submit",
    "change",
    "focus",
    "blur",
    "keydown",
    "keyup",
    "keypress",
    "hover",
    "scroll",
    "resize",
    "trigger",
    "val",
    "text",
    "html",
    "attr",
    "removeAttr",
    "prop",
    "addClass",
    "removeClass",
    "toggleClass",
    "hasClass",
    "css",
    "show",
    "hide",
    "toggle",
    "fadeIn",
    "fadeOut",
    "slideDown",
    "slideUp",
    "animate",
    "append",
    "appendTo",
    "prepend",
    "prependTo",
    "before",
    "after",
    "remove",
    "empty",
    "detach",
    "find",
    "closest",
    "parent",
    "children",
    "siblings",
    "next",
    "prev",
    "first",
    "last",
    "eq",
    "filter",
    "not",
    "is",
    "index",
    "length",
    "serialize",
    "serializeArray",
    "width",
    "height",
    "offset",
    "ajax",
    "get",
    "post",
    "getJSON",
    "param",
    "each",
    "extend",
];
